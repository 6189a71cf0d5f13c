"""The backups there are, and the way back to each."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.backups.backup import Backup, Reason
from backstay.backups.backups import Backups
from backstay.domain.contents import Contents
from backstay.domain.errors import BackstayError
from backstay.journal.health import contents_of
from backstay.journal.intake import CancelledError, GoOn
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.exchange_work import Beside
from backstay.ui.pages.care_card import CareCard
from backstay.ui.pages.care_second import SecondPlace
from backstay.ui.pages.care_words import (
    contents_text,
    last_backup_text,
    reason_text,
    size_text,
    when_text,
)
from backstay.ui.widgets.buttons import LinkButton, PrimaryButton
from backstay.ui.widgets.emptying import empty
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.list_button import ListButton

_FIRST_SHOWN = 5
_ROW_PAD = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """A backup with what is in it; None where that cannot be read any more."""

    backup: Backup
    contents: Contents | None


class BackupsCard(CareCard):
    """``restore_wanted`` carries the backup that the person wants to have back."""

    restore_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "care_backups", parent)
        self.say_what_it_is(
            self.tr("Backups"),
            self.tr(
                "Copies of your journal, made after a session when something has changed, and before an "
                "import. Of the last two days all are kept, then one a day, one a week, one a month."
            ),
        )
        self._seen: tuple[Seen, ...] = ()
        self._reading = Beside(self)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self.say)
        self._last = PlainLabel(role="medium", wrap=True, name="care_last_backup")
        self._make = PrimaryButton(self.tr("Back up now"), icon="copy-plus", name="care_back_up")
        self._make.clicked.connect(self._on_make)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._all = LinkButton("", name="care_all_backups")
        self._all.clicked.connect(lambda: self._show(len(self._seen)))
        self.body.addWidget(self._last)
        self.add_row(self._make)
        self.body.addWidget(self._list)
        self.add_row(self._all)
        self._all.hide()
        self.body.addWidget(Divider())
        self._second = SecondPlace(
            desk,
            lambda folder: self.choose("backup_folder", folder),
            lambda: self.change(backup_folder=""),
        )
        self.body.addWidget(self._second)
        self.body.addStretch(1)

    def reload(self, second_trouble: str | None = None) -> None:
        """Look for the backups, and into each, beside the window. ``second_trouble`` says why the second
        place could not be written.
        """
        backups = self.backups()
        self._reading.start(lambda go_on: _look(backups, go_on))
        self._second.reload(second_trouble)

    def focus_first(self) -> None:
        """The button that makes one."""
        self._make.setFocus()

    def _on_read(self, seen: object) -> None:
        assert isinstance(seen, tuple)
        self._seen = seen
        now = self.desk.app.clock.moment()
        self._last.setText(last_backup_text(seen[0].backup.made_at if seen else None, now))
        self._show(_FIRST_SHOWN)

    def _show(self, most: int) -> None:
        empty(self._rows)
        shown = [self._row(number, seen) for number, seen in enumerate(self._seen[:most])]
        for row in shown:
            self._rows.addWidget(row)
        self._all.set_words(self.tr("Show all {count}").format(count=len(self._seen)))
        self._all.setVisible(len(self._seen) > most)
        if most > _FIRST_SHOWN:
            shown[_FIRST_SHOWN].setFocus()

    def _row(self, number: int, seen: Seen) -> QWidget:
        backup = seen.backup
        when = when_text(backup.made_at, self.desk.app.clock.moment())
        title = when[:1].upper() + when[1:]
        if seen.contents is None:
            words = self.tr("{when}: damaged. It cannot be restored, and takes no other backup's place.")
            label = PlainLabel(words.format(when=title), tone="caution", wrap=True)
            label.setObjectName(f"care_backup_{number}")
            label.setContentsMargins(_ROW_PAD, tokens.GRID, _ROW_PAD, tokens.GRID)
            return label
        facts = (contents_text(seen.contents), size_text(backup.size_bytes), reason_text(backup.reason))
        row = ListButton(title, " · ".join(facts), name=f"care_backup_{number}", note=self.tr("Restore…"))
        row.setAccessibleName(self.tr("Restore the backup of {when}").format(when=when))
        row.clicked.connect(lambda: self.restore_wanted.emit(backup))
        return row

    def _on_make(self) -> None:
        backups, journal = self.backups(), self.desk.app.paths.journal
        self.run(
            self.tr("Making a backup and checking it"),
            lambda go_on: backups.make(journal, Reason.BY_HAND, go_on),
            lambda backup: self._on_made(backup, backups.second_folder_trouble),
        )

    def _on_made(self, backup: object, second_trouble: str | None) -> None:
        assert isinstance(backup, Backup)
        words = self.tr("Backup made and checked: {size}.")
        self.desk.toast(words.format(size=size_text(backup.size_bytes)))
        self.reload(second_trouble)


def _look(backups: Backups, go_on: GoOn) -> tuple[Seen, ...]:
    seen: list[Seen] = []
    for number, backup in enumerate(backups.all()):
        if not go_on(number):
            raise CancelledError
        try:
            seen.append(Seen(backup, contents_of(backup.path)))
        except BackstayError:
            seen.append(Seen(backup, None))
    return tuple(seen)
