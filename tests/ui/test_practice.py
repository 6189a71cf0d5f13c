"""Practice: the weeks beside the goal, the calendar, the minutes, and what hurt; by eye, key and ear."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.history import (
    Effort,
    HurtAnswer,
    Outcome,
    SessionPlan,
    SessionRecord,
    StepDone,
    StepOutcome,
)
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainScore, Region, Timing
from backstay.domain.practice import practice
from backstay.domain.preferences import Theme
from backstay.ui import tokens
from backstay.ui.pages.practice_view import PracticeView
from backstay.ui.practice.month_grid import MonthGrid
from backstay.ui.practice.month_model import DaysModel
from backstay.ui.practice.week_bars import WeekBars
from backstay.ui.theme import Appearance
from backstay.ui.widgets.page_frame import ScrollPage
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, shown, words

TODAY = date(2026, 11, 22)  # a Sunday
MONDAY = date(2026, 11, 16)
Key = Qt.Key
Show = Callable[..., PracticeView]


def session(
    day: date, *steps: StepDone, minutes: float = 12, hour: int = 8, name: str = "Core, light"
) -> SessionRecord:
    """A session that was done on that day."""
    at = Moment.from_local(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    plan = SessionPlan("core-light", name, 720, 5)
    return SessionRecord(f"{day}-{hour}", plan, at, at, Outcome.COMPLETED, minutes * 60, steps)


def step(name: str, minutes: float = 2, effort: Effort | None = None) -> StepDone:
    """An exercise as it was done."""
    return StepDone(0, name.lower(), name, 120, minutes * 60, StepOutcome.DONE, 5, effort=effort)


def hurting(name: str, answer: HurtAnswer | None = None) -> StepDone:
    """An exercise of which it was said that it hurts."""
    return replace(step(name), hurt=True, answer=answer)


def during(of: SessionRecord, exercise: str, score: int) -> PainEntry:
    """A score given while the exercise was on, in the lower back."""
    pain = PainScore(score, Region.LOWER_BACK, timing=Timing.DURING, exercise_id=exercise)
    return PainEntry(f"{of.id}-{exercise}", of.started_at, pain, of.id)


@pytest.fixture
def show(written: WrittenDesk, qtbot: QtBot, appearance: Appearance) -> Show:
    """Shows what these sessions come to, since a day, for somebody who wants three a week."""
    appearance.apply(replace(written.app.preferences, theme=Theme.LIGHT))
    # Python's hold on the view is what keeps its parts alive.
    held: list[PracticeView] = []

    def made(
        sessions: Sequence[SessionRecord],
        pain: Sequence[PainEntry] = (),
        first: date = TODAY - timedelta(days=27),
        width: int = 1000,
    ) -> PracticeView:
        view = PracticeView(written.desk())
        held.append(view)
        view.show_practice(practice(sessions, pain, first, TODAY, 3))
        return shown(qtbot, view, width, 1600)

    return made


def weeks_of(view: PracticeView) -> WeekBars:
    """The bars."""
    return find(view, WeekBars, "practice_weeks")


def months_of(view: PracticeView) -> MonthGrid:
    """The calendar."""
    return find(view, MonthGrid, "practice_days")


def rows_of(view: PracticeView, name: str) -> list[list[str]]:
    """The cells of a table, row by row."""
    model = find(view, QTableView, name).model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def heard(table: QTableView) -> list[str]:
    """What a screen reader finds in the cells of ``table``, through the door that it uses."""
    told = QAccessible.queryAccessibleInterface(table)
    assert told.role() is QAccessible.Role.Table
    names = (told.child(number).text(QAccessible.Text.Name) for number in range(told.childCount()))
    return [name for name in names if name]


def place_of(grid: QTableView, begin: str) -> QModelIndex:
    """The cell whose words begin so."""
    model = grid.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            if str(model.index(row, column).data()).startswith(begin):
                return model.index(row, column)
    raise AssertionError(begin)


def point_at(grid: QTableView, begin: str) -> None:
    """Move the pointer to that cell."""
    box = grid.visualRect(place_of(grid, begin))
    QTest.mouseMove(grid.viewport(), QPoint(1, 1))
    QTest.mouseMove(grid.viewport(), box.center())
    QApplication.processEvents()


def test_the_week_stands_beside_the_persons_own_goal(show: Show) -> None:
    """This week by itself; the weeks that are over as so many of so many; nothing about a row of days."""
    days = [TODAY, MONDAY, *(MONDAY - timedelta(days=n) for n in (7, 6, 5)), MONDAY - timedelta(days=14)]
    view = show([session(day) for day in days])
    assert words(view, "practice_week") == "2 of 3 sessions this week."
    assert words(view, "practice_reached") == "Goal of 3 reached in 1 of 3 weeks before this one."
    assert words(view, "practice_counts") == "6 sessions\n72 min"
    assert words(view, "practice_goal") == "your goal, 3 a week"


def test_a_week_that_is_kept_says_that_rest_days_belong_to_it(show: Show) -> None:
    """Three of three is the plan, and so are the four days without."""
    view = show([session(MONDAY + timedelta(days=n)) for n in (0, 2, 4)], first=MONDAY)
    assert words(view, "practice_week") == "3 of 3: the week's plan is kept. Rest days belong to it."
    assert not find(view, QWidget, "practice_reached").isVisible()


def test_each_week_can_be_read_by_keys(show: Show) -> None:
    """The present one first; Left goes back in time, Home to the oldest."""
    view = show([session(TODAY), session(MONDAY - timedelta(days=3)), session(MONDAY - timedelta(days=4))])
    weeks_of(view).setFocus()
    assert words(view, "practice_weeks_reading") == (
        "Week of 16 Nov 2026, not over yet: 1 session, 12 min (goal 3)"
    )
    press(Key.Key_Left)
    assert words(view, "practice_weeks_reading") == "Week of 9 Nov 2026: 2 sessions, 24 min (goal 3)"
    press(Key.Key_Home)
    assert words(view, "practice_weeks_reading") == "Week of 26 Oct 2026: no session (goal 3)"
    months_of(view).setFocus()
    assert words(view, "practice_weeks_reading") == "The pointer or the arrow keys read a week."


def test_the_pointer_reads_a_week_and_a_day(show: Show) -> None:
    """And when it leaves, nothing is read any more."""
    view = show([session(MONDAY)])
    point_at(weeks_of(view), "Week of 9 Nov")
    assert words(view, "practice_weeks_reading").startswith("Week of 9 Nov 2026: no session")
    point_at(months_of(view), "Monday 16 November")
    assert words(view, "practice_days_reading") == "Monday 16 November 2026: Core, light, 12 min at 08:00"
    QApplication.sendEvent(months_of(view), QEvent(QEvent.Type.Leave))
    assert words(view, "practice_days_reading") == "The pointer or the arrow keys read a day."


@pytest.mark.parametrize("key", [Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown])
def test_keys_that_scroll_the_page_go_to_the_page(show: Show, key: Key) -> None:
    """In one row of weeks there is no up and down."""
    weeks = weeks_of(show([session(TODAY)]))
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(weeks, event)
    assert not event.isAccepted()


def bar_of(weeks: WeekBars, begin: str) -> range:
    """The rows of pixels, from the top, that are painted in the colour of a bar, in the middle of a week."""
    box = weeks.visualRect(place_of(weeks, begin))
    image = weeks.viewport().grab().toImage()
    colours = [image.pixelColor(box.center().x(), y).name() for y in range(image.height())]
    rows = [y for y, colour in enumerate(colours) if colour == tokens.LIGHT.go.lower()]
    return range(min(rows), max(rows) + 1) if len(rows) > 8 else range(0)


def goal_line_of(weeks: WeekBars, begin: str) -> int:
    """The topmost row that is painted at all in a week without a session."""
    box = weeks.visualRect(place_of(weeks, begin))
    image = weeks.viewport().grab(box).toImage()
    across = range(image.width())
    return next(y for y in range(image.height()) if len({image.pixelColor(x, y).name() for x in across}) > 1)


def test_a_bar_is_as_high_as_its_sessions(show: Show) -> None:
    """Two sessions are twice one, three reach the goal of three, and a week that is not over is an edge."""
    week = timedelta(days=7)
    counts = {MONDAY: 2, MONDAY - week: 1, MONDAY - 2 * week: 2, MONDAY - 3 * week: 3}
    log = [session(monday, hour=hour) for monday, count in counts.items() for hour in range(count)]
    view = show(log, first=MONDAY - 4 * week)
    months_of(view).setFocus()
    weeks = weeks_of(view)
    one, two, three = (bar_of(weeks, f"Week of {day}") for day in ("9 Nov", "2 Nov", "26 Oct"))
    assert len(one) > 30
    assert len(two) == pytest.approx(2 * len(one), abs=3)
    # The line lies over the top of the bar.
    assert three[0] == pytest.approx(goal_line_of(weeks, "Week of 19 Oct"), abs=4)
    assert not bar_of(weeks, "Week of 16 Nov")


def test_ten_years_of_weeks_begin_with_the_newest(show: Show) -> None:
    """The older ones are there by scrolling; none is thinner than its number."""
    view = show([])
    view.show_practice(practice([session(TODAY)], (), TODAY - timedelta(days=3652), TODAY, 3))
    months_of(view).setFocus()
    weeks = weeks_of(view)
    count = weeks.model().columnCount()
    assert count == 522
    assert weeks.viewport().rect().contains(weeks.visualRect(weeks.model().index(0, count - 1)).center())
    assert weeks.columnWidth(0) >= 16


def test_a_year_of_weeks_is_seen_at_once(show: Show) -> None:
    """In a window of the usual size nothing of it has to be scrolled to."""
    weeks = weeks_of(show([session(TODAY)], first=TODAY - timedelta(days=364), width=986))
    assert weeks.horizontalScrollBar().maximum() == 0


def test_a_day_is_read_with_all_its_sessions(show: Show) -> None:
    """And a day without one says so in two words."""
    view = show([session(TODAY, hour=18, name="Desk reset", minutes=2), session(TODAY)])
    months = months_of(view)
    months.setFocus()
    assert words(view, "practice_days_reading") == (
        "Sunday 22 November 2026: Core, light, 12 min at 08:00; Desk reset, 2 min at 18:00"
    )
    press(Key.Key_Left)
    assert words(view, "practice_days_reading") == "Saturday 21 November 2026: no session"


def test_keys_walk_through_the_calendar_by_time(show: Show) -> None:
    """After Sunday comes Monday, after October November, and a month earlier is the same day or the last."""
    view = show([session(TODAY)], first=date(2026, 9, 30))
    months = months_of(view)
    months.setFocus()
    for key, day in (
        (Key.Key_Up, date(2026, 11, 15)),
        (Key.Key_Right, date(2026, 11, 16)),
        (Key.Key_PageUp, date(2026, 10, 16)),
        (Key.Key_Down, date(2026, 10, 23)),
        (Key.Key_Down, date(2026, 10, 30)),
        (Key.Key_Right, date(2026, 10, 31)),
        (Key.Key_Right, date(2026, 11, 1)),
        (Key.Key_Left, date(2026, 10, 31)),
        (Key.Key_PageUp, date(2026, 9, 30)),
        (Key.Key_PageUp, date(2026, 9, 30)),
        (Key.Key_PageDown, date(2026, 10, 30)),
        (Key.Key_End, TODAY),
        (Key.Key_Down, TODAY),
        (Key.Key_Home, date(2026, 9, 30)),
        (Key.Key_Up, date(2026, 9, 30)),
    ):
        press(key)
        assert months.day() == day, key


def test_the_day_that_the_keys_are_on_stays_when_the_window_grows(show: Show, qtbot: QtBot) -> None:
    """Months move to other places; the person does not."""
    view = show([session(TODAY)], first=date(2026, 6, 1))
    months = months_of(view)
    months.setFocus()
    press(Key.Key_PageUp)
    before = months.model().columnCount()
    view.resize(480, 1600)
    qtbot.waitUntil(lambda: months.model().columnCount() < before)
    assert months.day() == date(2026, 10, 22)


def test_the_page_follows_the_day_that_the_keys_go_to(written: WrittenDesk, qtbot: QtBot) -> None:
    """In a low window the calendar is higher than what is seen of it."""
    page, view = ScrollPage("Progress", name="host"), PracticeView(written.desk())
    view.show_practice(practice([session(TODAY)], (), date(2026, 1, 1), TODAY, 3))
    page.body.addWidget(view)
    shown(qtbot, page, 420, 300)
    months = months_of(view)
    months.setFocus()
    for key in (*[Key.Key_PageUp] * 6, Key.Key_Home, Key.Key_PageDown, Key.Key_End):
        press(key)
        centre = months.visualRect(months.currentIndex()).center()
        assert months.viewport().rect().contains(centre)
        assert page.rect().contains(months.viewport().mapTo(page, centre)), key


spans = st.tuples(st.dates(date(2000, 1, 1), TODAY), st.integers(0, 900), st.integers(1, 5))


@given(spans)
def test_each_day_of_a_span_has_one_place(span: tuple[date, int, int]) -> None:
    """Under its weekday, beside the days before and after it, and only days of the span can be gone to."""
    last, back, across = span
    first = last - timedelta(days=back)
    model = DaysModel()
    model.show_practice(practice((), (), first, last, 3), across)
    cells = [model.index(row, c) for row in range(model.rowCount()) for c in range(model.columnCount())]
    can_be_gone_to = [cell for cell in cells if model.flags(cell) & Qt.ItemFlag.ItemIsSelectable]
    days = [first + timedelta(days=n) for n in range(back + 1)]
    assert len(can_be_gone_to) == len(days)
    for day in days:
        index = model.index_of(day)
        assert index in can_be_gone_to
        assert model.cell(index) == day
        assert index.column() % 8 == day.weekday()
    assert model.index_of(last).row() < 8


def dots_of(months: MonthGrid, begin: str) -> int:
    """How many dots stand under the number of a day, by light and dark alone."""
    box = months.visualRect(place_of(months, begin))
    image = months.viewport().grab(box).toImage()
    side = min(image.width(), image.height()) - 4
    y = round(image.height() / 2 + side * 0.26)
    row = [image.pixelColor(x, y).lightness() for x in range(image.width() // 4, image.width() * 3 // 4)]
    is_dot = [abs(light - row[0]) > 60 for light in row]
    return sum(here and not before for before, here in pairwise(is_dot))


def test_days_are_told_apart_without_their_colours(show: Show) -> None:
    """By one dot below 10 minutes, two from 10 and three from 20 on; none where there was no session."""
    minutes = {2: 9.9, 3: 10.0, 4: 19.9, 5: 20.0, 6: 90.0}
    view = show([session(date(2026, 11, day), minutes=m) for day, m in minutes.items()])
    names = {day: f"{date(2026, 11, day):%A} {day} November" for day in range(1, 7)}
    assert [dots_of(months_of(view), name) for name in names.values()] == [0, 1, 2, 2, 3, 3]


def test_minutes_stand_by_exercise_the_longest_first(show: Show) -> None:
    """With how often it was done and when last."""
    view = show([session(TODAY, step("Bridge"), step("Plank", 0.4)), session(MONDAY, step("Bridge", 1.2))])
    assert rows_of(view, "practice_minutes") == [
        ["Bridge", "3", "2", "22 Nov 2026"],
        ["Plank", "<1", "1", "22 Nov 2026"],
    ]


def test_what_hurt_stands_as_so_many_of_so_many_times(show: Show) -> None:
    """Each with its scores and what was chosen; the most often first, and what was fine is not there."""
    first = session(MONDAY, hurting("Superman", HurtAnswer.EASIER), step("Plank"), step("Bridge"))
    second = session(
        MONDAY, hurting("Superman", HurtAnswer.EASIER), step("Plank", effort=Effort.HARD), hour=9
    )
    third = session(TODAY, hurting("Superman", HurtAnswer.LEFT_OUT), step("Bridge"))
    fourth = session(TODAY, step("Superman"), hour=9)
    view = show([first, second, third, fourth], [during(first, "superman", 5), during(second, "superman", 7)])
    assert rows_of(view, "practice_hurts") == [
        ["Superman", "3 of 4 times", "0 of 4 times", "5 to 7 (2 scores)", "22 Nov 2026",
         "easier one (2), left out (1)"],
        ["Plank", "0 of 2 times", "1 of 2 times", "", "", ""],
    ]  # fmt: skip


def test_a_row_tells_when_it_hurt(show: Show) -> None:
    """Newest first, the first four in full; of an exercise that did not hurt, that it did not."""
    days = [TODAY - timedelta(days=n) for n in range(6)]
    done = [session(day, hurting("Superman", HurtAnswer.WENT_ON)) for day in days]
    done.append(session(MONDAY, step("Plank", effort=Effort.HARD), hour=20))
    view = show(done, [during(done[0], "superman", 6)])
    find(view, QTableView, "practice_hurts").setFocus()
    assert words(view, "practice_hurts_reading") == (
        "Superman hurt on 22 Nov 2026 (6 of 10, lower back, went on); 21 Nov 2026 (went on); "
        "20 Nov 2026 (went on); 19 Nov 2026 (went on); and 2 times before."
    )
    press(Key.Key_Down)
    assert words(view, "practice_hurts_reading") == "Plank: not said to hurt."


def test_without_a_session_the_next_step_is_said(show: Show, written: WrittenDesk) -> None:
    """One sentence and one button, in place of empty axes."""
    view = show([])
    assert not weeks_of(view).isVisible()
    assert words(view, "practice_empty_title") == "No session here yet"
    click(view, "practice_to_today")
    assert written.shown == [("today", "")]


def test_a_session_fills_the_view_that_was_empty(show: Show) -> None:
    """And the other way round, as another range is chosen."""
    view = show([])
    view.show_practice(practice([session(TODAY)], (), MONDAY, TODAY, 3))
    assert weeks_of(view).isVisible()
    assert not find(view, QWidget, "practice_empty").isVisible()


def test_sessions_by_hand_have_no_exercises_and_that_is_said(show: Show) -> None:
    """The weeks and days are there all the same."""
    view = show([session(TODAY)])
    assert not find(view, QWidget, "practice_minutes").isVisible()
    assert words(view, "practice_no_steps").startswith("These sessions were entered by hand.")


def test_where_nothing_was_hard_or_hurt_it_says_how_it_is_said(show: Show) -> None:
    """No praise and no all-clear: nobody may have said anything."""
    view = show([session(TODAY, step("Plank"))])
    assert not find(view, QWidget, "practice_hurts").isVisible()
    assert find(view, QWidget, "practice_no_hurts").isVisible()
    assert words(view, "practice_no_hurts").startswith("None was said to be hard or to hurt.")


def test_each_part_is_a_table_to_a_screen_reader(show: Show) -> None:
    """With a name, and with cells that say by themselves what they are about."""
    view = show([session(TODAY, hurting("Superman"))], first=MONDAY)
    parts = {
        name: find(view, QTableView, f"practice_{name}") for name in ("weeks", "days", "minutes", "hurts")
    }
    for table in parts.values():
        assert table.accessibleName()
    assert heard(parts["weeks"]) == ["Week of 16 Nov 2026, not over yet: 1 session, 12 min (goal 3)"]
    told = heard(parts["days"])
    assert told[:8] == ["November 2026", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert len(told) == 8 + 7
    assert told[-1] == "Sunday 22 November 2026: Core, light, 12 min at 08:00"
    assert "1 of 1 time" in heard(parts["hurts"])
    assert {"Superman", "2", "1", "22 Nov 2026"} <= set(heard(parts["minutes"]))


def test_tab_walks_from_part_to_part(show: Show) -> None:
    """Each is one stop, however many weeks and days it has, and none keeps the person."""
    view = show([session(TODAY, step("Plank"), hurting("Superman"))])
    names = [f"practice_{name}" for name in ("weeks", "days", "minutes", "hurts")]
    find(view, QTableView, names[0]).setFocus()
    walked = []
    for _ in names:
        focused = QApplication.focusWidget()
        assert focused is not None
        walked.append(focused.objectName())
        press(Key.Key_Tab)
    assert walked == names
    rows = [find(view, QTableView, f"practice_{name}").selectionModel() for name in ("minutes", "hurts")]
    assert not any(marked.hasSelection() for marked in rows)
    press(Key.Key_Backtab)
    assert rows[1].hasSelection()
    assert QApplication.focusWidget() is find(view, QTableView, names[-1])


def test_an_exercise_with_a_name_without_end_leaves_the_figures_their_place(show: Show) -> None:
    """The whole of it is told by the pointer."""
    view = show([session(TODAY, step("Superman" * 40))], width=600)
    minutes = find(view, QTableView, "practice_minutes")
    assert minutes.columnWidth(0) < minutes.width() / 2
    assert minutes.horizontalScrollBar().maximum() == 0
    assert minutes.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "Superman" * 40


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_into_the_smallest_window(
    app: App, show: Show, appearance: Appearance, qtbot: QtBot, percent: int
) -> None:
    """What has no room scrolls inside its own card; the page does not go sideways."""
    view = show([session(TODAY, step("Plank"), hurting("Superman"))])
    try:
        appearance.apply(replace(app.preferences, theme=Theme.LIGHT, text_percent=percent))
        qtbot.waitUntil(lambda: view.minimumSizeHint().width() <= 530)
    finally:
        appearance.apply(replace(app.preferences, theme=Theme.LIGHT))


def test_ten_years_cost_no_more_parts_than_a_month(show: Show) -> None:
    """3,600 sessions of eleven exercises are shown at once: days are painted, not built."""
    of_it = tuple(step(f"Exercise {n}") for n in range(11))
    log = [session(TODAY - timedelta(days=back), *of_it) for back in range(3600)]
    month = show(log[:28])
    parts = len(month.findChildren(QWidget))
    found = practice(log, (), TODAY - timedelta(days=3599), TODAY, 3)
    began_s = process_time()
    month.show_practice(found)
    month.grab()
    assert process_time() - began_s < 0.6
    assert len(month.findChildren(QWidget)) == parts
