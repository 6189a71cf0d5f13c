"""How large letters have to be so that somebody on a mat can read them."""

# A panel of 13.3 inches (337.8 mm across) and 16:10, the smallest that a laptop usually has.
PANEL_MM = (286.5, 179.0)
_LETTER_OF_DISTANCE = 0.01


def height_share(distance_m: float) -> float:
    """How much of the height of a full-screen view a letter needs, 0 to 1, to be legible at
    ``distance_m`` metres on a panel of 13.3 inches.

    The rule: a letter is as high as one hundredth of the distance, some 34 minutes of arc, which is
    seven times the 5 minutes that an eye of full acuity needs (ISO 8596). The view fills the panel, so
    the letter on the glass is ``letter px / view px * 179 mm``; turned round, 3 m ask for 30 mm, which
    is 16.8 % of the height.
    """
    return _LETTER_OF_DISTANCE * distance_m * 1000 / PANEL_MM[1]
