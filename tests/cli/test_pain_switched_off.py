"""Somebody who keeps no pain scores is asked for none in the terminal either."""

from contextlib import closing
from pathlib import Path

import pytest

from backstay.cli.exits import DONE
from backstay.domain.history import Effort, HurtAnswer, Outcome, SessionRecord
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock

RATING = "Enter goes on; fine, hard or hurt says how Turn went:"
IN_SIT_S = 7.0


@pytest.fixture(autouse=True)
def off(data: Path) -> None:
    """Switched off."""
    (data / "settings.json").write_text('{"pain_on": false}')


def logged(data: Path) -> SessionRecord:
    """The one session; no score was written."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        assert journal.pain.between() == ()
        (session,) = journal.sessions.between(with_steps=True)
        return session


def played(
    command: Command, clock: HandClock, answers: list[str], keys: list[tuple[float, str]]
) -> ScriptedConsole:
    """The routine Small, asked as little as can be."""
    console = ScriptedConsole(clock, answers, keys)
    assert command("play", "small", "--terminal", console=console) == DONE
    return console


def test_a_session_starts_and_ends_without_the_question(
    command: Command, clock: HandClock, data: Path
) -> None:
    """How the last exercise went may be said, as ever, or passed by."""
    assert played(command, clock, [""], []).questions == [RATING]
    assert logged(data).outcome is Outcome.COMPLETED


def test_how_the_last_exercise_went_is_asked_once(command: Command, clock: HandClock, data: Path) -> None:
    """After the answer there is nothing more to ask."""
    assert played(command, clock, ["hard"], []).questions == [RATING]
    assert [step.effort for step in logged(data).steps] == [None, Effort.HARD]


def test_an_early_ending_can_still_be_taken_back(command: Command, clock: HandClock, data: Path) -> None:
    """Its question stays; a number is no answer to it."""
    console = played(command, clock, ["4", "u", ""], [(IN_SIT_S, "q"), (30.0, " ")])
    assert console.questions[0].endswith("u takes the ending back:")
    assert "“4” is not one of the answers." in console.said
    assert logged(data).outcome is Outcome.COMPLETED


def test_what_hurts_has_its_signs_and_its_choices_and_no_question(
    command: Command, clock: HandClock, data: Path
) -> None:
    """Digits mean nothing there."""
    console = played(command, clock, [""], [(IN_SIT_S, "h"), (8.0, "5"), (9.0, "6"), (30.0, "n")])
    assert "Leave this exercise out with neck pain." in console.said
    assert "Space goes on; n leaves it out; q ends; s shows all the signs." in console.said
    assert "where does it hurt" not in console.text
    assert "Noted" not in console.text
    assert logged(data).steps[0].answer is HurtAnswer.LEFT_OUT
