"""What Today asks about the pain, and when: once a week by itself, at any other time when it is wished."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App, build
from backstay.domain.errors import NotSavedError
from backstay.domain.history import Outcome, SessionPlan
from backstay.domain.pain import PainScore, Recall, Region, Timing
from backstay.domain.preferences import Preferences
from backstay.paths import find_paths
from backstay.settings import load_settings
from backstay.ui.pages.today import TodayPage
from backstay.ui.widgets.score_row import ScoreRow
from tests.fakes import HandClock, no_room_on_disk
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, shown, words
from tests.ui.hands import is_shown

pytestmark = pytest.mark.usefixtures("appearance")
DAY_S = 86400.0
WEEK = "On average over the last 7 days, how strong was your pain?"
NOW = "How strong is your pain right now?"
MORNING = "How is it this morning, after Core, light yesterday?"


def today(written: WrittenDesk, qtbot: QtBot) -> TodayPage:
    """The page, shown, with the focus where the window puts it; it hears of changes as in the window."""
    page = shown(qtbot, TodayPage(written.desk()), 1080, 800)
    written.app.on_change(lambda _kinds: page.reload())
    page.setFocus()
    return page


def prefer(app: App, **changes: object) -> None:
    """Change settings."""
    values = {name: getattr(app.preferences, name) for name in Preferences.__slots__} | changes
    app.set_preferences(Preferences(**values))


def asked(page: TodayPage) -> str:
    """The question above the scale; empty when nothing is asked."""
    return words(page, "score_row_question") if is_shown(page, "score_card") else ""


def come_back(page: TodayPage) -> None:
    """To another page and here again."""
    page.hide()
    page.show()


def a_weekly_score(app: App) -> None:
    """Given somewhere else, now."""
    app.journal.pain.add(PainScore(3, recall=Recall.LAST_7_DAYS), app.clock.moment())


def a_session_yesterday(app: App, clock: HandClock) -> str:
    """Its id."""
    clock.pass_s(-DAY_S)
    session = app.journal.sessions.start(SessionPlan("core-light", "Core, light", 600, 5), clock.moment())
    app.journal.sessions.end(session, Outcome.COMPLETED, 600, clock.moment())
    clock.pass_s(DAY_S)
    return session


def test_the_week_is_asked_for_in_one_line_and_answered_in_place(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """One key; it is another question than right now, and is stored as such."""
    prefer(app, region=Region.MID_BACK)
    page = today(written, qtbot)
    assert asked(page) == WEEK
    press("4")
    assert words(page, "score_said") == "Saved: 4, at 08:30."
    assert asked(page) == WEEK
    (entry,) = app.journal.pain.between()
    assert entry.pain == PainScore(4, Region.MID_BACK, recall=Recall.LAST_7_DAYS)


def test_once_answered_it_is_asked_a_week_later(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """In between nothing is asked, and digits do nothing."""
    page = today(written, qtbot)
    press("4")
    come_back(page)
    assert asked(page) == ""
    QTest.keyClicks(page, "9")
    assert len(app.journal.pain.between()) == 1
    clock.pass_s(6 * DAY_S)
    come_back(page)
    assert asked(page) == ""
    clock.pass_s(DAY_S)
    come_back(page)
    assert asked(page) == WEEK


def test_a_weekly_score_given_elsewhere_counts(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """From the journal or the command line."""
    a_weekly_score(app)
    assert asked(today(written, qtbot)) == ""


def test_taken_back_it_is_asked_for_again(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """By the Undo beneath it, also after a correction."""
    page = today(written, qtbot)
    press("4")
    press("6")
    click(page, "score_undo")
    assert find(page, ScoreRow, "score_row").score() == 4
    click(page, "score_undo")
    assert (app.journal.pain.between(), asked(page)) == ((), WEEK)


def test_not_this_week_holds_for_a_week_and_can_be_taken_back(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """It is remembered over a new start, and said when it comes again."""
    page = today(written, qtbot)
    assert find(page, ScoreRow, "score_row").skip.words == "Not this week"
    click(page, "score_row_skip")
    assert (asked(page), written.said) == ("", ["Asked again on Sunday 29 November."])
    assert load_settings(app.paths.settings).preferences.weekly_put_off_on == clock.moment().day
    assert asked(today(written, qtbot)) == ""
    assert written.undo is not None
    written.undo()
    assert asked(page) == WEEK
    click(page, "score_row_skip")
    clock.pass_s(7 * DAY_S)
    come_back(page)
    assert asked(page) == WEEK


def test_that_it_was_put_off_for_now_only_is_said(written: WrittenDesk, qtbot: QtBot) -> None:
    """On a full disk it comes again with the next start."""
    page = today(written, qtbot)
    with no_room_on_disk():
        click(page, "score_row_skip")
    assert asked(page) == ""
    assert written.said[0].startswith("The settings were not saved")


def test_a_score_can_be_written_down_on_any_day(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """One quiet line opens the scale, with the keyboard on it; left and come back to, it is a line again."""
    a_weekly_score(app)
    page = today(written, qtbot)
    click(page, "score_write")
    assert asked(page) == NOW
    assert not is_shown(page, "score_write")
    assert QApplication.focusWidget() in find(page, ScoreRow, "score_row").findChildren(QWidget)
    press("5")
    pain = app.journal.pain.between()[-1].pain
    assert (pain.score, pain.recall, pain.timing) == (5, Recall.NOW, Timing.NOW)
    come_back(page)
    assert (asked(page), is_shown(page, "score_write")) == ("", True)


def test_skipped_the_line_is_back(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """And opens again."""
    a_weekly_score(app)
    page = today(written, qtbot)
    for _ in range(2):
        click(page, "score_write")
        assert asked(page) == NOW
        click(page, "score_row_skip")
        assert (asked(page), is_shown(page, "score_write")) == ("", True)


def test_on_the_morning_after_the_line_asks_about_that(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """Whoever writes one down then adds to the session of yesterday; nobody is asked by itself."""
    session = a_session_yesterday(app, clock)
    a_weekly_score(app)
    page = today(written, qtbot)
    assert asked(page) == ""
    click(page, "score_write")
    assert asked(page) == MORNING
    press("2")
    entry = app.journal.pain.between()[-1]
    assert (entry.pain.timing, entry.session_id) == (Timing.NEXT_MORNING, session)


def test_who_wishes_is_asked_every_day(
    written: WrittenDesk, qtbot: QtBot, app: App, clock: HandClock
) -> None:
    """First the morning after a session, then the week where it is due, then right now."""
    a_session_yesterday(app, clock)
    prefer(app, asks_daily=True)
    page = today(written, qtbot)
    for question in (MORNING, WEEK, NOW, NOW):
        assert asked(page) == question
        QTest.keyClicks(page, "4")
        come_back(page)
    assert [entry.pain.recall for entry in app.journal.pain.between()].count(Recall.LAST_7_DAYS) == 1


def test_pain_switched_off_is_asked_for_nowhere(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """No question, no line, no word about scores that there are not; digits do nothing."""
    prefer(app, pain_on=False, asks_daily=True)
    page = today(written, qtbot)
    for name in ("score_card", "score_write", "spark_title", "spark_caption"):
        assert not is_shown(page, name), name
    press("4")
    assert app.journal.pain.between() == ()


def test_switched_off_what_was_given_is_still_shown(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """Nothing is deleted."""
    app.journal.pain.add(PainScore(6), app.clock.moment())
    prefer(app, pain_on=False)
    page = today(written, qtbot)
    assert words(page, "spark_caption") == "1 entry · lower = less pain"
    assert is_shown(page, "spark_title")


def test_an_answer_that_is_not_on_the_disk_waits_for_the_next_visit(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """The question stays beside it, and trying again stores it once."""
    page = today(written, qtbot)
    with no_room_on_disk():
        press("6")
    come_back(page)
    assert (asked(page), find(page, ScoreRow, "score_row").score()) == (WEEK, 6)
    click(page, "score_retry")
    assert [entry.pain.score for entry in app.journal.pain.between()] == [6]


def test_a_journal_that_cannot_be_read_asks_nothing_by_itself(
    written: WrittenDesk, qtbot: QtBot, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says what is wrong; the line is there for whoever wants to try."""
    page = today(written, qtbot)

    def refuse(*_days: object) -> None:
        raise NotSavedError("The journal is damaged.")

    monkeypatch.setattr(app.journal.pain, "between", refuse)
    page.reload()
    assert (asked(page), is_shown(page, "score_write")) == ("", True)
    click(page, "score_write")
    assert asked(page) == NOW


def test_the_focus_walks_to_the_line(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """Tab reaches it, Enter opens it."""
    a_weekly_score(app)
    page = today(written, qtbot)
    for _ in range(20):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == "score_write":
            break
    press(Qt.Key.Key_Return)
    assert asked(page) == NOW


def test_the_settings_of_somebody_who_never_put_it_off_are_as_before(app: App) -> None:
    """A damaged day costs the day, not the settings."""
    prefer(app, weekly_put_off_on=None)
    assert load_settings(app.paths.settings).preferences == app.preferences
    text = app.paths.settings.read_text("utf-8").replace("null", '"yesterday"')
    app.paths.settings.write_text(text, "utf-8")
    loaded = load_settings(app.paths.settings)
    assert loaded.preferences == replace(app.preferences, region=None)
    assert any("weekly_put_off_on" in notice for notice in loaded.notices)


def test_a_journal_that_could_not_be_opened_is_not_called_an_empty_week(
    tmp_path: Path, clock: HandClock, qtbot: QtBot
) -> None:
    """No data is not zero: there is no week to show, and no question whose answer would be lost."""
    paths = find_paths(tmp_path / "other")
    paths.journal.parent.mkdir(parents=True)
    paths.journal.write_bytes(b"no journal" * 500)
    with closing(build(paths, window=True, clock=clock)) as app:
        page = today(WrittenDesk(app), qtbot)
        assert is_shown(page, "start")
        assert not is_shown(page, "week_card")
        assert asked(page) == ""
