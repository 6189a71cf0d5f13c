"""Somebody gives their first score and ends with a page to hand over, without touching the mouse."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.pain import Recall
from backstay.ui.widgets.page_frame import Page
from tests.ui.find import find
from tests.ui.hands import Key, is_shown, press
from tests.ui.reader import CONTROL
from tests.ui.visit import Visit

_PATIENCE_MS = 10_000
_TABS_MAX = 60


def walk_to(window: QWidget, name: str) -> None:
    """Tab on until the thing called ``name``, or a part of it, has the keys."""
    for _ in range(_TABS_MAX):
        wanted, focused = find(window, QWidget, name), window.focusWidget()
        if wanted is focused or wanted.isAncestorOf(focused):
            return
        press(window, Key.Key_Tab)
    pytest.fail(f"no way to {name} with Tab")


def answer_dialog(path: Path) -> None:
    """Type ``path`` into the dialog that is about to open, and press Enter until it closes: the first may
    only fold the list of suggestions away.
    """
    began, typed = QElapsedTimer(), list[Path]()
    began.start()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        line = dialog.focusWidget() if isinstance(dialog, QFileDialog) else None
        if line is not None and not typed:
            QTest.keyClick(line, Key.Key_A, CONTROL)
            QTest.keyClicks(line, str(path))
            typed.append(path)
        elif line is not None:
            QTest.keyClick(QApplication.activePopupWidget() or line, Key.Key_Return)
        elif typed:
            return
        if began.elapsed() < _PATIENCE_MS:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


# The list of suggestions in the dialog is a window of its own, which the offscreen platform can only note.
@pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True)
def test_from_the_first_score_to_the_page(visit: Visit, qtbot: QtBot, tmp_path: Path) -> None:
    """“It asked how the week was, I said 6. I wrote down where it hurts, looked at the dots, and saved the
    page for my appointment. I never touched the mouse.”
    """
    app, window = visit.app, visit.window
    qtbot.waitUntil(window.isActiveWindow)

    walk_to(window, "score_row")
    press(window, Key.Key_6)
    (week,) = app.journal.pain.between()
    assert (week.pain.score, week.pain.recall) == (6, Recall.LAST_7_DAYS)

    press(window, Key.Key_3, modifier=CONTROL)
    assert is_shown(window, "progress_chart")
    press(window, Key.Key_End)

    press(window, Key.Key_P)
    assert is_shown(window, "report_preview")
    out = tmp_path / "for the physio.pdf"
    walk_to(window, "report_save")
    answer_dialog(out)
    press(window, Key.Key_Space)
    qtbot.waitUntil(out.exists)

    text = PdfReader(out).pages[0].extract_text()
    assert "on 1 of 1 day\n" in text
    # The dialog is gone; a desktop gives the window its keys back, which the offscreen platform does not.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Key.Key_Escape)
    assert is_shown(window, "progress_chart")
    assert find(window, Page, "progress").isVisible()
