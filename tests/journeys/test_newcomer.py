"""Somebody who knows none of the exercises finds one and tries it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backstay.ui.figure.view import FigureView
from backstay.ui.pages.demonstration import Demonstration
from backstay.ui.widgets.labels import PlainLabel
from tests.ui.find import find, words
from tests.ui.hands import Key, press
from tests.ui.reader import CONTROL, Reader
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)


def test_a_newcomer_finds_an_exercise_and_tries_it(visit: Visit, qtbot: QtBot) -> None:
    """“Somebody told me to do bridges. I looked for them, saw how they go, tried one set, and my log is
    still empty. I never touched the mouse.”
    """
    app, window, reader = visit.app, visit.window, Reader(visit.window)
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Key.Key_2, modifier=Qt.KeyboardModifier.ControlModifier)
    assert reader.place() == "Routines"
    reader.press(Key.Key_F, CONTROL)
    press(window, Key.Key_Tab)
    reader.press(Key.Key_Right)
    assert reader.place() == "Exercises"

    reader.press(Key.Key_F, CONTROL)
    reader.search("bridge")
    assert all("bridge" in app.library.exercise(item).name.lower() for item in reader.listed())
    reader.press(Key.Key_Down)
    while reader.tiles.marked() != "glute-bridge":
        reader.press(Key.Key_Right)
    reader.press(Key.Key_Return)
    assert reader.place() == "Bridge"
    assert window.windowTitle().startswith("Bridge")

    shows = find(window, Demonstration, "demonstration")
    qtbot.waitUntil(lambda: shows.is_moving)
    figure = find(window, FigureView, "exercise_figure")
    lying = figure.grab().toImage()
    visit.pass_s(2)
    qtbot.waitUntil(lambda: figure.grab().toImage() != lying)
    said = "\n".join(label.text() for label in window.findChildren(PlainLabel) if label.isVisible())
    bridge = app.library.exercise("glute-bridge")
    for text in (*bridge.cues, *bridge.stop_if, *bridge.sources, "Stop if there is"):
        assert text in said

    reader.press(Key.Key_T)
    assert visit.says("exercise") == "Bridge"
    visit.pass_s(1999)
    visit.wait_for("trial_closing")
    assert words(window, "trial_closing_note") == "One set tried. Nothing was logged."
    reader.press(Key.Key_Return)
    assert reader.place() == "Bridge"
    reader.press(Key.Key_Escape)
    assert reader.place() == "Exercises"
    assert reader.tiles.marked() == "glute-bridge"
    assert app.journal.sessions.between() == ()
    assert app.journal.pain.between() == ()
