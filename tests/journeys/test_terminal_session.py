"""A whole session at a real terminal by keys alone, and a session that the computer takes away."""

import signal
from contextlib import closing
from pathlib import Path

import pytest

from backstay.desktop.session_lock import is_session_led
from backstay.domain.history import Effort, HurtAnswer, Outcome, SessionRecord
from backstay.domain.pain import Region, Timing
from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.journeys.terminal_person import TerminalPerson

EXERCISE = """\
format: 1
id: {id}
name: {name}
regions: [core]
position: sitting
sides: both
dose: {dose}
cues: [Keep breathing.]
stop_if: [neck pain]
sources: [common practice]
{more}
"""
ROUTINE = """\
format: 1
id: mixed
name: Mixed
summary: For tests.
level: 1
steps:
  - exercise: reach
  - exercise: turn
  - exercise: lift
  - exercise: bow
"""
PLAY = ("play", "mixed", "--terminal", "--pace", "8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Somebody with a routine of four, of which one has an easier exercise."""
    exercises, routines = tmp_path / "routines" / "exercises", tmp_path / "routines" / "routines"
    exercises.mkdir(parents=True)
    routines.mkdir()
    for name, dose, more in (
        ("reach", "{hold: 8, reps: 1}", ""),
        ("turn", "{hold: 8, reps: 1}", ""),
        ("lift", "{hold: 60, reps: 1}", "easier: hum"),
        ("hum", "{hold: 6, reps: 1}", ""),
        ("bow", "{hold: 6, reps: 1}", ""),
    ):
        text = EXERCISE.format(id=name, name=name.capitalize(), dose=dose, more=more)
        (exercises / f"{name}.yaml").write_text(text)
    (routines / "mixed.yaml").write_text(ROUTINE)
    return tmp_path


def sessions(data: Path) -> tuple[SessionRecord, ...]:
    """What a second connection finds."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.sessions.between(with_steps=True)


@pytest.mark.parametrize("columns", [80, 40])
def test_from_the_first_key_to_the_last(folder: Path, columns: int) -> None:
    """“I rated one, jumped over one, said that the next hurts, took the easier one, and said how I was.”"""
    with TerminalPerson(folder, *PLAY, columns=columns) as person:
        person.sees("skips: ")
        person.types("4\n")
        person.sees("Exercise 2 of 4: Turn.")
        person.types("2")
        person.sees("Noted: Reach was hard.")
        person.types("j")
        person.sees("3  Lift")
        person.types("3\n")
        person.sees("Exercise 3 of 4: Lift.")
        person.sees("Hold 60 s")
        person.types("h")
        person.sees("Paused because it hurts: Lift.")
        person.sees("where? ")
        person.types("5")
        person.sees("Lower back.")
        person.types("x")
        person.sees("Noted: lower back, 10 of 10.")
        person.types("e")
        person.sees("Exercise 4 of 5: Hum.")
        person.sees("Finished: Mixed")
        person.sees("how Bow went:")
        person.looks_up()
        person.types("fine\n")
        person.sees("Noted: Bow was fine.")
        person.sees("skips: ")
        person.types("3\n")
        assert person.leaves() == 0
        assert "Pain: 4 before, 3 after." in person.text
        assert "1 of 3 sessions this week." in person.text
    (session,) = sessions(folder)
    assert (session.outcome, session.pain_before, session.pain_after) == (Outcome.COMPLETED, 4, 3)
    efforts = {step.exercise_id: step.effort for step in session.steps}
    hard, fine = Effort.HARD, Effort.FINE
    assert efforts == {"reach": hard, "turn": None, "lift": None, "hum": None, "bow": fine}
    assert [step.answer for step in session.steps if step.hurt] == [HurtAnswer.EASIER]
    with closing(open_journal(folder / "journal.sqlite3", HandClock().moment)) as journal:
        during = [entry.pain for entry in journal.pain.between() if entry.pain.timing is Timing.DURING]
    assert [(pain.score, pain.region, pain.exercise_id) for pain in during] == [
        (10, Region.LOWER_BACK, "lift")
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_computer_shuts_down(folder: Path, number: signal.Signals) -> None:
    """“Everything was told to end; the next start offered me to go on where I was.”"""
    with TerminalPerson(folder, *PLAY) as person:
        person.sees("skips: ")
        person.types("5\n")
        person.sees("Exercise 2 of 4")
        person.signals(number)
        person.sees("Left at exercise 2 of 4.")
        assert person.leaves() == 0
        assert person.is_echoing()
    goes_on(folder)


def test_the_terminal_is_closed(folder: Path) -> None:
    """“I closed the terminal's window in the middle; nothing was lost.”"""
    with TerminalPerson(folder, *PLAY) as person:
        person.sees("skips: ")
        person.types("5\n")
        person.sees("Exercise 2 of 4")
        person.hang_up()
        assert person.leaves() == 0
    goes_on(folder)


@pytest.mark.parametrize("key", ["j", "h", " "])
def test_whatever_is_open_it_is_left_whole(folder: Path, key: str) -> None:
    """“The list was open, or I was asked where it hurts, or I had paused: all the same.”"""
    with TerminalPerson(folder, *PLAY) as person:
        person.sees("skips: ")
        person.types("5\n")
        person.sees("Exercise 2 of 4")
        person.types(key)
        person.sees({"j": "2  Turn", "h": "where? ", " ": "Paused."}[key])
        person.signals(signal.SIGTERM)
        assert person.leaves() == 0
    (session,) = sessions(folder)
    assert session.outcome is None
    with TerminalPerson(folder, *PLAY) as person:
        person.sees("leaves: ")
        person.types("\n")
        person.sees("Paused because it hurts: Turn." if key == "h" else "Paused where you were.")
        person.looks_up()
        person.types("q")
        person.sees("Ended early")
    assert sessions(folder)[0].steps[-1].answer is (HurtAnswer.ENDED if key == "h" else None)


def goes_on(folder: Path) -> None:
    """Nobody leads the session, its row is open, and the next start takes it up in the same place."""
    assert not is_session_led(folder)
    (session,) = sessions(folder)
    assert (session.outcome, session.pain_before) == (None, 5)
    assert [(step.exercise_id, step.reps_done) for step in session.steps] == [("reach", 1)]
    with TerminalPerson(folder, *PLAY) as person:
        person.sees("Enter continues at exercise 2;")
        person.types("\n")
        person.sees("Paused where you were.")
        person.looks_up()
        person.types("q")
        person.sees("Ended early")
        person.sees("back: ")
        person.types("\n")
        assert person.leaves() == 0
    assert [session.outcome for session in sessions(folder)] == [Outcome.STOPPED]


def test_the_bell_rings_only_if_asked(folder: Path) -> None:
    """“In the library I leave it off; at home my terminal has no other sound.”"""
    rings = []
    for option in ((), ("--bell",)):
        with TerminalPerson(folder, *PLAY, *option) as person:
            person.sees("skips: ")
            person.types("\n")
            rings.append(person.sees("Exercise 2 of 4").count("\a"))
            person.types("q")
            person.sees("back: ")
            person.types("\n")
            assert person.leaves() == 0
    # 3-2-1 and the start, 3-2-1 and the end.
    assert rings == [0, 7]
