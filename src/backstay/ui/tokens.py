"""Every colour and size of the window, named once; nothing else writes one down.

The contrast of each pair that is shown is checked by the tests (WCAG 2.2, level AA).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme. ``*_soft`` are backgrounds for text in the colour itself, ``on_go``
    is text on ``go``, ``go_strong`` is ``go`` under the pointer, ``dot`` a single reading, ``gap`` the
    hatching of days without one, ``outline`` the edge of something that is only known by its edge.
    """

    name: str
    page: str
    surface: str
    line: str
    outline: str
    ink: str
    ink_soft: str
    go: str
    go_strong: str
    go_soft: str
    on_go: str
    caution: str
    caution_soft: str
    rest: str
    rest_soft: str
    dot: str
    gap: str


LIGHT = Palette(
    name="light",
    page="#F6F3EC",
    surface="#FFFFFF",
    line="#E4DED2",
    outline="#84796A",
    ink="#1D2B3A",
    ink_soft="#5A6873",
    go="#1B7272",
    go_strong="#155E5E",
    go_soft="#DCEBE8",
    on_go="#FFFFFF",
    caution="#9F5510",
    caution_soft="#F8E8D3",
    rest="#3B5B8C",
    rest_soft="#E2E9F4",
    dot="#8A949C",
    gap="#DCD4C4",
)

DARK = Palette(
    name="dark",
    page="#10171E",
    surface="#19232D",
    line="#283643",
    outline="#71838F",
    ink="#E9EFF1",
    ink_soft="#9FB1BB",
    go="#5CC4BC",
    go_strong="#7AD3CC",
    go_soft="#17393B",
    on_go="#0B1A1B",
    caution="#F0B36A",
    caution_soft="#3B2B19",
    rest="#9BB8E8",
    rest_soft="#1E2B41",
    dot="#7F909B",
    gap="#36495A",
)

# Lengths are in device-independent pixels at 100 % text size.
GRID = 8
RADIUS_SMALL = 10
RADIUS_MEDIUM = 12
RADIUS_LARGE = 16

TEXT_SMALL = 13
TEXT_BODY = 15
TEXT_LEAD = 19
TEXT_TITLE = 28
TEXT_HERO = 34
TEXT_DIGITS = 148

WEIGHT_REGULAR = 400
# Inter as packaged has no 550, and Qt takes its 600 for it: no lighter than the strong weight.
WEIGHT_MEDIUM = 500
WEIGHT_STRONG = 650
WEIGHT_TITLE = 700

BUTTON_HEIGHT = 48
TOUCH_HEIGHT = 44
CHIP_HEIGHT = 40
LINK_HEIGHT = 32
SCORE_WIDTH = 56
RAIL_WIDTH = 200
ICON_SIZE = 20
KEY_CAP_HEIGHT = 20
PAGE_MARGIN = 40
CARD_PADDING = 24
CARD_GAP = 24
CONTENT_WIDTH = 1200
READING_WIDTH = 640
WINDOW_SIZE = (1280, 800)
WINDOW_LEAST = (720, 520)

FADE_MS = 150
TOAST_MS = 8000
FRAME_MS = 16
FONT_FAMILY = "Inter"
