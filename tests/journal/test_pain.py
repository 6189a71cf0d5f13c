"""Pain scores in the journal: what goes in comes out, and every write can be taken back."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import product

import pytest

from backstay.domain.errors import InputError, JournalError
from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, PainLine, PainScore, Recall, Region, Timing
from backstay.journal.change import Kind
from backstay.journal.journal import Journal
from tests.fakes import HandClock
from tests.journal.content import NECK, PLAN


def test_score_comes_back_as_it_was_given(journal: Journal, clock: HandClock) -> None:
    """Every part of a score, the moment included to the microsecond, is read as it was entered."""
    clock.pass_s(0.123456)
    entry, change = journal.pain.add(NECK, clock.moment())
    assert (entry.pain, entry.at, entry.session_id) == (NECK, clock.moment(), None)
    assert change.kinds == {Kind.PAIN}
    assert journal.pain.between() == (entry,)


def test_every_word_of_the_scale_can_be_stored(journal: Journal, clock: HandClock) -> None:
    """The file accepts each score, region, side, timing and recall that the domain knows."""
    given = [PainScore(score) for score in range(11)]
    given += [PainScore(0, region, side) for region, side in product(Region, BodySide)]
    given += [PainScore(0, timing=timing, recall=recall) for timing, recall in product(Timing, Recall)]
    for pain in given:
        journal.pain.add(pain, clock.moment())
    assert [entry.pain for entry in journal.pain.between()] == given


def test_edit_keeps_the_id_and_the_moment(journal: Journal, clock: HandClock) -> None:
    """An edited entry is the same entry with another content, and undo brings the old one back."""
    before, _ = journal.pain.add(PainScore(7), clock.moment())
    clock.pass_s(60)
    after, change = journal.pain.edit(before.id, NECK)
    assert (after.id, after.at, after.pain) == (before.id, before.at, NECK)
    assert journal.pain.between() == (after,)
    change.undo()
    assert journal.pain.between() == (before,)


def test_history_is_in_order_though_the_clock_was_put_back(journal: Journal, clock: HandClock) -> None:
    """What an entry was stands before what it became, whatever the clock said then."""
    entry, _ = journal.pain.add(PainScore(6), clock.moment())
    for score in (5, 4, 3):
        clock.pass_s(-86_400 if score == 5 else 60)
        journal.pain.edit(entry.id, PainScore(score))
    clock.pass_s(-3600)
    journal.pain.delete(entry.id, clock.moment())
    versions = journal.pain.versions(entry.id)
    assert [version.entry.pain.score for version in versions] == [6, 5, 4, 3, 3]
    assert [version.is_deleted for version in versions] == [False] * 4 + [True]


def test_list_tells_history_in_order_though_the_clock_was_put_back(
    journal: Journal, clock: HandClock
) -> None:
    """The last version is the one that stands."""
    entry, _ = journal.pain.add(PainScore(6), clock.moment())
    clock.pass_s(-86_400)
    journal.pain.edit(entry.id, PainScore(5))
    chronicle = journal.chronicle()
    for _ in chronicle.look():
        pass
    ((standing,),) = chronicle.tell()
    assert [version.entry for version in standing.versions][1:] == [standing.entry]


def test_undo_of_an_add_takes_the_entry_out_and_its_undo_brings_it_back(
    journal: Journal, clock: HandClock
) -> None:
    """Undo is a change like any other: it can be undone, as often as one likes."""
    entry, change = journal.pain.add(PainScore(2), clock.moment())
    redo = change.undo()
    assert journal.pain.between() == ()
    again = redo.undo()
    assert journal.pain.between() == (entry,)
    again.undo()
    assert journal.pain.between() == ()


def test_deleted_entry_is_gone_until_undo(journal: Journal, clock: HandClock) -> None:
    """A deleted entry is not shown and cannot be deleted twice; undo shows it again."""
    entry, _ = journal.pain.add(NECK, clock.moment())
    change = journal.pain.delete(entry.id, clock.moment())
    assert journal.pain.between() == ()
    with pytest.raises(InputError, match="no such pain entry"):
        journal.pain.delete(entry.id, clock.moment())
    change.undo()
    assert journal.pain.between() == (entry,)


def test_unknown_entry_is_refused(journal: Journal, clock: HandClock) -> None:
    """What the journal does not hold can neither be edited nor deleted."""
    with pytest.raises(InputError, match="no such pain entry"):
        journal.pain.edit("nowhere", NECK)
    with pytest.raises(InputError, match="no such pain entry"):
        journal.pain.delete("nowhere", clock.moment())


def test_days_are_both_included(journal: Journal, clock: HandClock) -> None:
    """A range of days holds the first and the last of them."""
    for score in range(5):
        journal.pain.add(PainScore(score), clock.moment())
        clock.pass_s(86_400)
    first = Moment.from_local(datetime(2026, 11, 22, tzinfo=UTC)).day
    since, until = first + timedelta(days=1), first + timedelta(days=3)
    assert [e.pain.score for e in journal.pain.between(since, until)] == [1, 2, 3]
    assert [e.pain.score for e in journal.pain.between(until=since)] == [0, 1]
    assert [e.pain.score for e in journal.pain.between(since=until)] == [3, 4]


def test_travelling_never_moves_an_entry_to_another_day(journal: Journal) -> None:
    """The day is the one the person's calendar showed; order is by the instant."""
    hawaii, samoa = timezone(timedelta(hours=-10)), timezone(timedelta(hours=13))
    late = Moment.from_local(datetime(2026, 11, 21, 23, 30, tzinfo=hawaii), "Pacific/Honolulu")
    early = Moment.from_local(datetime(2026, 11, 22, 0, 30, tzinfo=samoa), "Pacific/Apia")
    journal.pain.add(PainScore(1), late)
    journal.pain.add(PainScore(2), early)
    assert [e.at for e in journal.pain.between()] == [early, late]
    assert [e.at for e in journal.pain.between(until=late.day)] == [late]


def test_note_that_is_not_text_is_refused(journal: Journal, clock: HandClock) -> None:
    """Bytes of a terminal that are no letters are an input error, not a crash."""
    with pytest.raises(InputError, match="not text"):
        journal.pain.add(PainScore(1, note="caf\udce9"), clock.moment())
    assert journal.pain.between() == ()


def test_score_of_an_unknown_session_is_refused(journal: Journal, clock: HandClock) -> None:
    """A score cannot belong to a session that is not in the journal."""
    with pytest.raises(JournalError, match="refused"):
        journal.pain.add(PainScore(1), clock.moment(), "nowhere")
    assert journal.pain.between() == ()


def test_score_of_a_session_changes_the_session_too(journal: Journal, clock: HandClock) -> None:
    """Pages that show sessions learn that a score of theirs came, changed or went."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    entry, added = journal.pain.add(PainScore(6, timing=Timing.BEFORE), clock.moment(), session_id)
    _, edited = journal.pain.edit(entry.id, PainScore(4, timing=Timing.BEFORE))
    assert journal.sessions.get(session_id).pain_before == 4
    deleted = journal.pain.delete(entry.id, clock.moment())
    assert added.kinds == edited.kinds == deleted.kinds == {Kind.PAIN, Kind.SESSIONS}
    assert journal.sessions.get(session_id).pain_before is None


def test_a_second_attempt_under_the_same_id_stores_nothing_more(journal: Journal, clock: HandClock) -> None:
    """A write whose last sync failed may be stored all the same; trying again is safe."""
    first, _ = journal.pain.add(PainScore(4), clock.moment(), entry_id="chosen")
    clock.pass_s(60)
    again, change = journal.pain.add(PainScore(4), first.at, entry_id="chosen")
    assert journal.pain.between() == (first,)
    assert again == first
    change.undo()
    assert journal.pain.between() == ()


def test_lines_say_what_there_are_scores_of(journal: Journal, clock: HandClock) -> None:
    """Each region with its recall and timing, how many stand and since when; the most first."""
    first = clock.moment()
    neck, _ = journal.pain.add(PainScore(4, Region.NECK), first)
    clock.pass_s(86_400)
    for score in (3, 5):
        journal.pain.add(PainScore(score, Region.NECK), clock.moment())
    journal.pain.add(PainScore(5, recall=Recall.LAST_7_DAYS), clock.moment())
    gone, _ = journal.pain.add(PainScore(9, Region.HIP), clock.moment())
    journal.pain.delete(gone.id, clock.moment())
    journal.pain.edit(neck.id, PainScore(2, Region.NECK))
    assert journal.pain.lines() == (
        PainLine(Region.NECK, Recall.NOW, Timing.NOW, first.day, 3),
        PainLine(None, Recall.LAST_7_DAYS, Timing.NOW, clock.moment().day, 1),
    )
    assert journal.first_day() == first.day


def test_last_day_before_a_span_is_found(journal: Journal, clock: HandClock) -> None:
    """All scores of that day about that region, however long ago, and no deleted one."""
    told = [journal.pain.add(PainScore(score, Region.NECK), clock.moment())[0] for score in (3, 4)]
    clock.pass_s(86_400)
    gone, _ = journal.pain.add(PainScore(9, Region.NECK), clock.moment())
    journal.pain.delete(gone.id, clock.moment())
    journal.pain.add(PainScore(1, Region.HIP), clock.moment())
    clock.pass_s(400 * 86_400)
    day = clock.moment().day
    assert journal.pain.last_before(day, Region.NECK, Recall.NOW) == tuple(told)
    assert journal.pain.last_before(day, None, Recall.NOW) == ()
    assert journal.pain.last_before(told[0].at.day, Region.NECK, Recall.NOW) == ()


def test_empty_journal_has_no_first_day(journal: Journal) -> None:
    """Nothing begun, nothing to count from."""
    assert (journal.first_day(), journal.pain.lines()) == (None, ())
