"""A routine made ready to give away: whose it is, under which terms, and where the file goes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from backstay.domain.routine import Routine
from backstay.ui import tokens
from backstay.ui.pages.setting_row import SettingRow
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sheet import Sheet, still_figure

_WIDTH = 88 * tokens.GRID
_LONGEST_AUTHOR = 80
_LICENCES = ("CC0 1.0", "CC BY 4.0", "CC BY-SA 4.0")


class PackMakingPage(Sheet):
    """``asked`` carries author and licence, each of which may be empty; ``left`` makes nothing."""

    asked = Signal(str, str)
    left = Signal()

    def __init__(self, routine: Routine, parent: QWidget | None = None) -> None:
        super().__init__(
            routine.name,
            "",
            name="pack_making",
            width=_WIDTH,
            picture=still_figure(routine.drawn_exercise()),
            parent=parent,
        )
        self.title.setText(self.tr("Give “{name}” away").format(name=routine.name))
        self.setAccessibleName(self.title.text())
        self._author = QLineEdit(maxLength=_LONGEST_AUTHOR)
        self._author.setObjectName("pack_author")
        self._author.setAccessibleName(self.tr("Your name"))
        self._author.setMinimumWidth(40 * tokens.GRID)
        self._licence = Choice(self.tr("What others may do with it"), name="pack_licence")
        self._licence.addItem(self.tr("not said"), "")
        for licence in _LICENCES:
            self._licence.addItem(licence, licence)
        save = PrimaryButton(self.tr("Save as a file…"), key=self.tr("Enter"), name="pack_save")
        save.clicked.connect(self._on_save)
        leave = SecondaryButton(self.tr("Back"), key=self.tr("Esc"), name="pack_leave")
        leave.clicked.connect(self.left)
        self.fill(self._card(), buttons=(save, leave))
        self.setFocusProxy(self._author)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Escape goes back."""
        if is_bare(event) and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_bare(event) and event.key() in ENTER:
            self._on_save()
        elif not self.scroll_by(event):
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        self.asked.emit(self._author.text().strip(), self._licence.currentData())

    def _card(self) -> Card:
        card = Card("pack_making_card", spacing=2 * tokens.GRID)
        inside = self.tr(
            "One file with the routine, its exercises and their pictures. Nothing of your journal and your "
            "settings is in it. Whoever gets it opens it with Backstay."
        )
        card.body.addWidget(PlainLabel(inside, wrap=True))
        hint = self.tr("You may leave it empty.")
        card.body.addWidget(SettingRow(self.tr("Your name"), self._author, hint=hint))
        card.body.addWidget(SettingRow(self.tr("What others may do with it"), self._licence))
        return card
