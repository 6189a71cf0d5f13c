"""The head: from the side as one shape, from the front as a ball that turns to where it looks."""

import math

from PySide6.QtGui import QPainterPath

from backstay.domain.skeleton import Joints, View
from backstay.ui.figure.kit import Easel, Kit
from backstay.ui.figure.parts import FAR, NEAR
from backstay.ui.figure.rigid import Head
from backstay.ui.figure.shapes import curve

_EAR_AT = 0.08
_FACE_LEAD, _FEATURE_LEAD = 0.012, 0.05
"""Metres by which the face and its features move when the head is turned by a quarter."""

_NARROWING = 0.34
_EAR_SEEN = 0.2
"""From this sine of the turn on, the ear that comes forward lies over the hair."""

_FARTHEST_DEG = 52.0
"""A head that turns farther is drawn like this; a profile is another drawing."""

_TEMPLE_DEG = 72.0
"""Degrees from the middle of the face to where the hair at its side begins."""


def draw_head(easel: Easel, kit: Kit, joints: Joints) -> None:
    """Face and hair, turned the way the head looks."""
    head = kit.heads[joints.view]
    on_head = easel.placed(joints.skull, joints.head - 90.0)
    if joints.view is View.SIDE:
        _draw_from_side(on_head, kit, head)
    elif joints.view is View.FRONT:
        _draw_from_front(on_head, kit, head, _seen(joints.turn[1]))
    else:
        _draw_from_back(on_head, kit, head, _seen(joints.turn[1]))


def _seen(yaw: float) -> float:
    return min(max(yaw, -_FARTHEST_DEG), _FARTHEST_DEG)


def _draw_from_side(easel: Easel, kit: Kit, head: Head) -> None:
    kit.skin[NEAR].draw(easel, head.face)
    _draw_hair(easel, kit, head)
    easel.fill(head.ear.path, kit.skin[FAR].fill)
    _draw_features(easel, kit, head)


def _draw_from_front(easel: Easel, kit: Kit, head: Head, yaw: float) -> None:
    """Everything lies on a ball: what looks ahead moves aside, and an ear and the hair come forward."""
    sine, cosine = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))
    # The x axis of this easel runs to the side that is looked to.
    gaze = easel.shifted(0.0, -1.0 if sine < 0 else 1.0)
    is_turned = abs(sine) > _EAR_SEEN
    kit.skin[NEAR].draw(gaze.shifted(_EAR_AT * cosine), head.ear)
    if not is_turned:
        kit.skin[NEAR].draw(gaze.shifted(-_EAR_AT * cosine), head.ear)
    kit.skin[NEAR].draw(easel.shifted(_FACE_LEAD * sine), head.face)
    _draw_hair(easel, kit, head)
    if is_turned:
        gaze.fill(_side_hair(abs(yaw)), kit.hair)
        kit.skin[NEAR].draw(gaze.shifted(-_EAR_AT * cosine - 0.006), head.ear)
    _draw_features(easel.shifted(_FEATURE_LEAD * sine, 1.0 - _NARROWING * abs(sine)), kit, head)


def _draw_from_back(easel: Easel, kit: Kit, head: Head, yaw: float) -> None:
    sine = math.sin(math.radians(yaw))
    for side in (-1.0, 1.0):
        kit.skin[NEAR].draw(easel.shifted(side * _EAR_AT), head.ear)
    kit.skin[NEAR].draw(easel.shifted(-_FACE_LEAD * sine), head.face)
    _draw_hair(easel, kit, head)


def _side_hair(yaw: float) -> QPainterPath:
    """The hair from the temple round to the nape, on the side that comes forward."""
    temple = _EAR_AT * math.sin(math.radians(yaw - _TEMPLE_DEG))
    return curve(
        (
            (temple + 0.008, 0.125), (-0.04, 0.165), (-0.084, 0.13), (-0.092, 0.085), (-0.088, 0.045),
            (-0.079, 0.015), (-0.064, 0.006), (temple - 0.014, 0.022), (temple - 0.003, 0.036),
            (temple, 0.08),
        )
    )  # fmt: skip


def _draw_hair(easel: Easel, kit: Kit, head: Head) -> None:
    easel.fill(head.hair, kit.hair)
    easel.stroke(head.shine, kit.shine)


def _draw_features(face: Easel, kit: Kit, head: Head) -> None:
    face.fill(head.cheeks, kit.cheek)
    face.fill(head.eyes, kit.face)
    face.stroke(head.brows, kit.stroke)
    face.stroke(head.mouth, kit.stroke)
    face.stroke(head.nose, kit.nose)
