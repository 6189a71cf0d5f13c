"""What is wrong with the files that were left out, a part for each file, with the way into an editor."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.catalogue.problems import Problem
from backstay.ui import tokens
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import Divider, PlainLabel

_MOST_A_FILE = 8
"""Faults shown of one file; who has mended these sees the next."""


class ProblemCard(Card):
    """``opened`` carries the file that the person wants to mend, ``looked_again`` says it is mended.

    Without ``can_mend`` it only tells: the file is in a pack.
    """

    opened = Signal(str)
    looked_again = Signal()

    def __init__(
        self, problems: Sequence[Problem], title: str, *, can_mend: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__("problems", tone="caution", spacing=2 * tokens.GRID, parent=parent)
        self.setAccessibleName(title)
        self._can_mend = can_mend
        head = QHBoxLayout()
        head.addWidget(PlainLabel(title, role="lead", wrap=True), 1)
        if can_mend:
            again = SecondaryButton(self.tr("Look again"), name="look_again")
            again.clicked.connect(self.looked_again)
            head.addWidget(again)
        self.body.addLayout(head)
        for number, (file, faults) in enumerate(groupby(problems, key=lambda problem: problem.file)):
            if number:
                self.body.addWidget(Divider())
            self.body.addLayout(self._part(number, file, tuple(faults)))

    def _part(self, number: int, file: str, faults: tuple[Problem, ...]) -> QVBoxLayout:
        part = QVBoxLayout()
        part.setSpacing(tokens.GRID)
        part.addLayout(self._file_row(number, file))
        for fault in faults[:_MOST_A_FILE]:
            part.addLayout(_fault_lines(fault))
        if len(faults) > _MOST_A_FILE:
            more = self.tr("and {count} more").format(count=len(faults) - _MOST_A_FILE)
            part.addWidget(PlainLabel(more, tone="soft"))
        return part

    def _file_row(self, number: int, file: str) -> QHBoxLayout:
        path = Path(file)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(f"{path.parent.name}/{path.name}", role="strong", wrap=True))
        words.addWidget(PlainLabel(str(path.parent), role="small", tone="soft", wrap=True))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        if self._can_mend:
            button = SecondaryButton(self.tr("Open in editor"), name=f"open_file_{number}")
            button.setAccessibleDescription(path.name)
            button.clicked.connect(lambda: self.opened.emit(file))
            row.addWidget(button)
        return row


def _fault_lines(fault: Problem) -> QVBoxLayout:
    """Line and column with what is wrong, the line itself with a caret, what was expected."""
    lines = QVBoxLayout()
    lines.setSpacing(2)
    lines.addWidget(PlainLabel(f"{_place(fault)}{fault.message}", wrap=True))
    if excerpt := fault.excerpt():
        lines.addWidget(PlainLabel("\n".join(excerpt), role="code"))
    if detail := fault.detail():
        lines.addWidget(PlainLabel(detail, tone="soft", wrap=True))
    return lines


def _place(fault: Problem) -> str:
    if not fault.line:
        return ""
    line, column = fault.line, fault.column
    return QCoreApplication.translate("Problem", "Line {line}, column {column}: ").format(
        line=line, column=column
    )
