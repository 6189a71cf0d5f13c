"""What goes out: in which form, from which day on, and where to."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QWidget

from backstay.exchange.writing import Form
from backstay.ui import tokens
from backstay.ui.widgets.buttons import Chip, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel

_MONTHS_BACK = 3


class _DayField(QDateEdit):
    """Typed or stepped; passing over it with the wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        event.ignore()


class ExportCard(Card):
    """``wanted`` carries the form and the day from which on, None for all."""

    wanted = Signal(object, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("exchange_out", spacing=2 * tokens.GRID, parent=parent)
        title = self.tr("Take out")
        self.setAccessibleName(title)
        self._form = Form.CSV
        self._about = PlainLabel(tone="soft", wrap=True, name="exchange_about")
        self._since = _DayField()
        self._since.setObjectName("exchange_since")
        self._since.setAccessibleName(self.tr("From this day on"))
        self._since.setDisplayFormat("d MMM yyyy")
        self._since.setCalendarPopup(True)
        self._since.setDate(QDate(today.year, today.month, today.day).addMonths(-_MONTHS_BACK))
        self._since.hide()
        self._all = Chip(self.tr("Everything"), name="exchange_all", checkable=True)
        self._part = Chip(self.tr("From a day on"), name="exchange_part", checkable=True)
        save = SecondaryButton(self.tr("Save as…"), icon="download", name="exchange_save")
        save.clicked.connect(self._on_save)
        self.body.addWidget(PlainLabel(title, role="lead"))
        self.body.addLayout(self._forms())
        self.body.addWidget(self._about)
        self.body.addLayout(self._spans())
        row = FlowLayout()
        row.addWidget(save)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._choose(Form.CSV)

    def _forms(self) -> FlowLayout:
        row, group = FlowLayout(), QButtonGroup(self)
        for form, text in (
            (Form.CSV, self.tr("Spreadsheet")),
            (Form.JSON, self.tr("JSON")),
            (Form.FHIR, self.tr("FHIR")),
            (Form.ZIP, self.tr("Whole journal")),
        ):
            chip = Chip(text, name=f"exchange_form_{form}", checkable=True)
            chip.setChecked(form is self._form)
            chip.clicked.connect(lambda _on, form=form: self._choose(form))
            group.addButton(chip)
            row.addWidget(chip)
        return row

    def _spans(self) -> FlowLayout:
        row, group = FlowLayout(), QButtonGroup(self)
        self._all.setChecked(True)
        for chip in (self._all, self._part):
            group.addButton(chip)
            chip.clicked.connect(lambda: self._since.setVisible(self._part.isChecked()))
            row.addWidget(chip)
        row.addWidget(self._since)
        return row

    def _choose(self, form: Form) -> None:
        self._form = form
        self._about.setText(
            {
                Form.CSV: self.tr(
                    "A table with a row for each entry, for a spreadsheet. It can be read back."
                ),
                Form.JSON: self.tr(
                    "Everything, with what was changed and deleted, for programs and for keeping."
                ),
                Form.FHIR: self.tr("Pain scores and exercise for programs of doctors and clinics."),
                Form.ZIP: self.tr(
                    "One file with all of these. It makes the same journal on another computer."
                ),
            }[form]
        )

    def _on_save(self) -> None:
        day = self._since.date()
        since = date(day.year(), day.month(), day.day()) if self._part.isChecked() else None
        self.wanted.emit(self._form, since)
