"""Every key on one page, so that nobody has to look for one from the mat."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.key_table import KeyGroup, KeyLine, key_groups
from backstay.ui.pages.aside_page import AsidePage
from backstay.ui.widgets.cards import Card, stacked
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.key_cap import KeyCap
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.wording import translate


class KeysPage(AsidePage):
    """A card for each group. It changes nothing and needs nothing."""

    def __init__(self, *, is_session_paused: bool = False, parent: QWidget | None = None) -> None:
        title = translate("KeysPage", "Keys")
        super().__init__(title, name="keys", is_session_paused=is_session_paused, parent=parent)
        session, everywhere, scores, lists = (_card(group) for group in key_groups())
        self.body.addWidget(Columns(stacked(session, scores), stacked(everywhere, lists), shares=(1, 1)))
        self.body.addStretch(1)


def _card(group: KeyGroup) -> Card:
    card = Card(f"keys_{group.name}", spacing=tokens.GRID + tokens.GRID // 2)
    card.setAccessibleName(group.title)
    card.body.addWidget(PlainLabel(group.title, role="lead"))
    rows = QGridLayout()
    rows.setHorizontalSpacing(2 * tokens.GRID)
    rows.setVerticalSpacing(tokens.GRID)
    rows.setColumnStretch(1, 1)
    for row, line in enumerate(group.lines):
        rows.addLayout(_caps(line), row, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(PlainLabel(line.words, wrap=True, name=f"keys_{group.name}_{line.name}"), row, 1)
    card.body.addLayout(rows)
    return card


def _caps(line: KeyLine) -> QHBoxLayout:
    caps = QHBoxLayout()
    caps.setSpacing(tokens.GRID // 2)
    for cap in line.caps:
        caps.addWidget(KeyCap(cap) if cap != "…" else PlainLabel(cap, tone="soft"))
    caps.addStretch(1)
    return caps
