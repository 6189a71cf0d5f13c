"""The program is killed in the middle of a session, whatever is on, and goes on at its next start."""

import signal
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from backstay.catalogue.library import load_library
from backstay.domain.history import Outcome, StepOutcome
from backstay.domain.preferences import Preferences
from backstay.domain.timeline import Kind, compile_timeline
from backstay.journal.journal import open_journal
from backstay.resources import routines_dir
from tests.cut_off import stands_at
from tests.fakes import HandClock
from tests.journeys.terminal_person import TerminalPerson
from tests.journeys.test_installed_program import eventually

EXERCISE = """\
format: 1
id: {id}
name: {name}
regions: [core]
position: sitting
sides: {sides}
dose: {dose}
cues: [Keep breathing.]
sources: [common practice]
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
  - exercise: stroll
    until: done
"""
PLAY = ("play", "mixed", "--terminal", "--pace", "15")
# What the terminal says when each kind begins, in the order in which they come.
SIGNS = {
    Kind.PREPARE: "Get ready, 5 s",
    Kind.HOLD: "Hold 6 s: repetition 1 of 2",
    Kind.RELAX: "Release 6 s",
    Kind.CHANGE_SIDE: "Change sides",
    Kind.REST: "Rest 6 s",
    Kind.WORK: "Repetition 1 of 1",
    Kind.WAIT: "In your own time",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Somebody whose one routine has every kind of segment."""
    exercises, routines = tmp_path / "routines" / "exercises", tmp_path / "routines" / "routines"
    exercises.mkdir(parents=True)
    routines.mkdir()
    for name, sides, dose in (
        ("reach", "each", "{hold: 6, relax: 6, reps: [2, 1], rest: 6}"),
        ("turn", "both", "{reps: 1, tempo: 3-0-3}"),
        ("stroll", "both", "{hold: 60, reps: 1}"),
    ):
        text = EXERCISE.format(id=name, name=name.capitalize(), sides=sides, dose=dose)
        (exercises / f"{name}.yaml").write_text(text)
    (routines / "mixed.yaml").write_text(ROUTINE)
    return tmp_path


@pytest.fixture
def kinds(folder: Path) -> list[Kind]:
    """The kinds of the routine's segments, in their order."""
    library = load_library(routines_dir(), folder / "routines")
    timeline = compile_timeline(library.routine("mixed"), Preferences())
    return [segment.kind for segment in timeline.segments]


def is_at(folder: Path, kinds: list[Kind], kind: Kind) -> bool:
    """Whether that is what is on, or was when the program was killed, as the disk has it."""
    index = stands_at(folder)
    return index is not None and kinds[index] is kind


def test_killed_in_every_kind_of_segment_it_is_one_whole_session(folder: Path, kinds: list[Kind]) -> None:
    """“It crashed seven times on me; each time I pressed Enter and Space, and my log has one session with
    every second of it once.”
    """
    for life, (kind, sign) in enumerate(SIGNS.items()):
        with TerminalPerson(folder, *PLAY) as person:
            if life == 0:
                person.sees("skips: ")
                person.types("5\n")
            else:
                person.sees("leaves: ")
                person.types("\n")
                person.sees("Paused where you were.")
                person.looks_up()
                person.types(" ")
                person.sees("Going on")
            person.sees(sign)
            eventually(person.process, f"{kind} on the disk", partial(is_at, folder, kinds, kind))
            person.signals(signal.SIGKILL)
            assert person.leaves() == -signal.SIGKILL
        assert is_at(folder, kinds, kind)
    with TerminalPerson(folder, *PLAY) as person:
        person.sees("Enter continues at exercise 3; ")
        person.types("\n")
        person.sees("Paused where you were.")
        person.looks_up()
        person.types("d")
        person.sees("Finished: Mixed")
        person.sees("went: ")
        person.types("3\n")
        assert person.leaves() == 0
    with closing(open_journal(folder / "journal.sqlite3", HandClock().moment)) as journal:
        (session,) = journal.sessions.between(with_steps=True)
    assert (session.outcome, session.pain_before, session.pain_after) == (Outcome.COMPLETED, 5, 3)
    assert [step.outcome for step in session.steps] == [StepOutcome.DONE] * 3
    assert [step.reps_done for step in session.steps] == [6, 1, 1]
    for step in session.steps[:2]:
        assert step.active_s == pytest.approx(step.planned_s, abs=1e-6)
    assert session.active_s == pytest.approx(sum(step.active_s for step in session.steps))


def test_killed_and_kept(folder: Path, kinds: list[Kind]) -> None:
    """“I had no wish to go on: k, and what I did is in my log; the next start asks nothing.”"""
    with TerminalPerson(folder, *PLAY) as person:
        person.sees("skips: ")
        person.types("\n")
        person.sees(SIGNS[Kind.CHANGE_SIDE])
        eventually(person.process, "the change of side", partial(is_at, folder, kinds, Kind.CHANGE_SIDE))
        person.signals(signal.SIGKILL)
        person.leaves()
    with TerminalPerson(folder) as person:
        person.sees("leaves: ")
        person.types("k\n")
        person.sees("Kept as partly done.")
        person.types("q\n")
        assert person.leaves() == 0
    with TerminalPerson(folder) as person:
        assert "cut off" not in person.sees("leaves: ")
        person.types("q\n")
    with closing(open_journal(folder / "journal.sqlite3", HandClock().moment)) as journal:
        (session,) = journal.sessions.between(with_steps=True)
    assert session.outcome is Outcome.ABANDONED
    assert session.active_s == pytest.approx(5 + 6 + 6 + 6, abs=2)
    assert [(step.outcome, step.reps_done) for step in session.steps] == [(StepOutcome.PARTLY, 2)]
