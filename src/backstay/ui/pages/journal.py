"""Journal: every entry, newest first, and the way to take one out or to add one."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QTreeView, QWidget

from backstay.domain.errors import BackstayError, JournalError
from backstay.domain.history import SessionRecord, StepDone
from backstay.domain.pain import PainEntry
from backstay.journal.change import Change, Kind
from backstay.journal.entries import new_id
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.empty_card import EmptyCard
from backstay.ui.pages.journal_form import GivenScore, ScoreForm
from backstay.ui.pages.journal_model import JournalModel
from backstay.ui.pages.journal_rows import JournalRows
from backstay.ui.session.words import unsaved_words
from backstay.ui.widgets.buttons import Chip, SecondaryButton
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage

_EVERYTHING = frozenset(Kind)


class JournalList(QTreeView):
    """The rows. Enter opens and closes the steps of a session; Left and Right do as in every tree."""

    def __init__(self, model: JournalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("journal_list")
        self.setModel(model)
        self.setItemDelegate(JournalRows(model, self, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, tokens.GRID, 0, tokens.GRID)
        self.clicked.connect(self._on_opened)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row current without marking it; what the keys act on has to be seen."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what Right opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._on_opened()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes break differently in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _on_opened(self) -> None:
        index = self.currentIndex()
        self.setExpanded(index, not self.isExpanded(index))


class JournalPage(ScrollPage):
    """All entries with their filter; deleting is undone from the toast, never asked about."""

    kinds = _EVERYTHING

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="journal", can_scroll=False, parent=parent)
        self.title.setText(self.tr("Journal"))
        self.setAccessibleName(self.tr("Journal"))
        self._desk = desk
        self._attempt: tuple[GivenScore, str] | None = None
        self._shown = _EVERYTHING
        self._entries: tuple[PainEntry | SessionRecord, ...] = ()
        self._model = JournalModel(self._steps_of, self)
        self._list = JournalList(self._model)
        self._list.setAccessibleName(self.tr("Entries, newest first"))
        self._banner = Banner("journal_notice", tone="caution")
        self._form = ScoreForm(desk.app.clock)
        self._form.hide()
        self._add = SecondaryButton(self.tr("Add a score"), name="journal_add")
        self._delete = SecondaryButton(self.tr("Delete"), key=self.tr("Del"), name="journal_delete")
        self._nothing = PlainLabel(tone="soft", wrap=True, name="journal_nothing")
        self._empty = self._empty_card()
        self._chips: list[Chip] = []
        self._compose()
        self.reload()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keys on. A focus proxy would do so too, but Tab would pass over what is before it."""
        (self._add if self._list.isHidden() else self._list).setFocus()

    def reload(self) -> None:
        """Read the journal again; what was chosen and opened stays so."""
        journal = self._desk.app.journal
        try:
            self._entries = (
                *journal.pain.between(None, None),
                *journal.sessions.between(),
            )
            self._banner.say("")
        except JournalError as error:
            self._banner.say(str(error))
        self._show()

    def delete_chosen(self) -> None:
        """Take the chosen entry out of the journal, and say how to get it back."""
        index = self._list.currentIndex()
        entry = self._model.entry(index)
        if entry is None or not self._delete.isEnabled():
            return
        row = index.row()
        log = self._desk.app.journal.pain if isinstance(entry, PainEntry) else self._desk.app.journal.sessions
        change = self._written(lambda: log.delete(entry.id, self._desk.app.clock.moment()))
        if change is None:
            return
        self._choose(row)
        is_pain = isinstance(entry, PainEntry)
        words = self.tr("Pain score deleted") if is_pain else self.tr("Session deleted")
        self._desk.toast(words, lambda: self._undo(change, entry.id))

    def _compose(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._delete.clicked.connect(self.delete_chosen)
        self._form.given.connect(self._on_given)
        self._form.cancelled.connect(self._on_cancelled)
        self._form.safety_asked.connect(self._desk.show_safety)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        # Held down it would take out one entry after the other, and only the last could come back.
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.delete_chosen)
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.head.addWidget(self._delete)
        self.head.addWidget(self._add)
        self.body.setSpacing(2 * tokens.GRID)
        self.body.addWidget(self._banner)
        self.body.addLayout(self._filters())
        self.body.addWidget(self._form)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._empty)
        self.body.addStretch(0)

    def _filters(self) -> FlowLayout:
        group = QButtonGroup(self)
        row = FlowLayout()
        for name, text, kinds in (
            ("all", self.tr("All"), _EVERYTHING),
            ("sessions", self.tr("Sessions"), frozenset({Kind.SESSIONS})),
            ("pain", self.tr("Pain"), frozenset({Kind.PAIN})),
        ):
            chip = Chip(text, name=f"journal_filter_{name}", checkable=True)
            chip.setChecked(kinds == self._shown)
            chip.clicked.connect(lambda _checked, kinds=kinds: self._on_filter(kinds))
            group.addButton(chip)
            row.addWidget(chip)
            self._chips.append(chip)
        return row

    def _empty_card(self) -> EmptyCard:
        title = self.tr("Nothing written down yet")
        words = self.tr("Each session you follow and each pain score you give stands here, newest first.")
        return EmptyCard(self._desk, "journal", title, words)

    def _show(self) -> None:
        chosen = self._model.entry(self._list.currentIndex())
        opened = [e.id for e in self._entries if self._list.isExpanded(self._model.index_of(e.id))]
        shown = [entry for entry in self._entries if _kind(entry) in self._shown]
        self._model.show_entries(shown, self._desk.app.clock.moment().day)
        for entry_id in opened:
            self._list.expand(self._model.index_of(entry_id))
        if chosen is not None:
            self._list.setCurrentIndex(self._model.index_of(chosen.id))
        is_empty = not self._entries
        self._empty.setVisible(is_empty and self._form.isHidden())
        self._list.setVisible(bool(shown) and self._form.isHidden())
        self._nothing.setVisible(not is_empty and not shown)
        self._nothing.setText(
            self.tr("No sessions yet.") if Kind.SESSIONS in self._shown else self.tr("No pain scores yet.")
        )
        for widget in (self._delete, *self._chips):
            widget.setVisible(not is_empty)
        self._on_current_changed()

    def _choose(self, row: int) -> None:
        index = self._model.nearest_entry(row)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(index, flag)
            self._list.scrollTo(index)

    def _undo(self, change: Change, entry_id: str) -> None:
        if self._written(change.undo) is not None:
            self._list.setCurrentIndex(self._model.index_of(entry_id))

    def _written(self, write: Callable[[], Change]) -> Change | None:
        try:
            return self._desk.app.carry_out(write)
        except BackstayError as error:
            # Another program may have taken the entry out in the meantime.
            self.reload()
            self._banner.say(unsaved_words(error))
            return None

    def _steps_of(self, session_id: str) -> tuple[StepDone, ...]:
        try:
            return self._desk.app.journal.sessions.get(session_id).steps
        except BackstayError as error:
            self._banner.say(str(error))
            return ()

    def _on_current_changed(self) -> None:
        is_writable = self._desk.app.journal.is_writable
        self._delete.setEnabled(is_writable and self._model.entry(self._list.currentIndex()) is not None)
        self._add.setEnabled(is_writable)

    def _on_filter(self, kinds: frozenset[Kind]) -> None:
        self._shown = kinds
        self._show()

    def _on_add(self) -> None:
        self._form.open_new(self._desk.app.preferences.region)
        self._empty.hide()
        self._list.hide()

    def _on_cancelled(self) -> None:
        self._form.hide()
        self._show()
        self._add.setFocus()

    def _on_given(self, given: GivenScore) -> None:
        app = self._desk.app
        # The id outlives a failed attempt, so that saving again never stores the score twice.
        if self._attempt is None or self._attempt[0].pain != given.pain:
            self._attempt = given, new_id()
        entry_id = self._attempt[1]
        change = self._written(lambda: app.journal.pain.add(given.pain, given.at, entry_id=entry_id)[1])
        if change is None:
            return
        self._attempt = None
        self._form.hide()
        self._show()
        self._list.setCurrentIndex(self._model.index_of(entry_id))
        self.setFocus()
        self._desk.toast(self.tr("Saved"), lambda: self._undo(change, entry_id))


def _kind(entry: PainEntry | SessionRecord) -> Kind:
    return Kind.PAIN if isinstance(entry, PainEntry) else Kind.SESSIONS
