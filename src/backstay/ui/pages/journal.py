"""Journal: every entry, newest first; one is found, added, changed and taken out here."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from backstay.domain.errors import BackstayError, JournalError
from backstay.domain.history import SessionRecord, StepDone
from backstay.journal.change import Change, Kind
from backstay.journal.chronicle import Entry, Standing
from backstay.journal.entries import new_id
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.empty_card import EmptyCard
from backstay.ui.pages.journal_add import AddButton
from backstay.ui.pages.journal_filters import JournalFilters
from backstay.ui.pages.journal_forms import JournalForms
from backstay.ui.pages.journal_list import JournalList
from backstay.ui.pages.journal_model import FIRST_ENTRIES, JournalModel
from backstay.ui.pages.journal_reading import JournalReading
from backstay.ui.pages.journal_words import kind_of, searched
from backstay.ui.pages.journal_writing import Given, added, changed, deleted
from backstay.ui.session.words import unsaved_words
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.loading_bar import LoadingBar
from backstay.ui.widgets.more_button import MoreButton
from backstay.ui.widgets.page_frame import ScrollPage

# As many as the highest screen shows.
_AT_A_GLANCE = 50


class JournalPage(ScrollPage):
    """All entries with their filters; whatever is written is undone from the toast, never asked about.
    ``exchange_asked`` asks for the page on which entries come in and go out.
    """

    kinds = frozenset(Kind)
    exchange_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="journal", parent=parent)
        self.title.setText(self.tr("Journal"))
        self.setAccessibleName(self.tr("Journal"))
        self._desk = desk
        self._attempt: tuple[Given, str] | None = None
        self._at_least = 0
        self._reading = JournalReading(
            desk.app.journal.chronicle(), lambda entry: searched(entry, self._name_of), self
        )
        self._model = JournalModel(self._steps_of, self._name_of, self)
        self._list = JournalList(self._model)
        self._list.setAccessibleName(self.tr("Entries, newest first"))
        self._banner = Banner("journal_notice", tone="caution")
        self._filters = JournalFilters()
        self._forms = JournalForms(desk.app)
        self._add = AddButton()
        self._edit = SecondaryButton(self.tr("Edit"), key=self.tr("E"), name="journal_edit")
        self._delete = SecondaryButton(self.tr("Delete"), key=self.tr("Del"), name="journal_delete")
        self._more = MoreButton(self.tr("More"), name="journal_more")
        self._nothing = PlainLabel(tone="soft", wrap=True, name="journal_nothing")
        self._loading = LoadingBar(
            self.tr("Looking through your entries: {done} of {total}"), name="journal_loading"
        )
        self._empty = self._empty_card()
        self._compose()
        self._listen()
        self.reload()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keys on. A focus proxy would do so too, but Tab would pass over what is before it."""
        if self._forms.is_open:
            self._forms.take_focus()
        elif self._list.isHidden():
            self._add.setFocus()
        else:
            self._list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read on where it was left."""
        super().showEvent(event)
        self._reading.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read for somebody who does not look."""
        super().hideEvent(event)
        self._reading.pause()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A form that scrolls itself keeps its buttons in sight."""
        super().resizeEvent(event)
        self._fit_forms()

    def reload(self) -> None:
        """Read what was written since; what was chosen and opened stays so."""
        self._banner.say("")
        self._add.offer_pain(self._desk.app.preferences.pain_on)
        glance: list[Standing] = []
        try:
            if not self._model.shown:
                glance = self._reading.glance(_AT_A_GLANCE)
        except JournalError as error:
            self._banner.say(str(error))
        if glance:
            self._show_found(glance)
        self._look(at_least=max(self._model.shown, FIRST_ENTRIES), at_once=not glance)

    def delete_chosen(self) -> None:
        """Take the chosen entry out of the journal, and say how to get it back."""
        index, standing = self._list.currentIndex(), self._chosen()
        if standing is None or not self._delete.isEnabled():
            return
        app, entry, row = self._desk.app, standing.entry, index.row()
        change = self._written(lambda: deleted(app.journal, entry, app.clock.moment()))
        if change is not None:
            self._list.choose(self._model.nearest_entry(row))
            self._desk.toast(self._deleted_words(entry), lambda: self._undo(change, entry.id))

    def edit_chosen(self) -> None:
        """Open the chosen entry to be changed."""
        standing = self._chosen()
        if standing is not None and self._edit.isEnabled():
            self._forms.open_entry(standing.entry)
            self._on_form_opened()

    def _add_entry(self, kind: Kind) -> None:
        self._forms.open_new(kind)
        self._on_form_opened()

    def _on_form_opened(self) -> None:
        self._show_parts()
        self._fit_forms()

    def _look(self, *, at_least: int = 0, at_once: bool = True) -> None:
        self._at_least = at_least
        self._reading.begin(self._filters.wanted(), at_once=at_once)
        self._on_advanced()

    def _on_advanced(self) -> None:
        reading = self._reading
        if self._model.shows(reading.found):
            self._model.reveal(max(0, FIRST_ENTRIES - self._model.shown))
        elif reading.is_done or len(reading.found) >= self._at_least:
            self._show_found(reading.found)
        if reading.is_done:
            self._loading.finish()
            self._filters.offer_routines(reading.routines)
        elif not self._filters.wanted().is_everything:
            self._loading.show_progress(reading.looked_through, max(1, reading.total))
        self._filters.show_count(len(reading.found), reading.total, is_done=reading.is_done)
        self._show_parts()

    def _show_found(self, found: list[Standing]) -> None:
        chosen = self._chosen()
        bar, shown = self._list.verticalScrollBar(), self._model.shown
        above, opened = bar.value(), self._opened()
        at_least = shown if self._at_least else FIRST_ENTRIES
        self._model.show_found(found, self._desk.app.clock.moment(), max(at_least, FIRST_ENTRIES))
        for entry_id in opened:
            self._list.expand(self._model.index_of(entry_id))
        if chosen is not None:
            self._list.setCurrentIndex(self._model.index_of(chosen.entry.id))
        if self._at_least:
            self._list.executeDelayedItemsLayout()
            bar.setValue(above)

    def _opened(self) -> list[str]:
        rows = (self._model.index(row, 0) for row in range(self._model.rowCount()))
        expanded = (self._model.entry(index) for index in rows if self._list.isExpanded(index))
        return [standing.entry.id for standing in expanded if standing is not None]

    def _fit_forms(self) -> None:
        above = self.title.sizeHint().height() + 2 * tokens.PAGE_MARGIN + tokens.CARD_GAP
        least = self._forms.minimumSizeHint().height()
        self._forms.setMaximumHeight(max(self.height() - above, least))

    def _show_parts(self) -> None:
        is_open, is_writable = self._forms.is_open, self._desk.app.journal.is_writable
        wanted, has_rows = self._filters.wanted(), bool(self._model.shown)
        is_empty = not has_rows and wanted.is_everything and self._reading.is_done
        self._forms.setVisible(is_open)
        self._filters.setVisible(not is_open and not is_empty)
        self._list.setVisible(not is_open and has_rows)
        self._empty.setVisible(not is_open and is_empty)
        self._nothing.setVisible(not (is_open or has_rows or is_empty) and self._reading.is_done)
        self._add.setVisible(not is_open)
        self._more.setVisible(not is_open)
        for button in (self._edit, self._delete):
            button.setVisible(not is_open and not is_empty)
        standing = self._chosen()
        self._add.setEnabled(is_writable)
        self._delete.setEnabled(is_writable and standing is not None)
        self._edit.setEnabled(is_writable and standing is not None and _is_over(standing.entry))

    def _on_current_changed(self) -> None:
        self._show_parts()

    def _on_filters_left(self) -> None:
        if not self._list.isHidden():
            self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_closed(self) -> None:
        self._show_parts()
        self.focusInEvent(QFocusEvent(QFocusEvent.Type.FocusIn))

    def _on_given(self, given: Given) -> None:
        journal, entry = self._desk.app.journal, self._forms.entry
        if entry is None:
            # The id outlives a failed attempt, so that saving again never stores it twice.
            if self._attempt is None or self._attempt[0] != given:
                self._attempt = given, new_id()
            entry_id = self._attempt[1]
            self._keep(lambda: added(journal, given, entry_id), entry_id, self.tr("Saved"))
        else:
            self._keep(lambda: changed(journal, entry, given), entry.id, self.tr("Changed"))

    def _keep(self, write: Callable[[], Change | None], entry_id: str, words: str) -> None:
        change = self._written(write)
        if change is None and self._banner.text():
            return
        self._attempt = None
        self._forms.close_form()
        self._list.choose(self._model.index_of(entry_id))
        if change is not None:
            self._desk.toast(words, lambda: self._undo(change, entry_id))

    def _undo(self, change: Change, entry_id: str) -> None:
        if self._written(change.undo) is not None:
            self._list.choose(self._model.index_of(entry_id))

    def _written(self, write: Callable[[], Change | None]) -> Change | None:
        """What was written; None when there was nothing to write, or when it failed, which is then said."""
        self._banner.say("")
        try:
            change = write()
        except BackstayError as error:
            # Another program may have taken the entry out in the meantime.
            self.reload()
            self._banner.say(unsaved_words(error))
            return None
        if change is not None:
            self._desk.app.announce(change.kinds)
        return change

    def _chosen(self) -> Standing | None:
        return self._model.entry(self._list.currentIndex())

    def _name_of(self, exercise_id: str) -> str:
        exercise = self._desk.app.library.exercises.get(exercise_id)
        return exercise.name if exercise is not None else exercise_id

    def _steps_of(self, session_id: str) -> tuple[StepDone, ...]:
        try:
            return self._desk.app.journal.sessions.get(session_id).steps
        except BackstayError as error:
            self._banner.say(str(error))
            return ()

    def _deleted_words(self, entry: Entry) -> str:
        return {
            Kind.PAIN: self.tr("Pain score deleted"),
            Kind.SESSIONS: self.tr("Session deleted"),
            Kind.ACTIVITY: self.tr("Run or walk deleted"),
            Kind.MARKS: self.tr("Mark deleted"),
        }[kind_of(entry)]

    def _empty_card(self) -> EmptyCard:
        title = self.tr("Nothing written down yet")
        words = self.tr("Sessions, pain scores, runs and walks, and your own marks stand here, newest first.")
        card = EmptyCard(self._desk, "journal", title, words)
        bring = SecondaryButton(self.tr("Bring entries in…"), name="journal_bring_in")
        bring.clicked.connect(self.exchange_asked)
        card.buttons.addWidget(bring)
        return card

    def _listen(self) -> None:
        self._reading.advanced.connect(self._on_advanced)
        self._reading.failed.connect(self._banner.say)
        self._filters.changed.connect(self._look)
        self._filters.left.connect(self._on_filters_left)
        self._forms.given.connect(self._on_given)
        self._forms.closed.connect(self._on_closed)
        self._forms.safety_asked.connect(self._desk.show_safety)
        self._add.asked.connect(self._add_entry)
        self._edit.clicked.connect(self.edit_chosen)
        self._delete.clicked.connect(self.delete_chosen)
        self._list.edit_asked.connect(self.edit_chosen)
        self._list.delete_asked.connect(self.delete_chosen)
        self._list.walked.connect(lambda: self.bring_into_view(self._list))
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        find = QShortcut(QKeySequence(self.tr("Ctrl+F")), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find)

    def _on_find(self) -> None:
        if not self._filters.isHidden():
            self._filters.search()

    def _compose(self) -> None:
        self._nothing.setText(self.tr("Nothing is found. “Show all” brings everything back."))
        self._more.add_entry(self.tr("Import or export…"), self.exchange_asked.emit, name="journal_exchange")
        buttons = FlowLayout()
        for button in (self._edit, self._delete, self._add, self._more):
            buttons.addWidget(button)
        self.head.addLayout(buttons)
        self.body.setSpacing(2 * tokens.GRID)
        for part in (self._banner, self._filters, self._loading, self._forms, self._nothing):
            self.body.addWidget(part)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._empty)
        self.body.addStretch(0)


def _is_over(entry: Entry) -> bool:
    return not isinstance(entry, SessionRecord) or entry.ended_at is not None
