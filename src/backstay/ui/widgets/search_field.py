"""A field to search in a list while one types. Escape empties it, and then leaves it."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.theme import colours, control_height, scaled
from backstay.ui.widgets.buttons import IconButton, key_cap_width, paint_key_cap

_INSET = 12
_WIDTH = 34 * tokens.GRID
_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """``textChanged`` while one types; ``left`` when the keys shall go to the list: Down, Enter, Escape."""

    left = Signal()

    def __init__(self, label: str, *, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(label)
        self.setMaxLength(80)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._empty = IconButton("x", self.tr("Empty the search (Esc)"), name=f"{name}_clear", parent=self)
        # Escape does the same; a stop of its own would only be in the way to the list.
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty.clicked.connect(self.clear)
        self._empty.hide()
        self.textChanged.connect(lambda text: self._empty.setVisible(bool(text)))
        self._make_room()

    def sizeHint(self) -> QSize:
        """Wide enough for the words that stand in it while it is empty."""
        needed = self.fontMetrics().horizontalAdvance(self.placeholderText()) + round(
            key_cap_width(self._key)
        )
        room = scaled(tokens.ICON_SIZE) + 5 * _INSET
        return QSize(max(_WIDTH, needed + room), control_height(tokens.TOUCH_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """It may be narrower than its words."""
        return QSize(20 * tokens.GRID, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties first; what leads to the list does so from any place in the text."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (*_INTO_LIST, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs another room for the icon."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button that empties it at its end."""
        super().resizeEvent(event)
        size = self._empty.sizeHint()
        self._empty.setGeometry(
            self.width() - size.width(), (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws the field; the glass and the key that leads here are drawn over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, middle = scaled(tokens.ICON_SIZE), self.height() / 2
        glass = icon_image("search", colours().ink_soft, size, self.devicePixelRatioF())
        painter.drawImage(QPointF(_INSET, middle - size / 2), glass)
        if not self.text() and not self.hasFocus():
            left = self.width() - _INSET - key_cap_width(self._key)
            paint_key_cap(painter, QPointF(left, middle), self._key, self.palette().placeholderText().color())

    def _make_room(self) -> None:
        self.setTextMargins(scaled(tokens.ICON_SIZE) + _INSET // 2, 0, scaled(tokens.ICON_SIZE) + _INSET, 0)
        self.updateGeometry()
