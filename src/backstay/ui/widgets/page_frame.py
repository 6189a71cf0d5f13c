"""The frame of a page: a title row, and the content beneath it in a measure that reads well."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.widgets.labels import PlainLabel


class ScrollPage(QWidget):
    """Put widgets into ``body``, and buttons or a date into ``head`` (right of the title).

    A page loads itself when it is made; ``kinds`` are the entries it shows, of which a change makes it
    out of date.

    The content scrolls when the window is small or the text large; with ``can_scroll`` off it gets
    the height of the window, for a list or a chart that scrolls itself.
    """

    kinds: frozenset[Kind] = frozenset()

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
        self.head.addWidget(self.title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.CARD_GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        canvas = self._canvas(width)
        outer.addWidget(_scrolling(canvas, name) if can_scroll else canvas)

    def reload(self) -> None:
        """Read everything again; a page that shows no entries has nothing to read."""

    def open_item(self, item: str) -> None:
        """Show one of the things of this page, by its id; a page without any shows itself."""

    def _canvas(self, width: int) -> QWidget:
        canvas = QWidget()
        canvas.setProperty("canvas", True)
        column = QWidget()
        column.setMaximumWidth(width)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(tokens.CARD_GAP)
        inner.addLayout(self.head)
        inner.addLayout(self.body, 1)
        row = QHBoxLayout(canvas)
        side = tokens.PAGE_MARGIN
        row.setContentsMargins(side, side - tokens.GRID, side, side - 2 * tokens.GRID)
        # The stretches take what is left only once the column has its full width.
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        return canvas


def _scrolling(canvas: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName(f"{name}_scroll")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(canvas)
    return area
