"""The person's own log: one SQLite file, append-only, saved only when the disk says so."""
