"""Progress: what the pain scores and the sessions were over time, and no more than they show."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from backstay.domain.errors import JournalError
from backstay.domain.practice import practice
from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.empty_card import EmptyCard
from backstay.ui.pages.practice_view import PracticeView
from backstay.ui.pages.progress_filters import ProgressFilters
from backstay.ui.pages.progress_pain import PainView
from backstay.ui.pages.progress_reading import ProgressReading
from backstay.ui.pages.slices import Slices
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.loading_bar import LoadingBar
from backstay.ui.widgets.more_button import MoreButton
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.segments import Segments

_PAIN, _PRACTICE = "pain", "practice"


class ProgressPage(ScrollPage):
    """Two views of one span: the pain with its chart, and the practice."""

    kinds = frozenset(Kind)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="progress", parent=parent)
        self.title.setText(self.tr("Progress"))
        self.setAccessibleName(self.tr("Progress"))
        self._desk = desk
        self._reading = ProgressReading(desk.app.journal)
        self._banner = Banner("progress_notice", tone="caution")
        self._segments = Segments(self.tr("What to look at"), name="progress_view")
        self._segments.add(_PAIN, self.tr("Pain"))
        self._segments.add(_PRACTICE, self.tr("Practice"))
        self._filters = ProgressFilters()
        bar = LoadingBar(self.tr("Reading your entries: {done} %"), name="progress_loading")
        self._slices = Slices(bar)
        self._pain = PainView(desk, self._reading, self._filters)
        self._practice = PracticeView(desk)
        self._view = _PAIN
        self._toggle = SecondaryButton(self.tr("Table"), key="T", name="progress_toggle")
        self._others = MoreButton(self.tr("More"), name="progress_more")
        self._others.add_entry(self.tr("Save the chart…"), self._save_picture, name="progress_picture")
        self._physio = SecondaryButton(self.tr("One page for the physio…"), key="P", name="progress_report")
        self._physio.setToolTip(self.tr("One page for the physio, as a PDF or on paper"))
        self._filled, self._empty = QWidget(), self._empty_card()
        self._compose(bar)
        self.reload()

    def reload(self) -> None:
        """Read the journal again and show what it holds now."""
        try:
            self._reading.begin()
        except JournalError as error:
            self._banner.say(str(error))
            return
        self._banner.say("")
        is_empty = self._reading.first_day is None
        self._empty.setVisible(is_empty)
        self._filled.setVisible(not is_empty)
        self._show_buttons()
        if not is_empty:
            today = self._today()
            self._filters.suit((today - self._first_known()).days + 1)
            self._filters.suit_question(self._reading.lines)
            self._filters.offer_regions(self._reading.lines, self._desk.app.preferences.region)
            self._show()

    def open_start(self) -> None:
        """The pain comes first."""
        self._show_view(_PAIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that read the chart work as soon as the page is shown."""
        if self._view != _PAIN or not self._pain.take_key(event):
            super().keyPressEvent(event)

    def _compose(self, bar: LoadingBar) -> None:
        tools = QWidget()
        row = FlowLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._segments)
        self.head.addWidget(tools, 1)
        for button, act in (
            (self._toggle, self._pain.toggle_table),
            (self._physio, self._open_report),
        ):
            button.clicked.connect(act)
            row.addWidget(button)
        row.addWidget(self._others)
        for button in (self._toggle, self._physio):
            shortcut = QShortcut(QKeySequence(button.key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(_click, button))
        self._segments.choose(_PAIN)
        self._segments.chosen.connect(self._show_view)
        self._filters.changed.connect(self._show)
        # A small chart far below chooses too, and what it changes should be seen.
        self._filters.changed.connect(lambda: self.bring_into_view(self._filters))
        self._pain.turned.connect(self._on_turned)
        self._practice.hide()
        inner = QVBoxLayout(self._filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * tokens.GRID)
        inner.addWidget(self._filters)
        inner.addWidget(bar)
        inner.addWidget(self._pain, 1)
        inner.addWidget(self._practice, 1)
        for part in (self._banner, self._filled, self._empty):
            self.body.addWidget(part)
        self.body.addStretch(0)

    def _empty_card(self) -> EmptyCard:
        title = self.tr("Your first dot will stand here")
        words = self.tr(
            "Give a score on Today, or before and after a session. Each score is a dot; "
            "from 6 of them on there is something to say."
        )
        return EmptyCard(self._desk, "progress", title, words)

    def _show_view(self, view: str) -> None:
        self._view = view
        self._segments.choose(view)
        focused, left = QApplication.focusWidget(), self._practice if view == _PAIN else self._pain
        if focused is not None and left.isAncestorOf(focused):
            # Qt would hand the keys to whatever comes next, and the page would scroll there.
            self.setFocus()
        self._pain.setVisible(view == _PAIN)
        self._practice.setVisible(view == _PRACTICE)
        self._filters.offer_scores(view == _PAIN)
        self._show_buttons()
        if self._reading.first_day is not None:
            self._show()

    def _show_buttons(self) -> None:
        is_empty = self._reading.first_day is None
        self._segments.setVisible(not is_empty)
        self._toggle.setVisible(not is_empty and self._view == _PAIN)
        self._others.setVisible(not is_empty and self._view == _PAIN)
        self._physio.setVisible(not is_empty)

    def _show(self) -> None:
        """Show what is chosen, once it is read. Long diaries are read between the events of the window."""
        today = self._today()
        first = self._filters.first_day(today, self._first_known())
        needs_steps = self._view == _PRACTICE
        if self._reading.covers(first, today, with_steps=needs_steps):
            self._slices.stop()
            self._show_span(first, today)
        else:
            work = self._reading.read(first, today, with_steps=needs_steps)
            self._slices.begin(work, partial(self._show_span, first, today), self._banner.say)

    def _show_span(self, first: date, today: date) -> None:
        if self._view == _PAIN:
            self._pain.show_span(first, today)
            return
        reading, goal = self._reading, self._desk.app.preferences.weekly_sessions
        # Weeks before anything had begun were not missed.
        begun = max(first, self._first_known())
        self._practice.show_practice(practice(reading.sessions, reading.entries, begun, today, goal))

    def _on_turned(self, is_table: bool) -> None:
        self._toggle.set_words(self.tr("Chart") if is_table else self.tr("Table"))

    def _save_picture(self) -> None:
        from backstay.ui.pages.progress_picture import save_chart

        if self._pain.data is not None:
            save_chart(self._desk, self._pain.data, self)

    def _open_report(self) -> None:
        from backstay.ui.pages.report import ReportPage

        self._desk.lay_over(ReportPage(self._desk))

    def _first_known(self) -> date:
        return self._reading.first_day or self._today()

    def _today(self) -> date:
        return self._desk.app.clock.moment().day


def _click(button: SecondaryButton) -> None:
    if button.isVisible():
        button.click()
