"""The real window is stopped and killed in the middle of a session; the next one goes on where it was."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cut_off import place_on_disk, stands_at
from tests.journeys.terminal_person import ROOT
from tests.journeys.test_installed_program import TIMEOUT_S, Hands, eventually, screen, stored

__all__ = ["screen"]

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs a virtual screen and a keyboard: apt install xvfb xdotool",
)
STOPPED_S = 2.6


@contextmanager
def opened(environ: dict[str, str], data: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The program in a process of its own, gone at the end whatever happens."""
    program = subprocess.Popen(
        [sys.executable, "-m", "backstay", "--data-dir", str(data), *arguments],
        env={**environ, "PYTHONPATH": str(ROOT / "src")},
        text=True,
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait(TIMEOUT_S)


def test_stopped_killed_and_gone_on_with(screen: dict[str, str], tmp_path: Path) -> None:
    """“It froze, I killed it; the next start said where I had been, and Enter took me back there.”"""
    hands, journal = Hands(screen), tmp_path / "journal.sqlite3"

    (tmp_path / "settings.json").write_text('{"welcome_seen": true}')
    with opened(screen, tmp_path, "play", "desk-reset") as program:
        hands.find_window("Desk reset")
        begun_s = time.monotonic()
        hands.press("Return")
        eventually(program, "a session that runs", lambda: place_on_disk(tmp_path) is not None)
        hands.press("n")
        eventually(program, "the first hold", lambda: stands_at(tmp_path) == 1)
        before = place_on_disk(tmp_path)
        os.kill(program.pid, signal.SIGSTOP)
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(STOPPED_S)
        os.kill(program.pid, signal.SIGCONT)
        eventually(program, "the pause", lambda: place_on_disk(tmp_path) != before)
        until_pause_s = time.monotonic() - begun_s
        paused = place_on_disk(tmp_path)
        # It stands where the hold was last seen, not where it would be by now.
        assert paused is not None
        assert paused[0].elapsed_s < STOPPED_S
        hands.look("paused-after-a-stop")
        program.kill()
        program.wait(TIMEOUT_S)
    with opened(screen, tmp_path) as program:
        hands.find_window("Today")
        hands.look("offered-after-a-kill")
        again_s = time.monotonic()
        hands.press("Return")
        hands.find_window("Desk reset")
        hands.press("Escape", "Return")
        hands.find_window("Today")
        eventually(
            program,
            "its end",
            lambda: bool(stored(journal, "SELECT 1 FROM session WHERE outcome = 'stopped'")),
        )
    led_s = until_pause_s - STOPPED_S + time.monotonic() - again_s
    ids = stored(journal, "SELECT DISTINCT entry FROM session")
    assert len(ids) == 1
    ((active_s,),) = stored(journal, "SELECT active_s FROM session WHERE outcome = 'stopped'")
    # However slow the computer: neither the stop nor the time between the two programs was done.
    assert 0 < float(str(active_s)) < led_s


def test_ended_by_the_desktop_and_gone_on_with(screen: dict[str, str], tmp_path: Path) -> None:
    """“I logged out in the middle; the next start took me back to the step, and it is one session.”"""
    hands, journal = Hands(screen), tmp_path / "journal.sqlite3"

    def rows(query: str) -> bool:
        return bool(stored(journal, query))

    (tmp_path / "settings.json").write_text('{"welcome_seen": true}')
    with opened(screen, tmp_path, "play", "desk-reset") as program:
        hands.find_window("Desk reset")
        hands.press("Return", "n")
        eventually(program, "the first hold", lambda: stands_at(tmp_path) == 1)
        program.terminate()
        assert program.wait(TIMEOUT_S) == 0
    assert stored(journal, "SELECT outcome FROM session") == [(None,)]
    with opened(screen, tmp_path) as program:
        hands.find_window("Today")
        hands.look("offered-after-logging-out")
        hands.press("Return")
        hands.find_window("Desk reset")
        hands.press("space", "Escape")
        eventually(program, "its end", lambda: rows("SELECT 1 FROM session WHERE outcome = 'stopped'"))
    assert len(stored(journal, "SELECT DISTINCT entry FROM session")) == 1
