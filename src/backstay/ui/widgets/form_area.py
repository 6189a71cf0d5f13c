"""What is asked, in an area that is as high as that while the page has room for it, and scrolls when not."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import scaled
from backstay.ui.widgets.scrolling import ScrollArea

_LEAST = 11 * tokens.GRID


class FormArea(ScrollArea):
    """What gets the focus in it comes into sight, however it gets it."""

    def __init__(self, content: QWidget, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(across=False, parent=parent)
        self.setObjectName(name)
        self.setWidget(content)
        self._content = content
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        content.installEventFilter(self)
        qt_app = QApplication.instance()
        assert isinstance(qt_app, QApplication)
        qt_app.focusChanged.connect(self._on_focus_changed)

    def sizeHint(self) -> QSize:
        """As high as the content at the width that it has."""
        hint = self._content.sizeHint()
        if self._content.hasHeightForWidth():
            hint.setHeight(self._content.heightForWidth(max(self.viewport().width(), 1)))
        return hint

    def minimumSizeHint(self) -> QSize:
        """The width of the content, and enough of it to see that there is more."""
        return QSize(self._content.minimumSizeHint().width(), scaled(_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """So does other content."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _former: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._content.isAncestorOf(now):
            self.ensureWidgetVisible(now)
