"""The notes of a period to choose from; none is on the page until the person ticks it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from backstay.domain.report import Note, Scope
from backstay.ui import tokens
from backstay.ui.report.words import note_about, note_date
from backstay.ui.theme import colours, control_height, scaled

_ROWS = 5
_ROW_HEIGHT = 4 * tokens.GRID
_BOX = 18
_INSET = 12

Index = QModelIndex | QPersistentModelIndex


class NoteList(QListWidget):
    """Arrow keys walk, Space or a click ticks. ``changed`` says that another set of notes is ticked."""

    changed = Signal()

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_TickRow(self))
        self.itemChanged.connect(self.changed)

    def show_notes(self, notes: Sequence[Note], scope: Scope) -> None:
        """Offer ``notes``; those that were ticked and are still among them stay so."""
        ticked = self.ticked()
        with QSignalBlocker(self):
            self.clear()
            for note in notes:
                item = QListWidgetItem(_words(note, scope), self)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setData(Qt.ItemDataRole.UserRole, note.id)
                item.setCheckState(_state(note.id in ticked))
        self.setCurrentRow(0)

    def ticked(self) -> frozenset[str]:
        """The ids of the entries whose notes are ticked."""
        items = (self.item(row) for row in range(self.count()))
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def tick_all(self, is_ticked: bool, *_of_the_click: bool) -> None:
        """All of them, or none."""
        with QSignalBlocker(self):
            for row in range(self.count()):
                self.item(row).setCheckState(_state(is_ticked))
        self.viewport().update()
        self.changed.emit()

    def sizeHint(self) -> QSize:
        """Some rows; there may be many more."""
        return QSize(scaled(40 * tokens.GRID), _ROWS * control_height(_ROW_HEIGHT))


class _TickRow(QStyledItemDelegate):
    """A box with a tick, and the words as far as they fit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, control_height(_ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(place, QColor(colours().go_soft))
        size = scaled(_BOX)
        box = QRectF(place.left() + _INSET, place.center().y() - size / 2, size, size)
        _paint_box(painter, box, is_ticked=_is_ticked(index))
        words = place.adjusted(2 * _INSET + size, 0, -_INSET, 0)
        painter.setFont(option.font)
        painter.setPen(QColor(colours().ink))
        shown = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not is_space and event.type() != QEvent.Type.MouseButtonRelease:
            return False
        return model.setData(index, _state(not _is_ticked(index)), Qt.ItemDataRole.CheckStateRole)


def _is_ticked(index: Index) -> bool:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked


def _paint_box(painter: QPainter, box: QRectF, *, is_ticked: bool) -> None:
    palette = colours()
    painter.setPen(QPen(QColor(palette.go if is_ticked else palette.outline), 1.5))
    painter.setBrush(QColor(palette.go if is_ticked else palette.surface))
    painter.drawRoundedRect(box, tokens.GRID / 2, tokens.GRID / 2)
    if is_ticked:
        painter.setPen(QPen(QColor(palette.on_go), 2, c=Qt.PenCapStyle.RoundCap))
        width = box.width()
        points = (QPointF(0.24, 0.52), QPointF(0.43, 0.7), QPointF(0.76, 0.32))
        painter.drawPolyline([box.topLeft() + point * width for point in points])


def _words(note: Note, scope: Scope) -> str:
    return " · ".join((note_date(note, scope), note_about(note), " ".join(note.text.split())))


def _state(is_ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
