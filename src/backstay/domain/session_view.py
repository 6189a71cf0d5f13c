"""A session as a page shows it at one instant: what is on, what is left, what comes next."""

from dataclasses import dataclass
from enum import StrEnum

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
    next segment, None in the last one.
    """

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


def view_of(
    timeline: Timeline,
    state: State,
    pause_reason: PauseReason | None,
    index: int,
    elapsed_s: float,
    duration_s: float | None,
) -> SessionView:
    """The view of ``elapsed_s`` seconds into the segment at ``index``."""
    segment = timeline.segments[index]
    return SessionView(
        state=state,
        pause_reason=pause_reason,
        index=index,
        segment=segment,
        elapsed_s=elapsed_s,
        duration_s=duration_s,
        remaining_s=None if duration_s is None else duration_s - elapsed_s,
        step=timeline.steps[segment.step],
        steps=len(timeline.steps),
        left_s=_left_s(timeline, index, elapsed_s, duration_s),
        upcoming=timeline.segments[index + 1] if index + 1 < len(timeline.segments) else None,
        step_fractions=_fractions(timeline, index, elapsed_s, duration_s),
    )


def _left_s(timeline: Timeline, index: int, elapsed_s: float, duration_s: float | None) -> float:
    here_s = timeline.segments[index].estimate_s if duration_s is None else duration_s
    after_s = sum(segment.estimate_s for segment in timeline.segments[index + 1 :])
    return max(0.0, here_s - elapsed_s) + after_s


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
