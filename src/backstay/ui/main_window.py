"""The window: the rail, one page at a time, the line at the bottom, and the session over it all."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.preferences import Preferences
from backstay.domain.routine import Routine
from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.page_list import page_entries
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.fade import Fade, is_motion_reduced
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.rail import Rail, RailItem
from backstay.ui.widgets.toast import Toast
from backstay.ui.window_state import WindowState, load_window, save_window

if TYPE_CHECKING:
    from backstay.ui.pages.session import SessionPage

_FIRST = "today"


class MainWindow(QWidget):
    """Makes a page when it is first shown, and has it reload when it is shown and out of date.

    It begins as the rail beside an empty page; ``open`` fills it.
    """

    def __init__(self, app: App) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setMinimumSize(*tokens.WINDOW_LEAST)
        self._app = app
        self._entries = {entry.name: entry for entry in page_entries()}
        self._pages: dict[str, ScrollPage] = {}
        self._stale: set[str] = set()
        self._current = ""
        self._session: SessionPage | None = None
        self._hour = self._this_hour()
        self._shortcuts = [self._shortcut(n, name) for n, name in enumerate(self._entries, start=1)]
        self._rail = Rail([self._rail_item(n, name) for n, name in enumerate(self._entries, start=1)])
        self._rail.chosen.connect(self.show_page)
        self._notice = Banner("notice", tone="caution")
        self._stack = QStackedWidget()
        self._compose()
        self._toast = Toast(self)
        self._toast.left.connect(self._focus_page)
        self.desk = Desk(app, self.toast, self.show_page, self.start_routine, self.end_session)
        app.on_change(self._on_changed)
        app.on_preferences(self._on_preferences)
        self._former = load_window(app.paths.window)
        self._restore_size()

    def open(self) -> None:
        """Show the page that was shown last, and what the person should know."""
        self._notice.say("\n".join(self._app.notices))
        self.show_page(self._former.page if self._former.page in self._entries else _FIRST)

    @property
    def current_page(self) -> str:
        """The name of the page that is shown, or was before the session."""
        return self._current

    def show_page(self, page: str, item: str = "") -> None:
        """Show ``page``; ``item`` is what to open there, for a page that has ``open_item``."""
        if self._session is not None:
            return
        widget = self._page(page)
        self._follow_the_clock()
        if page in self._stale:
            self._reload(page)
        if item:
            widget.open_item(item)
        self._turn_to(widget)
        self._current = page
        self._rail.set_current(page)
        self.setWindowTitle(self.tr("{page} – Backstay").format(page=self._entries[page].text))
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say ``text`` at the bottom of the window."""
        self._toast.say(text, undo)

    def start_routine(self, routine: Routine) -> None:
        """Give the whole window to a session of ``routine``."""
        from backstay.ui.pages.session import SessionPage

        if self._session is not None:
            return
        self._toast.dismiss()
        self._session = SessionPage(self.desk, routine)
        self._stack.addWidget(self._session)
        self._set_chrome(False)
        self._turn_to(self._session)
        self.setWindowTitle(self.tr("{page} – Backstay").format(page=routine.name))
        self._session.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_session(self) -> None:
        """Take the window back; Today is shown."""
        if self._session is None:
            return
        session, self._session = self._session, None
        self._set_chrome(True)
        self.show_page(_FIRST)
        self._stack.removeWidget(session)
        session.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Look for what another program wrote whenever the person comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_for_changes()
            self._follow_the_clock()
            if self._current in self._stale and self._session is None:
                self._reload(self._current)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A session that runs is ended and kept; the size and the page are remembered."""
        is_filling = self.isMaximized() or self.isFullScreen()
        size = self.normalGeometry().size() if is_filling else self.size()
        if self._session is not None:
            self._session.leave()
        state = WindowState(size.width(), size.height(), self.isMaximized(), self._current)
        save_window(self._app.paths.window, state)
        super().closeEvent(event)

    def _compose(self) -> None:
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.PAGE_MARGIN, 0)
        above.addWidget(self._notice)
        beside.addLayout(above)
        beside.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(beside, 1)

    def _restore_size(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(self._former.width, room.width()), min(self._former.height, room.height()))
        if self._former.is_maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _page(self, name: str) -> ScrollPage:
        if name not in self._pages:
            self._pages[name] = self._entries[name].make(self.desk)
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    def _turn_to(self, widget: QWidget) -> None:
        before = self._stack.currentWidget()
        if before is widget:
            return
        is_faded = before is not None and self.isVisible() and not is_motion_reduced(self._app.preferences)
        picture = self._stack.grab() if is_faded else None
        self._stack.setCurrentWidget(widget)
        if picture is not None:
            Fade(self._stack, picture)

    def _set_chrome(self, is_shown: bool) -> None:
        self._rail.setVisible(is_shown)
        self._notice.setVisible(is_shown and bool(self._notice.text()))
        for shortcut in self._shortcuts:
            shortcut.setEnabled(is_shown)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        for name, widget in self._pages.items():
            if kinds & widget.kinds:
                self._stale.add(name)
        if self._current in self._stale and self._session is None:
            self._reload(self._current)

    def _on_preferences(self, _preferences: Preferences) -> None:
        # The page that is shown changed them, and knows.
        self._stale.update(name for name in self._pages if name != self._current)

    def _follow_the_clock(self) -> None:
        """Greeting, date and "this week" are those of the hour in which they were written."""
        former, self._hour = self._hour, self._this_hour()
        if self._hour != former:
            self._stale.update(name for name, widget in self._pages.items() if widget.kinds)

    def _this_hour(self) -> tuple[date, int]:
        now = self._app.clock.moment()
        return now.day, now.local.hour

    def _reload(self, name: str) -> None:
        self._stale.discard(name)
        self._pages[name].reload()

    def _look_for_changes(self) -> None:
        try:
            self._app.look_for_changes()
        except BackstayError as error:
            self._notice.say(str(error))

    def _focus_page(self) -> None:
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rail_item(self, number: int, name: str) -> RailItem:
        entry = self._entries[name]
        return RailItem(name, entry.text, entry.icon, f"Ctrl+{number}")

    def _shortcut(self, number: int, name: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        shortcut.activated.connect(lambda: self.show_page(name))
        return shortcut
