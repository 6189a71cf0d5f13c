"""Turns the tokens into what Qt wants, and follows the system's light or dark as it changes.

The application's own palette and font say which theme and text size are on; whoever paints asks here.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from backstay.domain.preferences import Preferences, Theme
from backstay.ui import tokens
from backstay.ui.stylesheet import stylesheet
from backstay.ui.tokens import Palette

_SCHEMES = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}


def colours() -> Palette:
    """The palette that is on now."""
    is_dark = QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(tokens.DARK.page)
    return tokens.DARK if is_dark else tokens.LIGHT


def tone_colour(tone: str) -> str:
    """The colour of ``tone``: soft, go, caution or rest; ink for any other."""
    palette = colours()
    tones = {
        "soft": palette.ink_soft,
        "go": palette.go,
        "caution": palette.caution,
        "rest": palette.rest,
    }
    return tones.get(tone, palette.ink)


def text_scale() -> float:
    """The text size that is on now; 1.0 is 100 %."""
    pixels = QGuiApplication.font().pixelSize()
    return pixels / tokens.TEXT_BODY if pixels > 0 else 1.0


def scaled(pixels: float) -> int:
    """``pixels`` at the text size that is on now."""
    return round(pixels * text_scale())


def control_height(pixels: float) -> int:
    """The height of a control: it grows by what its text grows, not by its padding."""
    return round(pixels + (text_scale() - 1) * tokens.TEXT_LEAD)


def text_font(size: float, weight: int = tokens.WEIGHT_REGULAR, *, tabular: bool = False) -> QFont:
    """A font of ``size`` pixels at 100 %. ``tabular`` gives every digit one width, for timers."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(max(1, scaled(size)))
    font.setWeight(QFont.Weight(_nearest_weight(weight)))
    if tabular and hasattr(font, "setFeature"):
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def paper_font(pixels: int, weight: int) -> QFont:
    """The program's typeface for paper and files, whatever the text size of the window is.

    Each glyph stands for a character, so that the text can be copied out of a file: Inter has others,
    for a bracket beside a digit and the like, that stand for none.
    """
    has_own = QFontDatabase.hasFamily(tokens.FONT_FAMILY)
    font = QFont(tokens.FONT_FAMILY if has_own else QGuiApplication.font().family())
    font.setPixelSize(max(1, pixels))
    font.setWeight(QFont.Weight(_nearest_weight(weight)))
    for feature in ("calt", "liga", "clig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def _nearest_weight(weight: int) -> QFont.Weight:
    return min(QFont.Weight, key=lambda named: (abs(named.value - weight), named.value))


def qt_palette(palette: Palette) -> QPalette:
    """The colours for the widgets that no rule of the stylesheet names."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: palette.page,
        role.WindowText: palette.ink,
        role.Base: palette.surface,
        role.AlternateBase: palette.page,
        role.Text: palette.ink,
        role.PlaceholderText: palette.ink_soft,
        role.Button: palette.surface,
        role.ButtonText: palette.ink,
        role.Highlight: palette.go,
        role.HighlightedText: palette.on_go,
        role.ToolTipBase: palette.ink,
        role.ToolTipText: palette.page,
        role.Link: palette.go,
        role.Mid: palette.line,
    }
    made = QPalette()
    for where, colour in pairs.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(palette.ink_soft))
    return made


class Appearance(QObject):
    """Dresses the application, and dresses it again when the system or the person changes it."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self._preferences = preferences
        self._family = _family(app)
        self._worn: tuple[str, int] | None = None
        app.setStyle("Fusion")
        self._system = app.styleHints().colorScheme()
        self._follow(preferences.theme)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._dress()

    def apply(self, preferences: Preferences) -> None:
        """Put the theme and the text size of ``preferences`` on."""
        is_new_theme = preferences.theme is not self._preferences.theme
        self._preferences = preferences
        if is_new_theme:
            self._follow(preferences.theme)
        self._dress()

    def _follow(self, theme: Theme) -> None:
        hints = self._app.styleHints()
        if theme is Theme.SYSTEM:
            hints.unsetColorScheme()
            self._system = hints.colorScheme()
        else:
            hints.setColorScheme(_SCHEMES[theme])

    def _on_system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        self._dress()

    def _palette(self) -> Palette:
        theme = self._preferences.theme
        wanted = self._system if theme is Theme.SYSTEM else _SCHEMES[theme]
        return tokens.DARK if wanted is Qt.ColorScheme.Dark else tokens.LIGHT

    def _dress(self) -> None:
        palette, percent = self._palette(), self._preferences.text_percent
        if self._worn == (palette.name, percent):
            return
        self._worn = (palette.name, percent)
        font = QFont(self._family) if self._family else QFont(self._app.font())
        font.setPixelSize(round(tokens.TEXT_BODY * percent / 100))
        self._app.setFont(font)
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(stylesheet(palette, percent))
        self.changed.emit()


def _family(app: QApplication) -> str:
    return tokens.FONT_FAMILY if QFontDatabase.hasFamily(tokens.FONT_FAMILY) else app.font().family()
