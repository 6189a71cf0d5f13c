"""A picture from a file is shown as a picture, or not at all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from backstay.ui.widgets.picture import LONGEST_SIDE_PX, PictureView, load_picture
from tests.catalogue.archives import chunk, png

ORANGE = QColor(255, 136, 0)


@pytest.fixture(params=["png", "jpg", "webp"])
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An orange picture, 60 by 30, of each kind."""
    path = tmp_path / f"bird.{request.param}"
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(ORANGE)
    assert image.save(str(path))
    return path


def test_each_kind_is_shown_in_the_middle_and_no_larger_than_it_is(picture: Path, qtbot: QtBot) -> None:
    """In a widget of 200 by 100 there is a margin all around."""
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(200, 100)
    assert view.set_picture(picture, "Bird")
    assert view.accessibleName() == "Bird"
    grabbed = view.grab().toImage()
    middle = grabbed.pixelColor(100, 50)
    assert (abs(middle.red() - 255), abs(middle.green() - 136), middle.blue()) <= (12, 12, 12)
    assert grabbed.pixelColor(60, 50) == grabbed.pixelColor(5, 5) != middle


def test_a_picture_that_is_gone_leaves_nothing(picture: Path, qtbot: QtBot) -> None:
    """What was shown before does not stay."""
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(200, 100)
    empty = view.grab().toImage()
    view.set_picture(picture)
    assert view.grab().toImage() != empty
    assert not view.set_picture(None)
    assert view.grab().toImage() == empty


def test_a_large_picture_is_kept_small(tmp_path: Path) -> None:
    """Its shape stays."""
    (tmp_path / "bird.png").write_bytes(png(4096, 2048))
    image = load_picture(tmp_path / "bird.png")
    assert image is not None
    assert (image.width(), image.height()) == (LONGEST_SIDE_PX, LONGEST_SIDE_PX // 2)


def test_an_svg_under_another_name_is_not_drawn(tmp_path: Path) -> None:
    """Qt would draw it, and open the files that it names."""
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    (tmp_path / "bird.png").write_bytes(svg)
    assert load_picture(tmp_path / "bird.png") is None


@pytest.mark.qt_log_ignore("libpng error", "qt.gui.imageio", extend=True)
@pytest.mark.parametrize("left", [40, 60, 200])
def test_a_cut_off_picture_does_no_harm(tmp_path: Path, left: int) -> None:
    """Half a picture, or none."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "whole.png"))
    (tmp_path / "bird.png").write_bytes((tmp_path / "whole.png").read_bytes()[:left])
    found = load_picture(tmp_path / "bird.png")
    assert found is None or found.width() == 300


def test_an_animation_shows_its_first_picture(tmp_path: Path) -> None:
    """The frames behind it are not read."""
    moving = png(20, 10, extra=chunk(b"acTL", b"\0\0\0\2\0\0\0\0"))
    (tmp_path / "bird.png").write_bytes(moving)
    image = load_picture(tmp_path / "bird.png")
    assert image is not None
    assert (image.width(), image.height()) == (20, 10)
