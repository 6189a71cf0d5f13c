"""What the things around the figure are drawn with, made once for a palette and size."""

from dataclasses import dataclass

from PySide6.QtGui import QBrush, QPen

from backstay.ui.figure.kit import Tone, brush, pen, tone
from backstay.ui.figure.palette import FigurePalette


@dataclass(frozen=True, slots=True)
class PropKit:
    """Brushes and pens of the things. ``panel`` is a wall seen from the front, ``hollow`` a hole."""

    mat: QBrush
    mat_edge: QBrush
    wood: QBrush
    wood_dark: QBrush
    wall: QBrush
    panel: QBrush
    cloth: Tone
    foam: Tone
    hollow: QBrush
    glass: QBrush
    floor: QPen
    leg: QPen
    leg_dark: QPen
    seam: QPen
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
        panel=brush(palette.panel),
        cloth=tone(palette.cloth, palette.cloth_line),
        foam=tone(palette.foam, palette.foam_dark),
        hollow=brush(palette.hollow),
        glass=brush(palette.glass),
        floor=pen(palette.floor, 0.018 * scale),
        leg=pen(palette.wood, 0.036 * scale),
        leg_dark=pen(palette.wood_dark, 0.034 * scale),
        seam=pen(palette.cloth_line, 0.006 * scale),
        band=pen(palette.band, 0.02 * scale),
        towel=pen(palette.cloth, 0.036 * scale),
        arrow=pen(palette.band, 0.018 * scale),
    )
