"""A column that is filled anew loses what was in it, at once for everybody who looks."""

from PySide6.QtWidgets import QLayout


def empty(column: QLayout) -> None:
    """Take every widget out of ``column`` and let it go."""
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            # Until it is deleted nobody, not even a screen reader, shall find it.
            widget.setParent(None)
            widget.deleteLater()
