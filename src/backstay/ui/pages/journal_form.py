"""A pain score written down from the journal: the number, where, when in relation to a session, a note."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from backstay.desktop.clock import Clock
from backstay.domain.moment import Moment
from backstay.domain.pain import SAFETY_REGIONS, PainEntry, PainScore, Recall, Region, Timing
from backstay.ui import tokens
from backstay.ui.chart.words import region_name
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.score_row import ScoreRow

_NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class GivenScore:
    """What the person wants to be written down, and for which moment."""

    pain: PainScore
    at: Moment


class ScoreForm(Card):
    """``given`` carries the score as soon as the person saves it, ``cancelled`` says there is none."""

    given = Signal(object)
    cancelled = Signal()
    safety_asked = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("journal_form", spacing=2 * tokens.GRID, parent=parent)
        self._clock = clock
        self._entry: PainEntry | None = None
        self._row = ScoreRow(self.tr("How strong is your pain?"), name="journal_score", can_skip=False)
        self._row.chosen.connect(self._on_chosen)
        self._region = Choice(self.tr("Region"), name="journal_region")
        self._regions: tuple[Region | None, ...] = (None, *Region)
        self._region.addItems([region_name(region) for region in self._regions])
        self._when = Choice(self.tr("When"), name="journal_when")
        self._whens = self._all_whens()
        self._when.addItems([text for text, _, _ in self._whens])
        self._note = QLineEdit(maxLength=_NOTE_LENGTH)
        self._note.setObjectName("journal_note")
        self._note.setAccessibleName(self.tr("Note"))
        self._note.setPlaceholderText(self.tr("Note (you may leave it empty)"))
        self._note.returnPressed.connect(self._on_save)
        self._save = PrimaryButton(self.tr("Save"), name="journal_save")
        self._save.clicked.connect(self._on_save)
        self._compose()

    def open_new(self, region: Region | None) -> None:
        """Begin a new score about ``region``."""
        self._entry = None
        self._row.clear()
        self._note.clear()
        self._region.setCurrentIndex(self._regions.index(region))
        self._when.setCurrentIndex(0)
        self._save.setEnabled(False)
        self.show()
        self._row.focus_scale()

    def open_entry(self, entry: PainEntry) -> None:
        """Change a score that stands."""
        self.open_new(entry.pain.region)
        self._entry = entry
        self._note.setText(entry.pain.note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is Cancel."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def _compose(self) -> None:
        cancel = SecondaryButton(self.tr("Cancel"), key=self.tr("Esc"), name="journal_cancel")
        cancel.clicked.connect(self.cancelled)
        choices = FlowLayout()
        choices.addWidget(self._region)
        choices.addWidget(self._when)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GRID)
        buttons.addWidget(self._save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        self.body.addWidget(self._row)
        self.body.addLayout(choices)
        self.body.addWidget(self._note)
        self.body.addLayout(buttons)

    def _on_chosen(self) -> None:
        self._save.setEnabled(True)

    def _on_save(self) -> None:
        score = self._row.score()
        if score is None:
            self._row.focus_scale()
            return
        _, timing, recall = self._whens[self._when.currentIndex()]
        region = self._regions[self._region.currentIndex()]
        pain = PainScore(score, region, timing=timing, recall=recall, note=self._note.text().strip())
        if region in SAFETY_REGIONS:
            self.safety_asked.emit()
        self.given.emit(GivenScore(pain, self._entry.at if self._entry else self._clock.moment()))

    def _all_whens(self) -> tuple[tuple[str, Timing, Recall], ...]:
        return (
            (self.tr("Right now"), Timing.NOW, Recall.NOW),
            (self.tr("Before a session"), Timing.BEFORE, Recall.NOW),
            (self.tr("During a session"), Timing.DURING, Recall.NOW),
            (self.tr("After a session"), Timing.AFTER, Recall.NOW),
            (self.tr("The morning after"), Timing.NEXT_MORNING, Recall.NOW),
            (self.tr("On average over the last 7 days"), Timing.NOW, Recall.LAST_7_DAYS),
        )
