"""What hands and the world do to a window: keys held down, a wheel in passing, a full disk, midnight."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App, build
from backstay.domain.pain import PainScore
from backstay.paths import find_paths
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.journal import JournalPage
from backstay.ui.pages.progress import ProgressPage
from backstay.ui.pages.routines import RoutinesPage
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.score_row import ScoreRow
from tests.fakes import HandClock, WrittenTones, WrittenVoice, no_room_on_disk
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import open_window
from tests.ui.find import click, find, press, shown, words
from tests.ui.hands import Key
from tests.ui.hands import press as press_in
from tests.ui.journal_hand import add


def test_a_held_enter_presses_nothing_that_comes_under_it(qtbot: QtBot) -> None:
    """Enter closes a session, Today comes, and its Start must not be pressed by the same finger."""
    button = shown(qtbot, PrimaryButton("Start", name="start"))
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, none, "\r", True)
    QApplication.sendEvent(button, held)
    assert pressed == []


def test_a_held_delete_takes_out_one_entry(written: WrittenDesk) -> None:
    """Only the last could be brought back by Undo."""
    page = JournalPage(written.desk())
    delete = QKeySequence(QKeySequence.StandardKey.Delete)
    held = [key.autoRepeat() for key in page.findChildren(QShortcut) if key.key() == delete]
    assert held == [False]


def test_enter_starts_the_routine_that_is_chosen_in_the_list(written: WrittenDesk, qtbot: QtBot) -> None:
    """The key that the Start button shows works where the focus is when its page opens."""
    page = RoutinesPage(written.desk())
    open_window(page, qtbot)
    press(Key.Key_Right)
    press(Key.Key_Return)
    assert written.started == []
    press(Key.Key_Return)
    chosen = list(written.app.library.routines.values())[1]
    assert written.started == [chosen]


def test_an_entry_that_is_gone_already_cannot_be_deleted_twice(
    app: App, written: WrittenDesk, qtbot: QtBot
) -> None:
    """Another program deleted it while the page showed it; the page says so and shows what there is."""
    first = app.journal.pain.add(PainScore(3), app.clock.moment())[0]
    page = JournalPage(written.desk())
    open_window(page, qtbot)
    app.journal.pain.delete(first.id, app.clock.moment())
    page.delete_chosen()
    assert words(page, "journal_notice_text").startswith("Not saved. ")
    assert words(page, "journal_empty_title") == "Nothing written down yet"
    assert written.said == []


def test_escape_leaves_the_form_of_the_journal(written: WrittenDesk, qtbot: QtBot) -> None:
    """As Cancel does."""
    page = JournalPage(written.desk())
    open_window(page, qtbot)
    add(page, "pain")
    form = find(page, QWidget, "journal_form")
    assert form.isVisible()
    press(Key.Key_Escape)
    assert not form.isVisible()


def test_undoing_a_correction_shows_the_score_before_it(app: App, window: MainWindow) -> None:
    """What the card shows is what the journal holds."""
    for key in (Key.Key_5, Key.Key_7):
        press_in(window, key)
    press_in(window, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [entry.pain.score for entry in app.journal.pain.between()] == [5]
    assert find(window, ScoreRow, "score_row").score() == 5
    assert words(window, "score_said").startswith("Saved: 5")
    press_in(window, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert app.journal.pain.between() == ()
    assert find(window, ScoreRow, "score_row").score() is None


def test_a_score_that_is_not_saved_waits_on_today(app: App, window: MainWindow) -> None:
    """I look into the settings, make room on the disk, come back, and try again."""
    with no_room_on_disk():
        press_in(window, Key.Key_6)
        window.show_page("settings")
        window.show_page("today")
    assert words(window, "score_said").startswith("Not saved: ")
    click(window, "score_retry")
    assert [entry.pain.score for entry in app.journal.pain.between()] == [6]


def test_the_message_about_a_score_is_in_sight(window: MainWindow) -> None:
    """In a low window the card is below the fold; a key gives the score, and the answer is scrolled to."""
    window.resize(720, 520)
    QApplication.processEvents()
    press_in(window, Key.Key_6)
    said = find(window, QWidget, "score_said")
    assert said.visibleRegion().boundingRect().height() == said.height()


def test_today_is_never_yesterday(window: MainWindow, clock: HandClock) -> None:
    """Left open over night, the page has the new date when the person comes back to it."""
    assert words(window, "today_date") == "Sunday 22 November"
    clock.pass_s(24 * 3600)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert words(window, "today_date") == "Monday 23 November"


@pytest.mark.parametrize(
    ("kind", "name"), [(QComboBox, "region"), (QSpinBox, "get_ready_s"), (QSlider, "volume")]
)
def test_a_wheel_in_passing_changes_no_setting(
    app: App, window: MainWindow, kind: type[QWidget], name: str
) -> None:
    """Whoever scrolls the page passes over its controls."""
    window.show_page("settings")
    before = app.preferences
    control = find(window, kind, name)
    middle = QPointF(control.rect().center())
    down, still = QPoint(0, -120), Qt.ScrollPhase.NoScrollPhase
    no_button, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(middle, control.mapToGlobal(middle), QPoint(), down, no_button, none, still, False)
    QApplication.sendEvent(control, wheel)
    assert app.preferences == before


def test_a_journal_that_cannot_be_read_is_not_called_empty(
    tmp_path: Path, clock: HandClock, qtbot: QtBot
) -> None:
    """There may be years in it."""
    paths = find_paths(tmp_path)
    paths.create()
    paths.journal.write_bytes(b"not a journal at all" * 400)
    with closing(build(paths, window=True, clock=clock, tones=WrittenTones(), voice=WrittenVoice())) as app:
        desk = WrittenDesk(app).desk()
        pages = (JournalPage(desk), ProgressPage(desk))
        for page in pages:
            qtbot.addWidget(page)
        titles = [words(page, f"{page.objectName()}_empty_title") for page in pages]
    assert titles == ["No entries can be shown"] * 2


def test_without_a_notice_the_pages_have_the_whole_height(window: MainWindow) -> None:
    """The room above a notice goes with it."""
    page = find(window, QWidget, "today")
    assert page.mapTo(window, QPoint()).y() == 0
