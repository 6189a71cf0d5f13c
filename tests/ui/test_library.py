"""The library: everything is there, is found by what one would type, and opens by mouse and by key."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.choice import Choice
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, words
from tests.ui.hands import is_shown
from tests.ui.reader import CONTROL, STORK, Reader, own_file, reader_of

pytestmark = pytest.mark.usefixtures("appearance")

EVENING = """\
format: 1
id: evening
name: <b>Evening</b> & rest
summary: For the evening.
level: 1
steps:
  - exercise: bird-dog
"""


@pytest.fixture
def reader(written: WrittenDesk, qtbot: QtBot) -> Reader:
    """Somebody who has just opened Routines."""
    return reader_of(written, qtbot)


def test_every_routine_and_every_exercise_is_listed(reader: Reader, app: App) -> None:
    """Routines from calm to demanding, exercises by name; each kind says how many there are."""
    assert reader.listed() == tuple(app.library.routines)
    click(reader.page, "library_view_exercises")
    names = [app.library.exercise(item).name.casefold() for item in reader.listed()]
    assert len(names) == len(app.library.exercises)
    assert names == sorted(names)
    assert find(reader.page, Button, "library_view_exercises").words == f"Exercises {len(names)}"


def test_the_heading_says_what_is_looked_through(reader: Reader) -> None:
    """On the page, and for the window's title."""
    assert (reader.place(), reader.page.windowTitle()) == ("Routines", "Routines")
    click(reader.page, "library_view_exercises")
    assert (reader.place(), reader.page.windowTitle()) == ("Exercises", "Exercises")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bridge", "glute-bridge"),
        ("BIRD", "bird-dog"),
        ("lower back", "superman"),
        ("mid-back", "superman"),
        ("hands knees", "cat-camel"),
        ("supine", "glute-bridge"),
        ("lying", "glute-bridge"),
        ("on your back", "glute-bridge"),
        ("towel", "hamstring-supine"),
        ("chair turn", "seated-rotation"),
    ],
)
def test_an_exercise_is_found_by_name_region_position_and_equipment(
    reader: Reader, typed: str, found: str
) -> None:
    """In any order, with or without capitals and hyphens."""
    click(reader.page, "library_view_exercises")
    before = len(reader.listed())
    reader.search(typed)
    assert found in reader.listed()
    assert len(reader.listed()) < before


def test_a_routine_is_found_by_the_exercises_in_it(reader: Reader) -> None:
    """Who remembers the Superman looks for it, not for “Classics”."""
    reader.search("superman")
    assert "classics" in reader.listed()
    assert "desk-reset" not in reader.listed()


def test_a_choice_and_a_search_hold_together(reader: Reader, app: App) -> None:
    """Only what both let through is there."""
    click(reader.page, "library_view_exercises")
    click(reader.page, "exercises_core")
    core = set(reader.listed())
    reader.search("bird")
    assert set(reader.listed()) == {
        item for item in core if "bird" in app.library.exercise(item).name.lower()
    }


def test_short_routines_are_a_choice(reader: Reader) -> None:
    """Between two calls nobody wants to read lengths."""
    click(reader.page, "routines_short")
    assert "desk-reset" in reader.listed()
    assert "core-light" not in reader.listed()
    click(reader.page, "routines_level-1")
    assert {"desk-reset", "core-light"} <= set(reader.listed())
    assert "classics" not in reader.listed()


def test_nothing_found_says_so_and_shows_the_ways_on(reader: Reader, app: App) -> None:
    """Where the other kind has some, the way there is one of them."""
    reader.search("towel")
    reader.search("xyz")
    assert reader.listed() == ()
    assert words(reader.page, "library_nothing_words") == "Nothing is found for “towelxyz”."
    assert not is_shown(reader.page, "library_show_other")
    click(reader.page, "library_show_all")
    assert reader.listed() == tuple(app.library.routines)


def test_what_the_other_kind_has_is_one_press_away(reader: Reader, app: App) -> None:
    """An exercise that no routine uses is not found among the routines, but is there."""
    own_file(app, "exercises", "stork", STORK)
    reader.look_again()
    reader.search("stork")
    assert find(reader.page, Button, "library_show_other").words == "Exercises with these words: 1"
    click(reader.page, "library_show_other")
    assert reader.listed() == ("stork",)


def test_ctrl_f_leads_to_the_search_and_down_into_the_list(reader: Reader) -> None:
    """Type, Down, Enter: no mouse."""
    click(reader.page, "library_view_exercises")
    reader.press(Qt.Key.Key_F, CONTROL)
    assert reader.page.focusWidget().objectName() == "library_search"
    reader.search("heel")
    reader.press(Qt.Key.Key_Down)
    assert reader.page.focusWidget() is reader.tiles
    reader.press(Qt.Key.Key_Return)
    assert reader.place() == "Heel taps"


def test_ctrl_f_leads_to_the_search_from_an_open_page_too(reader: Reader) -> None:
    """The list comes with it."""
    reader.open_tile("core-light")
    reader.press(Qt.Key.Key_F, CONTROL)
    reader.search("desk")
    assert reader.listed() == ("desk-reset",)


def test_escape_empties_the_search_first(reader: Reader, app: App) -> None:
    """And only then leaves the field."""
    reader.press(Qt.Key.Key_F, CONTROL)
    reader.search("bird")
    reader.press(Qt.Key.Key_Escape)
    assert reader.listed() == tuple(app.library.routines)
    assert reader.page.focusWidget().objectName() == "library_search"
    reader.press(Qt.Key.Key_Escape)
    assert reader.page.focusWidget() is reader.tiles


def test_arrow_keys_walk_from_tile_to_tile(reader: Reader) -> None:
    """Right is the next one, Down the one beneath."""
    tiles = reader.tiles
    assert tiles.marked() == tiles.ids()[0]
    reader.press(Qt.Key.Key_Right)
    assert tiles.marked() == tiles.ids()[1]
    reader.press(Qt.Key.Key_Down)
    assert tiles.marked() == tiles.ids()[1 + tiles.columns()]


def test_in_a_tiny_window_the_keys_bring_the_list_into_view(reader: Reader, qtbot: QtBot) -> None:
    """Where not even one tile has room beneath the rest."""
    reader.page.resize(520, 300)
    area = find(reader.page, QScrollArea, "library_scroll")
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    reader.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() == area.verticalScrollBar().maximum())


def test_the_arrow_keys_change_between_the_two_kinds(reader: Reader, app: App) -> None:
    """The two are one stop, as every choice is."""
    find(reader.page, Button, "library_view_routines").setFocus()
    reader.press(Qt.Key.Key_Right)
    assert len(reader.listed()) == len(app.library.exercises)


def test_names_from_files_are_drawn_as_they_stand(reader: Reader, app: App) -> None:
    """Neither mark-up nor an ampersand means anything."""
    own_file(app, "routines", "evening", EVENING)
    reader.look_again()
    model = reader.tiles.model()
    index = model.index(reader.listed().index("evening"), 0, QModelIndex())
    assert index.data() == "<b>Evening</b> & rest"
    assert "a mat" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_in_a_narrow_window_the_choices_fold_into_one(reader: Reader) -> None:
    """They hold the same."""
    click(reader.page, "routines_level-1")
    reader.page.resize(520, 480)
    folded = find(reader.page, Choice, "routines_folded")
    assert folded.isVisible()
    assert folded.currentText() == "Calm"
    assert not is_shown(reader.page, "routines_level-1")
    folded.setCurrentIndex(0)
    folded.activated.emit(0)
    assert "classics" in reader.listed()


def test_a_broken_file_is_told_and_the_others_are_there(reader: Reader, app: App) -> None:
    """One line, which leads to what is wrong; mended, the line is gone."""
    path = own_file(app, "routines", "evening", EVENING.replace("bird-dog", "bird-dgo"))
    reader.look_again()
    assert "1 file" in words(reader.page, "library_faults")
    assert "classics" in reader.listed()
    click(reader.page, "library_see_faults")
    assert reader.place() == "Files with faults"
    path.write_text(EVENING, encoding="utf-8")
    app.on_library(reader.look_again)
    click(reader.page, "look_again")
    assert not is_shown(reader.page, "routine_problems")
    assert "evening" in reader.listed()


def test_pictures_are_drawn_for_what_is_seen(reader: Reader) -> None:
    """A tile shows its figure, not a blank."""
    tiles = reader.tiles
    first = tiles.visualRect(tiles.model().index(0, 0)).adjusted(30, 30, -30, -90)
    image = tiles.viewport().grab(first).toImage()
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(0, image.height(), 4)}
    assert len(seen) > 20


def test_the_list_names_itself(reader: Reader) -> None:
    """For somebody who hears it."""
    assert find(reader.page, QWidget, "library_list").accessibleName() == "Routines"
