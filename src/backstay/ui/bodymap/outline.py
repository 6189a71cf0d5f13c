"""The drawn person, from behind and from the front, as data: centimetres from the middle of the body to
its right edge and down from the crown. The legs are shorter than life: the trunk is what is pointed at.
"""

from functools import cache

from PySide6.QtGui import QPainterPath, QTransform

from backstay.domain.skeleton import Point
from backstay.ui.figure.shapes import curve, ellipse

HEIGHT_CM = 142.0
HALF_WIDTH_CM = 43.0

_HEAD = (11.2, 8.3, 10.6)
_EAR = (8.5, 12.4, 1.5, 2.7)
_NECK = ((0.0, 17.0), (5.4, 18.0), (5.6, 23.0), (7.2, 27.4), (12.0, 30.5), (0.0, 32.0))
_SHIRT = (
    (0.0, 28.2), (4.2, 27.6), (7.4, 26.8), (12.5, 28.9), (19.0, 30.9), (24.2, 34.6), (26.8, 40.5),
    (28.8, 49.0), (30.2, 55.6), (26.8, 57.2), (23.2, 57.9), (21.4, 50.5), (20.4, 47.2), (19.7, 54.0),
    (18.6, 63.0), (17.6, 72.0), (18.0, 78.6), (18.7, 83.4), (9.5, 84.2), (0.0, 84.4),
)  # fmt: skip
_ARM = (
    (23.0, 52.0), (29.6, 52.0), (31.8, 62.0), (34.4, 72.0), (36.6, 82.0), (38.6, 87.4), (40.4, 92.4),
    (39.6, 98.6), (36.9, 100.4), (35.0, 97.6), (34.2, 92.6), (33.0, 88.0), (30.0, 79.0), (26.8, 69.0),
    (24.4, 60.0),
)  # fmt: skip
_TROUSERS = (
    (0.0, 81.0), (12.0, 81.0), (18.3, 81.4), (20.2, 86.9), (21.2, 91.9), (20.9, 98.4), (19.4, 107.0),
    (17.6, 115.0), (16.8, 118.6), (17.2, 122.9), (16.6, 128.6), (14.6, 135.6), (10.6, 136.1), (6.7, 135.6),
    (5.5, 128.6), (5.2, 122.9), (5.0, 117.8), (4.0, 109.2), (2.0, 99.8), (0.0, 96.5),
)  # fmt: skip
_FOOT = ((6.9, 133.0), (14.3, 133.0), (15.4, 137.7), (16.6, 140.4), (11.6, 141.5), (6.4, 140.4), (6.6, 137.1))
_HAIR_BEHIND = (
    (0.0, 0.2), (5.6, 1.4), (8.8, 6.0), (9.0, 12.0), (7.8, 17.2), (4.4, 21.0), (0.0, 21.8),
)  # fmt: skip
_HAIR_BEFORE = (
    (0.0, 0.2), (5.6, 1.4), (8.8, 6.0), (8.9, 11.0), (7.9, 10.2), (6.6, 7.2), (3.2, 6.4), (0.0, 5.6),
)  # fmt: skip
_NECKLINE = ((0.0, 24.0), (5.0, 24.0), (6.9, 27.0), (4.6, 30.4), (0.0, 31.8))
_EYE = (3.1, 11.6, 0.75, 0.95)
_CHEEK = (4.6, 14.6, 1.5, 0.9)


def _whole(half: tuple[Point, ...]) -> QPainterPath:
    """A smooth outline around both halves of what lies on the middle line, given from top to bottom."""
    other = [(-x, y) for x, y in reversed(half) if x > 0]
    return curve((*half, *other))


def _both(path: QPainterPath) -> QPainterPath:
    return path.united(QTransform.fromScale(-1.0, 1.0).map(path))


@cache
def shirt() -> QPainterPath:
    """With short sleeves."""
    return _whole(_SHIRT)


@cache
def trousers() -> QPainterPath:
    """Down to the ankles, beneath the shirt."""
    return _whole(_TROUSERS)


@cache
def skin() -> QPainterPath:
    """Neck and arms, beneath the shirt."""
    return _whole(_NECK).united(_both(curve(_ARM)))


@cache
def shoes() -> QPainterPath:
    """Both of them, beneath the trousers."""
    return _both(curve(_FOOT))


@cache
def head() -> QPainterPath:
    """Face and ears."""
    y, across, down = _HEAD
    return ellipse(0.0, y, across, down).united(_both(ellipse(*_EAR)))


@cache
def hair(*, is_behind: bool) -> QPainterPath:
    """All of it from behind; from the front what frames the face."""
    return _whole(_HAIR_BEHIND if is_behind else _HAIR_BEFORE)


@cache
def neckline() -> QPainterPath:
    """What the shirt leaves bare at the front."""
    return _whole(_NECKLINE)


@cache
def eyes() -> QPainterPath:
    """They tell the front from the back at a glance."""
    return _both(ellipse(*_EYE))


@cache
def cheeks() -> QPainterPath:
    """A little colour."""
    return _both(ellipse(*_CHEEK))


@cache
def body() -> QPainterPath:
    """All that is covered by a part that can be pointed at, without the head."""
    return shirt().united(trousers()).united(_whole(_NECK)).subtracted(head())
