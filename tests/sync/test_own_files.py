"""This computer's own change files: everything that was written is in them, and a full one never changes."""

import json
import shutil
import stat
from contextlib import closing
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest

from backstay.domain.errors import BackstayError
from backstay.domain.pain import PainScore
from backstay.journal.database import open_database
from backstay.journal.journal import open_journal
from backstay.journal.merging import merge
from backstay.journal.migrations import TABLES
from backstay.sync.device import Machine, this_machine
from backstay.sync.health import ChangesHealth, check_changes
from backstay.sync.own_files import Written, write_changes
from backstay.sync.reading import rows_in_changes
from tests.fakes import HandClock
from tests.journal.content import fill
from tests.sync.computers import Computer
from tests.sync.conftest import MakeComputer


def files_of(computer: Computer) -> dict[str, bytes]:
    found = sorted((computer.changes / "v1").glob("*/*"))
    return {path.name: path.read_bytes() for path in found}


def add(computer: Computer, count: int) -> None:
    at = computer.clock.moment()
    drafts = [computer.journal.pain.draft(PainScore(3), at, str(uuid4())) for _ in range(count)]
    computer.journal.take_in(drafts)


def test_every_row_is_in_the_files_as_it_was_written(here: Computer) -> None:
    """Former and deleted states as well; a second look adds nothing."""
    fill(here.journal, here.clock)
    here.write()
    stored = [(table, row) for table in TABLES for row in here.journal.rows(table)]
    told = [(t, {k: v for k, v in row.items() if v is not None}) for t, row in stored]
    found = {row["id"]: (table, row) for table, row in rows_in_changes([here.changes])}
    assert found == {row["id"]: (table, row) for table, row in told}
    before = files_of(here)
    here.write()
    assert files_of(here) == before
    assert check_changes(here.changes, here.path) == ChangesHealth(1, len(told), 0, 0)


def test_files_are_their_owners_alone(here: Computer) -> None:
    """They hold all that the journal holds."""
    fill(here.journal, here.clock)
    here.exchange()
    for root in (here.changes, here.shared / "v1"):
        for path in (root, *root.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_full_file_never_changes_again(here: Computer) -> None:
    """Five hundred lines, then the next; the ones before stay as they are to the letter."""
    add(here, 1100)
    here.write()
    before = files_of(here)
    assert [(name, text.count(b"\n")) for name, text in before.items()] == [
        ("2026-11-1.jsonl", 500),
        ("2026-11-2.jsonl", 500),
        ("2026-11-3.jsonl", 100),
    ]
    add(here, 7)
    here.write()
    after = files_of(here)
    assert after["2026-11-3.jsonl"].startswith(before.pop("2026-11-3.jsonl"))
    assert after["2026-11-3.jsonl"].count(b"\n") == 107
    assert before.items() <= after.items()


def test_new_month_begins_a_new_file(here: Computer) -> None:
    """And one that the clock was put back from is not lengthened any more."""
    for passed_s in (0, 10 * 86_400, -10 * 86_400):
        here.clock.pass_s(passed_s)
        add(here, 1)
        here.write()
    assert {name: text.count(b"\n") for name, text in files_of(here).items()} == {
        "2026-11-1.jsonl": 1,
        "2026-12-1.jsonl": 2,
    }


def test_clock_that_was_ahead_names_no_file_of_a_year_to_come(here: Computer) -> None:
    """Else every later file would have that name."""
    here.clock.pass_s(86_400 * 4000)
    add(here, 1)
    here.clock.pass_s(-86_400 * 4000)
    here.write()
    assert list(files_of(here)) == ["2026-11-1.jsonl"]


def test_what_came_from_others_is_not_written_again(here: Computer, make: MakeComputer) -> None:
    """Each computer writes what is its own."""
    other = make("other")
    fill(other.journal, other.clock)
    rows = [(table, row) for table in TABLES for row in other.journal.rows(table)]
    with closing(open_database(here.path)) as database:
        merge(database, rows, device="other")
    here.write()
    assert files_of(here) == {}


@pytest.mark.parametrize("how", ["gone", "torn", "strange", "ahead"])
def test_nothing_is_missing_when_the_notes_are_wrong(here: Computer, how: str) -> None:
    """What is written already is found in the files themselves."""
    add(here, 20)
    here.write()
    state = here.changes / "written.json"
    told = json.loads(state.read_text())
    add(here, 20)
    match how:
        case "gone":
            state.unlink()
        case "torn":
            state.write_text(state.read_text()[:30])
        case "strange":
            state.write_text('{"device": 1, "inode": [], "anchors": {"pain": 3}, "sizes": null}')
        case "ahead":
            told["anchors"]["pain"] = [40, "not this one"]
            state.write_text(json.dumps(told))
    here.write()
    assert check_changes(here.changes, here.path) == ChangesHealth(1, 40, 0, 0)


def test_nothing_is_missing_after_an_older_journal_was_put_back(here: Computer) -> None:
    """By hand, into the very same file, and written on: the numbers of its rows mean others now."""
    add(here, 5)
    older = here.path.read_bytes()
    add(here, 5)
    here.write()
    here.close()
    here.path.write_bytes(older)
    here.restart()
    add(here, 6)
    here.write()
    health = check_changes(here.changes, here.path)
    assert (health.lines, health.missing) == (16, 0)


def test_lost_and_spoilt_lines_are_written_again(here: Computer) -> None:
    """A file that somebody removed, shortened or changed; nothing is added behind half a line."""
    add(here, 1200)
    here.write()
    first, second, third = sorted((here.changes / "v1").glob("*/*.jsonl"))
    first.unlink()
    second.write_bytes(second.read_bytes().replace(b'"score":3', b'"score":8', 1) + b" ")
    third.write_bytes(third.read_bytes()[:-10])
    here.write()
    health = check_changes(here.changes, here.path)
    assert health.missing == 0
    assert health.damaged == 3
    assert not health.is_sound


def test_row_in_no_file_is_told(here: Computer) -> None:
    """What a check is there for."""
    add(here, 3)
    assert check_changes(here.changes, here.path) == ChangesHealth(0, 0, 0, 3)


def test_two_programs_at_once_lose_nothing(here: Computer) -> None:
    """The window and a command may write at the same moment."""
    add(here, 700)
    writers = [Thread(target=here.write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert check_changes(here.changes, here.path) == ChangesHealth(2, 700, 0, 0)


def test_copied_home_writes_files_of_its_own(here: Computer) -> None:
    """Two computers never lengthen the same file."""
    add(here, 2)
    here.write()
    before = files_of(here)
    clone = Machine("another", "another")
    first = write_changes(here.changes, here.path, here.clock.moment, here.machine)
    second = write_changes(here.changes, here.path, here.clock.moment, clone)
    assert first.device != second.device
    assert (first.new, second.new) == (0, 2)
    assert write_changes(here.changes, here.path, here.clock.moment, clone) == Written(second.device, 0)
    own = here.changes / "v1" / first.device / "2026-11-1.jsonl"
    assert own.read_bytes() == before["2026-11-1.jsonl"]


def test_machine_is_not_told_to_anybody(here: Computer, tmp_path: Path) -> None:
    """Its number stands nowhere in the files, and one that cannot be read costs nothing."""
    (tmp_path / "machine-id").write_text("5ecre7\n")
    machine = this_machine(tmp_path / "machine-id")
    assert machine.id == "5ecre7"
    assert this_machine(tmp_path / "none").id == machine.name
    write_changes(here.changes, here.path, here.clock.moment, machine)
    assert "5ecre7" not in "".join(path.read_text() for path in here.changes.rglob("*.json"))


def test_disk_that_refuses_is_told_in_words(here: Computer) -> None:
    """And nothing that is there is harmed."""
    add(here, 1)
    shutil.rmtree(here.changes, ignore_errors=True)
    here.changes.write_text("in the way")
    with pytest.raises(BackstayError):
        here.write()


def test_no_journal_is_made_by_writing(tmp_path: Path) -> None:
    """A folder without a journal has nothing to write."""
    clock = HandClock()
    written = write_changes(tmp_path / "changes", tmp_path / "journal.sqlite3", clock.moment)
    assert written.new == 0
    assert not (tmp_path / "journal.sqlite3").exists()


def test_journal_of_an_older_form_is_written_all_the_same(tmp_path: Path) -> None:
    """A copy from before the tables for other computers."""
    shutil.copyfile(Path(__file__).parents[1] / "data" / "journal-v1.sqlite3", tmp_path / "journal.sqlite3")
    clock = HandClock()
    assert write_changes(tmp_path / "changes", tmp_path / "journal.sqlite3", clock.moment).new > 0
    with closing(open_journal(tmp_path / "journal.sqlite3", clock.moment)):
        pass
    assert check_changes(tmp_path / "changes", tmp_path / "journal.sqlite3").is_sound
