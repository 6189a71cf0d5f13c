"""One page for the physio: what is to be on it, the page itself beside that, and the ways to give it away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from backstay.domain.errors import BackstayError
from backstay.domain.local_time import FIRST_YEAR
from backstay.domain.pain import Recall, Region
from backstay.domain.report import (
    USUAL_DAYS,
    Log,
    Paper,
    Report,
    Scope,
    notes_of,
    regions_of,
    report_of,
    usual_first,
    usual_recall,
    usual_regions,
)
from backstay.exchange.outgoing import require_free, write_out
from backstay.journal.period import reading_period
from backstay.ui import tokens
from backstay.ui.chart.words import region_name
from backstay.ui.desk import Desk
from backstay.ui.pages.aside_page import AsidePage
from backstay.ui.pages.setting_row import SettingRow
from backstay.ui.pages.slices import Slices
from backstay.ui.report.note_list import NoteList
from backstay.ui.report.output import page_pdf
from backstay.ui.report.preview import PagePreview
from backstay.ui.report.printing import print_page, why_no_printing
from backstay.ui.report.size import usual_paper
from backstay.ui.report.words import count_words
from backstay.ui.widgets.buttons import Chip, PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Banner, Card, stacked
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.day_field import DayField
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.loading_bar import LoadingBar
from backstay.ui.wording import translate

_PDF = ".pdf"
_EVERYTHING = 0
_OTHER = -1


class ReportPage(AsidePage):
    """Lay it over what is shown with ``desk.lay_over``. Nothing of it is kept, and nothing is sent."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        title = translate("ReportPage", "One page for the physio")
        super().__init__(title, name="report", is_back_primary=False, parent=parent)
        self._desk, self._app = desk, desk.app
        self._now = desk.app.clock.moment()
        self._log: Log | None = None
        self._is_recall_chosen = False
        self._report: Report | None = None
        self._region_choices: list[tuple[Region | None, ...]] = []
        self._save_button = PrimaryButton(self.tr("Save as PDF…"), key="Ctrl+S", name="report_save")
        self._print_button = SecondaryButton(self.tr("Print…"), key="Ctrl+P", name="report_print")
        self._bar = LoadingBar(self.tr("Reading your entries: {done} %"), name="report_loading")
        self._slices = Slices(self._bar)
        self._banner = Banner("report_notice", tone="caution")
        self._periods = Choice(self.tr("Period"), name="report_period")
        self._first = DayField(self.tr("From"), name="report_first")
        self._last = DayField(self.tr("To"), name="report_last")
        self._recalls = Choice(self.tr("Which score"), name="report_recall")
        self._regions = Choice(self.tr("Region"), name="report_region")
        self._papers = Choice(self.tr("Paper"), name="report_paper")
        self._notes = NoteList(self.tr("Notes to print"), name="report_notes")
        self._notes_words = PlainLabel(tone="soft", wrap=True, name="report_notes_words")
        self._tick_all = Chip(self.tr("All"), name="report_notes_all")
        self._tick_none = Chip(self.tr("None"), name="report_notes_none")
        self._preview = PagePreview(self.tr("The page as it will be printed"), name="report_preview")
        self._status = PlainLabel(tone="soft", wrap=True, name="report_status")
        self._fill_choices()
        self._compose()
        self._listen()
        self._begin()

    def save(self) -> None:
        """Ask where to, and write the PDF there, readable by its owner alone."""
        if self._report is None:
            return
        name = f"exercise-and-pain-log-{self._report.scope.last.isoformat()}{_PDF}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the page"), str(Path.home() / name), self.tr("PDF (*.pdf)")
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix.lower() == _PDF else path.with_name(path.name + _PDF)
            self._try(lambda: self._write(path))

    def print_out(self) -> None:
        """Open the system's dialog for printing; where there is none, say why."""
        if self._report is None:
            return
        if missing := why_no_printing():
            self._say(self.tr("{why} Save the page as a PDF.").format(why=missing))
            return
        report, paper = self._report, self._paper()
        self._try(lambda: self._say_if(print_page(self, report, paper, self._now)))

    def _write(self, path: Path) -> None:
        assert self._report is not None
        require_free(path, self._app.paths)
        write_out(path, page_pdf(self._report, self._paper(), self._now))
        self._say(self.tr("Saved as {file}.").format(file=path))

    def _say_if(self, is_printed: bool) -> None:
        if is_printed:
            self._say(self.tr("Sent to the printer."))

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
            self._banner.say("")
        except BackstayError as error:
            self._banner.say(str(error))
            self.bring_into_view(self._banner)

    def _fill_choices(self) -> None:
        for text, days in (
            (self.tr("Last 4 weeks"), 28),
            (self.tr("Last 12 weeks"), USUAL_DAYS),
            (self.tr("Last year"), 365),
            (self.tr("Everything"), _EVERYTHING),
            (self.tr("Other days"), _OTHER),
        ):
            self._periods.addItem(text, days)
        self._recalls.addItem(self.tr("Pain now"), Recall.NOW)
        self._recalls.addItem(self.tr("Average of 7 days"), Recall.LAST_7_DAYS)
        self._papers.addItem(self.tr("A4"), Paper.A4)
        self._papers.addItem(self.tr("Letter"), Paper.LETTER)
        self._papers.setCurrentIndex(self._papers.findData(usual_paper()))

    def _compose(self) -> None:
        self._save_button.clicked.connect(self.save)
        self._print_button.clicked.connect(self.print_out)
        for keys, act in (
            (QKeySequence.StandardKey.Save, self.save),
            (QKeySequence.StandardKey.Print, self.print_out),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        ways = FlowLayout()
        ways.addWidget(self._save_button)
        ways.addWidget(self._print_button)
        self.body.addLayout(ways)
        stays = self.tr("Made on this computer. Nothing is sent anywhere: who gets the page is up to you.")
        self.body.addWidget(PlainLabel(stays, tone="soft", wrap=True, name="report_stays"))
        self.body.addWidget(self._banner)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._status)
        choices = stacked(self._about_card(), self._notes_card())
        self.body.addWidget(Columns(choices, self._preview, shares=(6, 7), narrow_px=880))
        self.body.addStretch(1)

    def _about_card(self) -> Card:
        card = Card("report_about", spacing=tokens.GRID + tokens.GRID // 2)
        card.body.addWidget(PlainLabel(self.tr("What it is about"), role="lead"))
        days = QWidget()
        flow = FlowLayout(days)
        between = PlainLabel(self.tr("to"), tone="soft")
        between.setMinimumHeight(self._first.sizeHint().height())
        for part in (self._first, between, self._last):
            flow.addWidget(part)
        for label, control in (
            (self.tr("Period"), self._periods),
            (self.tr("Days"), days),
            (self.tr("Region"), self._regions),
            (self.tr("Which score"), self._recalls),
            (self.tr("Paper"), self._papers),
        ):
            card.body.addWidget(SettingRow(label, control))
        return card

    def _notes_card(self) -> Card:
        card = Card("report_notes_card")
        row = QHBoxLayout()
        row.addWidget(PlainLabel(self.tr("Notes"), role="lead"), 1)
        for chip, is_ticked in ((self._tick_all, True), (self._tick_none, False)):
            chip.clicked.connect(partial(self._notes.tick_all, is_ticked))
            row.addWidget(chip)
        card.body.addLayout(row)
        card.body.addWidget(self._notes_words)
        card.body.addWidget(self._notes)
        return card

    def _listen(self) -> None:
        self._periods.currentIndexChanged.connect(self._on_period)
        for field in (self._first, self._last):
            field.dateChanged.connect(self._on_days)
        self._recalls.currentIndexChanged.connect(self._on_recall)
        for choice in (self._regions, self._papers):
            choice.currentIndexChanged.connect(self._show)
        self._notes.changed.connect(self._show)

    def _begin(self) -> None:
        today = self._now.day
        self._try(lambda: self._set_days(usual_first(self._app.journal.first_day(), today), today))
        usual = self._periods.findData((today - self._first.day()).days + 1)
        with QSignalBlocker(self._periods):
            self._periods.setCurrentIndex(usual if usual >= 0 else self._periods.findData(_OTHER))
        self._read()

    def _set_days(self, first: date, last: date) -> None:
        """Neither can pass the other, and the future has no entries."""
        self._first.set_day(first, date(FIRST_YEAR, 1, 1), last)
        self._last.set_day(last, first, self._now.day)

    def _on_period(self) -> None:
        days, today = self._periods.currentData(), self._now.day
        if days == _OTHER:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if days == _EVERYTHING:
            self._try(lambda: self._set_days(min(self._app.journal.first_day() or today, today), today))
        else:
            self._set_days(today - timedelta(days=days - 1), today)
        self._read()

    def _on_days(self) -> None:
        with QSignalBlocker(self._periods):
            self._periods.setCurrentIndex(self._periods.findData(_OTHER))
        self._set_days(self._first.day(), self._last.day())
        self._read()

    def _on_recall(self) -> None:
        self._is_recall_chosen = True
        if self._log is not None:
            self._offer_regions(self._log)
            self._show()

    def _read(self) -> None:
        self._log = self._report = None
        self._allow_ways()
        work = reading_period(self._app.journal, self._first.day(), self._last.day(), self._take)
        self._slices.begin(work, self._on_read, self._banner.say)

    def _take(self, log: Log) -> None:
        self._log = log

    def _on_read(self) -> None:
        assert self._log is not None
        if not self._is_recall_chosen:
            usual = usual_recall(self._log, self._first.day(), self._last.day())
            with QSignalBlocker(self._recalls):
                self._recalls.setCurrentIndex(self._recalls.findData(usual))
        scope = self._whole()
        notes = notes_of(self._log, scope.first, scope.last)
        self._notes.show_notes(notes, scope)
        for part in (self._notes, self._tick_all, self._tick_none):
            part.setVisible(bool(notes))
        words = self.tr("Tick what should stand on the page.")
        self._notes_words.setText(words if notes else self.tr("There is no note in this period."))
        self._offer_regions(self._log)
        self._show()

    def _allow_ways(self) -> None:
        """While another period is read there is no page to give away."""
        for button in (self._save_button, self._print_button):
            button.setEnabled(self._report is not None)

    def _whole(self) -> Scope:
        return Scope(self._first.day(), self._last.day(), Recall(self._recalls.currentData()))

    def _offer_regions(self, log: Log) -> None:
        """Those that have scores of the chosen kind. The one that was chosen stays, if it is among them."""
        whole, former = self._whole(), self._regions.currentText()
        found = regions_of(log, whole)
        self._region_choices = [(region,) for region in found]
        texts = [region_name(region) for region in found]
        if len(found) != 1:
            self._region_choices.append(())
            texts.append(self.tr("All regions"))
        usual = self._region_choices.index(usual_regions(log, whole, self._app.preferences.region))
        with QSignalBlocker(self._regions):
            self._regions.clear()
            self._regions.addItems(texts)
            self._regions.setCurrentIndex(texts.index(former) if former in texts else usual)

    def _show(self) -> None:
        if self._log is None:
            return
        whole = self._whole()
        scope = replace(whole, regions=self._region_choices[self._regions.currentIndex()])
        goal = self._app.preferences.weekly_sessions
        self._report = report_of(self._log, scope, goal=goal, ticked=self._notes.ticked())
        self._allow_ways()
        self._preview.show_page(self._report, self._paper(), self._now, count_words(self._report))
        self._say("")

    def _paper(self) -> Paper:
        return Paper(self._papers.currentData())

    def _say(self, text: str) -> None:
        self._status.setText(text)
        self._status.setVisible(bool(text))
