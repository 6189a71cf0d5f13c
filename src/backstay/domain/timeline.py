"""A routine laid out in time: every repetition, hold, rest and change of side as one segment.

The announced length is the sum of the segments, never a figure somebody wrote down.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from backstay.domain.exercise import Dose, Exercise, Side, Sides, Tempo
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, RestStep, Routine

COUNTDOWN_S = (3.0, 2.0, 1.0)
# A shorter hold would be all countdown.
COUNTED_HOLD_S = 8.0
# From here on it helps to know that the half is over.
HALVED_HOLD_S = 20.0
# A phase of the tempo that is over before its word is.
WORDLESS_S = 1.0
# Before the end of a pause, so that there is time to lie down again; in a shorter pause there is none.
GET_READY_S = 5.0
READIED_PAUSE_S = 10.0


class Kind(StrEnum):
    """What the person does during a segment. WORK is one repetition in tempo, HOLD one held one."""

    PREPARE = "prepare"
    WORK = "work"
    HOLD = "hold"
    RELAX = "relax"
    REST = "rest"
    CHANGE_SIDE = "change-side"
    WAIT = "wait"


EFFORT = frozenset({Kind.WORK, Kind.HOLD, Kind.WAIT})


class CueKind(StrEnum):
    """What a tone or a word announces. END is where an effort was carried to its end, READY where it is
    time to get into position; STAY and DOWN are the phases of a tempo after the first.
    """

    READY = "ready"
    COUNT = "count"
    START = "start"
    REP = "rep"
    HALF = "half"
    STAY = "stay"
    DOWN = "down"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to sound ``at_s`` seconds into its segment."""

    at_s: float
    kind: CueKind


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of time with one thing to do.

    ``duration_s`` is None where the program waits for the person; ``estimate_s`` is what such a
    segment counts for in the announced length, and equals the duration elsewhere. ``rep`` and
    ``set`` count from 1 and are 0 before the first repetition.
    """

    kind: Kind
    duration_s: float | None
    estimate_s: float
    step: int
    exercise: Exercise
    side: Side = Side.BOTH
    rep: int = 0
    reps: int = 0
    set: int = 0
    sets: int = 0
    tempo: Tempo | None = None
    cues: tuple[Cue, ...] = ()

    @property
    def is_effort(self) -> bool:
        """Whether the person works, rather than rests or gets into position."""
        return self.kind in EFFORT


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One exercise of the session: ``first`` and ``last`` are its segments, both included."""

    index: int
    exercise: Exercise
    dose: Dose
    first: int
    last: int
    planned_s: float
    until_done: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole session, laid out. It has at least one step, and every step an effort."""

    routine_id: str
    routine_name: str
    segments: tuple[Segment, ...]
    steps: tuple[StepPlan, ...]

    @property
    def length_s(self) -> float:
        """The announced length in seconds, waiting steps at their estimate."""
        return sum(segment.estimate_s for segment in self.segments)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before an exercise: getting into position, or a rest the routine asks for."""

    kind: Kind
    duration_s: float


_Led = tuple[_Lead, ExerciseStep]


def compile_timeline(routine: Routine, preferences: Preferences) -> Timeline:
    """Lay the routine out. Raises ``ValueError`` when it has no exercise."""
    led: list[_Led] = []
    lead = _Lead(Kind.PREPARE, float(preferences.get_ready_s))
    for item in routine.flat_steps():
        if isinstance(item, RestStep):
            lead = _after_rest(lead, item.rest_s)
            continue
        led.append((lead, item))
        lead = _between(preferences)
    if not led:
        raise ValueError(f"routine {routine.id} has no exercise")
    return _laid_out(routine.id, routine.name, led, preferences)


def with_easier(timeline: Timeline, step: int, easier: Exercise, preferences: Preferences) -> Timeline:
    """``timeline`` with ``easier``, at its own dose, after the exercise at ``step`` and wherever that
    exercise would come again. Up to ``step`` nothing changes, and there is one step more.
    """
    left = timeline.steps[step].exercise.id
    led = [(_lead_of(timeline, plan), _item_of(plan)) for plan in timeline.steps]
    later = [
        (lead, ExerciseStep(easier, easier.dose) if item.exercise.id == left else item)
        for lead, item in led[step + 1 :]
    ]
    inserted = (_between(preferences), ExerciseStep(easier, easier.dose))
    changed = [*led[: step + 1], inserted, *later]
    return _laid_out(timeline.routine_id, timeline.routine_name, changed, preferences)


def announced_s(routine: Routine, preferences: Preferences) -> float:
    """How long the routine takes, in seconds."""
    return compile_timeline(routine, preferences).length_s


def _laid_out(routine_id: str, name: str, led: Iterable[_Led], preferences: Preferences) -> Timeline:
    segments: list[Segment] = []
    steps: list[StepPlan] = []
    for lead, item in led:
        made = tuple(_step_segments(item, len(steps), lead, preferences))
        steps.append(_step_plan(item, len(steps), len(segments), made))
        segments += made
    return Timeline(routine_id, name, tuple(segments), tuple(steps))


def _between(preferences: Preferences) -> _Lead:
    return _Lead(Kind.PREPARE, float(preferences.transition_s))


def _lead_of(timeline: Timeline, plan: StepPlan) -> _Lead:
    first = timeline.segments[plan.first]
    return _Lead(Kind.PREPARE, 0.0) if first.is_effort else _Lead(first.kind, first.estimate_s)


def _item_of(plan: StepPlan) -> ExerciseStep:
    return ExerciseStep(plan.exercise, plan.dose, plan.until_done)


def _after_rest(lead: _Lead, rest_s: float) -> _Lead:
    """A rest takes the place of getting into position; two rests in a row add up."""
    earlier_s = lead.duration_s if lead.kind is Kind.REST else 0.0
    return _Lead(Kind.REST, earlier_s + rest_s)


def _step_plan(item: ExerciseStep, index: int, first: int, made: tuple[Segment, ...]) -> StepPlan:
    planned_s = sum(segment.estimate_s for segment in made)
    last = first + len(made) - 1
    return StepPlan(index, item.exercise, item.dose, first, last, planned_s, item.until_done)


def _step_segments(item: ExerciseStep, step: int, lead: _Lead, preferences: Preferences) -> Iterator[Segment]:
    first_side = Side.LEFT if item.exercise.sides is Sides.EACH else Side.BOTH
    blank = Segment(lead.kind, 0.0, 0.0, step, item.exercise, first_side)
    if lead.duration_s > 0:
        yield _pause(blank, lead.kind, lead.duration_s)
    if item.until_done:
        yield _waiting(blank, item, preferences)
        return
    for number in range(1, len(item.dose.reps) + 1):
        in_set = replace(blank, set=number, sets=len(item.dose.reps))
        if number > 1 and item.dose.rest_s > 0:
            yield _pause(in_set, Kind.REST, item.dose.rest_s)
        yield from _set_segments(in_set, item.dose, float(preferences.change_side_s))


def _set_segments(in_set: Segment, dose: Dose, change_side_s: float) -> Iterator[Segment]:
    yield from _repetitions(in_set, dose)
    if in_set.side is Side.BOTH:
        return
    other_side = replace(in_set, side=Side.RIGHT)
    if change_side_s > 0:
        yield _pause(other_side, Kind.CHANGE_SIDE, change_side_s)
    yield from _repetitions(other_side, dose)


def _repetitions(in_set: Segment, dose: Dose) -> Iterator[Segment]:
    kind = Kind.WORK if dose.tempo is not None else Kind.HOLD
    reps = dose.reps[in_set.set - 1]
    in_set = replace(in_set, reps=reps)
    first, later = (_effort_cues(dose, opening) for opening in (CueKind.START, CueKind.REP))
    for rep in range(1, reps + 1):
        if rep > 1 and kind is Kind.HOLD and dose.relax_s > 0:
            yield _repetition(in_set, Kind.RELAX, dose.relax_s, rep, cues=_RELAX_CUES)
        yield _repetition(in_set, kind, dose.rep_s, rep, dose.tempo, later if rep > 1 else first)


def _repetition(
    at: Segment,
    kind: Kind,
    duration_s: float,
    rep: int,
    tempo: Tempo | None = None,
    cues: tuple[Cue, ...] = (),
) -> Segment:
    # Written out, because nothing is made as often: "replace" takes five times as long.
    return Segment(
        kind, duration_s, duration_s, at.step, at.exercise, at.side,
        rep, at.reps, at.set, at.sets, tempo, cues,
    )  # fmt: skip


def _waiting(blank: Segment, item: ExerciseStep, preferences: Preferences) -> Segment:
    usual = ExerciseStep(item.exercise, item.dose)
    lead = _Lead(Kind.PREPARE, 0.0)
    estimate_s = sum(s.estimate_s for s in _step_segments(usual, blank.step, lead, preferences))
    waiting = _timed(blank, Kind.WAIT, estimate_s, (Cue(0.0, CueKind.START),))
    return replace(waiting, duration_s=None, side=Side.BOTH, rep=1, reps=1, set=1, sets=1)


_RELAX_CUES = (Cue(0.0, CueKind.END),)


def _pause(at: Segment, kind: Kind, duration_s: float) -> Segment:
    opening = Cue(0.0, _opening(kind, is_first=at.step == 0 and at.set == 0))
    ready_s = duration_s - GET_READY_S
    ready = (Cue(ready_s, CueKind.READY),) if duration_s >= READIED_PAUSE_S else ()
    return _timed(at, kind, duration_s, (opening, *ready, *_countdown(duration_s)))


def _opening(kind: Kind, *, is_first: bool) -> CueKind:
    if is_first:
        return CueKind.READY
    return CueKind.CHANGE if kind is Kind.CHANGE_SIDE else CueKind.END


def _timed(at: Segment, kind: Kind, duration_s: float, cues: tuple[Cue, ...] = ()) -> Segment:
    return replace(at, kind=kind, duration_s=duration_s, estimate_s=duration_s, cues=cues)


def _effort_cues(dose: Dose, opening_kind: CueKind) -> tuple[Cue, ...]:
    opening = Cue(0.0, opening_kind)
    if dose.tempo is not None:
        return (opening, *_tempo_cues(dose.tempo))
    duration_s = dose.rep_s
    half = (Cue(duration_s / 2, CueKind.HALF),) if duration_s >= HALVED_HOLD_S else ()
    return (opening, *half, *_countdown(duration_s)) if duration_s >= COUNTED_HOLD_S else (opening,)


def _tempo_cues(tempo: Tempo) -> Iterator[Cue]:
    """One at the start of each later phase that is long enough for its word."""
    down_at_s = tempo.up_s + tempo.hold_s
    if tempo.up_s > 0 and tempo.hold_s >= WORDLESS_S:
        yield Cue(tempo.up_s, CueKind.STAY)
    if down_at_s > 0 and tempo.down_s >= WORDLESS_S:
        yield Cue(down_at_s, CueKind.DOWN)


def _countdown(duration_s: float) -> tuple[Cue, ...]:
    """3-2-1 before the end, as far as there is room for it beside what opens the segment."""
    return tuple(Cue(duration_s - left_s, CueKind.COUNT) for left_s in COUNTDOWN_S if left_s < duration_s)
