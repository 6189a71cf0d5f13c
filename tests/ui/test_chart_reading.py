"""Reading the chart: one thing at a time, by keys or pointer, whatever row it stands in."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backstay.domain.activity import ActivityKind
from backstay.domain.pain import BodySide, Doing, PainScore, Quality, Recall, Region, Timing
from backstay.ui.chart.chart import PainChart
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.words import dated
from tests.ui.charted import charted, mark, run, score, session, shown

Key = Qt.Key


@pytest.fixture
def data() -> ChartData:
    """A month with something of everything."""
    return charted(
        28,
        [score(20, 5), score(10, 4), score(9, 3)],
        [session(19, 12), session(8, 7)],
        [run(12, 45, distance_m=7900), run(11, 30, ActivityKind.WALK)],
        [mark(15, "new chair")],
    )


@pytest.fixture
def chart(data: ChartData, qtbot: QtBot) -> PainChart:
    """It on the screen."""
    return shown(data, qtbot)


def read(chart: PainChart, *keys: Qt.Key) -> str:
    """What is read after these keys."""
    for key in keys:
        QTest.keyClick(chart, key)
    return chart.accessibleDescription()


def pointed(chart: PainChart) -> dict[str, QPoint]:
    """Everything that the pointer reads anywhere, and one place where it does."""
    found: dict[str, QPoint] = {}
    for x in range(2, chart.width(), 5):
        for y in range(2, chart.height(), 8):
            chart.clearFocus()
            QTest.mouseMove(chart, QPoint(x, y))
            found.setdefault(chart.accessibleDescription(), QPoint(x, y))
    return found


def test_a_reading_says_all_that_was_entered(qtbot: QtBot) -> None:
    """Date, time, score, place, timing, what was done, how it felt, and the note."""
    pain = PainScore(
        6,
        Region.LOWER_BACK,
        BodySide.LEFT,
        Timing.AFTER,
        note="<b>after the hill</b>",
        doing=Doing.RUNNING,
        qualities=(Quality.ACHE, Quality.PINS_AND_NEEDLES),
    )
    chart = shown(charted(28, [score(16, pain)]), qtbot)
    assert read(chart, Key.Key_End) == (
        "Fri 6 Nov 2026, 08:00 · 6 of 10 · Lower back, left · after a session · "
        "while running, ache, pins and needles · <b>after the hill</b>"
    )


def test_an_average_says_that_it_is_one(qtbot: QtBot) -> None:
    """A recalled week is not a moment."""
    chart = shown(charted(28, [score(1, PainScore(5, recall=Recall.LAST_7_DAYS))]), qtbot)
    assert "on average over the last 7 days" in read(chart, Key.Key_End)


def test_down_goes_from_row_to_row_and_up_back(chart: PainChart) -> None:
    """From the last score to the mark nearest to it, the session, the run and the walk, and no further."""
    words = [read(chart, Key.Key_End)]
    words += [read(chart, Key.Key_Down) for _ in range(5)]
    assert words == [
        "Fri 13 Nov 2026, 08:00 · 3 of 10 · Mid back",
        "Sat 7 Nov 2026, 12:00 · new chair",
        "Tue 3 Nov 2026, 18:00 · Core, light · 12 min",
        "Tue 10 Nov 2026, 17:00 · Run · 45 min · 7.9 km",
        "Wed 11 Nov 2026, 17:00 · Walk · 30 min",
        "Wed 11 Nov 2026, 17:00 · Walk · 30 min",
    ]
    assert read(chart, *[Key.Key_Up] * 6) == "Thu 12 Nov 2026, 08:00 · 4 of 10 · Mid back"


def test_left_and_right_stay_in_the_row(chart: PainChart) -> None:
    """And stop at its ends."""
    words = [read(chart, Key.Key_End, Key.Key_Down, Key.Key_Down)]
    words += [read(chart, Key.Key_Right) for _ in range(2)]
    assert [said.split(" · ")[-1] for said in words] == ["12 min", "7 min", "7 min"]


def test_reading_begins_with_what_is_in_view(qtbot: QtBot) -> None:
    """Zoomed in, Left begins at the right edge of the view and not at the end of all."""
    chart = shown(charted(100, [score(days_ago, 4) for days_ago in range(100)]), qtbot)
    chart.zoom(10, chart_place(chart, 50))
    seen = chart.view()
    assert seen is not None
    first = read(chart, Key.Key_Left)
    assert first.startswith((dated(seen[1]), dated(seen[1] - timedelta(days=1))))


def chart_place(chart: PainChart, days_in: int) -> float:
    """A place on the time axis so many days after the first in view."""
    seen = chart.view()
    assert seen is not None
    return seen[0].toordinal() + days_in


def test_without_anything_no_key_reads(qtbot: QtBot) -> None:
    """An empty span has no dot to stand on."""
    chart = shown(charted(28), qtbot)
    assert read(chart, Key.Key_End, Key.Key_Left, Key.Key_Down) == ""


def test_the_pointer_reads_every_row(chart: PainChart) -> None:
    """Scores, marks, sessions, runs and walks, each where it is drawn; nothing where nothing is."""
    found = pointed(chart)
    for words in ("5 of 10", "4 of 10", "new chair", "Core, light · 12 min", "Run · 45 min", "Walk · 30 min"):
        assert any(words in one for one in found), words
    heights = {words: at.y() for words, at in found.items()}
    run_y = next(y for words, y in heights.items() if "Run" in words)
    walk_y = next(y for words, y in heights.items() if "Walk" in words)
    session_y = next(y for words, y in heights.items() if "Core, light · 12" in words)
    assert session_y < run_y < walk_y


def test_a_dot_is_read_before_the_mark_that_runs_through_it(qtbot: QtBot) -> None:
    """The line is long, the dot is small."""
    chart = shown(charted(28, [score(15, 5, hour=12)], marks=[mark(15, "new chair")]), qtbot)
    found = pointed(chart)
    assert any("5 of 10" in words for words in found)
    assert any("new chair" in words for words in found)


def test_a_pointer_over_a_million_looks_at_few(qtbot: QtBot) -> None:
    """Thousands of scores within reach: one of them is read."""
    scores = [score(days_ago, hour % 11, hour) for days_ago in range(600) for hour in range(24)]
    chart = shown(charted(600, scores), qtbot)
    QTest.mouseMove(chart, QPoint(500, 200))
    assert "of 10" in chart.accessibleDescription()
