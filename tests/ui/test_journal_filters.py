"""Finding an entry: by kind, region, routine and words, all at once, and the way back to everything."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.history import SessionPlan
from backstay.domain.mark import Mark
from backstay.domain.pain import Doing, PainScore, Quality, Region
from backstay.ui.pages.journal import JournalPage
from backstay.ui.pages.journal_wanted import folded
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import Diary, find, moment, press, text
from tests.ui.journal_hand import current, entries, key, lines, opened, undo

Opened = Callable[[], JournalPage]


@pytest.fixture
def diary(app: App) -> Diary:
    """Two months of a little of everything."""
    filled = Diary(app)
    filled.add(0, PainScore(4, Region.NECK, note="Après la réunion", qualities=(Quality.STIFF,)))
    filled.add(1, PainScore(5, Region.MID_BACK, exercise_id="bird-dog", doing=Doing.RUNNING))
    filled.add_session(2, 12)
    app.journal.sessions.add_whole(SessionPlan("", "Pilates class", 2700, 0), moment(3), 2700)
    app.journal.activities.add(Activity(ActivityKind.RUN, 1800, note="along the river"), moment(4))
    app.journal.marks.add(Mark("new chair"), moment(40))
    return filled


@pytest.fixture
def show(diary: Diary, written: WrittenDesk, qtbot: QtBot) -> Opened:
    """Opens the page over what the diary holds by then."""
    assert diary.app is written.app
    return lambda: opened(written, qtbot)


def shown(page: QWidget) -> list[str]:
    """What the rows are about, without the days."""
    return [line.split(", ", 2)[1] for line in lines(page) if line[2] == ":"]


def type_in(page: QWidget, words: str) -> None:
    """Type into the search, in place of what stands there."""
    search = find(page, QLineEdit, "journal_search")
    search.selectAll()
    QTest.keyClicks(search, words)


def pick(page: QWidget, name: str, words: str) -> None:
    """Choose one of several."""
    find(page, QComboBox, name).setCurrentText(words)


@pytest.mark.parametrize(
    ("chip", "found"),
    [
        ("sessions", ["Core", "Pilates class"]),
        ("pain", ["Pain 4 of 10", "Pain 5 of 10"]),
        ("activity", ["Run"]),
        ("marks", ["new chair"]),
    ],
)
def test_the_chips_show_one_kind(show: Opened, chip: str, found: list[str]) -> None:
    """All of that kind, with how many that is of all."""
    page = show()
    assert text(page, "journal_count") == "6 entries"
    press(page, f"journal_{chip}")
    assert shown(page) == found
    assert text(page, "journal_count") == f"{len(found)} of 6 entries"
    press(page, "journal_all")
    assert len(shown(page)) == 6


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("reunion", ["Pain 4 of 10"]),
        ("APRÈS", ["Pain 4 of 10"]),
        ("STIF", ["Pain 4 of 10"]),
        ("neck stiff", ["Pain 4 of 10"]),
        ("neck river", []),
        ("bird dog", ["Pain 5 of 10"]),
        ("running", ["Pain 5 of 10"]),
        ("core", ["Core"]),
        ("pilates", ["Pilates class"]),
        ("river", ["Run"]),
        ("chair", ["new chair"]),
        ("   ", ["Pain 4 of 10", "Pain 5 of 10", "Core", "Pilates class", "Run", "new chair"]),
    ],
)
def test_words_are_found_wherever_they_stand(show: Opened, words: str, found: list[str]) -> None:
    """In notes, routines, exercises, marks and how it felt, without accents and in any case; every word."""
    page = show()
    type_in(page, words)
    assert shown(page) == found


def test_a_letter_that_is_no_mark_stays() -> None:
    """Folding takes the accents away and not the letters."""
    assert folded("Ångström, straße, ИЖ, İ") == "angstrom, strasse, иж, i"


def test_all_filters_hold_together(diary: Diary, show: Opened) -> None:
    """Kind, region and words at once; Show all takes every one of them back."""
    diary.add(5, PainScore(2, Region.NECK, note="quiet day"))
    page = show()
    assert not find(page, QPushButton, "journal_clear").isVisible()
    pick(page, "journal_region_wanted", "Neck")
    assert shown(page) == ["Pain 4 of 10", "Pain 2 of 10"]
    type_in(page, "quiet")
    press(page, "journal_pain")
    assert shown(page) == ["Pain 2 of 10"]
    assert text(page, "journal_count") == "1 of 7 entries"
    press(page, "journal_sessions")
    assert shown(page) == []
    assert find(page, QWidget, "journal_nothing").isVisible()
    assert not find(page, QWidget, "journal_empty").isVisible()
    press(page, "journal_clear")
    assert len(shown(page)) == 7
    assert find(page, QLineEdit, "journal_search").text() == ""
    assert find(page, QComboBox, "journal_region_wanted").currentIndex() == 0
    assert find(page, QPushButton, "journal_all").isChecked()
    assert not find(page, QPushButton, "journal_clear").isVisible()


def test_the_routines_are_those_of_the_journal(diary: Diary, show: Opened) -> None:
    """By the names they had; a new one is offered as soon as it stands there."""
    page = show()
    choice = find(page, QComboBox, "journal_routine_wanted")
    assert [choice.itemText(n) for n in range(choice.count())] == [
        "All routines", "Core, light", "Pilates class",
    ]  # fmt: skip
    pick(page, "journal_routine_wanted", "Pilates class")
    assert shown(page) == ["Pilates class"]
    plan = SessionPlan("", "Football", 3600, 0)
    diary.app.carry_out(lambda: diary.app.journal.sessions.add_whole(plan, moment(1), 3600)[1])
    assert choice.findText("Football") > 0
    assert choice.currentText() == "Pilates class"
    assert shown(page) == ["Pilates class"]


def test_ctrl_f_leads_to_the_search_and_down_to_the_list(show: Opened) -> None:
    """Down goes on to what was found; Escape empties first and then leaves."""
    page = show()
    QTest.keyClick(entries(page), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = find(page, QLineEdit, "journal_search")
    assert search.hasFocus()
    QTest.keyClicks(search, "river")
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert entries(page).hasFocus()
    assert shown(page) == ["Run"]
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert len(shown(page)) == 6
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert entries(page).hasFocus()


def test_what_is_filtered_can_be_taken_out(written: WrittenDesk, show: Opened) -> None:
    """The filter stays, and so does the way back."""
    page = show()
    press(page, "journal_pain")
    entries(page).setFocus()
    key(page, Qt.Key.Key_Delete)
    assert shown(page) == ["Pain 5 of 10"]
    assert text(page, "journal_count") == "1 of 5 entries"
    undo(written)
    assert shown(page) == ["Pain 4 of 10", "Pain 5 of 10"]
    assert "Pain 4" in current(page)


def test_an_entry_that_is_changed_is_found_by_what_it_is_now(diary: Diary, show: Opened) -> None:
    """What it said before is not looked through."""
    page = show()
    type_in(page, "stiff")
    [entry] = [e for e in diary.app.journal.pain.between() if e.pain.score == 4]
    changed = replace(entry.pain, qualities=(Quality.SHARP,))
    diary.app.carry_out(lambda: diary.app.journal.pain.edit(entry.id, changed)[1])
    assert shown(page) == []
    type_in(page, "sharp")
    assert shown(page) == ["Pain 4 of 10"]
