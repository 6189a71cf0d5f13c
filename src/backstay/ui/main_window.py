"""The window: the rail, one page at a time, the line at the bottom, and the session over it all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.preferences import Preferences
from backstay.domain.routine import Routine
from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.library_reading import LibraryReading
from backstay.ui.overlay import Overlay
from backstay.ui.pack_desk import PackDesk
from backstay.ui.page_list import page_entries
from backstay.ui.safety_door import SafetyDoor
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.fade import Fade, is_motion_reduced
from backstay.ui.widgets.loading_bar import LoadingBar
from backstay.ui.widgets.page_frame import Page
from backstay.ui.widgets.rail import Rail, RailItem
from backstay.ui.widgets.toast import Toast
from backstay.ui.window_state import WindowState, load_window, save_window

if TYPE_CHECKING:
    from backstay.ui.pages.safety import SafetyPage
    from backstay.ui.pages.session import SessionPage

_FIRST = "today"
_SAFETY = "safety"
_PACK_SUFFIX = ".backstay"


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
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._current = ""
        self._afterwards = _FIRST
        self._session: SessionPage | None = None
        self._hour = self._this_hour()
        self._shortcuts = [self._shortcut(n, name) for n, name in enumerate(self._entries, start=1)]
        items = [self._rail_item(n, name) for n, name in enumerate(self._entries, start=1)]
        self._rail = Rail(items, foot=RailItem(_SAFETY, self.tr("Safety"), "life-buoy", self.tr("F2")))
        self._rail.chosen.connect(self._go_to)
        self._notice = Banner("notice", tone="caution")
        self._loading = LoadingBar()
        self._reading = LibraryReading(app, self)
        self._reading.progressed.connect(self._loading.show_progress)
        self._reading.noticed.connect(self._on_noticed)
        self._wanted: tuple[str, str] | None = None
        self._stack = QStackedWidget()
        self._compose()
        self._toast = Toast(self)
        self._toast.left.connect(self._focus_page)
        self._safety, self._aside = (Overlay(self, self._stack, self._turn_to) for _ in range(2))
        self._safety.opened.connect(lambda: self._rail.set_current(_SAFETY))
        self._safety.closed.connect(lambda: self._rail.set_current(self._current))
        for overlay in (self._safety, self._aside):
            overlay.closed.connect(self._name_window)
        self._door = SafetyDoor(self, self._safety, self._safety_page)
        self.setAcceptDrops(True)
        self.desk = Desk(
            app,
            self.toast,
            self.show_page,
            self.start_routine,
            self.end_session,
            self._door.toggle,
            lambda routine: self._packs.make(routine),
        )
        self._packs = PackDesk(self, self.desk, self._aside, self._reading.read_now)
        app.on_change(self._on_changed)
        app.on_library(self._on_library)
        app.on_preferences(self._on_preferences)
        self._former = load_window(app.paths.window)
        self._restore_size()

    def open(self) -> None:
        """Show the page that was shown last, and what the person should know."""
        self._notice.say("\n".join(self._app.notices))
        self._reading.begin()
        self.show_page(self._former.page if self._former.page in self._entries else _FIRST)

    @property
    def current_page(self) -> str:
        """The name of the page that is shown, or was before the session."""
        return self._current

    def show_page(self, page: str, item: str = "") -> None:
        """Show ``page``; ``item`` is what to open there, for a page that has ``open_item``."""
        if self._session is not None:
            return
        if not self._app.has_library:
            self._wanted = (page, item)
            return
        widget = self._page(page)
        self._follow_the_clock()
        if page in self._stale:
            self._reload(page)
        if item:
            widget.open_item(item)
        self._turn_to(widget)
        self._drop_overlays()
        self._current = page
        self._rail.set_current(page)
        self._name_window()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say ``text`` at the bottom of the window."""
        self._toast.say(text, undo)

    def open_file(self, path: Path) -> None:
        """Show what is in a pack that somebody opened or dropped on the window."""
        if self._session is None:
            # Two overlays on top of each other would each lead back to the other.
            self._safety.close()
            self._packs.look_at(path)
        else:
            self.toast(self.tr("A session is running. Open the pack when it is over."))

    def start_routine(self, routine: Routine, *, is_trial: bool = False) -> None:
        """Give the whole window to a session of ``routine``; a trial leads back to the page that is shown."""
        from backstay.ui.pages.session import SessionPage

        if self._session is not None:
            return
        self._toast.dismiss()
        self._afterwards = self._current if is_trial else _FIRST
        self._session = SessionPage(self.desk, routine, is_trial=is_trial)
        self._stack.addWidget(self._session)
        self._set_chrome(False)
        self._turn_to(self._session)
        self._drop_overlays()
        self.setWindowTitle(self.tr("{page} – Backstay").format(page=routine.name))
        self._session.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_session(self) -> None:
        """Take the window back; Today is shown, after a trial the page before it."""
        if self._session is None:
            return
        session, self._session = self._session, None
        self._app.voice.retire()
        self._set_chrome(True)
        self.show_page(self._afterwards)
        self._stack.removeWidget(session)
        session.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Look for what another program wrote whenever the person comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_for_changes()
            self._reading.look()
            self._follow_the_clock()
            if self._current in self._stale and self._session is None:
                self._reload(self._current)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A pack may be dropped anywhere on the window."""
        if _dropped_pack(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped is looked at, not taken over."""
        path = _dropped_pack(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            # The program that the file comes from waits until this returns.
            QTimer.singleShot(0, self, lambda: self.open_file(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        """A session that runs is ended and kept; the size and the page are remembered."""
        is_filling = self.isMaximized() or self.isFullScreen()
        size = self.normalGeometry().size() if is_filling else self.size()
        if self._session is not None:
            self._session.leave()
        state = WindowState(size.width(), size.height(), self.isMaximized(), self._current)
        save_window(self._app.paths.window, state)
        self._reading.stop()
        super().closeEvent(event)

    def _compose(self) -> None:
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.PAGE_MARGIN, 0)
        above.addWidget(self._notice)
        above.addWidget(self._loading)
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

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            self._pages[name] = page = self._entries[name].make(self.desk)
            page.windowTitleChanged.connect(self._name_window)
            self._stack.addWidget(page)
        return self._pages[name]

    def _go_to(self, name: str) -> None:
        """Asked for again, the page that is shown begins from its start."""
        if name == _SAFETY:
            self._door.toggle()
            return
        if name == self._current and self._session is None:
            self._page(name).open_start()
        self.show_page(name)

    def _safety_page(self) -> "SafetyPage":
        from backstay.ui.pages.safety import SafetyPage

        is_paused = self._session is not None and self._session.pause()
        return SafetyPage(self._app.preferences.emergency_number, is_session_paused=is_paused)

    def _name_window(self) -> None:
        is_covered = self._safety.is_open or self._aside.is_open
        if self._session is None and self._current and not is_covered:
            name = self._pages[self._current].windowTitle() or self._entries[self._current].text
            self.setWindowTitle(self.tr("{page} – Backstay").format(page=name))

    def _turn_to(self, widget: QWidget) -> None:
        before = self._stack.currentWidget()
        if before is widget:
            return
        is_faded = before is not None and self.isVisible() and not is_motion_reduced(self._app.preferences)
        picture = self._stack.grab() if is_faded else None
        self._stack.setCurrentWidget(widget)
        if picture is not None:
            Fade(self._stack, picture)

    def _drop_overlays(self) -> None:
        for overlay in (self._safety, self._aside):
            overlay.drop()

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

    def _on_library(self) -> None:
        """The files were read: for the first time, or because one was saved."""
        self._loading.finish()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.show_page(*wanted)
        elif self._current:
            self._stale.update(self._pages)
            if self._session is None:
                self._reload(self._current)

    def _on_noticed(self) -> None:
        if self._session is not None:
            return
        words = self.tr("Your files were read again.")
        if faulty := len({problem.file for problem in self._app.library.problems}):
            one, many = self.tr("1 file has a fault."), self.tr("{count} files have faults.")
            words = f"{words} {one if faulty == 1 else many.format(count=faulty)}"
        self.toast(words)

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
        shortcut.activated.connect(lambda: self._go_to(name))
        return shortcut


def _dropped_pack(data: QMimeData) -> Path | None:
    """The one pack among what is dragged; None when it is anything else."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() == _PACK_SUFFIX else None
