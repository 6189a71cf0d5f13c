"""The program where nobody sits: no keyboard, no display, output that goes into a file or nowhere."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from backstay.domain.history import Outcome, SessionRecord
from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.journeys.terminal_person import LIMIT_S, surroundings

# Whatever started the tests may have ignored Ctrl+C, and a child inherits that.
_LISTENING = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from backstay.__main__ import main; sys.exit(main())"
)


def started(data: Path, *arguments: str, display: str = "") -> subprocess.Popen[str]:
    """``backstay`` with nothing at its stdin."""
    return subprocess.Popen(
        [sys.executable, "-c", _LISTENING, *arguments],
        env={**surroundings(data), "DISPLAY": display},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def sessions(data: Path) -> tuple[SessionRecord, ...]:
    """What a second connection finds."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.sessions.between(with_steps=True)


def test_a_display_that_does_not_answer_counts_as_none(tmp_path: Path) -> None:
    """DISPLAY names a server that is gone: no abort of Qt's, the recommended routine starts here."""
    process = started(tmp_path, display=":4711")
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    assert next(lines) == "No display was found, so Backstay runs in this terminal.\n"
    assert any(line.startswith("Nobody can type here") for line in lines)
    assert any(line.startswith("Get ready") for line in lines)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=LIMIT_S)
    assert (process.returncode, errors) == (0, "")
    assert [session.outcome for session in sessions(tmp_path)] == [Outcome.STOPPED]


def test_a_file_gets_plain_lines(tmp_path: Path) -> None:
    """Without a terminal nothing is written over: no carriage return, no control sequence."""
    process = started(tmp_path, "play", "desk-reset", "--terminal", "--pace", "120")
    text, errors = process.communicate(timeout=LIMIT_S)
    assert (process.returncode, errors) == (0, "")
    assert "Finished: Desk reset" in text
    assert all(char.isprintable() or char == "\n" for char in text)
    assert sessions(tmp_path)[0].outcome is Outcome.COMPLETED


def test_a_reader_that_goes_away_leaves_the_session(tmp_path: Path) -> None:
    """`backstay play … | head -3` complains about nothing, and the next run keeps what was done."""
    process = started(tmp_path, "play", "desk-reset", "--terminal", "--pace", "30")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(LIMIT_S) == 0
    with process.stderr:
        assert process.stderr.read() == ""
    assert [session.outcome for session in sessions(tmp_path)] == [None]
    text, _ = started(tmp_path, "play", "desk-reset", "--terminal", "--pace", "120").communicate(
        timeout=LIMIT_S
    )
    assert "Kept as partly done." in text
    assert [session.outcome for session in sessions(tmp_path)] == [Outcome.ABANDONED, Outcome.COMPLETED]


def test_a_reader_of_a_list_that_goes_away(tmp_path: Path) -> None:
    """`backstay list --exercises --json | head -1` is quiet as well."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "backstay", "list", "--exercises", "--json"],
        env=surroundings(tmp_path),
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=LIMIT_S,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_in_the_background_keeps_its_hands_off_the_signals(tmp_path: Path) -> None:
    """A hang-up that was ignored from the start, as nohup does it, ends nothing."""
    process = subprocess.Popen(
        ["nohup", sys.executable, "-m", "backstay", "play", "desk-reset", "--terminal", "--pace", "120"],
        env=surroundings(tmp_path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    while "Get ready" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGHUP)
    text, _ = process.communicate(timeout=LIMIT_S)
    assert "Finished: Desk reset" in text
    assert sessions(tmp_path)[0].outcome is Outcome.COMPLETED
