"""Small charts side by side, one for every place that hurts, all on the same axes."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from backstay.domain.pain import SCORE_MAX, SCORE_MIN, PainEntry, Region
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData, chart_data
from backstay.ui.chart.dots import Dots
from backstay.ui.chart.frame import PAD_PX, Frame, screen_look
from backstay.ui.chart.ticks import has_years
from backstay.ui.chart.view import whole
from backstay.ui.chart.weeks import draw_line
from backstay.ui.chart.words import axis_date, region_name
from backstay.ui.theme import scaled, text_font

_LEAST_WIDTH_PX = 230
_PLOT_PX = 84
_MOST_IN_A_ROW = 3


class RegionMultiples(QWidget):
    """A small chart for each region with entries in the span, those with most entries first.

    ``chosen`` carries the ``Region`` of the one that is clicked or entered, None for scores without one.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._charts: list[RegionChart] = []
        self._across = 0
        self._shown: tuple[tuple[PainEntry, ...], date, date] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * tokens.GRID)

    def show_entries(self, entries: Iterable[PainEntry], first: date, last: date) -> None:
        """Show ``entries`` of one recall from ``first`` to ``last``. Raises ``ValueError`` for mixed
        recalls.
        """
        found = tuple(entries)
        if (found, first, last) == self._shown:
            return
        counts = Counter(entry.pain.region for entry in found if first <= entry.at.day <= last)
        # A chart that stays keeps the focus that it may have.
        former = {chart.region: chart for chart in self._charts}
        self._charts = []
        for region, _ in counts.most_common():
            chart = former.pop(region, None) or self._chart(region)
            here = (entry for entry in found if entry.pain.region is region)
            chart.show_data(chart_data(here, (), first, last, has_usual=False))
            self._charts.append(chart)
        for chart in former.values():
            self._grid.removeWidget(chart)
            chart.hide()
            chart.deleteLater()
        self._shown = found, first, last
        self._across = 0
        self._arrange()

    def regions(self) -> tuple[Region | None, ...]:
        """The regions shown, in their order."""
        return tuple(chart.region for chart in self._charts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a row as there is room for, three at most."""
        super().resizeEvent(event)
        self._arrange()

    def _chart(self, region: Region | None) -> "RegionChart":
        name = f"{self.objectName()}_{'none' if region is None else region.value}"
        chart = RegionChart(region, name=name, parent=self)
        chart.clicked.connect(lambda: self.chosen.emit(region))
        return chart

    def _arrange(self) -> None:
        fitting = (self.width() + self._grid.spacing()) // (scaled(_LEAST_WIDTH_PX) + self._grid.spacing())
        across = max(1, min(_MOST_IN_A_ROW, fitting))
        if across == self._across:
            return
        self._across = across
        for column in range(_MOST_IN_A_ROW):
            self._grid.setColumnStretch(column, int(column < across))
        for number, chart in enumerate(self._charts):
            self._grid.addWidget(chart, number // across, number % across)


class RegionChart(QAbstractButton):
    """One of them: the region's name, how many entries, dots and weekly means from 0 to 10."""

    def __init__(self, region: Region | None, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.region = region
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_data(self, data: ChartData) -> None:
        """Show the scores of the region."""
        self._data, self._dots = data, Dots(data)
        self.setAccessibleName(self._words())
        self.update()

    def sizeHint(self) -> QSize:
        """A line of words, the plot, a line of days."""
        line = QFontMetricsF(text_font(tokens.TEXT_SMALL)).height()
        return QSize(scaled(_LEAST_WIDTH_PX), round(2.5 * line + _PLOT_PX + 6 * PAD_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as a click and the space bar do."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, its words, the scale, the dots and the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = screen_look()
        palette = look.palette
        is_marked = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(palette.go if is_marked else palette.line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(palette.surface))
        radius = tokens.RADIUS_MEDIUM
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        frame = self._frame()
        self._draw_words(painter, frame)
        painter.setPen(QPen(QColor(palette.line), 1))
        for score in (SCORE_MIN, SCORE_MAX // 2, SCORE_MAX):
            y = round(frame.y(score)) + 0.5
            painter.drawLine(round(frame.plot.left()), round(y), round(frame.plot.right()), round(y))
        # The line beneath: it would hide the one dot of a week that has no other.
        draw_line(painter, frame, self._data.segments, look)
        self._dots.draw(painter, frame, look)

    def _frame(self) -> Frame:
        metrics = QFontMetricsF(text_font(tokens.TEXT_SMALL))
        margin = metrics.horizontalAdvance(str(SCORE_MAX)) + 3 * PAD_PX
        line = metrics.height() + 3 * PAD_PX
        area = QRectF(self.rect())
        plot = area.adjusted(margin, line + metrics.height() / 2, -2 * PAD_PX, -line)
        view = whole(self._data)
        return Frame(view, area, plot, (), plot.bottom() + PAD_PX, plot.width() / view.length)

    def _draw_words(self, painter: QPainter, frame: Frame) -> None:
        look = screen_look()
        height = QFontMetricsF(look.font()).height()
        count = self.tr("n{count}").format(count=len(self._data.entries))
        box = QRectF(2 * PAD_PX, 2 * PAD_PX, self.width() - 4 * PAD_PX, height)
        painter.setFont(look.font(tokens.WEIGHT_STRONG))
        painter.setPen(QColor(look.palette.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, region_name(self.region))
        painter.setFont(look.font())
        painter.setPen(QColor(look.palette.ink_soft))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, count)
        for score in (SCORE_MIN, SCORE_MAX):
            beside = QRectF(0, frame.y(score) - height / 2, frame.plot.left() - PAD_PX, height)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight, str(score))
        days = QRectF(frame.plot.left(), frame.plot.bottom() + PAD_PX, frame.plot.width(), height)
        first, last = self._data.first, self._data.last
        is_long = has_years(first, last)
        painter.drawText(days, Qt.AlignmentFlag.AlignLeft, axis_date(first, is_long))
        painter.drawText(days, Qt.AlignmentFlag.AlignRight, axis_date(last, is_long))

    def _words(self) -> str:
        n = len(self._data.entries)
        words = self.tr("{region}, 1 entry") if n == 1 else self.tr("{region}, {n} entries")
        return words.format(region=region_name(self.region), n=n)
