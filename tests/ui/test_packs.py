"""A pack in the window: what is in it is shown first, and taken over, and back, only as the person says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.catalogue.library import load_library
from backstay.catalogue.pack_read import read_pack
from backstay.catalogue.pack_write import write_pack
from backstay.resources import routines_dir
from backstay.ui.main_window import MainWindow
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.toast import Toast
from tests.samples import exercise_text
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown, press

ROUTINE = """format: 1
id: their-evening
name: Their evening
summary: Two of theirs.
level: 1
steps:
  - exercise: their-bridge
  - exercise: glute-bridge
"""

MakePack = Callable[..., Path]


def write(folder: Path, name: str, text: str) -> None:
    """A file below a person's folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """What somebody gave: a routine, an exercise of theirs, and their version of a shipped one."""
    theirs = tmp_path / "theirs"
    write(theirs, "routines/their-evening.yaml", ROUTINE)
    write(theirs, "exercises/their-bridge.yaml", exercise_text("their-bridge", "Their bridge", 8))
    write(theirs, "exercises/glute-bridge.yaml", exercise_text("glute-bridge", "My bridge", 3))
    library = load_library(routines_dir(), theirs)
    return write_pack(
        tmp_path / "evening.backstay", ["their-evening"], library, author="Ann", licence="CC BY 4.0"
    )


def test_a_pack_is_shown_before_anything_is_written(window: MainWindow, app: App, pack: Path) -> None:
    """Whose it is, what is new, and where the two differ, with both versions."""
    window.open_file(pack)
    assert words(window, "pack_title") == "Pack “Their evening”"
    assert words(window, "pack_note") == "From Ann · Licence: CC BY 4.0 · evening.backstay"
    assert words(window, "pack_exercise_their-bridge") == "Their bridge · exercise"
    assert words(window, "pack_routine_their-evening") == "Their evening · routine"
    assert "reps: 10" in find(window, QPlainTextEdit, "clash_0_now").toPlainText()
    assert "reps: 3" in find(window, QPlainTextEdit, "clash_0_pack").toPlainText()
    press(window, Key.Key_Escape)
    assert not is_shown(window, "pack")
    assert window.current_page == "today"
    assert "their-bridge" not in app.library.exercises
    assert not list(app.paths.user_routines.rglob("*.yaml"))


def test_what_is_here_stays_unless_the_person_chooses_otherwise(
    window: MainWindow, app: App, pack: Path
) -> None:
    """Enter takes what is new; the shipped bridge is as it was."""
    window.open_file(pack)
    press(window, Key.Key_Return)
    assert app.library.routine("their-evening").name == "Their evening"
    assert app.library.exercise("glute-bridge").dose.reps == (10, 10)
    assert window.current_page == "routines"
    assert find(window, Toast, "toast").text() == "2 files taken over from “Their evening”."


def test_the_packs_version_can_be_chosen_and_all_of_it_taken_back(
    window: MainWindow, app: App, pack: Path
) -> None:
    """Undo puts back what was there."""
    window.open_file(pack)
    click(window, "clash_0_take")
    click(window, "pack_take")
    assert app.library.exercise("glute-bridge").dose.reps == (3,)
    click(window, "toast_undo")
    assert app.library.exercise("glute-bridge").dose.reps == (10, 10)
    assert "their-evening" not in app.library.routines


def test_a_pack_that_is_here_already_has_nothing_to_take(window: MainWindow, pack: Path) -> None:
    """It says so, and the one button leads back."""
    window.open_file(pack)
    click(window, "clash_0_take")
    click(window, "pack_take")
    window.open_file(pack)
    assert is_shown(window, "pack_same")
    assert not is_shown(window, "pack_take")
    press(window, Key.Key_Return)
    assert is_shown(window, "pack")


@pytest.mark.parametrize("content", [b"no zip at all", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_pack_says_so_and_what_to_do(
    window: MainWindow, tmp_path: Path, content: bytes
) -> None:
    """What, where, expected, mend; and the window is as it was."""
    path = tmp_path / "broken.backstay"
    path.write_bytes(content)
    window.open_file(path)
    assert words(window, "pack_refused_note").startswith(str(path))
    assert words(window, "pack_what")
    press(window, Key.Key_Escape)
    assert not is_shown(window, "pack_refused")
    assert window.current_page == "today"


def test_a_running_session_is_not_disturbed(window: MainWindow, app: App, pack: Path) -> None:
    """A pack can wait."""
    window.start_routine(app.library.routine("core-light"))
    window.open_file(pack)
    assert is_shown(window, "session")
    assert "when it is over" in find(window, Toast, "toast").text()


def test_a_pack_dropped_on_the_window_is_looked_at(window: MainWindow, pack: Path, qtbot: QtBot) -> None:
    """Dropping takes nothing over."""
    drop(window, [pack])
    qtbot.waitUntil(lambda: is_shown(window, "pack"))


@pytest.mark.parametrize("names", [["notes.txt"], ["a.backstay", "b.backstay"], []])
def test_anything_else_that_is_dropped_is_let_be(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, names: list[str]
) -> None:
    """One pack at a time, and nothing but packs."""
    assert not drop(window, [tmp_path / name for name in names])
    qtbot.wait(1)
    assert not is_shown(window, "pack")
    assert not is_shown(window, "pack_refused")


def drop(window: QWidget, files: list[Path]) -> bool:
    """Drag files over the window and let go; whether it would take them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(400, 300), copy, data, left, none)
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), copy, data, left, none))
    return entering.isAccepted()


def test_f2_over_a_pack_leads_back_to_it(window: MainWindow, pack: Path) -> None:
    """The signs at which to get help are one key away from here too."""
    window.open_file(pack)
    press(window, Key.Key_F2)
    assert is_shown(window, "safety")
    press(window, Key.Key_F2)
    assert is_shown(window, "pack")


def test_what_a_stranger_wrote_is_shown_as_it_stands(window: MainWindow, tmp_path: Path) -> None:
    """Mark-up in a name is text on the page, never a picture from this computer."""
    theirs = tmp_path / "theirs"
    name = '<img src="/etc/hostname">'
    write(theirs, "exercises/their-bridge.yaml", exercise_text("their-bridge", f"'{name}'", 8))
    write(theirs, "routines/their-evening.yaml", ROUTINE)
    library = load_library(routines_dir(), theirs)
    window.open_file(write_pack(tmp_path / "evening.backstay", ["their-evening"], library))
    label = find(window, PlainLabel, "pack_exercise_their-bridge")
    assert label.text() == f"{name} · exercise"
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_routine_is_given_away_as_a_file(
    window: MainWindow, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Author and licence go into it; where it goes the person's own file dialog says."""
    target = tmp_path / "mine.backstay"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.desk.give_away(app.library.routine("desk-reset"))
    find(window, QLineEdit, "pack_author").setText("Ann")
    licence = find(window, Choice, "pack_licence")
    licence.setCurrentIndex(licence.findData("CC BY 4.0"))
    click(window, "pack_save")
    made = read_pack(target, app.library.exercises)
    assert (made.author, made.licence, set(made.routines)) == ("Ann", "CC BY 4.0", {"desk-reset"})
    assert find(window, Toast, "toast").text() == "Saved as mine.backstay."
    assert not is_shown(window, "pack_making")


def test_a_pack_that_cannot_be_written_keeps_what_was_typed(
    window: MainWindow, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another place can be chosen."""
    target = tmp_path / "no such folder" / "mine.backstay"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.desk.give_away(app.library.routine("desk-reset"))
    find(window, QLineEdit, "pack_author").setText("Ann")
    press(window, Key.Key_Return)
    assert "The pack was not written" in find(window, Toast, "toast").text()
    assert find(window, QLineEdit, "pack_author").text() == "Ann"
    assert is_shown(window, "pack_making")
