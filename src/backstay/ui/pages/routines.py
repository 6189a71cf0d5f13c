"""Routines: the library, and what is opened in it, each with the way back to where one came from."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from backstay.ui.desk import Desk
from backstay.ui.pages.detail_page import DetailPage
from backstay.ui.pages.exercise_page import ExercisePage
from backstay.ui.pages.faults_page import FaultsPage
from backstay.ui.pages.library import EXERCISES, ROUTINES, LibraryPage
from backstay.ui.pages.routine_page import RoutinePage
from backstay.ui.session.keys import is_bare
from backstay.ui.widgets.page_frame import Page

_BACK = (Qt.Key.Key_Escape, Qt.Key.Key_Backspace)


class RoutinesPage(Page):
    """The library lies at the bottom; what was opened lies over it, the last on top.

    ``open_item`` takes the id of a routine, or ``exercises/`` and the id of an exercise; ``routines/``
    and ``exercises/`` alone are the two lists.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("routines")
        self._desk = desk
        self._library = LibraryPage(desk)
        self._library.opened.connect(self._open)
        self._library.faults_wanted.connect(self._open_faults)
        self._library.renamed.connect(self._name)
        self._trail: list[DetailPage] = []
        self._came_from: list[QWidget | None] = []
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._library)
        # A button would take the arrow for itself.
        self._listen_for("Alt+Left", lambda: self._back(Qt.FocusReason.ShortcutFocusReason))
        self._listen_for("Ctrl+F", self._on_find)
        self._show_top()

    def reload(self) -> None:
        """The files as they were last read; what is gone is left."""
        self._library.reload()
        places = [page.place for page in self._trail]
        focused: QWidget | None = self.window().focusWidget()
        has_keys = focused is not None and self.isAncestorOf(focused)
        self._clear()
        for folder, item in places:
            page = self._made(folder, item)
            if page is None:
                break
            self._push(page)
        self._show_top(has_keys=has_keys)

    def open_item(self, item: str) -> None:
        """Show a routine or an exercise; what is not there any more changes nothing."""
        folder, _, name = item.rpartition("/")
        if folder in (ROUTINES, EXERCISES) and not name:
            self._library.show_view(folder)
            self.open_start()
            return
        page = self._made(folder or ROUTINES, name)
        if page is None:
            return
        self._clear()
        self._library.mark(*page.place)
        self._push(page)
        self._show_top()

    def open_start(self) -> None:
        """The library."""
        self._clear()
        self._show_top()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keys on to what is shown."""
        self._top().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Backspace lead back."""
        if self._trail and event.key() in _BACK and is_bare(event):
            self._back(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """So does the button for it, on a mouse that has one."""
        if event.button() == Qt.MouseButton.BackButton:
            self._back(Qt.FocusReason.MouseFocusReason)
            return
        super().mouseReleaseEvent(event)

    def _listen_for(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    def _on_find(self) -> None:
        self.open_start()
        self._library.search()

    def _top(self) -> Page:
        return self._trail[-1] if self._trail else self._library

    def _made(self, folder: str, item: str) -> DetailPage | None:
        library = self._desk.app.library
        if folder == EXERCISES and item in library.exercises:
            exercise = ExercisePage(self._desk, library.exercises[item])
            exercise.walked.connect(self._walk)
            return exercise
        if folder == ROUTINES and item in library.routines:
            return RoutinePage(self._desk, library.routines[item])
        if (folder, item) == FaultsPage.PLACE and library.problems:
            return FaultsPage(self._desk)
        return None

    def _open(self, folder: str, item: str) -> None:
        if len(self._trail) > 1 and self._trail[-2].place == (folder, item):
            # One came from there.
            self._back(Qt.FocusReason.OtherFocusReason)
            return
        page = self._made(folder, item)
        if page is not None:
            self._push(page)
            self._show_top(has_keys=True)

    def _open_faults(self) -> None:
        self._open(*FaultsPage.PLACE)

    def _walk(self, item: str) -> None:
        """An easier or a harder one takes the place of the one that is shown."""
        page = self._made(EXERCISES, item)
        if page is not None:
            came_from = self._pop()
            self._push(page)
            self._came_from[-1] = came_from
            self._show_top(has_keys=True)

    def _push(self, page: DetailPage) -> None:
        page.left.connect(lambda: self._back(Qt.FocusReason.OtherFocusReason))
        page.opened.connect(self._open)
        focused: QWidget | None = self.window().focusWidget()
        # What lies outside of here may be gone before one comes back.
        is_here = focused is not None and self._top().isAncestorOf(focused)
        self._came_from.append(focused if is_here else None)
        self._trail.append(page)
        self._stack.addWidget(page)

    def _pop(self) -> QWidget | None:
        page = self._trail.pop()
        self._stack.removeWidget(page)
        # Until it is deleted nobody, not even a screen reader, shall find it.
        page.setParent(None)
        page.deleteLater()
        return self._came_from.pop()

    def _clear(self) -> None:
        while self._trail:
            self._pop()

    def _back(self, reason: Qt.FocusReason) -> None:
        if not self._trail:
            return
        came_from = self._pop()
        self._show_top()
        top = self._top()
        if came_from is not None and top.isAncestorOf(came_from):
            came_from.setFocus(reason)
        else:
            top.setFocus(reason)

    def _show_top(self, *, has_keys: bool = False) -> None:
        top = self._top()
        self._stack.setCurrentWidget(top)
        self._name()
        if has_keys:
            top.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        words = self._top().accessibleName()
        self.setAccessibleName(words)
        self.setWindowTitle(words)
