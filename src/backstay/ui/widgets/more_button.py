"""The place for what is seldom done with a thing: a button that opens a menu."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from backstay.ui.widgets.buttons import IconButton


class MoreButton(IconButton):
    """``add_entry`` fills the menu, from the first to the last."""

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__("ellipsis", label, name=name, parent=parent)
        self._entries = QMenu(self)
        self._entries.setObjectName(f"{name}_menu")
        self.clicked.connect(self._on_clicked)

    def add_entry(self, text: str, act: Callable[[], object], *, name: str) -> None:
        """One more entry at the end. An ampersand in ``text`` is only an ampersand."""
        entry = self._entries.addAction(text.replace("&", "&&"))
        entry.setObjectName(name)
        entry.triggered.connect(lambda: act())

    def _on_clicked(self) -> None:
        self._entries.popup(self.mapToGlobal(QPoint(0, self.height())))
