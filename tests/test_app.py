"""The composition root: what a front end gets, and what it is told when something is missing."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from backstay.app import App, build
from backstay.domain.errors import NotSavedError
from backstay.domain.history import Outcome, SessionPlan
from backstay.domain.pain import PainScore
from backstay.domain.preferences import Preferences, Theme
from backstay.journal.change import Kind
from backstay.paths import find_paths
from tests.fakes import HandClock, WrittenTones, WrittenVoice

Start = Callable[..., App]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program over a folder, silent and with a clock that stands; closes it afterwards."""
    started: list[App] = []

    def begin(folder: Path, clock: HandClock | None = None) -> App:
        app = build(
            find_paths(folder),
            window=False,
            clock=clock or HandClock(),
            tones=WrittenTones(),
            voice=WrittenVoice(),
        )
        started.append(app)
        return app

    yield begin
    for app in started:
        app.close()


def done_earlier(app: App, clock: HandClock, routine_id: str) -> None:
    """Log a completed session of this routine a day later."""
    clock.pass_s(timedelta(days=1).total_seconds())
    session_id = app.journal.sessions.start(SessionPlan(routine_id, routine_id, 60, 1), clock.moment())
    app.journal.sessions.end(session_id, Outcome.COMPLETED, 60, clock.moment())


def test_a_newcomer_is_offered_the_calm_routine(start: Start, tmp_path: Path) -> None:
    """Nobody begins with a cautioned exercise."""
    assert start(tmp_path).recommended().id == "core-light"


def test_the_routine_done_last_is_offered_again(start: Start, tmp_path: Path) -> None:
    """Today continues with what the person does, and a short break does not change that."""
    clock = HandClock()
    app = start(tmp_path, clock)
    done_earlier(app, clock, "classics")
    done_earlier(app, clock, "desk-reset")
    done_earlier(app, clock, "a-routine-that-is-gone")
    assert app.recommended().id == "classics"


def test_the_folder_for_ones_own_files_shows_what_belongs_where(start: Start, tmp_path: Path) -> None:
    """Its folders are there before the first file, with what an editor needs to check one."""
    start(tmp_path)
    made = {path.relative_to(tmp_path / "routines").as_posix() for path in (tmp_path / "routines").rglob("*")}
    assert made == {
        *("exercises", "routines", "pictures", "schema"),
        *("schema/exercise.schema.json", "schema/routine.schema.json"),
    }


def claim_rows(journal: Path) -> None:
    """The empty page of the scores says that there are nine: only the look at every page finds that."""
    with closing(sqlite3.connect(journal)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pain'").fetchone()[0]
    content = bytearray(journal.read_bytes())
    content[4096 * (root - 1) + 3 : 4096 * (root - 1) + 5] = b"\x00\x09"
    journal.write_bytes(content)


def test_a_write_is_announced_once_and_undo_takes_it_back(start: Start, tmp_path: Path) -> None:
    """Pages hear which kinds changed; the inverse is announced as well."""
    app = start(tmp_path)
    heard: list[frozenset[Kind]] = []
    app.on_change(heard.append)
    change = app.carry_out(lambda: app.journal.pain.add(PainScore(3), app.clock.moment())[1])
    assert [entry.pain.score for entry in app.journal.pain.between()] == [3]
    app.undo(change)
    assert app.journal.pain.between() == ()
    assert heard == [frozenset({Kind.PAIN})] * 2


def test_settings_hold_at_once_and_the_next_time(start: Start, tmp_path: Path) -> None:
    """What is set is told to listeners, saved, and there after a restart."""
    app = start(tmp_path)
    heard: list[Preferences] = []
    app.on_preferences(heard.append)
    wanted = replace(app.preferences, theme=Theme.DARK, volume_percent=20)
    app.set_preferences(wanted)
    assert heard == [wanted]
    assert start(tmp_path).preferences == wanted


def test_a_caution_is_remembered(start: Start, tmp_path: Path) -> None:
    """A caution that was read is not shown again, and stands once however often it is read."""
    app = start(tmp_path)
    app.remember_caution("superman")
    app.remember_caution("superman")
    assert start(tmp_path).preferences.cautions_seen == ("superman",)


def test_a_journal_that_cannot_be_opened_costs_no_start_and_is_never_replaced(
    start: Start, tmp_path: Path
) -> None:
    """The program runs, says so, saves nothing, and leaves the file byte for byte as it was."""
    rubbish = b"this is no journal" * 500
    (tmp_path / "journal.sqlite3").write_bytes(rubbish)
    app = start(tmp_path)
    assert any("Nothing can be saved" in notice for notice in app.notices)
    with pytest.raises(NotSavedError):
        app.carry_out(lambda: app.journal.pain.add(PainScore(3), app.clock.moment())[1])
    app.close()
    assert (tmp_path / "journal.sqlite3").read_bytes() == rubbish


def test_a_window_notices_what_the_command_line_wrote(start: Start, tmp_path: Path) -> None:
    """Two programs may have the journal open; a change made by the other is announced."""
    window, command = start(tmp_path), start(tmp_path)
    heard: list[frozenset[Kind]] = []
    window.on_change(heard.append)
    window.look_for_changes()
    assert heard == []
    command.carry_out(lambda: command.journal.pain.add(PainScore(6), command.clock.moment())[1])
    window.look_for_changes()
    assert heard == [frozenset(Kind)]


def test_a_routine_saved_by_the_person_is_there_after_reading_anew(start: Start, tmp_path: Path) -> None:
    """A file in the person's own folder joins the shipped ones."""
    app = start(tmp_path)
    (tmp_path / "routines" / "routines" / "mine.yaml").write_text(
        "format: 1\nid: mine\nname: Mine\nsummary: My own.\nlevel: 1\nsteps:\n  - exercise: glute-bridge\n"
    )
    app.reload_library()
    assert app.library.routine("mine").name == "Mine"


def test_a_folder_that_cannot_be_made_costs_what_it_would_hold(start: Start, tmp_path: Path) -> None:
    """The routines can be done and followed; a notice says that nothing is kept, and why."""
    (tmp_path / "file").touch()
    app = start(tmp_path / "file" / "data")
    assert "--data-dir" in " ".join(app.notices)
    assert app.recommended().id == "core-light"
    player = app.new_player(app.recommended())
    player.start()
    assert player.unsaved == 1


def test_the_program_starts_without_its_voice(tmp_path: Path) -> None:
    """Nothing of it is loaded, no thread and no process stands ready, until a session is to begin."""
    probe = f"""
import sys, threading
from pathlib import Path
from threading import Event
from backstay.app import build
from backstay.paths import find_paths
build(find_paths(Path({str(tmp_path)!r})), window=True).close()
print([name for name in sys.modules if "voice" in name or "PySide6" in name], threading.active_count())
"""
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run(
        [sys.executable, "-c", probe], env=environ, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split("\n")[0] == "[] 1"


def test_another_file_in_the_journals_place_is_announced_whole(start: Start, tmp_path: Path) -> None:
    """Whoever shows anything reads it anew, whether the program noticed at a write or on looking."""
    app = start(tmp_path / "here")
    heard: list[frozenset[Kind]] = []
    app.on_change(heard.append)

    def write(to: App, score: int) -> None:
        to.carry_out(lambda: to.journal.pain.add(PainScore(score), to.clock.moment())[1])

    for look in (app.look_for_changes, lambda: write(app, 3)):
        other = start(tmp_path / f"other-{len(heard)}")
        write(other, 9)
        os.replace(other.paths.journal, app.paths.journal)
        look()
        assert next(iter(app.journal.pain.between())).pain.score == 9
    assert heard == [frozenset(Kind)] * 2


def test_damage_that_is_found_beside_the_window_is_told(tmp_path: Path) -> None:
    """A window that opened before the look at the whole file hears what it found, once."""
    paths, clock = find_paths(tmp_path), HandClock()
    build(paths, window=False, clock=clock, tones=WrittenTones()).close()
    claim_rows(paths.journal)
    with closing(build(paths, window=True, clock=clock, tones=WrittenTones())) as app:
        assert app.notices == ()
        found, told = Event(), list[tuple[str, ...]]()
        app.on_notice(lambda: told.append(app.notices))
        app.journal.begin_look(found.set)
        assert found.wait(30)
        app.look_for_changes()
        app.look_for_changes()
        assert len(told) == 1
        assert "The file is damaged" in told[0][0]


def test_a_recovered_journal_takes_the_place_of_the_one_that_could_not_be_opened(
    start: Start, tmp_path: Path
) -> None:
    """The notice goes, everything is announced, and entries are saved again."""
    good = start(tmp_path / "good")
    good.carry_out(lambda: good.journal.pain.add(PainScore(9), good.clock.moment())[1])
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "journal.sqlite3").write_bytes(b"this is no journal" * 500)
    app = start(tmp_path / "here")
    heard: list[frozenset[Kind]] = []
    app.on_change(heard.append)
    os.replace(good.paths.journal, app.paths.journal)
    app.renew_journal()
    app.carry_out(lambda: app.journal.pain.add(PainScore(1), app.clock.moment())[1])
    assert (app.notices, heard) == ((), [frozenset(Kind), frozenset({Kind.PAIN})])
    assert [entry.pain.score for entry in app.journal.pain.between()] == [9, 1]


def test_a_session_leaves_copies_behind(start: Start, tmp_path: Path) -> None:
    """When the program is closed after it there are a backup and change files."""
    app = start(tmp_path)
    player = app.new_player(app.recommended())
    player.start()
    player.finish()
    app.close()
    assert len(list(app.paths.backups.glob("*.sqlite3"))) == 1
    assert list(app.paths.changes.rglob("*.jsonl"))
