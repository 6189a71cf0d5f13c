"""Somebody who looks through the library: chooses, types, opens, goes back, and reads where they are."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.pages.routines import RoutinesPage
from backstay.ui.widgets.list_button import ListButton
from backstay.ui.widgets.search_field import SearchField
from backstay.ui.widgets.tiles import TileList
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, shown, words

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

STORK = """\
format: 1
id: stork
name: Stork
regions: [legs]
position: standing
sides: each
dose: {hold: 8, reps: 2}
cues: [Stand tall.]
sources: [common practice]
"""
"""An own exercise without a figure."""


class Reader:
    """In front of the page, or of the window that holds it."""

    def __init__(self, page: QWidget) -> None:
        self.page = page

    @property
    def tiles(self) -> TileList:
        """The list of the library."""
        return find(self.page, TileList, "library_list")

    def look_again(self) -> None:
        """Let the page show the files as they were last read."""
        page = self.page if isinstance(self.page, RoutinesPage) else find(self.page, RoutinesPage, "routines")
        page.reload()

    def listed(self) -> tuple[str, ...]:
        """The ids of the tiles that are there."""
        return self.tiles.ids() if self.tiles.isVisible() else ()

    def search(self, text: str) -> None:
        """Type into the search field, after what was typed before."""
        if self.page.window().focusWidget() is not find(self.page, SearchField, "library_search"):
            self.press(Qt.Key.Key_F, CONTROL)
        QTest.keyClicks(self.page.window().focusWidget(), text)
        QApplication.processEvents()

    def open_tile(self, tile_id: str) -> None:
        """Click a tile."""
        tiles = self.tiles
        index = tiles.model().index(tiles.ids().index(tile_id), 0)
        # What was just listed gets its place with this.
        tiles.executeDelayedItemsLayout()
        tiles.scrollTo(index)
        QTest.mouseClick(
            tiles.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            tiles.visualRect(index).center(),
        )
        QApplication.processEvents()

    def open_exercise(self, exercise_id: str) -> None:
        """By the list of exercises."""
        click(self.page, "library_view_exercises")
        self.open_tile(exercise_id)

    def steps(self) -> list[ListButton]:
        """The rows of the routine that is open."""
        rows = [row for row in self.page.findChildren(ListButton) if row.isVisible()]
        return [row for row in rows if row.objectName().startswith("step_")]

    def step(self, exercise_id: str) -> str:
        """The name of the row of this exercise."""
        return next(row.objectName() for row in self.steps() if row.objectName().endswith(exercise_id))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.page.window().focusWidget(), key, modifier)
        QApplication.processEvents()

    def place(self) -> str:
        """The heading of what is open."""
        for name in ("exercise", "routine", "faults", "library"):
            if any(title.isVisible() for title in self.page.findChildren(QWidget, f"{name}_title")):
                return words(self.page, f"{name}_title")
        raise AssertionError("nothing is open")


def reader_of(written: WrittenDesk, qtbot: QtBot) -> Reader:
    """The page by itself, shown, with the keys."""
    page = shown(qtbot, RoutinesPage(written.desk()), 1080, 800)
    page.setFocus()
    return Reader(page)


def own_file(app: App, folder: str, name: str, text: str) -> Path:
    """A file of the person's own, read at once."""
    path = app.paths.user_routines / folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    app.reload_library()
    return path
