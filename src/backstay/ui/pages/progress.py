"""Progress: what the pain scores and the sessions were over time, and no more than they show."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from backstay.domain.errors import JournalError
from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainEntry, Recall, Region, Timing
from backstay.domain.trend import claim, days_logged, readings_of
from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData, chart_data
from backstay.ui.chart.table import ChartTable
from backstay.ui.chart.words import claim_detail, claim_headline, region_name
from backstay.ui.desk import Desk
from backstay.ui.pages.empty_card import EmptyCard
from backstay.ui.widgets.buttons import Chip, SecondaryButton
from backstay.ui.widgets.cards import Banner, Card
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage

if TYPE_CHECKING:
    from backstay.ui.chart.chart import PainChart

_READING_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
# The third of the ranges: three months.
_DEFAULT_RANGE = 2


@dataclass(frozen=True, slots=True)
class _Question:
    """A choice of the "when" filter: entries of one recall, and of one timing unless it is None."""

    text: str
    recall: Recall
    timing: Timing | None

    def asks(self, entry: PainEntry) -> bool:
        """Whether ``entry`` answers this question."""
        pain = entry.pain
        return pain.recall is self.recall and self.timing in (None, pain.timing)


class ProgressPage(ScrollPage):
    """The chart with its filters, its twin as a table, and the sentence beneath."""

    kinds = frozenset({Kind.PAIN, Kind.SESSIONS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="progress", parent=parent)
        self.title.setText(self.tr("Progress"))
        self.setAccessibleName(self.tr("Progress"))
        self._desk = desk
        self._entries: tuple[PainEntry, ...] = ()
        self._sessions: tuple[SessionRecord, ...] = ()
        self._chart: PainChart | None = None
        self._questions = self._all_questions()
        self._ranges = QButtonGroup(self)
        self._is_range_chosen = False
        self._region_choices: list[frozenset[Region | None]] = []
        self._filters, self._chips = QBoxLayout(QBoxLayout.Direction.LeftToRight), FlowLayout()
        self._choices = FlowLayout()
        self._regions = Choice(self.tr("Region"), name="progress_region")
        self._whens = Choice(self.tr("Which score"), name="progress_when")
        self._banner = Banner("progress_notice", tone="caution")
        self._table = ChartTable("progress_table")
        self._reading = PlainLabel(role="small", tone="soft", wrap=True, name="progress_reading")
        self._headline = PlainLabel(role="lead", wrap=True, name="progress_claim")
        self._detail = PlainLabel(tone="soft", wrap=True, name="progress_claim_detail")
        self._counts = PlainLabel(tone="soft", name="progress_counts")
        self._views = QStackedWidget()
        self._toggle = SecondaryButton(self.tr("Table"), key="T", name="progress_toggle")
        self._filled, self._empty = QWidget(), self._empty_card()
        self._compose()
        self.reload()

    def reload(self) -> None:
        """Read the journal again and show what it holds now."""
        journal = self._desk.app.journal
        try:
            self._entries = journal.pain.between(None, None)
            self._sessions = journal.sessions.between(with_scores=False)
            self._banner.say("")
        except JournalError as error:
            self._banner.say(str(error))
        is_empty = not self._entries and not self._sessions
        self._empty.setVisible(is_empty)
        self._filled.setVisible(not is_empty)
        self._begin_with_what_is_there()
        self._toggle.setVisible(not is_empty)
        if not is_empty:
            self._offer_regions()
            self._arrange_filters()
            self._show()

    def _begin_with_what_is_there(self) -> None:
        """A log of three days is not shown as three empty months, unless the person asks for that."""
        if self._is_range_chosen or not (self._entries or self._sessions):
            return
        today = self._desk.app.clock.moment().day
        days = (today - self._first_known(today)).days + 1
        spans = [span for _, _, span in self._all_ranges()[: _DEFAULT_RANGE + 1]]
        fitting = [i for i, span in enumerate(spans) if span is not None and days <= span]
        self._ranges.button(min(fitting, default=_DEFAULT_RANGE)).setChecked(True)

    def _first_known(self, today: date) -> date:
        known = [e.at.day for e in self._entries] + [s.started_at.day for s in self._sessions]
        return min(known, default=today)

    def chart(self) -> "PainChart":
        """The chart, made when it is first needed: its library is slow to load."""
        if self._chart is None:
            from backstay.ui.chart.chart import PainChart

            self._chart = PainChart("progress_chart")
            self._chart.read.connect(self._on_read)
            self._views.insertWidget(0, self._chart)
            self._views.setCurrentIndex(0)
        return self._chart

    def toggle_table(self) -> None:
        """Go from the chart to the table, or back, taking the focus along."""
        is_table = self._views.currentWidget() is self._table
        shown = self.chart() if is_table else self._table
        self._views.setCurrentWidget(shown)
        shown.setFocus()
        self._toggle.set_words(self.tr("Table") if is_table else self.tr("Chart"))
        self._on_read("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that read the chart work as soon as the page is shown."""
        is_reading = event.key() in _READING_KEYS and self._views.currentWidget() is self._chart
        if self._chart is not None and is_reading:
            self._chart.setFocus()
            self._chart.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window stacks what a wide one shows in a row."""
        super().resizeEvent(event)
        self._arrange_filters()

    def _compose(self) -> None:
        self._toggle.clicked.connect(self.toggle_table)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_table_key)
        self.head.addWidget(self._toggle)
        inner = QVBoxLayout(self._filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * tokens.GRID)
        self._fill_filters()
        inner.addLayout(self._filters)
        inner.addWidget(self._chart_card(), 1)
        inner.addWidget(self._claim_card())
        self.body.addWidget(self._banner)
        self.body.addWidget(self._filled, 1)
        self.body.addWidget(self._empty)
        self.body.addStretch(0)

    def _fill_filters(self) -> None:
        for index, (name, text, _) in enumerate(self._all_ranges()):
            chip = Chip(text, name=f"progress_range_{name}", checkable=True)
            chip.setChecked(index == _DEFAULT_RANGE)
            self._ranges.addButton(chip, index)
            self._chips.addWidget(chip)
        self._whens.addItems([question.text for question in self._questions])
        self._ranges.buttonClicked.connect(self._on_range)
        self._regions.currentIndexChanged.connect(self._show)
        self._whens.currentIndexChanged.connect(self._show)
        self._choices.addWidget(self._regions)
        self._choices.addWidget(self._whens)
        self._filters.setSpacing(tokens.GRID + tokens.GRID // 2)
        self._filters.addLayout(self._chips, 1)
        self._filters.addLayout(self._choices)

    def _arrange_filters(self) -> None:
        """The choices beside the chips, or below them when there is no room."""
        needed = self._chips.sizeHint().width() + self._filters.spacing() + self._choices.sizeHint().width()
        is_wide = needed <= min(self.width() - 2 * tokens.PAGE_MARGIN, tokens.CONTENT_WIDTH)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._filters.setDirection(across if is_wide else down)

    def _chart_card(self) -> Card:
        card = Card("progress_chart_card", padding=tokens.GRID * 2)
        self._views.addWidget(self._table)
        card.body.addWidget(self._views, 1)
        self._reading.setContentsMargins(tokens.GRID, 0, tokens.GRID, 0)
        card.body.addWidget(self._reading)
        return card

    def _claim_card(self) -> Card:
        card = Card("progress_claim_card")
        words = QVBoxLayout()
        words.setSpacing(tokens.GRID // 2)
        words.addStretch(1)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(tokens.CARD_GAP)
        row.addLayout(words, 1)
        self._counts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._counts)
        card.body.addLayout(row)
        return card

    def _empty_card(self) -> EmptyCard:
        title = self.tr("Your first dot will stand here")
        words = self.tr(
            "Give a score on Today, or before and after a session. Each score is a dot; "
            "from 6 of them on there is something to say."
        )
        return EmptyCard(self._desk, "progress", title, words)

    def _show(self) -> None:
        entries = self._chosen_entries()
        today = self._desk.app.clock.moment().day
        first = self._first_day(today)
        data = chart_data(entries, self._sessions, first, today)
        self.chart().show_data(data)
        self._table.show_data(data)
        said = claim(readings_of(entries), today, since=first)
        self._headline.setText(claim_headline(said))
        self._detail.setText(claim_detail(said))
        self._counts.setText(self._count_words(data))

    def _chosen_entries(self) -> tuple[PainEntry, ...]:
        question = self._questions[self._whens.currentIndex()]
        regions = self._region_choices[self._regions.currentIndex()]
        return tuple(e for e in self._entries if question.asks(e) and e.pain.region in regions)

    def _first_day(self, today: date) -> date:
        days = self._all_ranges()[self._ranges.checkedId()][2]
        if days is not None:
            return today - timedelta(days=days - 1)
        return min(self._first_known(today), today - timedelta(days=13))

    def _count_words(self, data: ChartData) -> str:
        minutes = round(sum(s.active_s for s in data.sessions) / 60)
        is_one = len(data.sessions) == 1
        words = self.tr("1 session · {minutes} min") if is_one else self.tr("{n} sessions · {minutes} min")
        return "\n".join((*self._logged_words(data), words.format(n=len(data.sessions), minutes=minutes)))

    def _logged_words(self, data: ChartData) -> tuple[str, ...]:
        if not data.readings:
            return ()
        # Days before the very first entry were not missed: nothing had begun.
        begun = max(data.first, min(entry.at.day for entry in self._chosen_entries()))
        days, span = days_logged(data.readings, data.first, data.last), (data.last - begun).days + 1
        words = self.tr("logged {days} of 1 day") if span == 1 else self.tr("logged {days} of {span} days")
        return (words.format(days=days, span=span),)

    def _offer_regions(self) -> None:
        """Each region that has entries; at first the preferred one, else the one with most entries."""
        found = [r for r, _ in Counter(entry.pain.region for entry in self._entries).most_common()] or [None]
        texts = [region_name(region) for region in found]
        self._region_choices = [frozenset({region}) for region in found]
        if len(found) > 1:
            texts.append(self.tr("All regions"))
            self._region_choices.append(frozenset(found))
        hopes = self._regions.currentText(), region_name(self._desk.app.preferences.region), texts[0]
        wanted = next(text for text in hopes if text in texts)
        with QSignalBlocker(self._regions):
            self._regions.clear()
            self._regions.addItems(texts)
            self._regions.setCurrentIndex(texts.index(wanted))

    def _on_range(self) -> None:
        self._is_range_chosen = True
        self._show()

    def _on_read(self, words: str) -> None:
        hint = self.tr("Lower is less pain. The pointer or the arrow keys read a dot.")
        if self._views.currentWidget() is self._table:
            hint = self.tr("Lower is less pain.")
        self._reading.set_tone("ink" if words else "soft")
        self._reading.setText(words or hint)

    def _on_table_key(self) -> None:
        if self._toggle.isVisible():
            self.toggle_table()

    def _all_ranges(self) -> tuple[tuple[str, str, int | None], ...]:
        return (
            ("2_weeks", self.tr("2 weeks"), 14),
            ("4_weeks", self.tr("4 weeks"), 28),
            ("3_months", self.tr("3 months"), 84),
            ("1_year", self.tr("1 year"), 365),
            ("all", self.tr("All"), None),
        )

    def _all_questions(self) -> tuple[_Question, ...]:
        return (
            _Question(self.tr("Pain now"), Recall.NOW, None),
            _Question(self.tr("Before a session"), Recall.NOW, Timing.BEFORE),
            _Question(self.tr("During a session"), Recall.NOW, Timing.DURING),
            _Question(self.tr("After a session"), Recall.NOW, Timing.AFTER),
            _Question(self.tr("The morning after"), Recall.NOW, Timing.NEXT_MORNING),
            _Question(self.tr("Average of 7 days"), Recall.LAST_7_DAYS, None),
        )
