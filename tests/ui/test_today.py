"""Today: one routine with one button, the week, and the pain right now."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.errors import NotSavedError
from backstay.domain.history import Outcome, SessionPlan
from backstay.domain.pain import PainScore, Recall, Region, Timing
from backstay.journal.change import Change
from backstay.ui.pages.today import TodayPage
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.score_row import ScoreRow
from tests.fakes import HandClock, no_room_on_disk
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, shown, words

pytestmark = pytest.mark.usefixtures("appearance")
DONE = Outcome.COMPLETED
DAY_S = timedelta(days=1).total_seconds()


@pytest.fixture
def daily(app: App) -> None:
    """Somebody who wants to be asked every day; what is asked once a week is settled."""
    today = app.clock.moment().day
    app.set_preferences(replace(app.preferences, asks_daily=True, weekly_put_off_on=today))


def today(written: WrittenDesk, qtbot: QtBot) -> TodayPage:
    """The page, shown, with the focus where the window puts it."""
    page = shown(qtbot, TodayPage(written.desk()), 1080, 800)
    page.setFocus()
    return page


def log_session(app: App, clock: HandClock, minutes: float, outcome: Outcome | None = DONE) -> None:
    """A session that began now, as long as this."""
    session = app.journal.sessions.start(SessionPlan("core-light", "Core, light", 600, 5), clock.moment())
    if outcome is not None:
        app.journal.sessions.end(session, outcome, minutes * 60, clock.moment())


def scores(app: App) -> list[int]:
    """What the journal holds."""
    return [entry.pain.score for entry in app.journal.pain.between(None, None)]


@pytest.mark.parametrize(
    ("hours", "greeting"),
    [(0, "Good morning"), (4, "Good afternoon"), (9.4, "Good afternoon"), (9.6, "Good evening")],
)
def test_the_greeting_goes_by_the_clock(
    written: WrittenDesk, qtbot: QtBot, clock: HandClock, hours: float, greeting: str
) -> None:
    """Half past eight is morning, noon to six is afternoon."""
    clock.pass_s(hours * 3600)
    page = today(written, qtbot)
    assert words(page, "today_title") == greeting
    assert words(page, "today_date") == "Sunday 22 November"


def test_a_newcomer_is_offered_a_calm_routine_and_the_next_step(written: WrittenDesk, qtbot: QtBot) -> None:
    """Nothing is empty without a word: what to do first is said."""
    page = today(written, qtbot)
    assert words(page, "next_name") == "Core, light"
    assert words(page, "next_facts") == "12 min · 5 exercises · a mat"
    assert words(page, "week_count") == "0 of 3 sessions"
    assert "good start" in words(page, "week_days")
    assert "No scores yet" in words(page, "spark_caption")


def test_enter_starts_the_routine(written: WrittenDesk, qtbot: QtBot) -> None:
    """One key from the start of the program."""
    today(written, qtbot)
    press(Qt.Key.Key_Return)
    assert [routine.id for routine in written.started] == ["core-light"]


def test_enter_on_another_button_presses_that_button(written: WrittenDesk, qtbot: QtBot) -> None:
    """The key of the page never takes the key of what has the focus."""
    page = today(written, qtbot)
    find(page, Button, "look_first").setFocus()
    press(Qt.Key.Key_Return)
    assert written.started == []
    assert written.shown == [("routines", "core-light")]


def test_short_routines_are_one_click_away(written: WrittenDesk, qtbot: QtBot) -> None:
    """And so are all the others."""
    page = today(written, qtbot)
    click(page, "short_desk-reset")
    click(page, "all_routines")
    assert [routine.id for routine in written.started] == ["desk-reset"]
    assert written.shown == [("routines", "routines/")]


def test_the_week_counts_from_monday_and_shows_effort(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """Stopped early is done as well; last week and a session that was cut off are not in it."""
    clock.pass_s(-6.5 * DAY_S)
    log_session(app, clock, 30)
    clock.pass_s(1.5 * DAY_S)
    log_session(app, clock, 12)
    log_session(app, clock, 4, Outcome.STOPPED)
    clock.pass_s(3 * DAY_S)
    log_session(app, clock, 14)
    log_session(app, clock, 0, None)
    clock.pass_s(2 * DAY_S)
    page = today(written, qtbot)
    assert words(page, "week_count") == "3 of 3 sessions"
    assert words(page, "week_days") == "Tuesday 16 min, Friday 14 min"


def test_a_digit_is_saved_and_said(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """One key, from wherever the focus stands; ``Saved`` is said after it is on disk."""
    page = today(written, qtbot)
    press("4")
    assert scores(app) == [4]
    assert words(page, "score_said") == "Saved: 4, at 08:30."
    assert find(page, ScoreRow, "score_row").score() == 4


@pytest.mark.usefixtures("daily")
def test_a_score_carries_the_usual_place(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """Where it hurts is set once and said with every tap."""
    app.set_preferences(replace(app.preferences, region=Region.MID_BACK))
    page = today(written, qtbot)
    click(page, "score_2")
    (entry,) = app.journal.pain.between(None, None)
    assert (entry.pain.region, entry.pain.recall) == (Region.MID_BACK, Recall.NOW)


def test_a_second_tap_corrects_the_first(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """A slip of the finger is not another reading."""
    page = today(written, qtbot)
    click(page, "score_7")
    click(page, "score_3")
    assert scores(app) == [3]


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_saved_score_can_be_taken_back(written: WrittenDesk, qtbot: QtBot, app: App, way: str) -> None:
    """By the button and by Ctrl+Z; the scale is empty again."""
    page = today(written, qtbot)
    click(page, "score_7")
    if way == "button":
        click(page, "score_undo")
    else:
        QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert scores(app) == []
    assert find(page, ScoreRow, "score_row").score() is None
    assert words(page, "score_said") == ""


def test_a_score_that_cannot_be_saved_stays_and_can_be_tried_again(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """A full disk costs nothing that was entered."""
    page = today(written, qtbot)
    with no_room_on_disk():
        click(page, "score_6")
    said = words(page, "score_said")
    assert said.startswith("Not saved")
    assert find(page, ScoreRow, "score_row").score() == 6
    assert not find(page, Button, "score_undo").isVisible()
    click(page, "score_retry")
    assert scores(app) == [6]
    assert words(page, "score_said").startswith("Saved: 6")
    assert not find(page, Button, "score_retry").isVisible()


def test_an_undo_that_fails_keeps_the_entry_and_says_so(
    written: WrittenDesk, qtbot: QtBot, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not undone is not hidden."""
    page = today(written, qtbot)
    click(page, "score_5")

    def refuse(_change: Change) -> Change:
        raise NotSavedError("The disk is full.")

    monkeypatch.setattr(app, "undo", refuse)
    click(page, "score_undo")
    assert words(page, "score_said") == "Not undone. The disk is full."
    assert scores(app) == [5]


@pytest.mark.usefixtures("daily")
def test_skipping_puts_the_question_away_until_the_next_visit(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """No score is asked for twice."""
    page = today(written, qtbot)
    click(page, "score_row_skip")
    card = find(page, Card, "score_card")
    assert not card.isVisible()
    press("4")
    assert scores(app) == []
    page.hide()
    page.show()
    assert card.isVisible()


def test_the_sparkline_shows_the_usual_place_of_the_last_four_weeks(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """Another place, another question and an older week are other things."""
    app.set_preferences(replace(app.preferences, region=Region.MID_BACK))
    for pain in (
        PainScore(4, Region.MID_BACK),
        PainScore(5, Region.MID_BACK),
        PainScore(6, Region.NECK),
        PainScore(7, Region.MID_BACK, recall=Recall.LAST_7_DAYS),
    ):
        app.journal.pain.add(pain, clock.moment())
    page = today(written, qtbot)
    assert words(page, "spark_title") == "Mid back, last 4 weeks"
    assert words(page, "spark_caption") == "2 entries · lower = less pain"
    clock.pass_s(28 * DAY_S)
    page.reload()
    assert "No scores yet" in words(page, "spark_caption")


def test_without_a_usual_place_all_scores_are_shown(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """Nothing is claimed about a place that nobody named."""
    app.journal.pain.add(PainScore(6, Region.NECK), clock.moment())
    page = today(written, qtbot)
    assert words(page, "spark_title") == "Pain, last 4 weeks"
    assert words(page, "spark_caption") == "1 entry · lower = less pain"


QUESTION = "How strong is your pain right now?"
MORNING = "How is it this morning, after Core, light yesterday?"


def asked(page: TodayPage) -> str:
    """The question above the scale."""
    return words(page, "score_row_question")


@pytest.fixture
def yesterday(app: App, clock: HandClock, daily: None) -> str:
    """A session on the day before; its id."""
    assert daily is None
    clock.pass_s(-DAY_S)
    log_session(app, clock, 12)
    clock.pass_s(DAY_S)
    (session,) = app.journal.sessions.between()
    return session.id


def test_the_morning_after_the_same_row_asks_how_it_is(
    written: WrittenDesk, qtbot: QtBot, app: App, yesterday: str
) -> None:
    """No further question: the score belongs to yesterday's session, and is asked for once."""
    page = today(written, qtbot)
    app.on_change(lambda _kinds: page.reload())
    assert asked(page) == MORNING
    press("4")
    press("3")
    assert (asked(page), words(page, "score_said")) == (MORNING, "Saved: 3, at 08:30.")
    (entry,) = app.journal.pain.between()
    assert (entry.pain.score, entry.pain.timing, entry.session_id) == (3, Timing.NEXT_MORNING, yesterday)
    page.hide()
    page.show()
    assert asked(page) == QUESTION


@pytest.mark.usefixtures("yesterday")
def test_the_morning_question_is_skipped_for_the_day(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """The usual one takes its place, and is skipped as ever."""
    page = today(written, qtbot)
    click(page, "score_row_skip")
    assert asked(page) == QUESTION
    press("5")
    (entry,) = app.journal.pain.between()
    assert (entry.pain.timing, entry.session_id) == (Timing.NOW, None)
    clock.pass_s(3600)
    page.hide()
    page.show()
    assert asked(page) == QUESTION


@pytest.mark.usefixtures("yesterday")
def test_at_noon_the_morning_is_over(written: WrittenDesk, qtbot: QtBot, clock: HandClock) -> None:
    """11:59 is morning; when the page is shown at noon it asks what it asks every day."""
    clock.pass_s(3.5 * 3600 - 1)
    page = today(written, qtbot)
    assert asked(page) == MORNING
    clock.pass_s(1)
    page.hide()
    page.show()
    assert asked(page) == QUESTION


@pytest.mark.usefixtures("yesterday")
def test_whoever_is_up_after_midnight_is_not_asked_about_the_morning(
    written: WrittenDesk, qtbot: QtBot, clock: HandClock
) -> None:
    """It is another day by the calendar, but nobody has slept on it."""
    clock.pass_s(-8 * 3600)
    assert asked(today(written, qtbot)) == QUESTION


@pytest.mark.usefixtures("yesterday")
def test_a_morning_score_given_elsewhere_is_not_asked_for_again(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """The command line may have it already."""
    app.journal.pain.add(PainScore(2, timing=Timing.NEXT_MORNING), clock.moment())
    assert asked(today(written, qtbot)) == QUESTION


@pytest.mark.usefixtures("yesterday")
def test_a_morning_score_can_be_taken_back(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """And then it is asked for again."""
    page = today(written, qtbot)
    press("4")
    click(page, "score_undo")
    assert (scores(app), asked(page)) == ([], MORNING)


@pytest.mark.usefixtures("daily")
def test_a_session_in_which_nothing_was_done_has_no_morning_after(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """Nor has one that is older than a day."""
    clock.pass_s(-2 * DAY_S)
    log_session(app, clock, 12)
    clock.pass_s(DAY_S)
    log_session(app, clock, 0, Outcome.STOPPED)
    clock.pass_s(DAY_S)
    assert asked(today(written, qtbot)) == QUESTION


def test_everything_pressable_has_a_name(written: WrittenDesk, qtbot: QtBot) -> None:
    """A screen reader never says just "button"."""
    page = today(written, qtbot)
    assert all(b.accessibleName() and b.objectName() for b in page.findChildren(Button))
