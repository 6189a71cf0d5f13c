"""Routines: what there is, each with its steps, and the files that could not be used."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from backstay.catalogue.problems import Problem
from backstay.domain.routine import Routine
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.pages.routine_view import RoutineView
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.list_button import ListButton
from backstay.ui.widgets.page_frame import ScrollPage


class RoutineRow(ListButton):
    """A routine of the list. Enter on the one that is chosen is for the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter pass when there is nothing left to choose."""
        if self.isChecked() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class RoutinesPage(ScrollPage):
    """The list on the left, the routine that is chosen on the right. Enter starts it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="routines", parent=parent)
        self.title.setText(self.tr("Routines"))
        self.setAccessibleName(self.title.text())
        self._desk = desk
        self._chosen: Routine | None = None
        self._rows: dict[str, ListButton] = {}
        self._group = QButtonGroup(self)
        self._list = Card("routine_list", padding=tokens.GRID, spacing=2)
        self._view = QVBoxLayout()
        self._problems = QVBoxLayout()
        self._compose()
        self.reload()

    def reload(self) -> None:
        """The routines as they were last read, and what was wrong with the others."""
        library = self._desk.app.library
        _clear(self._list.body)
        self._rows = {routine.id: self._row(routine) for routine in library.routines.values()}
        for row in self._rows.values():
            self._list.body.addWidget(row)
        _clear(self._problems)
        if library.problems:
            self._problems.addWidget(self._problem_card(library.problems))
        kept = self._chosen.id if self._chosen is not None else ""
        self.open_item(kept if kept in self._rows else next(iter(self._rows), ""))

    def open_item(self, item: str) -> None:
        """Show the routine with the id ``item``, when there is one."""
        routine = self._desk.app.library.routines.get(item)
        if routine is None:
            return
        self._chosen = routine
        self._rows[item].setChecked(True)
        self.setFocusProxy(self._rows[item])
        _clear(self._view)
        view = RoutineView(routine, self._desk.app)
        view.start_pressed.connect(self._start)
        self._view.addWidget(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts what is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._start()
            return
        super().keyPressEvent(event)

    def _start(self) -> None:
        if self._chosen is not None:
            self._desk.start_routine(self._chosen)

    def _row(self, routine: Routine) -> ListButton:
        row = RoutineRow(
            routine.name,
            wording.facts_text(routine, self._desk.app.preferences),
            name=f"routine_{routine.id}",
        )
        self._group.addButton(row)
        row.clicked.connect(lambda: self.open_item(routine.id))
        return row

    def _problem_card(self, problems: tuple[Problem, ...]) -> Card:
        card = Card("routine_problems", tone="caution", spacing=2 * tokens.GRID)
        again = SecondaryButton(self.tr("Look again"), name="look_again")
        again.clicked.connect(self._on_look_again)
        head = QHBoxLayout()
        head.addWidget(
            PlainLabel(self.tr("Left out, because of a fault in the file"), role="lead", wrap=True), 1
        )
        head.addWidget(again)
        card.body.addLayout(head)
        for problem in problems:
            card.body.addLayout(_problem_lines(problem))
        return card

    def _on_look_again(self) -> None:
        self._desk.app.reload_library()
        self.reload()

    def _compose(self) -> None:
        left, right = QWidget(), QWidget()
        for part, what in ((left, self._list), (right, self._view)):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            if isinstance(what, QWidget):
                column.addWidget(what)
            else:
                column.addLayout(what)
            column.addStretch(1)
        self.body.addWidget(Columns(left, right, shares=(2, 4)))
        self.body.addLayout(self._problems)
        self.body.addStretch(1)


def _problem_lines(problem: Problem) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(2)
    lines.addWidget(PlainLabel(problem.where(), role="strong", wrap=True))
    for text in (problem.message, problem.detail(), problem.source_line.strip()):
        if text:
            lines.addWidget(PlainLabel(text, wrap=True))
    return lines


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            # Until it is deleted nobody, not even a screen reader, shall find it.
            widget.setParent(None)
            widget.deleteLater()
