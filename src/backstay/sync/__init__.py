"""Change files: a second copy of every entry as text, which also joins several computers of one person."""
