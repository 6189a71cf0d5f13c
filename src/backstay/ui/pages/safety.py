"""The signs at which to get help, to stop, or to ask first: one page, the same for everybody."""

from PySide6.QtWidgets import QWidget

from backstay.domain import safety
from backstay.domain.safety import Signs, with_call
from backstay.ui import tokens
from backstay.ui.pages.aside_page import AsidePage
from backstay.ui.widgets.cards import Card, stacked
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sign_list import SignList
from backstay.ui.wording import safety_text, translate

_TITLE_TONES = {safety.CALL_NOW.id: "caution", safety.STOP_NOW.id: "caution"}


class SafetyPage(AsidePage):
    """It asks nothing and concludes nothing. ``emergency_number`` may be empty."""

    def __init__(
        self, emergency_number: str, *, is_session_paused: bool = False, parent: QWidget | None = None
    ) -> None:
        title = translate("SafetyPage", "When to get help")
        super().__init__(title, name="safety", is_session_paused=is_session_paused, parent=parent)
        self._number = emergency_number
        self._compose()

    def _compose(self) -> None:
        self.body.addWidget(
            PlainLabel(safety_text(safety.LIMITS), role="read", wrap=True, name="safety_limits")
        )
        call, stop, advice, ask = (self._list_card(signs) for signs in safety.LISTS)
        self.body.addWidget(Columns(stacked(call, stop), stacked(advice, ask), shares=(1, 1)))
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
