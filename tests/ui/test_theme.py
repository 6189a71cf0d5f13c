"""The tokens and what is made of them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from backstay.domain.preferences import Preferences, Theme
from backstay.ui import icons, theme, tokens
from backstay.ui.stylesheet import stylesheet
from backstay.ui.theme import Appearance
from backstay.ui.tokens import Palette

SOURCES = Path(theme.__file__).parent
TEXT_ON = (
    ("ink", "page"),
    ("ink", "surface"),
    ("ink", "go_soft"),
    ("ink", "caution_soft"),
    ("ink", "rest_soft"),
    ("ink_soft", "page"),
    ("ink_soft", "surface"),
    ("ink_soft", "go_soft"),
    ("ink_soft", "caution_soft"),
    ("ink_soft", "rest_soft"),
    ("go", "page"),
    ("go", "surface"),
    ("go", "go_soft"),
    ("on_go", "go"),
    ("on_go", "go_strong"),
    ("caution", "page"),
    ("caution", "surface"),
    ("caution", "caution_soft"),
    ("rest", "page"),
    ("rest", "surface"),
    ("rest", "rest_soft"),
    ("page", "ink"),
)
SHAPE_ON = (
    ("outline", "page"),
    ("outline", "surface"),
    ("dot", "surface"),
    ("go", "line"),
    ("go", "surface"),
    ("ink", "go_soft"),
)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: Palette, fore: str, back: str) -> float:
    """The contrast ratio of two tokens, 1 to 21."""
    dark, light = sorted(luminance(getattr(palette, name)) for name in (fore, back))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [tokens.LIGHT, tokens.DARK], ids=lambda p: p.name)
@pytest.mark.parametrize(("fore", "back"), TEXT_ON)
def test_text_has_the_contrast_of_level_aa(palette: Palette, fore: str, back: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    assert contrast(palette, fore, back) >= 4.5


@pytest.mark.parametrize("palette", [tokens.LIGHT, tokens.DARK], ids=lambda p: p.name)
@pytest.mark.parametrize(("fore", "back"), SHAPE_ON)
def test_shapes_that_mean_something_have_the_contrast_of_level_aa(
    palette: Palette, fore: str, back: str
) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for what is known by its shape alone."""
    assert contrast(palette, fore, back) >= 3


def test_no_colour_is_written_outside_the_tokens() -> None:
    """One file to change when a colour changes; the figure has its own."""
    free = {"tokens.py", "palette.py"}
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|\brgba?\(")
    found = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES.rglob("*.py")
        if path.name not in free
        for line in path.read_text(encoding="utf-8").splitlines()
        if colour.search(line)
    ]
    assert found == []


def test_no_widget_carries_a_sheet_of_its_own() -> None:
    """Rules go by class and property, in one sheet."""
    found = [p.name for p in SOURCES.rglob("*.py") if "setStyleSheet(" in p.read_text(encoding="utf-8")]
    assert found == ["theme.py"]


def test_text_from_files_is_shown_by_one_kind_of_label_alone() -> None:
    """A bare QLabel would load what an image tag names; message boxes and rich tooltips likewise."""
    bare = re.compile(r"\bQLabel\(|\bQMessageBox\b|\bQTextBrowser\b")
    found = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if bare.search(line) and line.strip() != "class PlainLabel(QLabel):"
    ]
    assert found == []


@pytest.mark.parametrize("palette", [tokens.LIGHT, tokens.DARK], ids=lambda p: p.name)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_every_place_in_the_sheet_is_filled(palette: Palette, percent: int) -> None:
    """No name of a token is left over, and every length has its unit."""
    sheet = stylesheet(palette, percent)
    assert "$" not in sheet
    assert f"font-size: {round(tokens.TEXT_TITLE * percent / 100)}px" in sheet


@pytest.mark.parametrize(
    ("chosen", "palette"), [(Theme.LIGHT, tokens.LIGHT), (Theme.DARK, tokens.DARK)], ids=["light", "dark"]
)
def test_a_chosen_theme_is_put_on_at_once(appearance: Appearance, chosen: Theme, palette: Palette) -> None:
    """Whoever paints finds the colours of the theme that is on."""
    appearance.apply(Preferences(theme=chosen))
    assert theme.colours() == palette
    assert QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(palette.page)


def test_the_system_is_followed_while_the_program_runs(appearance: Appearance, qapp: QApplication) -> None:
    """Dusk on the desktop is dusk in the window, unless the person has chosen."""
    hints = qapp.styleHints()
    seen = []
    appearance.apply(Preferences(theme=Theme.SYSTEM))
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        hints.colorSchemeChanged.emit(scheme)
        seen.append(theme.colours().name)
    appearance.apply(Preferences(theme=Theme.DARK))
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    seen.append(theme.colours().name)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    assert seen == ["dark", "light", "dark"]


def test_the_text_grows_with_its_setting(appearance: Appearance) -> None:
    """200 % is twice as large, on the application's own font."""
    appearance.apply(Preferences(theme=Theme.LIGHT, text_percent=200))
    grown = theme.text_scale(), theme.scaled(tokens.TEXT_SMALL)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    assert grown == (2.0, 2 * tokens.TEXT_SMALL)
    assert theme.text_scale() == 1.0


def test_nothing_is_dressed_anew_for_other_settings(appearance: Appearance) -> None:
    """A volume that changes must not cost a new stylesheet."""
    dressed: list[bool] = []
    appearance.changed.connect(lambda: dressed.append(True))
    now = Preferences(theme=Theme.LIGHT)
    appearance.apply(now)
    dressed.clear()
    appearance.apply(replace(now, volume_percent=10))
    assert dressed == []


@pytest.mark.usefixtures("appearance")
def test_digits_of_a_timer_have_one_width() -> None:
    """1:11 is as wide as 0:00, so that nothing jitters."""
    metrics = QFontMetrics(theme.text_font(tokens.TEXT_HERO, tokens.WEIGHT_TITLE, tabular=True))
    assert metrics.horizontalAdvance("1:11") == metrics.horizontalAdvance("0:00")


@pytest.mark.usefixtures("appearance")
def test_a_weight_between_two_is_the_nearest_one() -> None:
    """The tokens may name a weight that no font has."""
    assert theme.text_font(tokens.TEXT_BODY, 650).weight() in (QFont.Weight.DemiBold, QFont.Weight.Bold)


@pytest.mark.usefixtures("appearance")
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_an_icon_is_drawn_in_its_colour_at_every_resolution(ratio: float) -> None:
    """As many pixels as the screen has, in the token's colour alone."""
    image = icons.icon_image("play", tokens.LIGHT.go, 20, ratio, filled=True)
    assert image.width() == 20 * ratio
    assert image.devicePixelRatio() == ratio
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle == QColor(tokens.LIGHT.go)


@pytest.mark.usefixtures("appearance")
def test_an_icon_that_is_not_in_the_package_is_an_error() -> None:
    """A misspelt name must not pass as an empty picture."""
    with pytest.raises(KeyError):
        icons.icon_image("no-such-icon", tokens.LIGHT.go, 20)
