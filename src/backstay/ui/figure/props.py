"""The props of an exercise in their order: what stands behind the body, what hands hold, and arrows."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from backstay.domain.figure import Figure, Prop, PropKind
from backstay.domain.skeleton import Chain, Joints, Point, View, direction, step
from backstay.ui.figure import furniture
from backstay.ui.figure.kit import Easel
from backstay.ui.figure.prop_kit import PropKit
from backstay.ui.figure.shapes import new_path

_THINGS = frozenset(PropKind) - {PropKind.MAT, PropKind.WALL, PropKind.ARROW, PropKind.TURN}
_LINE = 0.06
"""Metres by which the arrow head of a circle, or a leg of a chair, may stand out of its box."""


def paint_room(easel: Easel, kit: PropKit, figure: Figure, box: QRectF, mirrored: bool) -> None:
    """What lies behind all else: the wall, and the mat or the floor over the width of the ``box``."""
    for prop in figure.props:
        there = Prop(prop.kind, _place(prop, figure, mirrored))
        furniture.paint_room(easel, kit, there, figure.view, box)
    if not any(prop.kind is PropKind.MAT for prop in figure.props):
        easel.line((box.left(), -0.009), (box.right(), -0.009), kit.floor)


def paint_things(easel: Easel, kit: PropKit, figure: Figure, mirrored: bool) -> None:
    """What the figure sits, lies or leans on, and the circles its hands draw."""
    for prop in figure.props:
        at = _place(prop, figure, mirrored)
        if prop.kind is PropKind.CIRCLE:
            _circle(easel, kit, at)
        else:
            furniture.paint_thing(easel, kit, prop.kind, at, figure.view)


def reach_of_things(figure: Figure, mirrored: bool) -> QRectF:
    """The box, in metres, of what ``paint_things`` draws, with room for the width of its lines."""
    box = QRectF()
    for prop in figure.props:
        if prop.kind in _THINGS:
            box = box.united(reach(Prop(prop.kind, _place(prop, figure, mirrored)), figure.view))
    return box if box.isNull() else box.adjusted(-_LINE, -_LINE, _LINE, _LINE)


def with_anchors(box: QRectF, figure: Figure) -> QRectF:
    """A box around the body, in metres, that holds the bands fixed to the wall as well."""
    for prop in figure.props:
        if prop.kind is PropKind.BAND:
            box = box.united(reach(prop, figure.view))
    return box


def paint_held(easel: Easel, kit: PropKit, figure: Figure, joints: Joints, is_front: bool) -> None:
    """Bands and towel. The strand of the far hand lies behind the body, that of the near one before it."""
    for prop in figure.props:
        if prop.kind is PropKind.BAND:
            _paint_band(easel, kit, prop, joints, is_front)
        elif prop.kind is PropKind.HAND_BAND:
            if is_front is (figure.view is not View.BACK):
                easel.line(_grip(joints.arms[0]), _grip(joints.arms[1]), kit.band)
        elif prop.kind is PropKind.TOWEL:
            _paint_towel(easel, kit, joints, is_front)


def paint_arrows(easel: Easel, kit: PropKit, figure: Figure, mirrored: bool) -> None:
    """The arrows over the body that say where a small movement goes."""
    for prop in figure.props:
        if prop.kind is PropKind.ARROW:
            at = _place(prop, figure, mirrored)
            tail, tip = (at[0], at[1]), (at[2], at[3])
            easel.line(tail, tip, kit.arrow)
            _arrow_head(easel, kit, direction(tail, tip), tip)
        elif prop.kind is PropKind.TURN:
            _turn(easel, kit, prop.at, mirrored)


def reach(prop: Prop, view: View) -> QRectF:
    """The box of a prop that does not move, in metres; empty for one that is held."""
    at = prop.at
    match prop.kind:
        case PropKind.TURN:
            return QRectF(at[0] - at[2], at[1] - 0.1, 2 * at[2], 0.2)
        case PropKind.ARROW:
            low, high = sorted((at[1], at[3]))
            return QRectF(min(at[0], at[2]), low, abs(at[0] - at[2]), high - low)
        case PropKind.CIRCLE:
            return QRectF(at[0] - at[2], at[1] - at[2], 2 * at[2], 2 * at[2])
        case _:
            return furniture.reach(prop, view)


def _place(prop: Prop, figure: Figure, mirrored: bool) -> tuple[float, ...]:
    """Where a prop is; seen from the front the other side is the whole picture turned over."""
    return _mirrored(prop.at, prop.kind) if mirrored and figure.view is not View.SIDE else prop.at


def _mirrored(at: tuple[float, ...], kind: PropKind) -> tuple[float, ...]:
    if kind is PropKind.MAT:
        return -at[1], -at[0]
    if kind is PropKind.ARROW:
        return -at[0], at[1], -at[2], at[3]
    return (-at[0], *at[1:]) if at else at


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
        easel.line(anchor, _grip(arm), kit.band)
        easel.fill(_knob(anchor), kit.wood_dark)


def _grip(arm: Chain) -> Point:
    """The middle of the palm."""
    return step(arm.end, direction(arm.end, arm.tip), 0.05)


def _knob(at: Point) -> QPainterPath:
    path = new_path()
    path.addEllipse(QPointF(*at), 0.026, 0.026)
    return path


def _paint_towel(easel: Easel, kit: PropKit, joints: Joints, is_front: bool) -> None:
    """From a hand round the sole of the higher foot."""
    leg = max(joints.legs, key=lambda chain: chain.end[1])
    foot = direction(leg.end, leg.tip)
    arm = joints.arms[0] if is_front else joints.arms[1]
    grip = _grip(arm)
    ball = step(leg.end, foot, 0.075)
    path = QPainterPath(QPointF(*grip))
    path.lineTo(QPointF(*step(ball, foot - 90.0, 0.06)))
    path.lineTo(QPointF(*step(ball, foot - 90.0, 0.082)))
    easel.stroke(path, kit.towel)
