"""A session as a page shows it at one instant: what is on, what is left, what comes next."""

from dataclasses import dataclass
from enum import StrEnum

from backstay.domain.cueing import Spot
from backstay.domain.session_events import PauseReason
from backstay.domain.timeline import Segment, StepPlan, Timeline


class State(StrEnum):
    """Where a session stands."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SessionView:
    """All that a page shows at one instant.

    ``duration_s`` and ``remaining_s`` are None while the program waits for the person. ``left_s``
    is what is left of the whole. ``step_fractions`` has 0..1 for each step. ``upcoming`` is the
    next segment, None in the last one. ``lead_left_s`` are the seconds to get back into position after
    a pause, 0 otherwise. ``left_out`` are the ids of exercises that are not done any more.
    """

    timeline: Timeline
    state: State
    pause_reason: PauseReason | None
    index: int
    segment: Segment
    elapsed_s: float
    duration_s: float | None
    remaining_s: float | None
    step: StepPlan
    steps: int
    left_s: float
    upcoming: Segment | None
    step_fractions: tuple[float, ...]
    lead_left_s: float = 0.0
    left_out: frozenset[str] = frozenset()


def view_of(
    timeline: Timeline,
    state: State,
    pause_reason: PauseReason | None,
    spot: Spot,
    *,
    lead_left_s: float = 0.0,
    left_out: frozenset[str] = frozenset(),
) -> SessionView:
    """The view at ``spot``."""
    segment, elapsed_s = timeline.segments[spot.index], spot.elapsed_s
    duration_s = None if segment.duration_s is None else segment.duration_s + spot.added_s
    ahead = [s for s in timeline.segments[spot.index + 1 :] if _is_done(s, segment.step, left_out)]
    return SessionView(
        timeline=timeline,
        state=state,
        pause_reason=pause_reason,
        index=spot.index,
        segment=segment,
        elapsed_s=elapsed_s,
        duration_s=duration_s,
        remaining_s=None if duration_s is None else duration_s - elapsed_s,
        step=timeline.steps[segment.step],
        steps=len(timeline.steps),
        left_s=_left_s(segment, elapsed_s, duration_s) + sum(s.estimate_s for s in ahead),
        upcoming=ahead[0] if ahead else None,
        step_fractions=_fractions(timeline, spot.index, elapsed_s, duration_s),
        lead_left_s=lead_left_s,
        left_out=left_out,
    )


def _is_done(segment: Segment, step: int, left_out: frozenset[str]) -> bool:
    return segment.step == step or segment.exercise.id not in left_out


def _left_s(segment: Segment, elapsed_s: float, duration_s: float | None) -> float:
    return max(0.0, (segment.estimate_s if duration_s is None else duration_s) - elapsed_s)


def _fractions(
    timeline: Timeline, index: int, elapsed_s: float, duration_s: float | None
) -> tuple[float, ...]:
    step = timeline.steps[timeline.segments[index].step]
    before_s = sum(s.estimate_s for s in timeline.segments[step.first : index])
    estimate_s = timeline.segments[index].estimate_s
    share = min(1.0, elapsed_s / (duration_s or estimate_s)) if duration_s != 0 else 1.0
    here = (before_s + share * estimate_s) / step.planned_s
    rest = len(timeline.steps) - step.index - 1
    return (*(1.0 for _ in range(step.index)), here, *(0.0 for _ in range(rest)))
