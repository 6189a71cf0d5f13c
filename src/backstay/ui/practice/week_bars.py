"""A bar for every week, as high as its sessions, with the person's own goal as a line across."""

from PySide6.QtCore import QAbstractTableModel, QLineF, QModelIndex, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from backstay.domain.practice import Practice, PracticeWeek
from backstay.ui import tokens
from backstay.ui.practice.seen_table import NOWHERE, Index, SeenTable
from backstay.ui.practice.words import short_date, short_month, week_text
from backstay.ui.theme import colours, scaled, text_font

_HEIGHT = 190
# The 53 weeks of a year fit into the usual window.
_LEAST_WIDTH = 17
_WIDEST_BAR = 32
_BAR_SHARE = 0.62
_NAMED_BY_DAY = 27
_BAR_RADIUS = 4
_WIDEST_RING = 72
_RING_RADIUS = 6
# The keys that would move up and down here, where there is one row: they belong to the page.
_OF_THE_PAGE = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class WeeksModel(QAbstractTableModel):
    """One row, a column for each week, oldest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.weeks: tuple[PracticeWeek, ...] = ()
        self.goal = 0

    def show_practice(self, practice: Practice) -> None:
        """Hold the weeks of ``practice``."""
        self.beginResetModel()
        self.weeks, self.goal = practice.weeks, practice.goal
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One, as soon as there is a week."""
        return 0 if parent.isValid() or not self.weeks else 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """A column for each week."""
        return 0 if parent.isValid() else len(self.weeks)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """None is seen or heard: a cell names its week."""
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The week in words."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return week_text(self.weeks[index.column()], self.goal)


class WeekBars(SeenTable):
    """As wide as it may be; where there are more weeks than that holds, it begins with the newest."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Sessions in each week"), name=name, parent=parent)
        self._weeks = WeeksModel(self)
        self.setModel(self._weeks)
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_practice(self, practice: Practice) -> None:
        """Draw the weeks of ``practice``."""
        self._weeks.show_practice(practice)
        self._fit()

    def sizeHint(self) -> QSize:
        """High enough to tell one session from two."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Its height does not give way."""
        return QSize(super().minimumSizeHint().width(), scaled(_HEIGHT))

    def first_looked_at(self) -> QModelIndex:
        """The present week."""
        return self._weeks.index(0, self._weeks.columnCount() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End walk from week to week."""
        if event.key() in _OF_THE_PAGE:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Weeks share the width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weeks that are seen, and the goal across them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self.columnAt(event.rect().left()), self.columnAt(event.rect().right())
        if left < 0:
            return
        for column in range(left, (right if right >= 0 else len(self._weeks.weeks) - 1) + 1):
            self._paint_week(painter, column)
        self._paint_lines(painter)
        self._paint_names(painter)

    def _fit(self) -> None:
        width, spare = divmod(self.maximumViewportSize().width(), max(1, len(self._weeks.weeks)))
        over = self.horizontalHeader()
        over.setDefaultSectionSize(max(scaled(_LEAST_WIDTH), width))
        # The pixels that are left over go to as many weeks, so that the newest reaches the edge.
        for column in range(spare if width >= scaled(_LEAST_WIDTH) else 0):
            over.resizeSection(column, width + 1)
        self.verticalHeader().setDefaultSectionSize(max(1, self.viewport().height()))
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum())

    def _paint_week(self, painter: QPainter, column: int) -> None:
        week, palette, slot = self._weeks.weeks[column], colours(), self._slot(column)
        if column == self.currentIndex().column() and self.hasFocus():
            aside = max(1.0, (slot.width() - scaled(_WIDEST_RING)) / 2)
            painter.setPen(QPen(QColor(palette.go), 2))
            painter.setBrush(QColor(palette.go_soft))
            painter.drawRoundedRect(slot.adjusted(aside, 1, -aside, -1), _RING_RADIUS, _RING_RADIUS)
        if not week.sessions:
            return
        width = min(scaled(_WIDEST_BAR), slot.width() * _BAR_SHARE)
        base, high = self._base(), week.sessions * self._unit()
        bar = QRectF(slot.center().x() - width / 2, base - high, width, high)
        paint_bar(painter, bar, is_over=week.is_over)
        self._paint_count(painter, week.sessions, QPointF(slot.center().x(), bar.top()))

    def _paint_count(self, painter: QPainter, count: int, above: QPointF) -> None:
        painter.setFont(text_font(tokens.TEXT_SMALL, tokens.WEIGHT_STRONG))
        painter.setPen(QColor(colours().ink))
        line = self._line_height()
        box = QRectF(above.x() - scaled(_LEAST_WIDTH), above.y() - line - 1, 2 * scaled(_LEAST_WIDTH), line)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_lines(self, painter: QPainter) -> None:
        right, goal = self._slot(len(self._weeks.weeks) - 1).right(), self._weeks.goal * self._unit()
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.drawLine(QLineF(0, self._base(), right, self._base()))
        painter.setPen(goal_pen())
        painter.drawLine(QLineF(0, self._base() - goal, right, self._base() - goal))

    def _paint_names(self, painter: QPainter) -> None:
        painter.setFont(text_font(tokens.TEXT_SMALL))
        painter.setPen(QColor(colours().ink_soft))
        metrics, taken = QFontMetricsF(painter.font()), -1.0
        for column, name in self._names():
            width, slot = metrics.horizontalAdvance(name), self._slot(column)
            left = max(0.0, min(slot.center().x() - width / 2, self.viewport().width() - width))
            if left > taken and slot.right() > 0:
                painter.drawText(QPointF(left, self._base() + self._line_height()), name)
                taken = left + width + tokens.GRID

    def _names(self) -> list[tuple[int, str]]:
        """The days of the Mondays of a few weeks; of many the months, each at its first Monday."""
        weeks = self._weeks.weeks
        if len(weeks) <= _NAMED_BY_DAY:
            return [(column, short_date(week.monday)) for column, week in enumerate(weeks)]
        return [(c, short_month(week.monday)) for c, week in enumerate(weeks) if week.monday.day <= 7]

    def _slot(self, column: int) -> QRectF:
        return QRectF(
            self.columnViewportPosition(column), 0, self.columnWidth(column), self.viewport().height()
        )

    def _base(self) -> float:
        return self.viewport().height() - self._line_height() - tokens.GRID

    def _unit(self) -> float:
        most = max(self._weeks.goal, *(week.sessions for week in self._weeks.weeks), 1)
        return (self._base() - self._line_height() - tokens.GRID) / most

    def _line_height(self) -> float:
        return QFontMetricsF(text_font(tokens.TEXT_SMALL)).height()


def paint_bar(painter: QPainter, bar: QRectF, *, is_over: bool) -> None:
    """A week's bar. One that is not over is known by its edge, not by its colour alone."""
    palette = colours()
    painter.setPen(Qt.PenStyle.NoPen if is_over else QPen(QColor(palette.go), 2))
    painter.setBrush(QColor(palette.go if is_over else palette.go_soft))
    painter.drawRoundedRect(bar if is_over else bar.adjusted(1, 1, -1, -1), _BAR_RADIUS, _BAR_RADIUS)


def goal_pen() -> QPen:
    """Dashed, in the ink that is read second."""
    return QPen(QColor(colours().ink_soft), 1.5, Qt.PenStyle.DashLine)
