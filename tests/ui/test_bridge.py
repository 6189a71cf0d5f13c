"""The bridge: one timer for the next moment, frames only while something moves, never a count of ticks."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.session_events import SessionPaused, SessionStarted
from backstay.domain.session_view import State
from backstay.player import Player
from backstay.ui.bridge import PlayerBridge
from tests.fakes import HandClock
from tests.samples import hold, routine

pytestmark = pytest.mark.pace(1000)


@pytest.fixture
def player(app: App) -> Player:
    """Two holds of half a minute after five seconds of getting ready."""
    return app.new_player(routine(hold("Bridge", 30, 2)))


@pytest.fixture
def bridge(player: Player, qapp: QApplication) -> Iterator[PlayerBridge]:
    """The bridge to it."""
    made = PlayerBridge(player, qapp)
    yield made
    made.close()


def test_nothing_runs_before_the_session_does(bridge: PlayerBridge) -> None:
    """A session that has not begun sets no timer."""
    assert not bridge.is_awake


def test_events_become_signals(bridge: PlayerBridge, player: Player) -> None:
    """Every event of the player arrives, in its order."""
    heard: list[object] = []
    bridge.happened.connect(heard.append)
    bridge.run(player.start)
    bridge.run(player.pause)
    assert heard[0] == SessionStarted()
    assert isinstance(heard[-1], SessionPaused)


def test_the_timer_brings_the_session_up_to_the_clock(
    bridge: PlayerBridge, player: Player, clock: HandClock, qtbot: QtBot
) -> None:
    """Whoever moves the clock need not tell the bridge."""
    bridge.run(player.start)
    clock.pass_s(0.020)
    qtbot.waitUntil(lambda: player.view().segment.rep == 1)
    assert player.view().elapsed_s == pytest.approx(15)


def test_ticks_are_not_counted(bridge: PlayerBridge, player: Player, qtbot: QtBot) -> None:
    """However often the timer fires, a clock that stands keeps the session where it is."""
    bridge.run(player.start)
    for _ in range(20):
        with qtbot.waitSignal(bridge.moved):
            pass
    assert player.view().elapsed_s == 0


@pytest.mark.parametrize("stop", ["pause", "hurt", "finish"])
def test_a_session_that_stands_sets_no_timer(bridge: PlayerBridge, player: Player, stop: str) -> None:
    """Paused or over, the processor is left alone."""
    bridge.set_animated(True)
    bridge.run(player.start)
    assert bridge.is_awake
    bridge.run(getattr(player, stop))
    assert not bridge.is_awake


def test_frames_come_only_while_something_moves(bridge: PlayerBridge, player: Player, qtbot: QtBot) -> None:
    """A figure that moves is asked for; one that stands still is not."""
    bridge.run(player.start)
    bridge.set_animated(True)
    with qtbot.waitSignal(bridge.framed):
        pass
    bridge.set_animated(False)
    with qtbot.assertNotEmitted(bridge.framed, wait=80):
        pass


def test_a_closed_bridge_is_silent(bridge: PlayerBridge, player: Player, qtbot: QtBot) -> None:
    """What happens after the page has gone concerns no page."""
    bridge.run(player.start)
    bridge.close()
    with qtbot.assertNotEmitted(bridge.happened), qtbot.assertNotEmitted(bridge.moved):
        player.pause()
    assert player.view().state is State.PAUSED
    assert not bridge.is_awake
