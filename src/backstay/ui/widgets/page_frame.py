"""The frame of a page: a title row, and the content beneath it in a measure that reads well."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.scrolling import scroll_by_key, scrolling


class Canvas(QWidget):
    """What scrolls. Its height is the one that its text needs at the width it has: the least height of
    text that wraps is reckoned for a narrow page, and would leave a blank end on a wide one.
    """

    def minimumSizeHint(self) -> QSize:
        """The width alone."""
        return QSize(super().minimumSizeHint().width(), 0)


class Page(QWidget):
    """What the window shows at one time. It loads itself when it is made; ``kinds`` are the entries it
    shows, of which a change makes it out of date. A window title, where it has one, is the window's.
    """

    kinds: frozenset[Kind] = frozenset()

    def reload(self) -> None:
        """Read everything again; a page that shows no entries has nothing to read."""

    def open_item(self, item: str) -> None:
        """Show one of the things of this page, by its id; a page without any shows itself."""

    def open_start(self) -> None:
        """Show what comes first here; for a page that has more than one view."""


class ScrollPage(Page):
    """Put widgets into ``body``, and buttons or a date into ``head`` (right of the title; the two are
    in ``top``).

    The content scrolls when the window is small or the text large; with ``can_scroll`` off it gets
    the height of the window, for a list or a chart that scrolls itself.
    """

    def __init__(
        self,
        title: str,
        *,
        name: str,
        can_scroll: bool = True,
        width: int = tokens.CONTENT_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.title = PlainLabel(title, role="title", wrap=True, name=f"{name}_title")
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.GRID + tokens.GRID // 2)
        self.top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.top.setSpacing(self.head.spacing())
        self.top.addWidget(self.title, 1)
        self.top.addLayout(self.head)
        self.top.setAlignment(self.head, Qt.AlignmentFlag.AlignLeft)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.CARD_GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        canvas = self._canvas(width)
        self._area = scrolling(canvas, name=f"{name}_scroll", across=True) if can_scroll else None
        outer.addWidget(self._area or canvas)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to ``part`` as soon as what was just changed in it has its place."""
        area = self._area
        if area is not None:
            QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(part))

    def scroll_by(self, event: QKeyEvent) -> bool:
        """Whether the key moved what does not fit."""
        return self._area is not None and scroll_by_key(self._area, event)

    def heading_width(self) -> int:
        """The width in pixels of the title in one line, with whatever belongs to it."""
        return QFontMetrics(self.title.font()).horizontalAdvance(self.title.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the title goes below it when the two have no room in one row."""
        super().resizeEvent(event)
        needed = self.heading_width() + self.top.spacing() + self.head.sizeHint().width()
        # The scroll bar has its place whether or not it is there, else the row would go to and fro.
        bar = self._area.bar_width() if self._area is not None else 0
        is_narrow = needed > event.size().width() - 2 * tokens.PAGE_MARGIN - bar
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.top.setDirection(down if is_narrow else across)

    def _canvas(self, width: int) -> QWidget:
        canvas = Canvas()
        canvas.setProperty("canvas", True)
        column = QWidget()
        column.setMaximumWidth(width)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(tokens.CARD_GAP)
        inner.addLayout(self.top)
        inner.addLayout(self.body, 1)
        row = QHBoxLayout(canvas)
        side = tokens.PAGE_MARGIN
        row.setContentsMargins(side, side - tokens.GRID, side, side - 2 * tokens.GRID)
        # The stretches take what is left only once the column has its full width.
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        return canvas
