"""Draws every exercise's figure (start, half way, end, other side) on contact sheets, light and dark.

Run by `make figures`:  python -m tools.figures OUTDIR [ID ...]
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from backstay.catalogue.library import load_library
from backstay.domain.exercise import Exercise, Sides
from backstay.domain.figure import Phase
from backstay.resources import routines_dir
from backstay.ui import tokens
from backstay.ui.figure.artist import FigureArtist
from backstay.ui.figure.palette import figure_palette

CELL_WIDTH, CELL_HEIGHT, CAPTION = 460, 330, 28
ROWS_A_SHEET = 5
MOMENTS = (("start", Phase.START, 0.0), ("half way", Phase.UP, 0.5), ("end", Phase.HOLD, 1.0))


def main(out: Path, wanted: Sequence[str] = ()) -> int:
    """Write the sheets of all exercises, or of the ``wanted`` ids; 1 when one has no figure."""
    QGuiApplication(sys.argv[:1])
    out.mkdir(parents=True, exist_ok=True)
    library = load_library(routines_dir())
    for problem in library.problems:
        print(problem)
    exercises = tuple(map(library.exercise, wanted)) if wanted else tuple(library.exercises.values())
    drawn = [exercise for exercise in exercises if exercise.figure is not None]
    for palette in (tokens.LIGHT, tokens.DARK):
        for first in range(0, len(drawn), ROWS_A_SHEET):
            path = out / f"sheet-{palette.name}-{first // ROWS_A_SHEET + 1}.png"
            sheet(drawn[first : first + ROWS_A_SHEET], palette).save(str(path))
            print(path)
    without = [exercise.id for exercise in exercises if exercise.figure is None]
    if without:
        print("without a figure:", ", ".join(without))
    return 1 if without else 0


def sheet(exercises: list[Exercise], palette: tokens.Palette) -> QImage:
    """One row for each exercise."""
    width, height = CELL_WIDTH * (len(MOMENTS) + 1), CELL_HEIGHT * len(exercises)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(palette.surface))
    painter = QPainter(image)
    font = QFont(tokens.FONT_FAMILY)
    font.setPixelSize(tokens.TEXT_BODY)
    painter.setFont(font)
    for row, exercise in enumerate(exercises):
        paint_row(painter, exercise, row * CELL_HEIGHT, palette)
    painter.end()
    return image


def paint_row(painter: QPainter, exercise: Exercise, top: float, palette: tokens.Palette) -> None:
    """Every moment of one exercise, the last one for the other side."""
    if exercise.figure is None:
        return
    artist = FigureArtist(exercise.figure, figure_palette(palette.name))
    side = "other side" if exercise.sides is Sides.EACH else "mirrored"
    cells = [(*moment, False) for moment in MOMENTS] + [(side, Phase.HOLD, 1.0, True)]
    for column, (word, phase, progress, mirrored) in enumerate(cells):
        left = column * CELL_WIDTH
        area = QRectF(left + 16, top + 12, CELL_WIDTH - 32, CELL_HEIGHT - CAPTION - 24)
        artist.paint(painter, area, phase, progress, mirrored=mirrored)
        painter.setPen(QColor(palette.ink))
        painter.drawText(QPointF(left + 16, top + CELL_HEIGHT - 8), f"{exercise.name}: {word}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "figures"), sys.argv[2:]))
