"""In a session a picture stands where an exercise has no figure, and where it has neither, nothing does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from backstay.domain.exercise import Exercise
from backstay.ui.widgets.picture import PictureView
from tests.ui.find import find
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

STORK = """format: 1
id: stork
name: Stork
regions: [hips]
position: standing
sides: both
dose: {hold: 20, reps: 3}
cues: [Look far ahead.]
sources: [common practice]
picture: stork.png
"""


@pytest.fixture
def stork(visit: Visit) -> Exercise:
    """An exercise of the person's own, with a red picture."""
    folder = visit.app.paths.user_routines
    (folder / "exercises" / "stork.yaml").write_text(STORK, encoding="utf-8")
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(folder / "pictures" / "stork.png"))
    visit.app.reload_library()
    return visit.app.library.exercise("stork")


@pytest.mark.parametrize(("view", "keys"), [("near_view", ()), ("far_view", (Key.Key_F11,))])
def test_the_picture_is_seen_near_and_far(
    visit: Visit, stork: Exercise, view: str, keys: tuple[Qt.Key, ...]
) -> None:
    """Large enough to be made out."""
    visit.begin(stork)
    visit.press(*keys)
    picture = find(find(visit.window, QWidget, view), PictureView, "picture")
    assert picture.isVisible()
    assert picture.accessibleName() == "Stork"
    middle = picture.grab().toImage().pixelColor(picture.rect().center())
    assert (middle.red(), middle.green()) == (255, 0)
    assert picture.height() > 200


def test_the_next_exercise_has_its_figure_again(visit: Visit, stork: Exercise) -> None:
    """Whatever was shown before it."""
    visit.begin(stork, visit.app.library.exercise("glute-bridge"))
    assert not is_shown(visit.window, "session_figure")
    visit.press(Key.Key_N, Key.Key_N)
    assert visit.says("exercise") == "Bridge"
    assert is_shown(visit.window, "session_figure")


def test_without_either_there_is_no_empty_card(visit: Visit, stork: Exercise) -> None:
    """The words have all the room; with the next one the card is back."""
    (visit.app.paths.user_routines / "pictures" / "stork.png").unlink()
    visit.begin(stork, visit.app.library.exercise("glute-bridge"))
    assert not is_shown(visit.window, "figure_card")
    visit.window.resize(1000, 720)
    assert not is_shown(visit.window, "figure_card")
    visit.press(Key.Key_N, Key.Key_N)
    assert visit.says("exercise") == "Bridge"
    assert is_shown(visit.window, "figure_card")
