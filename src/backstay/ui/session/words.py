"""What a session says on the screen: phases, sides, counts, and what comes next."""

import math
from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from backstay.domain.errors import BackstayError, NotSavedError
from backstay.domain.exercise import Side
from backstay.domain.history import StepDone, StepOutcome
from backstay.domain.session_events import PauseReason
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Kind, Segment, Timeline
from backstay.ui.wording import dose_text, seconds_text

translate = QCoreApplication.translate

_DOT = " · "
# A clock read a little late shall not show the second before.
_GRACE_S = 1e-6
_LEADS = (Kind.PREPARE, Kind.REST, Kind.CHANGE_SIDE)


def clock_text(seconds: float) -> str:
    """``0:07``; a part of a second counts as a whole one."""
    whole = max(0, math.ceil(seconds - _GRACE_S))
    return f"{whole // 60}:{whole % 60:02d}"


def digits_text(view: SessionView) -> str:
    """What is left of the segment, or until it goes on; how long it has lasted while the program waits."""
    if view.lead_left_s > 0:
        return clock_text(view.lead_left_s)
    if view.remaining_s is None:
        return clock_text(math.floor(view.elapsed_s + _GRACE_S))
    return clock_text(view.remaining_s)


def phase_words(view: SessionView) -> str:
    """One or two words for what the person does now."""
    if view.state is State.PAUSED:
        return translate("Session", "PAUSED")
    return kind_words(phase_kind(view))


def phase_kind(view: SessionView) -> Kind:
    """What the person does now; getting ready, while getting back into position."""
    return Kind.PREPARE if view.lead_left_s > 0 else view.segment.kind


def kind_words(kind: Kind) -> str:
    """The same, whether or not the clock runs."""
    return {
        Kind.PREPARE: translate("Session", "GET READY"),
        Kind.WORK: translate("Session", "MOVE"),
        Kind.HOLD: translate("Session", "HOLD"),
        Kind.RELAX: translate("Session", "LET GO"),
        Kind.REST: translate("Session", "REST"),
        Kind.CHANGE_SIDE: translate("Session", "CHANGE SIDES"),
        Kind.WAIT: translate("Session", "YOUR TIME"),
    }[kind]


def phase_tone(view: SessionView) -> str:
    """``go`` for work, ``rest`` for what lies between, ``caution`` while paused."""
    if view.state is State.PAUSED:
        return "caution"
    return "go" if view.segment.is_effort and view.lead_left_s <= 0 else "rest"


def side_words(side: Side) -> str:
    """``left side``; nothing where both work."""
    return {
        Side.LEFT: translate("Session", "left side"),
        Side.RIGHT: translate("Session", "right side"),
        Side.BOTH: "",
    }[side]


def short_side(side: Side) -> str:
    """``left``; nothing where both work."""
    return {
        Side.LEFT: translate("Session", "left"),
        Side.RIGHT: translate("Session", "right"),
        Side.BOTH: "",
    }[side]


def step_words(view: SessionView) -> str:
    """``step 3 of 5``."""
    return translate("Session", "step {step} of {steps}").format(step=view.step.index + 1, steps=view.steps)


def place_words(view: SessionView) -> str:
    """``step 3 of 5 · 6:40 left``."""
    left = translate("Session", "{time} left").format(time=clock_text(view.left_s))
    return _DOT.join((step_words(view), left))


def rep_words(segment: Segment) -> str:
    """``repetition 3 of 5``; nothing before the first one, and where there is only one."""
    if segment.rep == 0 or segment.reps < 2:
        return ""
    return translate("Session", "repetition {rep} of {reps}").format(rep=segment.rep, reps=segment.reps)


def set_words(segment: Segment) -> str:
    """``set 1 of 3``; nothing where there is only one."""
    if segment.set == 0 or segment.sets < 2:
        return ""
    return translate("Session", "set {set} of {sets}").format(set=segment.set, sets=segment.sets)


def count_parts(view: SessionView) -> tuple[tuple[str, str], ...]:
    """The line under the digits, in tones: repetition and set, or the dose before the first one."""
    segment = view.segment
    rep, turn = rep_words(segment), set_words(segment)
    if not rep and not turn:
        dose = (
            translate("Session", "as long as you like") if view.step.until_done else dose_text(view.step.dose)
        )
        return ((dose, "soft"),)
    return (rep, "ink"), (f"· {turn}" if rep and turn else turn, "soft")


def far_count(segment: Segment) -> str:
    """The count that can be read from the mat: ``3 of 5``, or the set while resting."""
    if not rep_words(segment):
        return set_words(segment)
    return translate("Session", "{rep} of {reps}").format(rep=segment.rep, reps=segment.reps)


def cues_now(segment: Segment) -> tuple[str, str]:
    """The cue of this repetition and the one after it; they go round from one to the next."""
    cues = segment.exercise.cues
    if not cues:
        return "", ""
    first = (max(segment.rep, 1) + max(segment.set, 1) - 2) % len(cues)
    return cues[first], cues[(first + 1) % len(cues)] if len(cues) > 1 else ""


def has_stood(view: SessionView) -> bool:
    """Whether it is paused for another reason than that the person wished it, or that it hurts."""
    cut = (PauseReason.GAP, PauseReason.SLEEP, PauseReason.RESTORED)
    return view.state is State.PAUSED and view.pause_reason in cut


def pause_words(reason: PauseReason | None) -> str:
    """Why it stands still."""
    if reason is PauseReason.GAP:
        return translate(
            "Session", "Paused because the computer slept or stood still; that time is not counted."
        )
    if reason is PauseReason.SLEEP:
        return translate("Session", "Paused before the computer went to sleep.")
    if reason is PauseReason.RESTORED:
        return translate("Session", "You are where you were. Get into position, then go on.")
    if reason is PauseReason.REOPENED:
        return translate("Session", "The ending was taken back. You are where you were.")
    if reason is PauseReason.HURT:
        return translate("Session", "Paused because it hurts.")
    return translate("Session", "Take the time you need.")


def far_keys(view: SessionView) -> str:
    """What can be pressed in a pause, as short as a person on a mat needs it."""
    if has_stood(view):
        return translate("Session", "Space goes on, R\u00a0repeats")
    return translate("Session", "Space to go on")


def effort_words(segment: Segment) -> str:
    """What an effort asks for: ``5 repetitions of 6 s``, ``5 holds of 8 s``, ``in your own time``."""
    if segment.kind is Kind.WAIT or segment.duration_s is None:
        return translate("Session", "in your own time")
    if segment.kind is Kind.HOLD and segment.reps == 1:
        return translate("Session", "hold for {time}").format(time=_time(segment.duration_s))
    if segment.reps == 1:
        return translate("Session", "1 repetition")
    words = (
        translate("Session", "{reps} holds of {time}")
        if segment.kind is Kind.HOLD
        else translate("Session", "{reps} repetitions of {time}")
    )
    return words.format(reps=segment.reps, time=_time(segment.duration_s))


def next_words(view: SessionView) -> str:
    """What comes after the present set, or after the present pause: ``change sides, then …``."""
    timeline, index = view.timeline, view.index
    if timeline.segments[index].kind in _LEADS and timeline.segments[index].set == 0:
        # The page tells the dose already; what follows it is the news.
        index += 1
    here, coming = timeline.segments[index], _after_run(timeline, index, view.left_out)
    if coming is None:
        return translate("Session", "nothing more, this is the last one")
    segment = timeline.segments[coming]
    if here.kind in _LEADS:
        return _joined_words(side_words(segment.side), effort_words(segment))
    if segment.kind not in _LEADS or coming + 1 >= len(timeline.segments):
        return _start_words(here, segment)
    then = _start_words(here, timeline.segments[coming + 1])
    if segment.kind is Kind.PREPARE:
        return then
    return translate("Session", "{first}, then {then}").format(first=_lead_words(segment), then=then)


def far_next(view: SessionView) -> str:
    """The same, as short as a person on a mat needs it."""
    timeline, index = view.timeline, view.index
    here, coming = timeline.segments[index], _after_run(timeline, index, view.left_out)
    if here.kind in _LEADS and coming is not None:
        return effort_words(timeline.segments[coming])
    if coming is None:
        return translate("Session", "then you are done")
    segment = timeline.segments[coming]
    if segment.kind in (Kind.REST, Kind.CHANGE_SIDE):
        return translate("Session", "then {what}").format(what=_lead_words(segment))
    return translate("Session", "then {what}").format(what=_start_words(here, segment))


def _after_run(timeline: Timeline, index: int, left_out: Collection[str]) -> int | None:
    """The first segment that is something else than more repetitions of this set."""
    here = timeline.segments[index]
    if here.kind in _LEADS:
        return index + 1 if index + 1 < len(timeline.segments) else None
    run = (here.step, here.set, here.side)
    for later in range(index + 1, len(timeline.segments)):
        segment = timeline.segments[later]
        if segment.step != here.step and segment.exercise.id in left_out:
            continue
        if segment.kind in _LEADS or (segment.step, segment.set, segment.side) != run:
            return later
    return None


def _time(seconds: float) -> str:
    # A unit is never parted from its number.
    return seconds_text(seconds).replace(" ", "\u00a0")


def _lead_words(segment: Segment) -> str:
    if segment.kind is Kind.CHANGE_SIDE:
        return translate("Session", "change sides")
    return translate("Session", "rest {time}").format(time=_time(segment.duration_s or 0.0))


def _start_words(here: Segment, segment: Segment) -> str:
    """The exercise with its side, or the set when it is the same side of the same exercise."""
    if segment.step == here.step and segment.side is here.side:
        return set_words(segment)
    side = short_side(segment.side)
    name = segment.exercise.name
    if segment.step == here.step and segment.set != here.set:
        return _joined_words(set_words(segment), side_words(segment.side))
    return translate("Session", "{name} {side}").format(name=name, side=side) if side else name


def _joined_words(*words: str) -> str:
    return ", ".join(word for word in words if word)


def exercise_words(segment: Segment) -> str:
    """``Bird dog – right side``: the exercise by itself, for a panel outside the window."""
    side = side_words(segment.side)
    name = segment.exercise.name
    return translate("Session", "{name} – {side}").format(name=name, side=side) if side else name


def spoken_segment(segment: Segment) -> str:
    """What a screen reader hears when something new begins."""
    return _joined_words(kind_words(segment.kind).lower(), segment.exercise.name, side_words(segment.side))


def unsaved_words(error: BackstayError) -> str:
    """Why something is not on the disk, and what mends it."""
    what = error.what
    if not isinstance(error, NotSavedError):
        what = translate("Session", "Not saved. {what}").format(what=what)
    mend = error.mend.rstrip(".")
    return f"{what} {mend[0].upper()}{mend[1:]}." if mend else what


def outcome_words(step: StepDone) -> str:
    """``done``, ``in part`` or ``left out``."""
    return {
        StepOutcome.DONE: translate("Session", "done"),
        StepOutcome.PARTLY: translate("Session", "in part"),
        StepOutcome.SKIPPED: translate("Session", "left out"),
    }[step.outcome]


def amount_words(step: StepDone) -> str:
    """``9 repetitions · 1:20``; nothing for what was left out."""
    if step.outcome is StepOutcome.SKIPPED:
        return ""
    if step.reps_done == 1:
        reps = translate("Session", "1 repetition")
    else:
        reps = translate("Session", "{reps} repetitions").format(reps=step.reps_done)
    time = clock_text(step.active_s)
    return _DOT.join((reps, time)) if step.reps_done else time
