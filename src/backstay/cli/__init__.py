"""The program without a window: one small function a command, and the terminal front end."""
