"""How the body and its places look, in the colours of the program's figure."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from backstay.domain.pain import BodySide
from backstay.domain.skeleton import View
from backstay.ui.bodymap import outline
from backstay.ui.bodymap.areas import Area, all_areas, middle_of, path_of
from backstay.ui.bodymap.spot import Spot
from backstay.ui.figure.palette import FigurePalette, figure_palette
from backstay.ui.theme import colours

# Widths in pixels, whatever the size of the body.
_SEAM, _EDGE, _RING = 1.2, 1.8, 2.0
_SEAM_OPACITY, _POINTED_OPACITY = 0.5, 0.35
_PALER_PERCENT = 140
_CHIN_CM = 1.1

_Layers = tuple[tuple[QPainterPath, str], ...]


def paint_body(painter: QPainter, view: View) -> None:
    """One figure with its seams, in the centimetres of both views."""
    figure = figure_palette(colours().name)
    seam = QColor(colours().surface)
    seam.setAlphaF(_SEAM_OPACITY)
    _fill(painter, view, _trunk(figure, view))
    for area in all_areas():
        if area.view is view:
            painter.strokePath(path_of(area), _pen(seam, _SEAM))
    _fill(painter, view, _head(figure, view))


def _fill(painter: QPainter, view: View, layers: _Layers) -> None:
    painter.save()
    painter.translate(middle_of(view), 0.0)
    for path, colour in layers:
        painter.fillPath(path, QColor(colour))
    painter.restore()


def _trunk(figure: FigurePalette, view: View) -> _Layers:
    below = (
        (outline.shoes(), figure.shoe_line),
        (outline.skin(), figure.skin),
        (outline.trousers(), figure.legs),
        (outline.shirt(), figure.top),
    )
    if view is View.BACK:
        return below
    shade = outline.head().translated(0.0, _CHIN_CM).intersected(outline.skin())
    return (*below, (outline.neckline(), figure.skin), (shade, figure.skin_far))


def _head(figure: FigurePalette, view: View) -> _Layers:
    is_behind = view is View.BACK
    head = ((outline.head(), figure.skin), (outline.hair(is_behind=is_behind), figure.hair))
    if is_behind:
        return head
    return (*head, (outline.cheeks(), figure.cheek), (outline.eyes(), figure.face))


def paint_chosen(painter: QPainter, area: Area, spot: Spot) -> None:
    """Fill ``area`` as far as ``spot`` says; paler where it does not say which of the two it is."""
    figure = figure_palette(colours().name)
    path = path_of(area)
    fill = QColor(figure.glow)
    if area.side is not None and spot.side not in (area.side, BodySide.BOTH):
        fill = fill.lighter(_PALER_PERCENT)
    painter.save()
    if area.side is None and spot.side is not None:
        painter.setClipRect(_part(area, spot.side))
    painter.fillPath(path, fill)
    painter.restore()
    painter.strokePath(path, _pen(QColor(figure.face), _EDGE))


def paint_pointed(painter: QPainter, area: Area) -> None:
    """The pointer is over it."""
    light = QColor(figure_palette(colours().name).shoe)
    light.setAlphaF(_POINTED_OPACITY)
    painter.fillPath(path_of(area), light)
    painter.strokePath(path_of(area), _pen(QColor(colours().surface), _EDGE))


def paint_ring(painter: QPainter, area: Area) -> None:
    """The keyboard is on it: two lines, so that one of them stands out from whatever is there."""
    painter.strokePath(path_of(area), _pen(QColor(colours().ink), 3 * _RING))
    painter.strokePath(path_of(area), _pen(QColor(colours().surface), _RING))


def _part(area: Area, side: BodySide) -> QRectF:
    box, middle = path_of(area).boundingRect(), middle_of(area.view)
    if side is BodySide.CENTRE:
        box.adjust(box.width() / 4, 0.0, -box.width() / 4, 0.0)
    elif side is not BodySide.BOTH and (side is BodySide.LEFT) is (area.view is View.BACK):
        box.setRight(middle)
    elif side is not BodySide.BOTH:
        box.setLeft(middle)
    return box


def _pen(colour: QColor, width_px: float) -> QPen:
    pen = QPen(colour, width_px)
    pen.setCosmetic(True)
    return pen
