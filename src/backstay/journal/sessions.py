"""Sessions as they happen: a row at the start, one for each finished step, one for the end."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from backstay.domain.errors import InputError
from backstay.domain.exercise import Side
from backstay.domain.history import (
    Effort,
    HurtAnswer,
    LastTime,
    Outcome,
    SessionPlan,
    SessionRecord,
    StepDone,
    StepOutcome,
)
from backstay.domain.moment import Moment
from backstay.domain.pain import Timing
from backstay.domain.versions import Version
from backstay.journal.change import Change, Kind
from backstay.journal.chronicle import Source
from backstay.journal.database import Database
from backstay.journal.entries import Entries
from backstay.journal.pain import PainLog
from backstay.journal.rows import Row, TableRow, moment_columns, moment_of, within
from backstay.journal.scores import Scores, scores_by_session

_KINDS = frozenset({Kind.SESSIONS})
# Of the latest steps with one exercise, some may be left out or of a session that was deleted.
_LOOKED_BACK = 20

Steps = Mapping[str, tuple[StepDone, ...]]
# A condition in SQL, and the values of its question marks.
Condition = tuple[str, tuple[str | int, ...]]


class SessionLog:
    """The sessions of one journal, with their steps and the scores in ``pain`` that belong to them."""

    def __init__(self, database: Database, pain: PainLog, now: Callable[[], Moment]) -> None:
        self._database = database
        self._pain = pain
        self._sessions = Entries(database, "session", now)
        self._steps = Entries(database, "step", now)

    @property
    def unreadable(self) -> int:
        """How many stored rows were met so far that could not be read."""
        return len(self._sessions.unreadable) + len(self._steps.unreadable)

    def source(self) -> Source:
        """Where a chronicle reads. What was written while a session ran is nothing that it ever was."""
        return Source(self._sessions, lambda row: _record(row, {}, {}), is_told="outcome IS NOT NULL")

    def start(self, plan: SessionPlan, at: Moment, session_id: str | None = None) -> str:
        """Store that a session began at ``at``; its id. Raises ``NotSavedError`` or ``JournalError``.

        With the ``session_id`` of a failed attempt it is stored once, not twice.
        """
        content = {**moment_columns(at), **_plan_columns(plan), **_end_columns(None, None), "active_s": 0.0}
        return str(self._sessions.add(content, session_id)["entry"])

    def add_step(self, session_id: str, step: StepDone, at: Moment) -> None:
        """Store a step that finished at ``at``. A step taken up again, known by its index, replaces
        what was stored of it. Raises ``NotSavedError`` or ``JournalError``.
        """
        columns = {**moment_columns(at), "session_id": session_id, **_step_columns(step)}
        former = self._steps.current(_entry_of, "session_id = ? AND step_index = ?", (session_id, step.index))
        if former:
            self._steps.supersede(former[-1], columns, _KINDS)
        else:
            self._steps.add(columns)

    def end(self, session_id: str, outcome: Outcome, active_s: float, at: Moment) -> Change:
        """Store how the session ended; undoing that lets it run again.

        ``active_s`` leaves pauses out. Raises ``InputError`` for an unknown session,
        ``NotSavedError`` or ``JournalError``.
        """
        columns = {**_end_columns(outcome, at), "active_s": float(active_s)}
        return self._sessions.supersede(session_id, columns, _KINDS)[1]

    def add_whole(
        self, plan: SessionPlan, at: Moment, active_s: float, entry_id: str | None = None
    ) -> tuple[SessionRecord, Change]:
        """Store a completed session that began at ``at`` and was not led here. Raises as ``start``."""
        row = self._sessions.add(_whole_columns(plan, at, active_s), entry_id)
        return _record(row, {}, {}), self._sessions.change(row["entry"], {"deleted": 1}, _KINDS)

    def draft_whole(self, plan: SessionPlan, at: Moment, active_s: float, entry_id: str) -> TableRow:
        """The row of such a session, for ``Journal.take_in``."""
        return "session", self._sessions.draft(_whole_columns(plan, at, active_s), entry_id)

    def edit(self, session_id: str, at: Moment, active_s: float) -> Change:
        """Move the session to ``at`` and give it other active seconds; its end keeps its distance from
        the start. Raises ``InputError`` for an unknown session or one that still runs, and as ``start``.
        """
        former = self.get(session_id)
        if former.outcome is None or former.ended_at is None:
            raise InputError("A session that has not ended cannot be changed.", where=session_id)
        ended = _later(at, former.ended_at.utc - former.started_at.utc)
        columns = {**moment_columns(at), **_end_columns(former.outcome, ended), "active_s": float(active_s)}
        return self._sessions.supersede(session_id, columns, _KINDS)[1]

    def versions(self, session_id: str) -> tuple[Version[SessionRecord], ...]:
        """Everything that the session's own row ever was, oldest first, without steps and scores. The
        writes while it ran are left out but for the last. Raises ``JournalError``.
        """
        all_of_them = self._sessions.versions(session_id, lambda row: _record(row, {}, {}))
        return tuple(version for version in all_of_them if version.entry.outcome is not None)

    def delete(self, session_id: str, at: Moment) -> Change:
        """Take the session out of sight, at the moment ``at``. Its pain scores stay: they were felt.

        Raises as ``end``.
        """
        self.get(session_id)
        return self._sessions.supersede(session_id, {"deleted": 1}, _KINDS, at)[1]

    def get(self, session_id: str) -> SessionRecord:
        """The session with its steps. Raises ``InputError`` when there is none."""
        found = self._read(("entry = ?", (session_id,)), with_steps=True)
        if not found:
            raise InputError("The journal has no such session.", where=session_id)
        return found[0]

    def has_any(self) -> bool:
        """Whether there is a session at all. Raises ``JournalError``."""
        return self._sessions.has_any()

    def open(self) -> tuple[SessionRecord, ...]:
        """The sessions without an end, oldest first, with their steps: those that run now, in whatever
        program, and those that were cut off. What another computer began, it also ends. Raises
        ``JournalError``.
        """
        here = "outcome IS NULL AND entry NOT IN (SELECT id FROM arrival)"
        found = self._sessions.current(_entry_of, here, ())
        return tuple(self.get(session_id) for session_id in found)

    def first_day(self) -> date | None:
        """The day of the earliest entry; None without any. Raises ``JournalError``."""
        return self._sessions.first_day()

    def between(
        self,
        since: date | None = None,
        until: date | None = None,
        *,
        with_steps: bool = False,
        with_scores: bool = True,
    ) -> tuple[SessionRecord, ...]:
        """The sessions begun on the days from ``since`` to ``until``, both included, oldest first.

        None leaves that end open. ``steps`` are empty unless asked for, and without ``with_scores``
        the scores are None. Raises ``JournalError``.
        """
        return self._read(within(since, until), with_steps=with_steps, with_scores=with_scores)

    def last_time(self, exercise_id: str, but: str | None) -> LastTime | None:
        """How the exercise went the last time, the session ``but`` left out of account; None when it was
        never done. Raises ``JournalError``.
        """
        lately = "entry IN (SELECT entry FROM step WHERE exercise_id = ? ORDER BY at_utc DESC LIMIT ?)"
        with self._database.reading():
            found = self._steps.current(_dated_step_of, lately, (exercise_id, _LOOKED_BACK))
            for day, session_id, step in reversed(found):
                is_done = step.hurt or step.outcome is not StepOutcome.SKIPPED
                if is_done and session_id != but and self._is_seen(session_id):
                    return self._with_pain(LastTime(day, step), session_id)
        return None

    def _is_seen(self, session_id: str) -> bool:
        return bool(self._sessions.current(_entry_of, "entry = ?", (session_id,)))

    def _with_pain(self, last: LastTime, session_id: str) -> LastTime:
        about = (session_id, last.step.exercise_id, Timing.DURING)
        given = self._pain.matching("session_id = ? AND exercise_id = ? AND timing = ?", about)
        return replace(last, score=given[-1].pain.score, region=given[-1].pain.region) if given else last

    def _read(
        self, chosen: Condition, *, with_steps: bool, with_scores: bool = True
    ) -> tuple[SessionRecord, ...]:
        where, values = chosen
        belonging = (f"session_id IN (SELECT entry FROM session WHERE {where})", values)
        with self._database.reading():
            # All of them without a condition: it would pass over a step whose session_id is damaged.
            of_these = chosen if where == "1" else belonging
            steps = self._steps_by_session(of_these) if with_steps else {}
            scores = scores_by_session(self._pain.matching(*belonging)) if with_scores else {}
            return tuple(self._sessions.current(lambda row: _record(row, steps, scores), *chosen))

    def _steps_by_session(self, belonging: Condition) -> Steps:
        grouped: dict[str, list[StepDone]] = defaultdict(list)
        for session_id, step in self._steps.current(_step_of, *belonging):
            grouped[session_id].append(step)
        return {name: tuple(sorted(steps, key=lambda s: s.index)) for name, steps in grouped.items()}


def _record(row: Row, steps: Steps, scores: Scores) -> SessionRecord:
    session_id, outcome = row["entry"], row["outcome"]
    return SessionRecord(
        session_id,
        SessionPlan(row["routine_id"], row["routine_name"], row["planned_s"], row["planned_steps"]),
        moment_of(row),
        moment_of(row, "ended_") if outcome else None,
        Outcome(outcome) if outcome else None,
        row["active_s"],
        steps.get(session_id, ()),
        scores.get((session_id, Timing.BEFORE)),
        scores.get((session_id, Timing.AFTER)),
    )


def _plan_columns(plan: SessionPlan) -> Row:
    return {
        "routine_id": plan.routine_id,
        "routine_name": plan.routine_name,
        "planned_s": float(plan.planned_s),
        "planned_steps": plan.steps,
    }


def _whole_columns(plan: SessionPlan, at: Moment, active_s: float) -> Row:
    ended = _end_columns(Outcome.COMPLETED, _later(at, timedelta(seconds=active_s)))
    return {**moment_columns(at), **_plan_columns(plan), **ended, "active_s": float(active_s)}


def _later(at: Moment, passed: timedelta) -> Moment:
    return Moment.from_local(at.local + passed, at.zone)


def _end_columns(outcome: Outcome | None, at: Moment | None) -> Row:
    return {"outcome": outcome, **moment_columns(at, "ended_")}


def _step_columns(step: StepDone) -> Row:
    return {
        "step_index": step.index,
        "exercise_id": step.exercise_id,
        "name": step.name,
        "planned_s": None if step.planned_s is None else float(step.planned_s),
        "active_s": float(step.active_s),
        "outcome": step.outcome,
        "reps_done": step.reps_done,
        "last_side": step.last_side,
        "hurt": int(step.hurt),
        "answer": step.answer,
        "effort": step.effort,
    }


def _entry_of(row: Row) -> str:
    return str(row["entry"])


def _dated_step_of(row: Row) -> tuple[date, str, StepDone]:
    return moment_of(row).day, *_step_of(row)


def _step_of(row: Row) -> tuple[str, StepDone]:
    return row["session_id"], StepDone(
        row["step_index"],
        row["exercise_id"],
        row["name"],
        row["planned_s"],
        row["active_s"],
        StepOutcome(row["outcome"]),
        row["reps_done"],
        Side(row["last_side"]),
        bool(row["hurt"]),
        HurtAnswer(row["answer"]) if row.get("answer") else None,
        Effort(row["effort"]) if row.get("effort") else None,
    )
