"""What was done, drawn and listed: weeks, days and exercises. Each part is a table to a screen reader."""
