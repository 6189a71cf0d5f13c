"""Every key that is told to the person, once: the page of F1 and the table of the README are made from
it, and those of a session come from the very table that the session listens by.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

from backstay.ui.session.keys import KEYS, RATINGS, Command

translate = QCoreApplication.translate

_CAPS = {Qt.Key.Key_Minus: "−"}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The keys that do ``words``, as they are written on a keyboard; any one of them does it. ``name`` is
    the line's own.
    """

    name: str
    caps: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys that work in one place, called ``title``."""

    name: str
    title: str
    lines: tuple[KeyLine, ...]


def key_groups() -> tuple[KeyGroup, ...]:
    """All of them, in the language of the window."""
    return (
        KeyGroup("session", translate("Keys", "In a session"), _session()),
        KeyGroup("everywhere", translate("Keys", "Everywhere"), _everywhere()),
        KeyGroup("scores", translate("Keys", "Pain scores"), _scores()),
        KeyGroup("lists", translate("Keys", "Lists and pages"), _lists()),
    )


def _session() -> tuple[KeyLine, ...]:
    lines = [KeyLine(command, (_cap(_first(command)),), words) for command, words in _wishes()]
    rating = KeyLine(
        "rate",
        tuple(_cap(key) for key in RATINGS),
        translate("Keys", "the exercise before was fine, hard, or hurt"),
    )
    return (*lines, rating)


def _wishes() -> tuple[tuple[Command, str], ...]:
    return (
        (Command.PAUSE, translate("Keys", "pause; go on, with 3 s to get back into position")),
        (Command.NEXT, translate("Keys", "next: leave this pause, or this exercise")),
        (Command.BACK, translate("Keys", "back: this exercise again, or the one before")),
        (Command.REPEAT, translate("Keys", "repeat this exercise")),
        (Command.JUMP, translate("Keys", "go to another exercise")),
        (Command.MORE, translate("Keys", "10 seconds more")),
        (Command.LESS, translate("Keys", "10 seconds less")),
        (Command.DONE, translate("Keys", "done, where the program waits for you")),
        (Command.HURT, translate("Keys", "it hurts: stop at once")),
        (Command.EASIER, translate("Keys", "the easier exercise, where there is one")),
        (Command.MUTE, translate("Keys", "sound off and on")),
        (Command.FAR, translate("Keys", "far view, full screen, and back")),
        (Command.RETRY, translate("Keys", "try again to save, while something is not saved")),
        (Command.END, translate("Keys", "end; what was done counts")),
    )


def _everywhere() -> tuple[KeyLine, ...]:
    return (
        KeyLine("keys", ("F1",), translate("Keys", "this page; a session pauses")),
        KeyLine("safety", ("F2",), translate("Keys", "when to get help; a session pauses")),
        KeyLine("pages", ("Ctrl+1", "…", "Ctrl+5"), translate("Keys", "the five pages")),
        KeyLine("undo", ("Ctrl+Z",), translate("Keys", "undo, where the foot of the window offers it")),
        KeyLine("leave", (_cap(Qt.Key.Key_Escape),), translate("Keys", "leave a page like this one")),
        KeyLine("walk", ("Tab",), translate("Keys", "go to the next button or field")),
        KeyLine("do", ("Enter",), translate("Keys", "what the page is for: start, open, go on")),
    )


def _scores() -> tuple[KeyLine, ...]:
    return (
        KeyLine("score", ("0", "…", "9"), translate("Keys", "the score")),
        KeyLine("ten", ("X",), translate("Keys", "10, as bad as you can imagine")),
        KeyLine("none", ("S",), translate("Keys", "no score, before and after a session")),
    )


def _lists() -> tuple[KeyLine, ...]:
    return (
        KeyLine(
            "arrows",
            ("←", "→", "↑", "↓"),
            translate("Keys", "go through a list, a chart, a scale or the body"),
        ),
        KeyLine("scroll", ("Page ↓", "Page ↑"), translate("Keys", "move what does not fit")),
        KeyLine("find", ("Ctrl+F",), translate("Keys", "find, on Routines and Journal")),
        KeyLine("back", ("Backspace",), translate("Keys", "back to the list, on Routines")),
        KeyLine("try", ("T",), translate("Keys", "try one set of an exercise; table on Progress")),
        KeyLine("zoom", ("+", "−", "0"), translate("Keys", "fewer days on a chart, more, or all")),
        KeyLine("days", ("Shift+←", "Shift+→"), translate("Keys", "earlier or later days on a chart")),
        KeyLine(
            "order",
            ("O", "Shift+O"),
            translate("Keys", "sort a table by the next column, or the other way round"),
        ),
        KeyLine("report", ("P",), translate("Keys", "one page for the physio, on Progress")),
        KeyLine("edit", ("E",), translate("Keys", "change the entry that is marked, on Journal")),
        KeyLine("delete", ("Delete",), translate("Keys", "delete the entry that is marked, on Journal")),
    )


def _first(command: Command) -> Qt.Key:
    return next(key for key, asked in KEYS.items() if asked is command)


def _cap(key: Qt.Key) -> str:
    return _CAPS.get(key) or QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
