"""The one stylesheet of the application, written from the tokens.

Rules name classes and the properties ``role`` and ``tone``; no widget carries a sheet of its own.
"""

from dataclasses import asdict
from string import Template

from backstay.ui import tokens
from backstay.ui.tokens import Palette

_TEXT = """
PlainLabel { color: $ink; background: transparent; }
PlainLabel[role="small"] { font-size: $small; }
PlainLabel[role="medium"] { font-weight: $medium; }
PlainLabel[role="strong"] { font-weight: $strong; }
PlainLabel[role="lead"] { font-size: $lead; font-weight: $strong; }
PlainLabel[role="read"] { font-size: $lead; }
PlainLabel[role="title"] { font-size: $title; font-weight: $heavy; letter-spacing: -0.5px; }
PlainLabel[role="hero"] { font-size: $hero; font-weight: $heavy; letter-spacing: -0.5px; }
PlainLabel[role="code"] { font-family: monospace; font-size: $small; }
PlainLabel[tone="soft"] { color: $ink_soft; }
PlainLabel[tone="go"] { color: $go; }
PlainLabel[tone="caution"] { color: $caution; }
PlainLabel[tone="rest"] { color: $rest; }
PlainLabel[tag="go"] { background: $go_soft; color: $go; }
PlainLabel[tag="rest"] { background: $rest_soft; color: $rest; }
PlainLabel[tag="caution"] { background: $caution_soft; color: $caution; }
PlainLabel[tag="go"], PlainLabel[tag="rest"], PlainLabel[tag="caution"] {
    border-radius: ${radius_small}; padding: 6px 14px; font-weight: $strong;
}
"""

_FRAMES = """
Card { background: $surface; border: 1px solid $line; border-radius: $radius_large; }
Card[tone="caution"], Banner[tone="caution"] { background: $caution_soft; border: 1px solid $caution; }
Banner { background: $rest_soft; border: 1px solid $rest_soft; border-radius: $radius_medium; }
Banner#notice { margin-top: 16px; }
LoadingBar { background: $rest_soft; border-radius: $radius_medium; margin-top: 16px; }
LoadingBar QProgressBar { background: $surface; border: none; border-radius: 4px; }
WorkCard QProgressBar { background: $rest_soft; border: none; border-radius: 4px; }
WorkCard QProgressBar::chunk { background: $rest; border-radius: 4px; }
LoadingBar QProgressBar::chunk { background: $rest; border-radius: 4px; }
Toast { background: $ink; border: 1px solid $line; border-radius: $radius_medium; }
Toast PlainLabel { color: $page; }
Rail { background: $page; border: none; border-right: 1px solid $line; }
Divider { background: $line; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[canvas="true"] { background: transparent; border: none; }
"""

_BUTTONS = """
PrimaryButton, SecondaryButton, CautionButton {
    border-radius: $radius_medium; font-weight: $strong; border: 1px solid $line;
}
PrimaryButton { background: $go; color: $on_go; border-color: $go; }
PrimaryButton:hover { background: $go_strong; border-color: $go_strong; }
PrimaryButton:disabled { background: $go_soft; border-color: $go_soft; }
SecondaryButton { background: transparent; color: $ink; }
Card[tone="caution"] SecondaryButton { border-color: $caution; }
SecondaryButton:hover, SecondaryButton:pressed { background: $go_soft; }
CautionButton { background: $caution_soft; color: $caution; border-color: $caution_soft; }
CautionButton:hover { border-color: $caution; }
Chip, ScoreButton { background: $surface; color: $ink; border: 1px solid $line; font-weight: $medium; }
Chip { border-radius: $chip_radius; }
ScoreButton { border-radius: $radius_medium; font-weight: $strong; }
Chip:hover, ScoreButton:hover { border-color: $go; }
Chip:checked, ScoreButton:checked { background: $go_soft; border-color: $go; }
Segments { background: $surface; border: 1px solid $line; border-radius: $chip_radius; }
Segment {
    background: transparent; color: $ink; border: none; border-radius: $segment_radius; font-weight: $medium;
}
Segment:checked { background: $go_soft; }
ListButton { background: transparent; color: $ink; border: none; border-radius: $radius_medium; }
ListButton:hover { background: $go_soft; }
RailButton {
    background: transparent; color: $ink_soft; border: none; border-radius: $radius_small;
    font-weight: $medium;
}
RailButton:hover, RailButton:checked { background: $go_soft; }
IconButton, LinkButton {
    background: transparent; color: $ink_soft; border: none; border-radius: $radius_small;
}
IconButton:hover, LinkButton:hover { background: $go_soft; }
Toast LinkButton { color: $page; font-weight: $strong; }
Toast LinkButton:hover { background: $ink; border: 1px solid $page; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QSpinBox, QDateTimeEdit, QComboBox {
    background: $surface; color: $ink; border: 1px solid $outline; border-radius: $radius_small;
    padding: 6px 12px; selection-background-color: $go; selection-color: $on_go;
}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateTimeEdit:focus, QComboBox:focus {
    border: 2px solid $go; padding: 5px 11px;
}
QPlainTextEdit[code="true"] { font-family: monospace; font-size: $small; border-color: $line; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QComboBox[chip="true"] {
    border: 1px solid $line; border-radius: $chip_radius; min-height: $chip_inner; padding: 0px 16px;
    font-weight: $medium;
}
QComboBox[chip="true"]:focus { border: 2px solid $go; padding: 0px 15px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 24px; }
QDateTimeEdit::down-arrow { image: none; }
QComboBox QAbstractItemView, QMenu {
    background: $surface; color: $ink; border: 1px solid $line; padding: 4px; outline: none;
    selection-background-color: $go_soft; selection-color: $go;
}
QSpinBox QLineEdit, QDateTimeEdit QLineEdit { background: transparent; border: none; padding: 0px; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 0px; height: 0px; }
QSpinBox { min-height: $spin_inner; min-width: $spin_width; }
QDateTimeEdit, QLineEdit[tall="true"] { min-height: $spin_inner; }
QSlider { min-height: 28px; }
QSlider::groove:horizontal { height: 6px; background: $line; border-radius: 3px; }
QSlider::sub-page:horizontal { background: $go; border-radius: 3px; }
QSlider::handle:horizontal {
    width: 18px; height: 18px; margin: -7px 0px; border-radius: 10px; background: $surface;
    border: 2px solid $go;
}
QSlider::handle:horizontal:focus { background: $go; border: 2px solid $ink; }
QListView, QTreeView, QTableView {
    background: $surface; color: $ink; border: 1px solid $line; border-radius: $radius_large;
    gridline-color: $line; outline: none; selection-background-color: $go_soft; selection-color: $ink;
}
QListView:focus, QTreeView:focus, QTableView:focus { border: 1px solid $go; }
JournalList:focus { border: 1px solid $line; }
TileList, TileList:focus { background: transparent; border: none; }
TextTable, TextTable:focus { background: transparent; border: none; border-radius: 0px; font-size: $small; }
TextTable::item { padding: 0px 8px 0px 5px; border: none; }
TextTable::item:selected { background: $go_soft; color: $ink; }
TextTable QHeaderView::section { font-size: $small; }
QCalendarWidget QTableView, QCalendarWidget QTableView:focus { border: none; border-radius: 0px; }
QCalendarWidget QSpinBox { min-height: 0px; }
ChartTable, ChartTable:focus { background: transparent; border: none; font-size: $small; }
ChartTable::item { padding: 0px 8px; border: none; }
ChartTable::item:selected { background: $go_soft; color: $ink; }
ChartTable QHeaderView::section { font-size: $small; }
SeenTable, SeenTable:focus { background: transparent; border: none; font-size: $small; }
ExerciseTable::item { padding: 0px 5px; border: none; }
ExerciseTable::item:selected { background: $go_soft; color: $ink; }
SeenTable QHeaderView::section { font-size: $small; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $ink_soft; border: none; border-bottom: 1px solid $line; padding: 8px;
}
QToolTip { background: $ink; color: $page; border: 1px solid $line; padding: 6px 8px; font-size: $small; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $outline; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $ink_soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_SHEET = Template(_TEXT + _FRAMES + _BUTTONS + _FIELDS)


def stylesheet(palette: Palette, text_percent: int) -> str:
    """The sheet for ``palette`` at ``text_percent`` (100-200)."""
    return _SHEET.substitute(asdict(palette) | _sizes(text_percent / 100))


def _sizes(scale: float) -> dict[str, str]:
    lengths = {
        "small": tokens.TEXT_SMALL * scale,
        "lead": tokens.TEXT_LEAD * scale,
        "title": tokens.TEXT_TITLE * scale,
        "hero": tokens.TEXT_HERO * scale,
        "radius_small": tokens.RADIUS_SMALL,
        "radius_medium": tokens.RADIUS_MEDIUM,
        "radius_large": tokens.RADIUS_LARGE,
        # Qt leaves a corner square whose radius is more than half the height.
        "chip_radius": (tokens.CHIP_HEIGHT + (scale - 1) * tokens.TEXT_LEAD) // 2,
        "segment_radius": (tokens.CHIP_HEIGHT - 2 + (scale - 1) * tokens.TEXT_LEAD) // 2,
        "spin_inner": tokens.CHIP_HEIGHT - 14 + (scale - 1) * tokens.TEXT_LEAD,
        "spin_width": 5 * tokens.GRID * scale,
        "chip_inner": tokens.CHIP_HEIGHT - 2 + (scale - 1) * tokens.TEXT_LEAD,
    }
    weights = {"medium": tokens.WEIGHT_MEDIUM, "strong": tokens.WEIGHT_STRONG, "heavy": tokens.WEIGHT_TITLE}
    return {name: f"{round(length)}px" for name, length in lengths.items()} | {
        name: str(weight) for name, weight in weights.items()
    }
