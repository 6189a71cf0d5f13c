"""One id that a pack and this computer both have: the two versions, and which of them counts from now on."""

from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QVBoxLayout, QWidget

from backstay.catalogue.pack_import import Clash
from backstay.ui import tokens
from backstay.ui.theme import scaled
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.wording import kind_text

_TEXT_HEIGHT = 26 * tokens.GRID


class ClashCard(Card):
    """What is here stays unless the person chooses the pack's."""

    def __init__(self, number: int, clash: Clash, parent: QWidget | None = None) -> None:
        super().__init__(f"clash_{number}", spacing=2 * tokens.GRID, parent=parent)
        self.clash = clash
        title = self.tr("“{name}” differs from the one that is here").format(name=clash.name_now)
        self.setAccessibleName(title)
        self._keep = Chip(self.tr("Keep what is here"), name=f"clash_{number}_keep", checkable=True)
        self._take = Chip(self.tr("Take the pack's"), name=f"clash_{number}_take", checkable=True)
        self._keep.setChecked(True)
        group = QButtonGroup(self)
        choice = FlowLayout()
        for chip in (self._keep, self._take):
            group.addButton(chip)
            choice.addWidget(chip)
        owner = self.tr("yours") if clash.is_own else self.tr("shipped with Backstay")
        here = self.tr("Here now ({owner}): {name}").format(owner=owner, name=clash.name_now)
        there = self.tr("In the pack: {name}").format(name=clash.name_pack)
        self.body.addWidget(PlainLabel(title, role="lead", wrap=True))
        self.body.addWidget(PlainLabel(f"{kind_text(clash.kind)} · {clash.id}", tone="soft", wrap=True))
        self.body.addWidget(
            Columns(
                _version(f"clash_{number}_now", here, clash.now),
                _version(f"clash_{number}_pack", there, clash.pack),
                shares=(1, 1),
            )
        )
        self.body.addLayout(choice)

    @property
    def is_pack_chosen(self) -> bool:
        """Whether the pack's version takes the place of what is here."""
        return self._take.isChecked()


def _version(name: str, title: str, text: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.GRID)
    # What a stranger wrote is shown as it stands, in an editor that knows no mark-up.
    shown = QPlainTextEdit(text, readOnly=True, tabChangesFocus=True)
    shown.setObjectName(name)
    shown.setAccessibleName(title)
    shown.setProperty("code", True)
    shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    shown.setFixedHeight(scaled(_TEXT_HEIGHT))
    column.addWidget(PlainLabel(title, role="strong", wrap=True))
    column.addWidget(shown)
    return holder
