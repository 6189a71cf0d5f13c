"""A journal that is damaged, empty or gone: the window leads to what can be had back, and changes nothing
before somebody chooses.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App, build
from backstay.backups.backup import Reason
from backstay.care.tending import backups_of
from backstay.desktop.session_lock import SessionLock
from backstay.domain.pain import PainScore, Region
from backstay.journal.journal import open_journal
from backstay.paths import Paths, find_paths
from backstay.ui.main_window import MainWindow
from backstay.ui.recovery_door import RecoveryDoor
from backstay.ui.theme import Appearance
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Banner
from tests.fakes import HandClock, HeldScreen, WrittenPanel, WrittenTones, WrittenVoice
from tests.ui.conftest import is_activated
from tests.ui.diary import moment
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown, press

BACKED_UP, SINCE = 12, 3
PAGE_BYTES = 4096

Start = Callable[[], MainWindow]
Spoil = Callable[[Paths], None]


@pytest.fixture
def paths(tmp_path: Path, clock: HandClock) -> Paths:
    """Where somebody has kept a journal, with a backup of all but its last three scores."""
    paths = find_paths(tmp_path)
    paths.create()
    with closing(build(paths, window=False, clock=clock)) as app:
        _write(app, BACKED_UP)
        backups_of(paths, app.preferences, clock.moment).make(paths.journal, Reason.SESSION)
        _write(app, SINCE)
        app.close(is_last=False)
    shutil.rmtree(paths.changes, ignore_errors=True)
    return paths


def _write(app: App, count: int) -> None:
    for days_ago in range(count):
        app.journal.pain.add(PainScore(3, Region.NECK), moment(days_ago))


@pytest.fixture
def start(paths: Paths, clock: HandClock, qtbot: QtBot, appearance: Appearance) -> Iterator[Start]:
    """Opens the program over what is there, as ``run_window`` does."""
    del appearance
    with ExitStack() as stack:

        def started() -> MainWindow:
            app = build(
                paths, window=True, clock=clock, tones=WrittenTones(), voice=WrittenVoice(),
                screen=HeldScreen(), media_keys=WrittenPanel(),
            )  # fmt: skip
            stack.enter_context(closing(app))
            window = MainWindow(app, key_guard_s=0.0)
            qtbot.addWidget(window)
            stack.callback(window.close)
            window.open()
            window.show()
            qtbot.waitUntil(lambda: window.current_page != "")
            qtbot.waitUntil(lambda: is_activated(window))
            window.care.begin()
            RecoveryDoor(window.desk, window.care, window)
            return window

        yield started


def zero_a_page(paths: Paths) -> None:
    """One page of the file is overwritten, as a failing disk does."""
    content = bytearray(paths.journal.read_bytes())
    content[2 * PAGE_BYTES : 3 * PAGE_BYTES] = b"\0" * PAGE_BYTES
    paths.journal.write_bytes(content)


def blot_the_head(paths: Paths) -> None:
    """Nothing can tell what the file is."""
    content = bytearray(paths.journal.read_bytes())
    content[:100] = b"x" * 100
    paths.journal.write_bytes(content)


def empty(paths: Paths) -> None:
    """Nothing is in it any more."""
    paths.journal.write_bytes(b"")


def lose(paths: Paths) -> None:
    """Somebody has moved it away."""
    paths.journal.unlink()


def kept(paths: Paths) -> list[Path]:
    """The files that were kept beside the journal."""
    return sorted(paths.data.glob("journal-*.sqlite3"))


def count(paths: Paths, clock: HandClock) -> int:
    """How many scores the journal on the disk holds."""
    with closing(open_journal(paths.journal, clock.moment)) as journal:
        return len(journal.pain.between())


def wait_for(window: QWidget, name: str, qtbot: QtBot) -> None:
    """Until it is there to be seen."""
    qtbot.waitUntil(lambda: is_shown(window, name))


@pytest.mark.parametrize(
    ("spoil", "title"),
    [
        (zero_a_page, "Your journal is damaged"),
        (blot_the_head, "Your journal cannot be read"),
        (empty, "Your journal is empty"),
        (lose, "Your journal is gone"),
    ],
    ids=["part", "unreadable", "empty", "gone"],
)
def test_a_start_says_what_is_known_and_changes_nothing(
    paths: Paths, start: Start, spoil: Spoil, title: str, qtbot: QtBot
) -> None:
    """What happened, where, and what could be had back with its figures, each said once; the file stays as it
    was found.
    """
    spoil(paths)
    found = paths.journal.read_bytes() if paths.journal.exists() else None
    window = start()
    wait_for(window, "recovery_backup", qtbot)
    assert words(window, "recovery_title") == title
    assert words(window, "recovery_path") == str(paths.journal)
    assert "Nothing was changed" in words(window, "recovery_kept")
    assert not find(window, Banner, "notice").isVisible()
    assert "backup is of today 08:30: 12 entries" in words(window, "recovery_backup_words")
    press(window, Key.Key_Escape)
    assert not is_shown(window, "recovery")
    assert find(window, Banner, "notice").isVisible()
    assert (paths.journal.read_bytes() if paths.journal.exists() else None) == found
    assert kept(paths) == []


def test_a_sound_journal_leads_nowhere(start: Start) -> None:
    """Whoever starts as every day sees Today."""
    window = start()
    assert window.desk.app.journal.is_writable
    QApplication.processEvents()
    assert not is_shown(window, "recovery")
    assert not is_shown(window, "today_damage")


def test_the_backup_takes_the_place_of_a_journal_that_is_gone(
    paths: Paths, start: Start, clock: HandClock, qtbot: QtBot
) -> None:
    """By Enter; afterwards every page shows it, and it can be written."""
    lose(paths)
    window = start()
    app = window.desk.app
    wait_for(window, "recovery_backup", qtbot)
    assert isinstance(QApplication.focusWidget(), PrimaryButton)
    press(window, Key.Key_Return)
    wait_for(window, "recovery_recovered", qtbot)
    assert words(window, "recovery_title") == "Your journal is back"
    assert window.windowTitle() == "Your journal is back – Backstay"
    assert words(window, "recovery_recovered").startswith("12 entries, ")
    assert not is_shown(window, "recovery_take_back")
    press(window, Key.Key_Return)
    assert not is_shown(window, "recovery")
    assert not find(window, Banner, "notice").isVisible()
    app.carry_out(lambda: app.journal.pain.add(PainScore(5), moment(0))[1])
    assert count(paths, clock) == BACKED_UP + 1


def test_the_damaged_file_brings_more_and_comes_first(
    paths: Paths, start: Start, clock: HandClock, qtbot: QtBot
) -> None:
    """Its records are proved one by one; the file itself is kept, and can be taken back."""
    blot_the_head(paths)
    damaged = paths.journal.read_bytes()
    window = start()
    wait_for(window, "recovery_rescue", qtbot)
    assert "15 of 15 records" in words(window, "recovery_rescue_words")
    assert isinstance(find(window, QWidget, "recovery_rescue"), PrimaryButton)
    click(window, "recovery_rescue")
    wait_for(window, "recovery_recovered", qtbot)
    assert count(paths, clock) == BACKED_UP + SINCE
    (aside,) = kept(paths)
    assert aside.name in words(window, "recovery_recovered")
    assert aside.read_bytes() == damaged
    click(window, "recovery_take_back")
    wait_for(window, "recovery_rescue", qtbot)
    assert paths.journal.read_bytes() == damaged
    assert words(window, "recovery_title") == "Your journal cannot be read"
    assert not window.desk.app.journal.is_writable


def test_with_nothing_to_have_back_one_may_begin_anew(
    paths: Paths, start: Start, clock: HandClock, qtbot: QtBot
) -> None:
    """A quiet choice, which keeps the file that cannot be read."""
    shutil.rmtree(paths.backups)
    paths.journal.write_bytes(b"x" * PAGE_BYTES)
    window = start()
    wait_for(window, "recovery_anew", qtbot)
    assert not isinstance(find(window, QWidget, "recovery_anew"), PrimaryButton)
    click(window, "recovery_anew")
    wait_for(window, "recovery_recovered", qtbot)
    assert count(paths, clock) == 0
    assert [path.read_bytes() for path in kept(paths)] == [b"x" * PAGE_BYTES]


@pytest.mark.parametrize("spoil", [blot_the_head, empty, lose], ids=["unreadable", "empty", "gone"])
def test_what_happens_to_an_open_journal_leads_there_too(
    paths: Paths, start: Start, spoil: Spoil, clock: HandClock, qtbot: QtBot
) -> None:
    """Whoever comes back to the window sees what can be had back, and on Today after having left it."""
    window = start()
    spoil(paths)
    window.care.look()
    wait_for(window, "recovery_backup", qtbot)
    press(window, Key.Key_Escape)
    wait_for(window, "today_recover", qtbot)
    click(window, "today_recover")
    wait_for(window, "recovery_backup", qtbot)
    click(window, "recovery_backup")
    wait_for(window, "recovery_recovered", qtbot)
    click(window, "recovery_go_on")
    assert not is_shown(window, "today_damage")
    assert not find(window, Banner, "notice").isVisible()
    assert count(paths, clock) == BACKED_UP


def test_damage_that_a_backup_finds_leads_there(
    paths: Paths, start: Start, clock: HandClock, qtbot: QtBot
) -> None:
    """One letter that the disk has changed shows on no page; the copy that is read back whole tells."""
    window = start()
    app = window.desk.app
    app.journal.pain.add(PainScore(4, note="stood long"), moment(0))
    paths.journal.write_bytes(paths.journal.read_bytes().replace(b"stood long", b"stood lung"))
    clock.pass_s(3600)
    app.tending.begin(lambda: None)
    assert app.tending.settle(30)
    assert "damaged" in app.tending.backup_trouble
    window.care.look()
    wait_for(window, "recovery_backup", qtbot)


def test_whoever_reads_on_finds_the_way_back(paths: Paths, start: Start, qtbot: QtBot) -> None:
    """On Today, and on the page about the data."""
    zero_a_page(paths)
    window = start()
    wait_for(window, "recovery_backup", qtbot)
    press(window, Key.Key_Escape)
    wait_for(window, "today_recover", qtbot)
    click(window, "today_recover")
    wait_for(window, "recovery_backup", qtbot)
    click(window, "recovery_back")
    window.show_page("settings")
    click(window, "open_care")
    wait_for(window, "care_recover", qtbot)


def test_nobody_is_led_away_from_a_session(paths: Paths, start: Start, qtbot: QtBot) -> None:
    """One that goes on somewhere: what is damaged waits until it is over."""
    zero_a_page(paths)
    lock = SessionLock(paths.data)
    lock.take()
    try:
        window = start()
        wait_for(window, "today_damage", qtbot)
        assert not is_shown(window, "recovery")
    finally:
        lock.release()
