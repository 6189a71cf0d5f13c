"""Other programs' players while something is said: real ones on a bus, that refuse every wrong type."""

import sys
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from backstay.desktop.media_interface import NAME, NowPlaying
from backstay.desktop.media_keys import BusMediaKeys
from backstay.desktop.music import BusMusic, NullMusic, choose_music
from backstay.domain.preferences import MusicManner
from tests.desk_bus import DeskBus, Player, require_strict_desktop

LOWERED = "Volume 0.24"
RAISED = "Volume 0.8"


@pytest.fixture
def radio(bus: DeskBus) -> Iterator[Player]:
    """It plays at 0.8."""
    require_strict_desktop()
    with bus.player("radio") as player:
        yield player


@pytest.fixture
def lowering(bus: DeskBus) -> Iterator[BusMusic]:
    """Music that is lowered, and comes back after a tenth of a second."""
    with closing(BusMusic(bus.environ, MusicManner.LOWER, silence_s=0.1)) as music:
        yield music


@pytest.fixture
def pausing(bus: DeskBus) -> Iterator[BusMusic]:
    """Music that is paused, and comes back after a tenth of a second."""
    with closing(BusMusic(bus.environ, MusicManner.PAUSE, silence_s=0.1)) as music:
        yield music


def test_it_is_lowered_and_comes_back_to_what_it_was(lowering: BusMusic, radio: Player) -> None:
    """To the last digit, each time."""
    for _ in range(2):
        lowering.follow(True)
        assert radio.said.wait_for("Volume") == LOWERED
        lowering.follow(False)
        assert radio.said.wait_for("Volume") == RAISED


def test_short_gaps_are_folded(bus: DeskBus, radio: Player, qtbot: QtBot) -> None:
    """A count each second lowers it once, and it comes back once."""
    with closing(BusMusic(bus.environ, MusicManner.LOWER, silence_s=60)) as music:
        for _ in range(3):
            music.follow(True)
            music.follow(False)
            qtbot.wait(100)
    assert [radio.said.wait_for("Volume"), radio.said.wait_for("Volume")] == [LOWERED, RAISED]
    assert radio.said.said() == []


def test_a_volume_that_was_turned_meanwhile_stays(lowering: BusMusic, radio: Player, bus: DeskBus) -> None:
    """Whoever turns the knob decides; the other player comes back all the same."""
    with bus.player("tape") as tape:
        lowering.follow(True)
        radio.said.wait_for(LOWERED)
        tape.said.wait_for(LOWERED)
        radio.turn_to(0.5)
        lowering.follow(False)
        tape.said.wait_for(RAISED)
    lowering.close()
    assert radio.said.said() == []


def test_it_is_paused_and_plays_again(pausing: BusMusic, radio: Player, bus: DeskBus) -> None:
    """Only what played is paused, and only that is played."""
    with bus.player("tape", "paused") as tape:
        pausing.follow(True)
        radio.said.wait_for("Pause")
        pausing.follow(False)
        radio.said.wait_for("Play")
        pausing.close()
        assert tape.said.said() == []


def test_what_the_person_paused_meanwhile_stays_paused(pausing: BusMusic, radio: Player) -> None:
    """“I had it play, then I paused it”: from there on it is not ours."""
    pausing.follow(True)
    radio.said.wait_for("Pause")
    radio.press("Play")
    radio.press("Pause")
    pausing.close()
    assert radio.said.said() == []


def test_what_the_person_plays_meanwhile_plays_on(pausing: BusMusic, radio: Player) -> None:
    """Nothing is left to be done."""
    pausing.follow(True)
    radio.said.wait_for("Pause")
    radio.press("Play")
    pausing.close()
    assert radio.said.said() == []


def test_a_lowered_one_that_is_paused_stays_paused(lowering: BusMusic, radio: Player) -> None:
    """Its volume comes back, and it is not made to play."""
    lowering.follow(True)
    radio.said.wait_for(LOWERED)
    radio.press("Pause")
    lowering.follow(False)
    radio.said.wait_for(RAISED)
    lowering.close()
    assert radio.said.said() == []


def test_one_that_hangs_holds_up_nobody(lowering: BusMusic, bus: DeskBus) -> None:
    """Neither the one who speaks nor the player beside it."""
    require_strict_desktop()
    with bus.player("frozen", "hangs"), bus.player("radio") as radio:
        late = threading.Event()
        limit = threading.Timer(1.5, late.set)
        limit.start()
        lowering.follow(True)
        radio.said.wait_for(LOWERED)
        assert not late.is_set()
        limit.cancel()
        lowering.follow(False)
        radio.said.wait_for(RAISED)


def test_one_without_a_volume_is_left_alone(lowering: BusMusic, radio: Player, bus: DeskBus) -> None:
    """It refuses, and the next one is lowered."""
    with bus.player("fixed", "fixed") as fixed:
        lowering.follow(True)
        radio.said.wait_for(LOWERED)
        lowering.close()
        assert fixed.said.said() == []


def test_one_that_ends_meanwhile_takes_nobody_along(lowering: BusMusic, radio: Player, bus: DeskBus) -> None:
    """The other comes back; one of the same name that is started anew is not touched."""
    with bus.player("tape") as tape:
        lowering.follow(True)
        radio.said.wait_for(LOWERED)
        tape.said.wait_for(LOWERED)
    with bus.player("tape") as tape:
        lowering.close()
        radio.said.wait_for(RAISED)
        assert tape.said.said() == []


def test_our_own_session_is_not_music(bus: DeskBus, pausing: BusMusic, radio: Player, qtbot: QtBot) -> None:
    """A session that speaks does not pause itself."""
    asked: list[object] = []
    keys = BusMediaKeys(bus.environ)
    keys.open(NowPlaying("Bridge", "Core", 1, 30.0, 0.0, True), asked.append)
    qtbot.waitUntil(lambda: bus.has(NAME))
    pausing.follow(True)
    radio.said.wait_for("Pause")
    pausing.close()
    keys.close()
    assert asked == []


def test_a_mirror_of_the_others_is_passed_over(pausing: BusMusic, radio: Player, bus: DeskBus) -> None:
    """playerctl's service shows the player once more; through it the same would be done twice."""
    with bus.player("playerctld") as mirror:
        pausing.follow(True)
        radio.said.wait_for("Pause")
        pausing.close()
        assert mirror.said.said() == []


def test_it_is_left_alone_unless_wished(bus: DeskBus, radio: Player) -> None:
    """Nobody is asked, and no thread runs."""
    with closing(BusMusic(bus.environ)) as music:
        music.prepare()
        music.follow(True)
        music.follow(False)
        assert "music" not in {thread.name for thread in threading.enumerate()}
    assert radio.said.said() == []


def test_a_wish_taken_back_still_brings_it_back(lowering: BusMusic, radio: Player) -> None:
    """What is lowered when the setting is changed does not stay so."""
    lowering.follow(True)
    radio.said.wait_for(LOWERED)
    lowering.set_manner(MusicManner.LEAVE)
    lowering.follow(False)
    radio.said.wait_for(RAISED)


def test_without_a_bus_it_says_so(qtbot: QtBot) -> None:
    """One line, and only while it is wished for."""
    with closing(BusMusic({}, MusicManner.PAUSE)) as music:
        music.prepare()
        qtbot.waitUntil(lambda: music.status is not None)
        assert music.status == (
            "Music plays on while something is said: this desktop has no message bus (D-Bus)."
        )
        music.set_manner(MusicManner.LEAVE)
        assert music.status is None


def test_a_bus_that_ends_meanwhile_is_survived(
    bus: DeskBus, lowering: BusMusic, radio: Player, qtbot: QtBot
) -> None:
    """There is nobody left to bring back, and it is said."""
    lowering.follow(True)
    radio.said.wait_for(LOWERED)
    bus.end()
    # What was lowered is to be brought back once it has been silent for a while.
    lowering.follow(False)
    qtbot.waitUntil(lambda: lowering.status is not None)
    lowering.close()


def test_other_systems_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no native call was ever tried, none is made."""
    monkeypatch.setattr(sys, "platform", "darwin")
    music = choose_music({}, MusicManner.LOWER)
    music.prepare()
    music.follow(True)
    music.close()
    assert isinstance(music, NullMusic)
    assert music.status is not None
    music.set_manner(MusicManner.LEAVE)
    assert music.status is None
