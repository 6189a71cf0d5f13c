"""A session that was cut off, as the window offers it on Today."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.desktop.session_lock import SessionLock
from backstay.domain.history import Outcome, StepOutcome
from backstay.domain.routine import Routine
from backstay.player import Player
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.today import TodayPage
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.toast import Toast
from backstay.ui.window_state import WindowState, save_window
from tests.cut_off import cut_off
from tests.fakes import HandClock
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, shown, words
from tests.ui.hands import Key, digits, is_shown
from tests.ui.visit import Visit

pytestmark = [pytest.mark.usefixtures("appearance"), pytest.mark.pace(1000)]
AWAY_S = 17 * 60.0


def today(written: WrittenDesk, qtbot: QtBot) -> TodayPage:
    """The page, shown, with the focus where the window puts it."""
    page = shown(qtbot, TodayPage(written.desk()), 1080, 800)
    page.setFocus()
    return page


def core_light(app: App) -> Routine:
    """A routine with sides."""
    return app.library.routines["core-light"]


def second_right(app: App) -> float:
    """A moment of core-light at which the right side works: a second into its first repetition there."""
    player = app.new_player(core_light(app), is_logged=False)
    segments = player.timeline.segments
    index = next(i for i, s in enumerate(segments) if s.side == "right" and s.is_effort)
    return sum(segment.estimate_s for segment in segments[:index]) + 1


@pytest.fixture
def cut(app: App, clock: HandClock) -> float:
    """Core, light was cut off on the right side, 17 minutes ago; the seconds that count."""
    at_s = second_right(app)
    cut_off(app, clock, core_light(app), at_s, before=4)
    clock.pass_s(AWAY_S)
    return at_s - 1


@pytest.mark.usefixtures("cut")
def test_today_offers_it_in_the_place_of_the_next_one(written: WrittenDesk, qtbot: QtBot) -> None:
    """What, when, where, and one obvious button."""
    page = today(written, qtbot)
    assert words(page, "unfinished_why") == "Interrupted 17 minutes ago"
    assert words(page, "unfinished_name") == "Core, light"
    assert words(page, "unfinished_place") == "Half bird dog, right side"
    assert find(page, Button, "unfinished_go_on").words == "Continue at step 3, right side"
    assert not is_shown(page, "next_card")
    press(Qt.Key.Key_Return)
    assert [unfinished.routine.id for unfinished in written.gone_on] == ["core-light"]
    assert written.started == []


@pytest.mark.usefixtures("cut")
def test_enter_on_today_goes_on_where_it_was(visit: Visit) -> None:
    """No caution and no question: the exercise and side, standing until Space; then to the end."""
    visit.press(Key.Key_Return)
    assert visit.says("phase") == "PAUSED"
    assert (visit.says("exercise"), visit.says("side")) == ("Half bird dog", "right side")
    assert "where you were" in visit.says("cue")
    assert is_shown(visit.window, "repeat")
    visit.press(Key.Key_Space)
    assert visit.says("phase") == "GET READY"
    assert not is_shown(visit.window, "repeat")
    visit.pass_s(1999)
    visit.wait_for("pain_after")
    visit.press(Key.Key_3, Key.Key_Return)
    session = visit.logged()
    assert (session.outcome, session.pain_before, session.pain_after) == (Outcome.COMPLETED, 4, 3)
    assert session.active_s == pytest.approx(session.plan.planned_s)
    assert [step.outcome for step in session.steps] == [StepOutcome.DONE] * session.plan.steps
    assert visit.window.current_page == "today"
    assert is_shown(visit.window, "next_card")


def test_keeping_it_counts_and_can_be_taken_back(cut: float, visit: Visit) -> None:
    """One click, and the next routine is offered; Undo in the toast offers the session again."""
    click(visit.window, "unfinished_keep")
    session = visit.logged()
    assert session.outcome is Outcome.ABANDONED
    assert session.active_s == pytest.approx(cut)
    assert session.steps[-1].outcome is StepOutcome.PARTLY
    assert is_shown(visit.window, "next_card")
    assert not is_shown(visit.window, "unfinished_card")
    assert find(visit.window, Toast, "toast").text() == "Kept as partly done."
    click(visit.window, "toast_undo")
    assert visit.logged().outcome is None
    click(visit.window, "unfinished_go_on")
    assert visit.says("exercise") == "Half bird dog"


def test_starting_something_else_is_an_answer_too(cut: float, visit: Visit) -> None:
    """Whoever begins another routine is not asked about the old one again."""
    visit.window.start_routine(visit.app.library.routines["desk-reset"])
    visit.press(Key.Key_Return, Key.Key_Escape, Key.Key_Return)
    assert is_shown(visit.window, "next_card")
    first, second = visit.app.journal.sessions.between()
    assert (first.outcome, second.outcome) == (Outcome.ABANDONED, Outcome.STOPPED)
    assert first.active_s == pytest.approx(cut)


@pytest.mark.usefixtures("cut")
def test_what_another_program_settled_is_not_gone_on_with(visit: Visit, clock: HandClock) -> None:
    """Two windows may offer the same; the first answer counts, and the second says so."""
    found = visit.app.unfinished()
    assert found is not None
    visit.app.journal.sessions.end(found.record.id, Outcome.ABANDONED, 60, clock.moment())
    visit.press(Key.Key_Return)
    assert words(visit.window, "unfinished_trouble") == (
        "This session was gone on with or closed somewhere else."
    )
    assert visit.logged().active_s == 60


@pytest.mark.usefixtures("cut")
def test_what_still_runs_elsewhere_is_not_offered(written: WrittenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    """Only the program that leads it has it."""
    owner = SessionLock(tmp_path)
    owner.take()
    page = today(written, qtbot)
    assert not is_shown(page, "unfinished_card")
    owner.release()
    page.reload()
    assert is_shown(page, "unfinished_card")


def test_a_paused_session_is_cut_off_where_it_was_paused(app: App, clock: HandClock) -> None:
    """The battery died in the pause: no second of the hold is asked for again."""
    cut_off(app, clock, core_light(app), second_right(app), press=Player.pause)
    found = app.unfinished()
    assert found is not None
    assert found.place.elapsed_s == pytest.approx(1)


@pytest.mark.usefixtures("cut")
def test_the_first_page_is_the_one_that_offers_it(app: App, qtbot: QtBot) -> None:
    """Whichever page was open last: the next start begins with the question."""
    save_window(app.paths.window, WindowState(1280, 800, False, "progress"))
    window = MainWindow(app)
    qtbot.addWidget(window)
    window.open()
    qtbot.waitUntil(lambda: window.current_page != "")
    assert window.current_page == "today"


def test_what_cannot_be_gone_on_with_is_closed_and_said(app: App, qtbot: QtBot, cut: float) -> None:
    """Other settings made it another session: it is kept as partly done, and nothing is asked."""
    app.set_preferences(replace(app.preferences, change_side_s=9))
    window = MainWindow(app)
    qtbot.addWidget(window)
    window.open()
    qtbot.waitUntil(lambda: window.current_page != "")
    assert find(window, Toast, "toast").text() == "A session that was interrupted is kept as partly done."
    (session,) = app.journal.sessions.between()
    assert session.outcome is Outcome.ABANDONED
    assert session.active_s == pytest.approx(cut)


def test_after_a_closed_lid_three_ways_are_offered(visit: Visit, qtbot: QtBot) -> None:
    """Go on, this exercise from its start, or end; R begins it anew and the clock runs."""
    visit.window.start_routine(core_light(visit.app))
    visit.press(Key.Key_Return)
    visit.pass_s(8)
    qtbot.waitUntil(lambda: visit.says("phase") == "MOVE")
    visit.pass_s(3600 * 1000)
    qtbot.waitUntil(lambda: visit.says("phase") == "PAUSED")
    shown_now = [n for n in ("stand_go_on", "repeat", "stand_end") if is_shown(visit.window, n)]
    assert shown_now == ["stand_go_on", "repeat", "stand_end"]
    assert not is_shown(visit.window, "hurt")
    visit.press(Key.Key_F11)
    assert words(visit.window, "far_next").replace("\u00a0", " ") == "Space goes on, R repeats"
    visit.press(Key.Key_F11, Key.Key_R)
    assert (visit.says("phase"), digits(visit.window)) == ("GET READY", "0:05")
    assert is_shown(visit.window, "hurt")
    visit.press(Key.Key_Escape)
    assert visit.logged().active_s == pytest.approx(8)
