"""A journal that is damaged, empty or gone: what is known, what can be had back, and the person's choice.
Nothing is changed before it, and the file is kept whatever is chosen.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from backstay.care.recovery import Damage, Recovered
from backstay.ui.desk import Desk
from backstay.ui.pages.aside_page import AsidePage
from backstay.ui.pages.recovery_offers import OffersCard
from backstay.ui.pages.recovery_result import ResultCard
from backstay.ui.pages.recovery_words import harm_title, kept_text, recovered_text
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel


class RecoveryPage(AsidePage):
    """Whoever leaves it reads on; it is there again at the next start."""

    def __init__(self, desk: Desk, damage: Damage, parent: QWidget | None = None) -> None:
        super().__init__(harm_title(damage.harm), name="recovery", is_back_primary=False, parent=parent)
        self._desk, self._damage = desk, damage
        self._offers = OffersCard(desk, damage)
        self._result = ResultCard(desk)
        self._offers.recovered.connect(self._on_recovered)
        self._result.taken_back.connect(self._on_taken_back)
        self._result.left.connect(self.left)
        self.left.connect(self._offers.cancel)
        self._known = self._known_card()
        for part in (self._known, self._offers, self._result):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._result.hide()
        self._offers.look()

    def leave(self) -> None:
        """Out of the work, then out of the page."""
        for card in (self._offers, self._result):
            if card.is_busy:
                card.cancel()
                return
        super().leave()

    def _known_card(self) -> Card:
        card = Card("recovery_known")
        card.body.addWidget(PlainLabel(self._damage.what, role="medium", wrap=True, name="recovery_what"))
        path = PlainLabel(str(self._damage.path), tone="soft", wrap=True, name="recovery_path")
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(path)
        card.body.addWidget(PlainLabel(kept_text(self._damage.harm), wrap=True, name="recovery_kept"))
        card.setAccessibleName(self._damage.what)
        return card

    def _on_recovered(self, recovered: object) -> None:
        assert isinstance(recovered, Recovered)
        self._desk.app.renew_journal()
        self._show_result(is_back=True)
        self._result.show_result(recovered)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, recovered_text(recovered)))

    def _on_taken_back(self) -> None:
        self._desk.app.renew_journal()
        self._show_result(is_back=False)
        self._offers.look()

    def _show_result(self, *, is_back: bool) -> None:
        title = self.tr("Your journal is back") if is_back else harm_title(self._damage.harm)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self._known.setHidden(is_back)
        self._offers.setHidden(is_back)
        self._result.setVisible(is_back)
