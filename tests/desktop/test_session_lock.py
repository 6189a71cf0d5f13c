"""A lock that says whether a session runs: shared by all that run, and gone with a program that is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backstay.desktop.session_lock import SessionLock, is_session_led

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX locks")

HOLDER = """
import sys
from pathlib import Path
from backstay.desktop.session_lock import SessionLock
lock = SessionLock(Path(sys.argv[1]))
lock.take()
print("taken", flush=True)
sys.stdin.read()
"""


def test_it_is_led_as_long_as_anybody_holds_it(tmp_path: Path) -> None:
    """Two sessions at once each hold it; the last one that is over lets it go."""
    first, second = SessionLock(tmp_path), SessionLock(tmp_path)
    assert not is_session_led(tmp_path)
    first.take()
    second.take()
    first.take()
    first.release()
    assert is_session_led(tmp_path)
    second.release()
    second.release()
    assert not is_session_led(tmp_path)


def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    """What it led is cut off from that moment on."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    program = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "taken\n"
        assert is_session_led(tmp_path)
        holder.send_signal(signal.SIGKILL)
        holder.wait(20)
    assert not is_session_led(tmp_path)


def test_looking_makes_nothing_and_a_folder_that_refuses_stops_nothing(tmp_path: Path) -> None:
    """Where there is no folder there is no session, and one that starts there runs without the lock."""
    gone = tmp_path / "gone"
    assert not is_session_led(gone)
    lock = SessionLock(gone)
    lock.take()
    lock.release()
    assert list(tmp_path.iterdir()) == []
