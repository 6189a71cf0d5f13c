"""The things around the figure: mat, floor, chair, stool, wall, pillow; band and towel in its hands."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QPainterPath, QPen

from backstay.domain.figure import Figure, Prop, PropKind
from backstay.domain.skeleton import Joints, Point, View, direction, step
from backstay.ui.figure.kit import Easel, brush, pen
from backstay.ui.figure.palette import FigurePalette
from backstay.ui.figure.shapes import new_path

SEAT_HEIGHT = 0.45
"""Metres from the floor to the seat of a chair or stool."""

GROUND = 0.03
"""Metres that mat and floor reach below the ground the figure stands on."""


@dataclass(frozen=True, slots=True)
class PropKit:
    """Brushes and pens for the things, made once for a palette and size."""

    mat: QBrush
    mat_edge: QBrush
    wood: QBrush
    wood_dark: QBrush
    wall: QBrush
    cloth: QBrush
    floor: QPen
    leg: QPen
    leg_dark: QPen
    band: QPen
    towel: QPen
    arrow: QPen


def make_prop_kit(palette: FigurePalette, scale: float) -> PropKit:
    """The kit of one palette at ``scale`` pixels a metre."""
    return PropKit(
        mat=brush(palette.mat),
        mat_edge=brush(palette.mat_edge),
        wood=brush(palette.wood),
        wood_dark=brush(palette.wood_dark),
        wall=brush(palette.wall),
        cloth=brush(palette.cloth),
        floor=pen(palette.floor, 0.018 * scale),
        leg=pen(palette.wood, 0.036 * scale),
        leg_dark=pen(palette.wood_dark, 0.034 * scale),
        band=pen(palette.band, 0.02 * scale),
        towel=pen(palette.cloth, 0.036 * scale),
        arrow=pen(palette.band, 0.018 * scale),
    )


def paint_behind(
    easel: Easel, kit: PropKit, figure: Figure, span: tuple[float, float], mirrored: bool
) -> None:
    """What stands behind the body: the floor over ``span`` (left and right end), then the things."""
    if not any(prop.kind is PropKind.MAT for prop in figure.props):
        easel.line((span[0], -0.009), (span[1], -0.009), kit.floor)
    for prop in figure.props:
        at = _mirrored(prop.at, prop.kind) if mirrored and figure.view is not View.SIDE else prop.at
        _paint_thing(easel, kit, prop.kind, at, figure.view)


def paint_held(easel: Easel, kit: PropKit, figure: Figure, joints: Joints, is_front: bool) -> None:
    """Band and towel. The strand of the far hand lies behind the body, that of the near one before it."""
    for prop in figure.props:
        if prop.kind is PropKind.BAND:
            _paint_band(easel, kit, prop, joints, is_front)
        elif prop.kind is PropKind.TOWEL:
            _paint_towel(easel, kit, joints, is_front)


def paint_arrows(easel: Easel, kit: PropKit, figure: Figure, mirrored: bool) -> None:
    """The arrows over the body that say where a small movement goes."""
    for prop in figure.props:
        if prop.kind is PropKind.ARROW:
            at = _mirrored(prop.at, prop.kind) if mirrored and figure.view is not View.SIDE else prop.at
            tail, tip = (at[0], at[1]), (at[2], at[3])
            easel.line(tail, tip, kit.arrow)
            _arrow_head(easel, kit, direction(tail, tip), tip)
        elif prop.kind is PropKind.TURN:
            _turn(easel, kit, prop.at, mirrored)


def reach(prop: Prop) -> QRectF:
    """The box of a thing that does not move, in metres; empty for one that is held."""
    match prop.kind:
        case PropKind.MAT:
            return QRectF(prop.at[0], -GROUND, prop.at[1] - prop.at[0], GROUND)
        case PropKind.CHAIR:
            return QRectF(prop.at[0] - 0.26, 0.0, 0.5, 0.95)
        case PropKind.STOOL:
            return QRectF(prop.at[0] - 0.24, 0.0, 0.48, SEAT_HEIGHT)
        case PropKind.PILLOW:
            return QRectF(prop.at[0] - 0.24, 0.0, 0.48, 0.1)
        case PropKind.TURN:
            return QRectF(prop.at[0] - prop.at[2], prop.at[1] - 0.1, 2 * prop.at[2], 0.2)
        case PropKind.WALL:
            return QRectF(prop.at[0] - 0.04, 0.0, 0.08, 1.8)
        case PropKind.BAND:
            return QRectF(prop.at[0] - 0.03, 0.0, 0.06, prop.at[1] + 0.1)
        case PropKind.ARROW:
            low, high = sorted((prop.at[1], prop.at[3]))
            return QRectF(min(prop.at[0], prop.at[2]), low, abs(prop.at[0] - prop.at[2]), high - low)
        case PropKind.CIRCLE:
            return QRectF(prop.at[0] - prop.at[2], prop.at[1] - prop.at[2], 2 * prop.at[2], 2 * prop.at[2])
        case _:
            return QRectF()


def _mirrored(at: tuple[float, ...], kind: PropKind) -> tuple[float, ...]:
    if kind is PropKind.MAT:
        return -at[1], -at[0]
    if kind is PropKind.ARROW:
        return -at[0], at[1], -at[2], at[3]
    return (-at[0], *at[1:]) if at else at


def _paint_thing(easel: Easel, kit: PropKit, kind: PropKind, at: tuple[float, ...], view: View) -> None:
    match kind:
        case PropKind.MAT:
            _box(easel, kit.mat_edge, at[0], -GROUND, at[1], 0.0, 0.015)
            _box(easel, kit.mat, at[0], -0.019, at[1], 0.0, 0.0095)
        case PropKind.CHAIR if view is View.SIDE:
            _chair_side(easel, kit, at[0])
        case PropKind.CHAIR:
            _chair_front(easel, kit, at[0])
        case PropKind.STOOL:
            _stool(easel, kit, at[0])
        case PropKind.WALL:
            _box(easel, kit.wall, at[0] - 0.035, 0.0, at[0] + 0.035, 1.8, 0.0)
        case PropKind.PILLOW:
            _box(easel, kit.cloth, at[0] - 0.24, 0.0, at[0] + 0.24, 0.1, 0.05)
        case PropKind.BAND:
            _box(easel, kit.wall, at[0] - 0.03, 0.0, at[0] + 0.03, at[1] + 0.1, 0.012)
        case PropKind.CIRCLE:
            _circle(easel, kit, at)
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


def _circle(easel: Easel, kit: PropKit, at: tuple[float, ...]) -> None:
    """The ring that a hand draws, seen at an angle, with an arrow head that shows the way round."""
    x, y, radius = at
    box = QRectF(x - radius * 0.5, y - radius, radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, -50)
    path.arcTo(box, -50, 290)
    easel.stroke(path, kit.arrow)
    end = (path.currentPosition().x(), path.currentPosition().y())
    before = path.pointAtPercent(0.94)
    _arrow_head(easel, kit, direction((before.x(), before.y()), end), end)


def _turn(easel: Easel, kit: PropKit, at: tuple[float, ...], mirrored: bool) -> None:
    """The front half of a flat ring around the trunk, towards the side that is turned to."""
    x, y, radius = at
    box = QRectF(x - radius, y - radius * 0.3, 2 * radius, radius * 0.6)
    start, sweep = (-25.0, -130.0) if mirrored else (-155.0, 130.0)
    path = QPainterPath()
    path.arcMoveTo(box, -start)
    path.arcTo(box, -start, -sweep)
    easel.stroke(path, kit.arrow)
    before, end = path.pointAtPercent(0.93), path.currentPosition()
    _arrow_head(easel, kit, direction((before.x(), before.y()), (end.x(), end.y())), (end.x(), end.y()))


def _arrow_head(easel: Easel, kit: PropKit, angle: float, tip: Point) -> None:
    for side in (-145.0, 145.0):
        easel.line(tip, step(tip, angle + side, 0.05), kit.arrow)


def _paint_band(easel: Easel, kit: PropKit, prop: Prop, joints: Joints, is_front: bool) -> None:
    anchor = (prop.at[0], prop.at[1])
    arms = joints.arms[:1] if is_front else joints.arms[1:]
    for arm in arms:
        grip = step(arm.end, direction(arm.end, arm.tip), 0.05)
        easel.line(anchor, grip, kit.band)
        easel.fill(_knob(anchor), kit.wood_dark)


def _knob(at: Point) -> QPainterPath:
    path = new_path()
    path.addEllipse(QPointF(*at), 0.026, 0.026)
    return path


def _paint_towel(easel: Easel, kit: PropKit, joints: Joints, is_front: bool) -> None:
    """From a hand round the sole of the higher foot."""
    leg = max(joints.legs, key=lambda chain: chain.end[1])
    foot = direction(leg.end, leg.tip)
    arm = joints.arms[0] if is_front else joints.arms[1]
    grip = step(arm.end, direction(arm.end, arm.tip), 0.05)
    ball = step(leg.end, foot, 0.075)
    path = QPainterPath(QPointF(*grip))
    path.lineTo(QPointF(*step(ball, foot - 90.0, 0.06)))
    path.lineTo(QPointF(*step(ball, foot - 90.0, 0.082)))
    easel.stroke(path, kit.towel)
