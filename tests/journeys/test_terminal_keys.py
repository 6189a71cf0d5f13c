"""A person at a real terminal: real keys, real signals, the program as its own process."""

from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.history import Outcome, SessionRecord
from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.journeys.terminal_person import TerminalPerson

QUICK = ("play", "desk-reset", "--terminal", "--pace", "30")


def sessions(data: Path) -> tuple[SessionRecord, ...]:
    """What a second connection finds."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.sessions.between(with_steps=True)


def test_from_the_menu_to_the_score_after(tmp_path: Path) -> None:
    """I start it on a server, choose by number, pause, leave an exercise out, end, and say how it is."""
    with TerminalPerson(tmp_path) as person:
        person.sees("Backstay runs in this terminal")
        number = person.sees("Desk reset").splitlines()[-1].strip()
        person.sees("leaves: ")
        person.types(f"{number}\n")
        person.sees("skips: ")
        person.types("4\n")
        person.sees("0:04  get ready")
        assert not person.is_echoing()
        person.types(" ")
        person.sees("Paused. Space goes on.")
        person.types("n")
        person.sees("repetition 1 of 3")
        person.types("n ")
        person.sees("Going on.")
        person.types("q")
        person.sees("Ended early: Desk reset")
        person.sees("back: ")
        assert person.is_echoing()
        person.types("3\n")
        assert person.leaves() == 0
        assert "Pain: 4 before, 3 after." in person.text
    (session,) = sessions(tmp_path)
    assert (session.plan.routine_id, session.outcome) == ("desk-reset", Outcome.STOPPED)
    assert (session.pain_before, session.pain_after) == (4, 3)


def test_a_whole_routine_at_a_high_pace(tmp_path: Path) -> None:
    """I follow the desk reset to its end without touching a key."""
    with TerminalPerson(tmp_path, "play", "desk-reset", "--terminal", "--pace", "120") as person:
        person.sees("skips: ")
        person.types("\n")
        person.sees("Finished: Desk reset")
        person.sees("went: ")
        person.types("\n")
        assert person.leaves() == 0
        assert "It is in your log" in person.text
    assert sessions(tmp_path)[0].outcome is Outcome.COMPLETED


def test_arrow_keys_and_a_pasted_text_end_nothing(tmp_path: Path) -> None:
    """I brush the arrow keys; the session goes on, and q still ends it."""
    with TerminalPerson(tmp_path, "play", "desk-reset", "--terminal") as person:
        person.sees("skips: ")
        person.types("\n")
        person.sees("0:04  get ready")
        person.types("\x1b[A")
        person.types("xyz")
        person.sees("0:03  get ready")
        person.types("q")
        person.sees("Ended early")


@pytest.mark.parametrize("f2", ["\x1bOQ", "\x1b[12~", "\x1b[[B", "s"])
def test_f2_shows_when_to_get_help_and_space_goes_on(tmp_path: Path, f2: str) -> None:
    """I feel odd and want to know; the session waits for me, whatever my terminal sends for the key."""
    with TerminalPerson(tmp_path, "play", "desk-reset", "--terminal") as person:
        person.sees("skips: ")
        person.types("\n")
        person.sees("0:04  get ready")
        person.types(f2)
        person.sees("Paused.")
        person.sees("CALL NOW")
        person.sees("Space goes on.")
        person.types(" ")
        person.sees("Going on.")
        person.types("q")
        person.sees("Ended early")


def test_ctrl_c_ends_and_logs_and_a_second_one_leaves(tmp_path: Path) -> None:
    """I have had enough: Ctrl+C; what I did is there, and Ctrl+C again gives me my prompt back."""
    with TerminalPerson(tmp_path, *QUICK) as person:
        person.sees("skips: ")
        person.types("\n")
        person.sees("Exercise 2 of 4")
        person.types("\x03")
        person.sees("Ended early: Desk reset")
        person.sees("back: ")
        person.types("\x03")
        assert person.leaves() == 0
        assert person.is_echoing()
    (session,) = sessions(tmp_path)
    assert session.outcome is Outcome.STOPPED
    assert session.steps[0].reps_done == 3


def test_ctrl_d_at_the_menu_leaves(tmp_path: Path) -> None:
    """I change my mind before anything began."""
    with TerminalPerson(tmp_path) as person:
        person.sees("leaves: ")
        person.types("\x04")
        assert person.leaves() == 0
        assert "Nothing was started." in person.text
    assert sessions(tmp_path) == ()


@pytest.mark.parametrize("f1", ["\x1bOP", "\x1b[11~", "\x1b[[A", "?"])
def test_f1_shows_the_keys_and_esc_ends(tmp_path: Path, f1: str) -> None:
    """I forgot them; a look stops nothing, and Esc by itself is no arrow key."""
    with TerminalPerson(tmp_path, "play", "desk-reset", "--terminal") as person:
        person.sees("skips: ")
        person.types("\n")
        person.sees("0:04  get ready")
        person.types(f1)
        person.sees("it hurts: pauses at once")
        person.sees("get ready")
        person.types("\x1b")
        person.sees("Ended early")


def test_lines_are_wrapped_between_words(tmp_path: Path) -> None:
    """My terminal has 80 columns; no line is longer and no word is cut."""
    with TerminalPerson(tmp_path) as person:
        shown = person.sees("leaves: ")
        assert max(map(len, shown.splitlines())) < 80
        person.types("q\n")
        assert person.leaves() == 0


def test_leaving_at_a_question_ends_its_line(tmp_path: Path) -> None:
    """I press Ctrl+C at the first question; what is said then stands on a line of its own."""
    with TerminalPerson(tmp_path, *QUICK) as person:
        person.sees("skips: ")
        person.types("\x03")
        assert person.leaves() == 0
        assert "\nNothing was started." in person.text.replace("\r", "")
