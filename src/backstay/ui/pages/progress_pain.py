"""The first view of Progress: the pain chart, its twin as a table, and what may be said of it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from backstay.domain.load import single_load, weekly_load
from backstay.domain.pain import PainEntry
from backstay.domain.trend import claim, days_logged, readings_of
from backstay.ui import tokens
from backstay.ui.chart.chart import PainChart
from backstay.ui.chart.data import ChartData, chart_data
from backstay.ui.chart.table import ChartTable
from backstay.ui.chart.words import claim_detail, claim_headline
from backstay.ui.desk import Desk
from backstay.ui.pages.load_card import LoadCard
from backstay.ui.pages.progress_filters import ProgressFilters
from backstay.ui.pages.progress_more import MoreCards
from backstay.ui.pages.progress_reading import ProgressReading
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.labels import PlainLabel

_CHART_KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_F,
)  # fmt: skip
_NARROW = 66 * tokens.GRID


class PainView(QWidget):
    """Shows what ``filters`` ask for of what ``reading`` has read. ``turned`` says whether the table is
    shown now.
    """

    turned = Signal(bool)

    def __init__(
        self, desk: Desk, reading: ProgressReading, filters: ProgressFilters, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._reading, self._filters = desk, reading, filters
        self._chart = PainChart("progress_chart")
        self._chart.read.connect(self._on_read)
        self._chart.viewed.connect(self._on_viewed)
        self._data: ChartData | None = None
        self._shown: tuple[object, ...] = ()
        self._table = ChartTable("progress_table")
        self._fit = Chip(self.tr("Show all"), key="0", name="progress_fit")
        self._fit.clicked.connect(self._on_fit)
        self._words = PlainLabel(role="small", tone="soft", wrap=True, name="progress_reading")
        self._headline = PlainLabel(role="lead", wrap=True, name="progress_claim")
        self._detail = PlainLabel(tone="soft", wrap=True, name="progress_claim_detail")
        self._counts = PlainLabel(tone="soft", name="progress_counts")
        self._views = QStackedWidget()
        self._more = MoreCards()
        self._load = LoadCard()
        self._more.region_chosen.connect(self._filters.choose_region)
        self._compose()

    @property
    def data(self) -> ChartData | None:
        """What the chart shows; None before there was anything."""
        return self._data

    def show_span(self, first: date, today: date) -> None:
        """Show the span from ``first`` to ``today``, which has been read."""
        reading, entries, asks = self._reading, self._chosen_entries(first), self._filters
        shown = (reading.contents(), entries, first, today, asks.question, asks.regions)
        if shown == self._shown:
            return
        self._shown = shown
        data = chart_data(
            entries, reading.sessions, first, today, activities=reading.activities, marks=reading.marks
        )
        self._data = data
        self._chart.show_data(data)
        self._table.show_data(data)
        said = claim(readings_of(entries), today, since=first, begun=self._begun())
        self._headline.setText(claim_headline(said))
        self._detail.setText(claim_detail(said))
        self._counts.setText(self._count_words(data))
        runs = reading.activities
        self._load.show_load(weekly_load(runs, today), single_load(runs, today))
        asked = tuple(e for e in reading.entries if self._filters.question.asks(e))
        self._more.show_more(asked, reading.sessions, first, today)

    def toggle_table(self) -> None:
        """Go from the chart to the table, or back, taking the focus along."""
        is_table = self._views.currentWidget() is self._table
        shown = self._chart if is_table else self._table
        self._views.setCurrentWidget(shown)
        shown.setFocus()
        self.turned.emit(not is_table)
        self._on_read("")

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was one that reads or zooms: these work as soon as the page is shown."""
        is_reading = event.key() in _CHART_KEYS and self._views.currentWidget() is self._chart
        if not is_reading:
            return False
        self._chart.setFocus()
        self._chart.keyPressEvent(event)
        return True

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(self._chart_card(), 1)
        column.addWidget(self._claim_card())
        column.addWidget(self._load)
        column.addWidget(self._more)

    def _chart_card(self) -> Card:
        card = Card("progress_chart_card", padding=tokens.GRID * 2)
        self._views.addWidget(self._chart)
        self._views.addWidget(self._table)
        card.body.addWidget(self._views, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(tokens.GRID, 0, tokens.GRID, 0)
        foot.addWidget(self._words, 1)
        foot.addWidget(self._fit)
        # It comes and goes while one zooms: what is beneath must not jump.
        policy = self._fit.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._fit.setSizePolicy(policy)
        self._fit.hide()
        card.body.addLayout(foot)
        return card

    def _claim_card(self) -> Card:
        card = Card("progress_claim_card")
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(tokens.GRID // 2)
        words.addStretch(1)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        words.addStretch(1)
        card.body.addWidget(
            Columns(said, self._counts, shares=(1, 0), narrow_px=_NARROW, narrow_gap=tokens.GRID)
        )
        return card

    def _chosen_entries(self, first: date) -> tuple[PainEntry, ...]:
        """Those in the span and those that its edges need; of a silence that began long ago, what it
        began after.
        """
        chosen = tuple(e for e in self._reading.entries if self._filters.asks(e))
        if (begun := self._begun()) is None or begun >= first or any(e.at.day < first for e in chosen):
            return chosen
        pain, recall = self._desk.app.journal.pain, self._filters.question.recall
        lately = [pain.last_before(first, region, recall) for region in self._filters.regions]
        before = [e for entries in lately for e in entries if self._filters.asks(e)]
        return (*before, *chosen)

    def _begun(self) -> date | None:
        """The day of the very first score of what is chosen."""
        return min((line.first_day for line in self._reading.lines if self._filters.asks(line)), default=None)

    def _count_words(self, data: ChartData) -> str:
        minutes = round(sum(s.active_s for s in data.sessions) / 60)
        is_one = len(data.sessions) == 1
        words = self.tr("1 session · {minutes} min") if is_one else self.tr("{n} sessions · {minutes} min")
        return "\n".join((*self._logged_words(data), words.format(n=len(data.sessions), minutes=minutes)))

    def _logged_words(self, data: ChartData) -> tuple[str, ...]:
        begun = self._begun()
        if not data.readings or begun is None:
            return ()
        # Days before the very first entry were not missed: nothing had begun.
        begun = max(data.first, begun)
        days, span = days_logged(data.readings, data.first, data.last), (data.last - begun).days + 1
        words = self.tr("logged {days} of 1 day") if span == 1 else self.tr("logged {days} of {span} days")
        return (words.format(days=days, span=span),)

    def _on_viewed(self, first: date, last: date) -> None:
        """A part is seen: the way back to the whole stands beside it."""
        data = self._data
        is_whole = data is None or (first, last) == (data.first, data.last)
        self._fit.setVisible(not is_whole and self._views.currentWidget() is self._chart)

    def _on_fit(self) -> None:
        self._chart.setFocus()
        self._chart.fit()

    def _on_read(self, words: str) -> None:
        hint = self.tr("Lower is less pain. The pointer or the arrow keys read a dot; + and − zoom.")
        if self._views.currentWidget() is self._table:
            hint = self.tr("Lower is less pain.")
        self._words.set_tone("ink" if words else "soft")
        self._words.setText(words or hint)
