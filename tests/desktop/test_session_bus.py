"""A bus that is silent is found out in time, and kept from those who would wait for it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from backstay.desktop.session_bus import SessionBus, SilenceError, hide_silent_bus
from tests.desk_bus import DeskBus, Lines, program

ROOT = Path(__file__).parents[2]
_ROOM = 3


@pytest.fixture
def silence(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Something that takes connections, a few of them, and never says a word."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as listener:
        listener.bind(str(tmp_path / "silent"))
        listener.listen(_ROOM - 1)
        yield {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'silent'}"}


def test_a_silent_bus_is_hidden(silence: dict[str, str]) -> None:
    """What is left in its place is no bus at all, which nobody waits for."""
    named = dict(silence)
    hide_silent_bus(named)
    assert named != silence
    hide_silent_bus(named)


def test_a_bus_that_takes_nobody_is_silent(silence: dict[str, str]) -> None:
    """Where those before us still wait at the door, we do not queue."""
    with ExitStack() as waiting:
        for _ in range(_ROOM):
            waiting.enter_context(closing(SessionBus.connect(silence)))
        with pytest.raises(SilenceError):
            SessionBus.connect(silence)


@pytest.mark.parametrize("environ", [{}, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"}])
def test_where_there_is_no_bus_nothing_is_hidden(environ: dict[str, str]) -> None:
    """The environment stays as the person has it."""
    named = dict(environ)
    hide_silent_bus(named)
    assert named == environ


def test_a_bus_that_answers_is_left_alone(bus: DeskBus) -> None:
    """Menus, themes and screen readers of the desktop go by it."""
    named = {"DBUS_SESSION_BUS_ADDRESS": bus.address}
    hide_silent_bus(named)
    assert named == {"DBUS_SESSION_BUS_ADDRESS": bus.address}


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of an X server."""
    command = [program("Xvfb"), "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with Lines(command, os.environ) as server:
        yield f":{server.wait_for('')}"


def test_a_window_opens_beside_a_silent_bus(silence: dict[str, str], display: str, tmp_path: Path) -> None:
    """In a real window Qt itself would wait for ever; ours comes two seconds later."""
    code = f"""
from pathlib import Path
from PySide6.QtCore import QTimer
from backstay.app import build
from backstay.desktop.doorbell import Wish
from backstay.paths import find_paths
from backstay.ui.application import run_window
from PySide6.QtWidgets import QApplication
app = build(find_paths(Path({str(tmp_path / "data")!r})), window=True)
def opened():
    print("opened", flush=True)
    QTimer.singleShot(0, lambda: [each.close() for each in QApplication.topLevelWidgets()])
run_window(app, Wish(), opened=opened)
app.close()
"""
    place = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **silence, **place},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "opened\n"
