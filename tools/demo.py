"""The real app over a temporary folder and a fixed clock, for pictures; nothing of it reaches the desktop."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from backstay.app import App, build
from backstay.desktop.clock import Clock
from backstay.desktop.media_interface import NowPlaying
from backstay.desktop.media_keys import Asked
from backstay.desktop.sleep_watch import NullSleepWatch
from backstay.desktop.sound import Tone
from backstay.desktop.voice import NullVoice
from backstay.domain.moment import Moment
from backstay.paths import find_paths
from tools.demo_diary import keep_log

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=timezone(timedelta(hours=1)))


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


def demo_app(folder: Path, *, days: int, is_daily: bool = False, clock: Clock | None = None) -> App:
    """The app of somebody who has kept a log for so many days, every day if ``is_daily``; with 0 of somebody
    who has just begun.
    """
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
    if days:
        keep_log(app, days, is_daily=is_daily)
    return app
