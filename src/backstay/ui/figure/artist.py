"""One figure in one palette, painted into any rectangle: a widget, a list row, a contact sheet."""

import math
from collections.abc import Collection

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform

from backstay.domain.figure import Figure, Phase, effort, mirror, other_poses, pose_at
from backstay.domain.skeleton import Joints, Point, View
from backstay.ui.figure import facing, props, side
from backstay.ui.figure.furniture import GROUND
from backstay.ui.figure.kit import HINTS, Easel, Kit, make_kit
from backstay.ui.figure.layer import Layer
from backstay.ui.figure.palette import FigurePalette
from backstay.ui.figure.prop_kit import PropKit, make_prop_kit
from backstay.ui.figure.side import Light

_FLESH = 0.1
"""Metres from a joint to the outside of the body, at most."""

_SEAT, _TRUNK = 0.14, 0.17
"""Metres from a joint to the outside of the seat or a heel, and of the shirt, at most."""

_GHOST = 0.3
"""How much of a pose that is not shown can be seen, 0 to 1."""

_DARK = Light((), 0.0)
_BREATH_S = 4.5
_LOOP_SAMPLES, _WAY_SAMPLES = 12, 8

Moment = tuple[Phase, float, bool, float]
"""The phase, how far through it (0 to 1), whether it is the other side, and its length in seconds."""


class FigureArtist:
    """Paints the moments of one figure. The scale is the same for all of them, so nothing jumps."""

    def __init__(self, figure: Figure, palette: FigurePalette) -> None:
        self._figure = figure
        self._palette = palette
        self._box = extent(figure)
        self._kits: tuple[tuple[float, float], Kit, PropKit] | None = None
        self._joints: dict[Moment, Joints] = {}
        self._things, self._behind, self._before = Layer(), Layer(), Layer()
        self._ghosts = Layer(_GHOST)

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        phase: Phase,
        progress: float,
        *,
        mirrored: bool = False,
        phase_s: float = 0.0,
        has_ghosts: bool = False,
        seen: QRectF | None = None,
    ) -> None:
        """Draw one moment as large as ``area`` allows, in its middle; ``has_ghosts`` shows the other
        key poses behind it, for a picture that does not move. ``seen`` is the part that is wanted.
        """
        figure, moment = self._figure, (phase, progress, mirrored, phase_s)
        easel = Easel(painter, *self._place(area), seen)
        things = self._kits_for(easel)[1]
        painter.save()
        painter.setRenderHints(HINTS)
        if figure.frame is not None:
            painter.setClipRect(easel.to_pixels.mapRect(self._box))
        props.paint_room(easel, things, figure, self._box, mirrored)
        if has_ghosts:
            self._ghosts.show(easel, moment, self._box, lambda sheet: self._paint_ghosts(sheet, moment))
        self._paint_moment(easel, moment)
        props.paint_arrows(easel, things, figure, mirrored)
        painter.restore()

    def _paint_moment(self, easel: Easel, moment: Moment) -> None:
        """Body, furniture and what the hands hold, in their order."""
        figure, mirrored = self._figure, moment[2]
        joints = self._joints_at(moment)
        body, things = self._kits_for(easel)
        if joints.view is View.BACK:
            facing.paint_legs(easel, body, joints)
        self._show_things(easel, mirrored)
        props.paint_held(easel, things, figure, joints, is_front=False)
        self._paint_body(easel, joints, moment)
        props.paint_held(easel, things, figure, joints, is_front=True)

    def _paint_body(self, easel: Easel, joints: Joints, moment: Moment) -> None:
        """While a position is held what lies behind and before the shirt is a picture taken once."""
        phase, progress, _, phase_s = moment
        strength = effort(phase, progress)
        light = Light(self._figure.glow if strength > 0 else (), strength)
        full = breath(phase, progress, phase_s)
        is_held = phase is Phase.HOLD or (phase is Phase.UP and progress == 1.0)
        if self._figure.loop or not is_held:
            self._paint_parts(easel, joints, light, full)
            return
        box = _around(joints.points(), _SEAT).intersected(self._box)
        view, body = side if joints.view is View.SIDE else facing, self._kits_for(easel)[0]
        self._behind.show(easel, joints, box, lambda sheet: view.paint_behind(sheet, body, joints, light))
        view.paint_trunk(easel, body, joints, full, light)
        self._before.show(easel, joints, box, lambda sheet: view.paint_before(sheet, body, joints))

    def _paint_parts(self, easel: Easel, joints: Joints, light: Light, full: float) -> None:
        view, body = side if joints.view is View.SIDE else facing, self._kits_for(easel)[0]
        view.paint_behind(easel, body, joints, light)
        view.paint_trunk(easel, body, joints, full, light)
        view.paint_before(easel, body, joints)

    def _show_things(self, easel: Easel, mirrored: bool) -> None:
        box = props.reach_of_things(self._figure, mirrored)
        if not box.isEmpty():
            things = self._kits_for(easel)[1]
            self._things.show(
                easel, mirrored, box, lambda sheet: props.paint_things(sheet, things, self._figure, mirrored)
            )

    def _paint_ghosts(self, easel: Easel, moment: Moment) -> None:
        for joints in other_poses(self._figure, *moment):
            if joints.view is View.BACK:
                facing.paint_legs(easel, self._kits_for(easel)[0], joints)
            self._paint_parts(easel, joints, _DARK, 0.0)

    def changed(self, area: QRectF, before: Moment, after: Moment) -> QRectF:
        """The part of a picture painted into ``area`` that differs between two moments, in pixels.

        While a position is held only the trunk moves, with the breath.
        """
        first, second = self._joints_at(before), self._joints_at(after)
        to_pixels = self._place(area)[0]
        if first == second and effort(*before[:2]) == effort(*after[:2]):
            trunk = (first.hip, first.waist, first.neck, first.arms[0].root, first.arms[1].root)
            return to_pixels.mapRect(_around(trunk, _TRUNK))
        box = _around((*first.points(), *second.points()), _SEAT)
        return to_pixels.mapRect(props.with_anchors(box, self._figure))

    def _joints_at(self, moment: Moment) -> Joints:
        """Asked for the same moment twice, before it is painted and then."""
        if moment not in self._joints:
            kept = list(self._joints.items())[-1:]
            self._joints = {**dict(kept), moment: pose_at(self._figure, *moment)}
        return self._joints[moment]

    def _place(self, area: QRectF) -> tuple[QTransform, float]:
        """The way from metres to the pixels of ``area``, and the pixels of a metre."""
        box = self._box
        scale = min(area.width() / box.width(), area.height() / box.height())
        centre, middle = area.center(), box.center()
        to_pixels = QTransform.fromTranslate(centre.x(), centre.y())
        to_pixels.scale(scale, -scale)
        to_pixels.translate(-middle.x(), -middle.y())
        return to_pixels, scale

    def _kits_for(self, easel: Easel) -> tuple[Kit, PropKit]:
        """Pens are as wide as the scale says; they are made again only when it changes."""
        size = easel.scale, easel.painter.device().devicePixelRatioF()
        if self._kits is None or self._kits[0] != size:
            self._kits = size, make_kit(self._palette, *size), make_prop_kit(self._palette, easel.scale)
        return self._kits[1], self._kits[2]


def breath(phase: Phase, progress: float, phase_s: float = 0.0) -> float:
    """How full the chest is, 0 to 1: whole breaths of about 4.5 s through a hold, none elsewhere."""
    if phase is not Phase.HOLD:
        return 0.0
    breaths = max(1, round(phase_s / _BREATH_S)) if phase_s else 2
    return (1.0 - math.cos(2.0 * math.pi * breaths * progress)) / 2.0


def extent(figure: Figure) -> QRectF:
    """The box in metres (y up) around every key pose, both sides and the things that stand there."""
    if figure.frame is not None:
        left, low, right, high = figure.frame
        return QRectF(left, low, right - left, high - low)
    box = _around([point for joints in _moments(figure) for point in joints.points()], _FLESH)
    for prop in figure.props:
        box = box.united(props.reach(prop, figure.view))
    box.setTop(-GROUND)
    if figure.view is not View.SIDE:
        half = max(-box.left(), box.right())
        box.setLeft(-half)
        box.setRight(half)
    return box


def _around(points: Collection[Point], margin: float) -> QRectF:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return box.adjusted(-margin, -margin, margin, margin)


def _moments(figure: Figure) -> list[Joints]:
    """The way as well as its ends: a knee that is lifted over may be highest in between."""
    if figure.loop:
        turn = (pose_at(figure, Phase.HOLD, i / _LOOP_SAMPLES) for i in range(_LOOP_SAMPLES))
    else:
        turn = (pose_at(figure, Phase.UP, i / _WAY_SAMPLES) for i in range(_WAY_SAMPLES + 1))
    moments = list(turn)
    return [*moments, *(mirror(joints) for joints in moments)]
