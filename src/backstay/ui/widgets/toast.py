"""One line at the bottom of the window that goes by itself, with the way back in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import LinkButton
from backstay.ui.widgets.labels import PlainLabel


class Toast(QFrame):
    """Lies over ``parent`` while it has something to say. Ctrl+Z does what its Undo button does.

    It stays for 8 s, and as long as the pointer or the focus is on it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._over = parent
        self._undo: Callable[[], None] | None = None
        self._label = PlainLabel(name="toast_text", wrap=False)
        self._button = LinkButton(self.tr("Undo"), key=self.tr("Ctrl+Z"), name="toast_undo")
        self._button.clicked.connect(self._on_undo)
        self._shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), parent)
        self._shortcut.activated.connect(self._on_undo)
        self._shortcut.setEnabled(False)
        self._timer = QTimer(self, singleShot=True, interval=tokens.TOAST_MS)
        self._timer.timeout.connect(self._on_timeout)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * tokens.GRID, tokens.GRID // 2, tokens.GRID, tokens.GRID // 2)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self._label)
        row.addWidget(self._button)
        self.setMinimumHeight(tokens.BUTTON_HEIGHT)
        parent.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        """What it says now; empty while hidden."""
        return "" if self.isHidden() else self._label.text()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show ``text``; with ``undo`` there is a way back until it goes."""
        self._undo = undo
        self._label.setText(text)
        self.setAccessibleName(text)
        self._button.setVisible(undo is not None)
        self._shortcut.setEnabled(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Go now; what was done stays done."""
        self._timer.stop()
        self._undo = None
        self._shortcut.setEnabled(False)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def leaveEvent(self, event: QEvent) -> None:
        """The time starts again when the pointer goes."""
        super().leaveEvent(event)
        self._timer.start()

    def _on_timeout(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.dismiss()

    def _on_undo(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.size()
        width = min(self.sizeHint().width(), room.width() - 2 * tokens.GRID)
        height = self.sizeHint().height()
        top = room.height() - height - 3 * tokens.GRID
        self.setGeometry((room.width() - width) // 2, top, width, height)
