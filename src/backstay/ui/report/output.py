"""The page as an image, and as a PDF whose text can be searched, copied and read aloud.

Qt draws; what it cannot name, the language and the way in which to open it, is added afterwards.
"""

import re
from io import BytesIO
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPagedPaintDevice, QPageSize, QPainter, QPdfWriter

from backstay import __version__
from backstay.domain.errors import BackstayError, MissingLibraryError
from backstay.domain.moment import Moment
from backstay.domain.report import Paper, Report
from backstay.ui import tokens
from backstay.ui.report.ink import BODY
from backstay.ui.report.page import draw_page
from backstay.ui.report.size import page_id, sheet_of
from backstay.ui.report.words import period_words, translate

if TYPE_CHECKING:
    from pypdf import PageObject

_DOTS_PER_INCH = 1200
_LANGUAGE = "en-GB"
# The meaning of a glyph, behind the numbers of the first and the last one of a row.
_TAB_MEANT = re.compile(rb"(?m)^(<\w{4}> <\w{4}> .*?)<0009>")


def require_typeface() -> None:
    """Raises ``MissingLibraryError`` on a computer that has no typeface to write with."""
    # The list of families is never empty; without a file behind it Qt draws boxes, or dies at a closer look.
    if not QFontMetricsF(BODY.font()).inFontUcs4(ord("n")):
        raise MissingLibraryError(
            "The page needs a typeface, and this computer has none.", mend="sudo apt install fonts-inter"
        )


def page_image(report: Report, paper: Paper, now: Moment, width_px: int) -> QImage:
    """The page as it is printed, so many pixels wide."""
    sheet = sheet_of(paper)
    image = QImage(width_px, round(width_px * sheet.height / sheet.width), QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.LIGHT.surface))
    painter = QPainter(image)
    painter.scale(width_px / sheet.width, width_px / sheet.width)
    draw_page(painter, report, paper, now)
    painter.end()
    return image


def page_pdf(report: Report, paper: Paper, now: Moment) -> bytes:
    """The page as a PDF: text that can be selected, its fonts inside, with a title and a language and
    without an author. Raises ``MissingLibraryError`` without a typeface, ``BackstayError``.
    """
    require_typeface()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title_of(report))
    writer.setCreator(f"Backstay {__version__}")
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(page_id(paper)))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    paint_on(writer, report, paper, now)
    return _finished(bytes(buffer.data().data()))


def paint_on(device: QPagedPaintDevice, report: Report, paper: Paper, now: Moment) -> None:
    """Paint the page on a printer or a file whose units begin at the corner of its sheet, as large as it
    fits there. Raises ``BackstayError`` when that takes no page.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise BackstayError(
            "The page could not be printed.", mend="choose another printer, or save it as a PDF"
        )
    sheet = sheet_of(paper)
    scale = min(device.width() / sheet.width, device.height() / sheet.height)
    painter.scale(scale, scale)
    draw_page(painter, report, paper, now)
    painter.end()


def title_of(report: Report) -> str:
    """What the file is called inside."""
    return f"{translate('Report', 'Exercise and pain log')}, {period_words(report.scope)}"


def _finished(drawn: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(drawn)))
    writer.root_object[NameObject("/Lang")] = TextStringObject(_LANGUAGE)
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    for page in writer.pages:
        _name_spaces(page)
    finished = BytesIO()
    writer.write(finished)
    return finished.getvalue()


def _name_spaces(page: "PageObject") -> None:
    """Qt says of the glyph of the space that it stands for a tab, where a typeface has one for both."""
    from pypdf.generic import DictionaryObject, StreamObject

    resources = page["/Resources"]
    fonts = resources["/Font"] if isinstance(resources, DictionaryObject) else None
    for reference in fonts.values() if isinstance(fonts, DictionaryObject) else ():
        font = reference.get_object()
        stream = font["/ToUnicode"] if isinstance(font, DictionaryObject) else None
        if isinstance(stream, StreamObject):
            stream.set_data(_TAB_MEANT.sub(rb"\g<1><0020>", stream.get_data()))
