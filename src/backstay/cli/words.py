"""The words of the terminal for lengths, doses, places and what to do now."""

from collections.abc import Sequence

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.exercise import Dose, Equipment, Position, Side, Sides
from backstay.domain.history import StepOutcome
from backstay.domain.moment import Moment
from backstay.domain.routine import ExerciseStep
from backstay.domain.timeline import Kind, Segment

LEVELS = {1: "calm", 2: "steady", 3: "demanding"}
POSITIONS = {
    Position.STANDING: "standing",
    Position.SITTING: "sitting",
    Position.SUPINE: "on your back",
    Position.PRONE: "face down",
    Position.SIDE_LYING: "on your side",
    Position.KNEELING: "kneeling",
    Position.HANDS_AND_KNEES: "on hands and knees",
}
STEP_OUTCOMES = {
    StepOutcome.DONE: "done",
    StepOutcome.PARTLY: "partly done",
    StepOutcome.SKIPPED: "left out",
}
_EQUIPMENT = {
    Equipment.MAT: "a mat",
    Equipment.CHAIR: "a chair",
    Equipment.WALL: "a wall",
    Equipment.BAND: "a band",
    Equipment.ANCHOR: "an anchor for the band",
    Equipment.TOWEL: "a towel",
    Equipment.PILLOW: "a pillow",
    Equipment.ROLLER: "a roller",
    Equipment.MIRROR: "a mirror",
}
_ACTIVITIES = {ActivityKind.RUN: "run", ActivityKind.WALK: "walk", ActivityKind.OTHER: "other activity"}


def plain(text: str) -> str:
    """One line without characters that could command a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def counted(count: int, one: str, many: str = "") -> str:
    """``1 set``, ``3 sets``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def length_text(seconds: float) -> str:
    """``12 min``, or ``40 s`` below a minute."""
    return f"{seconds:.0f} s" if seconds < 60 else f"{seconds / 60:.0f} min"


def digits(seconds: float) -> str:
    """``0:07``."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def lasting(seconds: float) -> str:
    """``40 s``, ``2:52 min``."""
    return f"{seconds:.0f} s" if seconds < 59.5 else f"{digits(seconds)} min"


def activity_line(activity: Activity, at: Moment) -> str:
    """A run or walk as the log shows it: when, what, how long, how far, and the note."""
    parts = [f"{at.local:%Y-%m-%d %H:%M}  {_ACTIVITIES[activity.kind]}", lasting(activity.duration_s)]
    if activity.distance_m is not None:
        parts.append(f"{activity.distance_m / 1000:.4g} km")
    note = f": {plain(activity.note)}" if activity.note else ""
    return ", ".join(parts) + note


def ago_text(seconds: float) -> str:
    """``17 minutes ago``, ``2 hours ago``."""
    minutes = max(0, round(seconds / 60))
    if minutes == 0:
        return "a moment ago"
    return (
        f"{counted(minutes, 'minute')} ago" if minutes < 60 else f"{counted(round(minutes / 60), 'hour')} ago"
    )


def listed(words: Sequence[str]) -> str:
    """``a mat``, ``a mat and a band``, ``5, 3 and 1``."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def equipment_text(items: Sequence[Equipment]) -> str:
    """``a mat and a band``; ``no equipment`` when nothing has to be at hand."""
    return listed([_EQUIPMENT[item] for item in items]) or "no equipment"


def step_text(step: ExerciseStep) -> str:
    """``2 sets × 5 holds of 10 s, each side, rest 30 s``."""
    if step.until_done:
        return "until you are done"
    return dose_text(step.dose, step.exercise.sides)


def dose_text(dose: Dose, sides: Sides) -> str:
    """The same for a dose by itself."""
    reps, sets = dose.reps, len(dose.reps)
    if len(set(reps)) > 1:
        text = f"{sets} sets of {_effort_text(dose, listed([str(r) for r in reps]), is_one=False)}"
    else:
        text = _effort_text(dose, str(reps[0]), is_one=reps[0] == 1)
        text = f"{sets} sets × {text}" if sets > 1 else text
    each = ", each side" if sides is Sides.EACH else ""
    rest = f", rest {dose.rest_s:g} s" if sets > 1 and dose.rest_s else ""
    return text + each + rest


def _effort_text(dose: Dose, reps: str, *, is_one: bool) -> str:
    ending = "" if is_one else "s"
    if dose.tempo is None:
        return f"{reps} hold{ending} of {dose.rep_s:g} s"
    parts = (dose.tempo.up_s, dose.tempo.hold_s, dose.tempo.down_s)
    return f"{reps} repetition{ending}, tempo {'-'.join(f'{part:g}' for part in parts)}"


def segment_text(segment: Segment, upcoming: Segment | None) -> str:
    """What to do in this segment, for how long, how far it is, the cue, and what comes next."""
    seconds = f"{segment.estimate_s:g} s"
    match segment.kind:
        case Kind.WORK:
            return f"{_count_text(segment)}, {seconds}.{_cue_text(segment)}{_next_text(segment, upcoming)}"
        case Kind.HOLD:
            return (
                f"Hold {seconds}: {_count_text(segment, is_first=False)}."
                f"{_cue_text(segment)}{_next_text(segment, upcoming)}"
            )
        case Kind.WAIT:
            return f"In your own time, about {length_text(segment.estimate_s)}.{_cue_text(segment)}"
        case Kind.RELAX:
            return f"Release {seconds}."
        case Kind.CHANGE_SIDE:
            return f"Change sides, {seconds}. Next: {segment.side} side."
        case Kind.REST:
            return f"Rest {seconds}.{_next_text(segment, upcoming)}"
        case Kind.PREPARE:
            return f"Get ready, {seconds}: {_place_text(segment)}."


def short_text(segment: Segment) -> str:
    """The same in the fewest words, for the line that counts down."""
    match segment.kind:
        case Kind.WORK | Kind.HOLD:
            return f"{segment.exercise.name}, {_count_text(segment, is_first=False)}"
        case Kind.WAIT:
            return f"{segment.exercise.name}, d when done"
        case Kind.CHANGE_SIDE:
            return "change sides"
        case Kind.PREPARE:
            return "get ready"
        case _:
            return str(segment.kind)


def _place_text(segment: Segment) -> str:
    exercise = segment.exercise
    parts = [POSITIONS[exercise.position]]
    if exercise.equipment:
        parts.append(f"with {equipment_text(exercise.equipment)}")
    if segment.side is not Side.BOTH:
        parts.append(f"{segment.side} side first")
    return ", ".join(parts)


def _count_text(segment: Segment, *, is_first: bool = True) -> str:
    parts = [f"{'R' if is_first else 'r'}epetition {segment.rep} of {segment.reps}"]
    if segment.sets > 1:
        parts.append(f"set {segment.set} of {segment.sets}")
    if segment.side is not Side.BOTH:
        parts.append(f"{segment.side} side")
    return ", ".join(parts)


def _cue_text(segment: Segment) -> str:
    cues = segment.exercise.cues
    return f" {cues[(segment.rep - 1) % len(cues)]}" if cues else ""


def _next_text(segment: Segment, upcoming: Segment | None) -> str:
    """Within an exercise the next line comes soon enough; a change is told before it is there."""
    if upcoming is None:
        return " This is the last one." if segment.is_effort else ""
    if segment.step != upcoming.step:
        return f" Next: {upcoming.exercise.name}."
    if segment.is_effort or segment.kind is Kind.RELAX:
        return ""
    side = f", {upcoming.side} side" if upcoming.side is not Side.BOTH else ""
    if upcoming.set > 1:
        return f" Next: set {upcoming.set} of {upcoming.sets}{side}."
    return f" Next: {upcoming.exercise.name}{side}."
