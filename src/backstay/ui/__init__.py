"""The window: what a person sees and presses, built with PySide6 around the same app."""
