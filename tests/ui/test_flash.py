"""A change of phase is seen in the corner of the eye: the frame lights up, at most twice a second."""

from dataclasses import replace
from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.ui.session.flash import PhaseFlash
from backstay.ui.session.phase_mark import PhaseMark
from backstay.ui.tokens import DARK, LIGHT, Palette
from tests.samples import exercise, hold
from tests.ui.find import find, words
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)

CLAM = hold("Clam", 10, 1, sides=Sides.EACH)
SQUAT = exercise("Squat", Dose(reps=(10,), tempo=Tempo(2, 1, 2)))
BRIDGE = hold("Bridge", 20, 1)


def flash(visit: Visit) -> PhaseFlash:
    """The frame of the session."""
    return find(visit.window, PhaseFlash, "phase_flash")


def wait_dark(visit: Visit, qtbot: QtBot) -> None:
    """Until nothing is lit and the next flash may begin."""
    qtbot.waitUntil(lambda: flash(visit).isHidden())


def has_count(visit: Visit, count: str) -> bool:
    """Whether this is the repetition that is on."""
    return visit.says("count") == count


def edge(visit: Visit) -> QColor:
    """The colour at the edge of what is on the screen."""
    view = find(visit.window, QWidget, "playing")
    return view.grab().toImage().pixelColor(view.width() // 2, 3)


@pytest.mark.parametrize("view", ["near_view", "far_view"])
def test_a_new_phase_lights_the_frame_and_goes(visit: Visit, qtbot: QtBot, view: str) -> None:
    """In the colour of what begins, fading; after it no timer is left."""
    visit.begin(BRIDGE)
    if view == "far_view":
        visit.press(Key.Key_F11)
    assert is_shown(visit.window, view)
    assert flash(visit).strength == 0
    visit.press(Key.Key_N)
    assert flash(visit).strength > 0.5
    assert edge(visit).name() != QColor(LIGHT.page).name()
    qtbot.waitUntil(lambda: 0 < flash(visit).strength < 0.5)
    wait_dark(visit, qtbot)
    assert flash(visit).strength == 0
    assert edge(visit) == QColor(LIGHT.go if view == "far_view" else LIGHT.page)


def test_it_takes_no_click(visit: Visit) -> None:
    """What lies beneath is reached while it is lit."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_N)
    assert not flash(visit).isHidden()
    page = find(visit.window, QWidget, "playing")
    assert page.childAt(page.rect().topLeft()) is not flash(visit)


def test_a_pause_a_side_and_an_exercise_are_changes(visit: Visit, qtbot: QtBot) -> None:
    """Each lights up once; so does going on."""
    visit.begin(CLAM, BRIDGE)
    seen = []
    for key in (Key.Key_N, Key.Key_Space, Key.Key_Space, Key.Key_N):
        wait_dark(visit, qtbot)
        visit.press(key)
        seen.append(flash(visit).strength > 0)
    assert seen == [True] * 4
    visit.press(Key.Key_B)
    visit.until(5.5, "0:10")
    wait_dark(visit, qtbot)
    visit.pass_s(10)
    qtbot.waitUntil(lambda: visit.says("phase") == "CHANGE SIDES")
    assert flash(visit).strength > 0


def test_a_repetition_is_none(visit: Visit, qtbot: QtBot) -> None:
    """Ten in a row do not make the room flicker."""
    visit.begin(SQUAT)
    visit.press(Key.Key_N)
    wait_dark(visit, qtbot)
    for rep in range(2, 6):
        visit.pass_s(5)
        qtbot.waitUntil(partial(has_count, visit, f"repetition {rep} of 10"))
        assert flash(visit).isHidden()


@pytest.mark.parametrize("is_reduced", [True, False])
def test_never_three_in_a_second(visit: Visit, is_reduced: bool) -> None:
    """Whatever keys are hammered: a second and a half of Space, N and B (WCAG 2.2, 2.3.1)."""
    visit.app.set_preferences(replace(visit.app.preferences, reduced_motion=is_reduced))
    visit.begin(CLAM, BRIDGE, SQUAT)
    began_ms, before = [], 0.0
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < 1500:
        visit.press(Key.Key_Space, Key.Key_N, Key.Key_Space, Key.Key_B)
        now = flash(visit).strength
        if now > before:
            began_ms.append(timer.elapsed())
        before = now
        QApplication.processEvents()
    assert began_ms
    for start in began_ms:
        assert sum(1 for at in began_ms if 0 <= at - start < 1000) <= 2


def test_with_reduced_motion_it_stands_and_is_gone(visit: Visit) -> None:
    """It does not fade: for a second it is simply there."""
    visit.app.set_preferences(replace(visit.app.preferences, reduced_motion=True))
    visit.begin(BRIDGE)
    visit.press(Key.Key_N)
    levels = set()
    timer = QElapsedTimer()
    timer.start()
    while not flash(visit).isHidden():
        levels.add(flash(visit).strength)
        QApplication.processEvents()
    assert levels - {0.0} == {1.0}
    assert 900 <= timer.elapsed() <= 1900


def luminance(colour: str) -> float:
    """The relative luminance of WCAG, 0 to 1."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    made = QColor(colour)
    return made.redF(), made.greenF(), made.blueF()


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_change_of_colour_alone_is_no_flash(palette: Palette) -> None:
    """The colours of the phases differ by less than a tenth in luminance, and none is a saturated red: a
    frame that changes from one to the other does not flash (WCAG 2.2, definition of a general flash).
    """
    tones = (palette.go, palette.rest, palette.caution)
    for one, other in combinations(tones, 2):
        assert abs(luminance(one) - luminance(other)) < 0.1
    for tone in tones:
        red, green, blue = rgb(tone)
        assert red / (red + green + blue) < 0.8


def test_every_phase_has_a_shape_of_its_own(visit: Visit) -> None:
    """Near and far, beside its word: colour is never alone."""
    shapes: dict[str, set[str]] = {}
    visit.begin(CLAM, replace(BRIDGE, dose=Dose(reps=(3,), hold_s=20, relax_s=4)), SQUAT)
    visit.press(Key.Key_F11)
    for keys in ((), (Key.Key_N,), (Key.Key_Space,), (Key.Key_Space, Key.Key_N), (Key.Key_N, Key.Key_N)):
        visit.press(*keys)
        word = words(visit.window, "far_phase")
        shapes.setdefault(word, set()).add(find(visit.window, PhaseMark, "far_mark").shape)
    assert len(shapes) >= 3
    assert all(len(found) == 1 for found in shapes.values())
    assert len(set.union(*shapes.values())) == len(shapes)
    visit.press(Key.Key_F11)
    assert find(visit.window, PhaseMark, "session_mark").shape in set.union(*shapes.values())
