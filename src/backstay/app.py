"""The one composition root: everything the program is made of, put together in one place.

The library and the session are imported when they are first asked for: the first picture of the
window does not wait for them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from backstay.care.kept_journal import KeptJournal
from backstay.care.tending import Tending, kept_journal
from backstay.desktop.clock import Clock, SystemClock
from backstay.desktop.keep_awake import KeepAwake, awake_while_running
from backstay.desktop.media_keys import MediaKeys
from backstay.desktop.music import Music
from backstay.desktop.services import Services, choose_services
from backstay.desktop.session_lock import SessionLock, is_session_led
from backstay.desktop.sleep_watch import SleepWatch
from backstay.desktop.sound import NullTones, Tones
from backstay.desktop.tone_choice import choose_tones
from backstay.domain.errors import BackstayError, InputError
from backstay.domain.preferences import Preferences
from backstay.journal.change import Change, Kind
from backstay.journal.journal import Journal
from backstay.paths import Paths
from backstay.places.places import Places
from backstay.resources import routines_dir
from backstay.settings import LoadedSettings, load_settings, save_settings

if TYPE_CHECKING:
    from backstay.catalogue.library import Library, Loading
    from backstay.desktop.voice import Voice
    from backstay.domain.routine import Routine
    from backstay.domain.timeline import Timeline
    from backstay.player import Player
    from backstay.unfinished import Unfinished

_TONES_OFF = "Silent: the tones are switched off."

PreferencesListener = Callable[[Preferences], None]
LibraryListener = Callable[[], None]


class App(KeptJournal):
    """What a front end needs: the library, the journal, the settings, and how to start a session."""

    def __init__(
        self,
        paths: Paths,
        *,
        clock: Clock,
        tones: Tones,
        voice: "Voice | None" = None,
        services: Services,
        journal: Journal,
        tending: Tending | None = None,
        settings: LoadedSettings,
    ) -> None:
        tending = tending or Tending(paths, lambda: self.preferences, clock.moment)
        super().__init__(journal, tending, settings.notices)
        self.paths = paths
        self.clock = clock
        self.tones = tones
        self._voice = voice
        self._lock = SessionLock(paths.data)
        self._services = services
        self.screen, self.media_keys = services.screen, services.media_keys
        self.sleep_watch, self.music = services.sleep_watch, services.music
        self.places = Places(paths.places)
        self.preferences = settings.preferences
        self._is_closed = False
        self._library: Library | None = None
        self._preferences_listeners: list[PreferencesListener] = []
        self._library_listeners: list[LibraryListener] = []

    @property
    def library(self) -> "Library":
        """Every exercise and routine there is, read when it is first asked for."""
        if self._library is None:
            self.reload_library()
        assert self._library is not None
        return self._library

    @property
    def has_library(self) -> bool:
        """Whether the library has been read once."""
        return self._library is not None

    def reload_library(self) -> None:
        """Read every routine file anew."""
        for _ in self.loading_library():
            pass

    def loading_library(self) -> "Iterator[Loading]":
        """Read every routine file anew, a step for each: for a window that has other things to do.

        The new library takes the place of the old one with the last step.
        """
        from backstay.catalogue.library import loading

        self._library = yield from loading(routines_dir(), self.paths.user_routines)
        for listener in self._library_listeners:
            listener()

    def on_library(self, listener: LibraryListener) -> None:
        """Hear of every new library."""
        self._library_listeners.append(listener)

    def set_preferences(self, new: Preferences) -> None:
        """Put ``new`` in force and save it. Raises ``BackstayError`` when the disk refuses; it is
        in force all the same.
        """
        self.preferences = new
        self.tones.set_volume(new.volume_percent)
        self.music.set_manner(new.music)
        if self._voice is not None:
            self._voice.set_manner(new)
        for listener in self._preferences_listeners:
            listener(new)
        save_settings(self.paths.settings, new)

    def on_preferences(self, listener: PreferencesListener) -> None:
        """Hear of every change of the settings."""
        self._preferences_listeners.append(listener)

    def recommended(self) -> "Routine":
        """The routine that a person sees first. Raises ``InputError`` when there is no routine at all."""
        from backstay.recommended import recommended

        return recommended(self.journal, self.library, self.preferences, self.clock.moment().day)

    def new_player(self, routine: "Routine", *, is_logged: bool = True) -> "Player":
        """A session of ``routine``, ready to start. Unless ``is_logged`` nothing of it is kept; else one
        that was cut off and not gone on with is closed as partly done.
        """
        from backstay.domain.timeline import compile_timeline

        if is_logged:
            with suppress(BackstayError):
                if (unfinished := self.unfinished()) is not None:
                    self.keep(unfinished)
                self.close_left_open()
        return self._player(compile_timeline(routine, self.preferences), is_logged=is_logged)

    def unfinished(self) -> "Unfinished | None":
        """The session that was cut off and can be gone on with; None while any program leads one.

        Raises ``JournalError``.
        """
        from backstay.unfinished import find_unfinished

        if is_session_led(self.paths.data):
            return None
        now = self.clock.moment()
        return find_unfinished(self.journal, self.places, self.library, self.preferences, now)

    def continued(self, unfinished: "Unfinished") -> "Player":
        """The player that ``take_up`` goes on with. Raises ``InputError`` when it was gone on with or
        closed elsewhere meanwhile, ``JournalError``.
        """
        self._require_unfinished(unfinished)
        return self._player(unfinished.timeline)

    def keep(self, unfinished: "Unfinished") -> Change:
        """Close it as partly done; undoing that offers it again. Raises as ``continued``, and
        ``NotSavedError``.
        """
        from backstay.unfinished import keep

        self._require_unfinished(unfinished)
        return self.carry_out(lambda: keep(self.journal, unfinished))

    def close_left_open(self) -> int:
        """Close as partly done what was cut off and cannot be gone on with; how many these were.

        Raises ``NotSavedError`` or ``JournalError``.
        """
        from backstay.unfinished import close_others

        if is_session_led(self.paths.data):
            return 0
        closed = close_others(self.journal, self.places, self.unfinished())
        if closed:
            self.announce(frozenset({Kind.SESSIONS}))
        return len(closed)

    def _require_unfinished(self, unfinished: "Unfinished") -> None:
        if (now := self.unfinished()) is None or now.record.id != unfinished.record.id:
            raise InputError("This session was gone on with or closed somewhere else.")

    def _player(self, timeline: "Timeline", *, is_logged: bool = True) -> "Player":
        from backstay.desktop.voice import NullVoice
        from backstay.player import Player

        is_heard = self.preferences.sound_on or self.has_voice
        player = Player(
            timeline,
            clock=self.clock,
            tones=self.tones if self.preferences.sound_on or not is_heard else NullTones(_TONES_OFF),
            voice=self.voice if self.has_voice else NullVoice(),
            preferences=self.preferences,
            journal=self.journal if is_logged else None,
            announce=self.announce,
            lock=self._lock if is_logged else None,
            places=self.places,
        )
        player.mute(is_muted=not is_heard)
        player.listen(awake_while_running(self.screen))
        player.listen(self.tending.session_follower())
        return player

    @property
    def voice(self) -> "Voice":
        """Made when it is first asked for, which is when a session is about to begin."""
        if self._voice is None:
            from backstay.desktop.voice import ProcessVoice

            self._voice = ProcessVoice(self.preferences, speaking=self.music.follow)
        return self._voice

    @property
    def has_voice(self) -> bool:
        """Whether sessions are to be spoken. A rehearsal at another pace is not: speech has its own."""
        return self.preferences.voice_on and self.clock.pace == 1.0

    def prepare_voice(self) -> None:
        """Begin to look for a voice, if one is wished for; returns at once."""
        if self.has_voice:
            self.voice.prepare()
            self.music.prepare()

    @property
    def voice_status(self) -> str | None:
        """Why a session is not spoken although it should be, as far as that is known."""
        return self.voice.status if self.has_voice else None

    def remember_caution(self, exercise_id: str) -> None:
        """The caution of this exercise was read. Raises ``BackstayError`` when it is not saved."""
        if exercise_id not in self.preferences.cautions_seen:
            seen = (*self.preferences.cautions_seen, exercise_id)
            self.set_preferences(replace(self.preferences, cautions_seen=seen))

    def remember_welcome(self) -> None:
        """What the program is and is not was shown. When the disk refuses, the next start shows it again."""
        if not self.preferences.welcome_seen:
            with suppress(BackstayError):
                self.set_preferences(replace(self.preferences, welcome_seen=True))

    def look_for_changes(self) -> None:
        """As of every journal that is kept; after ``close`` there is none to look at."""
        if not self._is_closed:
            super().look_for_changes()

    def close(self, *, is_last: bool = True) -> None:
        """Let the tones, the voice, what the desktop does, the journal and a session that was left go. May
        be called twice. Without ``is_last`` what was written since the last copies is copied no more.
        """
        if self._is_closed:
            return
        self._is_closed = True
        self.tones.close()
        if self._voice is not None:
            self._voice.close()
        self._services.close()
        self.places.close()
        self.tending.close(is_last=is_last and self.journal.has_written)
        self.journal.close()
        self._lock.release()


def build(
    paths: Paths,
    *,
    window: bool,
    clock: Clock | None = None,
    tones: Tones | None = None,
    voice: "Voice | None" = None,
    screen: KeepAwake | None = None,
    media_keys: MediaKeys | None = None,
    sleep_watch: SleepWatch | None = None,
    music: Music | None = None,
    journal: Journal | None = None,
    tending: Tending | None = None,
) -> App:
    """Put the program together over ``paths``.

    Folders that cannot be made and a journal that cannot be opened cost what they hold, not the
    program: a notice says why, and nothing is written anywhere.
    """
    clock = clock or SystemClock()
    settings = _with_folders(paths, load_settings(paths.settings))
    volume_percent, manner = settings.preferences.volume_percent, settings.preferences.music
    # As it is now: what is hidden from Qt later may answer us all the same.
    environ = dict(os.environ)
    return App(
        paths,
        clock=clock,
        tones=tones or choose_tones(window=window, volume_percent=volume_percent),
        voice=voice,
        services=choose_services(environ, manner, screen, media_keys, sleep_watch, music),
        journal=journal or kept_journal(paths, clock.moment, is_looked_at_later=window),
        tending=tending,
        settings=settings,
    )


def _with_folders(paths: Paths, settings: LoadedSettings) -> LoadedSettings:
    from backstay.catalogue.user_folder import prepare_user_folder

    try:
        paths.create()
        prepare_user_folder(paths.user_routines, routines_dir())
    except BackstayError as error:
        return replace(settings, notices=(*settings.notices, " ".join(error.lines())))
    return settings
