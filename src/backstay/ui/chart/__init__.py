"""The chart of Progress and its twin as a table; pyqtgraph is imported by nobody else."""
