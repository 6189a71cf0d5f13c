"""Pages laid over others: whatever comes meanwhile, each leads back to what it was laid over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.main_window import MainWindow
from tests.catalogue.archives import pack
from tests.samples import exercise_text
from tests.ui.find import words
from tests.ui.hands import Key, is_shown, press


def make_pack(folder: Path, name: str) -> Path:
    """A pack with one exercise, called like the pack."""
    path = folder / f"{name}.backstay"
    text = exercise_text(name, name.capitalize())
    path.write_bytes(pack({f"exercises/{name}.yaml": text}, heading=f"format: 1\nname: {name}\n"))
    return path


def test_a_second_pack_while_the_signs_lie_over_the_first(window: MainWindow, tmp_path: Path) -> None:
    """The second takes the place of the first; F2 and Escape lead to and fro as before."""
    first, second = make_pack(tmp_path, "first"), make_pack(tmp_path, "second")
    window.open_file(first)
    press(window, Key.Key_F2)
    window.open_file(second)
    assert words(window, "pack_title") == "Pack “second”"
    press(window, Key.Key_F2)
    assert is_shown(window, "safety")
    press(window, Key.Key_F2)
    assert is_shown(window, "pack")
    press(window, Key.Key_Escape)
    assert is_shown(window, "today")
    assert window.windowTitle() == "Today – Backstay"


def test_a_pack_that_comes_while_the_signs_are_read(window: MainWindow, tmp_path: Path) -> None:
    """It is laid over the page, not over the signs, and they can be read from there again."""
    press(window, Key.Key_F2)
    window.open_file(make_pack(tmp_path, "first"))
    assert is_shown(window, "pack")
    press(window, Key.Key_F2)
    assert is_shown(window, "safety")
    press(window, Key.Key_Escape)
    assert is_shown(window, "pack")
    press(window, Key.Key_Escape)
    assert is_shown(window, "today")


@pytest.mark.parametrize("back", [Key.Key_F2, Key.Key_Escape])
def test_the_window_keeps_its_name_while_files_are_read(
    window: MainWindow, app: App, qtbot: QtBot, back: Qt.Key
) -> None:
    """A file that is taken away under the signs: the title says what is shown, then and afterwards."""
    file = app.paths.user_routines / "exercises" / "mine.yaml"
    file.write_text(exercise_text("mine", "Mine"), encoding="utf-8")
    app.reload_library()
    window.show_page("routines", "exercises/mine")
    assert window.windowTitle() == "Mine – Backstay"
    press(window, Key.Key_F2)
    file.unlink()
    app.reload_library()
    assert window.windowTitle() == "When to get help – Backstay"
    press(window, back)
    qtbot.waitUntil(lambda: window.windowTitle() == "Exercises – Backstay")
    assert is_shown(window, "library")
