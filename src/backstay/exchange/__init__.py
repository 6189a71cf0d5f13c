"""What comes in from other programs and goes out to them: files of several formats, read and written."""
