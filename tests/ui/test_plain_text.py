"""Text from a file stays text: marks in it are shown as they are written, and open nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from backstay.ui.main_window import MainWindow
from tests.catalogue.archives import pack
from tests.ui.hands import Key, press

NAME = "<img src='bird.png'> ![x](bird.png)"
LINK = "<a href='file:///'>x</a>"
EXERCISE = f"""\
format: 1
id: marked
name: "{NAME}"
regions: [core]
position: supine
sides: each
dose: {{hold: 8, reps: 2}}
cues: ["<b>{LINK}</b>"]
stop_if: ["{LINK}"]
caution: "{LINK}"
sources: ["{LINK}"]
"""
ROUTINE = f"""\
format: 1
id: marked
name: "{NAME}"
summary: "{LINK}"
level: 1
steps:
  - exercise: marked
"""
FAULTY = ROUTINE.replace("id: marked", "id: faulty").replace("level: 1", f'level: "{LINK}"')
HEADING = f'format: 1\nname: "{NAME}"\nauthor: "{LINK}"\nlicence: "{LINK}"\n'


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """The folder of somebody who was given files with marks in every text, and a pack of more."""
    for name, text in (
        ("exercises/marked.yaml", EXERCISE),
        ("routines/marked.yaml", ROUTINE),
        ("routines/faulty.yaml", FAULTY),
    ):
        path = tmp_path / "routines" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    entries = {
        "exercises/marked.yaml": EXERCISE.replace("reps: 2", "reps: 3"),
        "routines/more.yaml": ROUTINE.replace("id: marked", "id: more"),
        "<b>x<b>.txt": "x",
    }
    (tmp_path / "marked.backstay").write_bytes(pack(entries, heading=HEADING))
    return tmp_path


def rich() -> Iterator[str]:
    """Whatever would be read as mark-up, anywhere in the program."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"label {widget.objectName()!r}: {widget.text()}"
        if isinstance(widget, QTextEdit) and widget.acceptRichText():
            yield f"editor {widget.objectName()!r}"
        # A hint has no format of its own: what looks like mark-up is taken for it.
        yield from (
            f"hint of {widget.objectName()!r}: {hint}"
            for hint in (widget.toolTip(), widget.whatsThis())
            if "<" in hint
        )


def texts() -> str:
    """All that the labels say."""
    return "\n".join(widget.text() for widget in QApplication.allWidgets() if isinstance(widget, QLabel))


def walk(window: MainWindow) -> Iterator[QWidget]:
    """Each page, and each stage of a session."""
    for page in ("today", "progress", "journal", "settings", "routines"):
        window.show_page(page)
        yield window
    for item in ("marked", "exercises/marked"):
        window.show_page("routines", item)
        yield window
    window.start_routine(window.desk.app.library.routines["marked"])
    yield window
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_F11, Key.Key_H, Key.Key_F11, Key.Key_Escape):
        press(window, key)
        yield window


def test_marks_in_a_file_are_shown_as_they_are_written(marked: Path, window: MainWindow) -> None:
    """On every page, before and in a session: each label is plain, and no hint is read as anything else."""
    assert marked.is_dir()
    for _ in walk(window):
        assert list(rich()) == []
    assert NAME in texts()
    assert LINK in texts()


def test_marks_in_a_pack_are_shown_as_they_are_written(marked: Path, window: MainWindow) -> None:
    """What is looked at before it is taken in."""
    window.open_file(marked / "marked.backstay")
    QApplication.processEvents()
    assert list(rich()) == []
    assert NAME in texts()
