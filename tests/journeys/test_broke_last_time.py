"""The real program dies of a fault in native code, at its start and later; the next one says so, once."""

import shutil
import signal
from pathlib import Path

import pytest

from backstay.mishaps.record import last_mishap
from tests.journeys.test_installed_program import TIMEOUT_S, Hands, eventually, screen
from tests.journeys.test_window_cut_off import opened

__all__ = ["screen"]

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs a virtual screen and a keyboard: apt install xvfb xdotool",
)


def die(screen: dict[str, str], data: Path, mark: str) -> None:
    """Start, and break when ``mark`` is in the file that the dying process writes into."""
    crash = data / "logs" / "crash.txt"

    def has_come() -> bool:
        return crash.exists() and mark in crash.read_text()

    with opened(screen, data) as program:
        Hands(screen).find_window("Today" if mark == "stands" else "Backstay")
        eventually(program, mark, has_come)
        program.send_signal(signal.SIGSEGV)
        assert program.wait(TIMEOUT_S) == -signal.SIGSEGV


def is_told(data: Path) -> bool:
    """Whether somebody has seen it."""
    mishap = last_mishap(data / "logs")
    return mishap is not None and mishap.is_told


def test_the_next_start_says_it_once(screen: dict[str, str], tmp_path: Path) -> None:
    """“It vanished. It said so when I opened it again, Enter took me on, and that was that.”"""
    hands = Hands(screen)
    (tmp_path / "settings.json").write_text('{"welcome_seen": true}')
    die(screen, tmp_path, "begun")
    with opened(screen, tmp_path) as program:
        hands.find_window("^Backstay$")
        eventually(program, "the news", lambda: is_told(tmp_path))
        hands.look("broke-as-it-started")
        hands.press("Return")
        hands.find_window("Today")
    die(screen, tmp_path, "stands")
    with opened(screen, tmp_path) as program:
        hands.find_window("Today")
        eventually(program, "the news", lambda: is_told(tmp_path))
        hands.look("broke-later-on")
        program.terminate()
        assert program.wait(TIMEOUT_S) == 0
    mishap = last_mishap(tmp_path / "logs")
    assert mishap is not None
    assert "in this thread, innermost first:\n  backstay.ui.application:" in mishap.details
