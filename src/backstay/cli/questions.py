"""Questions in the terminal: one line, an answer that fits, and q to leave at any of them."""

from collections.abc import Mapping
from typing import TypeVar

from backstay.cli.console import Console, StopAskedError
from backstay.cli.exits import tell
from backstay.cli.outside import Outside
from backstay.cli.words import plain
from backstay.domain.pain import SCORE_MAX, SCORE_MIN

T = TypeVar("T")

SKIP = "skip"
ENTER = ""


def pick(console: Console, question: str, answers: Mapping[str, T]) -> T:
    """What ``answers`` has for the answer, in lower case; asks until it has something.

    Raises ``StopAskedError`` for q and when nobody answers.
    """
    while (answer := console.ask(question).lower()) not in answers:
        if answer == "q":
            raise StopAskedError
        console.say(f"“{plain(answer)}” is not one of the answers.")
    return answers[answer]


def ask_score(console: Console, topic: str, others: Mapping[str, str]) -> int | str:
    """A score from 0 to 10, ``SKIP``, or one of the keys of ``others``, whose texts say what they do; a
    key without a text is told of in that of another one.

    Raises ``StopAskedError``.
    """
    choices = "; ".join(("Enter skips", *filter(None, others.values())))
    question = f"{topic}, {SCORE_MIN} (none) to {SCORE_MAX} (as bad as you can imagine); {choices}:"
    scores = {str(score): score for score in range(SCORE_MIN, SCORE_MAX + 1)}
    answers: dict[str, int | str] = {ENTER: SKIP, **scores, **{key: key for key in others}}
    return pick(console, question, answers)


def ask_others(console: Console, others: Mapping[str, str]) -> str:
    """The same without a score, for somebody who keeps none; where there is nothing else, nothing is asked.

    Raises ``StopAskedError``.
    """
    if not others:
        return SKIP
    choices = "; ".join(("Enter goes on", *filter(None, others.values())))
    return pick(console, f"{choices}:", {ENTER: SKIP, **{key: key for key in others}})


def is_agreed_to(outside: Outside, question: str) -> bool:
    """Whether somebody at the keyboard says yes; nothing is done where nobody is."""
    with outside.open_console() as console:
        if not console.can_type:
            tell("Nothing was changed.\nmend: run it again with --yes")
            return False
        try:
            is_agreed = pick(console, question, {"y": True, "n": False})
        except StopAskedError:
            is_agreed = False
    if not is_agreed:
        tell("Nothing was changed.")
    return is_agreed
