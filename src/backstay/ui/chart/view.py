"""Which days are in view, and how zooming and panning move them: only along time, never past the data."""

from dataclasses import dataclass
from datetime import date

from backstay.ui.chart.data import ChartData

LEAST_DAYS = 3.0
_EDGE_SHARE = 0.025


@dataclass(frozen=True, slots=True)
class View:
    """The places on the time axis, in days, at the left and right edge of the chart."""

    first: float
    last: float

    @property
    def length(self) -> float:
        """How many days are in view."""
        return self.last - self.first


def whole(data: ChartData) -> View:
    """Everything, with a narrow edge so that no dot is cut."""
    first, last = data.first.toordinal(), data.last.toordinal() + 1
    edge = (last - first) * _EDGE_SHARE
    return View(first - edge, last + edge)


def zoomed(view: View, factor: float, around: float, limit: View) -> View:
    """``view`` with a day ``factor`` times as wide, the place ``around`` (days) staying where it is.

    Never fewer than 3 days, never more than ``limit``.
    """
    least = min(LEAST_DAYS, limit.length)
    length = min(limit.length, max(least, view.length / factor))
    share = (around - view.first) / view.length
    return _inside(View(around - share * length, around + (1 - share) * length), limit)


def moved(view: View, days: float, limit: View) -> View:
    """``view`` so many days later (earlier when negative), as far as ``limit`` goes."""
    return _inside(View(view.first + days, view.last + days), limit)


def reaching(view: View, place: float, limit: View) -> View:
    """``view``, moved no more than needed to have ``place`` (days) well inside."""
    margin = view.length * 2 * _EDGE_SHARE
    if place < view.first + margin:
        return moved(view, place - view.first - margin, limit)
    return moved(view, max(0.0, place - view.last + margin), limit)


def days_of(view: View, data: ChartData) -> tuple[date, date]:
    """The first and the last day of ``data`` that ``view`` shows at least a part of."""
    first = max(data.first.toordinal(), int(view.first))
    last = min(data.last.toordinal(), int(view.last))
    return date.fromordinal(min(first, last)), date.fromordinal(max(first, last))


def _inside(view: View, limit: View) -> View:
    length = min(view.length, limit.length)
    first = min(max(view.first, limit.first), limit.last - length)
    return View(first, first + length)
