"""A page laid over what the window shows, with the way back to just that."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from backstay.ui.widgets.page_frame import ScrollPage

if TYPE_CHECKING:
    from backstay.ui.pages.aside_page import AsidePage


class Overlay(QObject):
    """Lays one page at a time over ``stack``. ``turn_to`` shows a widget of the stack.

    ``opened`` tells the name of the page, ``closed`` that it is gone; whatever shows something else
    afterwards calls ``drop``.
    """

    opened = Signal(str)
    closed = Signal()

    def __init__(self, window: QWidget, stack: QStackedWidget, turn_to: Callable[[QWidget], None]) -> None:
        super().__init__(window)
        self._window, self._stack, self._turn_to = window, stack, turn_to
        self._page: ScrollPage | None = None
        self._beneath: QWidget | None = None
        self._focused: QWidget | None = None
        self._title = ""

    @property
    def is_open(self) -> bool:
        """Whether a page of this overlay is there."""
        return self._page is not None

    @property
    def page(self) -> ScrollPage | None:
        """The page of this overlay that is there."""
        return self._page

    @property
    def can_open(self) -> bool:
        """Whether there is something to lay a page over: a window is not filled at once."""
        return self._stack.currentWidget() is not None

    def show(self, page: ScrollPage) -> None:
        """Lay ``page`` over what is shown; one that was there goes."""
        self.close()
        self._beneath = beneath = self._stack.currentWidget()
        self._focused = _within(beneath, self._window.focusWidget())
        self._title = self._window.windowTitle()
        self._page = page
        self._stack.addWidget(page)
        self._turn_to(page)
        self._name()
        page.windowTitleChanged.connect(self._name)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(page.objectName())

    def _name(self) -> None:
        # A page beneath another one says nothing of itself.
        if self._page is not None and self._stack.currentWidget() is self._page:
            self._window.setWindowTitle(self.tr("{page} – Backstay").format(page=self._page.title.text()))

    def lay(self, page: "AsidePage") -> None:
        """As ``show``, with the way back that the page offers."""
        page.left.connect(self.close)
        self.show(page)

    def close(self) -> None:
        """Back to what lies beneath."""
        if self._beneath is None:
            return
        self._turn_to(self._beneath)
        # It may be gone: another program can have changed what the page shows.
        if self._focused is not None and isValid(self._focused):
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._window.setWindowTitle(self._title)
        self.drop()
        self.closed.emit()

    def drop(self) -> None:
        """Something else is shown in its place now."""
        if self._page is not None:
            self._stack.removeWidget(self._page)
            # Until it is deleted nobody, not even a screen reader, shall find it.
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = self._beneath = self._focused = None


def _within(area: QWidget | None, widget: QWidget | None) -> QWidget | None:
    if area is None or widget is None:
        return None
    return widget if widget is area or area.isAncestorOf(widget) else None
