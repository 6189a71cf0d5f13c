"""The screen is held while a session runs and only then, by a service that takes no wrong type."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backstay.app import build
from backstay.desktop.keep_awake import (
    BusKeepAwake,
    NullKeepAwake,
    choose_keep_awake,
    find_screen_service,
)
from backstay.desktop.message_bus import BusError
from backstay.paths import find_paths
from tests.desk_bus import DeskBus, Lines, require_strict_desktop
from tests.fakes import HandClock, HeldScreen, WrittenTones
from tests.samples import hold, routine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def strict(bus: DeskBus) -> Iterator[Lines]:
    """A desktop whose screen saver can be asked."""
    require_strict_desktop()
    with bus.strict_desktop("screensaver") as desktop:
        yield desktop


@contextmanager
def silent_bus(place: Path) -> Iterator[dict[str, str]]:
    """Something that takes every connection and never says a word."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as listener:
        listener.bind(str(place))
        listener.listen()
        yield {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}"}


def test_a_strict_service_takes_what_is_asked(bus: DeskBus, strict: Lines) -> None:
    """It hears who asks and why, and that it is over when the screen is let go."""
    screen = BusKeepAwake(bus.environ)
    screen.hold()
    words = strict.wait_for("held").split(" ", 2)
    assert words[1] == "org.freedesktop.ScreenSaver"
    assert words[2].startswith("('Backstay', 'A session runs')")
    screen.release()
    assert strict.wait_for("gone").split()[1] == words[2].split()[-1]
    assert screen.status is None


def test_a_look_holds_nothing(bus: DeskBus, qtbot: QtBot) -> None:
    """Whoever only wants to know asks nobody to do anything; a service that has come takes the line back."""
    require_strict_desktop()
    screen = BusKeepAwake(bus.environ)
    screen.prepare()
    qtbot.waitUntil(lambda: screen.status is not None)
    with bus.strict_desktop("screensaver") as desktop:
        screen.prepare()
        qtbot.waitUntil(lambda: screen.status is None)
        assert desktop.said() == []


def test_each_hold_is_one(bus: DeskBus, strict: Lines) -> None:
    """Held twice it is asked for once, and after a release it can be held again."""
    screen = BusKeepAwake(bus.environ)
    for _ in range(3):
        screen.hold()
        screen.hold()
        strict.wait_for("held")
        screen.release()
        screen.release()
        strict.wait_for("gone")
    assert strict.said() == []


def test_a_sandboxed_program_asks_the_portal(bus: DeskBus) -> None:
    """Where only the portal is, it gets its unsigned flags, a parent and its options."""
    require_strict_desktop()
    screen = BusKeepAwake(bus.environ)
    with bus.strict_desktop("portal") as desktop:
        screen.hold()
        asked = desktop.wait_for("held")
        screen.release()
        desktop.wait_for("gone")
    assert "('', uint32 8, {'reason': <'A session runs'>})" in asked


def test_a_service_that_never_answers_gives_way_to_the_next(bus: DeskBus) -> None:
    """A stuck screen saver is asked, waited for elsewhere, and then the portal is."""
    require_strict_desktop()
    screen = BusKeepAwake(bus.environ)
    with bus.strict_desktop("silent", "portal") as desktop:
        screen.hold()
        desktop.wait_for("asked")
        desktop.wait_for("held org.freedesktop.portal.Inhibit")
        screen.release()


@pytest.mark.parametrize("when", ["prepare", "hold"])
def test_without_a_service_it_says_so_with_the_mend(bus: DeskBus, qtbot: QtBot, when: str) -> None:
    """A bus alone keeps no screen on; it is known before the session as well as in it."""
    screen = BusKeepAwake(bus.environ)
    getattr(screen, when)()
    qtbot.waitUntil(lambda: screen.status is not None)
    assert screen.status == (
        "The screen may go dark: no service of this desktop keeps it on. "
        "To mend it: set it to stay on for longer in the system's settings."
    )


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=backstay-nobody;tcp:host=localhost,port=1"},
        {"DBUS_SESSION_BUS_ADDRESS": "autolaunch:"},
        {"XDG_RUNTIME_DIR": "/nowhere"},
    ],
)
def test_without_a_bus_it_says_so(environ: dict[str, str], qtbot: QtBot) -> None:
    """Whatever the environment says, or does not, there is a line and no error."""
    screen = BusKeepAwake(environ)
    screen.hold()
    qtbot.waitUntil(lambda: screen.status is not None)
    assert screen.status is not None
    assert screen.status.startswith("The screen may go dark: this desktop has no message bus (D-Bus).")
    screen.release()


def test_the_usual_place_is_tried_where_none_is_named(strict: Lines, tmp_path: Path) -> None:
    """A session without the variable has its bus in the folder of the person's running things."""
    screen = BusKeepAwake({"XDG_RUNTIME_DIR": str(tmp_path)})
    screen.hold()
    strict.wait_for("held")
    screen.release()
    strict.wait_for("gone")


def test_a_silent_bus_takes_no_time_of_the_session(tmp_path: Path, qtbot: QtBot) -> None:
    """Asking and letting go return at once, a hundred times, and the line comes later."""
    with silent_bus(tmp_path / "bus") as environ:
        screen = BusKeepAwake(environ)
        gone_by = threading.Event()
        limit = threading.Timer(1.5, gone_by.set)
        limit.start()
        for _ in range(100):
            screen.hold()
            screen.release()
        assert not gone_by.is_set()
        limit.cancel()
        screen.hold()
        qtbot.waitUntil(lambda: screen.status is not None)
    assert screen.status is not None
    assert "the message bus of this desktop (D-Bus) does not answer" in screen.status
    screen.release()


def test_a_bus_that_stops_in_the_middle_stops_nothing(bus: DeskBus, strict: Lines) -> None:
    """The screen is let go of at once; the bus learns it when it moves again."""
    screen = BusKeepAwake(bus.environ)
    screen.hold()
    strict.wait_for("held")
    with bus.standing_still():
        screen.release()
    strict.wait_for("gone")


def test_a_bus_that_ends_is_said(bus: DeskBus, strict: Lines, qtbot: QtBot) -> None:
    """What was held through it is held no longer; with a new bus it can be held again."""
    screen = BusKeepAwake(bus.environ)
    screen.hold()
    strict.wait_for("held")
    bus.end()
    qtbot.waitUntil(lambda: screen.status is not None)
    assert screen.status is not None
    assert "the message bus of this desktop (D-Bus) has ended" in screen.status
    screen.release()


def test_a_killed_program_holds_nothing(bus: DeskBus, strict: Lines, tmp_path: Path) -> None:
    """SIGKILL in the middle of a session: the service sees its holder vanish."""
    command = [sys.executable, "-m", "backstay", "--data-dir", str(tmp_path / "data")]
    environ = {**bus.environ, "PYTHONPATH": str(ROOT / "src")}
    program = subprocess.Popen(
        [*command, "play", "desk-reset", "--terminal"],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        holder = strict.wait_for("held").split()[-1]
    finally:
        program.kill()
        program.wait()
    assert strict.wait_for("gone") == f"gone {holder}"


@pytest.mark.parametrize("stop", ["pause", "hurt", "finish"])
def test_it_is_held_while_the_clock_runs(tmp_path: Path, stop: str) -> None:
    """Not before the session, not while it stands, not after it."""
    screen = HeldScreen()
    made = build(find_paths(tmp_path), window=False, clock=HandClock(), tones=WrittenTones(), screen=screen)
    with closing(made) as app:
        player = app.new_player(routine(hold("Bridge", 30, 2)))
        assert not screen.is_held
        player.start()
        assert screen.is_held
        getattr(player, stop)()
        assert not screen.is_held
        player.resume()
        assert screen.is_held == (stop != "finish")


def test_a_computer_that_slept_lets_it_go_dark(tmp_path: Path) -> None:
    """Nobody has come back yet; going on holds it again."""
    screen, clock = HeldScreen(), HandClock()
    made = build(find_paths(tmp_path), window=False, clock=clock, tones=WrittenTones(), screen=screen)
    with closing(made) as app:
        player = app.new_player(routine(hold("Bridge", 30, 2)))
        player.start()
        clock.pass_s(3600)
        player.tick()
        assert not screen.is_held
        player.resume()
        assert screen.is_held
    assert not screen.is_held


def test_the_service_is_named(bus: DeskBus) -> None:
    """The doctor tells which one will be asked."""
    require_strict_desktop()
    with bus.strict_desktop("portal", "screensaver"):
        assert find_screen_service(bus.environ) == "org.freedesktop.ScreenSaver"


def test_other_systems_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no native call was ever tried, none is made."""
    monkeypatch.setattr(sys, "platform", "darwin")
    screen = choose_keep_awake(os.environ)
    screen.hold()
    screen.release()
    assert isinstance(screen, NullKeepAwake)
    assert screen.status is not None
    assert "under this system" in screen.status
    with pytest.raises(BusError, match="under this system"):
        find_screen_service(os.environ)
