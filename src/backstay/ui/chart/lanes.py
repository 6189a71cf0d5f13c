"""What can be read on the chart, one thing after the other: scores, marks, and each row beneath."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from backstay.domain.pain import PainEntry
from backstay.ui.chart.data import ChartData, Strip, position_of
from backstay.ui.chart.frame import Frame
from backstay.ui.chart.things import mark_words, reading_words, strip_words

REACH_PX = 24
# Dots are read before the line that runs through them.
_BEHIND_PX = 8
_MOST_LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Lane:
    """Things of one kind, oldest first: their places in days, the words of each, and where it is marked.

    ``is_tall`` for things that the pointer meets at any height between ``top`` and ``bottom`` of a frame.
    """

    places: tuple[float, ...]
    words: Callable[[int], str]
    spot: Callable[[Frame, int], QPointF]
    ends: Callable[[Frame], tuple[float, float]] | None = None

    def distance(self, frame: Frame, index: int, at: QPointF) -> float:
        """How many pixels the pointer at ``at`` is away from the thing."""
        spot = self.spot(frame, index)
        if self.ends is None:
            return (spot - at).manhattanLength()
        top, bottom = self.ends(frame)
        return _BEHIND_PX + abs(spot.x() - at.x()) + max(0.0, top - at.y(), at.y() - bottom)

    def nearest_to(self, place: float) -> int:
        """The thing that stands nearest to a place in days."""
        after = min(bisect_left(self.places, place), len(self.places) - 1)
        before = max(0, after - 1)
        return min(after, before, key=lambda index: abs(self.places[index] - place))

    def first_in_view(self, frame: Frame) -> int:
        """The oldest thing in view, or the one before when there is none."""
        return max(0, min(bisect_left(self.places, frame.view.first), len(self.places) - 1))

    def last_in_view(self, frame: Frame) -> int:
        """The newest thing in view, or the one before when there is none."""
        return max(0, bisect_right(self.places, frame.view.last) - 1)


def lanes_of(data: ChartData) -> tuple[Lane, ...]:
    """Those that hold anything, in the order in which the keys go through them."""
    return tuple(lane for lane in _all_lanes(data) if lane.places)


def nearest(lanes: tuple[Lane, ...], frame: Frame, at: QPointF) -> tuple[int, int] | None:
    """The lane and the thing in it that the pointer at ``at`` is nearest to, if one is within reach."""
    found = min(
        (
            (lane.distance(frame, index, at), number, index)
            for number, lane in enumerate(lanes)
            for index in _around(lane, frame, at.x())
        ),
        default=None,
    )
    return None if found is None or found[0] > REACH_PX else found[1:]


def _around(lane: Lane, frame: Frame, x: float) -> range:
    """Only what lies near across is looked at, and not all of that where it is too much."""
    reach = REACH_PX / frame.px_per_day
    middle = bisect_left(lane.places, frame.place(x))
    start = bisect_left(lane.places, frame.place(x) - reach)
    stop = bisect_right(lane.places, frame.place(x) + reach)
    return range(max(start, middle - _MOST_LOOKED_AT), min(stop, middle + _MOST_LOOKED_AT))


def _all_lanes(data: ChartData) -> Iterator[Lane]:
    entries: tuple[PainEntry, ...] = data.entries
    places = data.positions
    yield Lane(
        places,
        lambda index: reading_words(entries[index]),
        lambda frame, index: frame.point(places[index], entries[index].pain.score),
    )
    marked = tuple(position_of(mark.at) for mark in data.marks)
    yield Lane(
        marked,
        lambda index: mark_words(data.marks[index]),
        lambda frame, index: QPointF(frame.x(marked[index]), frame.plot.top()),
        lambda frame: (frame.area.top(), frame.plot.bottom()),
    )
    for number, strip in enumerate(data.strips):
        yield _strip_lane(number, strip)


def _strip_lane(number: int, strip: Strip) -> Lane:
    return Lane(
        strip.positions,
        lambda index: strip_words(strip.things[index]),
        lambda frame, index: QPointF(frame.x(strip.positions[index]), frame.rows[number].box.center().y()),
        lambda frame: (frame.rows[number].box.top(), frame.rows[number].box.bottom()),
    )
