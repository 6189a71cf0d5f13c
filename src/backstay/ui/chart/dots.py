"""A dot for every reading; where there are too many to tell apart, one for every score of a few days,
the stronger the more readings it stands for.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil, log2, sqrt

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from backstay.domain.pain import SCORE_MAX
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.frame import DOT_PX, Frame, Look

MOST_DOTS = 1500

_STEPS = 5
_FAINTEST = 0.4
_SMALLEST_PX = 5.0
_DOT_PER_DAY = 1.6
_COLUMN_PX = 4.0
_Cell = tuple[int, int, int]


class Dots:
    """The dots of one ``ChartData``; what a view needs of them is looked up, not gone through."""

    def __init__(self, data: ChartData) -> None:
        scores = (reading.score for reading in data.readings)
        placed = sorted(zip(data.positions, scores, strict=True))
        self._places = [place for place, _ in placed]
        self._scores = [score for _, score in placed]
        self._first, self._last = data.first.toordinal(), data.last.toordinal() + 1
        self._columns: dict[int, tuple[list[_Cell], int]] = {}
        self._stamps: dict[tuple[str, float, float, int], QPixmap] = {}

    def draw(self, painter: QPainter, frame: Frame, look: Look) -> None:
        """Draw what lies in the view of ``frame``."""
        reach = DOT_PX / frame.px_per_day
        start = bisect_left(self._places, frame.view.first - reach)
        stop = bisect_right(self._places, frame.view.last + reach)
        if stop - start <= MOST_DOTS:
            size = min(float(DOT_PX), max(_SMALLEST_PX, _DOT_PER_DAY * frame.px_per_day))
            self._draw_steps(painter, self._each(frame, start, stop), size, look)
        else:
            level = max(0, ceil(log2(_COLUMN_PX / frame.px_per_day)))
            self._draw_steps(painter, self._dense(frame, level), _SMALLEST_PX, look)

    def _each(self, frame: Frame, start: int, stop: int) -> dict[int, list[QPointF]]:
        """The newer a reading, the stronger its dot; few steps, so that few stamps are made."""
        share = _STEPS / (self._last - self._first)
        found = defaultdict(list)
        for place, score in zip(self._places[start:stop], self._scores[start:stop], strict=True):
            found[min(_STEPS - 1, int((place - self._first) * share))].append(frame.point(place, score))
        return found

    def _dense(self, frame: Frame, level: int) -> dict[int, list[QPointF]]:
        cells, most = self._cells(level)
        days = 2**level
        start = bisect_left(cells, (int(frame.view.first) // days,))
        stop = bisect_left(cells, (int(frame.view.last) // days + 1,))
        step_of = [min(_STEPS - 1, int(_STEPS * sqrt(n / most))) for n in range(most + 1)]
        heights = [frame.y(score) for score in range(SCORE_MAX + 1)]
        left, width = frame.x(days / 2), days * frame.px_per_day
        found = defaultdict(list)
        for column, score, n in cells[start:stop]:
            found[step_of[n]].append(QPointF(left + column * width, heights[score]))
        return found

    def _cells(self, level: int) -> tuple[list[_Cell], int]:
        """How many readings have a score in each column of 2 ** ``level`` days, and the most in one."""
        if level not in self._columns:
            counts: Counter[tuple[int, int]] = Counter()
            if level == 0:
                counts.update(zip(map(int, self._places), self._scores, strict=True))
            else:
                for column, score, n in self._cells(level - 1)[0]:
                    counts[column // 2, score] += n
            cells = sorted((column, score, n) for (column, score), n in counts.items())
            self._columns[level] = cells, max(counts.values(), default=1)
        return self._columns[level]

    def _draw_steps(
        self, painter: QPainter, steps: dict[int, list[QPointF]], size: float, look: Look
    ) -> None:
        for step, points in sorted(steps.items()):
            if look.is_print:
                _draw_round(painter, points, size, step, look)
            else:
                self._draw_stamps(painter, points, size, step, look)

    def _draw_stamps(
        self, painter: QPainter, points: Iterable[QPointF], size: float, step: int, look: Look
    ) -> None:
        """Pictures of a dot: ten times as fast as drawing each."""
        ratio = painter.device().devicePixelRatioF()
        key = look.palette.name, ratio, round(2 * size) / 2, step
        if key not in self._stamps:
            self._stamps[key] = _stamp(key[2], ratio, step, look)
        stamp, middle = self._stamps[key], size / 2 + 1
        painter.translate(-middle, -middle)
        for point in points:
            painter.drawPixmap(point, stamp)
        painter.translate(middle, middle)


def _stamp(size: float, ratio: float, step: int, look: Look) -> QPixmap:
    side = ceil(size) + 2
    stamp = QPixmap(round(side * ratio), round(side * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_round(painter, [QPointF(size / 2 + 1, size / 2 + 1)], size, step, look)
    painter.end()
    return stamp


def _draw_round(painter: QPainter, points: Sequence[QPointF], size: float, step: int, look: Look) -> None:
    opacity = _FAINTEST + (1 - _FAINTEST) * step / (_STEPS - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(look.palette.dot, opacity))
    for point in points:
        painter.drawEllipse(point, size / 2, size / 2)
