"""A hand on the journal page: what its rows say, and the keys that are pressed in them."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeView, QWidget
from pytestqt.qtbot import QtBot

from backstay.ui.pages.journal import JournalPage
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import find, open_window


def opened(written: WrittenDesk, qtbot: QtBot) -> JournalPage:
    """The page over what the journal holds by now; it hears of changes as in the window."""
    page = JournalPage(written.desk())
    written.app.on_change(lambda _kinds: page.reload())
    open_window(page, qtbot)
    return page


def entries(page: QWidget) -> QTreeView:
    """The list."""
    return find(page, QTreeView, "journal_list")


def lines(page: QWidget, below: QModelIndex | None = None) -> list[str]:
    """The rows in words, at the top or below a session."""
    model, parent = entries(page).model(), below or QModelIndex()
    return [str(model.index(row, 0, parent).data()) for row in range(model.rowCount(parent))]


def current(page: QWidget) -> str:
    """The chosen row in words; empty when none is."""
    return str(entries(page).currentIndex().data() or "")


def key(page: QWidget, *keys: Qt.Key) -> None:
    """Press ``keys`` in the list."""
    for each in keys:
        QTest.keyClick(entries(page), each)


def undo(written: WrittenDesk) -> None:
    """Press Undo in the toast."""
    assert written.undo is not None
    written.undo()


def add(page: QWidget, kind: str) -> None:
    """Choose what to add from the menu: pain, activity, sessions or marks."""
    action = page.findChild(QAction, f"journal_add_{kind}")
    assert action is not None, kind
    assert action.isVisible(), kind
    action.trigger()


def choose(page: QWidget, words: str) -> None:
    """Mark the first row that has these words in it."""
    model = entries(page).model()
    found = next(row for row in range(model.rowCount()) if words in str(model.index(row, 0).data()))
    entries(page).setCurrentIndex(model.index(found, 0))
