"""Scores before and after the same session, all of them: a line for each pair, and from ten pairs on
their mean difference.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from backstay.domain.history import SessionRecord
from backstay.domain.pain import SCORE_MAX, SCORE_MIN
from backstay.domain.pairs import MIN_FOR_MEAN, MeanDifference, Pair, mean_difference, pairs_of
from backstay.ui import tokens
from backstay.ui.chart.frame import PAD_PX, Look, screen_look
from backstay.ui.theme import scaled, text_font
from backstay.ui.widgets.labels import PlainLabel

_PLOT_PX = 180
_WIDEST_PX = 360
_DOT_PX = 4.0
_THINNEST_PX = 1.2
_THICKEST_PX = 7.0
_GRID_STEP = 5


class PairsView(QWidget):
    """Every session with a score before and one after, whatever the score before was.

    Its words are about the same day and never about a cause.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._slopes = Slopes(f"{name}_slopes")
        self._count = PlainLabel(role="strong", wrap=True, name=f"{name}_count")
        self._mean = PlainLabel(tone="soft", wrap=True, name=f"{name}_mean")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID)
        column.addWidget(self._slopes)
        column.addWidget(self._count)
        column.addWidget(self._mean)

    def show_sessions(self, sessions: Iterable[SessionRecord], first: date, last: date) -> None:
        """Show those of ``sessions``, read with their scores, that began from ``first`` to ``last``."""
        pairs = pairs_of(s for s in sessions if first <= s.started_at.day <= last)
        difference = mean_difference(pairs)
        self._slopes.show_pairs(pairs)
        self._slopes.setVisible(bool(pairs))
        self._count.setText(self._count_words(len(pairs)))
        self._mean.setText(self._mean_words(difference) if difference else self._too_few_words(len(pairs)))
        self._slopes.setAccessibleName(f"{self._count.text()} {self._mean.text()}")

    def _count_words(self, n: int) -> str:
        if n == 0:
            return self.tr("No session here has a score before and one after.")
        if n == 1:
            return self.tr("1 session with a score before and one after.")
        return self.tr("{n} sessions with a score before and one after.").format(n=n)

    def _too_few_words(self, n: int) -> str:
        if n == 0:
            return self.tr("Both are asked around a session, and both can be skipped.")
        return self.tr("From {n} sessions on, their average difference stands here.").format(n=MIN_FOR_MEAN)

    def _mean_words(self, found: MeanDifference) -> str:
        if abs(found.mean) < 0.05:
            words = self.tr(
                "On the same day the score after was on average as high as the one before "
                "(95 % interval {low} to {high})."
            )
        elif found.mean < 0:
            words = self.tr(
                "On the same day the score after was on average {mean} lower than the one before "
                "(95 % interval of the difference {low} to {high})."
            )
        else:
            words = self.tr(
                "On the same day the score after was on average {mean} higher than the one before "
                "(95 % interval of the difference {low} to {high})."
            )
        said = words.format(mean=f"{abs(found.mean):.1f}", low=signed(found.low), high=signed(found.high))
        return f"{said} {self.tr('This does not show what caused it.')}"


class Slopes(QWidget):
    """Two columns of scores and a line from before to after; equal pairs share a line, the thicker the
    more of them there are.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._counts: Counter[Pair] = Counter()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pairs(self, pairs: Iterable[Pair]) -> None:
        """Draw ``pairs`` from now on."""
        self._counts = Counter(pairs)
        self.update()

    def sizeHint(self) -> QSize:
        """The plot and a line of words beneath."""
        line = QFontMetricsF(text_font(tokens.TEXT_SMALL)).height()
        return QSize(scaled(_WIDEST_PX), round(_PLOT_PX + 2 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scale, the lines, the dots at their ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = screen_look()
        plot = self._plot(look)
        self._draw_scale(painter, plot, look)
        most = max(self._counts.values(), default=1)
        for pair, n in sorted(self._counts.items(), key=lambda found: found[1]):
            start = QPointF(plot.left(), _y(plot, pair.before))
            end = QPointF(plot.right(), _y(plot, pair.after))
            width = _THINNEST_PX + (_THICKEST_PX - _THINNEST_PX) * (n - 1) / max(1, most - 1)
            painter.setPen(QPen(look.colour(look.palette.dot, 0.7), width))
            painter.drawLine(QLineF(start, end))
        painter.setPen(QPen(QColor(look.palette.surface), 1))
        painter.setBrush(QColor(look.palette.go))
        for pair in self._counts:
            painter.drawEllipse(QPointF(plot.left(), _y(plot, pair.before)), _DOT_PX, _DOT_PX)
            painter.drawEllipse(QPointF(plot.right(), _y(plot, pair.after)), _DOT_PX, _DOT_PX)

    def _plot(self, look: Look) -> QRectF:
        metrics = QFontMetricsF(look.font())
        margin = metrics.horizontalAdvance(str(SCORE_MAX)) + 4 * PAD_PX
        area = QRectF(0, 0, min(self.width(), scaled(_WIDEST_PX)), self.height())
        return area.adjusted(margin, metrics.height() / 2 + PAD_PX, -margin, -metrics.height() - 3 * PAD_PX)

    def _draw_scale(self, painter: QPainter, plot: QRectF, look: Look) -> None:
        painter.setFont(look.font())
        height = QFontMetricsF(painter.font()).height()
        for score in range(SCORE_MIN, SCORE_MAX + 1, _GRID_STEP):
            y = round(_y(plot, score)) + 0.5
            painter.setPen(QPen(QColor(look.palette.line), 1))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(QColor(look.palette.ink_soft))
            beside = QRectF(0, y - height / 2, plot.left() - 2 * PAD_PX, height)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight, str(score))
        beneath = plot.bottom() + 2 * PAD_PX
        for x, words in ((plot.left(), self.tr("before")), (plot.right(), self.tr("after"))):
            box = QRectF(0, beneath, QFontMetricsF(painter.font()).horizontalAdvance(words), height)
            box.moveLeft(min(max(0.0, x - box.width() / 2), self.width() - box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, words)


def signed(points: float) -> str:
    """``−0.4`` or ``+0.2``: a difference of points, with its side of nought."""
    rounded = round(points, 1)
    if rounded == 0:
        return "0"
    return f"{'−' if rounded < 0 else '+'}{abs(rounded):.1f}"


def _y(plot: QRectF, score: int) -> float:
    return plot.bottom() - (score - SCORE_MIN) / (SCORE_MAX - SCORE_MIN) * plot.height()
