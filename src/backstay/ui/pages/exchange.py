"""What comes in from other programs and goes out to them: looked at first, and then done as a whole."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import reduce
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from backstay.care.tending import keep_before_import
from backstay.catalogue.pack import PACK_SUFFIX
from backstay.domain.errors import BackstayError
from backstay.exchange.offer import Offer, offer_of, table_offer
from backstay.exchange.outgoing import require_free
from backstay.exchange.writing import Form, Written, write_export
from backstay.journal.intake import CancelledError, GoOn, TakenIn
from backstay.journal.journal import open_journal
from backstay.journal.rows import TableRow
from backstay.ui.desk import Desk
from backstay.ui.exchange_work import Beside, in_slices
from backstay.ui.pages.aside_page import AsidePage
from backstay.ui.pages.exchange_mapping import Correction
from backstay.ui.pages.exchange_out import ExportCard
from backstay.ui.pages.exchange_preview import Preview
from backstay.ui.pages.exchange_start import ImportCard, ReasonCard
from backstay.ui.pages.exchange_taken import say_taken
from backstay.ui.pages.exchange_words import saved_text
from backstay.ui.pages.exchange_working import WorkCard
from backstay.ui.widgets.columns import Columns

_SUFFIXES = {Form.CSV: ".csv", Form.JSON: ".json", Form.FHIR: ".fhir.json", Form.ZIP: ".zip"}


class ExchangePage(AsidePage):
    """With a ``file`` it begins with what is in it, else with the choice of what to do."""

    _dropped = Signal(Path)

    def __init__(self, desk: Desk, file: Path | None = None, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("ExchangePage", "Import and export")
        super().__init__(title, name="exchange", is_back_primary=False, parent=parent)
        self._desk, self._app = desk, desk.app
        self._has_begun_with_file = file is not None
        self._file = Path()
        self._preview: Preview | None = None
        self._corrections: list[Correction] = []
        self._then: Callable[[object], None] = lambda _result: None
        self._cancel_slices: Callable[[], None] | None = None
        self._beside = Beside(self)
        self._beside.done.connect(self._on_done)
        self._beside.failed.connect(self._on_failed)
        self._work = WorkCard()
        self._work.cancelled.connect(self._on_cancelled)
        self._beside.progressed.connect(self._work.show_progress)
        self._reason = ReasonCard()
        self._import = ImportCard()
        self._import.asked.connect(self._on_asked)
        self._export = ExportCard(self._app.clock.moment().day)
        self._export.wanted.connect(self._on_export)
        self._start = Columns(self._import, self._export, shares=(1, 1))
        for part in (self._work, self._reason, self._start):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.setAcceptDrops(True)
        # What was dragged here comes from a program that waits until the drop has been answered.
        self._dropped.connect(self.open_file, Qt.ConnectionType.QueuedConnection)
        self.left.connect(self._beside.cancel)
        if file is not None:
            self.open_file(file)

    def open_file(self, file: Path) -> None:
        """Look at ``file``, and show what it would bring. Nothing is written."""
        self._show_start()
        self._file = file
        now = self._app.clock.moment()
        words = self.tr("Reading “{file}”").format(file=file.name)
        self._run(words, lambda go_on: offer_of(file, now, go_on), self._on_offer)

    def leave(self) -> None:
        """Back by one step: out of the work, out of the file, out of the page."""
        if self._beside.is_busy:
            self._on_cancelled()
        elif self._preview is not None and not self._has_begun_with_file:
            self._show_start()
        else:
            super().leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file; a pack is for the window."""
        if _file_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at it."""
        if (file := _file_in(event)) is not None:
            event.acceptProposedAction()
            self._dropped.emit(file)

    def _run(self, words: str, job: Callable[[GoOn], object], then: Callable[[object], None]) -> None:
        self._reason.hide()
        self._work.begin(words)
        self._then = then
        self._beside.start(job)

    def _on_done(self, result: object) -> None:
        self._work.finish()
        self._then(result)

    def _on_failed(self, error: BackstayError) -> None:
        self._work.finish()
        self._corrections.clear()
        if self._preview is not None:
            self._preview.set_ready(is_ready=True)
        self._reason.say(error)
        self.bring_into_view(self._reason)

    def _on_cancelled(self) -> None:
        if self._cancel_slices is not None:
            self._cancel_slices()
            return
        self._beside.cancel()
        self._work.finish()
        self._corrections.clear()
        if self._preview is not None:
            self._preview.show_offer(self._preview.offer)
        self._desk.toast(self.tr("Cancelled. Nothing was written."))

    def _on_asked(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a file"), str(Path.home()), self.tr("Every file (*)")
        )
        if chosen:
            self.open_file(Path(chosen))

    def _on_offer(self, offer: object) -> None:
        assert isinstance(offer, Offer)
        self._preview = preview = Preview(self._file.name, offer)
        preview.taken.connect(self._on_taken)
        preview.left.connect(self._on_another)
        preview.corrected.connect(self._on_corrected)
        self._start.hide()
        self.body.insertWidget(self.body.indexOf(self._start), preview)
        preview.focus_first()

    def _on_another(self) -> None:
        self._show_start()
        self._on_asked()

    def _show_start(self) -> None:
        self._beside.cancel()
        self._work.finish()
        self._reason.hide()
        self._corrections.clear()
        if self._preview is not None:
            self.body.removeWidget(self._preview)
            self._preview.setParent(None)
            self._preview.deleteLater()
            self._preview = None
        self._start.show()
        self._import.setFocus()

    def _on_corrected(self, correction: Correction) -> None:
        preview = self._preview
        assert preview is not None
        table, mapping = preview.offer.table, preview.offer.mapping
        assert table is not None
        assert mapping is not None
        # The one before may not have been read yet.
        self._corrections.append(correction)
        corrections, now = tuple(self._corrections), self._app.clock.moment()
        preview.set_ready(is_ready=False)

        def read(go_on: GoOn) -> Offer:
            corrected = reduce(lambda former, correct: correct(former), corrections, mapping)
            return table_offer(table, corrected, now, go_on)

        self._run(self.tr("Reading “{file}”").format(file=self._file.name), read, self._on_read_anew)

    def _on_read_anew(self, offer: object) -> None:
        assert isinstance(offer, Offer)
        assert self._preview is not None
        self._corrections.clear()
        self._preview.show_offer(offer)

    def _on_taken(self) -> None:
        assert self._preview is not None
        offer = self._preview.offer
        self._preview.set_ready(is_ready=False)

        def rows(go_on: GoOn) -> list[TableRow]:
            keep_before_import(self._app.paths, self._app.clock.moment, go_on)
            with closing(open_journal(self._app.paths.journal, self._app.clock.moment)) as journal:
                return offer.rows(journal)

        self._run(self._writing_words(), rows, self._on_rows)

    def _writing_words(self) -> str:
        return self.tr("Writing into your journal")

    def _on_rows(self, rows: object) -> None:
        assert isinstance(rows, list)
        assert self._preview is not None
        try:
            taken = self._take_in(rows)
        except CancelledError:
            self._preview.set_ready(is_ready=True)
            self._desk.toast(self.tr("Cancelled. Nothing was written."))
        except BackstayError as error:
            self._on_failed(error)
        else:
            say_taken(self._desk, self._preview.offer, taken)
            self.left.emit()

    def _take_in(self, rows: list[TableRow]) -> TakenIn:
        self._work.begin(self._writing_words(), len(rows))
        try:
            with in_slices(self._work, self._work.show_progress) as (go_on, cancel):
                self._cancel_slices = cancel
                taken = self._app.journal.take_in(rows, go_on)
        finally:
            self._cancel_slices = None
            self._work.finish()
        self._app.announce(taken.change.kinds)
        return taken

    def _on_export(self, form: Form, since: date | None) -> None:
        name = f"backstay-{self._app.clock.moment().day}{_SUFFIXES[form]}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), str(Path.home() / name))
        if not chosen:
            return
        out, paths, now = Path(chosen), self._app.paths, self._app.clock.moment

        def write(go_on: GoOn) -> Written:
            require_free(out, paths)
            with closing(open_journal(paths.journal, now)) as journal:
                return write_export(journal, form, out, since, go_on)

        def say(written: object) -> None:
            assert isinstance(written, Written)
            self._desk.toast(saved_text(out.name, written))

        self._run(self.tr("Writing “{file}”").format(file=out.name), write, say)


def _file_in(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() != PACK_SUFFIX else None
