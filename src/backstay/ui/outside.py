"""What the person's own desktop does for us: show a folder, open a file in the program that is set for it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(path: Path) -> bool:
    """Hand a file or folder to the desktop; whether it has a program for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
