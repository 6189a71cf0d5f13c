"""What other threads, programs and computers do to the journal comes to the window."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App, build
from backstay.domain.pain import PainScore
from backstay.journal.change import Kind
from backstay.journal.journal import open_journal
from backstay.paths import find_paths
from backstay.sync.exchange import exchange
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.care import CarePage
from tests.fakes import HandClock, HeldScreen, WrittenPanel, WrittenTones, WrittenVoice
from tests.ui.find import click, find, words
from tests.ui.hands import is_shown


@pytest.fixture
def app(tmp_path: Path, clock: HandClock) -> Iterator[App]:
    """The program as it copies its journal."""
    with closing(
        build(
            find_paths(tmp_path / "here"),
            window=True,
            clock=clock,
            tones=WrittenTones(),
            voice=WrittenVoice(),
            screen=HeldScreen(),
            media_keys=WrittenPanel(),
        )
    ) as made:
        yield made


def notice(window: MainWindow) -> str:
    """What stands above the page."""
    banner = find(window, QWidget, "notice")
    return banner.accessibleName() if banner.isVisible() else ""


def test_a_journal_that_vanishes_is_told_until_it_is_back(window: MainWindow, app: App) -> None:
    """The person comes back to the window: the file is gone; comes back again: it is there."""
    aside = app.paths.journal.with_name("aside")
    app.paths.journal.rename(aside)
    window.care.look()
    assert "The journal file is gone" in notice(window)
    aside.rename(app.paths.journal)
    window.care.look()
    assert notice(window) == ""


def test_what_another_computer_wrote_arrives_by_itself(
    window: MainWindow, app: App, clock: HandClock, tmp_path: Path, qtbot: QtBot
) -> None:
    """Files come into the shared folder: they are read without anybody asking, and the pages hear."""
    shared = tmp_path / "shared"
    shared.mkdir()
    app.set_preferences(replace(app.preferences, sync_folder=str(shared)))
    window.care.begin()
    assert app.tending.settle(30)
    there = find_paths(tmp_path / "there")
    with closing(open_journal(there.journal, clock.moment)) as other:
        other.pain.add(PainScore(8), clock.moment())
    heard: list[frozenset[Kind]] = []
    app.on_change(heard.append)
    qtbot.wait_until(lambda: app.tending.last_exchange is not None)
    exchange(there.changes, shared, there.journal, clock.moment)
    qtbot.wait_until(lambda: frozenset(Kind) in heard, timeout=30_000)
    assert [entry.pain.score for entry in app.journal.pain.between()] == [8]


def test_copies_do_not_call_for_copies(window: MainWindow, app: App, qtbot: QtBot, tmp_path: Path) -> None:
    """After one entry there is one round; a program that rests makes none, however long it rests."""
    shared = tmp_path / "shared"
    shared.mkdir()
    app.set_preferences(replace(app.preferences, sync_folder=str(shared)))
    window.care.begin()
    app.carry_out(lambda: app.journal.pain.add(PainScore(2), app.clock.moment())[1])
    for _ in range(5):
        assert app.tending.settle(30)
        qtbot.wait(1)
    files = {file: os.stat(file).st_mtime_ns for file in shared.rglob("*") if file.is_file()}
    last = app.tending.last_exchange
    for _ in range(5):
        assert app.tending.settle(30)
        qtbot.wait(1)
    assert app.tending.last_exchange is last
    assert {file: os.stat(file).st_mtime_ns for file in files} == files


def test_what_was_entered_a_moment_ago_is_no_doubt(window: MainWindow, app: App, qtbot: QtBot) -> None:
    """Its copies are on their way; the check of everything waits for them."""
    window.care.begin()
    page = CarePage(window.desk)
    window.desk.lay_over(page)
    app.carry_out(lambda: app.journal.pain.add(PainScore(4), app.clock.moment())[1])
    click(page, "care_check_now")
    qtbot.waitUntil(lambda: is_shown(page, "care_verdict"), timeout=30_000)
    assert words(page, "care_verdict").startswith("All sound. ")


def test_damage_found_beside_the_window_is_shown(tmp_path: Path, clock: HandClock, qtbot: QtBot) -> None:
    """The window opened at once; when the whole file has been looked at, the notice says what is wrong."""
    paths = find_paths(tmp_path / "damaged")
    open_journal(paths.journal, clock.moment).close()
    with closing(sqlite3.connect(paths.journal)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pain'").fetchone()[0]
    content = bytearray(paths.journal.read_bytes())
    content[4096 * (root - 1) + 3 : 4096 * (root - 1) + 5] = b"\x00\x09"
    paths.journal.write_bytes(content)
    with closing(build(paths, window=True, clock=clock, tones=WrittenTones(), voice=WrittenVoice())) as app:
        window = MainWindow(app)
        qtbot.addWidget(window)
        window.open()
        window.show()
        assert notice(window) == ""
        window.care.begin()
        qtbot.wait_until(lambda: "The file is damaged" in notice(window), timeout=30_000)
        window.close()
