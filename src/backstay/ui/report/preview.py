"""The very page, as small as it has to be on the screen."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.domain.moment import Moment
from backstay.domain.report import Paper, Report
from backstay.ui import tokens
from backstay.ui.report.output import page_image
from backstay.ui.report.size import sheet_of
from backstay.ui.theme import colours

_LEAST_WIDTH = 36 * tokens.GRID
_USUAL_WIDTH = 72 * tokens.GRID


class PagePreview(QWidget):
    """Always on white, whatever the window wears: it is paper."""

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._page: tuple[Report, Paper, Moment] | None = None
        self._image: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_page(self, report: Report, paper: Paper, now: Moment, words: str) -> None:
        """Show this one; ``words`` say what is on it, for whoever cannot see it."""
        self._page, self._image = (report, paper, now), None
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A sheet keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the sheet is at this width."""
        sheet = sheet_of(self._page[1] if self._page is not None else Paper.A4)
        return round(width * sheet.height / sheet.width)

    def sizeHint(self) -> QSize:
        """Large enough to be read on a usual screen."""
        return QSize(_USUAL_WIDTH, self.heightForWidth(_USUAL_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is another picture."""
        super().resizeEvent(event)
        self._image = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sheet with a thin edge."""
        if self._page is None:
            return
        width = min(self.width(), round(self.height() * self.width() / self.heightForWidth(self.width())))
        ratio = self.devicePixelRatioF()
        if self._image is None:
            self._image = page_image(*self._page, max(1, round(width * ratio)))
        place = QRectF((self.width() - width) / 2, 0, width, self._image.height() / ratio)
        painter = QPainter(self)
        painter.drawImage(place, self._image)
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()
