"""Files are read while the window goes on, and again when one was saved."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.library_reading import LibraryReading
from backstay.ui.main_window import MainWindow
from backstay.ui.widgets.loading_bar import LoadingBar
from backstay.ui.widgets.toast import Toast
from tests.samples import exercise_text
from tests.ui.find import find, words
from tests.ui.hands import is_shown


def save(app: App, exercise_id: str, name: str = "My own") -> Path:
    """Write an exercise of the person's own, as an editor does."""
    path = app.paths.user_routines / "exercises" / f"{exercise_id}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(exercise_text(exercise_id, name), encoding="utf-8")
    return path


def no_time(_slice_ms: int) -> QDeadlineTimer:
    """Every slice is over after one file."""
    return QDeadlineTimer(0)


def test_a_usual_library_is_read_at_once(app: App, qtbot: QtBot) -> None:
    """Nobody sees a window that is half filled because of a few dozen files."""
    window = QWidget()
    qtbot.addWidget(window)
    LibraryReading(app, window).begin()
    assert app.has_library


def test_a_long_reading_leaves_room_for_the_window(
    app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two slices the event loop runs; the library changes once, at the end."""
    monkeypatch.setattr("backstay.ui.library_reading.QDeadlineTimer", no_time)
    window = QWidget()
    qtbot.addWidget(window)
    reading = LibraryReading(app, window)
    told: list[tuple[int, int]] = []
    reading.progressed.connect(lambda done, total: told.append((done, total)))
    reading.begin()
    assert not app.has_library
    qtbot.waitUntil(lambda: app.has_library)
    total = len(list(app.library.exercises)) + len(list(app.library.routines))
    assert told[0] == (1, total)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_a_page_that_is_asked_for_meanwhile_comes_when_all_is_read(
    app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last wish counts."""
    monkeypatch.setattr("backstay.ui.library_reading.QDeadlineTimer", no_time)
    window = MainWindow(app)
    qtbot.addWidget(window)
    window.open()
    assert window.findChild(QWidget, "today") is None
    window.show_page("routines")
    qtbot.waitUntil(lambda: window.current_page == "routines")
    assert window.findChild(QWidget, "today") is None


def test_a_saved_file_appears_without_a_restart(app: App, window: MainWindow, qtbot: QtBot) -> None:
    """New, then changed in place; the window says that it has read them."""
    window.show_page("routines")
    save(app, "my-bridge")
    qtbot.waitUntil(lambda: "my-bridge" in app.library.exercises, timeout=5000)
    assert find(window, Toast, "toast").text()
    save(app, "my-bridge", "Another name")
    qtbot.waitUntil(lambda: app.library.exercise("my-bridge").name == "Another name", timeout=5000)


def test_a_fault_is_shown_as_soon_as_the_file_is_saved(app: App, window: MainWindow, qtbot: QtBot) -> None:
    """And is gone as soon as it is mended."""
    window.show_page("routines")
    path = save(app, "my-bridge")
    path.write_text("format: 1\nid: my-bridge\nnane: Bridge\n", encoding="utf-8")
    qtbot.waitUntil(lambda: is_shown(window, "routine_problems"), timeout=5000)
    save(app, "my-bridge")
    qtbot.waitUntil(lambda: not is_shown(window, "routine_problems"), timeout=5000)


def test_who_looks_at_another_page_hears_of_a_fault(app: App, window: MainWindow, qtbot: QtBot) -> None:
    """A file that is left out after it was saved would else be missed only later."""
    toast = find(window, Toast, "toast")
    path = save(app, "my-bridge")
    qtbot.waitUntil(lambda: toast.text() == "Your files were read again.", timeout=5000)
    path.write_text("format: 1\nid: my-bridge\nnane: Bridge\n", encoding="utf-8")
    qtbot.waitUntil(lambda: toast.text() == "Your files were read again. 1 file has a fault.", timeout=5000)
    (path.parent / "other.yaml").write_text("nothing", encoding="utf-8")
    qtbot.waitUntil(lambda: toast.text().endswith("2 files have faults."), timeout=5000)


@pytest.mark.usefixtures("window")
def test_a_folder_that_comes_back_is_watched_again(app: App, qtbot: QtBot) -> None:
    """Taken away and made anew, empty at first, while the window stands behind the file manager."""
    folder = app.paths.user_routines / "exercises"
    save(app, "first")
    qtbot.waitUntil(lambda: "first" in app.library.exercises, timeout=5000)
    shutil.rmtree(folder)
    qtbot.waitUntil(lambda: "first" not in app.library.exercises, timeout=5000)
    folder.mkdir()
    # An empty folder is nothing new; a moment later the watcher knows it all the same.
    qtbot.wait(400)
    save(app, "second")
    qtbot.waitUntil(lambda: "second" in app.library.exercises, timeout=5000)


def test_a_running_session_keeps_what_it_began_with(
    visit_running: MainWindow, app: App, qtbot: QtBot
) -> None:
    """A file that is saved meanwhile changes the library, never the session."""
    save(app, "my-bridge")
    qtbot.waitUntil(lambda: "my-bridge" in app.library.exercises, timeout=5000)
    assert is_shown(visit_running, "playing")
    assert not find(visit_running, Toast, "toast").text()


@pytest.fixture
def visit_running(window: MainWindow, app: App) -> MainWindow:
    """The window with a session in it."""
    from tests.ui.hands import Key, press

    window.start_routine(app.library.routine("core-light"))
    press(window, Key.Key_Return)
    return window


def test_the_bar_comes_only_when_it_takes_long(qtbot: QtBot) -> None:
    """Most people never see it."""
    bar = LoadingBar("Reading: {done} of {total}")
    qtbot.addWidget(bar)
    bar.show_progress(1, 1000)
    assert bar.isHidden()
    bar.finish()
    bar.show_progress(2, 1000)
    qtbot.waitUntil(bar.isVisible, timeout=3000)
    assert words(bar, "loading_text") == "Reading: 2 of 1000"
    assert find(bar, QProgressBar, "loading_bar").value() == 2
    bar.finish()
    assert bar.isHidden()
