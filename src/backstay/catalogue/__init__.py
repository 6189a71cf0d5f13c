"""Exercises and routines from the YAML that people write, read through one guarded door."""
