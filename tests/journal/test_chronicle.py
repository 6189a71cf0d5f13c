"""The chronicle: what stands, newest first, with what it was before, and read only once."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.history import Outcome, SessionRecord
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Recall, Region, Timing
from backstay.journal.chronicle import Chronicle, Entry, Standing, moment_of
from backstay.journal.journal import Journal, open_journal
from tests.fakes import HandClock
from tests.journal.content import BRACE, PLAN, fill

RUN = Activity(ActivityKind.RUN, 1800.0)


def looked(chronicle: Chronicle) -> Chronicle:
    """The same, having seen all there is."""
    for _ in chronicle.look():
        pass
    return chronicle


def told(chronicle: Chronicle) -> list[Standing]:
    """Everything it tells after a look."""
    return [standing for part in looked(chronicle).tell() for standing in part]


def entries(chronicle: Chronicle) -> list[Entry]:
    """The same without the versions."""
    return [standing.entry for standing in told(chronicle)]


def test_it_tells_every_kind_newest_first(journal: Journal, clock: HandClock) -> None:
    """Whatever order they were written in, and whichever table they are in."""
    fill(journal, clock)
    journal.activities.add(RUN, clock.moment())
    clock.pass_s(60)
    journal.marks.add(Mark("new chair"), clock.moment())
    yesterday = Moment.from_local(clock.moment().local - timedelta(days=1))
    journal.pain.add(PainScore(2), yesterday)
    found = entries(journal.chronicle())
    logs = (journal.pain, journal.sessions, journal.activities, journal.marks)
    expected = [entry for log in logs for entry in log.between()]
    expected.sort(key=lambda entry: (moment_of(entry).day, moment_of(entry).utc), reverse=True)
    assert found == expected
    assert len(looked(journal.chronicle())) == len(expected)


def test_a_later_look_meets_what_was_written_since(journal: Journal, clock: HandClock) -> None:
    """Added, edited, moved, deleted and brought back: each is seen by a chronicle that was there before."""
    chronicle = journal.chronicle()
    first, _ = journal.pain.add(PainScore(4), clock.moment())
    assert entries(chronicle) == [first]
    clock.pass_s(3600)
    second, _ = journal.pain.add(PainScore(5), clock.moment())
    assert entries(chronicle) == [second, first]
    clock.pass_s(3600)
    moved, _ = journal.pain.edit(first.id, PainScore(3), clock.moment())
    assert entries(chronicle) == [moved, second]
    change = journal.pain.delete(second.id, clock.moment())
    assert entries(chronicle) == [moved]
    change.undo()
    assert entries(chronicle) == [moved, second]
    assert chronicle.unseen() == 0


def test_a_changed_entry_keeps_what_it_was(journal: Journal, clock: HandClock) -> None:
    """All versions, oldest first; an entry that was never changed has none, and that it was written twice
    in the course of a session is nothing that it was.
    """
    entry, _ = journal.pain.add(PainScore(6), clock.moment())
    session = journal.sessions.start(PLAN, clock.moment())
    journal.sessions.end(session, Outcome.COMPLETED, 60.0, clock.moment())
    chronicle = journal.chronicle()
    assert [standing.versions for standing in told(chronicle)] == [(), ()]
    clock.pass_s(60)
    journal.pain.edit(entry.id, PainScore(4))
    journal.sessions.edit(session, clock.moment(), 90.0)
    by_id = {standing.entry.id: standing for standing in told(chronicle)}
    assert by_id[entry.id].versions == journal.pain.versions(entry.id)
    assert by_id[session].versions == journal.sessions.versions(session)


def test_a_session_shows_its_scores(journal: Journal, clock: HandClock) -> None:
    """Also one that is given, changed or taken back after the session was told."""
    session = journal.sessions.start(PLAN, clock.moment())
    journal.sessions.add_step(session, BRACE, clock.moment())
    journal.sessions.end(session, Outcome.COMPLETED, 60.0, clock.moment())
    chronicle = journal.chronicle()

    def scores() -> tuple[int | None, int | None]:
        [found] = [entry for entry in entries(chronicle) if isinstance(entry, SessionRecord)]
        return found.pain_before, found.pain_after

    assert scores() == (None, None)
    before, _ = journal.pain.add(PainScore(5, timing=Timing.BEFORE), clock.moment(), session)
    journal.pain.add(PainScore(3, timing=Timing.AFTER), clock.moment(), session)
    assert scores() == (5, 3)
    journal.pain.edit(before.id, PainScore(6, timing=Timing.BEFORE))
    assert scores() == (6, 3)
    journal.pain.delete(before.id, clock.moment())
    assert scores() == (None, 3)


def test_the_newest_are_told_without_a_look(journal: Journal, clock: HandClock) -> None:
    """Only those that stand, over all kinds, and no more than were asked for."""
    fill(journal, clock)
    clock.pass_s(60)
    gone, _ = journal.marks.add(Mark("gone"), clock.moment())
    journal.marks.delete(gone.id, clock.moment())
    run, _ = journal.activities.add(RUN, clock.moment())
    clock.pass_s(60)
    score, _ = journal.pain.add(PainScore(2, Region.NECK, recall=Recall.LAST_7_DAYS), clock.moment())
    chronicle = journal.chronicle()
    assert [standing.entry for standing in chronicle.newest(2)] == [score, run]
    assert len(chronicle.newest(100)) == len(told(chronicle))
    assert chronicle.unseen() == 0


def test_many_rows_are_looked_at_in_steps(journal: Journal, clock: HandClock) -> None:
    """A look that is left goes on where it was; nothing is met twice and nothing is passed over."""
    at = clock.moment()
    journal.take_in(journal.marks.draft(Mark(f"mark {n}"), at, f"id-{n}") for n in range(2500))
    chronicle = journal.chronicle()
    assert chronicle.unseen() == 2500
    next(chronicle.look())
    assert chronicle.unseen() == 1500
    assert len(looked(chronicle)) == 2500
    parts = list(chronicle.tell())
    assert len(parts) > 20
    assert len({standing.entry.id for part in parts for standing in part}) == 2500


def test_of_two_changes_in_two_journals_the_newest_counts(
    tmp_path: Path, journal: Journal, path: Path, clock: HandClock
) -> None:
    """The chronicle shows what the log shows, when both journals became one."""
    entry, _ = journal.pain.add(PainScore(6), clock.moment())
    chronicle = journal.chronicle()
    shutil.copy(path, tmp_path / "other.sqlite3")
    with closing(open_journal(tmp_path / "other.sqlite3", clock.moment)) as other:
        clock.pass_s(60)
        journal.pain.edit(entry.id, PainScore(4))
        clock.pass_s(60)
        other.pain.delete(entry.id, clock.moment())
        assert [found.id for found in entries(chronicle)] == [entry.id]
        journal.take_in(("pain", row) for row in other.rows("pain"))
    assert entries(chronicle) == list(journal.pain.between()) == []


def test_of_two_moves_in_two_journals_the_newest_has_its_place(
    tmp_path: Path, journal: Journal, path: Path, clock: HandClock
) -> None:
    """However late the other one comes in: an entry stands where its own time is."""
    moved, _ = journal.pain.add(PainScore(6), clock.moment())
    clock.pass_s(86_400)
    other, _ = journal.pain.add(PainScore(2), clock.moment())
    days = [Moment.from_local(clock.moment().local + timedelta(days=n)) for n in (1, -9)]
    shutil.copy(path, tmp_path / "elsewhere.sqlite3")
    with closing(open_journal(tmp_path / "elsewhere.sqlite3", clock.moment)) as elsewhere:
        elsewhere.pain.edit(moved.id, PainScore(4), days[0])
        rows = [("pain", row) for row in elsewhere.rows("pain")]
    clock.pass_s(60)
    chronicle = looked(journal.chronicle())
    newest, _ = journal.pain.edit(moved.id, PainScore(5), days[1])
    assert entries(chronicle) == [other, newest]
    journal.take_in(rows)
    assert entries(chronicle) == [other, newest]
    clock.pass_s(60)
    journal.pain.delete(moved.id, clock.moment())
    assert entries(chronicle) == [other]
    assert len(chronicle) == 1


def test_the_newest_are_found_when_old_ones_were_stored_last(journal: Journal, clock: HandClock) -> None:
    """A diary of long ago that came from a file hides nothing that was written before, deleted or not."""
    today, _ = journal.marks.add(Mark("today"), clock.moment())
    long_ago = Moment.from_local(clock.moment().local - timedelta(days=900))
    drafts = (journal.marks.draft(Mark("old"), long_ago, f"old-{n}") for n in range(10))
    journal.take_in(drafts)
    for _ in range(8):
        journal.marks.delete(journal.marks.add(Mark("gone"), clock.moment())[0].id, clock.moment())
    assert [standing.entry for standing in journal.chronicle().newest(1)] == [today]
    assert len(journal.chronicle().newest(5)) == 5
