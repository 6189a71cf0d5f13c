"""Printing the page: the system's own dialog, where this computer can print at all."""

import os
import sys

from PySide6.QtWidgets import QWidget

from backstay.desktop.preflight import Loader, can_load
from backstay.desktop.printers import ask_this_computer_only
from backstay.domain.moment import Moment
from backstay.domain.report import Paper, Report
from backstay.ui.report.output import paint_on, title_of
from backstay.ui.report.size import page_id
from backstay.ui.report.words import translate

# Qt's part that knows the printers is left out without a word where this one is missing.
_CUPS = "libcups.so.2"


def why_no_printing(load: Loader = can_load) -> str:
    """Why nothing can be printed here, in one line; empty where it can."""
    if sys.platform.startswith("linux") and not load(_CUPS):
        return translate("Report", "Printing needs libcups2, which this computer does not have.")
    ask_this_computer_only(os.environ)
    from PySide6.QtPrintSupport import QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return translate("Report", "No printer is set up on this computer.")
    return ""


def print_page(parent: QWidget, report: Report, paper: Paper, now: Moment) -> bool:
    """Ask where and how, and print; whether it was printed. Raises ``BackstayError``."""
    ask_this_computer_only(os.environ)
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title_of(report))
    printer.setPageSize(QPageSize(page_id(paper)))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_on(printer, report, paper, now)
    return True
