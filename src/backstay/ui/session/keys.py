"""What a person can ask of a running session, and the key for each."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from backstay.domain.history import Effort


class Command(StrEnum):
    """A wish of the person during a session."""

    PAUSE = "pause"
    NEXT = "next"
    BACK = "back"
    REPEAT = "repeat"
    JUMP = "jump"
    EASIER = "easier"
    LESS = "less"
    MORE = "more"
    HURT = "hurt"
    DONE = "done"
    MUTE = "mute"
    FAR = "far"
    END = "end"
    RETRY = "retry"
    # Its key is heard by the window, from anywhere.
    SAFETY = "safety"


KEYS = {
    Qt.Key.Key_Space: Command.PAUSE,
    Qt.Key.Key_N: Command.NEXT,
    Qt.Key.Key_B: Command.BACK,
    Qt.Key.Key_R: Command.REPEAT,
    Qt.Key.Key_J: Command.JUMP,
    Qt.Key.Key_E: Command.EASIER,
    Qt.Key.Key_Minus: Command.LESS,
    Qt.Key.Key_Plus: Command.MORE,
    # The plus sign without Shift, where it shares its key with the equals sign.
    Qt.Key.Key_Equal: Command.MORE,
    Qt.Key.Key_H: Command.HURT,
    Qt.Key.Key_D: Command.DONE,
    Qt.Key.Key_M: Command.MUTE,
    Qt.Key.Key_F11: Command.FAR,
    Qt.Key.Key_Escape: Command.END,
    Qt.Key.Key_T: Command.RETRY,
}
"""Of several keys for one wish the first is the one that is told."""

RATINGS = {
    Qt.Key.Key_1: Effort.FINE,
    Qt.Key.Key_2: Effort.HARD,
    Qt.Key.Key_3: Effort.HURT,
}
"""How the exercise before was, by the keys that say it."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REPEATABLE = (Command.LESS, Command.MORE)
_HARMLESS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def is_bare(event: QKeyEvent) -> bool:
    """Whether a key was pressed by itself, once: no Ctrl or Alt, and not held down."""
    return not event.modifiers() & ~_HARMLESS and not event.isAutoRepeat()


def command_of(event: QKeyEvent) -> Command | None:
    """What the key asks for. A key that is held down repeats only what adds up."""
    if event.modifiers() & ~_HARMLESS:
        return None
    command = KEYS.get(Qt.Key(event.key()))
    return None if event.isAutoRepeat() and command not in _REPEATABLE else command
