"""Somebody on a mat whose lid falls shut, and whose radio plays: the desktop's own buses beside a session."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backstay.app import App, build
from backstay.paths import find_paths
from backstay.ui.widgets.toast import Toast
from tests.desk_bus import DeskBus, Player, desk_bus, require_strict_desktop
from tests.fakes import HandClock, HeldScreen, WrittenTones
from tests.samples import hold, routine
from tests.ui.find import find
from tests.ui.hands import Key
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 30, 2)
TALKS = """
import json, sys
def answer(**words): print(json.dumps(words), flush=True)
answer(**{"is": "ready", "voices": []})
for line in sys.stdin:
    order = json.loads(line)
    if "say" in order:
        answer(**{"is": "taken", "say": order["say"]})
    if "say" in order and "TALKS ON" not in sys.argv:
        answer(**{"is": "done", "say": order["say"]})
"""


@pytest.fixture(autouse=True)
def bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskBus]:
    """One that is the session's and the system's alike, with a desktop on it that can sleep."""
    require_strict_desktop()
    with desk_bus(tmp_path_factory.mktemp("bus")) as running, running.strict_desktop("logind"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", running.address)
        yield running


def sleeps(bus: DeskBus, visit: Visit) -> bool:
    """Let the computer sleep for a moment; whether the session stands."""
    bus.sleep()
    return visit.says("phase") == "PAUSED"


@pytest.mark.pace(1000)
def test_a_session_stands_still_before_the_computer_sleeps(visit: Visit, bus: DeskBus, qtbot: QtBot) -> None:
    """“The lid fell shut, and it stood where I had been; I went on when I was ready.”"""
    visit.begin(BRIDGE)
    visit.until(10, "0:25")
    # It listens a moment after the start.
    qtbot.waitUntil(lambda: sleeps(bus, visit))
    assert visit.says("cue") == "Paused before the computer went to sleep."
    qtbot.wait(100)
    assert visit.says("phase") == "PAUSED"
    visit.press(Key.Key_Space)
    assert visit.says("phase") != "PAUSED"


@pytest.mark.pace(1000)
def test_a_session_that_stands_is_not_spoken_of(visit: Visit, bus: DeskBus, qtbot: QtBot) -> None:
    """Whoever paused by themselves knows why; after the session nobody listens."""
    visit.begin(BRIDGE)
    qtbot.waitUntil(lambda: sleeps(bus, visit))
    # Until all that was told has come.
    qtbot.wait(100)
    visit.press(Key.Key_Space, Key.Key_Space)
    toast = find(visit.window, Toast, "toast")
    toast.hide()
    bus.sleep()
    qtbot.wait(100)
    assert not toast.isVisible()
    visit.press(Key.Key_Escape)
    bus.sleep()


@pytest.fixture
def radio(bus: DeskBus) -> Iterator[Player]:
    """It plays at 0.8."""
    with bus.player("radio") as player:
        yield player


def spoken_app(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, pace: float = 1.0) -> App:
    """The program with a voice that is made of air, for somebody who wants their music lowered."""
    script, paths = folder / "talks.py", find_paths(folder / "data")
    script.write_text(TALKS)
    paths.create()
    paths.settings.write_text(json.dumps({"music": "lower"}))
    command = [sys.executable, "-S", str(script), *arguments]
    monkeypatch.setattr("backstay.desktop.voice.speaker_command", lambda: command)
    clock = HandClock(pace=pace)
    return build(paths, window=False, clock=clock, tones=WrittenTones(), screen=HeldScreen())


def test_the_radio_is_low_while_something_is_said(
    tmp_path: Path, radio: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“I heard “Bridge”, and then my song again.”"""
    with closing(spoken_app(tmp_path, monkeypatch)) as app:
        app.new_player(routine(BRIDGE)).start()
        assert radio.said.wait_for("Volume") == "Volume 0.24"
        assert radio.said.wait_for("Volume") == "Volume 0.8"


def test_the_end_of_the_program_brings_the_radio_back(
    tmp_path: Path, radio: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of a sentence, and without the second and a half."""
    with closing(spoken_app(tmp_path, monkeypatch, "TALKS ON")) as app:
        app.new_player(routine(BRIDGE)).start()
        radio.said.wait_for("Volume 0.24")
    assert radio.said.wait_for("Volume") == "Volume 0.8"


@pytest.mark.parametrize(("is_muted", "pace"), [(True, 1.0), (False, 10.0)])
def test_a_session_that_says_nothing_touches_no_radio(
    tmp_path: Path, radio: Player, monkeypatch: pytest.MonkeyPatch, is_muted: bool, pace: float
) -> None:
    """Muted, or a rehearsal at another pace."""
    with closing(spoken_app(tmp_path, monkeypatch, pace=pace)) as app:
        app.prepare_voice()
        player = app.new_player(routine(BRIDGE))
        player.mute(is_muted=is_muted)
        player.start()
        player.skip()
    assert radio.said.said() == []
