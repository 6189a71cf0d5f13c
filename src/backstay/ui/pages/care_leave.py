"""The way out: everything taken along, or everything deleted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.exchange_door import show_exchange
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class LeaveCard(Card):
    """``deleting_wanted`` asks to see what would go."""

    deleting_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("care_leave", spacing=2 * tokens.GRID, parent=parent)
        title = self.tr("Take it along, or delete it")
        self.setAccessibleName(title)
        export = SecondaryButton(self.tr("Export…"), icon="download", name="care_export")
        export.clicked.connect(lambda: show_exchange(desk))
        delete = SecondaryButton(self.tr("Delete everything…"), icon="trash-2", name="care_delete")
        delete.clicked.connect(self.deleting_wanted)
        self.setFocusProxy(delete)
        self.body.addWidget(PlainLabel(title, role="lead", wrap=True))
        about = self.tr(
            "Your log belongs to you. Export it for a spreadsheet, another program or another computer. "
            "Before anything is deleted you see all of what would go."
        )
        self.body.addWidget(PlainLabel(about, tone="soft", wrap=True))
        row = FlowLayout()
        for button in (export, delete):
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addStretch(1)
