"""Progress: what is drawn, what is read out, and what the sentence beneath claims."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.pain import BodySide, PainEntry, PainScore, Recall, Region, Timing
from backstay.domain.preferences import Preferences, Theme
from backstay.domain.trend import Gap, claim, readings_of
from backstay.ui import tokens
from backstay.ui.chart.chart import PainChart
from backstay.ui.chart.data import chart_data
from backstay.ui.chart.ticks import date_ticks
from backstay.ui.chart.words import claim_detail, claim_headline
from backstay.ui.pages.progress import ProgressPage
from backstay.ui.theme import Appearance
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import TODAY, Diary, find, moment, open_window, press, text

Opened = Callable[[], ProgressPage]


def entry(days_ago: int, score: int, recall: Recall = Recall.NOW) -> PainEntry:
    """A score as the journal holds it."""
    return PainEntry(f"{days_ago}-{score}", moment(days_ago), PainScore(score, recall=recall))


@pytest.fixture
def show(written: WrittenDesk, qtbot: QtBot) -> Opened:
    """Opens the page over what the journal holds by then."""

    def opened() -> ProgressPage:
        page = ProgressPage(written.desk())
        open_window(page, qtbot)
        return page

    return opened


def choose(page: QWidget, name: str, words: str) -> None:
    """Choose ``words`` in the box called ``name``."""
    box = find(page, QComboBox, name)
    assert box.findText(words) >= 0
    box.setCurrentText(words)


def rows(page: QWidget) -> list[list[str]]:
    """The cells of the table twin."""
    model = find(page, QTableView, "progress_table").model()
    across = range(model.columnCount())
    return [[model.index(row, column).data() for column in across] for row in range(model.rowCount())]


def scores(page: QWidget) -> list[str]:
    """The pain scores of the table twin, newest first."""
    return [row[2] for row in rows(page) if row[2]]


def test_without_entries_the_page_says_the_next_step(written: WrittenDesk, show: Opened) -> None:
    """A newcomer reads what would bring the first dot, and one button leads there."""
    page = show()
    assert find(page, QWidget, "progress_empty").isVisible()
    assert not find(page, QPushButton, "progress_toggle").isVisible()
    press(page, "progress_to_today")
    assert written.shown == [("today", "")]


def test_keys_read_one_point_after_the_other(diary: Diary, show: Opened) -> None:
    """Home, Right and End say date, time, score, place and note of a reading, in the line and to a
    screen reader.
    """
    diary.add(16, PainScore(4, Region.MID_BACK, BodySide.LEFT, Timing.AFTER, note="long drive"))
    diary.add(10, 3)
    diary.add(2, 2)
    page = show()
    read = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        read.append(text(page, "progress_reading"))
    assert read[0] == "Fri 6 Nov 2026, 08:00 · 4 of 10 · Mid back, left · after a session · long drive"
    assert [words.split(" · ")[1] for words in read[1:]] == ["3 of 10", "2 of 10", "2 of 10", "3 of 10"]
    assert find(page, QWidget, "progress_chart").accessibleDescription() == read[-1]


def test_the_keys_zoom_as_soon_as_the_page_is_shown(diary: Diary, show: Opened) -> None:
    """Plus shows fewer days, 0 all of them again; nobody has to find the chart first."""
    diary.add(83, 4)
    page = show()
    chart = find(page, PainChart, "progress_chart")
    whole = chart.view()
    assert whole is not None
    QTest.keyClick(page, Qt.Key.Key_Plus)
    seen = chart.view()
    assert seen is not None
    assert (seen[1] - seen[0]) < (whole[1] - whole[0])
    press(page, "progress_fit")
    assert chart.view() == whole
    assert not find(page, QPushButton, "progress_fit").isVisible()
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    QTest.keyClick(chart, Qt.Key.Key_0)
    assert chart.view() == whole


@pytest.mark.parametrize(("typed", "kind", "saved"), [
    ("chart.png", "", "chart.png"), ("chart", "Picture (*.png)", "chart.png"), ("chart", "", "chart.svg"),
])  # fmt: skip
def test_the_chart_is_saved_under_the_name_that_was_given(
    diary: Diary, show: Opened, typed: str, kind: str, saved: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A drawing or a picture, by the ending; without one by the kind that was chosen."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), kind))
    diary.add(5, 4)
    save = show().findChild(QAction, "progress_picture")
    assert save is not None
    save.trigger()
    assert (tmp_path / saved).stat().st_size > 1000


def test_a_chart_that_cannot_be_saved_is_said(
    diary: Diary, written: WrittenDesk, show: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What, where, and the mend; and nothing is left behind."""
    path = tmp_path / "nowhere" / "chart.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    diary.add(5, 4)
    save = show().findChild(QAction, "progress_picture")
    assert save is not None
    save.trigger()
    assert "was not saved" in written.said[-1]
    assert not path.parent.exists()


def test_escape_stops_reading(diary: Diary, show: Opened) -> None:
    """The line goes back to its hint, and the pointer's ring goes."""
    diary.add(3, 5)
    page = show()
    hint = text(page, "progress_reading")
    chart = find(page, QWidget, "progress_chart")
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert text(page, "progress_reading") != hint
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert text(page, "progress_reading") == hint
    assert chart.accessibleDescription() == ""


def test_the_pointer_reads_the_point_it_is_near(diary: Diary, show: Opened) -> None:
    """Somewhere on the chart is the dot: there its words appear, elsewhere they do not."""
    diary.add(83, 1)
    diary.add(40, 5)
    page = show()
    chart = find(page, QWidget, "progress_chart")
    said = set()
    for x in range(chart.width() // 3, 2 * chart.width() // 3, 12):
        for y in range(0, chart.height(), 12):
            QTest.mouseMove(chart, QPoint(x, y))
            if text(page, "progress_reading").startswith("Tue 13 Oct 2026, 08:00 · 5 of 10"):
                said.add((x, y))
                QApplication.sendEvent(chart, _leaving())
    assert said
    assert max(x for x, _ in said) - min(x for x, _ in said) <= 48
    assert max(y for _, y in said) - min(y for _, y in said) <= 48


def _leaving() -> QEvent:
    return QEvent(QEvent.Type.Leave)


def test_different_recalls_never_share_a_line(diary: Diary, show: Opened) -> None:
    """ "Pain now" leaves the averages out, and the averages are a choice of their own."""
    diary.add(5, 3)
    diary.add(4, PainScore(6, Region.MID_BACK, recall=Recall.LAST_7_DAYS))
    page = show()
    assert scores(page) == ["3"]
    choose(page, "progress_when", "Average of 7 days")
    assert scores(page) == ["6"]


def test_who_gave_weekly_scores_alone_sees_these(diary: Diary, show: Opened) -> None:
    """The first dots are not hidden behind a question that was never asked; a choice then stays."""
    diary.add(4, PainScore(6, Region.MID_BACK, recall=Recall.LAST_7_DAYS))
    page = show()
    assert scores(page) == ["6"]
    diary.add(2, 3)
    page.reload()
    assert scores(page) == ["3"]
    choose(page, "progress_when", "Average of 7 days")
    page.reload()
    assert scores(page) == ["6"]


def test_before_and_after_can_be_told_apart(diary: Diary, show: Opened) -> None:
    """Each timing alone, or every score that was about that moment."""
    diary.add(5, PainScore(6, Region.MID_BACK, timing=Timing.BEFORE))
    diary.add(5, PainScore(4, Region.MID_BACK, timing=Timing.AFTER), hour=9)
    page = show()
    assert scores(page) == ["4", "6"]
    choose(page, "progress_when", "Before a session")
    assert scores(page) == ["6"]
    choose(page, "progress_when", "After a session")
    assert scores(page) == ["4"]


def test_regions_are_kept_apart(diary: Diary, show: Opened) -> None:
    """At first the region with most entries; the others, and all together, are one choice away."""
    diary.add(5, PainScore(6, Region.NECK))
    diary.add(4, 2)
    diary.add(3, 3)
    page = show()
    assert scores(page) == ["3", "2"]
    choose(page, "progress_region", "Neck")
    assert scores(page) == ["6"]
    page.reload()
    assert scores(page) == ["6"]
    choose(page, "progress_region", "All regions")
    assert scores(page) == ["3", "2", "6"]


def test_the_region_of_the_settings_is_shown_first(diary: Diary, show: Opened) -> None:
    """A person who named a region need not choose it again."""
    diary.add(5, PainScore(6, Region.NECK))
    diary.add(4, 2)
    diary.add(3, 3)
    diary.app.set_preferences(replace(diary.app.preferences, region=Region.NECK))
    assert scores(show()) == ["6"]


def test_a_range_shows_its_days_and_no_others(diary: Diary, show: Opened) -> None:
    """Two weeks are today and the thirteen days before; All begins with the first entry."""
    for days_ago, score in ((500, 9), (300, 8), (83, 7), (27, 6), (13, 5), (0, 4)):
        diary.add(days_ago, score)
    page = show()
    found = {}
    for name in ("2_weeks", "4_weeks", "3_months", "1_year", "all"):
        press(page, f"progress_range_{name}")
        found[name] = "".join(scores(page))
    assert found == {
        "2_weeks": "45",
        "4_weeks": "456",
        "3_months": "4567",
        "1_year": "45678",
        "all": "456789",
    }


def test_a_young_log_begins_with_a_short_range(diary: Diary, show: Opened) -> None:
    """Three days are not shown as three empty months; what the person then chooses stays."""
    diary.add(2, 4)
    page = show()
    assert find(page, QPushButton, "progress_range_2_weeks").isChecked()
    press(page, "progress_range_1_year")
    page.reload()
    assert find(page, QPushButton, "progress_range_1_year").isChecked()


def test_a_log_of_six_weeks_is_shown_whole(diary: Diary, show: Opened) -> None:
    """Neither cut to four weeks nor half empty."""
    diary.add(41, 4)
    page = show()
    assert find(page, QPushButton, "progress_range_all").isChecked()
    assert text(page, "progress_counts").startswith("logged 1 of 42 days")


def test_a_long_log_begins_with_three_months(diary: Diary, show: Opened) -> None:
    """The range that shows whether something changed."""
    diary.add(70, 4)
    diary.add(300, 4)
    assert find(show(), QPushButton, "progress_range_3_months").isChecked()


def test_one_key_turns_the_chart_into_a_table(diary: Diary, show: Opened) -> None:
    """T shows the same readings and sessions as rows, newest first, and T goes back."""
    diary.add(6, 4)
    diary.add(5, PainScore(2, Region.MID_BACK, note="<b>slept badly</b>"))
    diary.add_session(5, 12.2)
    page = show()
    table, chart = find(page, QTableView, "progress_table"), find(page, QWidget, "progress_chart")
    QTest.keyClick(page, Qt.Key.Key_T)
    assert table.isVisible()
    assert table.hasFocus()
    assert find(page, QPushButton, "progress_toggle").accessibleName() == "Chart"
    assert not chart.isVisible()
    place = "Mid back"
    assert rows(page) == [
        ["Tue 17 Nov 2026", "18:00", "", "", "Core, light", "12", "", ""],
        ["Tue 17 Nov 2026", "08:00", "2", "3.0 (2 entries)", "Score", "", place, "<b>slept badly</b>"],
        ["Mon 16 Nov 2026", "08:00", "4", "3.0 (2 entries)", "Score", "", place, ""],
    ]
    QTest.keyClick(table, Qt.Key.Key_T)
    assert chart.isVisible()
    assert not table.isVisible()


def test_the_counts_name_days_sessions_and_minutes(diary: Diary, show: Opened) -> None:
    """Days before the first entry do not count as missed."""
    diary.add(9, 4)
    diary.add(9, 5, hour=9)
    diary.add(2, 3)
    diary.add_session(8, 12)
    diary.add_session(3, 7.5)
    page = show()
    assert text(page, "progress_counts") == "logged 2 of 10 days\n2 sessions · 20 min"


def test_a_clear_difference_is_named_with_its_numbers(diary: Diary, show: Opened) -> None:
    """Both means, both counts, both spans, the next look, and that it shows no cause."""
    for day in range(28):
        diary.add(28 - day, 5 if day < 14 else 2)
    page = show()
    assert text(page, "progress_claim") == (
        "Average 5.0 (14 entries, 25 Oct to 7 Nov), then 2.0 (14 entries, 8 to 21 Nov): lower by about 3."
    )
    assert text(page, "progress_claim_detail") == (
        "Next look on 20 December. This does not show what caused it."
    )


def test_no_sentence_promises_anything() -> None:
    """Whatever the diary, the words stay with what was written down."""
    avoided = ("improv", "better", "worse", "cure", "treat", "reliev", "therap", "rehab", "prevent", "fine")
    diaries: list[list[int | None]] = [[], [4], [*[4] * 7], [*[6] * 14, *[2] * 14], [*[2] * 14, *[6] * 14]]
    diaries += [[*[4] * 28], [*[4] * 8, *[9] * 12], [*[5] * 8, *[None] * 6, *[5] * 14]]
    said = []
    for diary in diaries:
        known = (entry(28 - day, score) for day, score in enumerate(diary) if score is not None)
        found = claim(readings_of(known), TODAY)
        said.append(f"{claim_headline(found)} {claim_detail(found)}")
    assert len(set(said)) == len(said)
    assert not [words for words in said for word in avoided if word in words.lower()]


def grabbed(page: QWidget) -> QImage:
    """The picture of the chart."""
    return find(page, QWidget, "progress_chart").grab().toImage()


def columns_with(image: QImage, colour: str) -> set[int]:
    """The columns, in hundredths of the width, in which the exact ``colour`` occurs above the sessions."""
    wanted = QColor(colour).rgb()
    heights = range(0, image.height() * 3 // 4)
    return {
        100 * x // image.width()
        for x in range(0, image.width(), 4)
        if any(image.pixel(x, y) == wanted for y in heights)
    }


def test_the_line_stops_where_nothing_was_entered(diary: Diary, show: Opened) -> None:
    """Across five empty weeks there is no line; with entries there, there is."""
    for days_ago in (*range(60, 84), *range(24)):
        diary.add(days_ago, 4)
    page = show()
    middle = set(range(45, 60))
    broken = columns_with(grabbed(page), tokens.LIGHT.go)
    assert not broken & middle
    assert {20, 85} <= broken
    for days_ago in range(24, 60):
        diary.add(days_ago, 4)
    page.reload()
    assert middle <= columns_with(grabbed(page), tokens.LIGHT.go)


def test_the_chart_follows_the_theme_as_it_changes(
    diary: Diary, show: Opened, appearance: Appearance
) -> None:
    """Light to dark without opening the page again."""
    diary.add(3, 4)
    page = show()
    corner = QPoint(8, 8)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    assert grabbed(page).pixelColor(corner) == QColor(tokens.LIGHT.surface)
    appearance.apply(Preferences(theme=Theme.DARK))
    assert grabbed(page).pixelColor(corner) == QColor(tokens.DARK.surface)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    assert grabbed(page).pixelColor(corner) == QColor(tokens.LIGHT.surface)


def test_the_words_of_the_chart_follow_the_text_size(
    diary: Diary, show: Opened, appearance: Appearance
) -> None:
    """At 200 % the words at the top of the scale reach further, without opening the page again."""
    diary.add(3, 4)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    page = show()
    before = max(columns_with(grabbed(page), tokens.LIGHT.ink_soft))
    appearance.apply(Preferences(theme=Theme.LIGHT, text_percent=200))
    assert max(columns_with(grabbed(page), tokens.LIGHT.ink_soft)) > 1.5 * before
    appearance.apply(Preferences(theme=Theme.LIGHT))


def test_every_control_has_a_name_for_a_screen_reader(diary: Diary, show: Opened) -> None:
    """Whoever does not see the page hears what each thing is."""
    diary.add(3, 4)
    page = show()
    focusable = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert focusable
    assert not [widget for widget in focusable if not widget.accessibleName() or not widget.objectName()]


def test_a_gap_keeps_its_beginning_outside_the_span() -> None:
    """The hatching starts at the edge when the silence began before it, and lasts until today."""
    data = chart_data([entry(30, 4), entry(12, 4)], (), TODAY - timedelta(days=13), TODAY)
    day = timedelta(days=1)
    assert data.gaps == (
        Gap(TODAY - 13 * day, TODAY - 13 * day),
        Gap(TODAY - 11 * day, TODAY),
    )


def test_the_edge_of_the_span_changes_no_weekly_mean() -> None:
    """A week that is cut by the edge keeps the mean and the number of the whole week."""
    entries = [entry(days_ago, days_ago % 7) for days_ago in range(60)]
    whole = {w.week_start: w for s in chart_data(entries, (), date(2026, 9, 1), TODAY).segments for w in s}
    cut = [w for s in chart_data(entries, (), date(2026, 11, 5), TODAY).segments for w in s]
    assert len(cut) >= 3
    assert all(whole[weekly.week_start] == weekly for weekly in cut)


def test_the_chart_itself_refuses_mixed_recalls() -> None:
    """The rule does not depend on the filter of the page."""
    with pytest.raises(ValueError, match="never share"):
        chart_data([entry(3, 4), entry(2, 4, Recall.LAST_7_DAYS)], (), TODAY, TODAY)


@given(st.dates(date(2016, 1, 1), TODAY), st.integers(0, 5000), st.integers(1, 14))
def test_the_axis_names_no_more_days_than_fit(first: date, length: int, most: int) -> None:
    """For every span: in order, inside it, evenly chosen, and never crowded."""
    last = first + timedelta(days=length)
    days = date_ticks(first, last, most)
    assert len(days) <= most
    assert list(days) == sorted(set(days))
    assert all(first <= day <= last for day in days)
    assert days or length < 62


def test_a_journal_that_becomes_unreadable_is_said(diary: Diary, show: Opened) -> None:
    """The page keeps what it had read and says in a line what happened."""
    diary.add(3, 4)
    page = show()
    assert not find(page, QWidget, "progress_notice").isVisible()
    diary.app.paths.journal.write_bytes(b"no longer a journal" * 1000)
    page.reload()
    assert find(page, QWidget, "progress_notice").isVisible()
    assert text(page, "progress_notice_text")
    assert scores(page) == ["4"]
