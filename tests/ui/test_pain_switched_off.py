"""Somebody who keeps no pain scores is asked for none, and everything else is as it was."""

from dataclasses import replace

import pytest

from backstay.app import App
from backstay.domain.history import HurtAnswer, Outcome
from backstay.domain.pain import PainScore
from backstay.ui.pages.settings import SettingsPage
from backstay.ui.widgets.toggle import Toggle
from tests.samples import hold
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 2)
CLAM = hold("Clam", 10, 2)

pytestmark = pytest.mark.pace(1000)


@pytest.fixture(autouse=True)
def off(app: App) -> None:
    """Switched off."""
    app.set_preferences(replace(app.preferences, pain_on=False))


def test_a_session_starts_at_once_and_ends_on_the_closing_page(visit: Visit) -> None:
    """No question before it, none after it, and the session is logged without scores."""
    visit.enter(BRIDGE)
    assert is_shown(visit.window, "near_view")
    visit.pass_s(1999)
    visit.wait_for("closing_done")
    assert not is_shown(visit.window, "closing_asking")
    assert (visit.logged().outcome, visit.scores()) == (Outcome.COMPLETED, [])


def test_ended_early_no_score_is_asked_for_either(visit: Visit) -> None:
    """The digits say how the exercise went, from the first one on; the ending can be taken back."""
    visit.enter(BRIDGE, CLAM)
    visit.until(8, "0:17")
    visit.press(Key.Key_Escape)
    assert is_shown(visit.window, "closing_done")
    assert not is_shown(visit.window, "closing_asking")
    visit.press(Key.Key_2)
    assert visit.scores() == []
    click(visit.window, "toast_undo")
    assert is_shown(visit.window, "near_view")


def test_what_hurts_has_its_signs_and_its_choices_and_no_question(visit: Visit) -> None:
    """Digits mean nothing there; what was chosen is in the journal."""
    visit.enter(BRIDGE, CLAM)
    visit.until(8, "0:17")
    visit.press(Key.Key_H)
    assert is_shown(visit.window, "hurt_general_signs")
    assert words(visit.window, "hurt_exercise") == "Bridge"
    for name in ("hurt_score", "hurt_in_neck"):
        assert not is_shown(visit.window, name), name
    visit.press(Key.Key_5, Key.Key_6)
    assert is_shown(visit.window, "hurt_panel")
    visit.press(Key.Key_N)
    assert visit.says("exercise") == "Clam"
    assert (visit.scores(), visit.logged().steps[0].answer) == ([], HurtAnswer.LEFT_OUT)


def test_switched_on_again_everything_is_there(visit: Visit) -> None:
    """Nothing was deleted, and the next session asks."""
    visit.app.journal.pain.add(PainScore(4), visit.app.clock.moment())
    visit.window.show_page("settings")
    page = find(visit.window, SettingsPage, "settings")
    find(page, Toggle, "pain_on").click()
    assert [score for _, score in visit.scores()] == [4]
    visit.enter(BRIDGE)
    assert is_shown(visit.window, "pain_before")


def test_the_choice_of_every_day_is_offered_only_where_something_is_asked(visit: Visit) -> None:
    """The place of the scores stays: the journal takes them all the same."""
    visit.window.show_page("settings")
    assert not is_shown(visit.window, "asks_daily")
    assert is_shown(visit.window, "region")
    find(visit.window, Toggle, "pain_on").click()
    assert is_shown(visit.window, "asks_daily")
    assert not find(visit.window, Toggle, "asks_daily").isChecked()
