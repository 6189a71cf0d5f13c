"""A pack that somebody gave: what is in it, what is here already, and a choice wherever the two differ."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from backstay.catalogue.pack_import import ImportPlan, Item
from backstay.domain.errors import BackstayError
from backstay.ui import tokens
from backstay.ui.pages.pack_clash import ClashCard
from backstay.ui.pages.problem_card import ProblemCard
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sheet import Sheet
from backstay.ui.wording import kind_text

_WIDTH = 104 * tokens.GRID


class PackPage(Sheet):
    """Nothing is written before ``taken``, which carries the kind and id of every clash that the pack wins.

    ``left`` goes back to where one was.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__("", self._origin(plan), name="pack", width=_WIDTH, parent=parent)
        self.title.setText(self.tr("Pack “{name}”").format(name=plan.pack.name))
        self.setAccessibleName(self.title.text())
        self._clashes = tuple(ClashCard(number, clash) for number, clash in enumerate(plan.clashes))
        self._take = PrimaryButton(self.tr("Take these over"), key=self.tr("Enter"), name="pack_take")
        self._take.clicked.connect(self._on_take)
        leave = SecondaryButton(self.tr("Back"), key=self.tr("Esc"), name="pack_leave")
        leave.clicked.connect(self.left)
        is_useful = bool(plan.new or plan.clashes)
        self.fill(*self._cards(plan), buttons=(self._take, leave) if is_useful else (leave,))
        self._take.setVisible(is_useful)
        self.foot.setText(self.tr("A pack brings text and pictures. It cannot run anything."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes over, Escape goes back."""
        if is_bare(event) and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_bare(event) and event.key() in ENTER and not self._take.isHidden():
            self._take.click()
        elif not self.scroll_by(event):
            super().keyPressEvent(event)

    def _on_take(self) -> None:
        chosen = (card.clash for card in self._clashes if card.is_pack_chosen)
        self.taken.emit(frozenset((clash.kind, clash.id) for clash in chosen))

    def _origin(self, plan: ImportPlan) -> str:
        pack = plan.pack
        parts = (
            self.tr("From {author}").format(author=pack.author) if pack.author else "",
            self.tr("Licence: {licence}").format(licence=pack.licence) if pack.licence else "",
            pack.path.name,
        )
        return " · ".join(part for part in parts if part)

    def _cards(self, plan: ImportPlan) -> list[QWidget]:
        cards: list[QWidget] = []
        if plan.new:
            cards.append(self._list_card("new", self.tr("New here"), plan.new))
        cards += self._clashes
        if plan.same:
            cards.append(self._list_card("same", self.tr("Already here, just the same"), plan.same))
        if plan.pack.problems:
            title = self.tr("Stays out, because of a fault in the file")
            cards.append(ProblemCard(plan.pack.problems, title, can_mend=False))
        return cards

    def _list_card(self, name: str, title: str, items: Sequence[Item]) -> Card:
        card = Card(f"pack_{name}")
        card.setAccessibleName(title)
        card.body.addWidget(PlainLabel(title, role="lead", wrap=True))
        for item in items:
            text = f"{item.name} · {kind_text(item.kind)}"
            card.body.addWidget(PlainLabel(text, wrap=True, name=f"pack_{item.kind}_{item.id}"))
        return card


class RefusedPackPage(Sheet):
    """Why a file is not opened as a pack, and what can be done about it."""

    left = Signal()

    def __init__(self, error: BackstayError, parent: QWidget | None = None) -> None:
        super().__init__("", error.where, name="pack_refused", width=_WIDTH, parent=parent)
        self.title.setText(self.tr("This pack cannot be opened"))
        self.setAccessibleName(self.title.text())
        leave = PrimaryButton(self.tr("Back"), key=self.tr("Esc"), name="pack_leave")
        leave.clicked.connect(self.left)
        card = Card("pack_reason", tone="caution")
        card.body.addWidget(PlainLabel(error.what, role="read", wrap=True, name="pack_what"))
        for text in (
            self.tr("Expected: {expected}").format(expected=error.expected) if error.expected else "",
            self.tr("What to do: {mend}").format(mend=error.mend) if error.mend else "",
        ):
            if text:
                card.body.addWidget(PlainLabel(text, wrap=True))
        self.fill(card, buttons=(leave,))
        self.foot.setText(self.tr("Nothing of it was used."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape go back."""
        if is_bare(event) and event.key() in (*ENTER, Qt.Key.Key_Escape):
            self.left.emit()
        elif not self.scroll_by(event):
            super().keyPressEvent(event)
