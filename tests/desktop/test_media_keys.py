"""A session as a player on the bus, seen and steered by GLib's own client."""

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue

import pytest
from pytestqt.qtbot import QtBot

from backstay.desktop.media_interface import PATH, PLAYER, ROOT, MediaCommand, NowPlaying
from backstay.desktop.media_keys import BusMediaKeys, NullMediaKeys, check_media_keys, choose_media_keys
from backstay.desktop.message_bus import LIMIT_S, BusError
from tests.desk_bus import DeskBus, Lines

NAME = "org.mpris.MediaPlayer2.backstay"
BIRD_DOG = NowPlaying(
    title="Bird dog – right side",
    album="Core, light",
    track=5,
    length_s=90.0,
    position_s=12.5,
    is_running=True,
)


class Panel:
    """A session on the bus, and what a panel that reads it gets."""

    def __init__(self, bus: DeskBus, keys: BusMediaKeys, heard: "Queue[MediaCommand]") -> None:
        self.bus, self.keys, self.heard = bus, keys, heard

    def call(self, method: str, *arguments: str) -> str:
        """Call a method of the player."""
        return self.on(f"{PLAYER}.{method}", *arguments)

    def on(self, method: str, *arguments: str, path: str = PATH) -> str:
        """Call any method of the object."""
        return self.bus.gdbus("call", "--session", "-d", NAME, "-o", path, "-m", method, "--", *arguments)

    def read(self, name: str, interface: str = PLAYER) -> str:
        """Read one property."""
        return self.on("org.freedesktop.DBus.Properties.Get", interface, name)


@pytest.fixture
def panel(bus: DeskBus, qtbot: QtBot) -> Iterator[Panel]:
    """The bird dog of a routine, 12.5 s into it."""
    keys = BusMediaKeys(bus.environ)
    heard: Queue[MediaCommand] = Queue()
    keys.open(BIRD_DOG, heard.put)
    qtbot.waitUntil(lambda: bus.has(NAME))
    yield Panel(bus, keys, heard)
    keys.close()


@pytest.fixture
def signals(panel: Panel, qtbot: QtBot) -> Iterator[Lines]:
    """What the session tells of its own accord from now on."""

    def jump(position_s: float) -> str:
        panel.keys.show(replace(BIRD_DOG, position_s=position_s))
        panel.keys.show(BIRD_DOG)
        return f"{PATH}: {PLAYER}.Seeked (int64 {position_s:.0f}000000,)"

    with panel.bus.watch(NAME) as told:
        # It says that it listens a moment before it does.
        qtbot.waitUntil(lambda: bool(jump(1.0) and told.said()))
        told.wait_for(jump(2.0))
        told.wait_for(PATH)
        yield told


def test_a_panel_reads_what_is_done(panel: Panel) -> None:
    """Exercise with its side, routine, length and position, each of the type that MPRIS names."""
    assert panel.read("PlaybackStatus") == "(<'Playing'>,)"
    assert panel.read("Position") == "(<int64 12500000>,)"
    assert panel.read("Metadata") == (
        "(<{'mpris:trackid': <objectpath '/io/github/backstay/Backstay/step/5'>, "
        "'mpris:length': <int64 90000000>, "
        "'xesam:title': <'Bird dog – right side'>, "
        "'xesam:album': <'Core, light'>, "
        "'xesam:trackNumber': <5>}>,)"
    )


def test_a_panel_learns_who_we_are(panel: Panel) -> None:
    """The desktop finds the icon by the name of the desktop file; lists are empty, not absent."""
    properties = panel.on("org.freedesktop.DBus.Properties.GetAll", ROOT)
    assert "'Identity': <'Backstay'>" in properties
    assert "'DesktopEntry': <'io.github.backstay.Backstay'>" in properties
    assert "'SupportedUriSchemes': <@as []>" in properties


@pytest.mark.parametrize(
    ("method", "command"),
    [
        ("PlayPause", MediaCommand.PLAY_PAUSE),
        ("Play", MediaCommand.PLAY),
        ("Pause", MediaCommand.PAUSE),
        ("Stop", MediaCommand.PAUSE),
        ("Next", MediaCommand.NEXT),
        ("Previous", MediaCommand.PREVIOUS),
    ],
)
def test_a_key_is_heard(panel: Panel, method: str, command: MediaCommand) -> None:
    """Each method is one wish; a stop only stands still."""
    assert panel.call(method) == "()"
    assert panel.heard.get(timeout=10) is command
    assert panel.heard.empty()


def test_nothing_is_wished_by_looking(panel: Panel) -> None:
    """What the session does not offer is answered, and asks nothing of it."""
    assert panel.call("Seek", "5000000") == "()"
    assert panel.call("SetPosition", "/some/track", "0") == "()"
    assert panel.call("OpenUri", "file:///etc/passwd") == "()"
    assert panel.on(f"{ROOT}.Quit") == "()"
    assert panel.on("org.freedesktop.DBus.Peer.Ping") == "()"
    assert panel.heard.empty()


def test_a_panel_is_told_of_a_pause(panel: Panel, signals: Lines) -> None:
    """It need not ask: the status that changed is sent, and nothing that did not."""
    panel.keys.show(replace(BIRD_DOG, is_running=False))
    told = signals.wait_for(f"{PATH}: org.freedesktop.DBus.Properties.PropertiesChanged")
    assert told.endswith(f"('{PLAYER}', {{'PlaybackStatus': <'Paused'>}}, @as [])")
    assert panel.read("PlaybackStatus") == "(<'Paused'>,)"


def test_the_next_exercise_is_told_with_its_position(panel: Panel, signals: Lines) -> None:
    """A panel that counts by itself begins anew."""
    panel.keys.show(replace(BIRD_DOG, title="Bridge", track=6, position_s=0.0))
    assert "'xesam:title': <'Bridge'>" in signals.wait_for(f"{PATH}: org.freedesktop.DBus.Properties")
    assert signals.wait_for(f"{PATH}: {PLAYER}.Seeked").endswith("(int64 0,)")


def test_time_going_by_is_not_told(panel: Panel, signals: Lines) -> None:
    """Once a second would be a message for nothing; a jump back is one."""
    for tenths in range(125, 200, 5):
        panel.keys.show(replace(BIRD_DOG, position_s=tenths / 10))
    panel.keys.show(replace(BIRD_DOG, position_s=3.0))
    assert signals.wait_for(PATH).endswith("Seeked (int64 3000000,)")
    assert signals.said() == []
    assert panel.read("Position") == "(<int64 3000000>,)"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the counters of Linux")
def test_a_quiet_bus_wakes_nobody_and_is_not_taken_for_a_dead_one(panel: Panel, qtbot: QtBot) -> None:
    """A session may be paused for as long as the person likes."""
    serving = [thread for thread in threading.enumerate() if thread.name == "message bus"][-1]
    counters = Path(f"/proc/self/task/{serving.native_id}/status")

    def wakings() -> list[str]:
        return [line for line in counters.read_text().splitlines() if "ctxt_switches" in line]

    panel.read("CanControl")
    qtbot.wait(100)
    before = wakings()
    qtbot.wait(round(LIMIT_S * 1000) + 200)
    assert wakings() == before
    assert panel.read("CanControl") == "(<true>,)"
    assert panel.keys.status is None


def test_a_name_is_plain_text(panel: Panel) -> None:
    """Marks are handed on as they are, and what cannot be written on a line is left out."""
    panel.keys.show(replace(BIRD_DOG, title="<b>Plank</b> & co\n\0\ud800", album="R&D"))
    metadata = panel.read("Metadata")
    assert "'xesam:title': <'<b>Plank</b> & co   '>" in metadata
    assert "'xesam:album': <'R&D'>" in metadata


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        (f"{PLAYER}.Dance", (), "UnknownMethod"),
        ("org.freedesktop.DBus.Properties.Get", (PLAYER, "Colour"), "UnknownProperty"),
        ("org.freedesktop.DBus.Properties.Get", ("org.example.Other", "Position"), "UnknownInterface"),
        ("org.freedesktop.DBus.Properties.Set", (PLAYER, "Volume", "<0.5>"), "PropertyReadOnly"),
    ],
)
def test_what_cannot_be_done_is_refused(
    panel: Panel, method: str, arguments: tuple[str, ...], error: str
) -> None:
    """By the error that D-Bus has for it, and the player lives on."""
    assert error in panel.on(method, *arguments)
    assert panel.read("CanControl") == "(<true>,)"


def test_a_wrong_type_is_refused(panel: Panel) -> None:
    """Another client, of the reference library, sends a text for a number."""
    error = panel.bus.dbus_send(NAME, PATH, f"{PLAYER}.Seek", "string:far")
    assert "org.freedesktop.DBus.Error.InvalidArgs: Seek takes “x”, not “s”." in error


def test_tools_can_look_around(panel: Panel) -> None:
    """From the root down to the object, with every property of its type."""
    found = panel.bus.gdbus("introspect", "--session", "-d", NAME, "-o", "/", "--recurse")
    assert f"node {PATH}" in found
    assert "readonly x Position = 12500000;" in found
    assert "Seeked(x" in found


def test_the_name_goes_with_the_session(panel: Panel, qtbot: QtBot) -> None:
    """Only a session that runs is a player; the next one is one again."""
    panel.keys.close()
    qtbot.waitUntil(lambda: not panel.bus.has(NAME))
    panel.keys.open(replace(BIRD_DOG, title="Bridge"), panel.heard.put)
    qtbot.waitUntil(lambda: panel.bus.has(NAME))
    assert "'xesam:title': <'Bridge'>" in panel.read("Metadata")


def test_a_second_window_has_a_name_of_its_own(panel: Panel, bus: DeskBus, qtbot: QtBot) -> None:
    """Two sessions at once do not steer each other."""
    second = BusMediaKeys(bus.environ)
    second.open(replace(BIRD_DOG, title="Bridge"), panel.heard.put)
    asked = ("-d", "org.freedesktop.DBus", "-o", "/", "-m", "org.freedesktop.DBus.ListNames")
    qtbot.waitUntil(lambda: f"{NAME}.instance" in bus.gdbus("call", "--session", *asked))
    second.close()
    assert "Bird dog" in panel.read("Metadata")


def test_a_bus_that_stops_never_stops_the_session(panel: Panel, bus: DeskBus) -> None:
    """However much there is to tell, telling returns at once; at last the line is given up."""
    done = threading.Event()

    def tell_much() -> None:
        for number in range(5000):
            panel.keys.show(replace(BIRD_DOG, title=f"Exercise {number}", track=number + 1))
        done.set()

    with bus.standing_still():
        teller = threading.Thread(target=tell_much)
        teller.start()
        assert done.wait(20)
        teller.join()


def test_a_bus_that_ends_is_said(panel: Panel, bus: DeskBus, qtbot: QtBot) -> None:
    """The session goes on, and one line says why the keys are dead."""
    bus.end()
    qtbot.waitUntil(lambda: panel.keys.status is not None)
    panel.keys.show(replace(BIRD_DOG, is_running=False))
    assert panel.keys.status is not None
    assert "the message bus of this desktop (D-Bus) has ended" in panel.keys.status


def test_without_a_bus_it_says_so(qtbot: QtBot) -> None:
    """The session is led by the keys of the keyboard, and one line says why."""
    keys = BusMediaKeys({})
    keys.open(BIRD_DOG, lambda _command: None)
    keys.show(replace(BIRD_DOG, is_running=False))
    qtbot.waitUntil(lambda: keys.status is not None)
    assert keys.status == (
        "Media keys and headset buttons do not reach the session: this desktop has no message bus (D-Bus)."
    )
    keys.close()


def test_the_doctor_asks_the_bus(bus: DeskBus) -> None:
    """A bus that answers is all it takes."""
    check_media_keys(bus.environ)
    with pytest.raises(BusError, match="no message bus"):
        check_media_keys({})


def test_other_systems_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no native call was ever tried, none is made."""
    monkeypatch.setattr(sys, "platform", "win32")
    keys = choose_media_keys({})
    keys.open(BIRD_DOG, lambda _command: None)
    keys.show(BIRD_DOG)
    keys.close()
    assert isinstance(keys, NullMediaKeys)
    assert keys.status is not None
    assert "under this system" in keys.status
