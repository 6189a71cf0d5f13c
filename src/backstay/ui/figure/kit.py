"""What the figure is drawn with, made once for a palette and size: brushes, pens and rigid shapes."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from backstay.domain.skeleton import Point, Shape, View
from backstay.ui.figure import rigid as shapes
from backstay.ui.figure.glow import Spot
from backstay.ui.figure.palette import FigurePalette
from backstay.ui.figure.rigid import Head
from backstay.ui.figure.shapes import Flesh, flipped

HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
"""How every picture of a figure is painted."""


@dataclass(frozen=True, slots=True)
class Easel:
    """A painter and the way from metres to its pixels.

    Paths are mapped before they are painted: handed over in metres with the painter scaled, Qt takes
    seven times as long to flatten their curves.
    """

    painter: QPainter
    to_pixels: QTransform
    scale: float
    seen: QRectF | None = None
    """The pixels that are painted again, where that is not all; what lies beside them is left out."""

    def placed(self, origin: Point, angle: float) -> "Easel":
        """An easel whose x axis starts at ``origin`` and runs along ``angle``, for a rigid shape."""
        there = QTransform(self.to_pixels)
        there.translate(*origin)
        there.rotate(angle)
        return Easel(self.painter, there, self.scale, self.seen)

    def shifted(self, x: float, stretch: float = 1.0) -> "Easel":
        """An easel moved along its x axis; ``stretch`` lengthens the axis, and turns it round below 0."""
        there = QTransform(self.to_pixels)
        there.translate(x, 0.0)
        there.scale(stretch, 1.0)
        return Easel(self.painter, there, self.scale, self.seen)

    def fill(self, path: QPainterPath, brush: QBrush) -> None:
        """Fill a path given in metres."""
        there = self.to_pixels.map(path)
        if self.seen is None or self.seen.intersects(there.controlPointRect()):
            self.painter.fillPath(there, brush)

    def stroke(self, path: QPainterPath, pen: QPen) -> None:
        """Draw along a path given in metres with a pen in pixels."""
        self.painter.strokePath(self.to_pixels.map(path), pen)

    def line(self, a: Point, b: Point, pen: QPen) -> None:
        """A straight line between two points in metres."""
        self.painter.setPen(pen)
        self.painter.drawLine(self.to_pixels.map(QPointF(*a)), self.to_pixels.map(QPointF(*b)))


@dataclass(frozen=True, slots=True)
class Tone:
    """The fill of one part of the body and the line around it."""

    fill: QBrush
    line: QBrush

    def draw(self, easel: Easel, part: Flesh) -> None:
        """Rim first, fill over it: no seam shows where the pieces of one part overlap."""
        easel.fill(part.rim, self.line)
        easel.fill(part.path, self.fill)


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything that stays the same from frame to frame. Pairs are (near, far)."""

    skin: tuple[Tone, Tone]
    top: tuple[Tone, Tone]
    legs: tuple[Tone, Tone]
    shoe: tuple[Tone, Tone]
    sole: QBrush
    hair: QBrush
    face: QBrush
    cheek: QBrush
    shine: QPen
    stroke: QPen
    nose: QPen
    collar: Tone
    glow: Spot
    heads: dict[View, Head]
    hands: dict[tuple[Shape, int], Flesh]
    shoe_side: tuple[Flesh, QPainterPath]
    shoe_front: tuple[Flesh, QPainterPath]


def make_kit(palette: FigurePalette, scale: float, ratio: float) -> Kit:
    """The kit of one palette at ``scale`` pixels a metre, ``ratio`` of the screen's for one of them."""
    p = palette
    return Kit(
        skin=(tone(p.skin, p.skin_line), tone(p.skin_far, p.skin_line)),
        top=(tone(p.top, p.top_line), tone(p.top_far, p.top_line)),
        legs=(tone(p.legs, p.legs_line), tone(p.legs_far, p.legs_line)),
        shoe=(tone(p.shoe, p.shoe_line), tone(p.shoe_far, p.shoe_line)),
        sole=brush(p.sole),
        hair=brush(p.hair),
        face=brush(p.face),
        cheek=brush(p.cheek),
        shine=pen(p.hair_light, 0.012 * scale),
        stroke=pen(p.face, 0.0075 * scale),
        nose=pen(p.skin_far, 0.009 * scale),
        collar=tone(p.skin_far, p.top_line),
        glow=Spot(p.glow, scale, ratio),
        heads={
            View.SIDE: shapes.side_head(),
            View.FRONT: shapes.front_head(),
            View.BACK: shapes.back_head(),
        },
        hands=_both_hands(),
        shoe_side=shapes.side_shoe(),
        shoe_front=shapes.front_shoe(),
    )


def _both_hands() -> dict[tuple[Shape, int], Flesh]:
    """Every hand with its thumb on the left (1) and on the right (-1)."""
    hands = {Shape.OPEN: shapes.open_hand(), Shape.FLAT: shapes.flat_hand(), Shape.FIST: shapes.fist()}
    left = {(shape, 1): hand for shape, hand in hands.items()}
    return left | {(shape, -1): flipped(hand) for shape, hand in hands.items()}


def tone(fill: str, line: str) -> Tone:
    """A fill and a line by their hex colours."""
    return Tone(brush(fill), brush(line))


def brush(colour: str) -> QBrush:
    """A flat brush of a hex colour."""
    return QBrush(QColor(colour))


def pen(colour: str, width: float) -> QPen:
    """A round pen, ``width`` pixels wide."""
    return QPen(
        QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.MiterJoin
    )
