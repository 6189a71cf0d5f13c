"""A bus that is silent is found out in time, and kept from those who would wait for it."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from backstay.desktop.message_bus import MESSAGE_MOST_BYTES, Bus, BusError, SilenceError, hide_silent_bus
from tests.desk_bus import DeskBus, Lines, program

ROOT = Path(__file__).parents[2]
_ROOM = 3


@pytest.fixture
def silence(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Something that takes connections, a few of them, and never says a word."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as listener:
        listener.bind(str(tmp_path / "silent"))
        listener.listen(_ROOM - 1)
        yield _at(tmp_path / "silent")


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
            waiting.enter_context(closing(Bus.of_session(silence)))
        with pytest.raises(SilenceError):
            Bus.of_session(silence)


@contextmanager
def babbling_bus(place: Path, words: bytes) -> Iterator[dict[str, str]]:
    """A bus that lets everybody in and then says ``words``, whatever it is asked."""

    def babble() -> None:
        line, _ = listener.accept()
        with closing(line):
            line.recv(4096)
            line.sendall(b"OK 1234\r\n")
            line.recv(4096)
            line.sendall(words)
            # Until the other side has heard enough.
            with suppress(ConnectionError):
                while line.recv(4096):
                    continue

    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as listener:
        listener.bind(str(place))
        listener.listen()
        speaker = threading.Thread(target=babble)
        speaker.start()
        yield _at(place)
        speaker.join(10)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(b"HTTP/1.1 400 Bad Request\r\n\r\n", id="another language"),
        pytest.param(b"l\3\0\1" + MESSAGE_MOST_BYTES.to_bytes(4, "little") + bytes(8), id="without end"),
        pytest.param(b"l\2\0\1" + bytes(4) + b"\1\0\0\0\7\0\0\0" + b"\5\1zzzzz\0", id="of no type"),
        pytest.param(b"l\2\7\1\0\0\0\0\1\0\0\0\x08\0\0\0" + b"\5\1u\0\1", id="cut off"),
        pytest.param(b"l\2\0\1\0\0\0\0\1\0\0\0" + b"\xf0\xff\0\0" + b"\1\1v\0" * 16384, id="too deep"),
    ],
)
def test_what_is_no_message_ends_the_line(tmp_path: Path, words: bytes) -> None:
    """Nothing else comes of it: no other error, no reading without end."""
    with (
        babbling_bus(tmp_path / "babble", words) as environ,
        closing(Bus.of_session(environ)) as bus,
        pytest.raises(BusError),
    ):
        bus.greet()


def test_a_bus_that_lets_nobody_in_is_no_bus(tmp_path: Path) -> None:
    """It is said, and not taken for a silent one, which would be hidden from Qt."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as listener:
        listener.bind(str(tmp_path / "closed"))
        listener.listen()
        with closing(Bus.of_session(_at(tmp_path / "closed"))) as bus:
            line, _ = listener.accept()
            with closing(line):
                line.sendall(b"REJECTED KERBEROS\r\n")
                with pytest.raises(BusError, match="does not let this program in"):
                    bus.greet()


def test_a_missing_package_is_said(bus: DeskBus, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that is not whole costs the desktop's services, not the program."""
    monkeypatch.setitem(sys.modules, "jeepney", None)
    with pytest.raises(BusError, match="the package jeepney is not installed"):
        Bus.of_session(bus.environ)


def _at(place: Path) -> dict[str, str]:
    return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}"}


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
from backstay.mishaps.watch import watch_mishaps
from backstay.paths import find_paths
from backstay.ui.application import run_window
from PySide6.QtWidgets import QApplication
app = build(find_paths(Path({str(tmp_path / "data")!r})), window=True)
def opened():
    print("opened", flush=True)
    QTimer.singleShot(0, lambda: [each.close() for each in QApplication.topLevelWidgets()])
watch = watch_mishaps(app.paths.logs, app.clock.moment, print)
run_window(app, Wish(), watch, opened=opened)
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
