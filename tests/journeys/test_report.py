"""From the first score to the page for the physio, without the mouse."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.main_window import MainWindow
from tests.ui.find import words
from tests.ui.hands import Key, is_shown, press

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_from_the_first_score_to_the_page_by_keyboard(
    window: MainWindow, app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“I gave my first score, and two keys later I had the page to take with me.”"""
    out = app.paths.data / "page.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    press(window, Key.Key_4)
    qtbot.waitUntil(lambda: len(app.journal.pain.between()) == 1)
    press(window, Key.Key_3, modifier=CONTROL)
    qtbot.waitUntil(lambda: is_shown(window, "progress_report"))
    press(window, Key.Key_P)
    assert is_shown(window, "report")
    press(window, Key.Key_S, modifier=CONTROL)
    QApplication.processEvents()
    assert words(window, "report_status") == f"Saved as {out}."
    text = PdfReader(out).pages[0].extract_text()
    assert "on 1 of 1 day\n" in text
    assert "on average over the last 7 days" in text
    press(window, Key.Key_Escape)
    assert window.current_page == "progress"
