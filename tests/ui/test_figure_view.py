"""The figure on the screen: it fills its card, moves when told, and follows the theme."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.catalogue.library import load_library
from backstay.domain import skeleton
from backstay.domain.figure import Figure, Glow, KeyPose, Phase, Prop, PropKind
from backstay.domain.skeleton import Limb, Pose, View
from backstay.ui import tokens
from backstay.ui.figure import palette
from backstay.ui.figure.artist import FigureArtist, breath, extent
from backstay.ui.figure.view import FigureView

SHIPPED = load_library(Path(__file__).parents[2] / "routines").exercises


def figure_of(name: str) -> Figure:
    figure = SHIPPED[name].figure
    assert figure is not None
    return figure


def picture(view: FigureView) -> QImage:
    return view.grab().toImage()


@pytest.fixture
def view(qtbot: QtBot) -> FigureView:
    shown = FigureView()
    qtbot.addWidget(shown)
    shown.resize(QSize(480, 360))
    shown.set_figure(figure_of("bird-dog"), "Bird dog")
    return shown


def drawn(
    name: str, phase: Phase, progress: float, mirrored: bool = False, *, has_ghosts: bool = False
) -> QImage:
    artist = FigureArtist(figure_of(name), palette.LIGHT)
    return painted(artist, phase, progress, mirrored, has_ghosts=has_ghosts)


def painted(
    artist: FigureArtist, phase: Phase, progress: float, mirrored: bool = False, *, has_ghosts: bool = False
) -> QImage:
    image = QImage(480, 480, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    area = QRectF(0, 0, 480, 480)
    artist.paint(painter, area, phase, progress, mirrored=mirrored, phase_s=9.0, has_ghosts=has_ghosts)
    painter.end()
    return image


def has_ink(image: QImage) -> bool:
    return any(image.pixelColor(x, y).alpha() for x in range(0, 480, 6) for y in range(0, 480, 6))


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_exercise_is_drawn_and_moves(name: str) -> None:
    """Start and end of each exercise are two different pictures of a person."""
    start, end = drawn(name, Phase.START, 0.0), drawn(name, Phase.UP, 0.6)
    assert has_ink(start)
    assert start != end


def test_the_other_side_is_another_picture() -> None:
    """Right and left of an exercise that is done on each side can be told apart."""
    for name in ("bird-dog", "neck-side-stretch", "seated-rotation", "dead-bug-heel-tap"):
        assert drawn(name, Phase.HOLD, 0.0) != drawn(name, Phase.HOLD, 0.0, mirrored=True)


def test_a_held_pose_breathes() -> None:
    """A hold of nine seconds takes two breaths: it is empty at its start, middle and end."""
    assert [round(breath(Phase.HOLD, part, 9.0), 6) for part in (0.0, 0.25, 0.5, 0.75, 1.0)] == [
        0,
        1,
        0,
        1,
        0,
    ]
    assert breath(Phase.UP, 0.25, 9.0) == 0.0
    assert drawn("abdominal-brace", Phase.HOLD, 0.0) != drawn("abdominal-brace", Phase.HOLD, 0.25)


@pytest.mark.parametrize("name", [name for name in sorted(SHIPPED) if figure_of(name).frame is None])
def test_the_box_holds_every_moment_of_both_sides(name: str) -> None:
    """The scale never changes while it moves, and nothing leaves the card."""
    figure = figure_of(name)
    box = extent(figure)
    artist = FigureArtist(figure, palette.LIGHT)
    image = QImage(600, 600, QImage.Format.Format_ARGB32_Premultiplied)
    area = QRectF(100, 100, 400, 400)
    scale = min(400 / box.width(), 400 / box.height())
    inside = QRectF(0, 0, box.width() * scale, box.height() * scale)
    inside.moveCenter(area.center())
    empty = image.copy()
    empty.fill(0)
    for step in range(6):
        image.fill(0)
        painter = QPainter(image)
        artist.paint(painter, area, Phase.UP, step / 5, mirrored=step % 2 == 1)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(inside.adjusted(-4, -4, 4, 4), Qt.GlobalColor.black)
        painter.end()
        assert image == empty


def test_the_view_shows_the_moment_it_is_told(view: FigureView) -> None:
    """A new pose and the other side change the picture; the figure has no clock of its own."""
    start = picture(view)
    view.set_pose(Phase.HOLD, 0.0, 8.0)
    hold = picture(view)
    view.set_mirrored(True)
    assert start != hold
    assert picture(view) != hold


def test_with_reduced_motion_it_steps_from_pose_to_pose(view: FigureView) -> None:
    """Half way up already shows the end pose, and the hold does not breathe."""
    view.set_reduced_motion(True)
    view.set_pose(Phase.UP, 0.3, 2.0)
    up = picture(view)
    view.set_pose(Phase.HOLD, 0.4, 8.0)
    assert picture(view) == up
    view.set_pose(Phase.DOWN, 0.2, 2.0)
    assert picture(view) != up


def test_with_reduced_motion_the_other_pose_stands_behind_as_a_ghost() -> None:
    """Where only the other pose has a limb there is a pale one; the pose shown is as solid as ever."""
    for name, mirrored in (("bird-dog", False), ("bird-dog", True), ("neck-side-stretch", True)):
        plain, both = (drawn(name, Phase.START, 0.0, mirrored, has_ghosts=wanted) for wanted in (False, True))
        other = drawn(name, Phase.HOLD, 0.0, mirrored)
        over_the_mat = [(x, y) for x in range(0, 480, 4) for y in range(0, 270, 4)]
        alphas = {s: (plain.pixelColor(*s).alpha(), other.pixelColor(*s).alpha()) for s in over_the_mat}
        ghostly = [spot for spot, pair in alphas.items() if pair == (0, 255)]
        assert len(ghostly) > 20
        assert {both.pixelColor(*spot).alpha() for spot in ghostly} <= set(range(60, 100))
        solid = [spot for spot, (alpha, _) in alphas.items() if alpha == 255]
        assert all(plain.pixelColor(*spot) == both.pixelColor(*spot) for spot in solid)


def test_a_ghost_is_of_one_layer() -> None:
    """The four strides behind somebody who walks do not add up where they overlap."""
    plain, both = (drawn("easy-walk", Phase.HOLD, 0.0, has_ghosts=wanted) for wanted in (False, True))
    spots = [(x, y) for x in range(0, 480, 3) for y in range(0, 480, 3)]
    depths = {both.pixelColor(*s).alpha() for s in spots if not plain.pixelColor(*s).alpha()}
    assert max(depths) < 90


@pytest.mark.parametrize("name", ["bird-dog", "chair-squat", "band-pulldown", "neck-side-stretch"])
def test_what_is_told_to_have_changed_is_all_that_changed(name: str) -> None:
    """Only that part of the widget is painted again, on the way and while the held pose breathes."""
    artist, area = FigureArtist(figure_of(name), palette.LIGHT), QRectF(0, 0, 480, 480)
    moments = [(Phase.UP, 0.4, 9.0), (Phase.UP, 0.5, 9.0), (Phase.UP, 1.0, 9.0), (Phase.HOLD, 0.0, 9.0)]
    for before, after in pairwise([*moments, (Phase.HOLD, 0.1, 9.0), (Phase.HOLD, 0.2, 9.0)]):
        (one, at, _), (other, later, _) = before, after
        told = artist.changed(area, (one, at, False, 9.0), (other, later, False, 9.0)).adjusted(-1, -1, 1, 1)
        first, second = drawn(name, one, at), drawn(name, other, later)
        changed = [
            (x, y)
            for x in range(0, 480, 2)
            for y in range(0, 480, 2)
            if first.pixelColor(x, y) != second.pixelColor(x, y) and not told.contains(x, y)
        ]
        assert changed == []


def test_a_held_pose_repaints_the_trunk_alone() -> None:
    """The breath is all that moves, so legs and arms cost nothing."""
    artist, area = FigureArtist(figure_of("bird-dog"), palette.LIGHT), QRectF(0, 0, 480, 480)
    on_the_way = artist.changed(area, (Phase.UP, 0.4, False, 8.0), (Phase.UP, 0.5, False, 8.0))
    held = artist.changed(area, (Phase.HOLD, 0.4, False, 8.0), (Phase.HOLD, 0.5, False, 8.0))
    assert held.width() < on_the_way.width() / 2


@pytest.mark.parametrize("name", ["bird-dog", "seated-rotation", "wall-angel"])
def test_a_part_that_is_painted_again_is_the_same_as_in_the_whole(name: str) -> None:
    """What lies beside the part is left out, and nothing of the part is."""
    whole = drawn(name, Phase.HOLD, 0.2)
    part = QRect(150, 180, 90, 70)
    image = QImage(480, 480, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    artist, area = FigureArtist(figure_of(name), palette.LIGHT), QRectF(0, 0, 480, 480)
    painter.setClipRect(part)
    artist.paint(painter, area, Phase.HOLD, 0.2, phase_s=9.0, seen=QRectF(part))
    painter.end()
    assert image.copy(part) == whole.copy(part)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize(
    "prop",
    [
        Prop(PropKind.ROLLER, (0.4, 0.075)),
        Prop(PropKind.CUSHION, (0.4, 0.3)),
        Prop(PropKind.MIRROR, (0.4,)),
        Prop(PropKind.WALL, (0.4,)),
        Prop(PropKind.HAND_BAND),
        Prop(PropKind.TOWEL),
        Prop(PropKind.BAND, (0.6, 1.2)),
    ],
    ids=lambda prop: str(prop.kind),
)
def test_every_prop_can_be_seen_from_every_side_in_both_themes(view: View, prop: Prop) -> None:
    """Beside somebody whose arms are spread, each thing adds its own colour to the picture."""
    arms = (Limb(angles=(10.0, 20.0)), Limb(angles=(170.0, 160.0)))
    legs = (Limb(angles=(-80.0, -90.0)), Limb(angles=(-100.0, -100.0)))
    pose = Pose((0.0, 0.9), (90.0, 90.0), (90.0, 90.0), arms, legs)
    bare = Figure(view, (KeyPose("start", pose), KeyPose("hold", pose)), frame=(-1.0, 0.0, 1.0, 2.0))
    for colours in (palette.LIGHT, palette.DARK):
        with_prop = painted(FigureArtist(replace(bare, props=(prop,)), colours), Phase.START, 0.0)
        assert with_prop != painted(FigureArtist(bare, colours), Phase.START, 0.0)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_stretch_lights_the_leg_that_is_stretched(mirrored: bool) -> None:
    """Sitting with one leg out, the light is on that leg, be it the near or the far one."""
    legs = (Limb(angles=(10.0, -90.0)), Limb(angles=(-35.0, -35.0)))
    arms = (Limb(angles=(-100.0, -100.0)), Limb(angles=(-100.0, -100.0)))
    pose = Pose((0.0, 0.53), (90.0, 90.0), (90.0, 90.0), arms, legs)
    poses, frame = (KeyPose("start", pose), KeyPose("hold", pose)), (-1.0, 0.0, 1.0, 2.0)
    dark = Figure(View.SIDE, poses, frame=frame)
    lit = replace(dark, glow=(Glow.HAMSTRINGS,))
    images = [painted(FigureArtist(f, palette.LIGHT), Phase.HOLD, 0.0, mirrored) for f in (dark, lit)]
    is_lit = [
        images[0].pixelColor(*spot) != images[1].pixelColor(*spot)
        for spot in (pixel(*skeleton.step(pose.hip, degrees, 0.25)) for degrees in (10.0, -40.0))
    ]
    assert is_lit == [False, True]


def pixel(x: float, y: float) -> tuple[int, int]:
    """Where a point of the frame (-1, 0, 1, 2) lies in a picture of 480 pixels."""
    return round((x + 1) * 240), round((2 - y) * 240)


def test_a_head_that_turns_shows_an_ear() -> None:
    """From the front a turned head is another outline, not only other places of eyes and mouth."""
    figure = figure_of("seated-rotation")
    pose = figure.poses[0].pose
    still, turned = (
        replace(figure, poses=(KeyPose("start", posed), KeyPose("hold", posed)))
        for posed in (pose, replace(pose, turn=(0.0, 50.0)))
    )
    first, second = (painted(FigureArtist(f, palette.LIGHT), Phase.START, 0.0) for f in (still, turned))
    outlines = [
        {(x, y) for x in range(480) for y in range(0, 90, 3) if image.pixelColor(x, y).alpha()}
        for image in (first, second)
    ]
    assert len(outlines[0] ^ outlines[1]) > 20


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt hands every event of the widget through here."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_with_reduced_motion_a_held_pose_is_painted_once(view: FigureView, qtbot: QtBot) -> None:
    """A picture that does not change costs nothing, however often its moment is told."""
    with qtbot.waitExposed(view):
        view.show()
    paints = Paints()
    view.installEventFilter(paints)
    counts = []
    for is_reduced in (False, True):
        view.set_reduced_motion(is_reduced)
        view.set_pose(Phase.HOLD, 0.0, 8.0)
        QApplication.processEvents()
        before = paints.count
        for tenth in range(1, 10):
            view.set_pose(Phase.HOLD, tenth / 10, 8.0)
            QApplication.processEvents()
        counts.append(paints.count - before)
    assert counts[0] >= 8
    assert counts[1] == 0


def test_it_has_the_name_of_the_exercise(view: FigureView) -> None:
    """A screen reader says which exercise is shown, and tests find it by its object name."""
    assert (view.objectName(), view.accessibleName()) == ("figure", "Bird dog")


def test_it_follows_the_theme(view: FigureView) -> None:
    """The dark window gets the dark figure without being told."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    light, before = picture(view), app.palette()
    dark = QPalette(before)
    dark.setColor(QPalette.ColorRole.Window, QColor(tokens.DARK.page))
    try:
        app.setPalette(dark)
        assert picture(view) != light
    finally:
        app.setPalette(before)


def test_without_a_figure_nothing_is_drawn(view: FigureView) -> None:
    """An exercise without a figure leaves an empty space, not the one before."""
    view.set_figure(None)
    empty = picture(view)
    assert empty.pixelColor(240, 180) == empty.pixelColor(0, 0)
    assert view.accessibleName() == ""
