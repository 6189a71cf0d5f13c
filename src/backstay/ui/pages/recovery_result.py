"""What the journal holds once it was had back, and the way back to the file as it was."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backstay.care.recovery import Recovered, take_back
from backstay.ui.desk import Desk
from backstay.ui.pages.care_card import CareCard
from backstay.ui.pages.recovery_words import recovered_text
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.labels import PlainLabel


class ResultCard(CareCard):
    """``left`` says that the person has read it, ``taken_back`` that the former file is back in its place."""

    left = Signal()
    taken_back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "recovery_result", parent)
        self._recovered: Recovered | None = None
        self._words = PlainLabel(wrap=True, name="recovery_recovered")
        go_on = PrimaryButton(self.tr("Go on"), name="recovery_go_on")
        go_on.clicked.connect(self.left)
        self.setFocusProxy(go_on)
        self._back = SecondaryButton(self.tr("Take it back"), icon="undo-2", name="recovery_take_back")
        self._back.clicked.connect(self._on_back)
        self.body.addWidget(self._words)
        self.add_row(go_on, self._back)

    def show_result(self, recovered: Recovered) -> None:
        """What came of it. Without a former file there is nothing to take back."""
        self._recovered = recovered
        self.say_what_it_is(self.tr("What it holds now"), "")
        self._words.setText(recovered_text(recovered))
        self._back.setVisible(recovered.kept is not None)
        self.show()
        self.setFocus()

    def _on_back(self) -> None:
        assert self._recovered is not None
        paths, recovered = self.desk.app.paths, self._recovered
        self.run(
            self.tr("Taking it back"),
            lambda _go_on: take_back(paths, recovered),
            lambda _nothing: self.taken_back.emit(),
        )
