"""What a voice says in a session: names, what comes next, and counts. It never encourages, and it says
nothing that the screen does not show as well. Half-way belongs to the counts, as the settings say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backstay.domain.exercise import Exercise, Side
from backstay.domain.preferences import SpeechAmount
from backstay.domain.session_events import (
    CountedIn,
    CueDue,
    PauseReason,
    SegmentStarted,
    SessionEnded,
    SessionEvent,
    SessionPaused,
    SessionResumed,
)
from backstay.domain.timeline import CueKind, Kind, Segment, Timeline

UTTERANCE_MAX = 300
"""Characters of the longest utterance, some half a minute."""

TRIAL = "This is how it sounds. Next, bird dog, left side. Three. Two. One."
_NUMBERS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
# Of fewer repetitions the half is plain from their numbers.
_HALVED_REPS = 6
# "Five, half-way" takes a little more than a second, spoken slowly not quite two.
_HALF_WORD_S = 2.0
_LEADS = (Kind.PREPARE, Kind.REST, Kind.CHANGE_SIDE)
# Some engines take text with these for markup.
_MARKUP = str.maketrans("<>&", "   ")


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to say. A brief one, a count or a word of the tempo, is worth nothing when it comes late
    and must not cut a name off: it is left out while something longer is said.
    """

    text: str
    is_brief: bool = False


def utterance_for(
    timeline: Timeline, events: Iterable[SessionEvent], amount: SpeechAmount
) -> Utterance | None:
    """What to say of events that came at once: the latest news, else the latest count, else nothing.

    Where going on is counted in, the first count takes the place of the words, and of what is being said:
    the others would be lost behind it.
    """
    happened = tuple(events)
    going_on = Utterance(_going_on(happened, amount))
    said = [
        utterance
        for event in happened
        for utterance in (
            (going_on,) if isinstance(event, SessionResumed) else _said(timeline, event, amount)
        )
    ]
    longer = [utterance for utterance in said if not utterance.is_brief]
    latest = next(reversed(longer or said), None)
    return Utterance(_plain(latest.text), latest.is_brief) if latest is not None else None


def spoken_name(exercise: Exercise) -> str:
    """The name, respelled where the spelling misleads a voice."""
    return exercise.say or exercise.name


def _said(timeline: Timeline, event: SessionEvent, amount: SpeechAmount) -> Iterator[Utterance]:
    match event:
        case SegmentStarted(index):
            text = _segment_text(timeline, index)
            if text:
                yield Utterance(text)
            elif timeline.segments[index].kind is Kind.RELAX and amount is SpeechAmount.ALL:
                yield Utterance("Let go.", is_brief=True)
        case CueDue(cue, index) if not (cue.kind is CueKind.START and _segment_text(timeline, index)):
            text = _cue_text(timeline.segments[index], cue.kind, cue.at_s, amount)
            if text:
                yield Utterance(f"{text}.", is_brief=True)
        case CountedIn(left_s):
            if left_s and amount is not SpeechAmount.NAMES:
                yield Utterance(f"{_number(left_s)}.", is_brief=True)
        case SessionPaused(reason):
            # Whoever it hurts does not want to get up to read which keys there are.
            choices = " Space goes on, N leaves it out." if reason is PauseReason.HURT else ""
            yield Utterance(f"Paused.{choices}")
        case SessionEnded():
            yield Utterance("The session is over.")
        case _:
            return


def _going_on(happened: Iterable[SessionEvent], amount: SpeechAmount) -> str:
    counts = (event.left_s for event in happened if isinstance(event, CountedIn) and event.left_s)
    left_s = next(counts, None)
    return "Going on." if left_s is None or amount is SpeechAmount.NAMES else f"{_number(left_s)}."


def _segment_text(timeline: Timeline, index: int) -> str:
    """What is new in a segment; empty when it is one more repetition of the same."""
    segment = timeline.segments[index]
    match segment.kind:
        case Kind.PREPARE:
            return f"{'Get ready' if index == 0 else 'Next'}. {_named(segment)}."
        case Kind.REST:
            return f"Rest. Next, {_set_text(segment) if segment.set else _named(segment)}."
        case Kind.CHANGE_SIDE:
            return f"Change sides. Now the {segment.side} side."
        case Kind.WAIT:
            return " ".join((*_unannounced(timeline, index), "In your own time."))
        case _:
            return " ".join(_unannounced(timeline, index))


def _unannounced(timeline: Timeline, index: int) -> Iterator[str]:
    """What a pause before this segment would have said, where the person wants no such pause."""
    segment = timeline.segments[index]
    before = timeline.segments[index - 1] if index else None
    if before is None or before.step != segment.step:
        yield f"{_named(segment)}."
    elif before.kind in _LEADS:
        return
    elif before.set != segment.set:
        yield f"{_set_text(segment)}."
    elif before.side is not segment.side:
        yield f"Now the {segment.side} side."


def _named(segment: Segment) -> str:
    side = f", {segment.side} side" if segment.side is not Side.BOTH else ""
    return f"{spoken_name(segment.exercise)}{side}"


def _set_text(segment: Segment) -> str:
    side = f", {segment.side} side" if segment.side is not Side.BOTH else ""
    return f"set {segment.set} of {segment.sets}{side}"


def _cue_text(segment: Segment, kind: CueKind, at_s: float, amount: SpeechAmount) -> str:
    if amount is SpeechAmount.NAMES:
        return ""
    is_all = amount is SpeechAmount.ALL
    match kind:
        case CueKind.COUNT:
            return _number(round((segment.duration_s or 0.0) - at_s))
        case CueKind.HALF:
            return "Half-way"
        case CueKind.START | CueKind.REP:
            return _repetition_text(segment, amount)
        case CueKind.STAY:
            return "Hold" if is_all else ""
        case CueKind.DOWN:
            return "Down" if is_all else ""
        case _:
            return ""


def _repetition_text(segment: Segment, amount: SpeechAmount) -> str:
    """``Two``, with the words of the tempo ``Two, up``, and ``Five, half-way`` of eight."""
    count = _number(segment.rep) if segment.reps > 1 else ""
    if _begins_second_half(segment) and _room_s(segment, amount) >= _HALF_WORD_S:
        return f"{count}, half-way"
    first = "hold" if segment.kind is Kind.HOLD else "up" if segment.kind is Kind.WORK else ""
    words = ", ".join(filter(None, (count, first if amount is SpeechAmount.ALL else "")))
    return words[:1].upper() + words[1:]


def _begins_second_half(segment: Segment) -> bool:
    # A hold that is long enough has a half of its own, and the word cannot mean both.
    is_halved = segment.reps >= _HALVED_REPS and not any(cue.kind is CueKind.HALF for cue in segment.cues)
    return is_halved and segment.rep == (segment.reps + 1) // 2 + 1


def _room_s(segment: Segment, amount: SpeechAmount) -> float:
    """Seconds until the next word within a repetition would cut the first one off."""
    words = (
        cue.at_s for cue in segment.cues if cue.at_s > 0 and _cue_text(segment, cue.kind, cue.at_s, amount)
    )
    return min(words, default=segment.duration_s or 0.0)


def _number(number: int) -> str:
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def _plain(text: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text.translate(_MARKUP))
    return " ".join(shown.split())[:UTTERANCE_MAX]
