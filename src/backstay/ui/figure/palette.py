"""The colours of the figure and its things, for the light and the dark theme.

Apart from the window's tokens because nothing here carries meaning or text: it is a picture.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigurePalette:
    """Hex colours. ``…_far`` is the limb behind the body, ``…_line`` the thin line around a part."""

    skin: str
    skin_far: str
    skin_line: str
    cheek: str
    hair: str
    hair_light: str
    face: str
    top: str
    top_far: str
    top_line: str
    legs: str
    legs_far: str
    legs_line: str
    shoe: str
    shoe_far: str
    sole: str
    shoe_line: str
    mat: str
    mat_edge: str
    floor: str
    wood: str
    wood_dark: str
    wall: str
    band: str
    cloth: str
    cloth_line: str
    foam: str
    foam_dark: str
    hollow: str
    glass: str
    panel: str
    glow: str


LIGHT = FigurePalette(
    skin="#E9B28D",
    skin_far="#CE946F",
    skin_line="#C48A66",
    cheek="#E09A7B",
    hair="#4A342B",
    hair_light="#654A3D",
    face="#38281F",
    top="#2A8C8C",
    top_far="#1E6E70",
    top_line="#1C6567",
    legs="#3A4F75",
    legs_far="#2A3B59",
    legs_line="#233350",
    shoe="#F3EBDC",
    shoe_far="#D9CFBD",
    sole="#D98A5B",
    shoe_line="#B5A993",
    mat="#8FB8A8",
    mat_edge="#76A292",
    floor="#DDD6C8",
    wood="#C39A6B",
    wood_dark="#A67F53",
    wall="#E6DFD1",
    band="#D9822B",
    cloth="#C3CBDD",
    cloth_line="#9FAAC4",
    foam="#A98BA6",
    foam_dark="#876A86",
    hollow="#5F4A60",
    glass="#BFDCE2",
    panel="#F3EEE4",
    glow="#F6B24A",
)

DARK = FigurePalette(
    skin="#E3AD89",
    skin_far="#BE8664",
    skin_line="#A9744F",
    cheek="#D6906F",
    hair="#6A4A3C",
    hair_light="#84604F",
    face="#2B1E18",
    top="#3AABA7",
    top_far="#27817F",
    top_line="#1F6A6A",
    legs="#7C93BD",
    legs_far="#566C95",
    legs_line="#455A82",
    shoe="#F0E8D8",
    shoe_far="#BDB29E",
    sole="#D98A5B",
    shoe_line="#8F846F",
    mat="#2F5B52",
    mat_edge="#25493F",
    floor="#31404E",
    wood="#A9824F",
    wood_dark="#866539",
    wall="#2A3845",
    band="#F0A04B",
    cloth="#C4C2CE",
    cloth_line="#908E9E",
    foam="#9C7F9B",
    foam_dark="#74597A",
    hollow="#42324A",
    glass="#7FA3B2",
    panel="#202C37",
    glow="#FFC766",
)


def figure_palette(theme_name: str) -> FigurePalette:
    """The palette that goes with the window's theme, "light" or "dark"."""
    return DARK if theme_name == "dark" else LIGHT
