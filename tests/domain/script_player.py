"""Sessions written down as plain text, for people who do not program: a head that says the routine, then
lines of a time, a key and what is heard. What a session says between two lines belongs to the later one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backstay.domain.exercise import Dose, Exercise, Sides, Tempo
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, RestStep, Routine
from backstay.domain.session import Session
from backstay.domain.session_events import (
    CountedIn,
    CueDue,
    HurtReported,
    SegmentStarted,
    SessionEnded,
    SessionEvent,
    SessionPaused,
    SessionRearranged,
    SessionReopened,
    SessionRestored,
    SessionResumed,
    SessionStarted,
    StepFinished,
    StepStarted,
)
from backstay.domain.timeline import Timeline, compile_timeline, with_easier
from tests.samples import exercise, hold, rest, routine

_SET = r"(?P<name>[A-Z]\w*(?: [a-z]\w*)*?)"
_TEMPO = re.compile(_SET + r" (?P<reps>\d+(?:,\d+)*) x (?P<tempo>\d+-\d+-\d+)(?P<more>.*)")
_HOLD = re.compile(_SET + r" (?:(?P<reps>\d+(?:,\d+)*) x )?hold (?P<hold_s>\d+)(?P<more>.*)")
_WALK = re.compile(_SET + r" until done")
_QUICK = {"get ready": 5, "transition": 10, "change side": 5}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script."""

    at_s: float
    key: str
    heard: str

    @property
    def said(self) -> tuple[str, ...]:
        """What is heard, word by word."""
        return tuple(phrase.strip() for phrase in self.heard.split(",") if phrase.strip())


def read(text: str) -> tuple[Routine, Preferences, list[Line]]:
    """The routine of the head, its times, and the lines. Raises ``ValueError`` for what it cannot read."""
    steps: list[Exercise | ExerciseStep | RestStep] = []
    times = dict(_QUICK)
    lines: list[Line] = []
    for raw in text.splitlines():
        written = raw.partition("#")[0].rstrip()
        if not written:
            continue
        if "->" in written or written[0].isdigit():
            lines.append(_line(written))
        elif written.startswith(" "):
            last = lines.pop()
            lines.append(replace(last, heard=f"{last.heard} {written.strip()}"))
        elif (name := written.rpartition(" ")[0]) in times:
            times[name] = int(written.rpartition(" ")[2])
        else:
            steps.append(_step(written))
    preferences = Preferences(
        get_ready_s=times["get ready"], transition_s=times["transition"], change_side_s=times["change side"]
    )
    return routine(*steps), preferences, lines


def play(text: str) -> list[tuple[Line, tuple[str, ...]]]:
    """Each line with what was really said."""
    made, preferences, lines = read(text)
    stage = _Stage(compile_timeline(made, preferences), preferences)
    return [(line, tuple(stage.until(line.at_s, line.key))) for line in lines]


class _Stage:
    """One session, led through a script in tenths of a second."""

    def __init__(self, timeline: Timeline, preferences: Preferences) -> None:
        self._session = Session(timeline)
        self._preferences = preferences
        self._now_tenths = 0

    def until(self, second: float, key: str) -> Iterator[str]:
        """What is said up to ``second`` and by the key then."""
        until = round(second * 10)
        if key.startswith("lid opens"):
            self._now_tenths = until
            yield from self._words(self._session.advance(second))
        while self._now_tenths < until:
            self._now_tenths += 1
            yield from self._words(self._session.advance(self._now_tenths / 10))
        yield from self._words(self._press(key, second))

    def _press(self, key: str, now_s: float) -> tuple[SessionEvent, ...]:
        session = self._session
        doors = {
            "": session.advance,
            "lid opens": session.advance,
            "start": session.start,
            "pause": session.pause,
            "resume": session.resume,
            "next": session.skip,
            "back": session.back,
            "repeat": session.repeat,
            "done": session.done,
            "hurt": session.hurt,
            "leave out": session.leave_out,
            "end": session.finish,
            "undo": session.undo_finish,
        }
        word, _, rest_of = key.partition(" ")
        if key == "crash":
            return self._crash(now_s)
        if word in ("+", "-"):
            return session.adjust(now_s, float(f"{word}{rest_of}"))
        if word == "jump":
            return session.jump(now_s, int(rest_of) - 1)
        if word == "easier":
            step = session.view(now_s).step
            easier = exercise(rest_of, Dose(reps=(1,), tempo=Tempo(1, 0, 1)))
            return session.ease(now_s, with_easier(session.timeline, step.index, easier, self._preferences))
        return doors[key](now_s)

    def _crash(self, now_s: float) -> tuple[SessionEvent, ...]:
        place = self._session.place()
        if place is None:
            raise ValueError("nothing to go on with")
        self._session = Session(self._session.timeline)
        return self._session.restore(place, now_s)

    def _words(self, events: tuple[SessionEvent, ...]) -> Iterator[str]:
        for event in events:
            yield _word(event, self._session.timeline)


def _line(written: str) -> Line:
    before, _, after = written.partition("->")
    time, _, key = before.strip().partition(" ")
    return Line(float(time), key.strip(), after.strip())


def _step(written: str) -> Exercise | ExerciseStep | RestStep:
    if written.startswith("rest "):
        return rest(float(written.removeprefix("rest ")))
    if found := _WALK.fullmatch(written):
        walk = hold(found["name"], 30, 1)
        return ExerciseStep(walk, walk.dose, until_done=True)
    found = _TEMPO.fullmatch(written) or _HOLD.fullmatch(written)
    if found is None:
        raise ValueError(f"not an exercise: {written}")
    reps = tuple(int(number) for number in (found["reps"] or "1").split(","))
    more = found["more"]
    rest_s = float(match[1]) if (match := re.search(r" rest (\d+)", more)) else 0.0
    if found.re is _TEMPO:
        dose = Dose(reps=reps, rest_s=rest_s, tempo=Tempo(*(float(s) for s in found["tempo"].split("-"))))
    else:
        dose = Dose(reps=reps, rest_s=rest_s, hold_s=float(found["hold_s"]))
    return exercise(found["name"], dose, Sides.EACH if "each side" in more else Sides.BOTH)


def _word(event: SessionEvent, timeline: Timeline) -> str:
    """An event in the fewest words."""
    match event:
        case StepStarted(step):
            return timeline.steps[step].exercise.name
        case SegmentStarted(index):
            segment = timeline.segments[index]
            return f"{segment.kind} {segment.side}" if segment.side != "both" else str(segment.kind)
        case CueDue(cue, _):
            return f"*{cue.kind}"
        case CountedIn(left_s):
            return f"in {left_s}"
        case StepFinished(step):
            marks = [" hurt" if step.hurt else "", f" {step.answer}" if step.answer else ""]
            return f"({step.index + 1} {step.name} {step.outcome} {step.reps_done}{''.join(marks)})"
        case SessionPaused(reason):
            return f"paused {reason}"
        case SessionEnded(outcome, active_s):
            return f"{outcome} after {active_s:g} s"
        case HurtReported():
            return "hurt"
        case SessionStarted():
            return "started"
        case SessionResumed():
            return "resumed"
        case SessionReopened():
            return "reopened"
        case SessionRestored():
            return "restored"
        case SessionRearranged(inserted):
            return f"new exercise {inserted + 1}"
