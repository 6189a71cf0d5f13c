"""Where the keys go: Tab follows the eye from the top to the end of a page, and nothing loses the focus."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateTimeEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore, Region
from backstay.domain.preferences import Preferences, Theme
from backstay.ui import tokens
from backstay.ui.main_window import MainWindow
from backstay.ui.theme import Appearance
from backstay.ui.widgets.labels import PlainLabel
from tests.ui.diary import Diary, find, moment
from tests.ui.journal_hand import add, choose, key


@pytest.fixture
def diary(app: App) -> Diary:
    """A journal with two scores, a session and a mark."""
    diary = Diary(app)
    diary.add(1, 4)
    diary.add(0, 3)
    diary.add_session(1, 12)
    app.journal.marks.add(Mark("new chair"), moment(3))
    return diary


@pytest.fixture
def large_text(app: App, appearance: Appearance) -> Iterator[None]:
    """Text at 200 %."""
    app.set_preferences(replace(app.preferences, text_percent=200))
    yield
    appearance.apply(Preferences(theme=Theme.LIGHT))


def walked(first: str, last: str) -> list[str]:
    """The names on the way that Tab takes, from ``first`` to ``last``, each once."""
    names: list[str] = []
    for _ in range(60):
        name = _focused().objectName()
        if first in names or name == first:
            names += [] if name in names else [name]
        if name == last:
            break
        QTest.keyClick(_focused(), Qt.Key.Key_Tab)
    return names


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.usefixtures("diary")
def test_tab_goes_through_a_mark_from_the_words_to_the_buttons(window: MainWindow) -> None:
    """What is asked first, then Save and Cancel; the rail is not between them."""
    window.show_page("journal")
    add(window, "marks")
    names = ["journal_mark_text", "journal_mark_when_now", "journal_mark_save", "journal_mark_cancel"]
    assert walked(names[0], names[-1]) == names


@pytest.mark.usefixtures("diary")
def test_tab_goes_through_a_session_from_the_routine_to_the_buttons(window: MainWindow) -> None:
    """The same for a session that was done elsewhere."""
    window.show_page("journal")
    add(window, "sessions")
    assert walked("journal_session_routine", "journal_session_cancel") == [
        "journal_session_routine",
        "journal_session_minutes_less",
        "journal_session_minutes",
        "journal_session_minutes_more",
        "journal_session_when_field",
        "journal_session_save",
        "journal_session_cancel",
    ]


@pytest.mark.usefixtures("diary")
def test_a_session_that_is_changed_begins_with_its_moment(window: MainWindow) -> None:
    """The arrow keys change the day at once: the focus is in the field, not beside it."""
    window.show_page("journal")
    choose(window, "Core, light")
    key(window, Qt.Key.Key_E)
    field = find(window, QDateTimeEdit, "journal_session_when_field")
    before: QDateTime = field.dateTime()
    QTest.keyClick(_focused(), Qt.Key.Key_Down)
    assert field.dateTime() == before.addDays(-1)


@pytest.mark.usefixtures("diary")
def test_tab_goes_along_the_head_of_progress_as_it_is_read(window: MainWindow) -> None:
    """The views come first, as they stand first."""
    window.show_page("progress")
    assert walked("progress_view_pain", "progress_range_2_weeks")[:4] == [
        "progress_view_pain",
        "progress_toggle",
        "progress_report",
        "progress_more",
    ]


@pytest.mark.usefixtures("diary")
def test_tab_goes_down_today_as_it_is_read(window: MainWindow) -> None:
    """The short routines stand above the question, and are reached before it."""
    window.show_page("today")
    names = walked("start", "score_0")
    assert names.index("all_routines") < names.index("score_0")


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("view", ["practice", "pain"])
def test_another_view_leaves_the_keys_with_the_page(window: MainWindow, view: str) -> None:
    """A screen reader presses a button without going there; what goes with the view takes no key along."""
    window.show_page("progress")
    other = {"practice": "pain", "pain": "practice"}[view]
    find(window, QPushButton, f"progress_view_{other}").click()
    find(window, QWidget, {"pain": "progress_chart", "practice": "practice_days"}[other]).setFocus()
    find(window, QPushButton, f"progress_view_{view}").click()
    assert _focused().objectName() == "progress"


@pytest.mark.usefixtures("large_text", "diary")
def test_a_pain_score_at_200_percent_fits_the_smallest_window(window: MainWindow, qtbot: QtBot) -> None:
    """Its longest words are shortened, and nothing stands beyond the edge."""
    window.resize(*tokens.WINDOW_LEAST)
    window.show_page("journal")
    add(window, "pain")
    area = find(window, QScrollArea, "journal_scroll")
    qtbot.waitUntil(lambda: area.viewport().width() < tokens.WINDOW_LEAST[0])
    assert area.horizontalScrollBar().maximum() == 0
    assert find(window, QScrollArea, "journal_form_scroll").verticalScrollBar().value() == 0


@pytest.mark.usefixtures("large_text")
def test_the_reason_for_a_setting_is_shown_whole(window: MainWindow, qtbot: QtBot) -> None:
    """However little room there is beside its switch."""
    window.resize(*tokens.WINDOW_LEAST)
    window.show_page("settings")
    labels = find(window, QWidget, "settings_pain").findChildren(PlainLabel)
    reason = next(label for label in labels if "Ferrari" in label.text())
    qtbot.waitUntil(lambda: reason.height() >= reason.heightForWidth(reason.width()))


@pytest.mark.usefixtures("large_text", "diary")
def test_the_sentence_of_progress_has_the_width_of_its_card(window: MainWindow, qtbot: QtBot) -> None:
    """In a small window the counts stand beneath it, and do not squeeze it to a word a line."""
    window.resize(*tokens.WINDOW_LEAST)
    window.show_page("progress")
    claim, counts = (find(window, PlainLabel, f"progress_{name}") for name in ("claim", "counts"))
    card = find(window, QWidget, "progress_claim_card")
    qtbot.waitUntil(lambda: claim.width() > 0.8 * card.width())
    assert counts.mapTo(card, counts.rect().topLeft()).y() > claim.mapTo(card, claim.rect().bottomLeft()).y()


def test_the_keys_stay_on_a_small_chart_that_is_entered(
    app: App, diary: Diary, window: MainWindow, qtbot: QtBot
) -> None:
    """Its region is shown above, where the page scrolls to; whoever came there by Tab goes on from there,
    also after a new score.
    """
    diary.add(0, PainScore(6, Region.NECK))
    diary.add(1, PainScore(5, Region.NECK))
    window.show_page("progress")
    find(window, QWidget, "progress_regions_neck").setFocus()
    QTest.keyClick(_focused(), Qt.Key.Key_Return)
    assert find(window, QComboBox, "progress_region").currentText() == "Neck"
    assert _focused().objectName() == "progress_regions_neck"
    filters = find(window, QWidget, "progress_region")
    qtbot.waitUntil(lambda: not filters.visibleRegion().isEmpty())
    app.carry_out(lambda: app.journal.pain.add(PainScore(7, Region.NECK), app.clock.moment())[1])
    assert _focused().objectName() == "progress_regions_neck"
    assert _focused().accessibleName() == "Neck, 3 entries"
