"""What happens during a session, in the words of the domain."""

from dataclasses import dataclass
from enum import StrEnum

from backstay.domain.history import Outcome, StepDone
from backstay.domain.timeline import Cue


class PauseReason(StrEnum):
    """Why a session stands still."""

    PERSON = "person"
    GAP = "gap"
    SLEEP = "sleep"
    HURT = "hurt"
    REOPENED = "reopened"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """The clock runs."""


@dataclass(frozen=True, slots=True)
class SessionRestored:
    """A session that was cut off is taken up again; it is paused where it was."""


@dataclass(frozen=True, slots=True)
class StepStarted:
    """The exercise at index ``step`` begins, or begins again."""

    step: int


@dataclass(frozen=True, slots=True)
class SegmentStarted:
    """The segment at ``index`` begins."""

    index: int


@dataclass(frozen=True, slots=True)
class CueDue:
    """A cue of the segment at ``index`` is to be heard now."""

    cue: Cue
    index: int


@dataclass(frozen=True, slots=True)
class CountedIn:
    """``left_s`` whole seconds until the clock runs again after a pause; with 0 it runs."""

    left_s: int


@dataclass(frozen=True, slots=True)
class StepFinished:
    """A step is over; the same step may finish again, after going back or when it is rated, and the
    later one counts.
    """

    step: StepDone


@dataclass(frozen=True, slots=True)
class SessionPaused:
    """The clock stands. With GAP the computer slept or was stopped, and that time is not credited; with
    SLEEP it is about to.
    """

    reason: PauseReason


@dataclass(frozen=True, slots=True)
class SessionResumed:
    """It goes on; after a pause within an effort the clock runs when that was counted in."""


@dataclass(frozen=True, slots=True)
class HurtReported:
    """The person said that the step at index ``step`` hurts."""

    step: int


@dataclass(frozen=True, slots=True)
class SessionRearranged:
    """There is one more step, at the index ``inserted``, and those after it have moved by one."""

    inserted: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """It is over. ``active_s`` leaves pauses and skipped time out."""

    outcome: Outcome
    active_s: float


@dataclass(frozen=True, slots=True)
class SessionReopened:
    """The ending was taken back; the session is paused where it was."""


SessionEvent = (
    SessionStarted
    | SessionRestored
    | StepStarted
    | SegmentStarted
    | CueDue
    | CountedIn
    | StepFinished
    | SessionPaused
    | SessionResumed
    | HurtReported
    | SessionRearranged
    | SessionEnded
    | SessionReopened
)
