"""The figure as it is drawn: shapes, palette, one artist, one widget."""
