"""What the program knows: pure values and rules, no file, clock, window or network."""
