"""A library to look through: tiles with a picture, a name and a quieter line, as many in a row as fit.

Only the tiles that are seen are drawn, so a thousand cost no more than a dozen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, text_font, text_scale

_GAP = 2 * tokens.GRID
_PAD = 2 * tokens.GRID
_LEAST_WIDTH = 25 * tokens.GRID
_PICTURE_HEIGHT = 17 * tokens.GRID
_LINE_GAP = 2
_LINES = 3
_TITLE_LINES = 2
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to open. ``title`` may come from a file and is drawn as it stands."""

    id: str
    title: str


Detail = Callable[[str], str]
"""The quieter line of the tile with this id; asked for when the tile is seen."""

Picture = Callable[[str, QSize], QPixmap | None]
"""The picture of the tile with this id in this size, None where there is none; asked for likewise."""


class _Tiles(QAbstractListModel):
    def __init__(self, detail: Detail, parent: QWidget) -> None:
        super().__init__(parent)
        self.detail = detail
        self.tiles: tuple[Tile, ...] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tile.title
        return self.detail(tile.id) if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        self.beginResetModel()
        self.tiles = tuple(tiles)
        self.endResetModel()


class TileList(QListView):
    """``opened`` carries the id of the tile that was clicked, or on which Enter was pressed; ``walked``
    says that the keys went on to another one.
    """

    opened = Signal(str)
    walked = Signal()

    def __init__(self, *, name: str, picture: Picture, detail: Detail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tiles = _Tiles(detail, self)
        self.setModel(self._tiles)
        self.setItemDelegate(_TilePainter(self._tiles, picture, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """A whole row; less is no list."""
        return QSize(_LEAST_WIDTH, cell_height())

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these; the one that was marked stays so if it is among them."""
        marked = self.marked()
        self._tiles.show_tiles(tiles)
        self.mark(marked)
        if not self.currentIndex().isValid():
            self.scrollToTop()

    def ids(self) -> tuple[str, ...]:
        """The tiles that are there, in their order."""
        return tuple(tile.id for tile in self._tiles.tiles)

    def marked(self) -> str:
        """The tile that the keys act on, or nothing."""
        index = self.currentIndex()
        return self._tiles.tiles[index.row()].id if index.isValid() else ""

    def mark(self, tile_id: str) -> None:
        """Let the keys act on this tile."""
        if tile_id in self.ids():
            self.setCurrentIndex(self._tiles.index(self.ids().index(tile_id)))

    def room(self) -> int:
        """The width for a row. The scroll bar has its place whether or not it is there."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        # The last pixel is never used by a row that fits exactly.
        return self.maximumViewportSize().width() - bar - 1

    def columns(self) -> int:
        """How many stand in a row."""
        least = _LEAST_WIDTH * (1 + (text_scale() - 1) * 0.75) + _GAP
        return max(1, int((self.room() + _GAP) / least))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, once however long it is held down. Escape and the like are for the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.currentIndex().isValid():
                self._on_clicked(self.currentIndex())
            return
        before = self.marked()
        super().keyPressEvent(event)
        if self.marked() != before:
            self.walked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keys act on has to be seen. A click has its own tile, and must not scroll before it."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setCurrentIndex(self._tiles.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a row as fit, and all of the same width."""
        self.setGridSize(QSize(self.room() // self.columns(), cell_height()))
        super().resizeEvent(event)

    def doItemsLayout(self) -> None:
        """Larger text needs larger tiles."""
        self.setGridSize(QSize(self.room() // self.columns(), cell_height()))
        super().doItemsLayout()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._tiles.tiles[index.row()].id)


def cell_height() -> int:
    """The height of a tile with the gap below it, at the text size that is on now."""
    words = _lines(_title_metrics(), 1) + _LINE_GAP + _lines(_detail_metrics(), _LINES - 1)
    return _PICTURE_HEIGHT + words + 2 * _PAD + _GAP


def _title_metrics() -> QFontMetrics:
    return QFontMetrics(text_font(tokens.TEXT_BODY, tokens.WEIGHT_STRONG))


def _detail_metrics() -> QFontMetrics:
    return QFontMetrics(text_font(tokens.TEXT_SMALL))


def _lines(metrics: QFontMetrics, count: int) -> int:
    return metrics.height() + (count - 1) * metrics.lineSpacing()


class _TilePainter(QStyledItemDelegate):
    def __init__(self, tiles: _Tiles, picture: Picture, view: TileList) -> None:
        super().__init__(view)
        self._tiles, self._picture, self._view = tiles, picture, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile = self._tiles.tiles[index.row()]
        box = self._box(option.rect, index.row())
        is_marked = self._view.hasFocus() and index == self._view.currentIndex()
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_surface(painter, box, is_marked=is_marked, is_hovered=is_hovered)
        self._paint_picture(painter, tile, box)
        self._paint_words(painter, tile, box)
        painter.restore()

    def _box(self, cell: QRect, row: int) -> QRect:
        """The tile in its cell: the first of a row begins at the left end and the last ends at the right."""
        columns = self._view.columns()
        width = (self._view.room() - (columns - 1) * _GAP) // columns
        left = cell.left() + row % columns * _GAP // columns
        return QRect(left, cell.top(), width, cell.height() - _GAP)

    def _paint_surface(self, painter: QPainter, box: QRect, *, is_marked: bool, is_hovered: bool) -> None:
        palette = colours()
        edge = palette.go if is_marked or is_hovered else palette.line
        width = 2.0 if is_marked else 1.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(palette.surface))
        half = width / 2
        surface = QRectF(box).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(surface, tokens.RADIUS_LARGE, tokens.RADIUS_LARGE)

    def _paint_picture(self, painter: QPainter, tile: Tile, box: QRect) -> None:
        room = QSize(box.width() - 2 * _PAD, _PICTURE_HEIGHT - tokens.GRID)
        picture = self._picture(tile.id, room)
        if picture is not None:
            painter.drawPixmap(box.left() + _PAD, box.top() + _PAD, picture)

    def _paint_words(self, painter: QPainter, tile: Tile, box: QRect) -> None:
        palette = colours()
        title, detail = _title_metrics(), _detail_metrics()
        room = QRect(box.left() + _PAD, box.top() + _PAD + _PICTURE_HEIGHT, box.width() - 2 * _PAD, 0)
        room.setHeight(_lines(title, _TITLE_LINES))
        words = fitting(tile.title, title, room.size())
        painter.setPen(QColor(palette.ink))
        painter.setFont(text_font(tokens.TEXT_BODY, tokens.WEIGHT_STRONG))
        painter.drawText(room, _WRAP, words)
        height = title.boundingRect(room, _WRAP, words).height()
        room.moveTop(room.top() + height + _LINE_GAP)
        # A long name leaves the line below it less room.
        is_long = height > 1.5 * title.lineSpacing()
        room.setHeight(_lines(detail, _LINES - (_TITLE_LINES if is_long else 1)))
        painter.setPen(QColor(palette.ink_soft))
        painter.setFont(text_font(tokens.TEXT_SMALL))
        painter.drawText(room, _WRAP, fitting(self._tiles.detail(tile.id), detail, room.size()))


def fitting(text: str, metrics: QFontMetrics, room: QSize) -> str:
    """``text``, or as many of its words as there is room for, with an ellipsis."""
    area = QRect(0, 0, room.width(), 10_000)
    words = text.split()
    for count in range(len(words), 0, -1):
        shown = text if count == len(words) else " ".join(words[:count]) + "…"
        box = metrics.boundingRect(area, _WRAP, shown)
        # Half a line more or less is rounding.
        is_low = box.height() < room.height() + metrics.lineSpacing() / 2
        if is_low and box.width() <= room.width():
            return shown
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
