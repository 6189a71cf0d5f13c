"""The ground of the chart: the lines of the scale and what its ends mean, the usual range, the days
without entries, and the names of the days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from backstay.domain.pain import SCORE_MAX, SCORE_MIN
from backstay.domain.trend import Gap
from backstay.domain.usual_range import UsualRange
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.frame import PAD_PX, Frame, Look
from backstay.ui.chart.ticks import date_ticks, has_years
from backstay.ui.chart.view import days_of
from backstay.ui.chart.words import axis_date

_GRID_STEP = 2
_HATCH_STEP_PX = 10
_BAND_PX = 2.0
_VEIL_OPACITY = 0.8
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def draw_ground(painter: QPainter, frame: Frame, data: ChartData, look: Look) -> None:
    """What lies behind the dots, and moves with the days."""
    _draw_band(painter, frame, data.usual, look)
    painter.setPen(QPen(look.colour(look.palette.line), 1))
    for score in range(SCORE_MIN, SCORE_MAX + 1, _GRID_STEP):
        y = round(frame.y(score)) + 0.5
        painter.drawLine(QLineF(frame.plot.left(), y, frame.plot.right(), y))
    painter.setFont(look.font())
    for gap in data.gaps:
        _draw_gap(painter, frame, gap, look)


def draw_names(painter: QPainter, frame: Frame, data: ChartData, look: Look) -> None:
    """The words around the chart: scores and rows at the left, the ends of the scale, the days below."""
    painter.setFont(look.font())
    painter.setPen(look.colour(look.palette.ink_soft))
    height = QFontMetricsF(painter.font()).height()
    margin = QRectF(frame.area.left(), 0, frame.plot.left() - frame.area.left() - 2 * PAD_PX, height)
    for score in range(SCORE_MIN, SCORE_MAX + 1, _GRID_STEP):
        margin.moveTop(frame.y(score) - height / 2)
        painter.drawText(margin, _RIGHT, str(score))
    for row in frame.rows:
        margin.moveTop(row.box.center().y() - height / 2)
        painter.drawText(margin, _RIGHT, row.label)
    _draw_ends(painter, frame, look)
    _draw_days(painter, frame, data)


def draw_band_name(painter: QPainter, frame: Frame, data: ChartData, look: Look) -> None:
    """The name of the band, once: beneath or above its newest or its oldest end in view, wherever fewest
    weekly means and their numbers stand in the way.
    """
    seen = _in_view(data.usual, frame)
    words = QCoreApplication.translate("Chart", "your usual range")
    painter.setFont(look.font())
    metrics = QFontMetricsF(painter.font())
    size = QSizeF(metrics.horizontalAdvance(words), metrics.height())
    if not seen or frame.x(_place(seen[-1])) - frame.x(_place(seen[0])) < size.width():
        return
    newest = min(frame.x(_place(seen[-1]) + 1), frame.plot.right()) - PAD_PX - size.width()
    oldest = max(frame.x(_place(seen[0])), frame.plot.left()) + PAD_PX
    boxes = [box for left in (newest, oldest) for box in _beside_band(frame, seen, left, size)]
    means = [frame.point(week.position, week.mean) for weeks in data.segments for week in weeks]
    box = min(boxes, key=lambda box: sum(_with_numbers(box).contains(mean) for mean in means))
    painter.fillRect(box, look.colour(look.palette.surface, _VEIL_OPACITY))
    painter.setPen(look.colour(look.palette.go))
    painter.drawText(box, _CENTRE, words)


def _beside_band(
    frame: Frame, seen: Sequence[UsualRange], left: float, size: QSizeF
) -> tuple[QRectF, QRectF]:
    """A box beneath the band and one above it, as far as the scale goes."""
    start = bisect_left(seen, int(frame.place(left)), key=_place)
    beside = seen[start : bisect_right(seen, int(frame.place(left + size.width())), key=_place)] or seen
    beneath = frame.y(min(found.low for found in beside)) + PAD_PX / 2
    above = frame.y(max(found.high for found in beside)) - PAD_PX / 2 - size.height()
    lowest = frame.plot.bottom() - PAD_PX / 2 - size.height()
    return (
        QRectF(QPointF(left, min(beneath, lowest)), size),
        QRectF(QPointF(left, max(above, frame.plot.top())), size),
    )


def _with_numbers(box: QRectF) -> QRectF:
    """``box`` with the room around it in which a weekly mean, or the number above one, would touch it."""
    return box.adjusted(-2 * PAD_PX, -PAD_PX, 2 * PAD_PX, box.height() + 2 * PAD_PX)


def _draw_band(painter: QPainter, frame: Frame, usual: Sequence[UsualRange], look: Look) -> None:
    """A column a day, or as many days as two pixels hold: each ends where the next one begins."""
    step = max(1, round(_BAND_PX / frame.px_per_day))
    columns = []
    seen = _in_view(usual, frame)
    # Counted from days that stay the same while the view moves, so that the band does not flicker.
    start = -_place(seen[0]) % step if seen else 0
    for found in seen[start::step]:
        day = found.day.toordinal()
        top, bottom = frame.y(found.high), frame.y(found.low)
        left, right = round(frame.x(day)), round(frame.x(day + step))
        columns.append(QRectF(left, top, right - left, bottom - top))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(look.palette.go_soft))
    painter.drawRects(columns)
    painter.restore()


def _in_view(usual: Sequence[UsualRange], frame: Frame) -> Sequence[UsualRange]:
    start = bisect_left(usual, int(frame.view.first), key=_place)
    return usual[start : bisect_right(usual, int(frame.view.last), key=_place)]


def _place(found: UsualRange) -> int:
    return found.day.toordinal()


def _draw_gap(painter: QPainter, frame: Frame, gap: Gap, look: Look) -> None:
    left, right = frame.x(gap.first_day.toordinal()), frame.x(gap.last_day.toordinal() + 1)
    box = QRectF(left, frame.plot.top(), right - left, frame.plot.height()).intersected(frame.plot)
    if box.isEmpty():
        return
    painter.setPen(QPen(look.colour(look.palette.gap), 1.5))
    painter.drawLines(_hatching(box, left))
    words = QCoreApplication.translate("Chart", "no entries")
    text = QFontMetricsF(painter.font()).boundingRect(words)
    if text.width() + 2 * PAD_PX <= box.width():
        label = QRectF(0, 0, text.width() + 2 * PAD_PX, text.height() + PAD_PX)
        label.moveCenter(box.center())
        painter.fillRect(label, look.colour(look.palette.surface))
        painter.setPen(look.colour(look.palette.ink_soft))
        painter.drawText(label, _CENTRE, words)


def _hatching(box: QRectF, origin: float) -> list[QLineF]:
    """Slanting lines over ``box`` that stay with the day at ``origin`` while the view moves. They are cut
    here: not everything that is painted on can clip.
    """
    first = box.left() - box.height()
    first -= (first - origin) % _HATCH_STEP_PX
    lines = []
    for number in range(int((box.right() - first) / _HATCH_STEP_PX) + 1):
        foot = first + number * _HATCH_STEP_PX
        left, right = max(foot, box.left()), min(foot + box.height(), box.right())
        if left < right:
            lines.append(QLineF(left, box.bottom() - (left - foot), right, box.bottom() - (right - foot)))
    return lines


def _draw_ends(painter: QPainter, frame: Frame, look: Look) -> None:
    metrics = QFontMetricsF(painter.font())
    worst = QCoreApplication.translate("Chart", "as bad as you can imagine")
    best = QCoreApplication.translate("Chart", "no pain")
    beneath = frame.plot.bottom() - metrics.height() - PAD_PX / 2
    for words, y in ((worst, frame.plot.top() + PAD_PX / 2), (best, beneath)):
        box = QRectF(frame.plot.left() + PAD_PX, y, metrics.horizontalAdvance(words), metrics.height())
        painter.fillRect(box, look.colour(look.palette.surface, _VEIL_OPACITY))
        painter.drawText(box, _LEFT, words)


def _draw_days(painter: QPainter, frame: Frame, data: ChartData) -> None:
    first, last = days_of(frame.view, data)
    is_long = has_years(first, last)
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(axis_date(date(2026, 9, 28), is_long)) + 4 * tokens.GRID
    for day in date_ticks(first, last, max(1, int(frame.plot.width() / width))):
        box = QRectF(0, frame.dates_top + PAD_PX, width, metrics.height())
        box.moveLeft(
            min(max(frame.x(day.toordinal()) - width / 2, frame.area.left()), frame.area.right() - width)
        )
        painter.drawText(box, _CENTRE, axis_date(day, is_long))
