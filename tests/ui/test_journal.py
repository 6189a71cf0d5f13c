"""Journal: every entry in its place, out and back again, and nothing shown as saved that is not."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.errors import JournalError
from backstay.domain.history import StepDone, StepOutcome
from backstay.domain.pain import PainScore, Recall, Region, Timing
from backstay.journal.journal import unavailable_journal
from backstay.ui.pages.journal import JournalPage
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import Diary, find, press
from tests.ui.journal_hand import current, entries, key, lines, opened, undo

Opened = Callable[[], JournalPage]


@pytest.fixture
def show(written: WrittenDesk, qtbot: QtBot) -> Opened:
    """Opens the page over what the journal holds by then."""
    return lambda: opened(written, qtbot)


def test_entries_stand_under_their_day_newest_first(diary: Diary, show: Opened) -> None:
    """Each with its time, what it was, its score or minutes, and its note."""
    diary.add(400, 7)
    diary.add(1, PainScore(4, Region.MID_BACK, timing=Timing.AFTER, note="<i>long</i> drive"))
    diary.add(1, PainScore(5, recall=Recall.LAST_7_DAYS), hour=7)
    diary.add_session(0, 12)
    assert lines(show()) == [
        "Sunday 22 November",
        "18:00, Core, light, 12 min · completed",
        "Saturday 21 November",
        "08:00, Pain 4 of 10, Mid back · after a session, <i>long</i> drive",
        "07:00, Pain 5 of 10, on average over the last 7 days",
        "Saturday 18 October 2025",
        "08:00, Pain 7 of 10, Mid back",
    ]


def test_an_empty_journal_says_the_next_step(written: WrittenDesk, show: Opened) -> None:
    """The page tells a newcomer what will stand here, and leads to Today."""
    page = show()
    assert find(page, QWidget, "journal_empty").isVisible()
    assert not entries(page).isVisible()
    press(page, "journal_to_today")
    assert written.shown == [("today", "")]


def test_who_comes_from_another_program_is_led_to_the_import(show: Opened, qtbot: QtBot) -> None:
    """A newcomer here may have kept a diary elsewhere for years."""
    page = show()
    with qtbot.waitSignal(page.exchange_asked):
        press(page, "journal_bring_in")


def test_the_arrow_keys_skip_the_headings(diary: Diary, show: Opened) -> None:
    """Down goes from entry to entry, across days."""
    for days_ago in (2, 1, 0):
        diary.add(days_ago, 3 + days_ago)
    page = show()
    visited = [current(page).split(", ")[1]]
    for _ in range(3):
        key(page, Qt.Key.Key_Down)
        visited.append(current(page).split(", ")[1])
    assert visited == ["Pain 3 of 10", "Pain 4 of 10", "Pain 5 of 10", "Pain 5 of 10"]


def test_delete_takes_an_entry_out_at_once_and_undo_brings_it_back(
    diary: Diary, written: WrittenDesk, show: Opened
) -> None:
    """No question is asked: the toast has the way back, and the neighbour is chosen meanwhile."""
    diary.add(1, 4)
    diary.add(0, 6)
    page = show()
    before = lines(page)
    key(page, Qt.Key.Key_Delete)
    assert lines(page) == before[2:]
    assert current(page) == before[3]
    assert written.said == ["Pain score deleted"]
    undo(written)
    assert lines(page) == before
    assert current(page) == before[1]


def test_the_button_does_what_the_key_does(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """The last entry goes, the page says the next step, and Undo brings the list back."""
    diary.add(0, 6)
    page = show()
    press(page, "journal_delete")
    assert find(page, QWidget, "journal_empty").isVisible()
    undo(written)
    assert len(lines(page)) == 2


def test_deleting_a_session_keeps_what_was_felt(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """The score of that day stays; the session comes back whole."""
    diary.add_session(0, 12)
    diary.add(0, 6)
    page = show()
    before = lines(page)
    key(page, Qt.Key.Key_Delete)
    assert lines(page) == [before[0], before[2]]
    assert written.said == ["Session deleted"]
    undo(written)
    assert lines(page) == before


STEPS = (
    StepDone(0, "cat-camel", "Cat-camel", 60, 62.0, StepOutcome.DONE, 8),
    StepDone(1, "bird-dog", "Bird dog", 90, 20.4, StepOutcome.PARTLY, 1, hurt=True),
    StepDone(2, "glute-bridge", "Glute bridge", 90, 0.0, StepOutcome.SKIPPED, 0),
)


@pytest.mark.parametrize("opening", [Qt.Key.Key_Return, Qt.Key.Key_Right])
def test_a_session_opens_its_steps(diary: Diary, show: Opened, opening: Qt.Key) -> None:
    """Enter or Right shows how far each step went; it stays open when the page is read again."""
    session = diary.add_session(0, 12, STEPS)
    page = show()
    key(page, opening)
    steps = [
        "Cat-camel, done · 8 repetitions · 1 min",
        "Bird dog, partly done · 1 repetition · 20 s · it hurt",
        "Glute bridge, skipped",
    ]
    assert session
    assert lines(page, entries(page).currentIndex()) == steps
    page.reload()
    where = entries(page).model().index(1, 0)
    assert entries(page).isExpanded(where)
    assert lines(page, where) == steps


def test_what_the_keys_act_on_is_marked(diary: Diary, show: Opened) -> None:
    """The list is never entered without a row being marked, and the button follows the mark."""
    diary.add(0, 6)
    page = show()
    listed = entries(page)
    assert listed.hasFocus()
    assert listed.selectionModel().isSelected(listed.currentIndex())
    assert find(page, QPushButton, "journal_delete").isEnabled()
    press(page, "journal_sessions")
    assert not find(page, QPushButton, "journal_delete").isEnabled()


def test_a_step_cannot_be_deleted_on_its_own(diary: Diary, show: Opened) -> None:
    """Delete on a step does nothing, least of all to its session."""
    diary.add_session(0, 12, STEPS)
    page = show()
    before = lines(page)
    key(page, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert current(page).startswith("Cat-camel")
    assert lines(page) == before


def test_a_journal_that_cannot_be_written_offers_no_writing(
    diary: Diary, written: WrittenDesk, show: Opened
) -> None:
    """Neither button can be pressed, and Delete does nothing."""
    diary.app.journal.close()
    error = JournalError("The journal is damaged.", where="journal.sqlite3")
    diary.app.journal = unavailable_journal(error, diary.app.clock.moment)
    page = show()
    for name in ("journal_add", "journal_edit", "journal_delete"):
        assert not find(page, QPushButton, name).isEnabled()
    key(page, Qt.Key.Key_Delete, Qt.Key.Key_E)
    assert written.said == []


def test_a_long_note_is_shown_whole(diary: Diary, show: Opened) -> None:
    """A long note makes its row higher instead of being cut off."""
    diary.add(0, 4)
    diary.add(1, PainScore(4, note="a note that goes on and on " * 20))
    page = show()
    listed = entries(page)
    heights = [listed.visualRect(listed.model().index(row, 0)).height() for row in (1, 3)]
    assert heights[1] >= 2 * heights[0]
    page.resize(720, 800)
    QTest.qWait(0)
    assert listed.visualRect(listed.model().index(3, 0)).height() > heights[1]
