"""The session in the window: what is on the screen at each moment, and what each key does."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.desktop.sound import Tone
from backstay.domain.exercise import Exercise, Sides
from backstay.domain.history import Outcome, SessionRecord, StepOutcome
from backstay.domain.routine import ExerciseStep, RestStep
from backstay.ui.main_window import MainWindow
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.digits import Digits
from backstay.ui.widgets.figure_view import FigureView
from backstay.ui.widgets.segmented_progress import SegmentedProgress
from backstay.ui.widgets.toast import Toast
from tests.fakes import HandClock, WrittenTones
from tests.samples import exercise, hold, routine
from tests.ui.find import click, find, words
from tests.ui.hands import Key, digits, is_shown, press

BRIDGE = hold("Bridge", 20, 3, 2, rest_s=30)
CLAM = hold("Clam", 10, 2, sides=Sides.EACH)
WALK = exercise("Easy walk")


@pytest.fixture
def clock() -> HandClock:
    """A thousand seconds in one, so that real timers fire at once; it stands until it is moved."""
    return HandClock(pace=1000)


class Visit:
    """A session that somebody is in."""

    def __init__(self, app: App, window: MainWindow, clock: HandClock, qtbot: QtBot) -> None:
        self.app, self.window, self._clock, self._qtbot = app, window, clock, qtbot

    def begin(self, *steps: Exercise | ExerciseStep | RestStep) -> None:
        """Start without a score."""
        self.window.start_routine(routine(*steps))
        press(self.window, Key.Key_Return)

    def until(self, seconds: float, shows: str, name: str = "session_digits") -> None:
        """Let session seconds go by, and wait until the timer shows what it should."""
        self._clock.pass_s(seconds / self._clock.pace)
        self._qtbot.waitUntil(lambda: digits(self.window, name) == shows)

    def says(self, part: str) -> str:
        """The text of one of the lines."""
        return words(self.window, f"session_{part}").replace("\u00a0", " ")

    def press(self, *keys: Qt.Key) -> None:
        """Press keys."""
        press(self.window, *keys)

    def logged(self) -> SessionRecord:
        """The one session in the journal."""
        (session,) = self.app.journal.sessions.between(with_steps=True)
        return session


@pytest.fixture
def visit(app: App, window: MainWindow, clock: HandClock, qtbot: QtBot) -> Visit:
    """Nobody has started anything yet."""
    return Visit(app, window, clock, qtbot)


def test_getting_ready_names_what_comes(visit: Visit) -> None:
    """Five seconds to get ready, with the exercise, its dose and what follows it."""
    visit.begin(BRIDGE, CLAM)
    assert digits(visit.window) == "0:05"
    assert visit.says("phase") == "GET READY"
    assert visit.says("exercise") == "Bridge"
    assert visit.says("count") == "2 sets of 3 and 2 holds of 20 s"
    assert visit.says("next") == "rest 30 s, then set 2 of 2"
    assert visit.says("place") == "step 1 of 2 · 3:25 left"


def test_a_hold_shows_repetition_set_cue_and_side(visit: Visit) -> None:
    """All that a person needs to know without touching anything."""
    visit.begin(CLAM)
    visit.until(8, "0:07")
    assert visit.says("phase") == "HOLD"
    assert visit.says("side") == "left side"
    assert visit.says("count") == "repetition 1 of 2"
    assert visit.says("cue") == "Keep breathing."
    assert visit.says("next") == "change sides, then Clam right"


def test_the_other_side_is_announced_and_shown(visit: Visit) -> None:
    """After the left side comes the change, then the right side."""
    visit.begin(CLAM)
    visit.until(30, "0:03")
    assert (visit.says("phase"), visit.says("side")) == ("CHANGE SIDES", "right side")


def test_a_rest_says_what_it_leads_to(visit: Visit) -> None:
    """Rest counts down as well, and names the set that follows."""
    visit.begin(BRIDGE)
    visit.until(81, "0:20")
    assert visit.says("phase") == "REST"
    assert visit.says("count") == "set 2 of 2"
    assert visit.says("next") == "2 repetitions of 20 s"


def test_space_pauses_and_goes_on(visit: Visit) -> None:
    """While paused nothing counts, the word says so, and the button offers to go on."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_Space)
    assert visit.says("phase") == "PAUSED"
    assert find(visit.window, Button, "pause").words == "Go on"
    visit.until(300, "0:17")
    visit.press(Key.Key_Space)
    assert visit.says("phase") == "HOLD"
    visit.until(2, "0:15")


def test_time_that_the_computer_slept_is_not_counted(visit: Visit) -> None:
    """A closed lid pauses the session and says why."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.until(3_600_000, "0:17")
    assert visit.says("phase") == "PAUSED"
    assert "slept" in visit.says("cue")


def test_n_and_b_move_between_exercises(visit: Visit) -> None:
    """N leaves a pause and then the exercise; B goes back."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_N)
    assert (visit.says("phase"), visit.says("exercise")) == ("HOLD", "Bridge")
    visit.press(Key.Key_N)
    assert (visit.says("phase"), visit.says("exercise")) == ("GET READY", "Clam")
    visit.press(Key.Key_B)
    assert visit.says("exercise") == "Bridge"


def test_plus_and_minus_change_the_length_of_what_is_on(visit: Visit) -> None:
    """Ten seconds more or less, by either plus key."""
    visit.begin(BRIDGE)
    visit.until(6, "0:19")
    visit.press(Key.Key_Plus)
    assert digits(visit.window) == "0:29"
    visit.press(Key.Key_Equal)
    assert digits(visit.window) == "0:39"
    visit.press(Key.Key_Minus)
    assert digits(visit.window) == "0:29"


def test_every_button_does_what_its_key_does(visit: Visit) -> None:
    """The mouse reaches everything that the keyboard reaches."""
    visit.begin(BRIDGE, CLAM)
    click(visit.window, "next")
    assert visit.says("phase") == "HOLD"
    click(visit.window, "more")
    assert digits(visit.window) == "0:30"
    click(visit.window, "less")
    assert digits(visit.window) == "0:20"
    click(visit.window, "pause")
    assert visit.says("phase") == "PAUSED"
    click(visit.window, "back")
    assert visit.says("place").startswith("step 1 of 2")
    click(visit.window, "hurt")
    assert is_shown(visit.window, "hurt_panel")
    click(visit.window, "hurt_end")
    assert is_shown(visit.window, "closing")


def test_space_after_a_click_still_pauses(visit: Visit) -> None:
    """A click does not move the focus, so Space never presses a button again by surprise."""
    visit.begin(BRIDGE, CLAM)
    click(visit.window, "next")
    visit.press(Key.Key_Space)
    assert (visit.says("phase"), visit.says("exercise")) == ("PAUSED", "Bridge")


def test_a_step_that_waits_counts_up_until_done(visit: Visit) -> None:
    """Where the routine waits for the person, Done is the main button and D its key."""
    visit.begin(ExerciseStep(WALK, WALK.dose, until_done=True), BRIDGE)
    assert not is_shown(visit.window, "done")
    visit.until(5 + 65, "1:05")
    assert visit.says("phase") == "YOUR TIME"
    assert is_shown(visit.window, "done")
    assert not find(visit.window, Button, "more").isEnabled()
    visit.press(Key.Key_D)
    assert visit.says("exercise") == "Bridge"
    assert not is_shown(visit.window, "done")


def test_it_hurts_pauses_at_once_and_shows_the_signs(visit: Visit) -> None:
    """H stands still, names the signs of the exercise and the general ones, and judges nothing."""
    visit.begin(replace(BRIDGE, stop_if=("wrist pain",)))
    visit.until(8, "0:17")
    visit.press(Key.Key_H)
    assert words(visit.window, "hurt_own_signs") == "•  wrist pain"
    assert "numbness" in words(visit.window, "hurt_general_signs")
    assert "cannot rule anything out" in words(visit.window, "hurt_help")
    assert not is_shown(visit.window, "session_digits")
    visit.press(Key.Key_Space)
    assert is_shown(visit.window, "session_digits")
    assert visit.says("phase") == "HOLD"
    visit.press(Key.Key_Escape)
    assert visit.logged().steps[0].hurt


def test_an_exercise_without_signs_of_its_own_shows_the_general_ones(visit: Visit) -> None:
    """No empty heading."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_H)
    assert not is_shown(visit.window, "hurt_own_signs")
    assert is_shown(visit.window, "hurt_general_signs")


def test_what_hurts_can_be_left_out_as_a_whole(visit: Visit) -> None:
    """N after H goes on with getting ready for the next exercise, even from before the first hold."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_H, Key.Key_N)
    assert (visit.says("phase"), visit.says("exercise")) == ("GET READY", "Clam")
    assert visit.logged().steps[0].outcome is StepOutcome.SKIPPED


def test_escape_ends_at_once_and_can_be_taken_back(visit: Visit) -> None:
    """No question is asked; Ctrl+Z leads back into the paused session, and time goes on from there."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_Escape)
    assert is_shown(visit.window, "closing")
    assert find(visit.window, Toast, "toast").text() == "Session ended."
    assert visit.logged().outcome is Outcome.STOPPED
    press(visit.window, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert not is_shown(visit.window, "closing")
    assert (visit.says("phase"), digits(visit.window)) == ("PAUSED", "0:17")
    assert visit.logged().outcome is None
    visit.press(Key.Key_Space)
    visit.until(2, "0:15")


def test_the_way_back_goes_with_the_closing_page(visit: Visit) -> None:
    """Once the page is left, no Undo stays on the screen that could do nothing."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_Escape, Key.Key_Return)
    assert visit.window.current_page == "today"
    assert not is_shown(visit.window, "toast_undo")


def test_m_silences_this_session(visit: Visit, tones: WrittenTones) -> None:
    """M and its icon switch the tones off and on again; the button says which."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_M)
    assert find(visit.window, Button, "mute").toolTip() == "Sound on (M)"
    visit.until(6, "0:19")
    assert tones.played == []
    click(visit.window, "mute")
    visit.until(20, "0:02")
    assert tones.played[-1] is Tone.COUNT


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
    for size in ((1280, 800), (720, 520), (1920, 1080)):
        visit.window.resize(*size)
        assert find(far, Digits, "far_digits").ink_height() >= far.height() / 5, size


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


def test_silence_is_said_once(visit: Visit, tones: WrittenTones) -> None:
    """Where there is no sound one line says why, and the session runs."""
    tones.status = "Silent: nothing here plays sound."
    visit.begin(BRIDGE)
    assert find(visit.window, Toast, "toast").text() == "Silent: nothing here plays sound."
    visit.until(8, "0:17")


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
