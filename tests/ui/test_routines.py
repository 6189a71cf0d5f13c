"""A routine's page, the way there and the way back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.timeline import compile_timeline
from backstay.ui import tokens, wording
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.routines import RoutinesPage
from backstay.ui.widgets.labels import PlainLabel
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, words
from tests.ui.hands import is_shown
from tests.ui.reader import ALT, Reader, own_file, reader_of

pytestmark = pytest.mark.usefixtures("appearance")

BROKEN = """\
format: 1
id: evening
name: Evening
summary: For the evening.
level: 1
steps:
  - exercise: bird-dgo
"""

ROUNDS = """\
format: 1
id: rounds
name: Rounds
summary: Twice over.
level: 2
steps:
  - exercise: cat-camel
  - repeat: 2
    steps:
      - exercise: glute-bridge
      - rest: 20
  - exercise: bird-dog
  - exercise: easy-walk
    until: done
"""


@pytest.fixture
def handed_out() -> Iterator[list[str]]:
    """What is handed to the person's own programs instead of being opened."""
    files: list[str] = []

    class Desktop(QObject):
        @Slot(QUrl)
        def take(self, url: QUrl) -> None:
            files.append(url.toLocalFile())

    desktop = Desktop()
    # The stub asks for bytes, which the call itself refuses.
    QDesktopServices.setUrlHandler("file", desktop, "take")  # type: ignore[arg-type]
    yield files
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def reader(written: WrittenDesk, qtbot: QtBot) -> Reader:
    """Somebody who has just opened Routines."""
    return reader_of(written, qtbot)


def routines(reader: Reader) -> RoutinesPage:
    """The page itself."""
    assert isinstance(reader.page, RoutinesPage)
    return reader.page


def said_on(page: QWidget) -> str:
    """All that a page says."""
    return "\n".join(label.text() for label in page.findChildren(PlainLabel))


def test_a_routine_is_opened_by_its_tile_and_by_its_id(reader: Reader) -> None:
    """A click in the list, or "Look first" on Today."""
    reader.open_tile("desk-reset")
    assert reader.place() == "Desk reset"
    routines(reader).open_item("classics")
    assert reader.place() == "Classics"
    routines(reader).open_item("routines/core-light")
    assert reader.place() == "Core, light"


def test_the_two_lists_are_opened_by_their_names(reader: Reader) -> None:
    """For whoever sends somebody here, wherever they have been before."""
    reader.open_tile("core-light")
    routines(reader).open_item("exercises/")
    assert reader.place() == "Exercises"
    routines(reader).open_item("routines/")
    assert reader.place() == "Routines"


@pytest.mark.parametrize("item", ["gone", "exercises/gone", "nowhere/classics", "faults/"])
def test_an_unknown_id_changes_nothing(reader: Reader, item: str) -> None:
    """A routine that was taken away in the meantime is no crash."""
    reader.open_tile("desk-reset")
    routines(reader).open_item(item)
    assert reader.place() == "Desk reset"


def test_it_says_what_the_routine_is_and_needs(reader: Reader) -> None:
    """Length, count, equipment, level and regions, all of them computed."""
    reader.open_tile("core-light")
    assert words(reader.page, "routine_facts") == "12 min · 5 exercises · a mat · calm"
    assert words(reader.page, "routine_regions") == "Mid back, lower back, core and hips"
    assert words(reader.page, "routine_summary")


def test_each_step_has_its_dose_and_its_length(reader: Reader, app: App) -> None:
    """The lengths add up to the one that is announced."""
    reader.open_tile("core-light")
    steps = reader.steps()
    assert (steps[1].words, steps[1].detail) == ("Abdominal brace", "2 sets × 5 holds of 10 s · rest 30 s")
    minutes = [tuple(map(int, step.note.split(":"))) for step in steps]
    timeline = compile_timeline(app.library.routine("core-light"), app.preferences)
    assert sum(60 * minute + second for minute, second in minutes) == pytest.approx(timeline.length_s, abs=3)
    assert steps[1].note in steps[1].accessibleDescription()


def test_rounds_are_written_once_with_their_number(reader: Reader, app: App) -> None:
    """As on a sheet; what comes after them has its own length."""
    own_file(app, "routines", "rounds", ROUNDS)
    routines(reader).reload()
    routines(reader).open_item("rounds")
    assert [step.words for step in reader.steps()] == ["Cat-camel", "Bridge", "Bird dog", "Easy walk"]
    plan = compile_timeline(app.library.routine("rounds"), app.preferences).steps
    assert reader.steps()[3].note == "about 10 min"
    assert reader.steps()[2].note == wording.exact_length_text(plan[3].planned_s)


def test_start_begins_what_is_open(reader: Reader, written: WrittenDesk) -> None:
    """By the button, and by Enter from wherever nothing else takes it."""
    reader.open_tile("desk-reset")
    click(reader.page, "routine_start")
    reader.press(Qt.Key.Key_Return)
    assert [routine.id for routine in written.started] == ["desk-reset"] * 2


def test_enter_opens_and_enter_starts(reader: Reader, written: WrittenDesk, app: App) -> None:
    """From the list to the session with one key."""
    press(Qt.Key.Key_Return)
    first = next(iter(app.library.routines.values()))
    assert (reader.place(), written.started) == (first.name, [])
    press(Qt.Key.Key_Return)
    assert written.started == [first]


def test_enter_on_a_step_opens_its_exercise(reader: Reader, written: WrittenDesk) -> None:
    """It does not start the routine: the focus is on the step."""
    reader.open_tile("core-light")
    find(reader.page, QWidget, reader.step("glute-bridge")).setFocus()
    reader.press(Qt.Key.Key_Return)
    assert reader.place() == "Bridge"
    assert written.started == []


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, ALT),
    ],
)
def test_the_way_back_leads_to_where_one_came_from(
    reader: Reader, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    """Exercise, routine, list; the keys stand where they stood."""
    reader.open_tile("core-light")
    step = reader.step("glute-bridge")
    find(reader.page, QWidget, step).setFocus()
    reader.press(Qt.Key.Key_Return)
    reader.press(key, modifier)
    assert reader.place() == "Core, light"
    assert reader.page.window().focusWidget().objectName() == step
    reader.press(key, modifier)
    assert reader.tiles.isVisible()
    assert reader.tiles.hasFocus()
    assert reader.tiles.marked() == "core-light"
    reader.press(key, modifier)
    assert reader.tiles.isVisible()


def test_the_buttons_lead_back_too(reader: Reader) -> None:
    """The arrow beside the heading, and the one on the side of a mouse."""
    reader.open_tile("core-light")
    click(reader.page, reader.step("glute-bridge"))
    click(reader.page, "exercise_back")
    assert reader.place() == "Core, light"
    QTest.mouseClick(reader.page, Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, QPoint(4, 4))
    assert reader.place() == "Routines"


def test_the_way_back_needs_nothing_that_has_gone(window: MainWindow, qtbot: QtBot) -> None:
    """Somebody is sent here by something that is no longer there when they go back."""
    sender = QLineEdit(window)
    sender.show()
    sender.setFocus()
    window.show_page("routines", "core-light")
    with qtbot.waitSignal(sender.destroyed):
        sender.deleteLater()
    Reader(window).press(Qt.Key.Key_Escape)
    assert Reader(window).tiles.hasFocus()


def test_to_and_fro_makes_no_longer_way_back(reader: Reader) -> None:
    """Who opens the routine again that they came from is back there."""
    reader.open_tile("core-light")
    click(reader.page, reader.step("glute-bridge"))
    click(reader.page, "used_in_core-light")
    assert reader.place() == "Core, light"
    reader.press(Qt.Key.Key_Escape)
    assert reader.place() == "Routines"


def test_the_window_is_called_by_what_is_open_and_the_rail_leads_to_the_list(window: MainWindow) -> None:
    """Away and back again, one is where one was; asked for again, the page begins from its start."""
    window.show_page("routines", "exercises/bird-dog")
    assert window.windowTitle() == "Bird dog – Backstay"
    click(window, "rail_settings")
    assert window.windowTitle() == "Settings – Backstay"
    click(window, "rail_routines")
    assert window.windowTitle() == "Bird dog – Backstay"
    click(window, "rail_routines")
    assert window.windowTitle() == "Exercises – Backstay"
    assert Reader(window).tiles.hasFocus()


def test_look_first_leads_to_the_routine_and_enter_starts_it(window: MainWindow) -> None:
    """From Today with two keys."""
    click(window, "look_first")
    assert Reader(window).place() == "Core, light"
    Reader(window).press(Qt.Key.Key_Return)
    assert words(window, "pain_before_title") == "Core, light"


def test_reading_the_files_anew_keeps_the_place(reader: Reader, app: App) -> None:
    """A file is saved while its routine is looked at: it is shown as it is now."""
    path = own_file(app, "routines", "rounds", ROUNDS)
    routines(reader).reload()
    routines(reader).open_item("rounds")
    click(reader.page, reader.step("bird-dog"))
    own_file(app, "routines", "rounds", ROUNDS.replace("Rounds", "Turns"))
    routines(reader).reload()
    assert reader.place() == "Bird dog"
    reader.press(Qt.Key.Key_Escape)
    assert reader.place() == "Turns"
    path.unlink()
    app.reload_library()
    routines(reader).reload()
    assert reader.place() == "Routines"


def test_a_file_of_the_persons_own_says_so(reader: Reader, app: App) -> None:
    """And what it takes the place of."""
    own_file(app, "routines", "rounds", ROUNDS)
    own_file(app, "routines", "classics", ROUNDS.replace("id: rounds", "id: classics"))
    routines(reader).reload()
    routines(reader).open_item("rounds")
    assert words(reader.page, "routine_own") == "From your own file rounds.yaml."
    routines(reader).open_item("classics")
    assert "in place of" in words(reader.page, "routine_own")
    routines(reader).open_item("core-light")
    assert not is_shown(reader.page, "routine_own")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_is_seldom_done_is_in_a_menu(reader: Reader, written: WrittenDesk, app: App) -> None:
    """The path of the file, a pack to give away; an editor only for a file that is one's own."""
    reader.open_tile("core-light")
    click(reader.page, "routine_more")
    menu = find(reader.page, QMenu, "routine_more_menu")
    actions = {action.objectName(): action for action in menu.actions()}
    assert set(actions) == {"copy_path", "make_own", "make_pack"}
    actions["copy_path"].trigger()
    file = app.library.file_of("routines", "core-light")
    assert QGuiApplication.clipboard().text() == str(file)
    assert written.said == [f"Copied: {file}"]
    actions["make_pack"].trigger()
    assert [routine.id for routine in written.given_away] == ["core-light"]
    menu.close()
    own_file(app, "routines", "rounds", ROUNDS)
    routines(reader).open_item("rounds")
    own = find(reader.page, QMenu, "routine_more_menu")
    assert "open_in_editor" in {action.objectName() for action in own.actions()}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_shipped_routine_is_changed_as_a_copy(reader: Reader, app: App, handed_out: list[str]) -> None:
    """The copy opens in the editor that the person has, and counts from then on."""
    reader.open_tile("core-light")
    click(reader.page, "routine_more")
    menu = find(reader.page, QMenu, "routine_more_menu")
    next(action for action in menu.actions() if action.objectName() == "make_own").trigger()
    menu.close()
    copy = app.paths.user_routines / "routines" / "core-light.yaml"
    assert handed_out == [str(copy)]
    app.reload_library()
    assert app.library.is_own("routines", "core-light")


def test_a_broken_file_is_listed_with_its_place(reader: Reader, app: App) -> None:
    """File, line, column, what was found and what was probably meant."""
    path = own_file(app, "routines", "evening", BROKEN)
    routines(reader).reload()
    click(reader.page, "library_see_faults")
    said = said_on(find(reader.page, QWidget, "faults"))
    assert str(path.parent) in said
    assert path.name in said
    for part in ("Line 7, column 15", "bird-dgo", "bird-dog"):
        assert part in said


def test_looking_again_says_so_where_nothing_has_changed(
    reader: Reader, app: App, written: WrittenDesk
) -> None:
    """Else the button would seem to do nothing."""
    own_file(app, "routines", "evening", BROKEN)
    routines(reader).reload()
    click(reader.page, "library_see_faults")
    click(reader.page, "look_again")
    assert written.said == ["Your files were read again. 1 file has a fault."]


def test_the_page_ends_where_its_text_ends(reader: Reader, app: App, qtbot: QtBot) -> None:
    """Long lines that need no second one in a wide window leave no blank end to scroll through."""
    for name in ("first", "second", "third", "fourth", "fifth"):
        own_file(app, "routines", name, BROKEN)
    routines(reader).reload()
    click(reader.page, "library_see_faults")
    area = find(reader.page, QScrollArea, "faults_scroll")
    problems = find(reader.page, QWidget, "problems")
    content = area.widget()
    assert content is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    end = problems.mapTo(content, problems.rect().bottomLeft()).y()
    assert content.height() - end < 2 * tokens.PAGE_MARGIN
