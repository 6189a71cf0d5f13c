"""A person's folder with a journal in it, its backups, and change files that hold what came after them."""

from contextlib import closing
from pathlib import Path

from backstay.backups.backup import Backup, Reason
from backstay.backups.backups import Backups
from backstay.domain.pain import PainScore, Region
from backstay.journal.journal import Journal, open_journal
from backstay.paths import Paths, find_paths
from backstay.sync.own_files import write_changes
from tests.fakes import HandClock
from tests.journal.content import fill

LATER = PainScore(8, Region.HIP, note="nach dem Lauf")


class Home:
    """One folder, and the clock that its journal is written by."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.paths: Paths = find_paths(folder)
        self.paths.create()
        self.backups = Backups(self.paths.backups, self.clock.moment)

    def opened(self) -> "closing[Journal]":
        """The journal, to be closed at the end of the block."""
        return closing(open_journal(self.paths.journal, self.clock.moment))

    def fill(self) -> None:
        """A little of everything, a minute after what was there."""
        self.clock.pass_s(60)
        with self.opened() as journal:
            fill(journal, self.clock)

    def back_up(self) -> Backup:
        """A backup of it as it stands."""
        self.clock.pass_s(60)
        return self.backups.make(self.paths.journal, Reason.BY_HAND)

    def add_later(self, *, with_changes: bool) -> None:
        """One score more, in the change files too if that is asked for."""
        self.clock.pass_s(60)
        with self.opened() as journal:
            journal.pain.add(LATER, self.clock.moment())
        if with_changes:
            write_changes(self.paths.changes, self.paths.journal, self.clock.moment)
