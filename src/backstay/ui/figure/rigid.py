"""The shapes that never bend, in metres: heads from three sides, hands, and shoes from two."""

from dataclasses import dataclass

from PySide6.QtGui import QPainterPath

from backstay.ui.figure.shapes import Flesh, curve, ellipse, joined, limb_part, new_path, outlined, oval


@dataclass(frozen=True, slots=True)
class Head:
    """Outlines of a head around the joint of skull and neck, the crown upwards (y).

    From the front and the back the ear stands in the middle; it is moved to its two places.
    """

    face: Flesh
    hair: QPainterPath
    shine: QPainterPath
    ear: Flesh
    eyes: QPainterPath
    brows: QPainterPath
    nose: QPainterPath
    mouth: QPainterPath
    cheeks: QPainterPath


def side_head() -> Head:
    """The head from its right side, looking to x."""
    face = outlined(
        (
            (-0.075, 0.02), (-0.045, -0.02), (-0.005, -0.022), (0.035, -0.043), (0.068, -0.05),
            (0.087, -0.038), (0.09, -0.022), (0.091, -0.012), (0.094, -0.004), (0.096, 0.006),
            (0.115, 0.017), (0.112, 0.028), (0.098, 0.05), (0.096, 0.068), (0.1, 0.09),
            (0.09, 0.13), (0.05, 0.163), (0.0, 0.17), (-0.055, 0.15), (-0.085, 0.09),
        )
    )  # fmt: skip
    hair = curve(
        (
            (0.094, 0.112), (0.112, 0.14), (0.096, 0.17), (0.05, 0.188), (-0.01, 0.188),
            (-0.068, 0.164), (-0.098, 0.11), (-0.097, 0.055), (-0.078, 0.012), (-0.055, 0.0),
            (-0.045, 0.022), (-0.035, 0.048), (-0.012, 0.062), (0.012, 0.05), (0.02, 0.03),
            (0.03, 0.05), (0.03, 0.085), (0.05, 0.108), (0.074, 0.118),
        )
    )  # fmt: skip
    mouth = new_path()
    mouth.moveTo(0.091, -0.011)
    mouth.quadTo(0.078, -0.02, 0.067, -0.013)
    brows = new_path()
    brows.moveTo(0.056, 0.083)
    brows.quadTo(0.072, 0.094, 0.088, 0.085)
    shine = new_path()
    shine.moveTo(0.072, 0.162)
    shine.quadTo(0.02, 0.178, -0.04, 0.158)
    nose = new_path()
    return Head(
        face, hair, shine, oval(-0.008, 0.034, 0.017, 0.024),
        ellipse(0.072, 0.06, 0.0075, 0.0115), brows, nose, mouth, ellipse(0.054, 0.016, 0.02, 0.013),
    )  # fmt: skip


def front_head() -> Head:
    """The head from the front. The features are drawn shifted when it turns."""
    face = outlined(
        (
            (0.0, -0.058), (0.034, -0.05), (0.06, -0.02), (0.073, 0.03), (0.077, 0.085),
            (0.064, 0.14), (0.0, 0.168), (-0.064, 0.14), (-0.077, 0.085), (-0.073, 0.03),
            (-0.06, -0.02), (-0.034, -0.05),
        )
    )  # fmt: skip
    hair = curve(
        (
            (0.079, 0.05), (0.09, 0.105), (0.078, 0.155), (0.034, 0.188), (-0.024, 0.191),
            (-0.072, 0.168), (-0.09, 0.11), (-0.079, 0.05), (-0.072, 0.085), (-0.058, 0.115),
            (-0.02, 0.13), (0.026, 0.122), (0.056, 0.108), (0.071, 0.085),
        )
    )  # fmt: skip
    shine = new_path()
    shine.moveTo(-0.05, 0.163)
    shine.quadTo(-0.01, 0.18, 0.036, 0.17)
    eyes = ellipse(0.03, 0.05, 0.0075, 0.0105)
    eyes.addPath(ellipse(-0.03, 0.05, 0.0075, 0.0105))
    brows, nose, mouth = new_path(), new_path(), new_path()
    for side in (-1, 1):
        brows.moveTo(side * 0.018, 0.077)
        brows.quadTo(side * 0.031, 0.086, side * 0.045, 0.076)
    nose.moveTo(0.004, 0.04)
    nose.quadTo(0.013, 0.02, -0.003, 0.018)
    mouth.moveTo(-0.019, -0.013)
    mouth.quadTo(0.0, -0.027, 0.019, -0.013)
    cheeks = ellipse(0.047, 0.016, 0.015, 0.011)
    cheeks.addPath(ellipse(-0.047, 0.016, 0.015, 0.011))
    ear = oval(0.0, 0.035, 0.014, 0.024)
    return Head(face, hair, shine, ear, eyes, brows, nose, mouth, cheeks)


def back_head() -> Head:
    """The head from behind: hair, ears and no face."""
    front = front_head()
    hair = curve(
        (
            (0.0, -0.022), (0.045, -0.014), (0.07, 0.018), (0.083, 0.06), (0.09, 0.11),
            (0.07, 0.163), (0.022, 0.19), (-0.022, 0.19), (-0.07, 0.163), (-0.09, 0.11),
            (-0.083, 0.06), (-0.07, 0.018), (-0.045, -0.014),
        )
    )  # fmt: skip
    none = new_path()
    return Head(front.face, hair, front.shine, front.ear, none, none, none, none, none)


def open_hand() -> Flesh:
    """A relaxed hand around the wrist: fingers to x, thumb to y."""
    palm = outlined(
        (
            (-0.02, -0.024), (0.02, -0.029), (0.06, -0.035), (0.1, -0.032), (0.135, -0.022), (0.152, -0.006),
            (0.142, 0.01), (0.1, 0.022), (0.065, 0.03), (0.02, 0.028), (-0.02, 0.024),
        )
    )  # fmt: skip
    thumb = limb_part((0.028, 0.016), (0.078, 0.042), (0.017, 0.011))
    return joined(palm, thumb)


def flat_hand() -> Flesh:
    """A hand laid on the floor, seen from the edge: the floor runs 0.03 below the wrist."""
    return outlined(
        (
            (-0.034, -0.022), (-0.018, -0.032), (0.05, -0.032), (0.125, -0.032), (0.143, -0.026),
            (0.136, -0.016), (0.09, -0.008), (0.045, 0.012), (0.015, 0.026), (-0.03, 0.016),
        )
    )  # fmt: skip


def fist() -> Flesh:
    """A closed hand around the wrist, the knuckles towards x, the thumb across at y."""
    return outlined(
        (
            (-0.02, -0.024), (0.02, -0.034), (0.06, -0.042), (0.088, -0.03), (0.094, 0.0),
            (0.086, 0.032), (0.055, 0.044), (0.02, 0.034), (-0.02, 0.024),
        )
    )  # fmt: skip


def side_shoe() -> tuple[Flesh, QPainterPath]:
    """A shoe and its sole around the ankle: toes to x, instep to y, the ground 0.075 below."""
    shoe = outlined(
        (
            (-0.072, -0.062), (-0.03, -0.07), (0.06, -0.07), (0.15, -0.068), (0.178, -0.058),
            (0.168, -0.036), (0.125, -0.02), (0.08, 0.0), (0.048, 0.028), (0.02, 0.036),
            (-0.03, 0.034), (-0.05, 0.022), (-0.062, -0.01),
        )
    )  # fmt: skip
    sole = curve(
        (
            (-0.078, -0.066), (-0.06, -0.075), (0.05, -0.075), (0.14, -0.075), (0.172, -0.07),
            (0.184, -0.056), (0.14, -0.056), (0.05, -0.056), (-0.05, -0.056), (-0.074, -0.054),
        )
    )  # fmt: skip
    return shoe, sole


def front_shoe() -> tuple[Flesh, QPainterPath]:
    """A shoe and its sole seen from the front: toes to x, which is down in the picture."""
    shoe = outlined(
        (
            (-0.036, 0.0), (-0.03, -0.034), (0.01, -0.043), (0.05, -0.052), (0.078, -0.046),
            (0.088, 0.0), (0.078, 0.046), (0.05, 0.052), (0.01, 0.043), (-0.03, 0.034),
        )
    )  # fmt: skip
    sole = curve(
        (
            (0.062, -0.052), (0.082, -0.048), (0.094, 0.0), (0.082, 0.048), (0.062, 0.052),
            (0.074, 0.03), (0.079, 0.0), (0.074, -0.03),
        )
    )  # fmt: skip
    return shoe, sole
