"""A page that asks or tells one thing, in the middle of the window: before and after a session."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.scrolling import scroll_by_key

_ABOVE, _BELOW = 2, 3


class Sheet(ScrollPage):
    """Title and ``note``, the widgets, and the buttons beneath them."""

    def __init__(
        self, title: str, note: str, *, name: str, width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, name=name, width=width, parent=parent)
        # The title of other pages stands at the top; here it belongs to what is in the middle.
        self.head.removeWidget(self.title)
        heading = QVBoxLayout()
        heading.setSpacing(tokens.GRID)
        heading.addWidget(self.title)
        heading.addWidget(PlainLabel(note, tone="soft", wrap=True, name=f"{name}_note"))
        self.body.addStretch(_ABOVE)
        self.body.addLayout(heading)

    def fill(self, *widgets: QWidget, buttons: tuple[Button, ...]) -> None:
        """Put these beneath the title, and the buttons in a row below them."""
        for widget in widgets:
            self.body.addWidget(widget)
        row = FlowLayout()
        for button in buttons:
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addStretch(_BELOW)

    def scroll_by(self, event: QKeyEvent) -> bool:
        """Whether the key moved what does not fit."""
        return any(scroll_by_key(area, event) for area in self.findChildren(QScrollArea))
