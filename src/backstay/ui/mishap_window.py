"""What is shown first when something broke before the window stood: the news, before anything else is made
that might break again.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from backstay.app import App
from backstay.mishaps.record import Outcome, last_mishap
from backstay.ui import tokens
from backstay.ui.ending import EndingSignals
from backstay.ui.pages.mishap_card import MishapCard
from backstay.ui.theme import Appearance
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.toast import Toast


class MishapWindow(QWidget):
    """The card alone. ``is_opening`` says that the person wants to go on."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.setObjectName("mishap_window")
        self.setWindowTitle(self.tr("Backstay"))
        self.is_opening = False
        page = ScrollPage(self.tr("Backstay"), name="mishap_first")
        again = self.tr("If it happens again: “backstay doctor” in a terminal says what is missing here.")
        go_on = PrimaryButton(self.tr("Open Backstay"), name="mishap_open")
        card = MishapCard(app, self._say, go_on)
        card.dismissed.connect(self._on_open)
        page.body.addWidget(card)
        page.body.addWidget(PlainLabel(again, tone="soft", wrap=True, name="mishap_again"))
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._toast = Toast(self)
        self.resize(*tokens.WINDOW_LEAST)
        go_on.setFocus()

    def _say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self._toast.say(text, undo)

    def _on_open(self) -> None:
        self.is_opening = True
        self.close()


def tell_before_opening(qt_app: QApplication, app: App) -> bool:
    """Show the news alone if the last start broke; whether the window is to be opened."""
    mishap = last_mishap(app.paths.logs)
    if mishap is None or mishap.is_told or mishap.outcome is not Outcome.AT_START:
        return True
    appearance = Appearance(qt_app, app.preferences)
    window = MishapWindow(app)
    EndingSignals(window)
    window.show()
    qt_app.exec()
    appearance.deleteLater()
    window.deleteLater()
    return window.is_opening
