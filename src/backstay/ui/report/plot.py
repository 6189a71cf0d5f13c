"""The chart on the page, with what its signs mean."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from backstay.domain.report import Report
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData, chart_data
from backstay.ui.chart.dots import MOST_DOTS
from backstay.ui.chart.draw import draw_chart
from backstay.ui.report.ink import BODY, MM, SMALL, Ink
from backstay.ui.report.words import translate

_HEIGHT = 60 * MM
_STRIP_HEIGHT = 6 * MM
_NOTHING_HEIGHT = 12 * MM


def draw_plot(painter: QPainter, ink: Ink, place: QRectF, report: Report) -> float:
    """The chart from the top of ``place`` on and what its signs mean, or a line alone where nothing was
    logged; their height.
    """
    if report.is_empty:
        return _draw_nothing(ink, place)
    data = _data(report)
    place.setHeight(_HEIGHT + (len(data.strips) - 1) * _STRIP_HEIGHT)
    draw_chart(painter, place, data, for_print=True, unit=SMALL.size / tokens.TEXT_SMALL)
    legend = ink.tell(place.left(), place.bottom() + MM / 2, place.width(), _legend(data), SMALL, most=3)
    return place.height() + MM / 2 + legend


def _draw_nothing(ink: Ink, place: QRectF) -> float:
    box = QRectF(place.left(), place.top(), place.width(), _NOTHING_HEIGHT)
    ink.box(box)
    words = translate("Report", "Nothing was logged in this period.")
    ink.say(box.left() + 3 * MM, box.center().y() - BODY.height / 2, box.width() - 6 * MM, words)
    return box.height()


def _data(report: Report) -> ChartData:
    return chart_data(
        (*report.earlier, *report.entries),
        report.sessions,
        report.scope.first,
        report.scope.last,
        activities=report.activities,
        marks=report.marks,
    )


def _legend(data: ChartData) -> str:
    """Only what is on this chart."""
    parts = [translate("Report", "Lower is less pain.")]
    if len(data.readings) > MOST_DOTS:
        words = translate("Report", "Dot: entries of the same score within some days, the darker the more.")
        parts.append(words)
    elif data.readings:
        parts.append(translate("Report", "Dot: one entry."))
    if data.segments:
        words = translate("Report", "Line: mean of each week, with the n of its entries where there is room.")
        parts.append(words)
    if data.usual:
        parts.append(translate("Report", "Band: middle half of the entries of the 28 days before."))
    if data.gaps:
        parts.append(translate("Report", "Hatched: more than 7 days without an entry."))
    parts.append(translate("Report", "Beneath: the minutes of each session."))
    return " ".join(parts)
