"""Where it hurts and how much, asked while a session is paused because of it. Two keys answer both, and
neither has to be answered; nothing is asked of somebody who keeps no scores.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.pain import PainScore, Region
from backstay.ui import tokens
from backstay.ui.session.keys import is_bare
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.score_row import ScoreRow
from backstay.ui.wording import region_text


class RegionChip(Chip):
    """One region, with the key that chooses it."""

    height_px = tokens.TOUCH_HEIGHT
    padding_px = 12

    def __init__(self, region: Region, key: str, *, parent: QWidget | None = None) -> None:
        name = f"hurt_in_{region.value}"
        super().__init__(region_text(region), name=name, key=key, checkable=True, parent=parent)
        self.region = region
        # A click must not move the focus: the next Space is meant for the session.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class HurtQuestions(Card):
    """``told`` carries a ``PainScore`` as soon as it is known how much it hurts, and again when that, or
    where, is corrected. ``located`` says that the next key answers how much. Without ``asks_pain`` it says
    only what stands, and what is easier.
    """

    told = Signal(object)
    located = Signal()

    def __init__(self, *, asks_pain: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("hurt_questions", spacing=tokens.GRID + tokens.GRID // 2, parent=parent)
        self._asks_pain = asks_pain
        title = self.tr("Paused because it hurts.")
        self.setAccessibleName(self.tr("Where it hurts and how much") if asks_pain else title)
        self._exercise = PlainLabel(tone="soft", wrap=True, name="hurt_exercise")
        self._easier = PlainLabel(tone="soft", wrap=True, name="hurt_easier_name")
        self._where_keys = PlainLabel(self.tr("keys 1 to 9 and 0"), tone="soft", role="small")
        self._score = ScoreRow(
            self.tr("How much does it hurt? Keys 0 to 9, X is ten."), name="hurt_score", can_skip=False
        )
        self._score.chosen.connect(self._tell)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._tell)
        self.body.addWidget(PlainLabel(title, role="lead", wrap=True, name="hurt_title"))
        self.body.addWidget(self._exercise)
        if asks_pain:
            self._compose_questions()
        self.body.addWidget(self._easier)
        if not asks_pain:
            self.body.addStretch(1)

    def ask(self, exercise: Exercise, easier: Exercise | None) -> None:
        """Ask anew, about ``exercise``."""
        self._score.clear()
        self._group.setExclusive(False)
        for chip in self._group.buttons():
            chip.setChecked(False)
        self._group.setExclusive(True)
        self._exercise.setText(exercise.name)
        self._easier.setText(self._easier_words(exercise, easier) if easier is not None else "")
        self._easier.setVisible(easier is not None)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key answered: the first digit says where, the next one how much."""
        if not self._asks_pain:
            return False
        number = event.key() - Qt.Key.Key_1 if event.key() != Qt.Key.Key_0 else 9
        is_digit = Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 and is_bare(event)
        if is_digit and self._region() is None and self._score.score() is None:
            self._group.button(number).click()
            return True
        return self._score.take_key(event)

    @property
    def scale(self) -> QWidget:
        """Where it is said how much it hurts."""
        return self._score

    def _easier_words(self, exercise: Exercise, easier: Exercise) -> str:
        words = self.tr("Easier (E): {easier} takes the place of {exercise}.").format(
            easier=easier.name, exercise=exercise.name
        )
        return f"{words} {easier.caution}" if easier.caution else words

    def _region(self) -> Region | None:
        chip = self._group.checkedButton()
        return chip.region if isinstance(chip, RegionChip) else None

    def _tell(self, _choice: int) -> None:
        score = self._score.score()
        if score is None:
            self.located.emit()
        else:
            self.told.emit(PainScore(score, region=self._region()))

    def _compose_questions(self) -> None:
        where = FlowLayout()
        for number, region in enumerate(Region):
            chip = RegionChip(region, str((number + 1) % 10))
            self._group.addButton(chip, number)
            where.addWidget(chip)
        self.body.addLayout(self._head())
        self.body.addLayout(where)
        self.body.addSpacing(tokens.GRID)
        self.body.addWidget(self._score)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(PlainLabel(self.tr("Where?"), role="strong"))
        row.addWidget(self._where_keys, 1)
        return row
