"""The one composition root: everything the program is made of, put together in one place.

The library and the session are imported when they are first asked for: the first picture of the
window does not wait for them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from backstay.desktop.clock import Clock, SystemClock
from backstay.desktop.keep_awake import KeepAwake, awake_while_running, choose_keep_awake
from backstay.desktop.media_keys import MediaKeys, choose_media_keys
from backstay.desktop.sound import Tones, choose_tones
from backstay.domain.errors import BackstayError, JournalError
from backstay.domain.preferences import Preferences
from backstay.journal.change import Change, Kind
from backstay.journal.journal import Journal, open_journal, unavailable_journal
from backstay.paths import Paths
from backstay.resources import routines_dir
from backstay.settings import LoadedSettings, load_settings, save_settings

if TYPE_CHECKING:
    from backstay.catalogue.library import Library, Loading
    from backstay.domain.routine import Routine
    from backstay.player import Player

# A routine up to this length is something between two calls, not the session of the day.
SHORT_BREAK_S = 300.0
_REMEMBERED_DAYS = 90

ChangeListener = Callable[[frozenset[Kind]], None]
PreferencesListener = Callable[[Preferences], None]
LibraryListener = Callable[[], None]


class App:
    """What a front end needs: the library, the journal, the settings, and how to start a session.

    ``notices`` are plain lines about what is not as it should be; a front end shows each once.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        clock: Clock,
        tones: Tones,
        screen: KeepAwake,
        media_keys: MediaKeys,
        journal: Journal,
        settings: LoadedSettings,
    ) -> None:
        self.paths = paths
        self.clock = clock
        self.tones = tones
        self.screen = screen
        self.media_keys = media_keys
        self.journal = journal
        self.preferences = settings.preferences
        self.notices = (*settings.notices, *((journal.notice,) if journal.notice else ()))
        self._library: Library | None = None
        self._change_listeners: list[ChangeListener] = []
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
        for listener in self._preferences_listeners:
            listener(new)
        save_settings(self.paths.settings, new)

    def on_preferences(self, listener: PreferencesListener) -> None:
        """Hear of every change of the settings."""
        self._preferences_listeners.append(listener)

    def carry_out(self, write: Callable[[], Change]) -> Change:
        """Do one write to the journal and announce what it changed. Raises ``JournalError``."""
        change = write()
        self.announce(change.kinds)
        return change

    def undo(self, change: Change) -> Change:
        """Take ``change`` back; what comes back takes this undo back. Raises ``JournalError``."""
        return self.carry_out(change.undo)

    def on_change(self, listener: ChangeListener) -> None:
        """Hear which kinds of entries changed, here or in another process."""
        self._change_listeners.append(listener)

    def announce(self, kinds: frozenset[Kind]) -> None:
        """Tell everybody that entries of these kinds are not what they were."""
        for listener in self._change_listeners:
            listener(kinds)

    def look_for_changes(self) -> None:
        """Announce what another process wrote since the last look."""
        if self.journal.changed_elsewhere():
            self.announce(frozenset(Kind))

    def recommended(self) -> "Routine":
        """The routine done last that is more than a short break, else the one for a newcomer.

        Raises ``InputError`` when there is no routine at all.
        """
        from backstay.catalogue.library import newcomer_routine

        return self._continued() or newcomer_routine(self.library)

    def _continued(self) -> "Routine | None":
        from backstay.domain.timeline import announced_s

        since = self.clock.moment().day - timedelta(days=_REMEMBERED_DAYS)
        try:
            sessions = self.journal.sessions.between(since, with_scores=False)
        except JournalError:
            # Whoever shows the journal says what is wrong with it; a routine can be done all the same.
            return None
        done = (self.library.routines.get(session.plan.routine_id) for session in reversed(sessions))
        return next((r for r in done if r and announced_s(r, self.preferences) > SHORT_BREAK_S), None)

    def new_player(self, routine: "Routine", *, is_logged: bool = True) -> "Player":
        """A session of ``routine``, ready to start. Unless ``is_logged`` nothing of it is kept."""
        from backstay.domain.timeline import compile_timeline
        from backstay.player import Player

        player = Player(
            compile_timeline(routine, self.preferences),
            clock=self.clock,
            tones=self.tones,
            journal=self.journal if is_logged else None,
            announce=self.announce,
        )
        player.is_muted = not self.preferences.sound_on
        player.listen(awake_while_running(self.screen))
        return player

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

    def close(self) -> None:
        """Let the screen, the desktop's panels and the journal go."""
        self.screen.release()
        self.media_keys.close()
        self.journal.close()


def build(
    paths: Paths,
    *,
    window: bool,
    clock: Clock | None = None,
    tones: Tones | None = None,
    screen: KeepAwake | None = None,
    media_keys: MediaKeys | None = None,
    journal: Journal | None = None,
) -> App:
    """Put the program together over ``paths``.

    Folders that cannot be made and a journal that cannot be opened cost what they hold, not the
    program: a notice says why, and nothing is written anywhere.
    """
    clock = clock or SystemClock()
    settings = _with_folders(paths, load_settings(paths.settings))
    volume_percent = settings.preferences.volume_percent
    return App(
        paths,
        clock=clock,
        tones=tones or choose_tones(window=window, volume_percent=volume_percent),
        # As it is now: what is hidden from Qt later may answer us all the same.
        screen=screen or choose_keep_awake(dict(os.environ)),
        media_keys=media_keys or choose_media_keys(dict(os.environ)),
        journal=journal or _open(paths, clock),
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


def _open(paths: Paths, clock: Clock) -> Journal:
    try:
        return open_journal(paths.journal, clock.moment)
    except JournalError as error:
        return unavailable_journal(error, clock.moment)
