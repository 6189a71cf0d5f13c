"""The window: the rail, one page at a time, the line at the bottom, and the session over it all."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from backstay.app import App
from backstay.domain.preferences import Preferences
from backstay.domain.routine import Routine
from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.care_watch import CareWatch
from backstay.ui.cut_off import begins_on_today
from backstay.ui.desk import Desk
from backstay.ui.door import Door
from backstay.ui.library_reading import LibraryReading
from backstay.ui.overlay import Overlay
from backstay.ui.pack_desk import PackDesk
from backstay.ui.pack_drop import PackDrop
from backstay.ui.page_list import page_entries
from backstay.ui.page_shelf import PageShelf
from backstay.ui.session.key_guard import KEY_GUARD_S
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.fade import Fade, is_motion_reduced
from backstay.ui.widgets.loading_bar import LoadingBar
from backstay.ui.widgets.page_frame import Page
from backstay.ui.widgets.rail import Rail, RailItem
from backstay.ui.widgets.toast import Toast
from backstay.ui.window_state import WindowState, load_window, restore_size, save_window
from backstay.ui.wording import files_read_text

if TYPE_CHECKING:
    from backstay.ui.pages.keys import KeysPage
    from backstay.ui.pages.safety import SafetyPage
    from backstay.ui.pages.session import SessionPage
    from backstay.unfinished import Unfinished

_FIRST = "today"
_SAFETY = "safety"
_KEYS = "keys"
_RECOVERY = "recovery"


class MainWindow(QMainWindow):
    """The frame around the pages, and what lies over them. It begins as the rail beside an empty page;
    ``open`` fills it. In a session, keys within ``key_guard_s`` real seconds after a change of page are
    ignored.
    """

    def __init__(self, app: App, *, key_guard_s: float = KEY_GUARD_S) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setMinimumSize(*tokens.WINDOW_LEAST)
        self._app = app
        self._key_guard_s = key_guard_s
        self._entries = {entry.name: entry for entry in page_entries()}
        self._shelf = PageShelf(app.clock, self._make_page)
        self._current = ""
        self._afterwards = _FIRST
        self._session: SessionPage | None = None
        self._shortcuts = [self._shortcut(n, name) for n, name in enumerate(self._entries, start=1)]
        self._rail = self._make_rail()
        self._notice = Banner("notice", tone="caution")
        self._loading = LoadingBar(self.tr("Reading your routines: {done} of {total}"))
        self._reading = LibraryReading(app, self)
        self._reading.progressed.connect(self._loading.show_progress)
        self._reading.noticed.connect(self._on_noticed)
        self.care = CareWatch(app, self)
        self.care.noticed.connect(self._say_notice)
        self._wanted: tuple[str, str] | None = None
        self._stack = QStackedWidget()
        self._compose()
        self._toast = Toast(self)
        self._toast.left.connect(self._focus_page)
        self._read, self._aside = (Overlay(self, self._stack, self._turn_to) for _ in range(2))
        self._listen_to_overlays()
        self._doors = {
            _SAFETY: Door(self, Qt.Key.Key_F2, self._read, self._safety_page),
            _KEYS: Door(self, Qt.Key.Key_F1, self._read, self._keys_page),
        }
        PackDrop(self).dropped.connect(self.open_file)
        self.desk = Desk(
            app,
            self.toast,
            self.show_page,
            self.start_routine,
            self.end_session,
            self._doors[_SAFETY].toggle,
            lambda routine: self._packs.make(routine),
            self.go_on,
            self._aside.lay,
        )
        self._packs = PackDesk(self, self.desk, self._aside, self._reading.read_now)
        app.on_change(self._on_changed)
        app.on_library(self._on_library)
        app.on_preferences(self._on_preferences)
        self._former = load_window(app.paths.window)
        restore_size(self, self._former)

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
        if not self._current and begins_on_today(self._app, self.toast):
            page, item = _FIRST, ""
        widget = self._shelf.page(page)
        self._shelf.follow_the_clock()
        self._shelf.freshen(page)
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
        """Show what is in a file that somebody opened or dropped on the window: a pack, or entries."""
        if self._session is None:
            # Two overlays on top of each other would each lead back to the other.
            self._read.close()
            self._packs.look_at(path)
        else:
            self.toast(self.tr("A session is running. Open the file when it is over."))

    def start_routine(self, routine: Routine, *, is_trial: bool = False) -> None:
        """Give the whole window to a session of ``routine``; a trial leads back to the page that is shown."""
        if self._session is None:
            self._afterwards = self._current if is_trial else _FIRST
            self._give_room(routine, lambda page: page.begin(), is_trial=is_trial)

    def go_on(self, unfinished: "Unfinished") -> None:
        """The same for a session that was cut off. Raises ``BackstayError`` when it is not open any more."""
        if self._session is None:
            self._afterwards = _FIRST
            self._give_room(unfinished.routine, lambda page: page.take_up(unfinished))

    def end_session(self) -> None:
        """Take the window back; Today is shown, after a trial the page before it."""
        if self._session is None:
            return
        session, self._session = self._session, None
        self._app.voice.retire()
        self._app.tones.close()
        self._set_chrome(True)
        self.show_page(self._afterwards)
        self._stack.removeWidget(session)
        session.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Look for what another program wrote whenever the person comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.care.look()
            self._reading.look()
            self._shelf.follow_the_clock()
            self._freshen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A session that runs stands still and can be gone on with; the size and the page are remembered."""
        is_filling = self.isMaximized() or self.isFullScreen()
        size = self.normalGeometry().size() if is_filling else self.size()
        if self._session is not None:
            self._session.leave()
        state = WindowState(size.width(), size.height(), self.isMaximized(), self._current)
        save_window(self._app.paths.window, state)
        self._reading.stop()
        self.care.stop()
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
        # A screen reader takes it for a window only as a main window, not as a bare widget.
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(beside, 1)
        self.setCentralWidget(whole)

    def _make_page(self, name: str) -> Page:
        page = self._entries[name].make(self.desk)
        page.windowTitleChanged.connect(self._name_window)
        self._stack.addWidget(page)
        return page

    def _freshen(self) -> None:
        if self._current and self._session is None:
            self._shelf.freshen(self._current)

    def _go_to(self, name: str) -> None:
        """Asked for again, the page that is shown begins from its start."""
        if name in self._doors:
            self._doors[name].toggle()
            return
        if name == self._current and self._session is None:
            self._shelf.page(name).open_start()
        self.show_page(name)

    def _safety_page(self) -> "SafetyPage":
        from backstay.ui.pages.safety import SafetyPage

        return SafetyPage(self._app.preferences.emergency_number, is_session_paused=self._pause())

    def _keys_page(self) -> "KeysPage":
        from backstay.ui.pages.keys import KeysPage

        return KeysPage(is_session_paused=self._pause())

    def _pause(self) -> bool:
        return self._session is not None and self._session.pause()

    def _name_window(self) -> None:
        is_covered = self._read.is_open or self._aside.is_open
        if self._session is None and self._current and not is_covered:
            name = self._shelf.page(self._current).windowTitle() or self._entries[self._current].text
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
        for overlay in (self._read, self._aside):
            overlay.drop()
        self._show_notice()

    def _give_room(
        self, routine: Routine, begin: Callable[["SessionPage"], None], *, is_trial: bool = False
    ) -> None:
        from backstay.ui.pages.session import SessionPage

        page = SessionPage(self.desk, routine, is_trial=is_trial, key_guard_s=self._key_guard_s)
        begin(page)
        page.wanted.connect(self._read.close)
        self._session = page
        self._toast.dismiss()
        self._stack.addWidget(page)
        self._set_chrome(False)
        self._turn_to(page)
        self._drop_overlays()
        self.setWindowTitle(self.tr("{page} – Backstay").format(page=routine.name))
        page.appear()

    def _set_chrome(self, is_shown: bool) -> None:
        self._rail.setVisible(is_shown)
        self._show_notice()
        for shortcut in self._shortcuts:
            shortcut.setEnabled(is_shown)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        self._shelf.outdate(kinds)
        self._freshen()

    def _on_library(self) -> None:
        """The files were read: for the first time, or because one was saved."""
        self._loading.finish()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.show_page(*wanted)
        else:
            self._shelf.outdate_all()
            self._freshen()

    def _on_noticed(self) -> None:
        if self._session is None:
            self.toast(files_read_text(self._app.library.problems))

    def _on_preferences(self, _preferences: Preferences) -> None:
        # The page that is shown changed them, and knows.
        self._shelf.outdate_all(but=self._current)

    def _say_notice(self, text: str) -> None:
        self._notice.say(text)
        self._show_notice()

    def _show_notice(self) -> None:
        # The page about a journal that is damaged says the same, and more.
        is_said = self._aside.page is not None and self._aside.page.objectName() == _RECOVERY
        self._notice.setVisible(self._session is None and not is_said and bool(self._notice.text()))

    def _focus_page(self) -> None:
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _listen_to_overlays(self) -> None:
        self._read.opened.connect(self._rail.set_current)
        self._read.closed.connect(lambda: self._rail.set_current(self._current))
        for overlay in (self._read, self._aside):
            overlay.closed.connect(self._name_window)
        for turned in (self._aside.opened, self._aside.closed):
            turned.connect(self._show_notice)

    def _make_rail(self) -> Rail:
        items = [self._rail_item(n, name) for n, name in enumerate(self._entries, start=1)]
        foot = (
            RailItem(_KEYS, self.tr("Keys"), "keyboard", self.tr("F1")),
            RailItem(_SAFETY, self.tr("Safety"), "life-buoy", self.tr("F2")),
        )
        rail = Rail(items, foot=foot)
        rail.chosen.connect(self._go_to)
        return rail

    def _rail_item(self, number: int, name: str) -> RailItem:
        entry = self._entries[name]
        return RailItem(name, entry.text, entry.icon, f"Ctrl+{number}")

    def _shortcut(self, number: int, name: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        shortcut.activated.connect(lambda: self._go_to(name))
        return shortcut
