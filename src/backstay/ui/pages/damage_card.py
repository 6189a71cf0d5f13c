"""The line on a page that leads to what can be had back of a damaged journal."""

from PySide6.QtWidgets import QWidget

from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.recovery_door import show_recovery
from backstay.ui.recovery_watch import RecoveryWatch
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class DamageCard(Card):
    """Hidden while there is no damage. ``page`` begins the object names."""

    def __init__(self, desk: Desk, page: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{page}_damage", spacing=2 * tokens.GRID, parent=parent)
        self._desk = desk
        self._damage: object = None
        self._watch = RecoveryWatch(desk.app, self)
        self._watch.found.connect(self._on_found)
        self._words = PlainLabel(wrap=True, name=f"{page}_damage_words")
        see = SecondaryButton(self.tr("What can be done…"), icon="history", name=f"{page}_recover")
        see.clicked.connect(lambda: show_recovery(self._desk, self._damage))
        self.body.addWidget(self._words)
        row = FlowLayout()
        row.addWidget(see)
        self.body.addLayout(row)
        self.hide()

    def follow(self, *, is_thorough: bool = False) -> None:
        """Look, beside the window, whether there is any; see ``RecoveryWatch``."""
        if not self._desk.app.is_in_doubt:
            self.hide()
        self._watch.look(is_thorough=is_thorough)

    def _on_found(self, damage: object) -> None:
        from backstay.care.recovery import Damage

        assert isinstance(damage, Damage)
        self._damage = damage
        self._words.setText(damage.what)
        self.setAccessibleName(damage.what)
        self.show()
