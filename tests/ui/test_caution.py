"""The caution before an exercise is started for the first time, and the easier one a key away."""

from dataclasses import replace

import pytest

from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import PlainLabel
from tests.fakes import no_room_on_disk
from tests.samples import exercise, routine
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)


def test_superman_shows_its_caution_before_its_first_start(visit: Visit) -> None:
    """The whole text is shown, before anything is asked or started."""
    visit.window.start_routine(visit.app.library.routines["classics"])
    assert words(visit.window, "caution_title") == "Superman"
    assert words(visit.window, "caution_text") == visit.app.library.exercises["superman"].caution
    assert not is_shown(visit.window, "pain_before")


def test_a_caution_that_was_accepted_is_not_shown_again(visit: Visit) -> None:
    """Enter starts with it, and it is remembered beyond this session."""
    visit.window.start_routine(visit.app.library.routines["classics"])
    visit.press(Key.Key_Return)
    assert is_shown(visit.window, "pain_before")
    assert visit.app.preferences.cautions_seen == ("superman",)
    visit.press(Key.Key_Escape)
    visit.window.start_routine(visit.app.library.routines["classics"])
    assert not is_shown(visit.window, "caution")


def test_e_takes_the_easier_exercise_instead(visit: Visit) -> None:
    """The session has the easier one in its place, and the caution comes again next time."""
    visit.window.start_routine(visit.app.library.routines["classics"])
    visit.press(Key.Key_E, Key.Key_Return)
    while visit.says("exercise") != "Alternating Superman":
        assert visit.says("exercise") != "Superman"
        visit.press(Key.Key_N)
    assert visit.app.preferences.cautions_seen == ()


def test_the_buttons_do_the_same(visit: Visit) -> None:
    """Keys are a short cut, not a secret."""
    visit.window.start_routine(visit.app.library.routines["classics"])
    assert find(visit.window, Button, "caution_easier").words == "Use Alternating Superman instead"
    click(visit.window, "caution_easier")
    assert is_shown(visit.window, "pain_before")


def test_escape_starts_nothing(visit: Visit) -> None:
    """Whoever reads the caution and turns back has seen it, but not accepted it."""
    visit.window.start_routine(visit.app.library.routines["classics"])
    visit.press(Key.Key_Escape)
    assert visit.window.current_page == "today"
    assert visit.app.preferences.cautions_seen == ()
    assert visit.app.journal.sessions.between() == ()


def test_without_an_easier_one_there_is_no_offer(visit: Visit) -> None:
    """E does nothing where nothing is easier."""
    visit.enter(exercise("Handstand", caution="Mind your wrists."))
    visit.press(Key.Key_E)
    assert is_shown(visit.window, "caution")
    assert not is_shown(visit.window, "caution_easier")


def test_a_trial_shows_the_caution_too(visit: Visit) -> None:
    """Trying it for one set is doing it for the first time."""
    visit.window.start_routine(routine(exercise("Handstand", caution="Mind your wrists.")), is_trial=True)
    assert words(visit.window, "caution_text") == "Mind your wrists."


def test_two_cautions_come_one_after_the_other(visit: Visit) -> None:
    """Each exercise that asks for care is read for itself."""
    first = exercise("Handstand", caution="Mind your wrists.")
    visit.enter(first, replace(first, id="headstand", name="Headstand", caution="Mind your neck."))
    visit.press(Key.Key_Return)
    shown = [label for label in visit.window.findChildren(PlainLabel, "caution_title") if label.isVisible()]
    assert [label.text() for label in shown] == ["Headstand"]
    visit.press(Key.Key_Return)
    assert is_shown(visit.window, "pain_before")


def test_a_full_disk_costs_the_memory_and_not_the_session(visit: Visit) -> None:
    """That it was read is not saved, which is said; the session goes on."""
    visit.window.start_routine(visit.app.library.routines["classics"])
    with no_room_on_disk():
        visit.press(Key.Key_Return)
    assert is_shown(visit.window, "pain_before")
    assert "not saved" in words(visit.window, "toast_text")
