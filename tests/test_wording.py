"""Every text the program shows keeps to its words: no claim, no verdict, no guilt, one name for a thing."""

import re
from collections.abc import Iterable

import pytest

from tests.wording import AVOIDED, Told, told_by_files, told_by_the_program

# The one place for each of these words: where the program says what it is not.
ALLOWED = ("makes no diagnosis",)
# What another format calls its parts, and nobody is told.
NAMES = frozenset({"Patient"})

SHOUTING = re.compile(r"\w[”\")]?!(\s|$)")
GUILT = re.compile(
    r"\b(you (should|must|ought|failed|forgot)|missed|streak|(don't|do not) forget|keep it up|no excuse"
    r"|lazy|shame|lost your|broke your|falling behind|back on track)\b",
    re.IGNORECASE,
)
# Beside them stand the words that are used: repetition, exercise, routine, session, rest, side.
OTHER_NAMES = re.compile(
    r"\b(reps?|workouts?|drills?|circuits?|trainings?|laps?|series|flank|left-hand|right-hand)\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"\{[^}]*\}")


@pytest.fixture(scope="module")
def told() -> list[Told]:
    """All that the code and the files shipped with it say."""
    return [*told_by_the_program(), *told_by_files()]


def hits(pattern: re.Pattern[str], told: Iterable[Told]) -> list[str]:
    """The texts with the pattern in them, apart from what is allowed."""
    said = (one for one in told if one.text not in NAMES)
    return [str(one) for one in said if pattern.search(_without_allowed(one.text))]


def _without_allowed(text: str) -> str:
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    return text


def test_the_texts_are_found(told: list[Told]) -> None:
    """From the window, its short words too, the terminal, an error, a value of the domain and a file."""
    texts = {one.text for one in told}
    for text in (
        "How strong is your pain right now?",
        "Start",
        "Finished",
        "The home folder is not known.",
        "This list cannot rule anything out. If you are worried, ask a health professional.",
    ):
        assert text in texts or any(one.text.startswith(text) for one in told), text
    assert any(one.where.startswith("routines/exercises/superman.yaml") for one in told)
    assert not any("What the person has set" in text for text in texts)


def test_nothing_claims_names_or_judges(told: list[Told]) -> None:
    """A wellbeing tool promises nothing about a body, names no illness it is for, and gives no verdict."""
    assert hits(AVOIDED, told) == []


def test_what_is_allowed_is_used(told: list[Told]) -> None:
    """An exception that nothing needs any more goes."""
    assert [phrase for phrase in ALLOWED if not any(phrase in one.text for one in told)] == []
    assert {one.text for one in told} >= NAMES


def test_nothing_is_shouted(told: list[Told]) -> None:
    """A calm voice needs no exclamation mark."""
    assert hits(SHOUTING, told) == []


def test_nobody_is_made_to_feel_guilty(told: list[Told]) -> None:
    """What was not done is not mentioned; what to do is offered, not owed."""
    assert hits(GUILT, told) == []


def test_a_thing_has_one_name() -> None:
    """In the window and the terminal; the format of the files has its own short words."""
    fronts = [one for one in told_by_the_program() if re.match(r"src/backstay/(ui|cli)/", one.where)]
    sentences = [one for one in fronts if " " in one.text]
    plain = [Told(PLACEHOLDER.sub("", one.text), one.where) for one in sentences]
    assert hits(OTHER_NAMES, plain) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (AVOIDED, "This routine prevents back pain."),
        (AVOIDED, "You are fine."),
        (SHOUTING, "Well done!"),
        (GUILT, "Your streak is over."),
        (OTHER_NAMES, "3 reps left"),
    ],
)
def test_a_slip_would_be_found(pattern: re.Pattern[str], text: str) -> None:
    """The patterns find what they are for."""
    assert hits(pattern, [Told(text, "here")]) == [f"here: {text}"]
