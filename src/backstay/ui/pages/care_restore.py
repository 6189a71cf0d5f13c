"""What restoring a backup would do, in words and entry by entry, before it is done."""

from contextlib import closing

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from backstay.backups.backup import Backup
from backstay.care.restore import preview, restore
from backstay.domain.errors import BackstayError
from backstay.journal.change import Change
from backstay.journal.chronicle import Entry
from backstay.journal.difference import Difference, Told, count_by_kind
from backstay.journal.intake import CancelledError, GoOn
from backstay.journal.journal import open_journal
from backstay.ui.chart.words import dated
from backstay.ui.desk import Desk
from backstay.ui.pages.care_card import CareCard
from backstay.ui.pages.care_words import kinds_text, when_text
from backstay.ui.pages.exchange_table import Cells, TextTable
from backstay.ui.pages.journal_words import NameOf, detail, headline, note_of
from backstay.ui.undo_turns import offer_undo
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.wording import clock_text

translate = QCoreApplication.translate
_CONTEXT = "DataCare"
_MOST_ROWS = 12


class RestoreView(CareCard):
    """``left`` goes back to where one was, ``restored`` says that it is done."""

    left = Signal()
    restored = Signal()

    def __init__(self, desk: Desk, backup: Backup, parent: QWidget | None = None) -> None:
        super().__init__(desk, "care_restore", parent)
        self._backup = backup
        when = when_text(backup.made_at, desk.app.clock.moment())
        self.say_what_it_is(
            self.tr("Restore the backup of {when}").format(when=when),
            self.tr(
                "Your journal becomes what it was then. What it holds now is backed up first, and Undo takes "
                "the restoring back."
            ),
        )
        self._counts = PlainLabel(role="medium", wrap=True, name="care_restore_counts")
        headings = (self.tr("What becomes of it"), self.tr("Day"), self.tr("Time"), self.tr("Entry"))
        label = self.tr("Entries that would be otherwise")
        self._table = TextTable(label, headings, name="care_restore_entries", most_rows=_MOST_ROWS)
        self._do = PrimaryButton(self.tr("Restore"), icon="history", name="care_restore_now")
        self._do.clicked.connect(self._on_restore)
        self._back = SecondaryButton(self.tr("Leave it as it is"), name="care_restore_leave")
        self._back.clicked.connect(self.left)
        self.body.addWidget(self._counts)
        self.add_row(self._do, self._back)
        self.body.addWidget(self._table)
        for part in (self._counts, self._table, self._do):
            part.hide()
        self._look()

    def focus_first(self) -> None:
        """The way back, until it is known what restoring would do."""
        self._back.setFocus()

    def _look(self) -> None:
        app, file = self.desk.app, self._backup.path
        path, now = app.paths.journal, app.clock.moment

        def look(go_on: GoOn) -> Difference:
            with closing(open_journal(path, now)) as journal:
                return preview(journal, file, go_on)

        self.run(self.tr("Comparing the backup with your journal"), look, self._on_seen)

    def _on_seen(self, seen: object) -> None:
        assert isinstance(seen, Difference)
        self._counts.setText(_counts(seen))
        self._counts.show()
        self._do.setVisible(not seen.is_empty)
        self._table.show_rows(_rows(seen, self._name_of))
        self._table.setVisible(not seen.is_empty)
        if not seen.is_empty:
            self._do.setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._counts.text()))

    def _name_of(self, exercise_id: str) -> str:
        exercise = self.desk.app.library.exercises.get(exercise_id)
        return exercise.name if exercise is not None else exercise_id

    def _on_restore(self) -> None:
        if self.is_busy:
            return
        try:
            change = self._restore()
        except CancelledError:
            self.desk.toast(self.tr("Cancelled. Nothing was changed."))
        except BackstayError as error:
            self.say(error)
        else:
            _say_restored(self.desk, change)
            self.restored.emit()

    def _restore(self) -> Change:
        app = self.desk.app
        with self.slices(self.tr("Restoring the backup")) as go_on:
            change = restore(app.journal, self._backup.path, self.backups(), go_on)
        app.announce(change.kinds)
        return change


def _say_restored(desk: Desk, change: Change) -> None:
    words = translate(_CONTEXT, "Restored. What was there before is kept as a backup.")
    undone = translate(_CONTEXT, "As it was before.")
    offer_undo(desk, words, change, undone=undone, redone=translate(_CONTEXT, "Restored again."))


def _counts(seen: Difference) -> str:
    if seen.is_empty:
        return translate(_CONTEXT, "Your journal holds just what is in this backup. Nothing would change.")
    parts = (
        (translate(_CONTEXT, "Comes back: {what}."), seen.returns),
        (translate(_CONTEXT, "Goes: {what}."), seen.goes),
        (translate(_CONTEXT, "Changes: {what}."), seen.changes),
    )
    return " ".join(words.format(what=kinds_text(count_by_kind(told))) for words, told in parts if told)


def _rows(seen: Difference, name_of: NameOf) -> list[Cells]:
    parts = (
        (translate(_CONTEXT, "Comes back"), seen.returns),
        (translate(_CONTEXT, "Goes"), seen.goes),
        (translate(_CONTEXT, "Changes"), seen.changes),
    )
    return [_row(word, told, name_of) for word, part in parts for told in part]


def _row(word: str, told: Told, name_of: NameOf) -> Cells:
    words = _entry_text(told.entry, name_of)
    if told.present is not None and (present := _entry_text(told.present, name_of)) != words:
        words = translate(_CONTEXT, "{later} (now: {present})").format(later=words, present=present)
    return word, dated(told.at.day), clock_text(told.at.local), words


def _entry_text(entry: Entry, name_of: NameOf) -> str:
    note = note_of(entry)
    parts = (headline(entry), detail(entry, name_of), f"“{note}”" if note else "")
    return " · ".join(part for part in parts if part)
