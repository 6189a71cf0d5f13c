"""The pain chart. Import this module only when Progress opens: the chart library is slow to load."""

from bisect import bisect_left
from datetime import date

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.domain.pain import SCORE_MAX, SCORE_MIN
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData, date_ticks
from backstay.ui.chart.items import (
    HIGHEST,
    LOWEST,
    RUG_MIDDLE,
    ChartItem,
    PointerItem,
    RugItem,
    ScaleItem,
    WeeksItem,
)
from backstay.ui.chart.words import axis_date, reading_words
from backstay.ui.theme import colours, control_height, text_font

_DOT_PX = 9
_SMALL_DOT_PX = 5
_CROWDED_PX_PER_DAY = 2
_REACH_PX = 24
_RECENCY_STEPS = 5
_OLDEST_OPACITY = 0.4
_EDGE_SHARE = 0.025
_FOCUS_MARGIN_PX = 4
_HINT_PX = (960, 380)
_LEAST_PX = (360, 300)


class PainChart(QWidget):
    """Dots, weekly means, gaps and sessions over a true time axis.

    The pointer or Left, Right, Home and End read one reading at a time; ``read`` carries its words,
    empty when none is read.
    """

    read = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Pain over time, 0 to 10"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._data: ChartData | None = None
        self._positions: list[float] = []
        self._index: int | None = None
        self._scale, self._weeks = ScaleItem(), WeeksItem()
        self._rug, self._pointer = RugItem(), PointerItem()
        self._dots = pyqtgraph.ScatterPlotItem(pxMode=True, pen=None)
        self._plot = pyqtgraph.PlotWidget()
        self._compose()
        self._dress()

    @property
    def index(self) -> int | None:
        """Which reading is being read, counted from the oldest; None for none."""
        return self._index

    def sizeHint(self) -> QSize:
        """Wide, and high enough for eleven scores."""
        return QSize(_HINT_PX[0], control_height(_HINT_PX[1]))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a small window."""
        return QSize(_LEAST_PX[0], control_height(_LEAST_PX[1]))

    def show_data(self, data: ChartData) -> None:
        """Draw ``data``; nothing is being read any more."""
        self._data = data
        self._positions = [reading.position for reading in data.readings]
        left, right = data.first.toordinal(), data.last.toordinal() + 1
        edge = (right - left) * _EDGE_SHARE
        for item in self._items():
            item.cover(left - edge, right + edge)
        self._scale.show_gaps(data.gaps)
        self._weeks.show_segments(data.segments)
        self._rug.show_bars(data.bars)
        self._plot.setRange(QRectF(left - edge, LOWEST, right - left + 2 * edge, HIGHEST - LOWEST), padding=0)
        self._draw_dots()
        self._name_days()
        self.read_at(None)

    def read_at(self, index: int | None) -> None:
        """Read the reading at ``index``, counted from the oldest, or none."""
        if self._data is None or (index is not None and not 0 <= index < len(self._positions)):
            index = None
        self._index = index
        words = ""
        point = None
        if self._data is not None and index is not None:
            entry = self._data.entries[index]
            point = QPointF(self._positions[index], entry.pain.score)
            words = reading_words(entry)
        self._pointer.point_at(point)
        self.setAccessibleDescription(words)
        self.read.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End walk through the readings, Escape leaves them."""
        if event.key() == Qt.Key.Key_Escape and self._index is not None:
            self.read_at(None)
            return
        target = self._target(event.key())
        if target is None or not self._positions:
            super().keyPressEvent(event)
            return
        self.read_at(min(len(self._positions) - 1, max(0, target)))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the reading nearest to the pointer, when one is near."""
        nearest = self._nearest(event.position())
        if nearest is not None and nearest != self._index:
            self.read_at(nearest)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading when the pointer goes, unless the keys are reading."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.read_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away and stop reading."""
        super().focusOutEvent(event)
        self.read_at(None)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other dates."""
        super().resizeEvent(event)
        self._draw_dots()
        self._name_days()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size as they change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring that says where the keys go."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().go), 2))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.RADIUS_SMALL, tokens.RADIUS_SMALL
        )

    def _items(self) -> tuple[ChartItem, ...]:
        return self._scale, self._weeks, self._rug, self._pointer

    def _compose(self) -> None:
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in (self._plot, self._plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot = self._plot.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        box = plot.getViewBox()
        box.setDefaultPadding(0)
        box.disableAutoRange()
        for item in (self._scale, self._dots, self._weeks, self._rug, self._pointer):
            box.addItem(item, ignoreBounds=True)
        scores = [(score, str(score)) for score in range(SCORE_MIN, SCORE_MAX + 1, 2)]
        plot.getAxis("left").setTicks([[*scores, (RUG_MIDDLE, self.tr("min"))]])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[_FOCUS_MARGIN_PX] * 4)
        layout.addWidget(self._plot)

    def _dress(self) -> None:
        palette = colours()
        self._plot.setBackground(QColor(palette.surface))
        font = text_font(tokens.TEXT_SMALL)
        metrics = QFontMetricsF(font)
        for side in ("left", "bottom"):
            axis = self._plot.getPlotItem().getAxis(side)
            axis.setPen(None)
            axis.setTextPen(QColor(palette.ink_soft))
            axis.setStyle(
                tickFont=font,
                tickLength=0,
                tickAlpha=0,
                tickTextOffset=tokens.GRID,
                hideOverlappingLabels=False,
            )
        self._plot.getPlotItem().getAxis("left").setWidth(
            round(metrics.horizontalAdvance(self.tr("min")) + 2 * tokens.GRID)
        )
        self._plot.getPlotItem().getAxis("bottom").setHeight(round(metrics.height() + 2 * tokens.GRID))
        self._draw_dots()
        self._name_days()

    def _draw_dots(self) -> None:
        """The newer a reading, the stronger its dot; few steps, so that few brushes are made."""
        if self._data is None:
            return
        brushes = []
        for step in range(_RECENCY_STEPS):
            colour = QColor(colours().dot)
            colour.setAlphaF(_OLDEST_OPACITY + (1 - _OLDEST_OPACITY) * step / (_RECENCY_STEPS - 1))
            brushes.append(pyqtgraph.mkBrush(colour))
        left, right = self._data.first.toordinal(), self._data.last.toordinal() + 1
        share = _RECENCY_STEPS / (right - left)
        worn = [brushes[min(_RECENCY_STEPS - 1, int((x - left) * share))] for x in self._positions]
        is_crowded = self.width() / (right - left) < _CROWDED_PX_PER_DAY
        self._dots.setData(
            x=self._positions,
            y=[reading.score for reading in self._data.readings],
            brush=worn,
            size=_SMALL_DOT_PX if is_crowded else _DOT_PX,
        )

    def _name_days(self) -> None:
        if self._data is None:
            return
        first, last = self._data.first, self._data.last
        is_long = (last - first).days > 300
        metrics = QFontMetricsF(text_font(tokens.TEXT_SMALL))
        width = metrics.horizontalAdvance(axis_date(date(2026, 9, 28), is_long)) + 4 * tokens.GRID
        days = date_ticks(first, last, max(1, int(self.width() / width)))
        ticks = [(day.toordinal(), axis_date(day, is_long)) for day in days]
        self._plot.getPlotItem().getAxis("bottom").setTicks([ticks])

    def _target(self, key: int) -> int | None:
        last = len(self._positions) - 1
        index = self._index
        targets: dict[int, int] = {
            Qt.Key.Key_Left: last if index is None else index - 1,
            Qt.Key.Key_Right: 0 if index is None else index + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        return targets.get(key)

    def _nearest(self, where: QPointF) -> int | None:
        """The reading nearest to ``where`` within reach. Only those near it across are looked at."""
        if self._data is None:
            return None
        box = self._plot.getPlotItem().getViewBox()
        at = self._plot.mapFrom(self, where)
        middle = box.mapSceneToView(at)
        reach_days = abs(box.mapSceneToView(at + QPointF(_REACH_PX, 0)).x() - middle.x())
        found: tuple[float, int] | None = None
        start = bisect_left(self._positions, middle.x() - reach_days)
        for index in range(start, bisect_left(self._positions, middle.x() + reach_days)):
            point = box.mapViewToScene(QPointF(self._positions[index], self._data.readings[index].score))
            distance = (point - at).manhattanLength()
            if distance <= _REACH_PX and (found is None or distance < found[0]):
                found = (distance, index)
        return None if found is None else found[1]
