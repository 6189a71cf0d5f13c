"""What stands or lies around the figure: floor, mat, wall, chair, stool, mirror, pillow and roller.

None of it moves, so that the artist keeps a picture of it.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QPainterPath

from backstay.domain.figure import Prop, PropKind
from backstay.domain.skeleton import View
from backstay.ui.figure.kit import Easel
from backstay.ui.figure.prop_kit import PropKit
from backstay.ui.figure.shapes import ellipse, new_path, outlined, oval

SEAT_HEIGHT = 0.45
"""Metres from the floor to the seat of a chair or stool."""

GROUND = 0.03
"""Metres that mat and floor reach below the ground the figure stands on."""

_WALL_HEIGHT = 1.8
_PANEL_HALF = 0.7
"""Metres from the middle of a wall seen from the front that it reaches at least; it fills the picture."""

_ROLLER = 0.075
_MIRROR_HEIGHT = 1.7
_PILLOW_HALF, _CUSHION_HALF = 0.24, 0.19


def reach(prop: Prop, view: View) -> QRectF:
    """The box of a thing that stands there, in metres; empty for any other prop."""
    at = prop.at
    match prop.kind:
        case PropKind.MAT:
            return QRectF(at[0], -GROUND, at[1] - at[0], GROUND)
        case PropKind.CHAIR:
            return QRectF(at[0] - 0.26, 0.0, 0.5, 0.95)
        case PropKind.STOOL:
            return QRectF(at[0] - 0.24, 0.0, 0.48, SEAT_HEIGHT)
        case PropKind.PILLOW:
            return QRectF(at[0] - _PILLOW_HALF, 0.0, 2 * _PILLOW_HALF, 0.1)
        case PropKind.CUSHION:
            return QRectF(at[0] - _CUSHION_HALF, at[1] - 0.05, 2 * _CUSHION_HALF, 0.1)
        case PropKind.ROLLER:
            return QRectF(at[0] - _ROLLER, at[1] - _ROLLER, 2 * _ROLLER, 2 * _ROLLER)
        case PropKind.MIRROR:
            return QRectF(at[0] - 0.15, 0.0, 0.3, _MIRROR_HEIGHT + 0.02)
        case PropKind.WALL:
            half = 0.04 if view is View.SIDE else _PANEL_HALF
            return QRectF(at[0] - half, 0.0, 2 * half, _WALL_HEIGHT)
        case PropKind.BAND:
            return QRectF(at[0] - 0.03, 0.0, 0.06, at[1] + 0.1)
        case _:
            return QRectF()


def paint_room(easel: Easel, kit: PropKit, prop: Prop, view: View, box: QRectF) -> None:
    """A thing that lies behind all others: a mat, or the wall, which is as high as the ``box``."""
    at = prop.at
    match prop.kind:
        case PropKind.MAT:
            _box(easel, kit.mat_edge, at[0], -GROUND, at[1], 0.0, 0.015)
            _box(easel, kit.mat, at[0], -0.019, at[1], 0.0, 0.0095)
        case PropKind.WALL if view is View.SIDE:
            _box(easel, kit.wall, at[0] - 0.035, 0.0, at[0] + 0.035, box.bottom(), 0.0)
        case PropKind.WALL:
            _box(easel, kit.panel, box.left(), 0.0, box.right(), box.bottom(), 0.0)
            _box(easel, kit.wall, box.left(), 0.0, box.right(), 0.09, 0.0)
        case _:
            pass


def paint_thing(easel: Easel, kit: PropKit, kind: PropKind, at: tuple[float, ...], view: View) -> None:
    """A thing that stands on the floor or lies on the mat."""
    match kind:
        case PropKind.CHAIR if view is View.SIDE:
            _chair_side(easel, kit, at[0])
        case PropKind.CHAIR:
            _chair_front(easel, kit, at[0])
        case PropKind.STOOL:
            _stool(easel, kit, at[0])
        case PropKind.PILLOW:
            _pillow(easel, kit, at[0], 0.05, _PILLOW_HALF)
        case PropKind.CUSHION:
            _pillow(easel, kit, at[0], at[1], _CUSHION_HALF)
        case PropKind.ROLLER:
            _roller(easel, kit, at[0], at[1])
        case PropKind.MIRROR:
            _mirror(easel, kit, at[0])
        case PropKind.BAND:
            _box(easel, kit.wall, at[0] - 0.03, 0.0, at[0] + 0.03, at[1] + 0.1, 0.012)
        case _:
            pass


def _box(
    easel: Easel, fill: QBrush, left: float, low: float, right: float, high: float, radius: float
) -> None:
    path = new_path()
    path.addRoundedRect(QRectF(left, low, right - left, high - low), radius, radius)
    easel.fill(path, fill)


def _chair_side(easel: Easel, kit: PropKit, x: float) -> None:
    """Facing right: the back stands at the left end of the seat."""
    easel.line((x - 0.14, 0.4), (x - 0.18, 0.02), kit.leg_dark)
    easel.line((x + 0.14, 0.4), (x + 0.16, 0.02), kit.leg_dark)
    easel.line((x - 0.19, 0.42), (x - 0.235, 0.9), kit.leg)
    easel.line((x - 0.19, 0.425), (x - 0.225, 0.02), kit.leg)
    easel.line((x + 0.19, 0.425), (x + 0.21, 0.02), kit.leg)
    _box(easel, kit.wood, x - 0.215, SEAT_HEIGHT - 0.05, x + 0.215, SEAT_HEIGHT, 0.024)


def _chair_front(easel: Easel, kit: PropKit, x: float) -> None:
    for side in (-1, 1):
        easel.line((x + side * 0.175, 0.42), (x + side * 0.175, 0.85), kit.leg_dark)
    _box(easel, kit.wood_dark, x - 0.19, 0.66, x + 0.19, 0.9, 0.04)
    _stool(easel, kit, x)


def _stool(easel: Easel, kit: PropKit, x: float) -> None:
    for side in (-1, 1):
        easel.line((x + side * 0.13, 0.4), (x + side * 0.14, 0.05), kit.leg_dark)
        easel.line((x + side * 0.185, 0.42), (x + side * 0.2, 0.02), kit.leg)
    _box(easel, kit.wood, x - 0.22, SEAT_HEIGHT - 0.05, x + 0.22, SEAT_HEIGHT, 0.024)


def _pillow(easel: Easel, kit: PropKit, x: float, y: float, half: float) -> None:
    """Fuller in the middle than at its corners, with the seam of its side."""
    outline = (
        (-half, -0.026), (-half + 0.07, -0.047), (0.0, -0.05), (half - 0.07, -0.047), (half, -0.026),
        (half - 0.012, 0.0), (half, 0.026), (half - 0.07, 0.045), (0.0, 0.05), (-half + 0.07, 0.045),
        (-half, 0.026), (-half + 0.012, 0.0),
    )  # fmt: skip
    kit.cloth.draw(easel, outlined([(x + dx, y + dy) for dx, dy in outline]))
    easel.line((x - half + 0.03, y), (x + half - 0.03, y), kit.seam)


def _roller(easel: Easel, kit: PropKit, x: float, y: float) -> None:
    """The end of the roller: foam around a hollow core."""
    kit.foam.draw(easel, oval(x, y, _ROLLER, _ROLLER))
    easel.fill(ellipse(x, y, 0.04, 0.04), kit.foam.line)
    easel.fill(ellipse(x, y, 0.031, 0.031), kit.hollow)


def _mirror(easel: Easel, kit: PropKit, x: float) -> None:
    """Seen edge-on: a slim frame on a foot, the glass on the side of the figure, which stands near 0."""
    glass = -1.0 if x > 0 else 1.0
    easel.line((x - 0.13, 0.012), (x + 0.13, 0.012), kit.leg)
    easel.line((x - glass * 0.09, 0.02), (x - glass * 0.012, 0.62), kit.leg_dark)
    _box(easel, kit.wood, x - 0.022, 0.05, x + 0.022, _MIRROR_HEIGHT, 0.015)
    path = QPainterPath()
    path.addRoundedRect(QRectF(x + glass * 0.026 - 0.008, 0.1, 0.016, _MIRROR_HEIGHT - 0.15), 0.006, 0.006)
    easel.fill(path, kit.glass)
