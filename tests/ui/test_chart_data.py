"""What a span of days holds before anything is drawn: nothing outside it, and nothing changed by its edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.activity import ActivityKind
from backstay.domain.trend import Gap
from backstay.ui.chart.data import StripKind
from backstay.ui.chart.ticks import date_ticks
from tests.ui.charted import charted, mark, run, score, session
from tests.ui.diary import TODAY

DAY = timedelta(days=1)
thin_diaries = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 10)), max_size=20)
diaries = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 10)), min_size=40, max_size=90)


def test_runs_and_walks_have_rows_of_their_own_when_there_are_any() -> None:
    """Sessions always have one; what is neither a run nor a walk has one too."""
    assert [strip.kind for strip in charted(28).strips] == [StripKind.SESSIONS]
    data = charted(
        28, (), [session(3, 12)], [run(5, 40), run(2, 20, ActivityKind.OTHER), run(9, 30, ActivityKind.WALK)]
    )
    assert [(strip.kind, strip.minutes) for strip in data.strips] == [
        (StripKind.SESSIONS, (12,)),
        (StripKind.RUNS, (40,)),
        (StripKind.WALKS, (30,)),
        (StripKind.OTHER, (20,)),
    ]


def test_only_the_span_is_shown() -> None:
    """Of scores, sessions, runs and marks alike, both its days included."""
    data = charted(
        10,
        [score(days_ago, 4) for days_ago in (0, 9, 10)],
        [session(days_ago, 12) for days_ago in (0, 9, 10)],
        [run(days_ago, 12) for days_ago in (0, 9, 10)],
        [mark(days_ago, "holiday") for days_ago in (0, 9, 10)],
    )
    first = TODAY - 9 * DAY
    assert [entry.at.day for entry in data.entries] == [first, TODAY]
    assert [done.started_at.day for done in data.sessions] == [first, TODAY]
    assert [active.at.day for active in data.activities] == [first, TODAY]
    assert [found.at.day for found in data.marks] == [first, TODAY]


def test_the_usual_range_of_the_first_day_comes_from_the_days_before_it() -> None:
    """It does not begin four weeks into every range."""
    entries = [score(days_ago, 4) for days_ago in range(60)]
    data = charted(14, entries)
    assert [usual.day for usual in data.usual] == [TODAY - back * DAY for back in range(13, -1, -1)]


@given(diaries | thin_diaries, st.integers(1, 60))
def test_a_day_says_the_same_in_every_span(diary: list[tuple[int, int]], span: int) -> None:
    """Usual ranges, weekly means and silences are those of the whole diary."""
    entries = [score(days_ago, pain, hour=number % 24) for number, (days_ago, pain) in enumerate(diary)]
    all_of_it, cut = charted(300, entries), charted(span, entries)
    assert cut.usual == tuple(usual for usual in all_of_it.usual if usual.day >= cut.first)
    assert {w for weeks in cut.segments for w in weeks} <= {w for weeks in all_of_it.segments for w in weeks}
    assert [gap.last_day for gap in cut.gaps] == [
        gap.last_day for gap in all_of_it.gaps if gap.last_day >= cut.first
    ]


def test_a_silence_has_no_usual_range() -> None:
    """Where nothing was entered there is nothing to hold against it."""
    entries = [score(days_ago, 4) for days_ago in (*range(40, 60), *range(10))]
    data = charted(60, entries)
    silent = {TODAY - back * DAY for back in range(10, 40)}
    assert data.gaps == (Gap(min(silent), max(silent)),)
    assert data.usual
    assert not silent & {usual.day for usual in data.usual}


def test_the_positions_are_those_of_the_readings() -> None:
    """Eight in the morning is a third of a day."""
    data = charted(5, [score(0, 4), score(3, 2)])
    assert data.positions == tuple(reading.position for reading in data.readings)
    assert data.positions[-1] == pytest.approx(TODAY.toordinal() + 8 / 24)


@given(st.dates(date(2016, 1, 1), TODAY), st.integers(10, 300), st.integers(3, 14), st.integers(1, 5))
def test_days_keep_their_names_while_the_view_moves(
    first: date, length: int, most: int, moved_days: int
) -> None:
    """Panned by a few days, what is named in both views is named in both, so that nothing flickers."""
    here = date_ticks(first, first + timedelta(days=length), most)
    step = timedelta(days=moved_days)
    there = date_ticks(first + step, first + step + timedelta(days=length), most)
    both = (first + step, first + timedelta(days=length))
    if len(here) > 1 and len(there) > 1 and here[1] - here[0] == there[1] - there[0]:
        assert [d for d in here if both[0] <= d <= both[1]] == [d for d in there if both[0] <= d <= both[1]]
