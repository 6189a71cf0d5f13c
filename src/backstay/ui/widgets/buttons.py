"""The buttons. Each may show its icon before its words and its key after them.

A button that has the focus is pressed by Enter as well as by Space.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from backstay.ui import tokens
from backstay.ui.icons import are_icons_loaded, icon_image, load_icons
from backstay.ui.theme import colours, control_height, scaled, text_font

_GAP = 10
_KEY_PADDING = 6
_KEY_OPACITY = 0.75
_RING = 2.0
_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_KEEPING_REASONS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Button(QPushButton):
    """The button the others are made from. ``key`` is shown, not bound: the page listens for it."""

    height_px = tokens.BUTTON_HEIGHT
    padding_px = 22
    radius_px = tokens.RADIUS_MEDIUM
    is_left_aligned = False

    def __init__(
        self,
        text: str,
        *,
        name: str,
        key: str = "",
        icon: str = "",
        filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._key = key
        self._icon = icon
        self._is_filled = filled
        self._is_ringed = False
        self._is_marking = False
        self.toggled.connect(self._on_toggled)
        self.setObjectName(name)
        self.set_words(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """The text as it is read."""
        return self._words

    @property
    def key(self) -> str:
        """The key that is shown."""
        return self._key

    def set_words(self, text: str) -> None:
        """Show ``text``; an ampersand is only an ampersand."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_icon(self, icon: str, *, filled: bool = False) -> None:
        """Show another icon."""
        self._icon, self._is_filled = icon, filled
        self.update()

    def setChecked(self, is_checked: bool) -> None:
        """Show it as chosen, or not; that alone does nothing."""
        self._is_marking = True
        super().setChecked(is_checked)
        self._is_marking = False

    def nextCheckState(self) -> None:
        """The same, on the way of a click."""
        self._is_marking = True
        super().nextCheckState()
        self._is_marking = False

    def sizeHint(self) -> QSize:
        """As wide as what it shows."""
        self.ensurePolished()
        width = self._content_width() + 2 * self.padding_px
        return QSize(round(width), control_height(self.height_px))

    def minimumSizeHint(self) -> QSize:
        """Never less than what it shows."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, once however long it is held down: the focus may
        have come here from a button of the page before.
        """
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who walk by keyboard; a click needs none."""
        super().focusInEvent(event)
        if event.reason() not in _KEEPING_REASONS:
            self._is_ringed = event.reason() in _KEYBOARD_REASONS

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The style draws the surface; what stands on it is drawn here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        # The ring is drawn here; the style would lay one of its own beneath it, with other corners.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        self._paint_content(painter, self._ink())
        if self.hasFocus() and self._is_ringed:
            self._paint_ring(painter)

    def _on_toggled(self, is_checked: bool) -> None:
        """Neither the program nor a click: a screen reader toggled it, and means what a click does."""
        is_one_of_many = self.autoExclusive() or self.group() is not None
        if not self._is_marking and (is_checked or not is_one_of_many):
            self.clicked.emit()

    def _paint_icon(self, painter: QPainter, corner: QPointF, size: int, colour: QColor) -> None:
        if not are_icons_loaded():
            # The first picture of the window does not wait for them; the second has them.
            QTimer.singleShot(0, self, self._on_icons_due)
            return
        ratio = self.devicePixelRatioF()
        painter.drawImage(corner, icon_image(self._icon, colour.name(), size, ratio, filled=self._is_filled))

    def _on_icons_due(self) -> None:
        load_icons()
        self.update()

    def _paint_ring(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._ring_colour(), _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(self.rect()).adjusted(_RING / 2, _RING / 2, -_RING / 2, -_RING / 2)
        radius = min(self.radius_px, box.height() / 2)
        painter.drawRoundedRect(box, radius, radius)

    def _ring_colour(self) -> QColor:
        return self._ink()

    def _ink(self) -> QColor:
        # The stylesheet's colour for a state never reaches the palette; only its plain one does.
        if not self.isEnabled():
            return QColor(colours().ink_soft)
        if self.isChecked():
            return QColor(colours().go)
        return self.palette().color(QPalette.ColorGroup.Normal, QPalette.ColorRole.ButtonText)

    def _parts(self) -> list[float]:
        """The widths of icon, words and key, of those that are there."""
        widths = []
        if self._icon:
            widths.append(float(scaled(tokens.ICON_SIZE)))
        if self._words:
            widths.append(QFontMetrics(self.font()).horizontalAdvance(self._words))
        if self._key:
            widths.append(key_cap_width(self._key))
        return widths

    def _content_width(self) -> float:
        widths = self._parts()
        return sum(widths) + _GAP * max(0, len(widths) - 1)

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        left = self.padding_px if self.is_left_aligned else (self.width() - self._content_width()) / 2
        middle = self.height() / 2
        if self._icon:
            size = scaled(tokens.ICON_SIZE)
            self._paint_icon(painter, QPointF(left, middle - size / 2), size, colour)
            left += size + _GAP
        if self._words:
            width = QFontMetrics(self.font()).horizontalAdvance(self._words)
            painter.setPen(colour)
            painter.setFont(self.font())
            box = QRectF(left, 0, width + 1, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
            left += width + _GAP
        if self._key:
            paint_key_cap(painter, QPointF(left, middle), self._key, colour)


class PrimaryButton(Button):
    """The one obvious button of a page."""

    def _ring_colour(self) -> QColor:
        return QColor(colours().ink)


class SecondaryButton(Button):
    """Any other button."""


class CautionButton(Button):
    """It hurts; stop."""


class Chip(Button):
    """A small choice. ``checkable`` chips stay pressed."""

    height_px = tokens.CHIP_HEIGHT
    padding_px = 16
    radius_px = tokens.CHIP_HEIGHT

    def __init__(
        self, text: str, *, name: str, key: str = "", checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, name=name, key=key, parent=parent)
        self.setCheckable(checkable)


class IconButton(Button):
    """A button with an icon alone; ``label`` is its tooltip and its accessible name."""

    height_px = tokens.TOUCH_HEIGHT
    padding_px = 12
    radius_px = tokens.RADIUS_SMALL

    def __init__(self, icon: str, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name=name, icon=icon, parent=parent)
        self.set_label(label)

    def set_label(self, label: str) -> None:
        """Say what the button does now."""
        self.setToolTip(label)
        self.setAccessibleName(label)


class LinkButton(Button):
    """A quiet word that can be pressed: skip, Undo."""

    height_px = tokens.LINK_HEIGHT
    padding_px = 10
    radius_px = tokens.RADIUS_SMALL


def key_cap_width(key: str) -> float:
    """How wide the drawn key is, in pixels."""
    text = QFontMetrics(text_font(tokens.TEXT_SMALL)).horizontalAdvance(key)
    return max(text + 2 * _KEY_PADDING, scaled(tokens.KEY_CAP_HEIGHT) + 2)


def paint_key_cap(painter: QPainter, left_middle: QPointF, key: str, colour: QColor) -> None:
    """Draw a key the way it looks on a keyboard, from its left edge, around its middle."""
    height = scaled(tokens.KEY_CAP_HEIGHT)
    box = QRectF(left_middle.x() + 0.5, round(left_middle.y() - height / 2) - 0.5, key_cap_width(key), height)
    edge = QColor(colour)
    edge.setAlphaF(_KEY_OPACITY)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, tokens.GRID / 2, tokens.GRID / 2)
    painter.setPen(colour)
    painter.setFont(text_font(tokens.TEXT_SMALL))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
