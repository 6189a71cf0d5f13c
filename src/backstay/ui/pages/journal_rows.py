"""How a row of the journal looks: the time, a sign for its kind, what it was, and the note beneath."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from backstay.domain.history import SessionRecord, StepDone
from backstay.domain.pain import PainEntry
from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.pages.journal_model import Day, JournalModel, moment_of
from backstay.ui.theme import colours, scaled, text_font, text_scale
from backstay.ui.wording import clock_text

_PAD = tokens.GRID
_BADGE = 40
_TIME = 56
_DAY_HEIGHT = 44
_CHEVRON = 16
_INSET = 2 * tokens.GRID


@dataclass(frozen=True, slots=True)
class _Heights:
    """In pixels: of a heading, of the two lines of an entry, and of an entry with all around it."""

    day: int
    words: int
    entry: int


class JournalRows(QStyledItemDelegate):
    """Paints the rows of a ``JournalModel`` in ``view``."""

    def __init__(self, model: JournalModel, view: QTreeView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its lines; a note takes as many as it needs."""
        thing = self._model.thing(index)
        heights = _row_heights(text_scale())
        if isinstance(thing, Day):
            return QSize(0, heights.day)
        if isinstance(thing, PainEntry) and thing.pain.note:
            return QSize(0, max(heights.entry, heights.words + self._note_height(thing.pain.note) + 2 * _PAD))
        return QSize(0, heights.entry)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row across the whole view."""
        thing = self._model.thing(index)
        row = QRectF(option.rect)
        row.setLeft(0)
        row.setRight(self._view.viewport().width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(thing, Day):
            self._paint_day(painter, row, thing)
        else:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_ground(painter, row, is_chosen)
            self._paint_sign(painter, row, thing, is_chosen)
            self._paint_words(painter, row, thing)
            if isinstance(thing, SessionRecord) and self._model.hasChildren(index):
                self._paint_chevron(painter, row, self._view.isExpanded(self._model.index_of(thing.id)))
        painter.restore()

    def _paint_day(self, painter: QPainter, row: QRectF, day: Day) -> None:
        painter.setFont(text_font(tokens.TEXT_SMALL, tokens.WEIGHT_STRONG))
        painter.setPen(QColor(colours().ink_soft))
        box = row.adjusted(_INSET, 0, -_INSET, -_PAD)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._model.heading(day)
        )

    def _paint_ground(self, painter: QPainter, row: QRectF, is_chosen: bool) -> None:
        if not is_chosen:
            return
        box = row.adjusted(_PAD, 1, -_PAD, -1)
        painter.setBrush(QColor(colours().go_soft))
        has_focus = self._view.hasFocus()
        painter.setPen(QPen(QColor(colours().go), 2) if has_focus else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)

    def _paint_sign(
        self, painter: QPainter, row: QRectF, thing: PainEntry | SessionRecord | StepDone, is_chosen: bool
    ) -> None:
        if isinstance(thing, StepDone):
            return
        palette = colours()
        centre = row.top() + _PAD + scaled(_BADGE) / 2
        painter.setFont(text_font(tokens.TEXT_SMALL, tabular=True))
        painter.setPen(QColor(palette.ink_soft))
        time = QRectF(_INSET, centre - scaled(_BADGE) / 2, scaled(_TIME), scaled(_BADGE))
        painter.drawText(time, Qt.AlignmentFlag.AlignVCenter, clock_text(moment_of(thing).local))
        badge = QRectF(time.right(), time.top(), scaled(_BADGE), scaled(_BADGE))
        # No colour for a score: none of the numbers is a good or a bad one.
        soft = palette.page if isinstance(thing, PainEntry) else palette.rest_soft
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.surface if is_chosen else soft))
        painter.drawRoundedRect(badge, tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)
        if isinstance(thing, PainEntry):
            painter.setFont(text_font(tokens.TEXT_BODY, tokens.WEIGHT_STRONG, tabular=True))
            painter.setPen(QColor(palette.ink))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(thing.pain.score))
        else:
            self._paint_icon(painter, badge.center(), "dumbbell", palette.rest, tokens.ICON_SIZE)

    def _paint_words(
        self, painter: QPainter, row: QRectF, thing: PainEntry | SessionRecord | StepDone
    ) -> None:
        body, small = _body_font(), _small_font()
        heights = QFontMetricsF(body).height(), QFontMetricsF(small).height()
        box = QRectF(_words_left(), row.top() + _PAD, self._words_width(), row.height() - 2 * _PAD)
        note = thing.pain.note if isinstance(thing, PainEntry) else ""
        detail = self._model.detail(thing)
        used = heights[0] + (heights[1] if detail else 0)
        top = box.top() if note else box.top() + max(0, (scaled(_BADGE) - used) / 2)
        self._paint_line(
            painter, QRectF(box.left(), top, box.width(), heights[0]), body, self._model.headline(thing)
        )
        top += heights[0]
        if detail:
            self._paint_line(painter, QRectF(box.left(), top, box.width(), heights[1]), small, detail)
            top += heights[1]
        if note:
            painter.setFont(small)
            painter.setPen(QColor(colours().ink))
            rest = QRectF(box.left(), top, box.width(), box.bottom() - top)
            painter.drawText(rest, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft), note)

    def _paint_line(self, painter: QPainter, box: QRectF, font: QFont, words: str) -> None:
        painter.setFont(font)
        is_small = font.pixelSize() < _body_font().pixelSize()
        painter.setPen(QColor(colours().ink_soft if is_small else colours().ink))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_chevron(self, painter: QPainter, row: QRectF, is_open: bool) -> None:
        where = QPointF(row.right() - _INSET - scaled(_CHEVRON), row.center().y())
        name = "chevron-down" if is_open else "chevron-right"
        self._paint_icon(painter, where, name, colours().ink_soft, _CHEVRON)

    def _paint_icon(self, painter: QPainter, centre: QPointF, name: str, colour: str, size: int) -> None:
        image = icon_image(name, colour, scaled(size), self._view.devicePixelRatioF())
        painter.drawImage(centre - QPointF(scaled(size) / 2, scaled(size) / 2), image)

    def _words_width(self) -> float:
        return max(1.0, self._view.viewport().width() - _words_left() - 2 * _INSET - scaled(_CHEVRON))

    def _note_height(self, note: str) -> int:
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        room = QRectF(0, 0, self._words_width(), float(1 << 16))
        return round(QFontMetricsF(_small_font()).boundingRect(room, flags, note).height()) + 1


@lru_cache(maxsize=8)
def _row_heights(scale: float) -> _Heights:
    """Measured once for each text size: thousands of rows ask."""
    words = QFontMetrics(_body_font()).height() + QFontMetrics(_small_font()).height()
    badge = round(_BADGE * scale)
    return _Heights(round(_DAY_HEIGHT * scale), words, max(words, badge) + 2 * _PAD)


def _words_left() -> float:
    return float(_INSET + scaled(_TIME) + scaled(_BADGE) + _INSET)


def _body_font() -> QFont:
    return text_font(tokens.TEXT_BODY, tokens.WEIGHT_MEDIUM)


def _small_font() -> QFont:
    return text_font(tokens.TEXT_SMALL)
