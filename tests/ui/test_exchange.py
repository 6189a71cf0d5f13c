"""What comes in and goes out: shown first, put right, taken in as a whole or not at all, and taken back."""

import gc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QFileDialog, QProgressBar, QTableView, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.pain import PainScore, Region
from backstay.journal.journal import open_journal
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.exchange import ExchangePage
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.toast import Toast
from tests.fakes import HandClock, no_room_on_disk
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import moment
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown, press

PLAIN = "date,score,note\n2026-11-20,4,sat long\n2026-11-19,mild,\n2026-11-18,6,\n"
AMBIGUOUS = "date,score\n03/04/2026,4\n05/06/2026,5\n"
MANY = "date,score\n" + "".join(
    f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02},{n % 11}\n" for n in range(2000)
)

Look = Callable[[str], ExchangePage]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a file that somebody has."""

    def written(text: str, name: str = "diary.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def look(window: MainWindow, write: Callable[[str], Path], qtbot: QtBot) -> Look:
    """Opens a table with this text, and waits until it is read."""

    def opened(text: str) -> ExchangePage:
        page = ExchangePage(window.desk, write(text))
        window.desk.lay_over(page)
        qtbot.waitUntil(lambda: is_shown(page, "exchange_preview") or is_shown(page, "exchange_reason"))
        return page

    return opened


def cells(page: QWidget, name: str) -> list[tuple[str, ...]]:
    """What the table shows."""
    model = find(page, QTableView, name).model()
    columns = range(model.columnCount())
    return [tuple(model.index(row, column).data() for column in columns) for row in range(model.rowCount())]


def choose(page: QWidget, name: str, text: str) -> None:
    """Choose by the keys, as somebody without a mouse does."""
    choice = find(page, Choice, name)
    choice.setFocus()
    assert choice.findText(text) >= 0, text
    while choice.currentText() != text:
        forward = choice.findText(text) > choice.currentIndex()
        QTest.keyClick(choice, Qt.Key.Key_Down if forward else Qt.Key.Key_Up)


def said(window: MainWindow) -> str:
    """The line at the bottom of the window."""
    return find(window, Toast, "toast").text()


def is_ready(page: QWidget) -> bool:
    """Whether what is shown can be taken in."""
    return find(page, Button, "exchange_take").isEnabled()


def test_table_is_shown_before_anything_is_written(look: Look, app: App) -> None:
    """What it is, how it is read, what it becomes, and each row that is left out, with its line."""
    page = look(PLAIN)
    assert words(page, "exchange_heading") == "diary.csv · a table, 3 rows"
    assert words(page, "exchange_counts") == "2 pain scores · 1 row left out · Nothing is written yet."
    assert find(page, Choice, "exchange_score").currentText() == "score"
    assert cells(page, "exchange_samples") == [
        ("Fri 20 Nov 2026", "12:00", "Pain 4", "", "sat long"),
        ("Wed 18 Nov 2026", "12:00", "Pain 6", "", ""),
    ]
    assert cells(page, "exchange_left_out") == [("3", '"mild" is not a number.', "2026-11-19 · mild")]
    assert app.journal.pain.between() == ()


def test_all_of_it_is_taken_in_and_taken_back(look: Look, window: MainWindow, app: App, qtbot: QtBot) -> None:
    """The page goes, the line at the bottom says what came in, and Undo can itself be undone."""
    look(PLAIN)
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: said(window) == "Taken in: 2 pain scores")
    assert not is_shown(window, "exchange")
    assert [entry.pain.score for entry in app.journal.pain.between()] == [6, 4]
    click(window, "toast_undo")
    assert app.journal.pain.between() == ()
    assert said(window) == "Taken out again"
    click(window, "toast_undo")
    assert len(app.journal.pain.between()) == 2


def test_without_a_backup_nothing_comes_in(
    look: Look, window: MainWindow, app: App, clock: HandClock, qtbot: QtBot
) -> None:
    """One is made first; when it cannot be, the page says why, and takes it in once it can."""
    app.journal.pain.add(PainScore(9), clock.moment())
    app.paths.backups.write_text("in the way")
    page = look(PLAIN)
    click(page, "exchange_take")
    qtbot.waitUntil(lambda: is_shown(page, "exchange_reason"))
    assert len(app.journal.pain.between()) == 1
    app.paths.backups.unlink()
    click(page, "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Taken in: 2 pain scores")
    assert len(list(app.paths.backups.glob("*before-import.sqlite3"))) == 1


def test_twice_is_once(look: Look, window: MainWindow, app: App, qtbot: QtBot) -> None:
    """The second time there is nothing new, and nothing to take back."""
    click(look(PLAIN), "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Taken in: 2 pain scores")
    click(look(PLAIN), "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Nothing new: the journal has had all of this already.")
    assert len(app.journal.pain.between()) == 2
    assert not is_shown(window, "toast_undo")


def test_what_was_taken_back_can_come_in_again(
    look: Look, window: MainWindow, app: App, qtbot: QtBot
) -> None:
    """Whoever has undone a mistake may take the same file in once more."""
    for _ in range(2):
        click(look(PLAIN), "exchange_take")
        qtbot.waitUntil(lambda: said(window) == "Taken in: 2 pain scores")
        assert len(app.journal.pain.between()) == 2
        click(window, "toast_undo")
        assert app.journal.pain.between() == ()


def test_score_that_was_deleted_here_stays_deleted(
    look: Look, window: MainWindow, app: App, qtbot: QtBot
) -> None:
    """A newer copy of the same file brings only what is new in it."""
    click(look(PLAIN), "exchange_take")
    qtbot.waitUntil(lambda: len(app.journal.pain.between()) == 2)
    app.journal.pain.delete(app.journal.pain.between()[0].id, moment(0))
    click(look(PLAIN + "2026-11-17,2,\n"), "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Taken in: 1 new, 2 known already")
    assert [entry.pain.score for entry in app.journal.pain.between()] == [2, 4]


def test_what_is_not_known_is_asked(look: Look, qtbot: QtBot) -> None:
    """Nothing can be taken in before the answer, which can be changed."""
    page = look(AMBIGUOUS)
    assert words(page, "exchange_asked") == "In the days of this file, what stands first: day or month?"
    assert not is_shown(page, "exchange_take")
    choose(page, "exchange_order", "the month")
    qtbot.waitUntil(lambda: is_shown(page, "exchange_take"))
    assert cells(page, "exchange_samples")[0][0] == "Wed 4 Mar 2026"
    assert not is_shown(page, "exchange_asked")
    choose(page, "exchange_order", "the day")
    qtbot.waitUntil(lambda: cells(page, "exchange_samples")[0][0] == "Fri 3 Apr 2026")


def test_choices_made_one_upon_the_other_all_count(look: Look, qtbot: QtBot) -> None:
    """Nobody has to wait for the table to be read anew."""
    page = look("date,score,other,words\n2026-11-20,4,2.5,neck\n")
    for name, text in (
        ("exchange_score", "other"),
        ("exchange_rounded", "Round it"),
        ("exchange_region", "words"),
    ):
        choose(page, name, text)
    qtbot.waitUntil(lambda: is_ready(page))
    assert cells(page, "exchange_samples") == [
        ("Fri 20 Nov 2026", "12:00", "Pain 3", "Neck", "2.5 in the file")
    ]


def test_region_may_stand_for_every_row(look: Look, qtbot: QtBot) -> None:
    """Where the table does not say it."""
    page = look(PLAIN)
    choose(page, "exchange_region", "All: lower back")
    qtbot.waitUntil(lambda: cells(page, "exchange_samples")[0][3] == "Lower back")


def test_what_a_stranger_wrote_is_text(look: Look) -> None:
    """Mark-up in a heading or a note stays as it stands."""
    page = look('date,score,"note <b>x</b>"\n2026-11-20,4,"<img src=/etc/hostname>"\n')
    assert find(page, Choice, "exchange_note").currentText() == "note <b>x</b>"
    assert cells(page, "exchange_samples")[0][4] == "<img src=/etc/hostname>"


@pytest.mark.parametrize(
    ("text", "what"), [("", "no kind that is known"), ("hello\n", "no kind that is known"), ("{", "")]
)
def test_file_that_brings_nothing_says_why(look: Look, text: str, what: str) -> None:
    """And another one can be chosen at once."""
    page = look(text)
    assert is_shown(page, "exchange_reason")
    assert what in words(page, "exchange_what")
    assert is_shown(page, "exchange_choose")


def test_full_disk_keeps_the_preview(look: Look, app: App, qtbot: QtBot) -> None:
    """Nothing is written, the reason stands there, and it can be tried again."""
    page = look(PLAIN)
    with no_room_on_disk():
        click(page, "exchange_take")
        qtbot.waitUntil(lambda: is_shown(page, "exchange_reason"))
    assert app.journal.pain.between() == ()
    qtbot.waitUntil(lambda: is_ready(page))
    click(page, "exchange_take")
    qtbot.waitUntil(lambda: len(app.journal.pain.between()) == 2)


def test_writing_can_be_cancelled_and_leaves_nothing(
    look: Look, window: MainWindow, app: App, qtbot: QtBot
) -> None:
    """The bar is there, Escape ends it, and the file can still be taken in."""
    page = look(MANY)
    ended = []

    def end() -> None:
        # The bar moves only while rows are written.
        if find(page, QProgressBar, "exchange_work_bar").value() > 0:
            ended.append(is_shown(page, "exchange_work"))
            press(window, Key.Key_Escape)

    ticking = QTimer(interval=0)
    ticking.timeout.connect(end)
    ticking.start()
    click(page, "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Cancelled. Nothing was written.")
    ticking.stop()
    assert ended
    assert app.journal.pain.between() == ()
    assert is_shown(page, "exchange_preview")
    click(page, "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Taken in: 2,000 pain scores", timeout=20_000)


def test_nothing_else_happens_while_it_is_written(
    look: Look, window: MainWindow, app: App, qtbot: QtBot
) -> None:
    """Keys and clicks go nowhere, and the window stays open: half of it is in nobody's way."""
    page = look(MANY)
    before = window.current_page
    tried = []

    def meddle() -> None:
        if find(page, QProgressBar, "exchange_work_bar").value() > 0:
            tried.append(True)
            press(window, Key.Key_1, modifier=Qt.KeyboardModifier.ControlModifier)
            QTest.mouseClick(find(page, Button, "exchange_another"), Qt.MouseButton.LeftButton)

    ticking = QTimer(interval=0)
    ticking.timeout.connect(meddle)
    ticking.start()
    click(page, "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Taken in: 2,000 pain scores", timeout=20_000)
    ticking.stop()
    assert tried
    assert window.current_page == before
    assert len(app.journal.pain.between()) == 2000


def test_closing_the_window_ends_the_writing_first(
    look: Look, window: MainWindow, app: App, qtbot: QtBot
) -> None:
    """Nothing of it is there; the next wish to close is granted."""
    page = look(MANY)

    def close() -> None:
        if find(page, QProgressBar, "exchange_work_bar").value() > 0:
            window.close()

    ticking = QTimer(interval=0)
    ticking.timeout.connect(close)
    ticking.start()
    click(page, "exchange_take")
    qtbot.waitUntil(lambda: said(window) == "Cancelled. Nothing was written.")
    ticking.stop()
    assert window.isVisible()
    assert app.journal.pain.between() == ()


def test_escape_goes_back_step_by_step(
    window: MainWindow, write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Out of the file, then out of the page."""
    page = ExchangePage(window.desk)
    window.desk.lay_over(page)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(write(PLAIN)), ""))
    click(page, "exchange_choose")
    qtbot.waitUntil(lambda: is_shown(page, "exchange_preview"))
    press(window, Key.Key_Escape)
    assert is_shown(page, "exchange_choose")
    assert not is_shown(page, "exchange_preview")
    press(window, Key.Key_Escape)
    assert not is_shown(window, "exchange")


def test_page_that_is_left_while_it_reads_leaves_nothing_behind(
    window: MainWindow, write: Callable[[str], Path], app: App, qtbot: QtBot
) -> None:
    """The rail leads away at once; Python's collector, which rests meanwhile, works again."""
    page = ExchangePage(window.desk, write(MANY))
    window.desk.lay_over(page)
    assert not gc.isenabled()
    window.show_page("today")
    qtbot.waitUntil(gc.isenabled)
    assert not is_shown(window, "exchange")
    assert app.journal.pain.between() == ()


def drop(target: QWidget, file: Path) -> bool:
    """Drag a file over it and let go; whether it would take it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 200), copy, data, left, none)
    QApplication.sendEvent(target, entering)
    if entering.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(300, 200), copy, data, left, none))
    return entering.isAccepted()


def test_file_may_be_dropped_on_the_window(
    window: MainWindow, write: Callable[[str], Path], qtbot: QtBot
) -> None:
    """It leads to the same preview, and dropping takes nothing in."""
    assert drop(window, write(PLAIN))
    qtbot.waitUntil(lambda: is_shown(window, "exchange_preview"))
    press(window, Key.Key_Escape)
    assert not is_shown(window, "exchange")


def test_any_file_may_be_dropped_on_the_page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """Whatever its name says."""
    page = ExchangePage(window.desk)
    window.desk.lay_over(page)
    file = tmp_path / "diary.txt"
    file.write_text(PLAIN)
    assert drop(page, file)
    qtbot.waitUntil(lambda: is_shown(page, "exchange_preview"))


@pytest.mark.parametrize("form", ["csv", "json", "fhir", "zip"])
def test_what_goes_out_comes_in_again(
    form: str,
    window: MainWindow,
    app: App,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """Each form is saved where the person says, shown before it is read back, and brings what was there."""
    app.journal.pain.add(PainScore(4, Region.NECK, note="sat long"), moment(3))
    gone, _ = app.journal.pain.add(PainScore(7), moment(400))
    out = tmp_path / f"mine.{form}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    window.desk.lay_over(ExchangePage(window.desk))
    click(window, f"exchange_form_{form}")
    click(window, "exchange_save")
    qtbot.waitUntil(lambda: said(window) == f"Saved as mine.{form}: 2 pain scores.")
    press(window, Key.Key_Escape)
    app.carry_out(lambda: app.journal.pain.delete(gone.id, moment(0)))
    window.open_file(out) if form != "fhir" else window.desk.lay_over(ExchangePage(window.desk, out))
    qtbot.waitUntil(lambda: is_shown(window, "exchange_preview"))
    assert words(window, "exchange_counts") == "2 pain scores · Nothing is written yet."
    assert {row[2:] for row in cells(window, "exchange_samples")} == {
        ("Pain 4", "Neck", "sat long"),
        ("Pain 7", "", ""),
    }
    click(window, "exchange_take")
    qtbot.waitUntil(lambda: said(window).startswith("Nothing new"))
    assert len(app.journal.pain.between()) == 1


def test_part_of_it_goes_out(
    written: WrittenDesk, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """From a day on."""
    app.journal.pain.add(PainScore(4), moment(3))
    app.journal.pain.add(PainScore(7), moment(400))
    out = tmp_path / "mine.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page = ExchangePage(written.desk())
    qtbot.addWidget(page)
    page.show()
    click(page, "exchange_part")
    find(page, QDateEdit, "exchange_since").setDate(QDate(2026, 11, 1))
    click(page, "exchange_save")
    qtbot.waitUntil(lambda: written.said == ["Saved as mine.csv: 1 pain score."])


@pytest.mark.parametrize("place", ["no such folder/mine.csv", "journal.sqlite3"])
def test_place_that_cannot_be_written_is_told(
    place: str, written: WrittenDesk, app: App, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """A missing folder, and the journal itself."""
    app.journal.pain.add(PainScore(4), moment(3))
    out = app.paths.journal.parent / place
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page = ExchangePage(written.desk())
    qtbot.addWidget(page)
    page.show()
    click(page, "exchange_save")
    qtbot.waitUntil(lambda: is_shown(page, "exchange_reason"))
    assert written.said == []
    with closing(open_journal(app.paths.journal, app.clock.moment)) as journal:
        assert len(journal.pain.between()) == 1
