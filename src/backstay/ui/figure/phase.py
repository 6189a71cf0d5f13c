"""Which moment of its movement a figure shows for a moment of the session."""

from backstay.domain.figure import Phase, phase_at
from backstay.domain.session_view import SessionView
from backstay.domain.timeline import Kind, Segment, Timeline

# How long it takes to get into a held position, and out of it.
_INTO_HOLD_S = 1.2
# A loop such as walking is told a long stretch; it turns at its own pace.
_WAIT_S = 600.0

Moment = tuple[Phase, float, float]
"""The phase, how far through it (0 to 1), and its length in seconds."""

_AT_START: Moment = (Phase.REST, 0.0, 0.0)


def figure_moment(timeline: Timeline, view: SessionView) -> Moment:
    """The moment to show now. While getting ready the figure goes through one repetition."""
    segment, elapsed_s = view.segment, view.elapsed_s
    match segment.kind:
        case Kind.WORK:
            return _in_tempo(segment, elapsed_s, view.duration_s)
        case Kind.HOLD:
            return _into_hold(elapsed_s, view.duration_s or _INTO_HOLD_S)
        case Kind.WAIT:
            return Phase.HOLD, elapsed_s % _WAIT_S / _WAIT_S, _WAIT_S
        case Kind.PREPARE:
            return _shown_first(timeline, view)
        case _:
            return _out_of_hold(timeline, view)


def is_moving(view: SessionView) -> bool:
    """Whether the picture changes from frame to frame."""
    is_still = view.segment.kind in (Kind.REST, Kind.RELAX, Kind.CHANGE_SIDE)
    return view.segment.exercise.figure is not None and not (is_still and view.elapsed_s > _INTO_HOLD_S)


def _in_tempo(segment: Segment, elapsed_s: float, duration_s: float | None) -> Moment:
    tempo = segment.tempo
    if tempo is None or not duration_s:
        return _AT_START
    # A repetition that was made longer or shorter keeps its rhythm.
    stretch = duration_s / tempo.length_s
    up_s, hold_s, down_s = (part * stretch for part in (tempo.up_s, tempo.hold_s, tempo.down_s))
    phase, progress = phase_at(elapsed_s, up_s, hold_s, down_s)
    lengths = {Phase.UP: up_s, Phase.HOLD: hold_s, Phase.DOWN: down_s}
    return phase, progress, lengths.get(phase, 0.0)


def _into_hold(elapsed_s: float, duration_s: float) -> Moment:
    into_s = min(_INTO_HOLD_S, duration_s / 2)
    if elapsed_s < into_s:
        return Phase.UP, elapsed_s / into_s, into_s
    held_s = duration_s - into_s
    return Phase.HOLD, min(1.0, (elapsed_s - into_s) / held_s), held_s


def _out_of_hold(timeline: Timeline, view: SessionView) -> Moment:
    before = timeline.segments[view.index - 1] if view.index else None
    came_from_hold = before is not None and before.kind is Kind.HOLD and before.step == view.segment.step
    # The other side starts from its own start position, not from the end of this one.
    is_same_side = before is not None and before.side is view.segment.side
    if came_from_hold and is_same_side and view.elapsed_s < _INTO_HOLD_S:
        return Phase.DOWN, view.elapsed_s / _INTO_HOLD_S, _INTO_HOLD_S
    return _AT_START


def _shown_first(timeline: Timeline, view: SessionView) -> Moment:
    """What is to be done next, as often as it fits into the time for getting ready."""
    effort = next(s for s in timeline.segments[view.index :] if s.is_effort)
    ready_s = view.duration_s or 0.0
    if effort.duration_s is None:
        return Phase.HOLD, view.elapsed_s % _WAIT_S / _WAIT_S, _WAIT_S
    if effort.kind is Kind.WORK:
        turns = ready_s // effort.duration_s
        if view.elapsed_s >= turns * effort.duration_s:
            return _AT_START
        return _in_tempo(effort, view.elapsed_s % effort.duration_s, effort.duration_s)
    if ready_s < 3 * _INTO_HOLD_S:
        return _AT_START
    held_s = ready_s - 2 * _INTO_HOLD_S
    phase, progress = phase_at(view.elapsed_s, _INTO_HOLD_S, held_s, _INTO_HOLD_S)
    return phase, progress, held_s if phase is Phase.HOLD else _INTO_HOLD_S
