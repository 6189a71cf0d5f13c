"""Journals of every kind, as a person could have kept them, and what of two of them is compared."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind, Origin
from backstay.domain.errors import InputError
from backstay.domain.exercise import Side
from backstay.domain.history import (
    Effort,
    HurtAnswer,
    Outcome,
    SessionPlan,
    SessionRecord,
    StepDone,
    StepOutcome,
)
from backstay.domain.mark import Mark, MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, Doing, PainEntry, PainScore, Quality, Recall, Region, Timing
from backstay.journal.change import Change
from backstay.journal.database import Database
from backstay.journal.journal import Journal
from backstay.journal.migrations import TABLES, migrate
from backstay.journal.rows import Row
from tests.fakes import HandClock

# What a spreadsheet runs, what is ours, and what breaks a line, a table or a terminal.
_ODD = (
    "=1+1",
    "-2",
    "'",
    "''",
    "'=x",
    "'tis",
    "＝x",
    '"',
    "a,b",
    "\r\n",
    "\x00",
    "\ufeffx",
    "a\rb",
    " ",
    "\t=",
)
_ZONES = ("", "Etc/UTC", "Europe/Berlin", "Nowhere/At all", "=zone", "'")
_OFFSETS_MIN = (0, 60, -210, 345, 840, -720, 1439, -1439)

notes = st.sampled_from(_ODD) | st.text(st.characters(codec="utf-8"), max_size=12)
moments = st.builds(
    lambda at, offset_min, zone: Moment.from_local(
        at.replace(tzinfo=timezone(timedelta(minutes=offset_min))), zone
    ),
    st.datetimes(datetime(1900, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(_OFFSETS_MIN),
    st.sampled_from(_ZONES),
)
scores = st.builds(
    PainScore,
    st.integers(0, 10),
    st.none() | st.sampled_from(Region),
    st.none() | st.sampled_from(BodySide),
    st.sampled_from(Timing),
    st.sampled_from(Recall),
    notes,
    st.none() | st.sampled_from(("bird-dog", "=cmd", "'")),
    st.none() | st.sampled_from(Doing),
    st.lists(st.sampled_from(Quality), max_size=3).map(tuple),
)
_seconds = st.floats(0, 1e6)
activities = st.builds(
    Activity,
    st.sampled_from(ActivityKind),
    st.floats(0.001, 360_000),
    st.none() | st.floats(0, 1e6),
    notes,
    st.sampled_from(Origin),
)
marks = (
    st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable() and bool(text.strip())).map(Mark)
)
_plans = st.builds(SessionPlan, notes, notes, _seconds, st.integers(0, 40))
_steps = st.builds(
    StepDone,
    st.integers(0, 5),
    notes,
    notes,
    st.none() | _seconds,
    _seconds,
    st.sampled_from(StepOutcome),
    st.integers(0, 50),
    st.sampled_from(Side),
    st.booleans(),
    st.none() | st.sampled_from(HurtAnswer),
    st.none() | st.sampled_from(Effort),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a person can see of a journal, each kind in an order of its own."""

    pain: tuple[PainEntry, ...]
    sessions: tuple[SessionRecord, ...]
    activities: tuple[ActivityEntry, ...]
    marks: tuple[MarkEntry, ...]


def in_memory(clock: HandClock | None = None) -> Journal:
    """An empty journal that costs no disk."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)
    return Journal(Database(connection, Path("memory")), (clock or HandClock()).moment)


def stored(journal: Journal) -> dict[str, list[Row]]:
    """Every row, in the order of their ids."""
    return {table: sorted(journal.rows(table), key=lambda row: str(row["id"])) for table in TABLES}


def seen(journal: Journal) -> Seen:
    """What the journal shows. A score whose session was deleted belongs to nothing that can be seen."""
    sessions = journal.sessions.between(with_steps=True)
    ids = {session.id for session in sessions}
    pain = (
        entry if entry.session_id in ids else replace(entry, session_id=None)
        for entry in journal.pain.between()
    )
    return Seen(
        tuple(sorted(pain, key=lambda entry: entry.id)),
        tuple(sorted(sessions, key=lambda session: session.id)),
        tuple(sorted(journal.activities.between(), key=lambda entry: entry.id)),
        tuple(sorted(journal.marks.between(), key=lambda entry: entry.id)),
    )


@st.composite
def diaries(draw: st.DrawFn) -> Journal:
    """A journal after some writes of every kind; the clock may have been put back in between."""
    clock = HandClock(datetime(2026, 11, 22, 8, 30, tzinfo=UTC))
    journal = in_memory(clock)
    changes: list[Change] = []
    for write in draw(st.lists(_writes, max_size=12)):
        clock.pass_s(draw(st.sampled_from((0.0, 0.000001, 1.5, 86_400.0, -7.0))))
        if change := write(journal, draw):
            changes.append(change)
        if changes and draw(st.integers(0, 5)) == 0:
            changes.append(changes.pop().undo())
    return journal


def _session(journal: Journal, draw: st.DrawFn) -> Change | None:
    at = draw(moments)
    session = journal.sessions.start(draw(_plans), at)
    for step in draw(st.lists(_steps, max_size=3)):
        journal.sessions.add_step(session, step, draw(moments))
    for timing in draw(st.lists(st.sampled_from((Timing.BEFORE, Timing.AFTER)), max_size=2)):
        journal.pain.add(replace(draw(scores), timing=timing), draw(moments), session)
    if draw(st.booleans()):
        return journal.sessions.end(session, draw(st.sampled_from(Outcome)), draw(_seconds), draw(moments))
    return None


def _whole_session(journal: Journal, draw: st.DrawFn) -> Change:
    return journal.sessions.add_whole(draw(_plans), draw(moments), draw(_seconds))[1]


def _pain(journal: Journal, draw: st.DrawFn) -> Change:
    return journal.pain.add(draw(scores), draw(moments))[1]


def _activity(journal: Journal, draw: st.DrawFn) -> Change:
    return journal.activities.add(draw(activities), draw(moments))[1]


def _mark(journal: Journal, draw: st.DrawFn) -> Change:
    return journal.marks.add(draw(marks), draw(moments))[1]


def _standing(journal: Journal) -> tuple[PainEntry | SessionRecord | ActivityEntry | MarkEntry, ...]:
    """What can be seen, by time. Chance gives the ids: in their order no example could be made again."""
    return (
        *journal.pain.between(),
        *journal.sessions.between(),
        *journal.activities.between(),
        *journal.marks.between(),
    )


def _edit(journal: Journal, draw: st.DrawFn) -> Change | None:
    everything = _standing(journal)
    if not everything:
        return None
    at = draw(st.none() | moments)
    match draw(st.sampled_from(everything)):
        case PainEntry(id=entry):
            return journal.pain.edit(entry, draw(scores), at)[1]
        case ActivityEntry(id=entry):
            return journal.activities.edit(entry, draw(activities), at)[1]
        case MarkEntry(id=entry):
            return journal.marks.edit(entry, draw(marks), at)[1]
        case SessionRecord(id=entry):
            try:
                return journal.sessions.edit(entry, at or draw(moments), draw(_seconds))
            except InputError:
                return None
    raise AssertionError("nothing else can be seen")


def _delete(journal: Journal, draw: st.DrawFn) -> Change | None:
    everything = _standing(journal)
    if not everything:
        return None
    at = draw(moments)
    match draw(st.sampled_from(everything)):
        case PainEntry(id=entry):
            return journal.pain.delete(entry, at)
        case ActivityEntry(id=entry):
            return journal.activities.delete(entry, at)
        case MarkEntry(id=entry):
            return journal.marks.delete(entry, at)
        case SessionRecord(id=entry):
            return journal.sessions.delete(entry, at)
    raise AssertionError("nothing else can be seen")


_writes = st.sampled_from(
    (_session, _session, _whole_session, _pain, _pain, _activity, _mark, _edit, _edit, _delete)
)
