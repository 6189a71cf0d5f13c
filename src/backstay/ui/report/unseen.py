"""Paints the page for the command line, where no window is open."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from backstay.domain.moment import Moment
from backstay.domain.report import Paper, Report
from backstay.ui.qt_messages import keep_qt_messages
from backstay.ui.report.output import page_pdf
from backstay.ui.report.size import usual_paper


def paint_unseen(report: Report, paper: Paper | None, now: Moment, on_fatal: Callable[[str], None]) -> bytes:
    """The page as a PDF; without a ``paper`` on the usual one. ``on_fatal`` hears of what Qt ends the
    process for. Raises as ``page_pdf``.
    """
    keep_qt_messages(on_fatal)
    application = QGuiApplication.instance() or QApplication([])
    pdf = page_pdf(report, paper or usual_paper(), now)
    del application
    return pdf
