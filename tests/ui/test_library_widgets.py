"""The parts the library is made of, each by itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.pages.library_shelves import is_found
from backstay.ui.session.exercise_image import no_picture
from backstay.ui.widgets.buttons import Button, Chip
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.list_button import ListButton
from backstay.ui.widgets.search_field import SearchField
from backstay.ui.widgets.thumbnails import Thumbnails
from backstay.ui.widgets.tiles import Tile, TileList, fitting
from tests.samples import exercise
from tests.ui.find import click, find, shown

pytestmark = pytest.mark.usefixtures("appearance")


def tiles(count: int, asked: list[str] | None = None) -> TileList:
    """A list of so many tiles; ``asked`` notes which of them were drawn."""

    def detail(tile_id: str) -> str:
        if asked is not None:
            asked.append(tile_id)
        return "calm"

    made = TileList(name="tiles", picture=lambda _tile, _size: None, detail=detail)
    made.show_tiles([Tile(f"t{number}", f"Tile {number}") for number in range(count)])
    return made


def test_only_what_is_seen_is_drawn(qtbot: QtBot) -> None:
    """A thousand files cost no more than a screen full of them."""
    asked: list[str] = []
    shown(qtbot, tiles(1000, asked), 800, 500).grab()
    assert 4 <= len(set(asked)) < 40


def test_as_many_tiles_stand_in_a_row_as_fit(qtbot: QtBot) -> None:
    """And never none."""
    made = shown(qtbot, tiles(12), 1000, 600)
    places = [made.visualRect(made.model().index(number, 0)) for number in range(12)]
    in_first_row = [place for place in places if place.top() == places[0].top()]
    assert len(in_first_row) == made.columns() == 4
    assert in_first_row[-1].right() <= made.viewport().width()
    made.resize(120, 600)
    assert made.columns() == 1


def test_what_is_marked_stays_marked_while_the_list_changes(qtbot: QtBot) -> None:
    """As long as it is there."""
    made = shown(qtbot, tiles(12), 800, 600)
    made.mark("t5")
    made.show_tiles([Tile("t4", "Four"), Tile("t5", "Five")])
    assert made.marked() == "t5"
    made.show_tiles([Tile("t4", "Four")])
    assert made.marked() == ""


def test_a_click_opens_what_was_clicked_in_a_list_that_is_scrolled(qtbot: QtBot) -> None:
    """That the list takes the keys with the click must not scroll it first."""
    made = shown(qtbot, tiles(40), 800, 500)
    other = shown(qtbot, QWidget())
    made.clearFocus()
    other.close()
    made.setCurrentIndex(made.rootIndex())
    made.verticalScrollBar().setValue(made.verticalScrollBar().maximum())
    with qtbot.waitSignal(made.opened) as opened:
        place = made.visualRect(made.model().index(38, 0)).center()
        QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened.args == ["t38"]


def test_enter_held_down_opens_once(qtbot: QtBot) -> None:
    """The second Enter would already be for the page that was opened."""
    made = shown(qtbot, tiles(3), 800, 500)
    heard: list[str] = []
    made.opened.connect(heard.append)
    made.mark("t1")
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert heard == ["t1"]


def test_a_long_text_ends_with_a_whole_word() -> None:
    """And with a sign that it goes on."""
    metrics = QFontMetrics(Button("", name="any").font())
    room = QSize(metrics.horizontalAdvance("a mat, a band and"), metrics.height())
    assert fitting("a mat", metrics, room) == "a mat"
    short = fitting("a mat, a band and an anchor for the band", metrics, room)
    assert short.startswith("a mat, a")
    assert short.endswith("…")
    assert fitting("Extraordinarilylongwordwithoutanyend", metrics, room).endswith("…")


def test_a_thumbnail_is_drawn_once(qtbot: QtBot, app: App) -> None:
    """Until the files were read anew."""
    owner = QWidget()
    qtbot.addWidget(owner)
    thumbnails, bridge = Thumbnails(owner, no_picture), app.library.exercise("glute-bridge")
    first = thumbnails.picture(bridge, QSize(120, 80))
    again = thumbnails.picture(bridge, QSize(120, 80))
    assert first is not None
    assert again is not None
    assert first.cacheKey() == again.cacheKey()
    thumbnails.forget()
    anew = thumbnails.picture(bridge, QSize(120, 80))
    assert anew is not None
    assert anew.cacheKey() != first.cacheKey()
    assert anew.toImage().pixelColor(0, 0).alpha() == 0


@pytest.mark.parametrize("size", [QSize(120, 80), QSize(0, 80)])
def test_without_figure_and_picture_there_is_no_thumbnail(qtbot: QtBot, size: QSize) -> None:
    """Nor without room for one."""
    owner = QWidget()
    qtbot.addWidget(owner)
    assert Thumbnails(owner, no_picture).picture(exercise(), size) is None
    assert Thumbnails(owner, no_picture).picture(None, size) is None


def test_a_picture_stands_in_for_a_figure(qtbot: QtBot, tmp_path: Path) -> None:
    """In the middle, whole, with room beside it where it is narrower."""
    image = QImage(40, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(tmp_path / "stork.png"))
    owner = QWidget()
    qtbot.addWidget(owner)
    picture = Thumbnails(owner, lambda _: tmp_path / "stork.png").picture(exercise(), QSize(120, 80))
    assert picture is not None
    drawn = picture.toImage()
    red = QColor(Qt.GlobalColor.red)
    assert [drawn.pixelColor(x, drawn.height() // 2) == red for x in (2, drawn.width() // 2)] == [False, True]


def test_the_search_field_is_emptied_by_its_button(qtbot: QtBot) -> None:
    """Which is there only while there is something to empty."""
    field = shown(qtbot, SearchField("Search", name="search", key="Ctrl+F"), 300, 44)
    button = find(field, Button, "search_clear")
    assert not button.isVisible()
    QTest.keyClicks(field, "hip")
    click(field, "search_clear")
    assert field.text() == ""
    assert not button.isVisible()


def test_what_is_hidden_takes_no_room_in_a_flow(qtbot: QtBot) -> None:
    """The next chip stands where the hidden one stood."""
    holder = QWidget()
    row = FlowLayout(holder)
    first, second = Chip("First", name="first"), Chip("Second", name="second")
    for chip in (first, second):
        row.addWidget(chip)
    first.hide()
    shown(qtbot, holder, 400, 60)
    assert second.x() == 0


def test_a_row_makes_room_for_words_before_its_picture(qtbot: QtBot) -> None:
    """In a narrow window the dose is read, and the picture is left out."""
    asked: list[QSize] = []

    def picture(size: QSize) -> None:
        asked.append(size)

    row = ListButton("Bird dog", "3 sets of 5", name="row", note="4:10", picture=picture)
    shown(qtbot, row, 700, 80).grab()
    assert asked
    asked.clear()
    row.resize(300, 80)
    row.grab()
    assert asked == []
    assert row.accessibleDescription() == "3 sets of 5, 4:10"


@pytest.mark.parametrize(
    ("wanted", "is_there"),
    [("", True), ("  ", True), ("low", True), ("back lower", True), ("ower", False), ("band, mat", False)],
)
def test_each_typed_word_begins_one_of_the_words(wanted: str, is_there: bool) -> None:
    """The end of a word finds nothing by accident."""
    assert is_found(wanted, "bird dog lower back a mat") is is_there
