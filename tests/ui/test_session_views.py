"""How a session looks and is reached: near and far, at every size, with and without a mouse."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from backstay.domain.exercise import Sides
from backstay.ui.figure.view import FigureView
from backstay.ui.session.digits import Digits
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.segmented_progress import SegmentedProgress
from tests.samples import hold
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 3, 2, rest_s=30)
CLAM = hold("Clam", 10, 2, sides=Sides.EACH)


pytestmark = pytest.mark.pace(1000)


def box(view: QWidget, part: QWidget) -> QRect:
    """Where ``part`` is in ``view``."""
    return part.rect().translated(part.mapTo(view, QPoint()))


def test_f11_fills_the_screen_with_what_is_needed_from_the_mat(visit: Visit) -> None:
    """Name and side, phase, count, what comes next, and digits of a fifth of the height or more."""
    visit.begin(CLAM)
    visit.until(8, "0:07")
    visit.press(Key.Key_F11)
    assert visit.window.isFullScreen()
    far = find(visit.window, QWidget, "far_view")
    assert far.isVisible()
    assert words(far, "far_exercise") == "Clam left"
    assert words(far, "far_phase") == "HOLD"
    assert words(far, "far_count") == "1 of 2"
    assert words(far, "far_next") == "then change sides"
    visit.until(2, "0:05", "far_digits")
    for size in ((1280, 800), (720, 520), (1920, 1080), (800, 800)):
        visit.window.resize(*size)
        QApplication.processEvents()
        assert find(far, Digits, "far_digits").ink_height() >= far.height() / 5, size


def test_in_a_narrow_window_the_figure_stands_above_the_digits(visit: Visit) -> None:
    """Beside them it would be too small to be made out from the mat; in a wide window it is beside."""
    visit.begin(visit.app.library.exercises["bird-dog"])
    visit.press(Key.Key_F11)
    far = find(visit.window, QWidget, "far_view")
    figure, digits = find(far, FigureView, "far_figure"), find(far, Digits, "far_digits")
    visit.window.resize(800, 800)
    QApplication.processEvents()
    assert box(far, figure).bottom() < box(far, digits).top()
    assert figure.width() > far.width() / 2
    visit.window.resize(1280, 800)
    QApplication.processEvents()
    assert box(far, figure).right() < box(far, digits).left()


def fill_from_outside(visit: Visit, *, is_full: bool) -> None:
    """What a window manager does: Qt is told, nobody asked for it."""
    handle = visit.window.windowHandle()
    handle.setWindowState(Qt.WindowState.WindowFullScreen if is_full else Qt.WindowState.WindowNoState)
    QApplication.processEvents()


def test_a_window_that_is_made_full_screen_shows_the_far_view(visit: Visit) -> None:
    """Whoever made it so, and until it is normal again; F11 takes up where it stands."""
    visit.begin(CLAM)
    fill_from_outside(visit, is_full=True)
    assert is_shown(visit.window, "far_view")
    fill_from_outside(visit, is_full=False)
    assert is_shown(visit.window, "near_view")
    fill_from_outside(visit, is_full=True)
    visit.press(Key.Key_F11)
    assert not visit.window.isFullScreen()
    assert is_shown(visit.window, "near_view")


def test_a_window_that_was_full_screen_before_stays_so(visit: Visit) -> None:
    """The session begins in the far view, and gives the window back as it was."""
    fill_from_outside(visit, is_full=True)
    visit.begin(CLAM)
    assert is_shown(visit.window, "far_view")
    visit.press(Key.Key_Escape)
    assert visit.window.isFullScreen()
    assert is_shown(visit.window, "closing")


def test_what_happens_behind_another_page_is_seen_afterwards(visit: Visit) -> None:
    """The window becomes full screen while the signs are read."""
    visit.begin(CLAM)
    visit.press(Key.Key_F2)
    fill_from_outside(visit, is_full=True)
    visit.press(Key.Key_F2)
    assert is_shown(visit.window, "far_view")


def test_a_maximised_window_is_maximised_again(visit: Visit) -> None:
    """After the far view, and after the session."""
    visit.window.showMaximized()
    visit.begin(CLAM)
    visit.press(Key.Key_F11, Key.Key_F11)
    assert visit.window.isMaximized()
    visit.press(Key.Key_F11, Key.Key_Escape)
    assert visit.window.isMaximized()
    assert not visit.window.isFullScreen()


def test_keys_work_in_the_far_view(visit: Visit) -> None:
    """Space pauses there too; H brings the near view, because its signs have to be read."""
    visit.begin(CLAM)
    visit.press(Key.Key_F11, Key.Key_Space)
    assert words(visit.window, "far_phase") == "PAUSED"
    visit.press(Key.Key_H)
    assert is_shown(visit.window, "hurt_panel")
    visit.press(Key.Key_Space)
    assert is_shown(visit.window, "far_view")
    click(visit.window, "far_leave")
    assert not visit.window.isFullScreen()
    assert is_shown(visit.window, "near_view")


def test_the_window_gets_its_size_back_when_the_session_ends(visit: Visit) -> None:
    """Full screen belongs to the far view, not to the pages after it."""
    visit.begin(CLAM)
    visit.press(Key.Key_F11, Key.Key_Escape)
    assert not visit.window.isFullScreen()


def test_the_bar_of_progress_moves_with_the_session(visit: Visit) -> None:
    """It starts empty and is half full at half time."""
    visit.begin(BRIDGE)
    bar = find(visit.window, SegmentedProgress, "session_progress")
    assert bar.value() == 0
    visit.until(5 + 20 + 3 + 20 + 3 + 10, "0:10")
    assert bar.value() == pytest.approx(1000 * 61 / 144, abs=20)


def test_the_figure_belongs_to_the_exercise(visit: Visit) -> None:
    """Each step shows its own figure, and a screen reader hears whose it is."""
    visit.begin(visit.app.library.exercises["bird-dog"], BRIDGE)
    figure = find(visit.window, FigureView, "session_figure")
    assert figure.accessibleName() == "Bird dog"
    visit.press(Key.Key_N, Key.Key_N)
    assert figure.accessibleName() == "Bridge"


def test_everything_can_be_named(visit: Visit) -> None:
    """Every button of the session has an object name and an accessible name, near and far."""
    visit.begin(CLAM)
    buttons = find(visit.window, QWidget, "playing").findChildren(Button)
    assert len(buttons) >= 15
    for button in buttons:
        assert button.objectName()
        assert button.accessibleName()


@pytest.mark.parametrize("size", [(1280, 800), (720, 520), (1920, 1080)])
def test_every_control_is_high_enough_to_hit(visit: Visit, size: tuple[int, int]) -> None:
    """Buttons are at least 44 px high in the player, at any size, and none sticks out of the window."""
    visit.begin(CLAM)
    visit.window.resize(*size)
    near = find(visit.window, QWidget, "near_view")
    for button in (b for b in near.findChildren(Button) if b.isVisible()):
        assert button.height() >= 44
        assert near.rect().contains(button.rect().translated(button.mapTo(near, button.rect().topLeft())))


def test_the_buttons_stand_together(visit: Visit) -> None:
    """What is not offered now leaves no hole in the row."""
    visit.begin(CLAM)
    visit.window.resize(1280, 800)
    QApplication.processEvents()
    row = [find(visit.window, Button, name).geometry() for name in ("back", "pause", "next", "less", "more")]
    gaps = {after.left() - before.right() for before, after in pairwise(row)}
    assert len(gaps) == 1


def test_large_text_in_the_smallest_window_cuts_no_button_off(visit: Visit) -> None:
    """At 200 % the words and the buttons keep their room; the picture and the routine's name give way."""
    visit.app.set_preferences(replace(visit.app.preferences, text_percent=200))
    visit.begin(CLAM)
    visit.window.resize(720, 520)
    QApplication.processEvents()
    near = find(visit.window, QWidget, "near_view")
    for button in (b for b in near.findChildren(Button) if b.isVisible()):
        assert button.width() >= button.sizeHint().width(), button.objectName()
    assert not is_shown(visit.window, "figure_card")


def test_tab_reaches_every_control(visit: Visit) -> None:
    """Somebody without a mouse comes by every visible button."""
    visit.begin(CLAM)
    near = find(visit.window, QWidget, "near_view")
    wanted = {b.objectName() for b in near.findChildren(Button) if b.isVisible()}
    met: set[str] = set()
    for _ in range(2 * len(wanted)):
        visit.press(Key.Key_Tab)
        focused = visit.window.focusWidget()
        assert focused is not None
        met.add(focused.objectName())
    assert wanted <= met


@pytest.mark.parametrize("is_reduced", [True, False])
def test_the_figure_moves_unless_less_motion_is_asked_for(visit: Visit, is_reduced: bool) -> None:
    """On the way into a hold the figure moves with the clock; reduced, it shows the position at once."""
    visit.app.set_preferences(replace(visit.app.preferences, reduced_motion=is_reduced))
    visit.begin(visit.app.library.exercises["bird-dog"])
    figure = find(visit.window, FigureView, "session_figure")
    visit.press(Key.Key_N)
    visit.until(0.2, "0:08")
    first = figure.grab().toImage()
    visit.until(0.9, "0:07")
    assert (figure.grab().toImage() == first) is is_reduced


def test_the_signs_can_be_read_to_the_end_without_a_mouse(visit: Visit) -> None:
    """In a low window the signs are longer than the room; PageDown moves them."""
    visit.begin(replace(BRIDGE, stop_if=("wrist pain", "back pain that rises")))
    visit.window.resize(720, 520)
    visit.press(Key.Key_H)
    last = find(visit.window, QWidget, "hurt_help")
    assert last.visibleRegion().isEmpty()
    visit.press(Key.Key_PageDown, Key.Key_PageDown)
    assert not last.visibleRegion().isEmpty()
