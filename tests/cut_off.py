"""A session that ends without a word, as a power cut ends it: what was on the disk is all there is."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from backstay.app import App
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Timing
from backstay.domain.place import Place
from backstay.domain.preferences import Preferences
from backstay.domain.routine import Routine
from backstay.domain.session_view import State
from backstay.domain.timeline import compile_timeline
from backstay.journal.journal import open_journal
from backstay.places.places import Places
from backstay.player import Player
from tests.fakes import HandClock, WrittenTones, WrittenVoice

LIMIT_S = 20.0


def cut_off(
    app: App,
    clock: HandClock,
    made: Routine,
    at_s: float,
    *,
    before: int | None = None,
    press: Callable[[Player], None] = Player.tick,
    preferences: Preferences | None = None,
) -> None:
    """Lead ``made`` in another program over the same folder for ``at_s`` session seconds, ``press``
    something, and cut it off. A step that waits takes its estimate.
    """
    with (
        closing(open_journal(app.paths.journal, clock.moment)) as journal,
        closing(Places(app.paths.places)) as places,
    ):
        player = Player(
            compile_timeline(made, preferences or app.preferences),
            clock=clock,
            tones=WrittenTones(),
            voice=WrittenVoice(),
            preferences=preferences or app.preferences,
            journal=journal,
            announce=lambda _kinds: None,
            places=places,
        )
        player.start(PainScore(before, timing=Timing.BEFORE) if before is not None else None)
        left_s = at_s / clock.pace
        while left_s > 0 and player.view().state is State.RUNNING:
            wait_s = min(player.next_wake_s() or left_s, left_s)
            clock.pass_s(wait_s)
            left_s -= wait_s
            player.tick()
        press(player)
        assert places.settle(LIMIT_S)


def place_on_disk(data: Path) -> tuple[Place, Moment] | None:
    """Where the only session over the folder ``data`` stands, as another program finds it now."""
    places = Places(data / "places")
    found = [place for session_id in places.left() if (place := places.last(session_id)) is not None]
    assert len(found) <= 1
    return found[0] if found else None


def stands_at(data: Path) -> int | None:
    """The index of the segment of that place; None without one."""
    found = place_on_disk(data)
    return found[0].index if found is not None else None
