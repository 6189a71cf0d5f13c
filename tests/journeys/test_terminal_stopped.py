"""The program is really stopped in the middle of a session, as a debugger or a closed lid stops it."""

import re
import signal
import subprocess
from pathlib import Path

import pytest

from backstay.domain.history import Outcome
from tests.journeys.terminal_person import TerminalPerson
from tests.journeys.test_terminal_keys import sessions

STOPPED_S = 2.6


def test_stopped_and_let_go_on(tmp_path: Path) -> None:
    """“It was frozen; then it said so, stood still until I pressed Space, and none of that is in my log.”"""
    with TerminalPerson(tmp_path, "play", "desk-reset", "--terminal") as person:
        person.sees("skips: ")
        person.types("\n")
        person.sees("0:04")
        person.signals(signal.SIGSTOP)
        with pytest.raises(subprocess.TimeoutExpired):
            person.process.wait(STOPPED_S)
        person.signals(signal.SIGCONT)
        told = person.sees("Space")
        assert re.search("slept|stopped", told), told
        person.types("q")
        person.sees("back: ")
        person.types("\n")
        assert person.leaves() == 0
    (session,) = sessions(tmp_path)
    assert session.outcome is Outcome.STOPPED
    assert 0 < session.active_s < STOPPED_S
