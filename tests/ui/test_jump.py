"""J: the list of exercises, to go on with any of them."""

import pytest
from PySide6.QtWidgets import QApplication

from backstay.desktop.media_interface import MediaCommand
from backstay.domain.history import StepOutcome
from backstay.ui.widgets.buttons import Button
from tests.fakes import WrittenPanel
from tests.samples import hold
from tests.ui.find import click, find
from tests.ui.hands import Key, digits, is_shown
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 2)
CLAM = hold("Clam", 10, 2)
PLANK = hold("Plank", 30, 1)

pytestmark = pytest.mark.pace(1000)


def row(visit: Visit, number: int) -> str:
    """What one row of the list says."""
    return find(visit.window, Button, f"jump_{number}").words


def test_the_list_says_how_far_each_exercise_is(visit: Visit) -> None:
    """Its name, and done, left out or now."""
    visit.begin(BRIDGE, CLAM, PLANK)
    visit.until(50, "0:08")
    visit.press(Key.Key_J)
    assert row(visit, 1) == "Bridge · done"
    assert row(visit, 2) == "Clam · now"
    assert row(visit, 3) == "Plank"


def test_a_number_goes_there(visit: Visit) -> None:
    """What was passed over is left out, and what comes begins with getting ready."""
    visit.begin(BRIDGE, CLAM, PLANK)
    visit.until(8, "0:17")
    visit.press(Key.Key_J, Key.Key_3)
    assert not is_shown(visit.window, "jump_list")
    assert (visit.says("phase"), visit.says("exercise")) == ("GET READY", "Plank")
    assert digits(visit.window) == "0:10"
    assert [s.outcome for s in visit.logged().steps] == [StepOutcome.PARTLY, StepOutcome.SKIPPED]
    visit.until(2, "0:08")


def test_arrows_and_enter_go_there_too(visit: Visit) -> None:
    """From the exercise that is on, and back to one that is behind."""
    visit.begin(BRIDGE, CLAM, PLANK)
    visit.until(50, "0:08")
    visit.press(Key.Key_J, Key.Key_Up, Key.Key_Return)
    assert visit.says("exercise") == "Bridge"
    visit.press(Key.Key_J, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    click(visit.window, "jump_2")
    assert visit.says("exercise") == "Clam"


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_J])
def test_left_alone_the_session_goes_on(visit: Visit, key: Key) -> None:
    """It stands while the list is open; afterwards there is time to get back into position."""
    visit.begin(BRIDGE, CLAM)
    visit.until(8, "0:17")
    visit.press(Key.Key_J)
    visit.pass_s(300)
    visit.press(key)
    assert (visit.says("phase"), digits(visit.window)) == ("GET READY", "0:03")
    visit.until(3, "0:17")


def test_what_stood_before_stands_afterwards(visit: Visit) -> None:
    """The list is no way to start the clock."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_Space, Key.Key_J, Key.Key_Escape)
    assert visit.says("phase") == "PAUSED"


def test_no_key_reaches_the_session_meanwhile(visit: Visit) -> None:
    """N and H are for what is shown, and there is no ninth exercise."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_J, Key.Key_N, Key.Key_H, Key.Key_9)
    assert is_shown(visit.window, "jump_list")
    visit.press(Key.Key_Escape)
    assert visit.says("exercise") == "Bridge"
    assert not is_shown(visit.window, "hurt_panel")


def test_a_media_key_closes_the_list_and_is_obeyed(visit: Visit, panel: WrittenPanel) -> None:
    """Play on a headset: the session goes on, so the page that says it stands has to go."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_J)
    panel.press(MediaCommand.PLAY)
    QApplication.processEvents()
    assert not is_shown(visit.window, "jump_list")
    assert visit.says("phase") == "GET READY"
    visit.press(Key.Key_Space)
    assert visit.says("phase") == "PAUSED"


def test_the_screen_is_filled_and_left_from_the_list_too(visit: Visit) -> None:
    """F11 is about the window, not about what is shown in it; the list stays."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_J, Key.Key_F11)
    assert visit.window.isFullScreen()
    assert is_shown(visit.window, "jump_list")
    visit.press(Key.Key_F11)
    assert not visit.window.isFullScreen()
