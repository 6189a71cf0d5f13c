"""A person's three months, made up, for pictures: the real app over a temporary folder and a fixed clock."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from math import exp
from pathlib import Path

from backstay.app import App, build
from backstay.desktop.clock import Clock
from backstay.desktop.media_interface import NowPlaying
from backstay.desktop.media_keys import Asked
from backstay.desktop.sleep_watch import NullSleepWatch
from backstay.desktop.sound import Tone
from backstay.desktop.voice import NullVoice
from backstay.domain.exercise import Side
from backstay.domain.history import Outcome, SessionPlan, StepDone, StepOutcome
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Region, Timing
from backstay.domain.routine import Routine
from backstay.domain.timeline import StepPlan, compile_timeline
from backstay.paths import find_paths

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=timezone(timedelta(hours=1)))
_FIRST = date(2026, 8, 30)
_GAP = (date(2026, 10, 3), date(2026, 10, 20))


@dataclass(slots=True)
class PosedClock:
    """A clock that stands on a Sunday morning until it is moved."""

    pace: float = 1.0
    passed_s: float = 0.0

    def now_s(self) -> float:
        """Seconds since it was made."""
        return self.passed_s

    def moment(self) -> Moment:
        """22 November 2026, 9:12 in the morning, and what has passed since."""
        return Moment.from_local(NOW + timedelta(seconds=self.passed_s), "Europe/Paris")


class Hush:
    """Tones that a picture does not make; nothing is wrong with the sound."""

    status: str | None = None
    is_settling = False

    def prepare(self) -> None:
        """There is nothing to load."""

    def open(self) -> None:
        """There is no output to keep awake."""

    def close(self) -> None:
        """There is nothing to let go of."""

    def play(self, tone: Tone) -> None:
        """Silent."""

    def set_volume(self, percent: int) -> None:
        """Silent at every volume."""


class Lit:
    """A screen that a picture does not hold, and that stays on."""

    status: str | None = None

    def prepare(self) -> None:
        """There is nothing to find out."""

    def hold(self) -> None:
        """It is on."""

    def release(self) -> None:
        """It stays on."""


class Unplugged:
    """A headset that nobody wears while pictures are made."""

    status: str | None = None

    def open(self, now: NowPlaying, asked: Asked) -> None:
        """Nobody looks."""

    def show(self, now: NowPlaying) -> None:
        """Nobody looks."""

    def close(self) -> None:
        """Nobody looked."""


def demo_app(folder: Path, *, is_filled: bool, clock: Clock | None = None) -> App:
    """The app of somebody who has just begun, or of somebody who has kept a log since August."""
    app = build(
        find_paths(folder),
        window=True,
        clock=clock or PosedClock(),
        tones=Hush(),
        voice=NullVoice(),
        screen=Lit(),
        media_keys=Unplugged(),
        sleep_watch=NullSleepWatch(),
    )
    if is_filled:
        _fill(app)
    return app


def _fill(app: App) -> None:
    chance = random.Random(4)
    day = _FIRST
    while day < NOW.date():
        if not _GAP[0] <= day <= _GAP[1]:
            _live(app, day, chance)
        day += timedelta(days=1)


def _live(app: App, day: date, chance: random.Random) -> None:
    level = _level(day)
    if day.weekday() in (1, 4) or (day.weekday() == 6 and chance.random() < 0.6):
        name = "core-light" if day.weekday() != 6 else "desk-reset"
        _session(app, app.library.routine(name), day, round(max(0, level + chance.gauss(0, 0.8))))
    elif chance.random() < 0.45:
        score = min(10, max(0, round(level + chance.gauss(0, 1.1))))
        note = "long drive" if score > level + 1.5 else ""
        app.journal.pain.add(PainScore(score, Region.MID_BACK, note=note), _at(day, 20, chance.randrange(60)))


def _level(day: date) -> float:
    """A slow ebb at first, a clearer step in November."""
    early = 6.0 - 0.08 * (day - _FIRST).days / 7
    return early - 2.8 / (1 + exp((date(2026, 11, 8) - day).days / 1.5))


def _session(app: App, routine: Routine, day: date, score: int) -> None:
    begun = _at(day, 7, 40)
    timeline = compile_timeline(routine, app.preferences)
    plan = SessionPlan(routine.id, routine.name, timeline.length_s, len(timeline.steps))
    session = app.journal.sessions.start(plan, begun)
    before = PainScore(score, Region.MID_BACK, timing=Timing.BEFORE)
    app.journal.pain.add(before, begun, session_id=session)
    for step in timeline.steps:
        app.journal.sessions.add_step(session, _done(step), begun)
    ended = Moment.from_local(begun.local + timedelta(seconds=timeline.length_s), begun.zone)
    app.journal.sessions.end(session, Outcome.COMPLETED, timeline.length_s, ended)
    after = PainScore(max(0, score - 1), Region.MID_BACK, timing=Timing.AFTER)
    app.journal.pain.add(after, ended, session_id=session)


def _done(step: StepPlan) -> StepDone:
    return StepDone(
        step.index,
        step.exercise.id,
        step.exercise.name,
        step.planned_s,
        step.planned_s,
        StepOutcome.DONE,
        5,
        Side.BOTH,
    )


def _at(day: date, hour: int, minute: int) -> Moment:
    local = datetime.combine(day, time(hour, minute), tzinfo=NOW.tzinfo)
    return Moment.from_local(local.astimezone(NOW.tzinfo or UTC), "Europe/Paris")
