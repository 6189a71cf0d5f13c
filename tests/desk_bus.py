"""A session bus of a test's own, with a strict desktop on it and clients that were not written by us."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

_PYTHON = "/usr/bin/python3"
_LIMIT_S = 20
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={place}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


class Lines:
    """What a program says, line by line, for whoever waits for it."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        self._heard: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait(timeout=_LIMIT_S)
        self._reader.join()

    def wait_for(self, beginning: str) -> str:
        """The next line that begins so. Lines before it are passed over."""
        while True:
            try:
                line = self._heard.get(timeout=_LIMIT_S)
            except queue.Empty:
                pytest.fail(f"nobody said “{beginning}”")
            if line.startswith(beginning):
                return line

    def said(self) -> list[str]:
        """What was said since, and not waited for."""
        return [self._heard.get() for _ in range(self._heard.qsize())]

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._heard.put(line.rstrip("\n"))


class DeskBus:
    """A bus that runs. ``environ`` is what a program needs to find it."""

    def __init__(self, place: Path, daemon: "Lines") -> None:
        self._daemon = daemon
        self.address = f"unix:path={place}"
        self.environ = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address}

    def gdbus(self, *arguments: str) -> str:
        """What GLib's own client gets for an answer; its complaint when there is an error."""
        return self._ask(program("gdbus"), *arguments)

    def dbus_send(self, name: str, path: str, method: str, *arguments: str) -> str:
        """The same of the client that comes with the bus."""
        return self._ask(
            program("dbus-send"), "--session", "--print-reply", f"--dest={name}", path, method, *arguments
        )

    def _ask(self, *command: str) -> str:
        done = subprocess.run(
            command,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            check=False,
        )
        return (done.stdout + done.stderr).strip()

    def has(self, name: str) -> bool:
        """Whether somebody has this name."""
        asked = ("-d", "org.freedesktop.DBus", "-o", "/", "-m", "org.freedesktop.DBus.NameHasOwner", name)
        return self.gdbus("call", "--session", *asked) == "(true,)"

    def watch(self, name: str) -> Lines:
        """Every signal of whoever has this name."""
        lines = Lines([program("gdbus"), "monitor", "--session", "-d", name], self.environ)
        lines.wait_for("The name")
        return lines

    @contextmanager
    def strict_desktop(self, *services: str) -> Iterator[Lines]:
        """A desktop that refuses every wrong type. Of ``services`` it has ``screensaver``, ``portal`` and
        ``logind``; it says when it is asked to keep the screen on, and when whoever asked has gone.
        """
        script = Path(__file__).with_name("strict_desktop.py")
        with Lines([_PYTHON, str(script), *services], self.environ) as desktop:
            desktop.wait_for("ready")
            yield desktop

    @contextmanager
    def player(self, name: str, *traits: str) -> Iterator["Player"]:
        """A player of somebody else's, playing at a volume of 0.8. ``traits``: ``hangs`` never answers,
        ``fixed`` has no volume, ``paused`` does not play.
        """
        script = Path(__file__).with_name("strict_player.py")
        with Lines([_PYTHON, str(script), name, *traits], self.environ) as said:
            said.wait_for("ready")
            yield Player(self, name, said)

    def sleep(self) -> None:
        """The computer of ``logind`` sleeps for a moment."""
        where = ("-d", "org.freedesktop.login1", "-o", "/org/freedesktop/login1")
        method = ("-m", "org.freedesktop.login1.Manager.Suspend", "true")
        assert self.gdbus("call", "--session", *where, *method) == "()"

    def end(self) -> None:
        """The bus is killed."""
        self._daemon.process.kill()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """The bus is there and does nothing."""
        self._daemon.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.process.send_signal(signal.SIGCONT)


class Player:
    """Another program's player, and the hand of the person on it. It says what is done to it."""

    def __init__(self, bus: DeskBus, name: str, said: Lines) -> None:
        self._bus = bus
        self._name = f"org.mpris.MediaPlayer2.{name}"
        self.said = said

    def press(self, method: str) -> None:
        """Play or Pause, in the player's own window."""
        assert self._ask(f"org.mpris.MediaPlayer2.Player.{method}") == "()"
        self.said.wait_for(method)

    def turn_to(self, volume: float) -> None:
        """Turn the knob."""
        self._ask("org.freedesktop.DBus.Properties.Set", "Volume", f"<{volume}>")
        self.said.wait_for("Volume")

    def _ask(self, method: str, *arguments: str) -> str:
        where = ("-d", self._name, "-o", "/org/mpris/MediaPlayer2", "-m", method)
        interface = ("org.mpris.MediaPlayer2.Player",) if arguments else ()
        return self._bus.gdbus("call", "--session", *where, *interface, *arguments)


@contextmanager
def desk_bus(folder: Path) -> Iterator[DeskBus]:
    """Start a bus in ``folder``, without any service that it could start by itself."""
    config, place = folder / "bus.conf", folder / "bus"
    config.write_text(_CONFIG.format(place=place))
    command = [program("dbus-daemon"), f"--config-file={config}", "--nofork", "--print-address"]
    with Lines(command, os.environ) as daemon:
        daemon.wait_for("unix:")
        yield DeskBus(place, daemon)


def program(name: str) -> str:
    """Where a program is; without it the test is skipped."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"needs {name} (Debian: dbus, libglib2.0-bin, xvfb)")
    return path


def require_strict_desktop() -> None:
    """Skip where GLib cannot be used from the system's Python."""
    probe = [_PYTHON, "-c", "import gi.repository.Gio"]
    if not sys.platform.startswith("linux") or not Path(_PYTHON).exists():
        pytest.skip("needs the system's Python")
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("needs GLib for the system's Python (Debian: python3-gi)")
