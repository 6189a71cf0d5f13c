"""All that would go, before it goes: what it is, how much, what stays out of reach, and a tick before the
button, because nothing brings it back.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from backstay.backups.checked_copy import write_copy
from backstay.care.delete_all import Doomed, everything
from backstay.domain.contents import Contents
from backstay.exchange.outgoing import require_free
from backstay.journal.intake import GoOn
from backstay.ui.desk import Desk
from backstay.ui.exchange_work import Beside
from backstay.ui.pages.care_card import CareCard
from backstay.ui.pages.care_words import entries_text, size_text
from backstay.ui.pages.exchange_door import show_exchange
from backstay.ui.pages.exchange_table import Cells, TextTable
from backstay.ui.widgets.buttons import CautionButton, SecondaryButton
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.toggle import Toggle

translate = QCoreApplication.translate
_CONTEXT = "DataCare"
_MOST_ROWS = 12


class DeleteView(CareCard):
    """``left`` goes back, ``decided`` says that all of it is to go, and whether the person's own routines
    are to go as well.
    """

    left = Signal()
    decided = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "care_delete_view", parent)
        self.say_what_it_is(
            self.tr("Delete everything"),
            self.tr("This is all that Backstay keeps about you on this computer. Nothing brings it back."),
        )
        headings = (self.tr("What"), self.tr("Size"), self.tr("Where"))
        self._table = TextTable(
            self.tr("What would be deleted"), headings, name="care_doomed", most_rows=_MOST_ROWS
        )
        self._reading = Beside(self)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self.say)
        self._routines = Toggle(self.tr("Your own routines as well"), name="care_delete_routines")
        self._routines.toggled.connect(lambda _on: self._read())
        self._tick = Toggle(self.tr("I have what I want to keep"), name="care_have_all")
        self._delete = CautionButton(self.tr("Delete everything"), icon="trash-2", name="care_delete_now")
        self._delete.setEnabled(False)
        self._tick.toggled.connect(self._delete.setEnabled)
        self._delete.clicked.connect(lambda: self.decided.emit(self._routines.isChecked()))
        self._compose()
        self._read()

    def _compose(self) -> None:
        beyond = self.tr(
            "Out of reach: what you exported or copied yourself, what other computers have read from a "
            "shared folder, and copies that a backup of the whole computer holds. A drive may also keep "
            "traces of deleted files."
        )
        before = self.tr("Before that, you can take along what you want to keep.")
        export = SecondaryButton(self.tr("Export…"), icon="download", name="care_export_first")
        export.clicked.connect(lambda: show_exchange(self.desk))
        copy = SecondaryButton(self.tr("Save a backup as…"), icon="copy-plus", name="care_copy_first")
        copy.clicked.connect(self._on_copy)
        back = SecondaryButton(self.tr("Keep everything"), name="care_keep")
        back.clicked.connect(self.left)
        self.setFocusProxy(export)
        self.body.addWidget(self._table)
        self.body.addWidget(PlainLabel(beyond, role="small", tone="soft", wrap=True, name="care_beyond"))
        self.body.addWidget(Divider())
        self.body.addWidget(PlainLabel(before, wrap=True))
        self.add_row(export, copy)
        self.body.addWidget(Divider())
        self.add_row(self._routines)
        self.add_row(self._tick)
        self.add_row(back, self._delete)

    def _read(self) -> None:
        paths, preferences = self.desk.app.paths, self.desk.app.preferences
        is_all = self._routines.isChecked()
        self._reading.start(lambda _go_on: everything(paths, preferences, with_routines=is_all))

    def _on_read(self, doomed: object) -> None:
        assert isinstance(doomed, tuple)
        self._table.show_rows([_row(one) for one in doomed])

    def _on_copy(self) -> None:
        app = self.desk.app
        name = f"backstay-{app.clock.moment().day}.sqlite3"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save a backup as"), str(Path.home() / name))
        if not chosen:
            return
        paths, target = app.paths, Path(chosen)

        def write(go_on: GoOn) -> Contents:
            require_free(target, paths)
            return write_copy(paths.journal, target, go_on)

        def say(contents: object) -> None:
            assert isinstance(contents, Contents)
            words = self.tr("Saved as {file} and checked: {what}.")
            self.desk.toast(words.format(file=target.name, what=entries_text(contents.entries)))

        self.run(self.tr("Saving a backup as “{file}”").format(file=target.name), write, say)


def _row(one: Doomed) -> Cells:
    what = one.what[:1].upper() + one.what[1:]
    return what, size_text(one.size_bytes), str(one.path)
