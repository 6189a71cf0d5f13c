"""Backstay leads posture and core-strength routines and keeps the person's own log."""

__version__ = "0.1.0"
