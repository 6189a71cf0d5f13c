"""The figure on the screen: it fills its card, moves when told, and follows the theme."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.catalogue.library import load_library
from backstay.domain.figure import Figure, Phase
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


def drawn(name: str, phase: Phase, progress: float, mirrored: bool = False) -> QImage:
    image = QImage(480, 480, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    artist = FigureArtist(figure_of(name), palette.LIGHT)
    artist.paint(painter, QRectF(0, 0, 480, 480), phase, progress, mirrored=mirrored, phase_s=9.0)
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
    for step in range(6):
        image.fill(0)
        painter = QPainter(image)
        artist.paint(painter, area, Phase.UP, step / 5, mirrored=step % 2 == 1)
        painter.end()
        outside = [
            (x, y)
            for x in range(0, 600, 3)
            for y in range(0, 600, 3)
            if image.pixelColor(x, y).alpha() and not inside.adjusted(-4, -4, 4, 4).contains(x, y)
        ]
        assert outside == []


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
