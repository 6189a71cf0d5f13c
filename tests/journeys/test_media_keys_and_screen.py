"""Somebody on a mat with a headset: the desktop's own bus between them and the window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backstay.desktop.keep_awake import BusKeepAwake
from backstay.desktop.media_keys import BusMediaKeys
from tests.desk_bus import DeskBus, Lines, desk_bus, require_strict_desktop
from tests.samples import hold
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)

ROOT = Path(__file__).parents[2]
NAME = "org.mpris.MediaPlayer2.backstay"
WINDOW = """
import sys
from pathlib import Path
from backstay.app import build
from backstay.paths import find_paths
from backstay.ui.application import dressed_window, make_application
from tests.ui.hands import Key, press
app = build(find_paths(Path(sys.argv[1])), window=True)
app.reload_library()
qt = make_application(sys.argv[:1])
window = dressed_window(qt, app, key_guard_s=0.0)
window.open()
window.show()
window.start_routine(app.library.routines["desk-reset"])
press(window, Key.Key_Return)
qt.exec()
"""


@pytest.fixture
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskBus]:
    """A bus with nobody on it."""
    with desk_bus(tmp_path_factory.mktemp("bus")) as running:
        yield running


@pytest.fixture
def desktop(bus: DeskBus) -> Iterator[Lines]:
    """A desktop whose screen saver can be asked."""
    require_strict_desktop()
    with bus.strict_desktop("screensaver") as strict:
        yield strict


@pytest.fixture
def panel(bus: DeskBus) -> BusMediaKeys:
    """The real one, on that bus."""
    return BusMediaKeys(bus.environ)


@pytest.fixture
def screen(bus: DeskBus) -> BusKeepAwake:
    """The real one, on that bus."""
    return BusKeepAwake(bus.environ)


class Headset:
    """Three buttons that the desktop passes on."""

    def __init__(self, bus: DeskBus) -> None:
        self._bus = bus

    def press(self, method: str) -> None:
        """Press one of them."""
        assert self._ask(f"org.mpris.MediaPlayer2.Player.{method}") == "()"

    def status(self) -> str:
        """What a panel shows: Playing or Paused."""
        get = "org.freedesktop.DBus.Properties.Get"
        return self._ask(get, "org.mpris.MediaPlayer2.Player", "PlaybackStatus")

    def _ask(self, method: str, *arguments: str) -> str:
        where = ("-d", NAME, "-o", "/org/mpris/MediaPlayer2", "-m", method)
        return self._bus.gdbus("call", "--session", *where, *arguments)


def test_a_session_is_steered_by_a_headset(visit: Visit, bus: DeskBus, desktop: Lines, qtbot: QtBot) -> None:
    """“I never touched the laptop: next, pause, go on; and the screen was dark only while I paused.”"""
    headset = Headset(bus)
    visit.window.start_routine(visit.app.library.routines["desk-reset"])
    assert not bus.has(NAME)
    visit.press(Key.Key_Return)
    desktop.wait_for("held")
    qtbot.waitUntil(lambda: bus.has(NAME))
    headset.press("Next")
    qtbot.waitUntil(lambda: visit.says("phase") == "HOLD")
    headset.press("PlayPause")
    qtbot.waitUntil(lambda: visit.says("phase") == "PAUSED")
    desktop.wait_for("gone")
    assert headset.status() == "(<'Paused'>,)"
    headset.press("Play")
    qtbot.waitUntil(lambda: visit.says("phase") != "PAUSED")
    desktop.wait_for("held")
    # Time to get back into position.
    visit.pass_s(3)
    qtbot.waitUntil(lambda: visit.says("phase") == "HOLD")
    visit.pass_s(1999)
    visit.wait_for("pain_after")
    desktop.wait_for("gone")
    qtbot.waitUntil(lambda: not bus.has(NAME))
    assert is_shown(visit.window, "pain_after")


def test_a_killed_window_leaves_nothing_behind(
    bus: DeskBus, desktop: Lines, tmp_path: Path, qtbot: QtBot
) -> None:
    """SIGKILL in the middle of a session: the screen may go dark again, and the panel is empty."""
    environ = {**bus.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    window = subprocess.Popen([sys.executable, "-c", WINDOW, str(tmp_path)], env=environ)
    try:
        holder = desktop.wait_for("held").split()[-1]
        qtbot.waitUntil(lambda: bus.has(NAME))
    finally:
        window.kill()
        window.wait()
    assert desktop.wait_for("gone") == f"gone {holder}"
    qtbot.waitUntil(lambda: not bus.has(NAME))


def test_a_bus_that_stands_still_holds_up_no_session(
    visit: Visit, bus: DeskBus, desktop: Lines, qtbot: QtBot
) -> None:
    """“My desktop froze in the middle; the session did not.”"""
    visit.begin(hold("Bridge", 30, 2))
    desktop.wait_for("held")
    qtbot.waitUntil(lambda: bus.has(NAME))
    with bus.standing_still():
        visit.until(15, "0:20")
        visit.press(Key.Key_Space, Key.Key_Space)
        visit.pass_s(1999)
        visit.wait_for("pain_after")
    desktop.wait_for("gone")
