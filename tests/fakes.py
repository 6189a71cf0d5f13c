"""Stand-ins for what the computer does: a clock that is moved by hand, tones that are written down."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from backstay.care.tending import Tending
from backstay.desktop.media_interface import MediaCommand, NowPlaying
from backstay.desktop.sound import Tone
from backstay.domain.moment import Moment
from backstay.domain.preferences import Preferences
from backstay.domain.speech import Utterance
from backstay.paths import Paths

SUNDAY_MORNING = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


class HandClock:
    """A clock that stands until a test moves it."""

    def __init__(self, start: datetime = SUNDAY_MORNING, pace: float = 1.0) -> None:
        self.pace = pace
        self._start = start
        self._passed_s = 0.0

    def now_s(self) -> float:
        """The reading that a session goes by."""
        return 1000.0 + self._passed_s * self.pace

    def moment(self) -> Moment:
        """The time of day."""
        return Moment.from_local(self._start + timedelta(seconds=self._passed_s), "Etc/UTC")

    def pass_s(self, seconds: float) -> None:
        """Let real seconds go by."""
        self._passed_s += seconds


class WrittenTones:
    """Tones that are noted instead of played."""

    is_settling = False

    def __init__(self, status: str | None = None) -> None:
        self.played: list[Tone] = []
        self.volume_percent: int | None = None
        self.is_open = False
        self.status = status

    def prepare(self) -> None:
        """There is nothing to load."""

    def open(self) -> None:
        """Note that the output is kept awake."""
        self.is_open = True

    def close(self) -> None:
        """Note that it is let go of."""
        self.is_open = False

    def play(self, tone: Tone) -> None:
        """Note the tone."""
        self.played.append(tone)

    def set_volume(self, percent: int) -> None:
        """Note the volume."""
        self.volume_percent = percent


class WrittenVoice:
    """A voice that notes what it would say."""

    is_settling = False

    def __init__(self, status: str | None = None) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        self.status = status
        self.voices: tuple[str, ...] = ()
        self.preferences: Preferences | None = None

    def prepare(self) -> None:
        """Note the wish."""
        self.asked.append("prepare")

    def say(self, utterance: Utterance) -> None:
        """Note the text."""
        self.said.append(utterance.text)

    def hush(self) -> None:
        """Note the wish."""
        self.asked.append("hush")

    def retire(self) -> None:
        """Note the wish."""
        self.asked.append("retire")

    def set_manner(self, preferences: Preferences) -> None:
        """Note how it is to speak."""
        self.preferences = preferences

    def close(self) -> None:
        """Note the wish."""
        self.asked.append("close")


class HeldScreen:
    """A screen that is held by nobody but the test."""

    def __init__(self) -> None:
        self.is_held = False
        self.status: str | None = None

    def prepare(self) -> None:
        """There is nobody to ask."""

    def hold(self) -> None:
        """Note it."""
        self.is_held = True

    def release(self) -> None:
        """Note it."""
        self.is_held = False


class WrittenPanel:
    """A desktop's panel that notes what it is shown, with the keys that a test presses."""

    def __init__(self) -> None:
        self.now: NowPlaying | None = None
        self.press: Callable[[MediaCommand], None] = lambda _command: None
        self.status: str | None = None

    def open(self, now: NowPlaying, asked: Callable[[MediaCommand], None]) -> None:
        """Note it, and whom to tell of the keys."""
        self.now, self.press = now, asked

    def show(self, now: NowPlaying) -> None:
        """Note it."""
        self.now = now

    def close(self) -> None:
        """Nothing is shown."""
        self.now = None


class RestingTending(Tending):
    """Nothing is copied: most tests write a little and look at other things."""

    def __init__(self, paths: Paths, clock: HandClock) -> None:
        super().__init__(paths, Preferences, clock.moment)

    def begin(self, heard: Callable[[], None]) -> None:
        """Nothing is due."""

    def wrote(self) -> None:
        """It stands in the journal."""

    def session_follower(self) -> Callable[[object], None]:
        """Nothing follows."""
        return lambda _event: None

    def close(self, *, is_last: bool, limit_s: float = 0.0) -> None:
        """Nothing is under way."""


@contextmanager
def no_room_on_disk() -> Iterator[None]:
    """No file of this process may grow, which is what a full disk does to a journal."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
