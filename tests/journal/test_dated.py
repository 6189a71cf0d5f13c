"""Runs, walks and marks: written, changed, moved, deleted and brought back, with what they were before."""

import pytest

from backstay.domain.activity import Activity, ActivityKind, Origin
from backstay.domain.errors import InputError
from backstay.domain.mark import Mark
from backstay.journal.journal import Journal
from tests.fakes import HandClock

RUN = Activity(ActivityKind.RUN, 1800.0, 5000.0, "entlang des Flusses", Origin.FIT)


def test_what_was_written_comes_back(journal: Journal, clock: HandClock) -> None:
    """Every field survives, and a distance that is not known stays unknown."""
    run, _ = journal.activities.add(RUN, clock.moment())
    clock.pass_s(60)
    walk, _ = journal.activities.add(Activity(ActivityKind.WALK, 600.0), clock.moment())
    mark, _ = journal.marks.add(Mark("new chair"), clock.moment())
    assert journal.activities.between() == (run, walk)
    assert (run.activity, walk.activity.distance_m) == (RUN, None)
    assert journal.marks.between() == (mark,)


def test_entry_that_is_moved_and_changed_keeps_what_it_was(journal: Journal, clock: HandClock) -> None:
    """An edit hides nothing: the versions stand in their order, with when each was written."""
    first, _ = journal.activities.add(RUN, clock.moment())
    clock.pass_s(3600)
    later, change = journal.activities.edit(first.id, Activity(ActivityKind.WALK, 60.0), clock.moment())
    assert journal.activities.between() == (later,)
    assert [(v.entry, v.is_deleted) for v in journal.activities.versions(first.id)] == [
        (first, False),
        (later, False),
    ]
    assert [v.written for v in journal.activities.versions(first.id)] == [first.at.utc, later.at.utc]
    change.undo()
    assert journal.activities.between() == (first,)


def test_deleting_is_undone(journal: Journal, clock: HandClock) -> None:
    """A mark that was taken out comes back as it was."""
    mark, _ = journal.marks.add(Mark("long run"), clock.moment())
    change = journal.marks.delete(mark.id, clock.moment())
    assert journal.marks.between() == ()
    change.undo()
    assert journal.marks.between() == (mark,)


def test_unknown_entry_is_refused(journal: Journal, clock: HandClock) -> None:
    """Nothing is written for an entry that is not there."""
    with pytest.raises(InputError, match="no such entry"):
        journal.marks.edit("nobody", Mark("x"))
    with pytest.raises(InputError, match="no such entry"):
        journal.activities.delete("nobody", clock.moment())


@pytest.mark.parametrize("text", ["🏃‍♀️ 10 km", "می‌خواهم بدوم", "nouvelle\u00a0chaise\u202f!", "כיסא חדש"])
def test_mark_is_in_the_persons_own_script(text: str, journal: Journal, clock: HandClock) -> None:
    """Emoji, Persian and French hold joiners and blanks that cannot be seen and belong to the word."""
    journal.marks.add(Mark(text), clock.moment())
    (kept,) = journal.marks.between()
    assert kept.mark.text == text


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200d\u00a0", "two\nlines", "a\u2028b", "a\x00", "a\u202eb", "x" * 61]
)
def test_mark_is_one_short_line(text: str) -> None:
    """A mark has to fit beside its line in the chart."""
    with pytest.raises(InputError, match="few words"):
        Mark(text)


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), float("inf"), 100 * 3600 + 1.0])
def test_activity_lasts_a_possible_time(seconds: float) -> None:
    """Neither nothing nor longer than anybody runs."""
    with pytest.raises(InputError, match="minutes cannot"):
        Activity(ActivityKind.RUN, seconds)


@pytest.mark.parametrize("metres", [-1.0, float("nan"), 1_000_001.0])
def test_activity_goes_a_possible_way(metres: float) -> None:
    """A distance outside is a slip of the hand or of a file."""
    with pytest.raises(InputError, match="km cannot"):
        Activity(ActivityKind.RUN, 60.0, metres)


def test_session_that_was_done_elsewhere(journal: Journal, clock: HandClock) -> None:
    """It stands as completed, can be moved with its end, and knows what it was."""
    from tests.journal.content import PLAN

    at = clock.moment()
    record, change = journal.sessions.add_whole(PLAN, at, 600.0)
    clock.pass_s(7200)
    journal.sessions.edit(record.id, clock.moment(), 900.0)
    moved = journal.sessions.get(record.id)
    assert moved.ended_at is not None
    assert (moved.started_at, moved.active_s, moved.counts) == (clock.moment(), 900.0, True)
    assert (moved.ended_at.utc - moved.started_at.utc).total_seconds() == 600
    assert [v.entry.active_s for v in journal.sessions.versions(record.id)] == [600.0, 900.0]
    change.undo()
    assert journal.sessions.between() == ()


def test_session_that_runs_is_not_moved(journal: Journal, clock: HandClock) -> None:
    """Its end is not known yet."""
    from tests.journal.content import PLAN

    running = journal.sessions.start(PLAN, clock.moment())
    with pytest.raises(InputError, match="has not ended"):
        journal.sessions.edit(running, clock.moment(), 60.0)
