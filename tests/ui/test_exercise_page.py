"""An exercise's page: it is shown as it is done, says what to mind, and leads on and back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.routine import Routine
from backstay.ui.figure.view import FigureView
from backstay.ui.pages.demonstration import Demonstration
from backstay.ui.pages.exercise_page import ExercisePage
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import PlainLabel
from tests.fakes import HandClock
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, shown, words
from tests.ui.hands import is_shown
from tests.ui.reader import STORK, Reader, own_file, reader_of

pytestmark = pytest.mark.usefixtures("appearance")

PICTURED = f"{STORK}picture: stork.png\n"

Open = Callable[[str], ExercisePage]


@pytest.fixture
def reader(written: WrittenDesk, qtbot: QtBot) -> Reader:
    """Somebody who has just opened Routines."""
    return reader_of(written, qtbot)


@pytest.fixture
def open_page(written: WrittenDesk, qtbot: QtBot) -> Open:
    """Opens the page of an exercise by itself, with the keys."""

    def opened(exercise_id: str) -> ExercisePage:
        page = ExercisePage(written.desk(), written.app.library.exercise(exercise_id))
        shown(qtbot, page, 1080, 800).setFocus()
        return page

    return opened


def demonstration(page: QWidget) -> Demonstration:
    """What moves."""
    return find(page, Demonstration, "demonstration")


def picture(page: QWidget) -> QImage:
    """What the figure shows now."""
    return find(page, FigureView, "exercise_figure").grab().toImage()


def said(page: QWidget) -> str:
    """All that a page says."""
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def let_pass(clock: HandClock, page: QWidget, qtbot: QtBot) -> None:
    """Let time go by until the figure rests."""
    qtbot.waitUntil(lambda: demonstration(page).is_moving)
    clock.pass_s(1.9)
    qtbot.waitUntil(lambda: not demonstration(page).is_moving)


def test_it_tells_all_that_the_file_tells(open_page: Open, app: App) -> None:
    """Dose, sides, rest, length, place, equipment, cues, signs to stop, sources."""
    page = open_page("bird-dog")
    assert words(page, "exercise_dose") == "3 sets of 5, 3 and 1 holds of 8 s, each side"
    assert words(page, "exercise_length") == "30 s rest between sets · about 4 min"
    assert words(page, "exercise_facts") == "Core and lower back · on hands and knees · a mat"
    exercise, text = app.library.exercise("bird-dog"), said(page)
    for part in (*exercise.cues, *exercise.stop_if, *exercise.sources):
        assert part in text
    assert not is_shown(page, "exercise_caution")


@pytest.mark.parametrize(
    ("exercise_id", "pace"),
    [
        ("glute-bridge", "2 s there, 3 s held, 1 s back · 45 s rest between sets · about 3 min"),
        ("cat-camel", "3 s there, 3 s back · about 41 s"),
    ],
)
def test_the_numbers_of_a_tempo_are_told_in_words(open_page: Open, exercise_id: str, pace: str) -> None:
    """Nobody has to know what 2–3–1 stands for."""
    assert words(open_page(exercise_id), "exercise_length") == pace


def test_a_caution_is_there_to_read(open_page: Open, app: App) -> None:
    """Before one tries it, and without trying it."""
    page = open_page("superman")
    assert words(page, "caution") == app.library.exercise("superman").caution


def test_the_figure_moves_in_the_tempo_of_the_exercise(
    open_page: Open, clock: HandClock, qtbot: QtBot
) -> None:
    """By the clock and not by counting: the same moment is the same picture, whatever was drawn before."""
    page = open_page("glute-bridge")
    qtbot.waitUntil(lambda: demonstration(page).is_moving)
    lying = picture(page)
    clock.pass_s(1.5)
    qtbot.waitUntil(lambda: picture(page) != lying)
    clock.pass_s(0.5)
    tempo = open_page("glute-bridge")
    qtbot.waitUntil(lambda: demonstration(tempo).is_moving)
    assert picture(tempo) == lying


@pytest.mark.pace(1000)
def test_it_comes_to_rest_after_a_few_repetitions(open_page: Open, clock: HandClock, qtbot: QtBot) -> None:
    """Nothing wakes the processor for a page that is only open; it is shown again on demand."""
    page = open_page("glute-bridge")
    let_pass(clock, page, qtbot)
    assert find(page, Button, "exercise_play").words == "Show it again"
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert demonstration(page).is_moving
    assert find(page, Button, "exercise_play").words == "Pause"


def test_space_stops_it_and_lets_it_go_on(open_page: Open, clock: HandClock, qtbot: QtBot) -> None:
    """Where it stopped."""
    page = open_page("glute-bridge")
    qtbot.waitUntil(lambda: demonstration(page).is_moving)
    lying = picture(page)
    clock.pass_s(1.0)
    qtbot.waitUntil(lambda: picture(page) != lying)
    QTest.keyClick(page, Qt.Key.Key_Space)
    halfway = picture(page)
    assert not demonstration(page).is_moving
    clock.pass_s(60)
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert demonstration(page).is_moving
    assert picture(page) == halfway


def test_it_rests_while_nobody_sees_it(open_page: Open, qtbot: QtBot) -> None:
    """Another page over it, or another window before it; seen again, it goes on."""
    page = open_page("glute-bridge")
    moving = demonstration(page)
    qtbot.waitUntil(lambda: moving.is_moving)
    other = shown(qtbot, QWidget())
    qtbot.waitUntil(lambda: not moving.is_moving)
    other.close()
    page.activateWindow()
    qtbot.waitUntil(lambda: moving.is_moving)
    page.hide()
    assert not moving.is_moving


@pytest.mark.pace(1000)
def test_both_sides_are_shown_and_either_can_be_asked_for(
    open_page: Open, clock: HandClock, qtbot: QtBot
) -> None:
    """Left, then right; the marked side is the one that works."""
    page = open_page("bird-dog")
    left, right = find(page, Button, "exercise_left"), find(page, Button, "exercise_right")
    qtbot.waitUntil(lambda: demonstration(page).is_moving)
    assert left.isChecked()
    let_pass(clock, page, qtbot)
    assert right.isChecked()
    click(page, "exercise_left")
    assert left.isChecked()
    assert demonstration(page).is_moving
    press(Qt.Key.Key_Space)
    assert not demonstration(page).is_moving
    assert not is_shown(open_page("glute-bridge"), "exercise_left")


def test_with_less_motion_it_stands_still_and_the_sides_can_be_chosen(
    open_page: Open, app: App, qtbot: QtBot
) -> None:
    """No timer, and nothing that offers to set it going."""
    app.set_preferences(replace(app.preferences, reduced_motion=True))
    page = open_page("bird-dog")
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert not demonstration(page).is_moving
    assert not is_shown(page, "exercise_play")
    left = picture(page)
    click(page, "exercise_right")
    assert picture(page) != left
    assert not demonstration(page).is_moving


def test_the_ladder_is_walked_in_place(reader: Reader) -> None:
    """Easier, harder, and back leads to where one came from, not through every step."""
    reader.open_exercise("bird-dog")
    click(reader.page, "ladder_bird-dog-leg")
    assert reader.place() == "Half bird dog"
    click(reader.page, "ladder_bird-dog")
    click(reader.page, "ladder_superman-alternating")
    assert reader.place() == "Alternating Superman"
    assert find(reader.page, Button, "ladder_superman").accessibleName() == "Harder: Superman"
    assert find(reader.page, Button, "ladder_bird-dog").accessibleName() == "Easier: Bird dog"
    reader.press(Qt.Key.Key_Escape)
    assert reader.place() == "Exercises"
    assert reader.tiles.marked() == "bird-dog"


def test_where_it_is_used_is_one_press_away(reader: Reader) -> None:
    """And back."""
    reader.open_exercise("superman")
    click(reader.page, "used_in_classics")
    assert reader.place() == "Classics"
    reader.press(Qt.Key.Key_Escape)
    assert reader.place() == "Superman"


@pytest.mark.parametrize("way", ["key", "button"])
def test_one_set_can_be_tried(open_page: Open, written: WrittenDesk, way: str) -> None:
    """At the exercise's own dose."""
    page = open_page("bird-dog")
    if way == "key":
        QTest.keyClick(page, Qt.Key.Key_T)
    else:
        click(page, "exercise_try")
    (tried,) = written.tried
    (exercise,) = tried.exercises()
    assert exercise.id == "bird-dog"
    assert written.started == []


def test_a_picture_stands_where_there_is_no_figure(open_page: Open, app: App) -> None:
    """It belongs to the file; without one there is no empty frame."""
    path = own_file(app, "exercises", "stork", PICTURED)
    assert not is_shown(open_page("stork"), "exercise_picture")
    pictures = path.parent.parent / "pictures"
    pictures.mkdir(exist_ok=True)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(pictures / "stork.png"))
    app.reload_library()
    page = open_page("stork")
    assert is_shown(page, "picture")
    assert find(page, QWidget, "picture").accessibleName() == "Stork"
    QTest.keyClick(page, Qt.Key.Key_Space)


def test_a_file_of_the_persons_own_says_so(open_page: Open, app: App) -> None:
    """By its name."""
    own_file(app, "exercises", "stork", PICTURED)
    assert words(open_page("stork"), "exercise_own") == "From your own file stork.yaml."
    assert not is_shown(open_page("bird-dog"), "exercise_own")


def test_it_stays_usable_in_a_small_window(open_page: Open) -> None:
    """Nothing has to be scrolled sideways, and the figure leaves room for its words."""
    page = open_page("bird-dog")
    page.resize(520, 520)
    figure = find(page, QWidget, "exercise_figure")
    assert figure.height() < 300
    play = find(page, QWidget, "exercise_play")
    assert play.mapTo(page, play.rect().topRight()).x() < 520


def test_title_and_buttons_need_no_second_scroll_bar(open_page: Open) -> None:
    """Where they have no room beside each other, with the way back, they stand one below the other."""
    page = open_page("superman")
    area = find(page, QScrollArea, "exercise_scroll")
    for width in range(440, 620, 12):
        page.resize(width, 500)
        QApplication.processEvents()
        assert area.width() == width
        assert area.horizontalScrollBar().maximum() == 0, width


def test_the_keys_reach_what_does_not_fit(open_page: Open, qtbot: QtBot) -> None:
    """Page Down shows what is below."""
    page = open_page("bird-dog")
    page.resize(520, 520)
    area = find(page, QScrollArea, "exercise_scroll")
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    QTest.keyClick(page, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    assert area.horizontalScrollBar().maximum() == 0


def test_the_routine_that_is_tried_has_a_name(open_page: Open, written: WrittenDesk) -> None:
    """The session says that it is only a trial."""
    QTest.keyClick(open_page("bird-dog"), Qt.Key.Key_T)
    assert isinstance(written.tried[0], Routine)
    assert written.tried[0].name == "One set to try"
