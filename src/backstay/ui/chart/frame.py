"""Where everything stands: the scale, the rows beneath it, and the days across, in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from backstay.domain.pain import SCORE_MAX, SCORE_MIN
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData, Strip, StripKind
from backstay.ui.chart.view import View
from backstay.ui.theme import colours, paper_font, text_font, text_scale
from backstay.ui.tokens import Palette

PAD_PX = 6
DOT_PX = 9
_ROW_PX = 26
_ROW_GAP_PX = 6
MARK_ROWS = 2


@dataclass(frozen=True, slots=True)
class Look:
    """The colours and the text size (1.0 is 100 %) to draw with. ``is_print`` leaves out what only a
    screen can be fast with. ``names_band`` is False where the signs are explained beside the chart.
    """

    palette: Palette
    text_scale: float
    is_print: bool = False
    names_band: bool = True

    def font(self, weight: int = tokens.WEIGHT_REGULAR) -> QFont:
        """The chart's one size of text."""
        pixels = max(1, round(tokens.TEXT_SMALL * self.text_scale))
        if self.is_print:
            return paper_font(pixels, weight)
        font = text_font(tokens.TEXT_SMALL, weight)
        font.setPixelSize(pixels)
        return font

    def colour(self, code: str, opacity: float = 1.0) -> QColor:
        """``code``, so much of it (0 to 1)."""
        colour = QColor(code)
        colour.setAlphaF(opacity)
        return colour


def screen_look() -> Look:
    """What the window wears now."""
    return Look(colours(), text_scale())


def picture_look() -> Look:
    """For a file of its own: always light, at 100 %."""
    return Look(tokens.LIGHT, 1.0, is_print=True)


def print_look() -> Look:
    """For paper: light, and told apart by how dark it is, so that it can be read in grey."""
    light = tokens.LIGHT
    palette = replace(light, dot=light.ink_soft, line=light.gap)
    return Look(palette, 1.0, is_print=True, names_band=False)


@dataclass(frozen=True, slots=True)
class Row:
    """The place of a strip: its word in the left margin, its bars inside ``box``."""

    strip: Strip
    label: str
    box: QRectF


@dataclass(frozen=True, slots=True)
class Frame:
    """``plot`` reaches from 0 at its bottom to 10 at its top and across the days of ``view``, each
    ``px_per_day`` wide; the words of marks stand above it, ``rows`` and the names of the days beneath.
    """

    view: View
    area: QRectF
    plot: QRectF
    rows: tuple[Row, ...]
    dates_top: float
    px_per_day: float

    def x(self, place: float) -> float:
        """Where a place on the time axis, in days, lies across."""
        return self.plot.left() + (place - self.view.first) * self.px_per_day

    def y(self, score: float) -> float:
        """Where a score lies."""
        share = (score - SCORE_MIN) / (SCORE_MAX - SCORE_MIN)
        return self.plot.bottom() - share * self.plot.height()

    def point(self, place: float, score: float) -> QPointF:
        """Where a score at a place on the time axis lies."""
        return QPointF(self.x(place), self.y(score))

    def has(self, place: float) -> bool:
        """Whether a place on the time axis is in view."""
        return self.view.first <= place <= self.view.last

    def place(self, x: float) -> float:
        """The place on the time axis, in days, at the pixel ``x``."""
        return self.view.first + (x - self.plot.left()) / self.px_per_day

    def inside(self) -> QRectF:
        """What moves with the days: scale, words of marks and rows, without the left margin."""
        return QRectF(self.plot.left(), self.area.top(), self.plot.width(), self.dates_top - self.area.top())


def frame_in(area: QRectF, view: View, data: ChartData, look: Look) -> Frame:
    """Share ``area`` out for ``data``."""
    metrics = QFontMetricsF(look.font())
    labels = strip_labels(data.strips)
    margin = max(metrics.horizontalAdvance(label) for label in (*labels, str(SCORE_MAX))) + 3 * PAD_PX
    above, rows_px, dates_px = _around(data, metrics)
    plot = area.adjusted(margin, above, -PAD_PX, -dates_px - rows_px)
    top = plot.bottom() + DOT_PX + _ROW_GAP_PX
    rows = tuple(
        Row(strip, label, QRectF(plot.left(), top + i * (_ROW_PX + _ROW_GAP_PX), plot.width(), _ROW_PX))
        for i, (strip, label) in enumerate(zip(data.strips, labels, strict=True))
    )
    return Frame(view, area, plot, rows, area.bottom() - dates_px, plot.width() / view.length)


def height_around(data: ChartData, look: Look) -> float:
    """How much of the height is taken by what stands above and beneath the scale, in pixels."""
    return sum(_around(data, QFontMetricsF(look.font())))


def _around(data: ChartData, metrics: QFontMetricsF) -> tuple[float, float, float]:
    """The heights of what stands above the scale, of the rows beneath it, and of the names of days."""
    above = MARK_ROWS * metrics.height() if data.marks else metrics.height() / 2
    rows_px = len(data.strips) * (_ROW_PX + _ROW_GAP_PX) + DOT_PX
    return above + PAD_PX, rows_px, metrics.height() + 2 * PAD_PX


def strip_labels(strips: Sequence[Strip]) -> tuple[str, ...]:
    """The words beside the rows. Sessions that stand alone need none, so their minutes are named."""
    if len(strips) == 1:
        return (QCoreApplication.translate("Chart", "min"),)
    names = {
        StripKind.SESSIONS: QCoreApplication.translate("Chart", "sessions"),
        StripKind.RUNS: QCoreApplication.translate("Chart", "runs"),
        StripKind.WALKS: QCoreApplication.translate("Chart", "walks"),
        StripKind.OTHER: QCoreApplication.translate("Chart", "other"),
    }
    return tuple(names[strip.kind] for strip in strips)
