"""One set that is only tried: no question, no entry, and the way back to the exercise."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.main_window import MainWindow
from tests.fakes import WrittenTones
from tests.ui.find import click, words
from tests.ui.hands import Key, is_shown
from tests.ui.reader import Reader
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)


@pytest.fixture
def reader(window: MainWindow) -> Reader:
    """Somebody in front of the window, on Routines."""
    window.show_page("routines")
    return Reader(window)


def written_down(app: App) -> tuple[int, int]:
    """How many sessions and how many scores the journal has."""
    return len(app.journal.sessions.between()), len(app.journal.pain.between())


def test_a_set_is_tried_without_a_question_and_without_an_entry(reader: Reader, visit: Visit) -> None:
    """T, the set, one line that says so; nothing is in the journal at any moment."""
    reader.open_exercise("glute-bridge")
    visit.press(Key.Key_T)
    assert visit.says("routine") == "One set to try"
    assert visit.says("phase") == "GET READY"
    visit.pass_s(20)
    visit.until(0, "0:03")
    assert written_down(visit.app) == (0, 0)
    visit.pass_s(1999)
    visit.wait_for("trial_closing")
    assert words(visit.window, "trial_closing_note") == "One set tried. Nothing was logged."
    assert written_down(visit.app) == (0, 0)
    visit.press(Key.Key_Return)
    assert reader.place() == "Bridge"
    assert visit.window.current_page == "routines"
    assert written_down(visit.app) == (0, 0)


def test_it_is_one_set_of_each_side(reader: Reader, visit: Visit, qtbot: QtBot) -> None:
    """Of a bird dog, five holds left and five right; not three sets."""
    reader.open_exercise("bird-dog")
    visit.press(Key.Key_T)
    visit.pass_s(10)
    qtbot.waitUntil(lambda: visit.says("phase") == "HOLD")
    assert visit.says("count").startswith("repetition 1 of 5")
    assert "set" not in visit.says("count")
    assert visit.says("side") == "left side"
    visit.pass_s(60)
    qtbot.waitUntil(lambda: visit.says("side") == "right side")


def test_the_tones_are_those_of_a_session(reader: Reader, visit: Visit, tones: WrittenTones) -> None:
    """It is the real thing, only shorter."""
    reader.open_exercise("glute-bridge")
    visit.press(Key.Key_T)
    visit.pass_s(1999)
    visit.wait_for("trial_closing")
    assert tones.played


@pytest.mark.parametrize("keys", [(Key.Key_Escape,), (Key.Key_H, Key.Key_Escape)])
def test_who_ends_it_is_back_at_the_exercise(
    reader: Reader, visit: Visit, qtbot: QtBot, keys: tuple[Qt.Key, ...]
) -> None:
    """No question and no page in between, also when it hurts; there is nothing to take back."""
    reader.open_exercise("glute-bridge")
    visit.press(Key.Key_T)
    visit.pass_s(10)
    qtbot.waitUntil(lambda: visit.says("phase") == "MOVE")
    visit.press(*keys)
    assert reader.place() == "Bridge"
    assert not is_shown(visit.window, "toast_undo")
    assert written_down(visit.app) == (0, 0)


def test_once_more(reader: Reader, visit: Visit) -> None:
    """T again, as often as one likes; what came before is out of the way."""
    reader.open_exercise("glute-bridge")
    visit.press(Key.Key_T)
    for _ in range(2):
        visit.pass_s(1999)
        visit.wait_for("trial_closing")
        visit.press(Key.Key_T)
        assert visit.says("phase") == "GET READY"
    assert written_down(visit.app) == (0, 0)


def test_a_routine_that_uses_it_can_follow(reader: Reader, visit: Visit) -> None:
    """It asks its question and is logged, as always; afterwards Today is shown."""
    reader.open_exercise("superman")
    visit.press(Key.Key_T, Key.Key_Return)
    visit.pass_s(1999)
    visit.wait_for("trial_closing")
    click(visit.window, "trial_start_classics")
    assert words(visit.window, "pain_before_title") == "Classics"
    visit.press(Key.Key_Return, Key.Key_Escape, Key.Key_Return)
    assert visit.window.current_page == "today"
    assert written_down(visit.app) == (1, 0)


def test_a_caution_comes_first_and_is_remembered(reader: Reader, visit: Visit) -> None:
    """As before a routine; Escape starts nothing."""
    reader.open_exercise("superman")
    visit.press(Key.Key_T)
    assert words(visit.window, "caution_text")
    visit.press(Key.Key_Escape)
    assert reader.place() == "Superman"
    assert not visit.app.preferences.cautions_seen
    visit.press(Key.Key_T, Key.Key_Return)
    assert visit.says("exercise") == "Superman"
    assert visit.app.preferences.cautions_seen == ("superman",)
    visit.press(Key.Key_Escape, Key.Key_T)
    assert not is_shown(visit.window, "caution")


def test_the_easier_one_is_tried_instead(reader: Reader, visit: Visit) -> None:
    """One set of it, not all of them."""
    reader.open_exercise("superman")
    visit.press(Key.Key_T, Key.Key_E)
    assert visit.says("exercise") == "Alternating Superman"
    assert "sets" not in visit.says("count")


def test_closing_the_window_in_the_middle_leaves_nothing_behind(
    reader: Reader, visit: Visit, qtbot: QtBot
) -> None:
    """Neither an entry nor a session that is still open."""
    reader.open_exercise("glute-bridge")
    visit.press(Key.Key_T)
    visit.pass_s(10)
    qtbot.waitUntil(lambda: visit.says("phase") == "MOVE")
    visit.window.close()
    assert written_down(visit.app) == (0, 0)
