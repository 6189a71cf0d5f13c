"""The backups of one journal: when a new one is due, how it is made, and which ones go."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from backstay.backups.backup import Backup, BackupError, Reason, backup_name, backups_in
from backstay.backups.checked_copy import checked_copy
from backstay.backups.folder import draft_of, held, thin
from backstay.backups.second_folder import bring_to_second
from backstay.domain.contents import Contents
from backstay.domain.errors import BackstayError, JournalError
from backstay.domain.moment import Moment
from backstay.journal.health import contents_of, last_rows
from backstay.journal.intake import GoOn
from backstay.private_files import make_private_folder, sync_folder

BETWEEN = timedelta(minutes=30)
# Made of whatever there is, before that is changed: no measure for later ones, and no reason to thin.
_OF_ANY_STATE = (Reason.BEFORE_MIGRATION, Reason.BEFORE_RESTORE)


class Backups:
    """The backups in ``folder``, and where there is a ``second_folder`` the same ones there. May be used from
    any thread, one at a time.

    ``second_folder_trouble`` says in plain words why the second folder could not be written the last time,
    None when it could or when there is none. It never keeps a backup from being made.
    """

    def __init__(self, folder: Path, now: Callable[[], Moment], second_folder: Path | None = None) -> None:
        self._folder, self._now, self._second_folder = folder, now, second_folder
        self.second_folder_trouble: str | None = None

    def all(self) -> tuple[Backup, ...]:
        """Every backup, newest first; files of other names are left out. Raises ``BackupError`` when the
        folder may not be looked into.
        """
        try:
            return backups_in(self._folder)
        except OSError as error:
            raise _refused(self._folder, error) from error

    def is_due(self, journal: Path) -> bool:
        """Whether 30 minutes have passed since the last backup and ``journal`` holds something else than
        it did; also when that cannot be known, so that ``make`` says why.
        """
        try:
            now = self._now().utc
            # One that is dated later is left behind by a clock that was put back.
            if any(now - BETWEEN < backup.made_at <= now for backup in self.all()):
                return False
            last = next(iter(self._former()), None)
            return last_rows(journal) != (last_rows(last.path) if last else {})
        except BackstayError:
            return True

    def make(self, journal: Path, reason: Reason, go_on: GoOn = lambda _rows: True) -> Backup:
        """Copy ``journal``, read the copy back whole, and only then let it count and thin the former ones;
        then copy to the second folder what that lacks. ``go_on`` is told how many rows are read back.

        A journal that is damaged, or that holds fewer rows than at the last backup, gives no backup and thins
        nothing; fewer rows are allowed for ``Reason.AFTER_RESTORE``, and before a restore or a migration,
        which thin nothing either: without them there would be no way to bring the rows back. Raises
        ``BackupError``, and ``CancelledError``; nothing is left behind then.
        """
        try:
            make_private_folder(self._folder)
            with held(self._folder):
                backup = self._made(journal, reason, go_on)
                if reason not in _OF_ANY_STATE:
                    thin(self._folder, self._now().utc)
        except BackupError:
            raise
        except BackstayError as error:
            raise BackupError(
                f"No backup was made. {error.what}", where=error.where, mend=error.mend
            ) from error
        except OSError as error:
            raise _refused(self._folder, error) from error
        if self._second_folder is not None:
            self.second_folder_trouble = bring_to_second(
                self._folder, self._second_folder, self._now(), go_on
            )
        return backup

    def _made(self, journal: Path, reason: Reason, go_on: GoOn) -> Backup:
        path = self._free_place(reason)
        draft = draft_of(path)
        contents = checked_copy(journal, draft, go_on)
        try:
            if reason not in (Reason.AFTER_RESTORE, *_OF_ANY_STATE):
                self._require_no_loss(contents)
            draft.replace(path)
            sync_folder(self._folder)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return next(backup for backup in self.all() if backup.path == path)

    def _free_place(self, reason: Reason) -> Path:
        made_at, number = self._now().utc, 1
        while (path := self._folder / backup_name(made_at, reason, number)).exists():
            number += 1
        return path

    def _former(self) -> list[Backup]:
        """All there are, the last one first. What is dated later than now comes behind."""
        backups, now = self.all(), self._now().utc
        return sorted(backups, key=lambda backup: backup.made_at > now)

    def _require_no_loss(self, contents: Contents) -> None:
        last, rows = self._rows_at_last()
        for table, count in rows.items():
            if (left := contents.rows.get(table, 0)) < count:
                raise BackupError(
                    "No backup was made, because entries are missing from the journal: "
                    f"it holds {left} of the {count} rows of “{table}” in the last backup.",
                    where=str(last),
                    mend="nothing was removed; bring them back with “backstay restore”, or move that backup "
                    "away if it is of another log",
                )

    def _rows_at_last(self) -> tuple[Path, Mapping[str, int]]:
        for backup in self._former():
            # One that the disk has damaged since is no measure.
            with suppress(JournalError):
                if backup.reason not in _OF_ANY_STATE:
                    return backup.path, contents_of(backup.path).rows
        return self._folder, {}


def _refused(folder: Path, error: OSError) -> BackupError:
    return BackupError(
        f"The folder of backups cannot be used: {error.strerror or error}.",
        where=str(error.filename or folder),
        mend="allow reading and writing it, or make room",
    )
