"""The page about the person's data: what is kept can be seen, checked, had back, shared and taken away."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.backups.backup import Backup, Reason
from backstay.care.tending import backups_of
from backstay.desktop.session_lock import SessionLock
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore, Region
from backstay.journal.health import contents_of
from backstay.journal.journal import open_journal
from backstay.settings import load_settings
from backstay.sync.exchange import exchange
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.care import CarePage
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.list_button import ListButton
from backstay.ui.widgets.toast import Toast
from backstay.ui.widgets.toggle import Toggle
from tests.fakes import HandClock, no_room_on_disk
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import Diary, moment
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown, press

DAY_S = 86400.0

Open = Callable[[], CarePage]


@pytest.fixture
def open_page(window: MainWindow, qtbot: QtBot) -> Open:
    """Opens the page, and waits until it has looked."""

    def opened() -> CarePage:
        page = CarePage(window.desk)
        window.desk.lay_over(page)
        qtbot.waitUntil(lambda: words(page, "care_last_backup") != "")
        return page

    return opened


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that some other program keeps in step."""
    return tmp_path_factory.mktemp("shared")


def back_up(app: App, clock: HandClock, days_ago: float = 0, reason: Reason = Reason.SESSION) -> Backup:
    """Make a backup that many days before today."""
    clock.pass_s(-days_ago * DAY_S)
    made = backups_of(app.paths, app.preferences, app.clock.moment).make(app.paths.journal, reason)
    clock.pass_s(days_ago * DAY_S)
    return made


def row(page: QWidget, number: int) -> ListButton:
    """One of the backups in the list."""
    return find(page, ListButton, f"care_backup_{number}")


def cells(page: QWidget, name: str) -> list[tuple[str, ...]]:
    """What the table shows."""
    model = find(page, QTableView, name).model()
    columns = range(model.columnCount())
    return [tuple(model.index(row, column).data() for column in columns) for row in range(model.rowCount())]


def said(window: MainWindow) -> str:
    """The line at the bottom of the window."""
    return find(window, Toast, "toast").text()


def scores(app: App) -> list[int]:
    """What stands in the journal, oldest first."""
    return [entry.pain.score for entry in app.journal.pain.between()]


def tick(page: QWidget, name: str) -> None:
    """Turn a switch."""
    find(page, Toggle, name).click()
    QApplication.processEvents()


def found(page: QWidget) -> list[str]:
    """What the check says, line by line, the first one first."""
    labels = [find(page, QLabel, f"care_check_{number}_text") for number in range(_lines(page))]
    return [label.text() for label in labels]


def _lines(page: QWidget) -> int:
    return len([label for label in page.findChildren(QLabel) if _is_line(label.objectName())])


def _is_line(name: str) -> bool:
    return name.startswith("care_check_") and name.endswith("_text") and name[len("care_check_")].isdigit()


def choose_folder(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next dialog be answered with this folder."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)


def test_without_a_backup_the_page_says_so(open_page: Open) -> None:
    """An honest empty state, with the button that makes one."""
    page = open_page()
    assert words(page, "care_last_backup") == "No backup yet."
    assert not is_shown(page, "care_backup_0")
    assert is_shown(page, "care_back_up")


def test_a_backup_is_made_by_hand(
    open_page: Open, window: MainWindow, diary: Diary, app: App, qtbot: QtBot
) -> None:
    """It stands in the list at once, with when, how much and why."""
    diary.add(1, 4)
    page = open_page()
    click(page, "care_back_up")
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    assert said(window).startswith("Backup made and checked: ")
    assert words(page, "care_last_backup") == "Last backup today 08:30, checked."
    made = row(page, 0)
    assert made.words == "Today 08:30"
    assert made.detail.startswith("1 entry, 21 Nov – 21 Nov 2026 · ")
    assert made.detail.endswith(" KB · made by you")
    assert len(list(app.paths.backups.glob("*.sqlite3"))) == 1


def test_backups_stand_newest_first_and_the_rest_is_one_press_away(
    open_page: Open, diary: Diary, app: App, clock: HandClock, qtbot: QtBot
) -> None:
    """Five are enough for a glance; the way to all has the focus go on where the list goes on."""
    diary.add(400, 4)
    for days in (300, 40, 20, 10, 5, 1, 0):
        back_up(app, clock, days, Reason.BEFORE_IMPORT)
    page = open_page()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_4"))
    titles = [row(page, number).words for number in range(5)]
    assert titles[:3] == ["Today 08:30", "Yesterday 08:30", "Tue 17 Nov 2026, 08:30"]
    assert row(page, 0).detail.endswith("before an import")
    assert not is_shown(page, "care_backup_5")
    click(page, "care_all_backups")
    assert row(page, 6).words == "Mon 26 Jan 2026, 08:30"
    assert row(page, 5).hasFocus()
    assert not is_shown(page, "care_all_backups")


def test_a_backup_that_cannot_be_read_is_shown_as_damaged(
    open_page: Open, diary: Diary, app: App, clock: HandClock, qtbot: QtBot
) -> None:
    """Nobody can restore it, and the sound one beside it stays what it is."""
    diary.add(1, 4)
    back_up(app, clock, 1)
    back_up(app, clock).path.write_bytes(b"x" * 4096)
    page = open_page()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_1"))
    assert "damaged. It cannot be restored" in words(page, "care_backup_0")
    assert row(page, 1).words == "Yesterday 08:30"


def test_a_backup_that_cannot_be_made_says_why_in_its_place(
    open_page: Open, diary: Diary, qtbot: QtBot
) -> None:
    """And nothing that was there is gone."""
    diary.add(1, 4)
    page = open_page()
    with no_room_on_disk():
        click(page, "care_back_up")
        qtbot.waitUntil(lambda: is_shown(page, "care_backups_reason"))
    assert "No backup was made" in words(page, "care_backups_what")
    click(page, "care_back_up")
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    assert not is_shown(page, "care_backups_reason")


@pytest.fixture
def changed(diary: Diary, app: App, clock: HandClock) -> Diary:
    """A journal that was backed up yesterday, and in which something came, went and changed since."""
    gone, other = diary.add(5, 7), diary.add(4, PainScore(2, Region.NECK))
    back_up(app, clock, 1)
    log = app.journal.pain
    log.delete(gone, moment(0))
    log.edit(other, PainScore(6, Region.NECK), moment(4))
    app.journal.marks.add(Mark("new <b>chair</b>"), moment(0))
    return diary


@pytest.mark.usefixtures("changed")
def test_restoring_is_shown_before_it_is_done(open_page: Open, app: App, qtbot: QtBot) -> None:
    """In counts, and entry by entry with its day; nothing is written, and the way back is the plain one."""
    page = open_page()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    click(page, "care_backup_0")
    qtbot.waitUntil(lambda: is_shown(page, "care_restore_counts"))
    assert words(page, "care_restore_counts") == (
        "Comes back: 1 pain score. Goes: 1 mark. Changes: 1 pain score."
    )
    assert cells(page, "care_restore_entries") == [
        ("Comes back", "Tue 17 Nov 2026", "08:00", "Pain 7 of 10 · Mid back"),
        ("Goes", "Sun 22 Nov 2026", "08:00", "new <b>chair</b> · Mark"),
        ("Changes", "Wed 18 Nov 2026", "08:00", "Pain 2 of 10 · Neck (now: Pain 6 of 10 · Neck)"),
    ]
    press(page.window(), Key.Key_Escape)
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    assert not is_shown(page, "care_restore")
    assert scores(app) == [6]


@pytest.mark.usefixtures("changed")
def test_a_backup_is_restored_and_taken_back(
    open_page: Open, window: MainWindow, app: App, qtbot: QtBot
) -> None:
    """By keys alone; what was there is backed up first, and Undo can itself be undone."""
    page = open_page()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    row(page, 0).setFocus()
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: find(page, Button, "care_restore_now").hasFocus())
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: said(window).startswith("Restored."))
    assert scores(app) == [7, 2]
    assert app.journal.marks.between() == ()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_1"))
    assert row(page, 0).detail.endswith("before a backup was restored")
    click(window, "toast_undo")
    assert (said(window), scores(app)) == ("As it was before.", [6])
    click(window, "toast_undo")
    assert (said(window), scores(app)) == ("Restored again.", [7, 2])


def test_a_backup_that_holds_the_same_has_nothing_to_restore(
    open_page: Open, diary: Diary, app: App, clock: HandClock, qtbot: QtBot
) -> None:
    """And no button that would do nothing."""
    diary.add(1, 4)
    back_up(app, clock)
    page = open_page()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    click(page, "care_backup_0")
    qtbot.waitUntil(lambda: is_shown(page, "care_restore_counts"))
    assert "Nothing would change" in words(page, "care_restore_counts")
    assert not is_shown(page, "care_restore_now")
    click(page, "care_restore_leave")
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))


def test_a_backup_with_one_letter_changed_is_refused(
    open_page: Open, diary: Diary, app: App, clock: HandClock, qtbot: QtBot
) -> None:
    """It can be opened and counted; only the checksums tell."""
    diary.add(1, PainScore(4, note="stood long"))
    backup = back_up(app, clock)
    backup.path.write_bytes(backup.path.read_bytes().replace(b"stood long", b"stood lung"))
    page = open_page()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    click(page, "care_backup_0")
    qtbot.waitUntil(lambda: is_shown(page, "care_restore_reason"))
    assert not is_shown(page, "care_restore_now")
    assert scores(app) == [4]


def test_a_second_place_is_chosen_filled_and_left(
    open_page: Open, diary: Diary, app: App, shared: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the dialog of the system, for the next start too, and it says when the last copy came there."""
    diary.add(1, 4)
    page = open_page()
    assert not is_shown(page, "care_no_second")
    choose_folder(str(shared), monkeypatch)
    click(page, "care_choose_second")
    assert words(page, "care_second_folder") == str(shared)
    assert load_settings(app.paths.settings).preferences.backup_folder == str(shared)
    qtbot.waitUntil(lambda: words(page, "care_second_state").startswith("No copy there yet"))
    click(page, "care_back_up")
    qtbot.waitUntil(lambda: words(page, "care_second_state") == "Last copy there today 08:30.")
    assert len(list(shared.rglob("journal-*.sqlite3"))) == 1
    click(page, "care_no_second")
    assert load_settings(app.paths.settings).preferences.backup_folder == ""
    assert not is_shown(page, "care_second_folder")


@pytest.mark.parametrize("button", ["care_choose_second", "care_choose_sync"])
def test_a_folder_with_the_persons_own_data_is_refused(
    open_page: Open, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    """Also by another name; no copy is put among what it is a copy of."""
    (tmp_path / "link").symlink_to(app.paths.data)
    page = open_page()
    choose_folder(str(tmp_path / "link"), monkeypatch)
    click(page, button)
    assert any("holds your data" in label.text() for label in page.findChildren(QLabel))
    assert (app.preferences.backup_folder, app.preferences.sync_folder) == ("", "")


def test_a_second_place_that_is_not_there_is_said(
    open_page: Open, diary: Diary, app: App, shared: Path, qtbot: QtBot
) -> None:
    """A stick that is not plugged in keeps no backup from being made."""
    diary.add(1, 4)
    app.set_preferences(replace(app.preferences, backup_folder=str(shared / "stick")))
    page = open_page()
    qtbot.waitUntil(lambda: "not there at the moment" in words(page, "care_second_state"))
    click(page, "care_back_up")
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    assert "is not there" in words(page, "care_second_state")
    assert not (shared / "stick").exists()


def test_everything_is_checked_and_the_result_can_be_copied(
    open_page: Open, diary: Diary, qtbot: QtBot
) -> None:
    """A line for each thing, with a word before it."""
    diary.add(1, 4)
    page = open_page()
    assert not is_shown(page, "care_copy_checks")
    click(page, "care_check_now")
    qtbot.waitUntil(lambda: is_shown(page, "care_verdict"))
    click(page, "care_copy_checks")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[-1] == words(page, "care_verdict")
    assert len(lines) > 3
    assert all(line.startswith(("Sound: ", "Doubt: ")) for line in lines[:-1])


def test_sound_backups_are_told_in_one_line(
    open_page: Open, diary: Diary, app: App, clock: HandClock, qtbot: QtBot
) -> None:
    """Dozens of them would hide the rest; what is copied names each. A damaged one stands alone."""
    diary.add(40, 4)
    for days in (30, 20, 10, 0):
        made = back_up(app, clock, days)
    page = open_page()
    click(page, "care_check_now")
    qtbot.waitUntil(lambda: is_shown(page, "care_verdict"))
    assert len([line for line in found(page) if "checksum fits; 3 older ones are sound as well" in line]) == 1
    click(page, "care_copy_checks")
    assert QGuiApplication.clipboard().text().count("Sound: Backup: ") == 4
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    click(page, "care_check_now")
    qtbot.waitUntil(lambda: "do not restore it" in found(page)[0])
    assert "2 older ones are sound as well" in "".join(found(page))


def test_a_doubt_comes_first_and_says_what_to_do(
    open_page: Open, diary: Diary, app: App, qtbot: QtBot
) -> None:
    """A journal that others may read is one."""
    diary.add(1, 4)
    app.paths.journal.chmod(0o644)
    page = open_page()
    click(page, "care_check_now")
    qtbot.waitUntil(lambda: is_shown(page, "care_verdict"))
    assert "doubt" in words(page, "care_verdict")
    assert "What to do: " in words(page, "care_check_0_text")


def test_a_damaged_entry_leads_to_what_can_be_had_back(
    open_page: Open, diary: Diary, app: App, clock: HandClock, qtbot: QtBot
) -> None:
    """One letter that the disk has changed keeps nobody from writing; the check finds it."""
    diary.add(1, PainScore(4, note="stood long"))
    back_up(app, clock)
    app.paths.journal.write_bytes(app.paths.journal.read_bytes().replace(b"stood long", b"stood lung"))
    page = open_page()
    assert not is_shown(page, "care_damage")
    click(page, "care_check_now")
    qtbot.waitUntil(lambda: is_shown(page, "care_recover"))
    window = page.window()
    click(page, "care_recover")
    qtbot.waitUntil(lambda: is_shown(window, "recovery_backup"))
    click(window, "recovery_backup")
    qtbot.waitUntil(lambda: is_shown(window, "recovery_recovered"))
    assert [entry.pain.note for entry in app.journal.pain.between()] == ["stood long"]


def test_computers_meet_in_a_folder(
    open_page: Open,
    app: App,
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What another one has put there comes in, is counted, and the folder can be left again."""
    other = tmp_path_factory.mktemp("other")
    with closing(open_journal(other / "journal.sqlite3", app.clock.moment)) as journal:
        journal.pain.add(PainScore(5, Region.NECK), moment(2))
    exchange(other / "changes", shared, other / "journal.sqlite3", app.clock.moment)
    page = open_page()
    assert words(page, "care_sync_folder") == "No folder is chosen."
    assert not is_shown(page, "care_exchange")
    choose_folder(str(shared), monkeypatch)
    click(page, "care_choose_sync")
    qtbot.waitUntil(lambda: words(page, "care_exchanged").startswith("Exchanged today 08:30."))
    assert scores(app) == [5]
    qtbot.waitUntil(lambda: is_shown(page, "care_devices"))
    entries = {line[0].endswith("(this one)"): line[1] for line in cells(page, "care_devices")}
    assert entries[False] == "1"
    click(page, "care_leave_sync")
    assert load_settings(app.paths.settings).preferences.sync_folder == ""
    assert not is_shown(page, "care_devices")
    assert list(shared.rglob("*.jsonl"))


def test_a_shared_folder_that_is_gone_is_said(open_page: Open, app: App, shared: Path, qtbot: QtBot) -> None:
    """In its place on the page; the journal is as it was."""
    app.set_preferences(replace(app.preferences, sync_folder=str(shared / "away")))
    page = open_page()
    click(page, "care_exchange")
    qtbot.waitUntil(lambda: "is not there" in words(page, "care_exchanged"))
    assert not (shared / "away").exists()


def test_a_journal_in_a_folder_that_is_kept_in_step_warns(open_page: Open, app: App) -> None:
    """Two computers that write one file can damage it."""
    assert not is_shown(open_page(), "care_synced_journal")
    (app.paths.data / ".stfolder").mkdir()
    page = open_page()
    assert is_shown(page, "care_synced_journal")
    assert "Syncthing" in words(page, "care_synced_journal")


@pytest.fixture
def deleting(open_page: Open, diary: Diary, app: App, clock: HandClock, qtbot: QtBot) -> CarePage:
    """Before the button that deletes everything."""
    diary.add(1, 4)
    back_up(app, clock)
    page = open_page()
    click(page, "care_delete")
    qtbot.waitUntil(lambda: len(cells(page, "care_doomed")) > 0)
    return page


def test_what_would_go_is_listed_before_it_goes(deleting: CarePage, app: App) -> None:
    """With sizes and places; without the tick the button does nothing, and Back keeps everything."""
    whats = [line[0] for line in cells(deleting, "care_doomed")]
    assert {"Journal", "Backups"} <= set(whats)
    assert not find(deleting, Button, "care_delete_now").isEnabled()
    tick(deleting, "care_have_all")
    assert find(deleting, Button, "care_delete_now").isEnabled()
    click(deleting, "care_keep")
    assert is_shown(deleting, "care_delete")
    assert app.paths.journal.exists()


def test_a_checked_copy_can_be_taken_along_first(
    deleting: CarePage, window: MainWindow, shared: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offered before anything is deleted."""
    out = shared / "mine.sqlite3"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    click(deleting, "care_copy_first")
    qtbot.waitUntil(lambda: said(window) == "Saved as mine.sqlite3 and checked: 1 entry.")
    assert contents_of(out).pains == 1


@pytest.fixture
def farewell(qtbot: QtBot) -> Iterator[Callable[[], QWidget]]:
    """The window that is left, which goes with the test."""
    found: list[QWidget] = []

    def shown() -> QWidget:
        found[:] = [w for w in QApplication.topLevelWidgets() if w.objectName() == "farewell"]
        qtbot.waitUntil(lambda: is_shown(found[0], "farewell_close"))
        return found[0]

    yield shown
    for widget in found:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_everything_is_deleted(
    deleting: CarePage, window: MainWindow, app: App, farewell: Callable[[], QWidget]
) -> None:
    """Nothing of the person is left, and what closes afterwards writes nothing anew."""
    tick(deleting, "care_have_all")
    click(deleting, "care_delete_now")
    last = farewell()
    assert words(last, "farewell_title") == "Everything is deleted"
    assert not window.isVisible()
    click(last, "farewell_close")
    app.close()
    assert [path for path in app.paths.data.rglob("*") if path.is_file()] == []


def test_what_could_not_be_deleted_is_named(
    deleting: CarePage, app: App, farewell: Callable[[], QWidget]
) -> None:
    """A file of somebody else among the backups keeps its place."""
    foreign = app.paths.places / "letter.txt"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("hello", encoding="utf-8")
    tick(deleting, "care_have_all")
    click(deleting, "care_delete_now")
    last = farewell()
    assert words(last, "farewell_title") == "Not everything could be deleted"
    assert str(foreign) in words(last, "farewell_left")
    assert foreign.exists()


def test_nothing_is_deleted_while_a_session_goes_on(deleting: CarePage, app: App) -> None:
    """In another terminal, say: it would go on writing."""
    lock = SessionLock(app.paths.data)
    lock.take()
    try:
        tick(deleting, "care_have_all")
        click(deleting, "care_delete_now")
    finally:
        lock.release()
    assert "a session is going on" in words(deleting, "care_delete_view_what")
    assert app.paths.journal.exists()


def test_export_leads_to_its_page(written: WrittenDesk, qtbot: QtBot) -> None:
    """The same that the settings lead to."""
    page = CarePage(written.desk())
    qtbot.addWidget(page)
    page.show()
    click(page, "care_export")
    assert [laid.objectName() for laid in written.laid_over] == ["exchange"]


def test_tab_reaches_each_button_from_the_first_to_the_last(
    open_page: Open, window: MainWindow, diary: Diary, app: App, clock: HandClock, shared: Path, qtbot: QtBot
) -> None:
    """All of it by keyboard."""
    diary.add(1, 4)
    back_up(app, clock)
    app.set_preferences(replace(app.preferences, sync_folder=str(shared), backup_folder=str(shared)))
    page = open_page()
    qtbot.waitUntil(lambda: is_shown(page, "care_backup_0"))
    expected = {button.objectName() for button in page.findChildren(Button) if button.isVisible()}
    reached = set()
    for _ in range(40):
        press(window, Key.Key_Tab)
        focused = QApplication.focusWidget()
        reached.add(focused.objectName() if focused is not None else "")
    assert expected - reached == set()
    assert {"care_back_up", "care_exchange", "care_no_second", "care_delete"} <= expected


def test_each_button_says_which_it_is(open_page: Open) -> None:
    """Two choose a folder; whoever hears them has to tell them apart."""
    names = [b.accessibleName() for b in open_page().findChildren(QPushButton) if b.isVisible()]
    assert len(names) == len(set(names))
    assert all(names)
