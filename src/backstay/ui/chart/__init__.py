"""The chart of Progress on any painter, the widget around it, and its twin as a table."""
