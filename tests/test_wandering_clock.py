"""The wall clock is set, summer time begins, a border is crossed: a session goes by none of it."""

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.domain.exercise import Sides
from backstay.domain.history import SessionRecord
from backstay.domain.moment import Moment
from backstay.domain.timeline import compile_timeline
from backstay.journal.journal import open_journal
from backstay.player import Player, PlayerEvent
from tests.fakes import HandClock, WrittenTones, WrittenVoice
from tests.samples import QUICK, exercise, hold, routine

REACH = hold("Reach", 9, 2, sides=Sides.EACH)
TIMELINE = compile_timeline(routine(exercise(), REACH, hold("Plank", 20, 1)), QUICK)
LATE = datetime(2026, 3, 28, 23, 59, tzinfo=UTC)
Told = tuple[list[PlayerEvent], list[str], SessionRecord]
# Hours by which the wall clock is off, the minutes of its offset, and the name of its zone.
Wall = tuple[float, int, str]
SUMMER_TIME = [(0.0, 60, "Europe/Lisbon"), (0.0, 120, "Europe/Lisbon")]
DATE_LINE = [(0.0, 840, "Pacific/Kiritimati"), (0.0, -660, "Pacific/Niue"), (-30.0, 0, "")]
walls = st.lists(
    st.tuples(
        st.floats(-48, 48), st.integers(-12 * 60, 14 * 60), st.sampled_from(["", "Etc/UTC", "Asia/Kolkata"])
    ),
    min_size=1,
    max_size=8,
)


class WanderingClock(HandClock):
    """Its seconds pass as they should; its time of day is another at every look."""

    def __init__(self, walls: list[Wall]) -> None:
        super().__init__(LATE)
        self._walls = walls
        self._looks = 0

    def moment(self) -> Moment:
        """The next of the times of day, over and over."""
        hours, offset_min, zone = self._walls[self._looks % len(self._walls)]
        self._looks += 1
        shown = super().moment().utc + timedelta(hours=hours)
        return Moment.from_local(shown.astimezone(timezone(timedelta(minutes=offset_min))), zone)


def led(clock: HandClock, path: Path) -> Told:
    """A whole session by ``clock``: what happened, what was heard, and what another program reads of it."""
    tones, voice, events = WrittenTones(), WrittenVoice(), list[PlayerEvent]()
    with closing(open_journal(path, clock.moment)) as journal:
        player = Player(
            TIMELINE,
            clock=clock,
            tones=tones,
            voice=voice,
            preferences=QUICK,
            journal=journal,
            announce=lambda _kinds: None,
        )
        player.listen(events.append)
        player.start()
        while (wake_s := player.next_wake_s()) is not None:
            clock.pass_s(wake_s)
            player.tick()
    with closing(open_journal(path, HandClock().moment)) as journal:
        (record,) = journal.sessions.between(with_steps=True)
    return events, [*tones.played, *voice.said], record


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The same session by a clock that nobody touches."""
    return led(HandClock(LATE), tmp_path_factory.mktemp("still") / "journal.sqlite3")


@pytest.mark.parametrize("walls", [SUMMER_TIME, DATE_LINE], ids=["summer time", "date line"])
def test_by_name(
    walls: list[Wall],
    undisturbed: Told,
    tmp_path: Path,
) -> None:
    """Summer time begins at each step; somebody crosses the date line and sets the clock back."""
    _check(walls, undisturbed, tmp_path)


# Each writes a journal, and every write of it is on the disk.
@settings(max_examples=25)
@given(walls)
def test_whatever_the_wall_clock_does(
    undisturbed: Told,
    tmp_path_factory: pytest.TempPathFactory,
    walls: list[Wall],
) -> None:
    """Set forth and back by hours, its offset and its zone changed at every look."""
    _check(walls, undisturbed, tmp_path_factory.mktemp("wandering"))


def _check(walls: list[Wall], undisturbed: Told, folder: Path) -> None:
    """What happened, its order, what was heard and every second are the same; the journal tells them."""
    events, heard, record = led(WanderingClock(walls), folder / "journal.sqlite3")
    usual_events, usual_heard, usual_record = undisturbed
    assert events == usual_events
    assert heard == usual_heard
    assert (record.outcome, record.active_s) == (usual_record.outcome, usual_record.active_s)
    assert record.active_s == pytest.approx(TIMELINE.length_s)
    assert record.steps == usual_record.steps
    moments = (record.started_at, record.ended_at)
    shown = {(moment.offset_min, moment.zone) for moment in moments if moment is not None}
    assert shown <= {(offset_min, zone) for _, offset_min, zone in walls}
