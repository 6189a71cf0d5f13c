"""The journal as the whole program shares it: who writes says so, and what is written is copied."""

from collections.abc import Callable
from contextlib import suppress

from backstay.care.tending import Tending
from backstay.domain.errors import BackstayError, JournalError
from backstay.journal.change import Change, Kind
from backstay.journal.journal import Journal

ChangeListener = Callable[[frozenset[Kind]], None]
NoticeListener = Callable[[], None]


class KeptJournal:
    """``journal`` with those who show what is in it, and ``tending``, which copies it.

    ``notices`` are plain lines about what is not as it should be; a front end shows each once.
    """

    def __init__(self, journal: Journal, tending: Tending, notices: tuple[str, ...]) -> None:
        self.journal = journal
        self.tending = tending
        self.notices = notices
        self._told: str | None = None
        self._is_lost = False
        self._take_up_notice()
        self._change_listeners: list[ChangeListener] = []
        self._notice_listeners: list[NoticeListener] = []

    @property
    def is_in_doubt(self) -> bool:
        """Whether the journal cannot be written, or could not be looked at the last time: its file may be
        gone or damaged.
        """
        return self._is_lost or not self.journal.is_writable

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
        """Tell everybody that entries of these kinds are not what they were, and have them copied."""
        with suppress(BackstayError):
            # The write may have gone into another file than the one that was read so far.
            kinds = frozenset(Kind) if self.journal.changed_elsewhere() else kinds
        for listener in self._change_listeners:
            listener(kinds)
        self.tending.wrote()

    def look_for_changes(self) -> None:
        """Announce what another process wrote since the last look, and what was found out about the file.

        Raises ``JournalError``.
        """
        try:
            has_changed = self.journal.changed_elsewhere()
        except JournalError:
            self._note_lost(is_lost=True)
            raise
        self._note_lost(is_lost=False)
        if has_changed:
            self.announce(frozenset(Kind))
        if self._take_up_notice():
            self._say_noticed()

    def renew_journal(self) -> None:
        """Go on with the file that stands in its place now, after a recovery say, and tell everybody."""
        self.journal.renew()
        self.announce(frozenset(Kind))
        self.look_for_changes()

    def on_notice(self, listener: NoticeListener) -> None:
        """Hear when ``notices`` have changed, or ``is_in_doubt``."""
        self._notice_listeners.append(listener)

    def _note_lost(self, *, is_lost: bool) -> None:
        former, self._is_lost = self._is_lost, is_lost
        if is_lost != former:
            self._say_noticed()

    def _say_noticed(self) -> None:
        for listener in self._notice_listeners:
            listener()

    def _take_up_notice(self) -> bool:
        former, self._told = self._told, self.journal.notice_so_far
        others = tuple(notice for notice in self.notices if notice != former)
        self.notices = (*others, self._told) if self._told else others
        return self._told != former
