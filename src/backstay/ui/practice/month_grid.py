"""A calendar of the days with a session, filled by minutes. No chain of days is drawn: rest is no gap."""

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from backstay.domain.practice import Practice
from backstay.ui import tokens
from backstay.ui.practice.month_model import (
    HEADINGS,
    PITCH,
    WEEKDAYS,
    DaysModel,
    MonthHeading,
    WeekdayHeading,
)
from backstay.ui.practice.seen_table import Index, SeenTable
from backstay.ui.theme import colours, scaled, text_font, text_scale

SOME_S = 10 * 60
MUCH_S = 20 * 60
"""A day of fewer minutes than ``SOME_S`` has one dot, from ``MUCH_S`` on it has three."""

_SMALLEST_CELL = 27
_LEAST_CELL = 34
_MOST_CELL = 46
_GAP = 3 * tokens.GRID
_HEADING = 36
_LETTERS = 24
_MOST_ACROSS = 4
_MOST_HEIGHT = 440
_DOT = 2.0
_DOT_PITCH = 6.0

_Move = QTableView.CursorAction
_DAYS = {
    _Move.MoveLeft: -1, _Move.MovePrevious: -1, _Move.MoveRight: 1, _Move.MoveNext: 1,
    _Move.MoveUp: -WEEKDAYS, _Move.MoveDown: WEEKDAYS,
}  # fmt: skip
_MONTHS = {_Move.MovePageUp: -1, _Move.MovePageDown: 1}


class MonthGrid(SeenTable):
    """As many months beside one another as fit. The arrow keys walk by days and weeks, Page Up and Page Down
    by months, Home and End to both ends.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Days with a session"), name=name, parent=parent)
        self._practice: Practice | None = None
        self._days = DaysModel(self)
        self.setModel(self._days)
        self.setItemDelegate(_DayPainter(self._days, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.horizontalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_practice(self, practice: Practice) -> None:
        """Show the months of ``practice``, the newest above."""
        self._practice = practice
        self._lay_out()
        self.scrollToTop()

    def day(self) -> date | None:
        """The day that the keys are on."""
        cell = self._days.cell(self.currentIndex())
        return cell if isinstance(cell, date) else None

    def first_looked_at(self) -> QModelIndex:
        """The last day, which is today."""
        return self._days.index_of(self._days.last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds other months side by side."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def sizeHint(self) -> QSize:
        """As wide as one month; the height is fixed when it is laid out."""
        return QSize(self.minimumSizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        """One month in small cells."""
        return QSize(WEEKDAYS * scaled(_SMALLEST_CELL) + self._bar_width(), self.minimumHeight())

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """By time, not by columns: after Sunday comes Monday."""
        day = self.day()
        if day is None:
            return self.first_looked_at()
        if action in _DAYS:
            wanted = day + timedelta(days=_DAYS[action])
        elif action in _MONTHS:
            wanted = _other_month(day, _MONTHS[action])
        else:
            wanted = self._days.first if action is _Move.MoveHome else self._days.last
        return self._days.index_of(min(self._days.last, max(self._days.first, wanted)))

    def _lay_out(self) -> None:
        if self._practice is None:
            return
        day, least = self.day(), WEEKDAYS * scaled(_LEAST_CELL)
        room = self.width() - self._bar_width()
        fitting = (room + scaled(_GAP)) // (least + scaled(_GAP))
        self._days.show_practice(self._practice, max(1, min(_MOST_ACROSS, fitting)))
        across = self._days.across
        cell = (room - (across - 1) * scaled(_GAP)) // (across * WEEKDAYS)
        self._size(max(scaled(_SMALLEST_CELL), min(scaled(_MOST_CELL), cell)))
        if day is not None:
            self.setCurrentIndex(self._days.index_of(day))

    def _size(self, cell: int) -> None:
        """Give each column and row what it needs; the height ends where the months do, or scrolls."""
        down, over = self.verticalHeader(), self.horizontalHeader()
        over.setDefaultSectionSize(cell)
        down.setDefaultSectionSize(cell)
        for number in range(1, self._days.across):
            over.resizeSection(number * PITCH - 1, scaled(_GAP))
        self.clearSpans()
        for row, column in self._days.headings():
            self.setSpan(row, column, 1, WEEKDAYS)
            down.resizeSection(row, scaled(_HEADING))
            down.resizeSection(row + HEADINGS - 1, scaled(_LETTERS))
        self.setFixedHeight(min(down.length(), scaled(_MOST_HEIGHT)) + 2)

    def _bar_width(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())


class _DayPainter(QStyledItemDelegate):
    def __init__(self, model: DaysModel, view: MonthGrid) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a day, or what stands above it."""
        cell, box = self._model.cell(index), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(cell, MonthHeading):
            _write(painter, box, str(index.data()), is_strong=True)
        elif isinstance(cell, WeekdayHeading):
            _write(painter, box, str(index.data()), is_centred=True)
        elif cell is not None:
            self._paint_day(painter, box, cell, index)
        painter.restore()

    def _paint_day(self, painter: QPainter, box: QRectF, day: date, index: Index) -> None:
        done, palette = self._model.done(day), colours()
        side = min(box.width(), box.height()) - 4
        square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        level = level_of(done.active_s) if done is not None and self._model.is_shown(day) else 0
        paint_level(painter, square, level)
        if day == self._model.last:
            _ring(painter, square, palette.ink, 1.5)
        if self._view.hasFocus() and index == self._view.currentIndex():
            _ring(painter, square.adjusted(-1.5, -1.5, 1.5, 1.5), palette.go, 2.5)
        ink = palette.on_go if level == 3 else palette.ink
        faint = palette.ink_soft if self._model.is_shown(day) else palette.outline
        painter.setFont(
            text_font(tokens.TEXT_SMALL, tokens.WEIGHT_MEDIUM if level else tokens.WEIGHT_REGULAR)
        )
        painter.setPen(QColor(ink if level else faint))
        words = square.adjusted(0, 0, 0, -side * 0.2) if level else square
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(day.day))


def level_of(active_s: float) -> int:
    """How many dots stand for that many seconds of a day: 1 to 3."""
    return 1 + (active_s >= SOME_S) + (active_s >= MUCH_S)


def paint_level(painter: QPainter, square: QRectF, level: int) -> None:
    """The ground of a day, with as many dots as ``level`` says; nothing for 0."""
    if not level:
        return
    palette = colours()
    painter.setPen(Qt.PenStyle.NoPen if level == 1 else QPen(QColor(palette.go), 1.5))
    painter.setBrush(QColor(palette.go if level == 3 else palette.go_soft))
    painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.on_go if level == 3 else palette.go))
    dot, pitch = _DOT * text_scale(), _DOT_PITCH * text_scale()
    for number in range(level):
        x = square.center().x() + (number - (level - 1) / 2) * pitch
        painter.drawEllipse(QPointF(x, square.bottom() - square.height() * 0.24), dot, dot)


def _ring(painter: QPainter, square: QRectF, colour: str, width: float) -> None:
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(square, tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)


def _write(
    painter: QPainter, box: QRectF, words: str, *, is_strong: bool = False, is_centred: bool = False
) -> None:
    painter.setFont(
        text_font(tokens.TEXT_SMALL, tokens.WEIGHT_STRONG if is_strong else tokens.WEIGHT_REGULAR)
    )
    painter.setPen(QColor(colours().ink if is_strong else colours().ink_soft))
    across = Qt.AlignmentFlag.AlignHCenter if is_centred else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, across | Qt.AlignmentFlag.AlignVCenter, words)


def _other_month(day: date, by: int) -> date:
    month = day.year * 12 + day.month - 1 + by
    first = date(month // 12, month % 12 + 1, 1)
    end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, end.day))
