"""What the program is and is not, at the first start: said once, and in nobody's way."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from backstay.app import App
from backstay.domain.purpose import TEXTS
from backstay.settings import load_settings
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.today import TodayPage
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import PlainLabel
from tests.cli.conftest import EXERCISE, ROUTINE
from tests.fakes import no_room_on_disk
from tests.samples import exercise
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown, press
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)


def is_remembered(app: App) -> bool:
    """Whether the next start knows."""
    return load_settings(app.paths.settings).preferences.welcome_seen


def test_the_first_start_says_what_it_is_and_is_not(window: MainWindow) -> None:
    """All of it stands on Today, with the way to the signs at which to get help."""
    card = [label.text() for label in window.findChildren(PlainLabel) if "welcome" in label.objectName()]
    told = " ".join(card)
    assert all(text in told for text in TEXTS)
    assert "F2" in told
    assert is_shown(window, "welcome")


def test_understood_is_remembered_and_the_focus_goes_to_start(window: MainWindow, app: App) -> None:
    """It is gone at once, here and at the next start."""
    click(window, "welcome_understood")
    assert not is_shown(window, "welcome")
    assert QApplication.focusWidget() is find(window, Button, "start")
    assert is_remembered(app)


def test_enter_starts_the_routine_all_the_same(visit: Visit) -> None:
    """Nobody has to read it first; the first session counts as having begun."""
    visit.press(Key.Key_Return)
    assert is_shown(visit.window, "pain_before")
    assert not is_remembered(visit.app)
    visit.press(Key.Key_Return)
    assert is_remembered(visit.app)
    visit.press(Key.Key_Escape, Key.Key_Return)
    assert is_shown(visit.window, "today")
    assert not is_shown(visit.window, "welcome")


def test_turning_back_before_the_session_keeps_it(visit: Visit) -> None:
    """Nothing was started yet."""
    visit.press(Key.Key_Return, Key.Key_Escape)
    assert is_shown(visit.window, "welcome")


def test_a_trial_is_a_start_as_well(visit: Visit) -> None:
    """Who has tried one exercise has begun, although nothing of it is logged."""
    visit.window.start_routine(visit.app.library.routine("desk-reset"), is_trial=True)
    visit.press(Key.Key_Escape)
    visit.window.show_page("today")
    assert not is_shown(visit.window, "welcome")


def test_whoever_has_seen_it_does_not_meet_it_again(app: App, window: MainWindow) -> None:
    """Seen in the terminal is seen."""
    app.set_preferences(replace(app.preferences, welcome_seen=True))
    window.show_page("settings")
    window.show_page("today")
    assert not is_shown(window, "welcome")


def test_a_full_disk_shows_it_again_and_says_nothing(window: MainWindow, app: App) -> None:
    """It is gone for now; the next start has it once more."""
    with no_room_on_disk():
        click(window, "welcome_understood")
    assert not is_shown(window, "welcome")
    assert not is_shown(window, "toast")
    assert not is_remembered(app)


def test_tab_reaches_its_button(window: MainWindow) -> None:
    """From Start, backwards or round."""
    press(window, Key.Key_Backtab)
    assert QApplication.focusWidget() is find(window, Button, "welcome_understood")
    press(window, Key.Key_Return)
    assert not is_shown(window, "welcome")


def test_a_newcomer_is_offered_nothing_that_asks_for_care(visit: Visit) -> None:
    """Neither by the one button nor among the short ones, of which all are there after a first session."""
    _write_a_break_with_a_caution(visit.app)
    visit.app.reload_library()
    find(visit.window, TodayPage, "today").reload()
    assert words(visit.window, "next_name") == "Core, light"
    assert visit.window.findChild(Button, "short_lift") is None
    visit.finish(exercise("Clam"))
    visit.press(Key.Key_Return, Key.Key_Return)
    visit.wait_for("short_lift")


def _write_a_break_with_a_caution(app: App) -> None:
    more = "caution: Lift low."
    lift = EXERCISE.format(id="lift", name="Lift", sides="both", dose="{hold: 4, reps: 1}", more=more)
    steps = "  - exercise: lift"
    for folder, text in (
        ("exercises", lift),
        ("routines", ROUTINE.format(id="lift", name="Lift", steps=steps)),
    ):
        place = app.paths.user_routines / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "lift.yaml").write_text(text)
