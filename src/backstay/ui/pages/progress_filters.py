"""Which scores Progress is about: a span, a region, and the question that was asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from backstay.domain.pain import PainEntry, PainLine, Recall, Region, Timing
from backstay.ui import tokens
from backstay.ui.chart.words import region_name
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.flow import FlowLayout

# The third of the ranges: three months.
_DEFAULT_RANGE = 2
_SHORTEST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Question:
    """Scores of one recall, and of one timing unless it is None."""

    text: str
    recall: Recall
    timing: Timing | None

    def asks(self, found: PainEntry | PainLine) -> bool:
        """Whether ``found`` answers this question."""
        pain = found.pain if isinstance(found, PainEntry) else found
        return pain.recall is self.recall and self.timing in (None, pain.timing)


class ProgressFilters(QWidget):
    """``changed`` says that another choice was made; chips and choices share a row where there is room."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = self._all_questions()
        self._ranges = QButtonGroup(self)
        self._is_range_chosen = self._is_question_chosen = False
        self._region_choices: list[frozenset[Region | None]] = [frozenset({None})]
        self._chips, self._choices = FlowLayout(), FlowLayout()
        self._regions = Choice(self.tr("Region"), name="progress_region")
        self._whens = Choice(self.tr("Which score"), name="progress_when")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._fill()

    @property
    def question(self) -> Question:
        """What was asked."""
        return self._questions[max(0, self._whens.currentIndex())]

    @property
    def regions(self) -> frozenset[Region | None]:
        """Where it was felt; None stands for scores without a region."""
        return self._region_choices[max(0, self._regions.currentIndex())]

    def asks(self, found: PainEntry | PainLine) -> bool:
        """Whether ``found`` is one of the scores that are shown."""
        region = found.pain.region if isinstance(found, PainEntry) else found.region
        return self.question.asks(found) and region in self.regions

    def first_day(self, today: date, first_known: date) -> date:
        """The day on which the span begins; "All" is never less than two weeks."""
        days = self._all_ranges()[self._ranges.checkedId()][2]
        if days is not None:
            return today - timedelta(days=days - 1)
        return min(first_known, today - timedelta(days=_SHORTEST_DAYS - 1))

    def suit(self, known_days: int) -> None:
        """A log of three days is not shown as three empty months, unless the person asks for that; one of
        six weeks is shown whole.
        """
        if self._is_range_chosen:
            return
        spans = [span or 0 for _, _, span in self._all_ranges()]
        shorter = [index for index in range(_DEFAULT_RANGE) if known_days <= spans[index]]
        longer = _DEFAULT_RANGE if known_days >= spans[_DEFAULT_RANGE] else len(spans) - 1
        self._ranges.button(min(shorter, default=longer)).setChecked(True)

    def suit_question(self, lines: Sequence[PainLine]) -> None:
        """Begin with pain now, or with the weekly score where only that was given, unless the person asks
        for another.
        """
        if not self._is_question_chosen:
            weekly = self._whens.count() - 1
            is_weekly_alone = bool(lines) and all(line.recall is Recall.LAST_7_DAYS for line in lines)
            with QSignalBlocker(self._whens):
                self._whens.setCurrentIndex(weekly if is_weekly_alone else 0)

    def offer_regions(self, lines: Sequence[PainLine], preferred: Region | None) -> None:
        """Each region that has scores; at first the preferred one, else the one with most of them."""
        counts: Counter[Region | None] = Counter()
        for line in lines:
            counts[line.region] += line.n
        found = [region for region, _ in counts.most_common()] or [None]
        texts = [region_name(region) for region in found]
        self._region_choices = [frozenset({region}) for region in found]
        if len(found) > 1:
            texts.append(self.tr("All regions"))
            self._region_choices.append(frozenset(found))
        hopes = self._regions.currentText(), region_name(preferred), texts[0]
        wanted = next(text for text in hopes if text in texts)
        with QSignalBlocker(self._regions):
            self._regions.clear()
            self._regions.addItems(texts)
            self._regions.setCurrentIndex(texts.index(wanted))
        self._arrange()

    def offer_scores(self, is_offered: bool) -> None:
        """Whether there is a region and a question to choose: the practice has neither."""
        self._regions.setVisible(is_offered)
        self._whens.setVisible(is_offered)

    def choose_region(self, region: Region | None) -> None:
        """Show the scores about ``region``, when there are any."""
        wanted = frozenset({region})
        if wanted in self._region_choices:
            self._regions.setCurrentIndex(self._region_choices.index(wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window stacks what a wide one shows in a row."""
        super().resizeEvent(event)
        self._arrange()

    def _fill(self) -> None:
        for index, (name, text, _) in enumerate(self._all_ranges()):
            chip = Chip(text, name=f"progress_range_{name}", checkable=True)
            chip.setChecked(index == _DEFAULT_RANGE)
            self._ranges.addButton(chip, index)
            self._chips.addWidget(chip)
        self._whens.addItems([question.text for question in self._questions])
        self._ranges.buttonClicked.connect(self._on_range)
        self._regions.currentIndexChanged.connect(self.changed)
        self._whens.currentIndexChanged.connect(self._on_question)
        self._choices.addWidget(self._regions)
        self._choices.addWidget(self._whens)
        self._row.setSpacing(tokens.GRID + tokens.GRID // 2)
        self._row.addLayout(self._chips, 1)
        self._row.addLayout(self._choices)

    def _arrange(self) -> None:
        """The choices beside the chips, or below them when there is no room."""
        needed = self._chips.sizeHint().width() + self._row.spacing() + self._choices.sizeHint().width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if needed <= self.width() else down)

    def _on_range(self) -> None:
        self._is_range_chosen = True
        self.changed.emit()

    def _on_question(self) -> None:
        self._is_question_chosen = True
        self.changed.emit()

    def _all_ranges(self) -> tuple[tuple[str, str, int | None], ...]:
        return (
            ("2_weeks", self.tr("2 weeks"), 14),
            ("4_weeks", self.tr("4 weeks"), 28),
            ("3_months", self.tr("3 months"), 84),
            ("1_year", self.tr("1 year"), 365),
            ("all", self.tr("All"), None),
        )

    def _all_questions(self) -> tuple[Question, ...]:
        return (
            Question(self.tr("Pain now"), Recall.NOW, None),
            Question(self.tr("Before a session"), Recall.NOW, Timing.BEFORE),
            Question(self.tr("During a session"), Recall.NOW, Timing.DURING),
            Question(self.tr("After a session"), Recall.NOW, Timing.AFTER),
            Question(self.tr("The morning after"), Recall.NOW, Timing.NEXT_MORNING),
            Question(self.tr("Average of 7 days"), Recall.LAST_7_DAYS, None),
        )
