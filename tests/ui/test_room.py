"""What gives way where there is little room, and what stands in one line with what."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.preferences import Preferences
from backstay.domain.session import Session
from backstay.domain.timeline import compile_timeline
from backstay.ui import theme, tokens
from backstay.ui.session.far import FarView
from backstay.ui.widgets.buttons import Button, SecondaryButton
from tests.samples import hold, routine
from tests.ui.find import find
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)
BRIDGE = hold("Bridge", 20, 2)
CLAM = hold("Clam", 10, 2)
SMALL = tokens.WINDOW_LEAST
LARGE = tokens.WINDOW_SIZE


def left_of(visit: Visit, name: str) -> int:
    """Where something begins, in pixels from the left edge of the window."""
    return find(visit.window, QWidget, name).mapTo(visit.window, QPoint(0, 0)).x()


@pytest.mark.parametrize(("size", "has_picture"), [(SMALL, False), (LARGE, True)], ids=["small", "large"])
def test_the_buttons_of_a_caution_are_seen_before_its_picture(
    visit: Visit, size: tuple[int, int], has_picture: bool
) -> None:
    """Nobody has to scroll to find out how to go on."""
    visit.window.resize(*size)
    visit.enter(visit.app.library.exercise("superman"))
    visit.wait_for("caution_start")
    assert is_shown(visit.window, "caution_figure") is has_picture
    start = find(visit.window, Button, "caution_start")
    assert start.visibleRegion().boundingRect() == start.rect()


@pytest.mark.parametrize(("size", "tells_next"), [(SMALL, False), (LARGE, True)], ids=["small", "large"])
def test_why_it_stands_comes_before_what_is_next(
    visit: Visit, size: tuple[int, int], tells_next: bool
) -> None:
    """After time that nobody noticed, in a small window."""
    visit.window.resize(*size)
    visit.begin(BRIDGE, CLAM)
    visit.until(8, "0:17")
    visit.pass_s(3000)
    visit.wait_for("repeat")
    assert is_shown(visit.window, "session_next_card") is tells_next
    assert is_shown(visit.window, "session_cue")


def test_without_a_picture_the_words_keep_a_measure_in_the_middle(visit: Visit) -> None:
    """A line across the whole window reads badly, and a column at its edge looks lost."""
    visit.window.resize(*LARGE)
    visit.begin(BRIDGE)
    reading = find(visit.window, QWidget, "session_reading")
    assert reading.width() <= tokens.READING_WIDTH
    middle = reading.mapTo(visit.window, reading.rect().center()).x()
    assert abs(middle - visit.window.width() / 2) <= tokens.GRID


@pytest.mark.usefixtures("appearance")
def test_from_afar_the_phase_stands_above_the_digits_without_a_picture_too(qtbot: QtBot) -> None:
    """Not at the other edge of the screen."""
    session = Session(compile_timeline(routine(BRIDGE), Preferences()))
    session.start(0.0)
    far = FarView(is_motion_reduced=True)
    qtbot.addWidget(far)
    far.show_view(session.view(0.0))
    far.resize(*LARGE)
    far.show()
    QApplication.processEvents()
    digits = find(far, QWidget, "far_digits")
    assert far.width() / 3 < digits.width() < far.width() * 2 / 3
    mark = find(far, QWidget, "far_mark")
    assert mark.mapTo(far, QPoint(0, 0)).x() == digits.mapTo(far, QPoint(0, 0)).x()


def test_on_the_closing_page_names_stand_below_the_title(visit: Visit) -> None:
    """The mark of the row stands left of both."""
    visit.finish(BRIDGE, CLAM)
    visit.press(Key.Key_4)
    visit.wait_for("closing_keys")
    assert left_of(visit, "step_1_name") == left_of(visit, "closing_keys")
    assert left_of(visit, "step_1") < left_of(visit, "closing_keys")


@pytest.mark.usefixtures("appearance")
def test_a_button_with_the_focus_has_one_ring(qtbot: QtBot) -> None:
    """That of the program: the style's own would tint the button and show at its corners."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    buttons = [SecondaryButton(text, name=text) for text in ("Back", "Again")]
    for button in buttons:
        column.addWidget(button)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    buttons[0].setFocus()
    bare = buttons[1].grab().toImage()
    QTest.keyClick(buttons[0], Key.Key_Tab)
    ringed = buttons[1].grab().toImage()
    assert ringed.pixelColor(8, 10) == bare.pixelColor(8, 10)
    assert ringed.pixelColor(20, 0) == QColor(theme.colours().ink) != bare.pixelColor(20, 0)
