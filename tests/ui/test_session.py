"""The session in the window: what is on the screen at each moment, and what each key does."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.desktop.sound import Tone
from backstay.domain.exercise import Sides
from backstay.domain.history import Outcome, StepOutcome
from backstay.domain.routine import ExerciseStep
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.toast import Toast
from tests.fakes import WrittenTones, no_room_on_disk
from tests.samples import exercise, hold
from tests.ui.find import click, find, words
from tests.ui.hands import Key, digits, is_shown, press
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 3, 2, rest_s=30)
CLAM = hold("Clam", 10, 2, sides=Sides.EACH)
WALK = exercise("Easy walk")


pytestmark = pytest.mark.pace(1000)


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
    assert visit.says("next") == "2 holds of 20 s"


def test_space_pauses_and_goes_on(visit: Visit) -> None:
    """While paused nothing counts, the word says so, and the button offers to go on."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_Space)
    assert visit.says("phase") == "PAUSED"
    assert find(visit.window, Button, "pause").words == "Go on"
    visit.pass_s(300)
    assert digits(visit.window) == "0:17"
    visit.press(Key.Key_Space)
    assert (visit.says("phase"), digits(visit.window)) == ("GET READY", "0:03")
    assert visit.says("cue") == "Get back into position."
    visit.until(3, "0:17")
    assert visit.says("phase") == "HOLD"
    visit.until(2, "0:15")


def test_time_that_the_computer_slept_is_not_counted(visit: Visit, qtbot: QtBot) -> None:
    """A closed lid pauses the session and says why."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.pass_s(3600 * 1000)
    qtbot.waitUntil(lambda: visit.says("phase") == "PAUSED")
    assert digits(visit.window) == "0:17"
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
    assert words(visit.window, "hurt_own_signs_0") == "wrist pain"
    assert "numbness" in words(visit.window, "hurt_general_signs_2")
    assert "cannot rule anything out" in words(visit.window, "hurt_help")
    assert not is_shown(visit.window, "session_digits")
    visit.press(Key.Key_Space)
    assert is_shown(visit.window, "session_digits")
    visit.until(3, "0:17")
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
    visit.until(5, "0:15")


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
    tones.played.clear()
    visit.until(6, "0:19")
    assert tones.played == []
    click(visit.window, "mute")
    visit.until(17, "0:02")
    assert tones.played[-1] is Tone.COUNT


def test_silence_is_said_quietly(visit: Visit, tones: WrittenTones) -> None:
    """Where there is no sound a line before the session says why, then the button that would mute it;
    nothing lies over the session, and it runs.
    """
    tones.status = "Silent: nothing here plays sound."
    visit.enter(BRIDGE)
    QApplication.processEvents()
    assert words(visit.window, "pain_before_foot") == "Silent: nothing here plays sound."
    visit.press(Key.Key_Return)
    mute = find(visit.window, Button, "mute")
    assert mute.toolTip() == mute.accessibleDescription() == "Silent: nothing here plays sound."
    assert find(visit.window, Toast, "toast").text() == ""
    visit.until(8, "0:17")


def test_what_is_not_saved_is_said_while_it_runs(visit: Visit) -> None:
    """The session goes on without the disk; T saves what is left over and takes the line away."""
    with no_room_on_disk():
        visit.begin(BRIDGE)
        assert words(visit.window, "session_unsaved_text").startswith("Not saved: ")
        visit.press(Key.Key_T)
        assert is_shown(visit.window, "session_unsaved")
        visit.until(8, "0:17")
    visit.press(Key.Key_T)
    assert not is_shown(visit.window, "session_unsaved")
    assert visit.logged().outcome is None
