"""Any order of writes and undos, by two programs at once, shows what a plain dictionary would show."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule

from backstay.domain.exercise import Side
from backstay.domain.history import Outcome, SessionRecord, StepDone, StepOutcome
from backstay.domain.pain import BodySide, PainEntry, PainScore, Recall, Region, Timing
from backstay.journal.change import Change
from backstay.journal.journal import Journal, open_journal
from tests.fakes import HandClock
from tests.journal.content import PLAN, View, view_of

SCORES = st.builds(
    PainScore,
    st.integers(0, 10),
    st.none() | st.sampled_from(Region),
    st.none() | st.sampled_from(BodySide),
    st.sampled_from(Timing),
    st.sampled_from(Recall),
    st.text(st.characters(codec="utf-8"), max_size=20),
)
SECONDS = st.floats(0, 10_000)
STEPS = st.builds(
    StepDone,
    st.integers(0, 2),
    st.just("bird-dog"),
    st.text("abc", max_size=3),
    st.none() | SECONDS,
    SECONDS,
    st.sampled_from(StepOutcome),
    st.integers(0, 50),
    st.sampled_from(Side),
    st.booleans(),
)

# One thing that a change can touch: an entry by its id, and "pain", "end" or "deleted".
Aspect = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Undoable:
    """A change, the aspect it touched and what that was before."""

    change: Change
    aspect: Aspect
    former: Any


class JournalAgainstDictionaries(RuleBasedStateMachine):
    """Two programs at one journal take turns, beside a dictionary that is simply overwritten."""

    changes: Bundle[Undoable] = Bundle("changes")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = HandClock()
        self.programs = [self.opened(), self.opened()]
        self.turns = cycle(self.programs)
        self.chronicles = [program.chronicle() for program in self.programs]
        self.known: dict[Aspect, Any] = {}
        self.entries: list[PainEntry] = []
        self.sessions: list[SessionRecord] = []
        self.steps: dict[str, dict[int, StepDone]] = {}

    def opened(self) -> Journal:
        return open_journal(self.folder / "journal.sqlite3", self.clock.moment)

    @property
    def journal(self) -> Journal:
        return next(self.turns)

    def teardown(self) -> None:
        for program in self.programs:
            program.close()
        shutil.rmtree(self.folder)

    def visible_pain(self) -> list[PainEntry]:
        shown = (e for e in self.entries if not self.known[e.id, "deleted"])
        return [replace(e, pain=self.known[e.id, "pain"]) for e in shown]

    def visible_sessions(self) -> list[SessionRecord]:
        return [self.expected(s) for s in self.sessions if not self.known[s.id, "deleted"]]

    def expected(self, started: SessionRecord) -> SessionRecord:
        outcome, active_s, ended_at = self.known[started.id, "end"]
        steps = tuple(step for _, step in sorted(self.steps[started.id].items()))
        scores = {
            e.pain.timing: e.pain.score
            for e in self.visible_pain()
            if e.session_id == started.id and e.pain.recall is Recall.NOW
        }
        return replace(
            started,
            outcome=outcome,
            active_s=active_s,
            ended_at=ended_at,
            steps=steps,
            pain_before=scores.get(Timing.BEFORE),
            pain_after=scores.get(Timing.AFTER),
        )

    def note(self, change: Change, aspect: Aspect, value: Any) -> Undoable:
        former, self.known[aspect] = self.known[aspect], value
        return Undoable(change, aspect, former)

    @rule(target=changes, pain=SCORES, data=st.data())
    def add_pain(self, pain: PainScore, data: st.DataObject) -> Undoable:
        self.clock.pass_s(1)
        session_id = data.draw(st.sampled_from([None, *(s.id for s in self.sessions)]))
        entry, change = self.journal.pain.add(pain, self.clock.moment(), session_id)
        self.entries.append(entry)
        self.known |= {(entry.id, "pain"): pain, (entry.id, "deleted"): True}
        return self.note(change, (entry.id, "deleted"), False)

    @precondition(lambda self: self.visible_pain())
    @rule(target=changes, pain=SCORES, data=st.data())
    def edit_pain(self, pain: PainScore, data: st.DataObject) -> Undoable:
        entry_id = data.draw(st.sampled_from(self.visible_pain())).id
        return self.note(self.journal.pain.edit(entry_id, pain)[1], (entry_id, "pain"), pain)

    @precondition(lambda self: self.visible_pain())
    @rule(target=changes, data=st.data())
    def delete_pain(self, data: st.DataObject) -> Undoable:
        entry_id = data.draw(st.sampled_from(self.visible_pain())).id
        change = self.journal.pain.delete(entry_id, self.clock.moment())
        return self.note(change, (entry_id, "deleted"), True)

    @rule()
    def start_session(self) -> None:
        self.clock.pass_s(1)
        session_id = self.journal.sessions.start(PLAN, self.clock.moment())
        self.sessions.append(SessionRecord(session_id, PLAN, self.clock.moment(), None, None, 0.0))
        self.steps[session_id] = {}
        self.known |= {(session_id, "end"): (None, 0.0, None), (session_id, "deleted"): False}

    @precondition(lambda self: self.sessions)
    @rule(step=STEPS, data=st.data())
    def finish_step(self, step: StepDone, data: st.DataObject) -> None:
        session_id = data.draw(st.sampled_from(self.sessions)).id
        self.journal.sessions.add_step(session_id, step, self.clock.moment())
        self.steps[session_id][step.index] = step

    @precondition(lambda self: self.sessions)
    @rule(target=changes, outcome=st.sampled_from(Outcome), active_s=SECONDS, data=st.data())
    def end_session(self, outcome: Outcome, active_s: float, data: st.DataObject) -> Undoable:
        session_id = data.draw(st.sampled_from(self.sessions)).id
        at = self.clock.moment()
        change = self.journal.sessions.end(session_id, outcome, active_s, at)
        return self.note(change, (session_id, "end"), (outcome, active_s, at))

    @precondition(lambda self: self.visible_sessions())
    @rule(target=changes, data=st.data())
    def delete_session(self, data: st.DataObject) -> Undoable:
        session_id = data.draw(st.sampled_from(self.visible_sessions())).id
        change = self.journal.sessions.delete(session_id, self.clock.moment())
        return self.note(change, (session_id, "deleted"), True)

    @rule(target=changes, done=consumes(changes))
    def undo(self, done: Undoable) -> Undoable:
        return self.note(done.change.undo(), done.aspect, done.former)

    @invariant()
    def both_show_what_the_dictionary_holds(self) -> None:
        expected = View(tuple(self.visible_pain()), tuple(self.visible_sessions()))
        for program in self.programs:
            assert view_of(program) == expected
            assert program.notice is None

    @invariant()
    def chronicle_that_looks_now_and_then_tells_the_same(self) -> None:
        sessions = [replace(s, steps=()) for s in self.visible_sessions()]
        for chronicle in self.chronicles:
            for _ in chronicle.look():
                pass
            told = {standing.entry.id: standing.entry for part in chronicle.tell() for standing in part}
            seen: list[PainEntry | SessionRecord] = [*self.visible_pain(), *sessions]
            assert told == {entry.id: entry for entry in seen}


TestJournalAgainstDictionaries = JournalAgainstDictionaries.TestCase
TestJournalAgainstDictionaries.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
