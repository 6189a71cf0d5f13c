"""One line at the bottom of the window that goes by itself, with the way back in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from backstay.ui import tokens
from backstay.ui.widgets.buttons import LinkButton
from backstay.ui.widgets.labels import PlainLabel

_MARGIN = 3 * tokens.GRID
_CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)


class Toast(QFrame):
    """Lies over ``parent`` while it has something to say. Ctrl+Z does what its Undo button does.

    It stays for 8 s, and as long as the pointer or the focus is on it. Its place is the corner at the
    bottom right, or as far above it as there is something to press. ``left`` says that it went while
    it had the focus, which is for somebody else to take.
    """

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._over = parent
        self._undo: Callable[[], None] | None = None
        self._label = PlainLabel(name="toast_text", wrap=False)
        self._button = LinkButton(self.tr("Undo"), key=self.tr("Ctrl+Z"), name="toast_undo")
        # A click must not take the keys away from the page.
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self._on_undo)
        self._shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), parent)
        self._shortcut.activated.connect(self._on_undo)
        self._shortcut.setEnabled(False)
        self._timer = QTimer(self, singleShot=True, interval=tokens.TOAST_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * tokens.GRID, tokens.GRID // 2, tokens.GRID, tokens.GRID // 2)
        self._row.setSpacing(2 * tokens.GRID)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._button)
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
        # The page that is said something about may be about to be laid out.
        QTimer.singleShot(0, self, self._place)
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Go now; what was done stays done."""
        self._timer.stop()
        self._undo = None
        self._shortcut.setEnabled(False)
        had_focus = self._button.hasFocus()
        self.hide()
        if had_focus:
            self.left.emit()

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
        room = self._over.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        # Measured before it is first shown it would not have its font yet.
        self._label.ensurePolished()
        self._label.setWordWrap(False)
        self._row.invalidate()
        width = self.sizeHint().width()
        if width > room.width():
            width = room.width()
            self._label.setWordWrap(True)
            self._row.invalidate()
        height = self._row.totalHeightForWidth(width) if self._label.wordWrap() else self.sizeHint().height()
        corner = QRect(0, 0, width, max(height, self.minimumHeight()))
        corner.moveBottomRight(room.bottomRight())
        self.setGeometry(self._above_controls(corner, room))

    def _above_controls(self, corner: QRect, room: QRect) -> QRect:
        """``corner``, or the first place above it where it covers nothing that can be pressed."""
        taken = [self._seen(control) for control in self._controls()]
        place = QRect(corner)
        while covered := [box for box in taken if box.intersects(place)]:
            place.moveBottom(min(box.top() for box in covered) - tokens.GRID)
            if place.top() < room.top():
                return corner
        return place

    def _controls(self) -> list[QWidget]:
        found = [child for child in self._over.findChildren(QWidget) if isinstance(child, _CONTROLS)]
        return [
            child
            for child in found
            if child.isVisible() and not isinstance(child, QScrollBar) and not self.isAncestorOf(child)
        ]

    def _seen(self, control: QWidget) -> QRect:
        """What is to be seen of ``control``, in the coordinates of what the toast lies over."""
        box = control.visibleRegion().boundingRect()
        return box.translated(control.mapTo(self._over, QPoint()))
