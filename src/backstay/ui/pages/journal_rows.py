"""How a row of the journal looks: the time, a sign for its kind, what it was, and the note beneath."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from backstay.domain.pain import PainEntry
from backstay.journal.change import Kind
from backstay.journal.chronicle import Entry, Standing, moment_of
from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.pages.journal_model import Below, Day, JournalModel
from backstay.ui.pages.journal_words import Was, kind_of, note_of
from backstay.ui.theme import colours, scaled, text_font, text_scale
from backstay.ui.wording import clock_text

_PAD = tokens.GRID
_BADGE = 40
_TIME = 56
_DAY_HEIGHT = 44
_CHEVRON = 16
_INSET = 2 * tokens.GRID
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class _Sign:
    """What stands before an entry: an icon in ``ink`` on ``ground``; of a score it is the number."""

    icon: str
    ink: str
    ground: str


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
        if isinstance(thing, Was):
            return QSize(0, self._wrapped_height(self._model.headline(thing)) + 2 * _PAD)
        if isinstance(thing, Standing) and (note := note_of(thing.entry)):
            return QSize(0, max(heights.entry, heights.words + self._wrapped_height(note) + 2 * _PAD))
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
            if isinstance(thing, Standing):
                self._paint_sign(painter, row, thing.entry, is_chosen)
            if isinstance(thing, Was):
                self._paint_former(painter, row, thing)
            else:
                self._paint_words(painter, row, thing)
            if isinstance(thing, Standing) and self._model.hasChildren(index):
                self._paint_chevron(painter, row, self._view.isExpanded(self._model.index_of(thing.entry.id)))
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

    def _paint_sign(self, painter: QPainter, row: QRectF, entry: Entry, is_chosen: bool) -> None:
        palette = colours()
        centre = row.top() + _PAD + scaled(_BADGE) / 2
        painter.setFont(text_font(tokens.TEXT_SMALL, tabular=True))
        painter.setPen(QColor(palette.ink_soft))
        time = QRectF(_INSET, centre - scaled(_BADGE) / 2, scaled(_TIME), scaled(_BADGE))
        painter.drawText(time, Qt.AlignmentFlag.AlignVCenter, clock_text(moment_of(entry).local))
        badge = QRectF(time.right(), time.top(), scaled(_BADGE), scaled(_BADGE))
        sign = _signs(palette)[kind_of(entry)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.surface if is_chosen else sign.ground))
        painter.drawRoundedRect(badge, tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)
        if isinstance(entry, PainEntry):
            painter.setFont(text_font(tokens.TEXT_BODY, tokens.WEIGHT_STRONG, tabular=True))
            painter.setPen(QColor(sign.ink))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(entry.pain.score))
        else:
            self._paint_icon(painter, badge.center(), sign.icon, sign.ink, tokens.ICON_SIZE)

    def _paint_former(self, painter: QPainter, row: QRectF, was: Was) -> None:
        left = _words_left()
        where = QPointF(left - _INSET - scaled(_BADGE) / 2, row.center().y())
        self._paint_icon(painter, where, "history", colours().ink_soft, _CHEVRON)
        painter.setFont(_small_font())
        painter.setPen(QColor(colours().ink_soft))
        box = QRectF(left, row.top() + _PAD, self._words_width(), row.height() - 2 * _PAD)
        painter.drawText(box, _WRAPPED, self._model.headline(was))

    def _paint_words(self, painter: QPainter, row: QRectF, thing: Standing | Below) -> None:
        body, small = _body_font(), _small_font()
        heights = QFontMetricsF(body).height(), QFontMetricsF(small).height()
        box = QRectF(_words_left(), row.top() + _PAD, self._words_width(), row.height() - 2 * _PAD)
        note = note_of(thing.entry) if isinstance(thing, Standing) else ""
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
            painter.drawText(rest, _WRAPPED, note)

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

    def _wrapped_height(self, words: str) -> int:
        room = QRectF(0, 0, self._words_width(), float(1 << 16))
        return round(QFontMetricsF(_small_font()).boundingRect(room, _WRAPPED, words).height()) + 1


def _signs(palette: tokens.Palette) -> dict[Kind, _Sign]:
    return {
        # No colour for a score: none of the numbers is a good or a bad one.
        Kind.PAIN: _Sign("", palette.ink, palette.page),
        Kind.SESSIONS: _Sign("dumbbell", palette.rest, palette.rest_soft),
        Kind.ACTIVITY: _Sign("footprints", palette.go, palette.go_soft),
        Kind.MARKS: _Sign("flag", palette.ink_soft, palette.page),
    }


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
