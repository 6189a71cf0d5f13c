"""A page to be read in between, laid over any other: its title, the way back, and what waits meanwhile."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.scrolling import scroll_by_key


class AsidePage(ScrollPage):
    """``left`` goes back to where one was. With ``is_session_paused`` it says that the session waits.
    ``is_back_primary`` is False for a page that is for more than reading.
    """

    left = Signal()

    def __init__(
        self,
        title: str,
        *,
        name: str,
        is_session_paused: bool = False,
        is_back_primary: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, name=name, parent=parent)
        self.setAccessibleName(title)
        words = self.tr("Back to the session") if is_session_paused else self.tr("Back")
        button = PrimaryButton if is_back_primary else SecondaryButton
        back = button(words, key=self.tr("Esc"), name=f"{name}_back")
        back.clicked.connect(self.leave)
        self.head.addWidget(back)
        escape = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        escape.activated.connect(self.leave)
        if is_session_paused:
            paused = self.tr("The session is paused. It waits where it was until you go on.")
            self.body.addWidget(PlainLabel(paused, tag="rest", wrap=True, name=f"{name}_paused"))

    def leave(self) -> None:
        """What Back and Escape do."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that move a page move this one, wherever the focus is on it."""
        if not any(scroll_by_key(area, event) for area in self.findChildren(QScrollArea)):
            super().keyPressEvent(event)
