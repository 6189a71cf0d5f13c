"""Looks at everything that is kept and says what was found; nothing is ever changed by it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from backstay.care.backup_check import check_backups, check_second_folder
from backstay.care.change_check import check_other_computers, check_own_changes, check_place
from backstay.care.check import Check, sound
from backstay.care.journal_check import NAME, check_journal, is_begun
from backstay.care.place_check import check_closed, check_permissions, check_room, check_settings
from backstay.domain.moment import Moment
from backstay.domain.preferences import Preferences
from backstay.journal.intake import GoOn
from backstay.paths import Paths


def verify(
    paths: Paths, preferences: Preferences, now: Callable[[], Moment], go_on: GoOn = lambda _done: True
) -> tuple[Check, ...]:
    """Every check, in the order in which they are told. ``go_on`` hears how many rows were read in all so
    far. Raises ``CancelledError`` and nothing else: what cannot be looked at is a doubt.
    """
    return tuple(_checks(paths, preferences, now(), _Onward(go_on)))


class _Onward:
    """Adds the rows of one file to those of the next."""

    def __init__(self, go_on: GoOn) -> None:
        self._go_on = go_on
        self._of_former = self._of_this = 0

    def next_file(self) -> GoOn:
        """What hears of the rows of one more file."""
        self._of_former += self._of_this
        self._of_this = 0
        return self._hear

    def _hear(self, done: int) -> bool:
        self._of_this = done
        return self._go_on(self._of_former + done)


def _checks(paths: Paths, preferences: Preferences, now: Moment, onward: _Onward) -> Iterator[Check]:
    if closed := check_closed(paths):
        yield from closed
        return
    if is_begun(paths):
        yield from check_journal(paths, onward.next_file())
        yield from check_backups(paths, now, onward.next_file)
        if preferences.backup_folder:
            yield check_second_folder(preferences.backup_folder, paths, now, onward.next_file())
        yield check_own_changes(paths)
    else:
        yield sound(NAME, "nothing has been kept yet")
    if preferences.sync_folder:
        yield check_other_computers(Path(preferences.sync_folder), paths)
    yield check_place(paths)
    yield check_settings(paths)
    yield check_permissions(paths)
    yield check_room(paths)
