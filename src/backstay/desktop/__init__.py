"""What the computer does for the program: one adapter a file, each with an honest silent form."""
