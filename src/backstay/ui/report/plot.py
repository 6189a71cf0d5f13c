"""The chart on the page, with what its signs mean."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from backstay.domain.report import Report
from backstay.ui.report.ink import BODY, MM, SMALL, Ink
from backstay.ui.report.words import translate

_NOTHING_HEIGHT = 12 * MM


def draw_plot(painter: QPainter, ink: Ink, place: QRectF, report: Report) -> float:
    """The chart in ``place`` and a line beneath it, or a line alone where nothing was logged; their
    height.
    """
    if not (report.entries or report.sessions or report.activities):
        box = QRectF(place.left(), place.top(), place.width(), _NOTHING_HEIGHT)
        ink.box(box)
        words = translate("Report", "Nothing was logged in this period.")
        ink.say(box.left() + 3 * MM, box.center().y() - BODY.height / 2, box.width(), words)
        return box.height()
    ink.box(place)
    height = place.height() + MM / 2
    words = _legend()
    return height + ink.tell(place.left(), place.top() + height, place.width(), words, SMALL, most=2)


def _legend() -> str:
    return translate(
        "Report",
        "Lower is less pain. Dot: one entry. Ring and line: mean of a week, with the n of its entries. "
        "Hatched: more than 7 days without an entry. Beneath: sessions by their minutes.",
    )
