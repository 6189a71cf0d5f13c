"""A pain score written down or changed from the journal: the number, where, how it feels, when, a note."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from backstay.desktop.clock import Clock
from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.domain.pain import SAFETY_REGIONS, PainEntry, PainScore, Quality, Region
from backstay.ui import tokens
from backstay.ui.bodymap.body_map import BodyMap
from backstay.ui.pages.score_words import AT_THE_TIME, USUAL, Occasion, occasion_text, quality_text
from backstay.ui.pages.setting_controls import side_by_side
from backstay.ui.widgets.buttons import Chip, PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.form_area import FormArea
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import Canvas
from backstay.ui.widgets.score_row import ScoreRow
from backstay.ui.widgets.when_field import WhenField

_NOTE_LENGTH = 500
_NARROW = 84 * tokens.GRID
_BANNER_PADDING = 10


@dataclass(frozen=True, slots=True)
class GivenScore:
    """What the person wants to be written down, and for which moment."""

    pain: PainScore
    at: Moment


class ScoreForm(Card):
    """``given`` carries a ``GivenScore`` as soon as the person saves it, ``cancelled`` says there is none.
    ``safety_asked`` asks for the safety page: once by itself when a region is chosen that calls for it,
    and by its button; the form keeps what is in it meanwhile.
    """

    given = Signal(object)
    cancelled = Signal()
    safety_asked = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("journal_form", spacing=2 * tokens.GRID, parent=parent)
        self.setAccessibleName(self.tr("Pain score"))
        self._clock = clock
        self._entry: PainEntry | None = None
        self._is_moved = False
        self._was_safety_shown = False
        self._row = ScoreRow(self.tr("How strong is the pain?"), name="journal_score", can_skip=False)
        self._row.chosen.connect(self._on_scored)
        self._map = BodyMap()
        self._map.chosen.connect(self._on_located)
        self._qualities = {quality: self._quality_chip(quality) for quality in Quality}
        self._when = Choice(self.tr("When"), name="journal_when")
        self._occasions: tuple[Occasion, ...] = ()
        self._at = WhenField(self.tr("Day and time"), name="journal_at")
        self._at.changed.connect(self._on_moved)
        self._note = self._note_field()
        self._safety = self._safety_card()
        self._trouble = PlainLabel(tone="caution", wrap=True, name="journal_form_trouble")
        self._save = PrimaryButton(self.tr("Save"), name="journal_save")
        self._save.clicked.connect(self._on_save)
        self._compose()

    def open_new(self, region: Region | None) -> None:
        """Begin a new score about ``region``, now."""
        self._entry = None
        self._row.clear()
        self._fill(PainScore(0, region))
        self._at.show_now(self._clock.moment())
        self._begin()

    def open_entry(self, entry: PainEntry) -> None:
        """Change a score that was written down; what belongs to its session stays as it is."""
        self._entry = entry
        self._row.show_score(entry.pain.score)
        self._fill(entry.pain)
        self._at.show_moment(entry.at)
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is Cancel, and digits are the score wherever the focus stands."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif not self._row.take_key(event):
            super().keyPressEvent(event)

    def _fill(self, pain: PainScore) -> None:
        self._map.choose(pain.region, pain.side)
        for quality, chip in self._qualities.items():
            chip.setChecked(quality in pain.qualities)
        occasion = Occasion.of(pain)
        # One that was written elsewhere may be none of the usual ones.
        self._occasions = USUAL if occasion in USUAL else (*USUAL, occasion)
        self._when.clear()
        self._when.addItems([self._occasion_text(each) for each in self._occasions])
        self._when.setCurrentIndex(self._occasions.index(occasion))
        self._note.setText(pain.note)

    def _begin(self) -> None:
        self._is_moved = False
        self._was_safety_shown = False
        self._safety.setVisible(self._is_safety_region())
        self._say("")
        self._save.setEnabled(self._row.score() is not None)
        self.show()
        self._row.focus_scale()
        # It came into sight while there was hardly any room, and the question was above the edge.
        self._area.verticalScrollBar().setValue(0)

    def _occasion_text(self, occasion: Occasion) -> str:
        if occasion == AT_THE_TIME and self._entry is None:
            return self._now_text()
        return occasion_text(occasion)

    def _is_safety_region(self) -> bool:
        return self._map.region() in SAFETY_REGIONS

    def _on_scored(self) -> None:
        self._save.setEnabled(True)

    def _on_located(self) -> None:
        calls_for_it = self._is_safety_region()
        self._safety.setVisible(calls_for_it)
        if calls_for_it and not self._was_safety_shown:
            self._was_safety_shown = True
            self.safety_asked.emit()

    def _on_moved(self) -> None:
        self._is_moved = True
        self._say("")
        if self._entry is None:
            words = self._now_text() if self._is_now() else occasion_text(AT_THE_TIME)
            self._when.setItemText(self._occasions.index(AT_THE_TIME), words)

    def _now_text(self) -> str:
        return self.tr("Right now")

    def _is_now(self) -> bool:
        now = self._clock.moment()
        try:
            return self._at.moment(now) is now
        except InputError:
            return False

    def _on_save(self) -> None:
        score = self._row.score()
        if score is None:
            self._row.focus_scale()
            return
        try:
            at = self._moment()
        except InputError as error:
            self._say(" ".join(error.lines()))
            return
        self.given.emit(GivenScore(self._pain(score), at))

    def _moment(self) -> Moment:
        # The field knows no seconds: an entry that was not moved keeps its own.
        if self._entry is not None and not self._is_moved:
            return self._entry.at
        return self._at.moment(self._clock.moment())

    def _pain(self, score: int) -> PainScore:
        former = self._entry.pain if self._entry is not None else None
        occasion = self._occasions[self._when.currentIndex()]
        # The field has one line and an end; a note that was not touched may have more.
        note = former.note if former and not self._note.isModified() else self._note.text().strip()
        return PainScore(
            score,
            self._map.region(),
            self._map.side(),
            occasion.timing,
            occasion.recall,
            note,
            former.exercise_id if former else None,
            occasion.doing,
            tuple(quality for quality, chip in self._qualities.items() if chip.isChecked()),
        )

    def _say(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _compose(self) -> None:
        cancel = SecondaryButton(self.tr("Cancel"), key=self.tr("Esc"), name="journal_cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GRID)
        buttons.addWidget(self._save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        content = Canvas()
        content.setProperty("canvas", True)
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * tokens.GRID)
        inner.addWidget(self._row)
        inner.addWidget(Columns(self._map, self._details(), shares=(1, 1), narrow_px=_NARROW))
        inner.addStretch(1)
        # The button that saves stays in sight, however small the window is.
        self._area = FormArea(content, name="journal_form_scroll")
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._safety)
        self.body.addWidget(self._trouble)
        self.body.addLayout(buttons)

    def _details(self) -> QWidget:
        holder = QWidget()
        feels = FlowLayout()
        for chip in self._qualities.values():
            feels.addWidget(chip)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.GRID)
        box.addWidget(PlainLabel(self.tr("How does it feel?"), role="strong"))
        box.addLayout(feels)
        box.addSpacing(tokens.GRID)
        box.addWidget(PlainLabel(self.tr("When?"), role="strong"))
        box.addWidget(self._when, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._at, 0, Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(tokens.GRID)
        box.addWidget(PlainLabel(self.tr("Note"), role="strong"))
        box.addWidget(self._note)
        box.addStretch(1)
        return holder

    def _note_field(self) -> QLineEdit:
        field = QLineEdit(maxLength=_NOTE_LENGTH)
        field.setObjectName("journal_note")
        field.setAccessibleName(self.tr("Note"))
        field.setPlaceholderText(self.tr("You may leave it empty"))
        field.returnPressed.connect(self._on_save)
        return field

    def _safety_card(self) -> Card:
        card = Card("journal_form_safety", tone="caution", padding=_BANNER_PADDING)
        why = PlainLabel(
            self.tr("Pain here can have causes that no exercise should wait for."),
            wrap=True,
            name="journal_form_safety_why",
        )
        show = SecondaryButton(self.tr("Open the safety page"), key=self.tr("F2"), name="journal_show_safety")
        show.clicked.connect(self.safety_asked)
        card.body.addWidget(Columns(why, side_by_side(show), shares=(3, 2), narrow_px=_NARROW, narrow_gap=0))
        return card

    def _quality_chip(self, quality: Quality) -> Chip:
        return Chip(quality_text(quality), name=f"quality_{quality.value}", checkable=True)
