"""One figure in one palette, painted into any rectangle: a widget, a list row, a contact sheet."""

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform

from backstay.domain.figure import Figure, Phase, effort, mirror, pose_at
from backstay.domain.skeleton import Joints, View, solve
from backstay.ui.figure import props
from backstay.ui.figure.facing import paint_legs, paint_upper_body
from backstay.ui.figure.kit import Easel, Kit, make_kit
from backstay.ui.figure.palette import FigurePalette
from backstay.ui.figure.props import PropKit, make_prop_kit
from backstay.ui.figure.side import Light, paint_side

_FLESH = 0.1
"""Metres from a joint to the outside of the body, at most."""

_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
_BREATH_S = 4.5
_LOOP_SAMPLES = 12


class FigureArtist:
    """Paints the moments of one figure. The scale is the same for all of them, so nothing jumps."""

    def __init__(self, figure: Figure, palette: FigurePalette) -> None:
        self._figure = figure
        self._palette = palette
        self._box = extent(figure)
        self._kits: tuple[float, Kit, PropKit] | None = None

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        phase: Phase,
        progress: float,
        *,
        mirrored: bool = False,
        phase_s: float = 0.0,
    ) -> None:
        """Draw one moment as large as ``area`` allows, in its middle."""
        figure, box = self._figure, self._box
        joints = pose_at(figure, phase, progress, mirrored, phase_s)
        scale = min(area.width() / box.width(), area.height() / box.height())
        centre, middle = area.center(), box.center()
        to_pixels = QTransform.fromTranslate(centre.x(), centre.y())
        to_pixels.scale(scale, -scale)
        to_pixels.translate(-middle.x(), -middle.y())
        strength = effort(phase, progress)
        light = Light(figure.glow if strength > 0 else (), strength)
        painter.save()
        painter.setRenderHints(_HINTS)
        if figure.frame is not None:
            painter.setClipRect(to_pixels.mapRect(box))
        full = breath(phase, progress, phase_s)
        self._paint_layers(Easel(painter, to_pixels, scale), joints, mirrored, full, light)
        painter.restore()

    def _paint_layers(self, easel: Easel, joints: Joints, mirrored: bool, full: float, light: Light) -> None:
        figure, (body, things) = self._figure, self._kits_at(easel.scale)
        if joints.view is View.BACK:
            paint_legs(easel, body, joints)
        props.paint_behind(easel, things, figure, (self._box.left(), self._box.right()), mirrored)
        props.paint_held(easel, things, figure, joints, is_front=False)
        if joints.view is View.SIDE:
            paint_side(easel, body, joints, full, light)
        else:
            if joints.view is View.FRONT:
                paint_legs(easel, body, joints)
            paint_upper_body(easel, body, joints, full, light)
        props.paint_held(easel, things, figure, joints, is_front=True)
        props.paint_arrows(easel, things, figure, mirrored)

    def _kits_at(self, scale: float) -> tuple[Kit, PropKit]:
        """Pens are as wide as the scale says; they are made again only when it changes."""
        if self._kits is None or self._kits[0] != scale:
            self._kits = scale, make_kit(self._palette, scale), make_prop_kit(self._palette, scale)
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
    box = QRectF()
    for joints in _moments(figure):
        for x, y in joints.points():
            box = box.united(QRectF(x - _FLESH, y - _FLESH, 2 * _FLESH, 2 * _FLESH))
    for prop in figure.props:
        box = box.united(props.reach(prop))
    box.setTop(-props.GROUND)
    if figure.view is not View.SIDE:
        half = max(-box.left(), box.right())
        box.setLeft(-half)
        box.setRight(half)
    return box


def _moments(figure: Figure) -> list[Joints]:
    if figure.loop:
        turn = (pose_at(figure, Phase.HOLD, i / _LOOP_SAMPLES) for i in range(_LOOP_SAMPLES))
    else:
        turn = (solve(key.pose, figure.view) for key in figure.poses)
    moments = list(turn)
    return [*moments, *(mirror(joints) for joints in moments)]
