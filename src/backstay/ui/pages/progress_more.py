"""What stands beneath the pain chart: the scores before and after sessions, and each region by itself."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainEntry
from backstay.ui import tokens
from backstay.ui.chart.multiples import RegionMultiples
from backstay.ui.chart.pairs import PairsView
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel


class MoreCards(QWidget):
    """``region_chosen`` carries the region whose small chart was asked for, None for scores without one."""

    region_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs = PairsView("progress_pairs")
        self._regions = RegionMultiples("progress_regions")
        self._regions.chosen.connect(self.region_chosen)
        self._pairs_card = _card("progress_pairs_card", self.tr("Before and after sessions"), self._pairs)
        self._regions_card = _card("progress_regions_card", self.tr("Each region by itself"), self._regions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(self._pairs_card)
        column.addWidget(self._regions_card)

    def show_more(
        self, entries: Sequence[PainEntry], sessions: Sequence[SessionRecord], first: date, last: date
    ) -> None:
        """Show the span from ``first`` to ``last``: ``entries`` of one recall about any region, and the
        sessions with their scores. One region alone is the chart above once more.
        """
        self._pairs.show_sessions(sessions, first, last)
        self._pairs_card.setVisible(any(first <= s.started_at.day <= last for s in sessions))
        self._regions.show_entries(entries, first, last)
        self._regions_card.setVisible(len(self._regions.regions()) > 1)


def _card(name: str, title: str, content: QWidget) -> Card:
    card = Card(name, spacing=2 * tokens.GRID)
    card.body.addWidget(PlainLabel(title, role="strong"))
    card.body.addWidget(content)
    return card
