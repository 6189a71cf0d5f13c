"""A journal with thousands of entries: the newest at once, the others while the window does other things."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore
from backstay.journal.rows import TableRow
from backstay.ui.pages.journal import JournalPage
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import Diary, find, moment, text
from tests.ui.journal_hand import current, entries, key, lines, opened, undo

MANY = 5000
Opened = Callable[[], JournalPage]


@pytest.fixture
def many(app: App) -> Diary:
    """One score an hour back from now, with a mark as the very first entry."""
    diary = Diary(app)
    start = moment(0)

    def rows() -> Iterator[TableRow]:
        for n in range(MANY - 1):
            at = Moment.from_local(start.local - timedelta(hours=n), start.zone)
            yield app.journal.pain.draft(PainScore(n % 11), at, f"score-{n}")
        first = Moment.from_local(start.local - timedelta(hours=MANY), start.zone)
        yield app.journal.marks.draft(Mark("the first of all"), first, "first")

    app.journal.take_in(rows())
    return diary


@pytest.fixture
def show(many: Diary, written: WrittenDesk, qtbot: QtBot) -> Opened:
    """Opens the page."""
    assert many.app is written.app
    return lambda: opened(written, qtbot)


def count_is(page: QWidget, words: str) -> Callable[[], bool]:
    """Whether it says that so much is shown."""
    return lambda: text(page, "journal_count") == words


def test_the_newest_are_there_before_all_is_read(show: Opened, qtbot: QtBot) -> None:
    """The page opens with a screen full of them, and counts the rest soon after."""
    page = show()
    assert lines(page)[1].startswith("08:00, Pain 0")
    assert 50 < len(lines(page)) < 500
    qtbot.waitUntil(count_is(page, "5,000 entries"))
    assert 50 < len(lines(page)) < 500


def test_scrolling_brings_more(show: Opened, qtbot: QtBot) -> None:
    """Down to the very first entry."""
    page = show()

    def is_at_the_end() -> bool:
        key(page, Qt.Key.Key_End)
        return "the first of all" in lines(page)[-1]

    qtbot.waitUntil(is_at_the_end)
    key(page, Qt.Key.Key_End)
    assert "the first of all" in current(page)


def test_a_search_goes_through_all(show: Opened, qtbot: QtBot) -> None:
    """What is found last is the oldest; while it goes on, the count says so."""
    page = show()
    QTest.keyClicks(find(page, QLineEdit, "journal_search"), "first")
    qtbot.waitUntil(count_is(page, "1 of 5,000 entries"))
    assert lines(page)[-1].endswith("the first of all, Mark")


def test_another_letter_begins_anew(show: Opened, qtbot: QtBot) -> None:
    """What was found for the letters before is not mixed with what is found for these."""
    page = show()
    search = find(page, QLineEdit, "journal_search")
    for words, found in (("pain 7", 454), ("pain 3", 455), ("first pain", 0)):
        search.selectAll()
        QTest.keyClicks(search, words)
        qtbot.waitUntil(count_is(page, f"{found} of 5,000 entries"))
    assert lines(page) == []


def test_deleting_far_down_stays_there(show: Opened, written: WrittenDesk, qtbot: QtBot) -> None:
    """The list does not jump to its beginning, neither when an entry goes nor when it comes back."""
    page = show()
    qtbot.waitUntil(count_is(page, "5,000 entries"))
    for _ in range(3):
        key(page, Qt.Key.Key_End)
    chosen, seen = current(page), entries(page).verticalScrollBar().value()
    assert seen > 5000
    key(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(count_is(page, "4,999 entries"))
    assert abs(entries(page).verticalScrollBar().value() - seen) < 200
    undo(written)
    qtbot.waitUntil(count_is(page, "5,000 entries"))
    assert current(page) == chosen
    assert abs(entries(page).verticalScrollBar().value() - seen) < 200


def test_nothing_is_read_while_nobody_looks(show: Opened, qtbot: QtBot) -> None:
    """It goes on when the page is shown again."""
    page = show()
    find(page, QLineEdit, "journal_search").setText("first")
    page.hide()
    before = text(page, "journal_count")
    QTest.qWait(30)
    assert text(page, "journal_count") == before != "1 of 5,000 entries"
    page.show()
    qtbot.waitUntil(count_is(page, "1 of 5,000 entries"))


def test_what_is_written_meanwhile_is_not_missed(many: Diary, show: Opened, qtbot: QtBot) -> None:
    """A score that is given while the rest is still being read stands on top, once."""
    page = show()
    many.app.carry_out(
        lambda: many.app.journal.pain.add(PainScore(9, note="just now"), many.app.clock.moment())[1]
    )
    qtbot.waitUntil(count_is(page, "5,001 entries"))
    assert lines(page)[1] == "08:30, Pain 9 of 10, just now"
    assert sum("just now" in line for line in lines(page)) == 1
