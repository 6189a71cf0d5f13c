"""The signs at which to get help, to stop, or to ask first: one page, the same for everybody."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from backstay.domain import safety
from backstay.domain.safety import Signs, with_call
from backstay.ui import tokens
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.scrolling import scroll_by_key
from backstay.ui.widgets.sign_list import SignList
from backstay.ui.wording import safety_text

_TITLE_TONES = {safety.CALL_NOW.id: "caution", safety.STOP_NOW.id: "caution"}


class SafetyPage(ScrollPage):
    """It asks nothing and concludes nothing. ``left`` goes back to where one was.

    ``emergency_number`` may be empty. With ``is_session_paused`` it says that the session waits.
    """

    left = Signal()

    def __init__(
        self, emergency_number: str, *, is_session_paused: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", name="safety", parent=parent)
        self.title.setText(self.tr("When to get help"))
        self.setAccessibleName(self.title.text())
        self._number = emergency_number
        words = self.tr("Back to the session") if is_session_paused else self.tr("Back")
        back = PrimaryButton(words, key=self.tr("Esc"), name="safety_back")
        back.clicked.connect(self.left)
        self.head.addWidget(back)
        escape = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        escape.activated.connect(self.left)
        if is_session_paused:
            paused = self.tr("The session is paused. It waits where it was until you go on.")
            self.body.addWidget(PlainLabel(paused, tag="rest", wrap=True, name="safety_paused"))
        self._compose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that move a page move this one, wherever the focus is on it."""
        if not any(scroll_by_key(area, event) for area in self.findChildren(QScrollArea)):
            super().keyPressEvent(event)

    def _compose(self) -> None:
        self.body.addWidget(
            PlainLabel(safety_text(safety.LIMITS), role="read", wrap=True, name="safety_limits")
        )
        call, stop, advice, ask = (self._list_card(signs) for signs in safety.LISTS)
        self.body.addWidget(Columns(_stacked(call, stop), _stacked(advice, ask), shares=(1, 1)))
        listed = self.tr("As of {date}.").format(date=safety.LISTED_ON)
        for name, text in (
            ("same", safety_text(safety.SAME_FOR_ALL)),
            ("sources", f"{safety_text(safety.SOURCES)} {listed}"),
        ):
            self.body.addWidget(PlainLabel(text, role="small", tone="soft", wrap=True, name=f"safety_{name}"))
        self.body.addStretch(1)

    def _list_card(self, signs: Signs) -> Card:
        title = safety_text(signs.title)
        tone = "caution" if signs is safety.CALL_NOW else ""
        card = Card(f"safety_{signs.id}", tone=tone, spacing=tokens.GRID + tokens.GRID // 2)
        card.setAccessibleName(title)
        card.body.addWidget(PlainLabel(title, role="lead", tone=_TITLE_TONES.get(signs.id, "ink")))
        rows = SignList(f"signs_{signs.id}")
        rows.show_signs([safety_text(sign) for sign in signs.signs])
        card.body.addWidget(self._words(signs.advice, f"advice_{signs.id}", role="medium"))
        card.body.addWidget(rows)
        if signs.note:
            card.body.addWidget(self._words(signs.note, f"note_{signs.id}"))
        return card

    def _words(self, text: str, name: str, *, role: str = "body") -> PlainLabel:
        return PlainLabel(with_call(text, self._number, safety_text), role=role, wrap=True, name=name)


def _stacked(*cards: Card) -> QWidget:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(tokens.CARD_GAP)
    for card in cards:
        box.addWidget(card)
    box.addStretch(1)
    return column
