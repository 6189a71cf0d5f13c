"""A word without end, from a file or typed, wraps: it is never cut off and never widens the page."""

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.exercise import Exercise
from backstay.ui.main_window import MainWindow
from backstay.ui.session.tone_label import ToneLabel
from backstay.ui.widgets.labels import PlainLabel, breakable
from backstay.ui.widgets.list_button import ListButton
from tests.ui.find import find, shown
from tests.ui.reader import Reader
from tests.ui.visit import Visit

NAME = "W" * 40
EXERCISE = f"""format: 1
id: endless
name: {NAME}
regions: [hips]
position: supine
sides: both
dose: {{reps: 10, tempo: 2-3-1}}
cues: [{"W" * 60}]
stop_if: [{"W" * 60}]
caution: {"W" * 200}
sources: [{"W" * 120}]
"""
ROUTINE = f"""format: 1
id: endless
name: {NAME}
summary: {"W" * 80}
level: 1
steps:
  - exercise: endless
"""


@pytest.fixture
def endless(app: App) -> Exercise:
    """An exercise of the person's own, and a routine with it, whose texts have no spaces."""
    for name, text in (("exercises/endless.yaml", EXERCISE), ("routines/endless.yaml", ROUTINE)):
        (app.paths.user_routines / name).write_text(text, encoding="utf-8")
    app.reload_library()
    return app.library.exercise("endless")


@pytest.mark.parametrize("item", ["endless", "exercises/endless"])
def test_no_page_of_it_scrolls_sideways(
    endless: Exercise, window: MainWindow, qtbot: QtBot, item: str
) -> None:
    """All is seen without a second scroll bar."""
    window.resize(1024, 700)
    window.show_page("routines", item)
    area = find(window, QScrollArea, "exercise_scroll" if "/" in item else "routine_scroll")
    qtbot.waitUntil(area.isVisible)
    assert endless.name in find(window, PlainLabel, area.objectName().replace("scroll", "title")).text()
    assert area.horizontalScrollBar().maximum() == 0


def test_a_caution_is_shown_whole(endless: Exercise, visit: Visit) -> None:
    """What has to be read before the first time may not end at an edge."""
    visit.enter(endless)
    label = find(visit.window, PlainLabel, "caution_text")
    assert label.text() == endless.caution
    assert label.minimumSizeHint().width() <= label.width()
    assert label.height() >= label.heightForWidth(label.width())


def test_what_is_searched_for_in_vain_wraps(window: MainWindow, qtbot: QtBot) -> None:
    """The page stays as wide as the window."""
    window.resize(window.minimumSize())
    window.show_page("routines")
    Reader(window).search("w" * 80)
    qtbot.waitUntil(find(window, PlainLabel, "library_nothing_words").isVisible)
    assert find(window, QScrollArea, "library_scroll").horizontalScrollBar().maximum() == 0


def test_lines_of_a_session_and_rows_of_a_routine_wrap(qtbot: QtBot) -> None:
    """Both are drawn by the program itself."""
    line = shown(qtbot, ToneLabel(name="line"))
    line.set_parts((NAME, "ink"))
    assert line.heightForWidth(200) > 1.5 * line.heightForWidth(4000)
    row = shown(qtbot, ListButton(NAME, "", name="row"))
    assert row.heightForWidth(300) > 1.2 * row.heightForWidth(4000)


@pytest.mark.parametrize("text", ["a word", "W" * 27, "W" * 28, "W" * 300, "one/two/" * 8, "e\u0301" * 40])
def test_a_label_says_what_it_was_given(qtbot: QtBot, text: str) -> None:
    """Where a line may end is nobody's business but the label's; a letter keeps its marks."""
    label = PlainLabel(text, wrap=True)
    qtbot.addWidget(label)
    assert label.text() == text
    assert "\u200b\u0301" not in breakable(text)
