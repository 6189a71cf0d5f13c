"""The window's size and page, kept from one start to the next. A damaged file costs only these."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from backstay.private_files import write_private
from backstay.ui import tokens


@dataclass(frozen=True, slots=True)
class WindowState:
    """Width and height in device-independent pixels, and the name of the page."""

    width: int = tokens.WINDOW_SIZE[0]
    height: int = tokens.WINDOW_SIZE[1]
    is_maximised: bool = False
    page: str = ""


def load_window(path: Path) -> WindowState:
    """What was saved, as far as it makes sense."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return WindowState()
    if not isinstance(saved, dict):
        return WindowState()
    usual = WindowState()
    return WindowState(
        width=_length(saved.get("width"), tokens.WINDOW_LEAST[0], usual.width),
        height=_length(saved.get("height"), tokens.WINDOW_LEAST[1], usual.height),
        is_maximised=saved.get("is_maximised") is True,
        page=page if isinstance(page := saved.get("page"), str) else "",
    )


def restore_size(window: QWidget, state: WindowState) -> None:
    """Give ``window`` that size, as far as its screen has the room."""
    room = window.screen().availableSize()
    window.resize(min(state.width, room.width()), min(state.height, room.height()))
    if state.is_maximised:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def save_window(path: Path, state: WindowState) -> bool:
    """Whether it could be saved; a full disk does not keep a window from closing."""
    try:
        write_private(path, json.dumps(asdict(state)) + "\n")
    except OSError:
        return False
    return True


def _length(value: object, least: int, usual: int) -> int:
    return value if type(value) is int and least <= value <= 20_000 else usual
