"""What the terminal says about an exercise that hurts now, or did the last time."""

from collections.abc import Iterator
from datetime import date

from backstay.cli.safety import stop_words
from backstay.domain.exercise import Exercise
from backstay.domain.history import Effort, HurtAnswer, LastTime
from backstay.domain.pain import SCORE_MAX, Region

_CHOSEN = {
    HurtAnswer.WENT_ON: "You went on.",
    HurtAnswer.EASIER: "You went on with the easier one.",
    HurtAnswer.LEFT_OUT: "You left it out.",
    HurtAnswer.ENDED: "You ended the session.",
}


def hurt_lines(exercise: Exercise, emergency_number: str) -> Iterator[str]:
    """That it is paused because of it, and the signs to stop at. ``emergency_number`` may be empty."""
    yield ""
    yield f"Paused because it hurts: {exercise.name}."
    if exercise.stop_if:
        yield f"Leave this exercise out with {', or with '.join(exercise.stop_if)}."
    yield stop_words(emergency_number)


def choices_text(easier: Exercise | None) -> str:
    """What can be done now; ``easier`` can take the place of what hurts."""
    change = f"e takes {easier.name} in its place; " if easier is not None else ""
    return f"Space goes on; {change}n leaves it out; q ends; s shows all the signs."


def region_text(region: Region) -> str:
    """``mid back``."""
    return region.value.replace("-", " ")


def score_text(score: int) -> str:
    """``6 of 10``."""
    return f"{score} of {SCORE_MAX}"


def last_time_text(last: LastTime, easier: Exercise | None, today: date) -> str:
    """How it went on that day, what was chosen, and that ``easier`` is one key away."""
    parts = [f"Last time, {_day_text(last.day, today)}, it {_how(last)}."]
    if last.step.answer is not None:
        parts.append(_CHOSEN[last.step.answer])
    if easier is not None:
        parts.append(f"e takes {easier.name} in its place.")
    return " ".join(parts)


def _how(last: LastTime) -> str:
    if not last.step.hurt and last.step.effort is Effort.HARD:
        return "was hard"
    where = region_text(last.region) if last.region is not None else ""
    how_much = score_text(last.score) if last.score is not None else ""
    told = ", ".join(part for part in (where, how_much) if part)
    return f"hurt ({told})" if told else "hurt"


def _day_text(day: date, today: date) -> str:
    if day == today:
        return "today"
    year = f" {day.year}" if day.year != today.year else ""
    return f"on {day:%A}, {day.day} {day:%B}{year}"
