"""The exercises in two tables: how long each was done, and in which it was hard or hurt. Counts only."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from backstay.domain.practice import ExercisePractice
from backstay.ui import tokens
from backstay.ui.practice.seen_table import NOWHERE, Index, SeenTable
from backstay.ui.practice.words import (
    answers_text,
    full_date,
    hurts_text,
    minutes_text,
    scores_text,
    times_text,
    translate,
)
from backstay.ui.theme import colours, control_height, scaled, text_font

_ROW_HEIGHT = 36
_ROWS_SEEN = 12
_BAR_HEIGHT = 10
_LEAST_ROOM = 56
_LEAST_BAR = 2
_LONGEST_NAME = 130
_NAME_SHARE = 0.35


class Column(NamedTuple):
    """The heading of a column, and what it says of an exercise."""

    heading: str
    words: Callable[[ExercisePractice], str]


class ExercisesModel(QAbstractTableModel):
    """A row for each exercise. Cells are put into words when they are asked for."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.exercises: tuple[ExercisePractice, ...] = ()

    def show_exercises(self, exercises: Sequence[ExercisePractice]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self.exercises = tuple(exercises)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One for each exercise."""
        return 0 if parent.isValid() else len(self.exercises)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One for each heading."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings of the columns."""
        is_heading = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._columns[section].heading if is_heading else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a cell."""
        shown = (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
        )  # fmt: skip
        if not index.isValid() or role not in shown:
            return None
        return self._columns[index.column()].words(self.exercises[index.row()])


class ExerciseTable(SeenTable):
    """Rows of exercises, so many seen at once and the others by scrolling; what is told is a whole row."""

    def __init__(
        self, label: str, columns: Sequence[Column], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, name=name, parent=parent)
        self.rows = ExercisesModel(columns, self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_exercises(self, exercises: Sequence[ExercisePractice]) -> None:
        """Show these, in this order."""
        self.rows.show_exercises(exercises)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The marked row is what shows where the keys are."""
        super().focusInEvent(event)
        self.selectRow(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is marked while the keys are elsewhere."""
        super().focusOutEvent(event)
        self.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is shared anew."""
        super().resizeEvent(event)
        self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure in the font that is worn by now."""
        super().showEvent(event)
        self._fit()

    def widest(self) -> int:
        """The column that takes what the others leave."""
        return self.rows.columnCount() - 1

    def least_widths(self) -> list[int]:
        """What each column needs, in pixels."""
        header = self.horizontalHeader()
        widths = [
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) + tokens.GRID
            for column in range(self.rows.columnCount())
        ]
        # A name without end, from a file, leaves the figures their place; the pointer tells the whole of it.
        return [min(widths[0], max(scaled(_LONGEST_NAME), round(self.width() * _NAME_SHARE))), *widths[1:]]

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(control_height(_ROW_HEIGHT))
        rows = min(_ROWS_SEEN, self.rows.rowCount()) * control_height(_ROW_HEIGHT)
        needed = sum(self.least_widths())
        bar = self.horizontalScrollBar().sizeHint().height() if needed > self.width() else 0
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + bar + 2)
        self._share_width()

    def _share_width(self) -> None:
        widths = self.least_widths()
        spare = self.viewport().width() - sum(widths)
        widths[self.widest()] += max(0, spare)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)


class MinutesTable(ExerciseTable):
    """How long each exercise was done, with a bar; the one that took most time first."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        columns = (
            Column(translate("Practice", "Exercise"), lambda e: e.name),
            Column(translate("Practice", "Minutes"), lambda e: minutes_text(e.active_s)),
            Column(translate("Practice", "Times done"), lambda e: f"{e.sessions:,}"),
            Column(translate("Practice", "Last done"), lambda e: full_date(e.last)),
        )
        super().__init__(
            translate("Practice", "Minutes for each exercise"), columns, name=name, parent=parent
        )
        self.setItemDelegateForColumn(1, _BarPainter(self.rows, self))

    def widest(self) -> int:
        """That of the bars."""
        return 1


class HurtsTable(ExerciseTable):
    """In which exercises it hurt or was hard, and in how many of the times that they were done."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        columns = (
            Column(translate("Practice", "Exercise"), lambda e: e.name),
            Column(translate("Practice", "Hurt"), lambda e: times_text(len(e.hurts), e.sessions)),
            Column(translate("Practice", "Hard"), lambda e: times_text(e.hard, e.sessions)),
            Column(translate("Practice", "Pain, 0 to 10"), lambda e: scores_text(e.hurts)),
            Column(translate("Practice", "Last hurt"), _last_hurt),
            Column(translate("Practice", "What you chose"), lambda e: answers_text(e.hurts)),
        )
        super().__init__(
            translate("Practice", "Exercises that hurt or were hard"), columns, name=name, parent=parent
        )

    def words_of(self, index: Index) -> str:
        """When it hurt."""
        return hurts_text(self.rows.exercises[index.row()]) if index.isValid() else ""


def _last_hurt(exercise: ExercisePractice) -> str:
    return full_date(exercise.hurts[-1].day) if exercise.hurts else ""


class _BarPainter(QStyledItemDelegate):
    """The minutes, and beside them a bar: as long as its column for the exercise that took most."""

    def __init__(self, rows: ExercisesModel, view: ExerciseTable) -> None:
        super().__init__(view)
        self._rows, self._view = rows, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the number and for a bar that can be told from another."""
        return QSize(round(self._number_width()) + scaled(_LEAST_ROOM), 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw both on the ground of the row."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = self._view.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        box, palette = QRectF(option.rect), colours()
        number = QRectF(box.left() + tokens.GRID, box.top(), self._number_width(), box.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(tokens.TEXT_SMALL, tabular=True))
        painter.setPen(QColor(palette.ink))
        painter.drawText(
            number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(index.data())
        )
        most = self._rows.exercises[0].active_s or 1.0
        room = box.right() - 2 * tokens.GRID - number.right() - tokens.GRID
        length = max(_LEAST_BAR, room * self._rows.exercises[index.row()].active_s / most)
        high = scaled(_BAR_HEIGHT)
        bar = QRectF(number.right() + tokens.GRID + 4, box.center().y() - high / 2, length, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.rest))
        painter.drawRoundedRect(bar, min(high, length) / 2, min(high, length) / 2)
        painter.restore()

    def _number_width(self) -> float:
        most = minutes_text(self._rows.exercises[0].active_s) if self._rows.exercises else ""
        return QFontMetricsF(text_font(tokens.TEXT_SMALL, tabular=True)).horizontalAdvance(most) + 2
