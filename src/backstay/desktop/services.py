"""What a desktop does for a session beside showing and sounding it, each behind its own door."""

from collections.abc import Mapping
from dataclasses import dataclass

from backstay.desktop.keep_awake import KeepAwake, choose_keep_awake
from backstay.desktop.media_keys import MediaKeys, choose_media_keys
from backstay.desktop.music import Music, choose_music
from backstay.desktop.sleep_watch import SleepWatch, choose_sleep_watch
from backstay.domain.preferences import MusicManner


@dataclass(frozen=True, slots=True)
class Services:
    """All of them, of one program."""

    screen: KeepAwake
    media_keys: MediaKeys
    sleep_watch: SleepWatch
    music: Music

    def close(self) -> None:
        """Let all of it go."""
        self.screen.release()
        self.media_keys.close()
        self.sleep_watch.close()
        self.music.close()


def choose_services(
    environ: Mapping[str, str],
    manner: MusicManner,
    screen: KeepAwake | None,
    media_keys: MediaKeys | None,
    sleep_watch: SleepWatch | None,
    music: Music | None,
) -> Services:
    """Those that are given, and for each other one what this computer has."""
    return Services(
        screen or choose_keep_awake(environ),
        media_keys or choose_media_keys(environ),
        sleep_watch or choose_sleep_watch(environ),
        music or choose_music(environ, manner),
    )
