"""The folder that computers share: what is given, what is taken, and what is in the way said in words."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backstay.domain.pain import PainScore
from backstay.journal.change import Kind
from backstay.journal.database import open_database
from backstay.journal.entries import signed
from backstay.journal.rows import Row, moment_columns
from backstay.sync.exchange import Device, exchange, sync_status
from backstay.sync.lines import Event, to_line
from tests.journal.content import fill
from tests.rights import folder_for_all, give_away, without_rights
from tests.sync.computers import Computer, rows_of, view_of
from tests.sync.conftest import MakeComputer


def own_folder(computer: Computer) -> Path:
    [device] = [path.name for path in (computer.changes / "v1").iterdir()]
    return computer.shared / "v1" / device


def snapshot(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def score(computer: Computer, value: int) -> None:
    computer.journal.pain.add(PainScore(value), computer.clock.moment())
    computer.clock.pass_s(60)


def scores(computer: Computer) -> list[int]:
    return [entry.pain.score for entry in computer.journal.pain.between()]


def test_two_computers_have_what_both_wrote(here: Computer, there: Computer) -> None:
    """After each has exchanged once and the first once more."""
    fill(here.journal, here.clock)
    there.clock.pass_s(10)
    score(there, 8)
    here.exchange()
    came = there.exchange()
    assert came.kinds == frozenset({Kind.PAIN, Kind.SESSIONS})
    assert (came.waiting, came.unreadable, came.trouble) == (0, 0, "")
    assert here.exchange().new == 1
    assert rows_of(here.journal) == rows_of(there.journal)
    assert here.exchange().new == there.exchange().new == 0


def test_only_the_own_folder_is_written(here: Computer, there: Computer) -> None:
    """Whatever else lies in the shared folder stays as it is, to the letter."""
    (here.shared / "holiday.jpg").write_bytes(b"sun")
    score(here, 3)
    here.exchange()
    score(there, 4)
    before = snapshot(here.shared)
    there.exchange()
    after = snapshot(here.shared)
    assert before.items() <= after.items()
    new = [path for path in after if path not in before]
    assert {path.parent for path in new} == {own_folder(there)}
    assert sorted(path.name for path in new) == ["2026-11-1.jsonl", "device.json"]


def test_folder_that_is_gone_is_not_made(here: Computer) -> None:
    """A stick that is not plugged in: the entries would fill the disk below it, and nobody would see them."""
    here.shared.rmdir()
    came = here.exchange()
    assert "is not there" in came.trouble
    assert not here.shared.exists()


def test_what_is_in_the_way_is_said(here: Computer) -> None:
    """A file where the folder of the change files should be."""
    (here.shared / "v1").write_text("mine")
    score(here, 1)
    assert here.exchange().trouble.startswith("The shared folder cannot be used: ")
    assert (here.shared / "v1").read_text() == "mine"
    assert (here.changes / "v1").is_dir()


def test_half_a_file_is_taken_and_the_rest_waits(here: Computer, there: Computer) -> None:
    """As the program that carries it may leave it."""
    for value in (1, 2, 3):
        score(here, value)
    here.exchange()
    [path] = own_folder(here).glob("*.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    came = there.exchange()
    assert (came.new, came.waiting, came.unreadable) == (2, 1, 0)
    path.write_bytes(whole)
    came = there.exchange()
    assert (came.new, came.waiting) == (1, 0)
    assert scores(there) == [1, 2, 3]


def test_spoilt_line_costs_itself_and_is_told_until_it_is_mended(here: Computer, there: Computer) -> None:
    """A flipped letter, and a line of something else."""
    for value in (1, 2, 3):
        score(here, value)
    here.exchange()
    [path] = own_folder(here).glob("*.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"score":2', b'"score":9') + b"<html>\n")
    assert (there.exchange().new, there.exchange().new) == (2, 0)
    assert there.exchange().unreadable == 2
    path.write_bytes(whole)
    assert (there.exchange().new, there.exchange().unreadable) == (1, 0)
    assert scores(there) == [1, 2, 3]


def test_copies_under_odd_names_are_read_and_drafts_are_not(here: Computer, there: Computer) -> None:
    """A conflict copy may hold what nothing else holds; a draft is not whole yet."""
    score(here, 6)
    here.exchange()
    [path] = own_folder(here).glob("*.jsonl")
    path.rename(path.with_name(".syncthing.2026-11-1.jsonl.tmp"))
    shutil.copy(path.with_name(".syncthing.2026-11-1.jsonl.tmp"), path.with_name("~2026-11-1.jsonl"))
    shutil.copy(path.with_name(".syncthing.2026-11-1.jsonl.tmp"), path.with_name(".2026-11-1.jsonl"))
    assert there.exchange().new == 0
    path.with_name("~2026-11-1.jsonl").rename(path.with_name("2026-11-1 (Anna's conflicted copy).jsonl"))
    assert there.exchange().new == 1


def test_rubbish_in_the_folder_harms_nothing(here: Computer, there: Computer) -> None:
    """Folders, links to nowhere, and files of any kind under the names of change files."""
    folder = here.shared / "v1" / "not a device"
    (folder / "2026-11-1.jsonl").mkdir(parents=True)
    (folder / "2026-11-2.jsonl").symlink_to(folder / "nowhere")
    (folder / "2026-11-3.jsonl").write_bytes(bytes(range(256)) * 100)
    (folder / "2026-11-4.jsonl").write_bytes(b"")
    (folder / "device.json").write_text('{"name": ["x"]}')
    (here.shared / "v1" / "a file").write_text("hello")
    score(there, 4)
    came = there.exchange()
    assert (came.new, came.trouble) == (0, "")
    assert came.unreadable == 100
    assert scores(there) == [4]


def test_names_that_are_not_text_are_passed_over(here: Computer, there: Computer) -> None:
    """No program of ours gave them; what stands beside them is taken."""
    score(here, 3)
    here.exchange()
    own = os.fsencode(own_folder(here))
    for stray in (own + b"/2026-11-\xff.jsonl", os.path.dirname(own) + b"/\xff/2026-11-1.jsonl"):
        os.makedirs(os.path.dirname(stray), exist_ok=True)
        with open(stray, "wb"):
            pass
    came = there.exchange()
    assert (came.new, came.unreadable, came.trouble) == (1, 0, "")
    assert len(came.devices) == 2


def test_shared_folder_that_may_not_be_used_is_told(here: Computer) -> None:
    """With the reason that the system gives, whether it is this folder or one above it."""
    with folder_for_all() as outer, closing(Computer(outer / "home", here.folder)) as computer:
        computer.shared = outer / "away" / "shared"
        computer.shared.mkdir(parents=True)
        computer.exchange()
        give_away(outer)
        for closed in (computer.shared, computer.shared.parent):
            with without_rights(closed):
                why = computer.exchange().trouble
            assert why == "The shared folder cannot be used: Permission denied."


@pytest.mark.parametrize(
    ("table", "content"),
    [
        ("activity", {"kind": "run", "duration_s": 1e18, "note": "", "origin": "hand"}),
        ("mark", {"text": "\n"}),
    ],
)
def test_row_that_can_be_no_entry_hides_no_other(here: Computer, table: str, content: Row) -> None:
    """A newer version may allow what this one does not; it is counted, and all else is shown."""
    score(here, 3)
    at = here.clock.moment()
    row = signed({"id": "x", "entry": "x", "deleted": 0, **moment_columns(at), **content}, at)
    device = "11111111-1111-1111-1111-111111111111"
    (here.shared / "v1" / device).mkdir(parents=True)
    (here.shared / "v1" / device / "2026-11-1.jsonl").write_bytes(to_line(Event(device, table, row)))
    assert here.exchange().new == 1
    assert scores(here) == [3]
    assert (here.journal.activities.between(), here.journal.marks.between()) == ((), ())
    assert (here.journal.notice or "").startswith("1 entry ")
    with closing(open_database(here.folder / "empty.sqlite3")) as nothing:
        assert len(here.journal.difference(nothing).goes) == 1


def test_own_entries_come_back_into_an_older_journal(here: Computer) -> None:
    """Only the journal was put back, by hand: the change files have the rest."""
    score(here, 1)
    older = here.path.read_bytes()
    score(here, 2)
    here.exchange()
    here.close()
    here.path.write_bytes(older)
    here.restart()
    assert here.exchange().new == 1
    assert scores(here) == [1, 2]
    assert len([*(here.shared / "v1").iterdir()]) == 1


def test_computer_that_was_put_back_loses_nothing_and_overwrites_nothing(
    here: Computer, there: Computer, tmp_path: Path
) -> None:
    """All of its disk is of last week; what it wrote since stands in the shared folder."""
    score(here, 1)
    here.exchange()
    here.close()
    for name in ("journal.sqlite3", "changes"):
        copy = shutil.copytree if name == "changes" else shutil.copy
        copy(here.folder / name, tmp_path / f"older {name}")
    here.restart()
    score(here, 2)
    here.exchange()
    here.close()
    shutil.rmtree(here.changes)
    shutil.copytree(tmp_path / "older changes", here.changes)
    shutil.copy(tmp_path / "older journal.sqlite3", here.path)
    before = snapshot(here.shared)
    here.restart()
    score(here, 3)
    here.exchange()
    assert before.items() <= snapshot(here.shared).items()
    assert sorted(scores(here)) == [1, 2, 3]
    there.exchange()
    assert view_of(there.journal) == view_of(here.journal)


def test_two_copies_of_one_computer_part(here: Computer, there: Computer) -> None:
    """The same machine twice, as a virtual one may be: neither takes the other's lines away."""
    score(here, 1)
    here.exchange()
    here.close()
    there.close()
    for name in ("journal.sqlite3", "changes"):
        target = there.folder / name
        shutil.copytree(here.changes, target) if name == "changes" else shutil.copy(here.path, target)
    there.machine = here.machine
    here.restart()
    there.restart()
    score(here, 2)
    score(there, 3)
    for computer in (here, there, here, there):
        assert computer.exchange().trouble == ""
    assert sorted(scores(here)) == sorted(scores(there)) == [1, 2, 3]


def test_exchange_ends_when_it_is_told_to(here: Computer, there: Computer) -> None:
    """What came until then stays, the rest comes the next time."""
    for _ in range(3):
        score(here, 5)
        here.clock.pass_s(86_400 * 31)
    here.exchange()
    asked: list[int] = []

    def go_on(done: int) -> bool:
        asked.append(done)
        return len(asked) < 2

    came = exchange(there.changes, there.shared, there.path, there.clock.moment, go_on)
    assert (came.new, asked) == (1, [0, 1])
    assert there.exchange().new == 2


def test_journal_that_only_a_newer_version_may_write_is_told(here: Computer, there: Computer) -> None:
    """What was written here is given all the same; what came waits in its files."""
    score(here, 5)
    here.exchange()
    score(there, 6)
    there.close()
    with closing(sqlite3.connect(there.path)) as visitor:
        visitor.execute(f"PRAGMA user_version = {9 << 16}")
    came = there.exchange()
    assert "newer version" in came.trouble
    assert here.exchange().new == 1


def test_no_journal_is_begun_by_an_exchange(here: Computer, tmp_path: Path) -> None:
    """One that vanished would look like one that was never there."""
    fill(here.journal, here.clock)
    here.exchange()
    lost = tmp_path / "lost" / "journal.sqlite3"
    came = exchange(lost.parent / "changes", here.shared, lost, here.clock.moment)
    assert (came.new, bool(came.trouble)) == (0, True)
    assert not lost.parent.exists()


def test_devices_are_told_with_what_came_from_them(here: Computer, there: Computer) -> None:
    """This one first; a name as it says itself, without what could command a terminal."""
    assert sync_status(here.changes, None, here.path) == ()
    there.machine = type(there.machine)("there", "Desk\x1b[31m upstairs" + "!" * 100)
    score(here, 1)
    score(there, 2)
    here.exchange()
    there.exchange()
    came = here.exchange()
    own, other = came.devices
    written = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert own == Device(own_folder(here).name, "here", 1, written, None, True)
    assert (other.name, other.entries, other.last_entry) == (f"Desk[31m upstairs{'!' * 43}", 1, written)
    assert other.last_read == here.clock.moment().utc
    assert sync_status(here.changes, here.shared, here.path) == came.devices
    assert len(sync_status(here.changes, None, here.path)) == 2


@pytest.mark.parametrize("count", [1, 1200])
def test_nothing_is_read_twice(here: Computer, there: Computer, count: int) -> None:
    """A file that was read to its end is known again."""
    drafts = [here.journal.pain.draft(PainScore(1), here.clock.moment(), f"entry {n}") for n in range(count)]
    here.journal.take_in(drafts)
    here.exchange()
    assert there.exchange().new == count
    asked: list[int] = []

    def go_on(done: int) -> bool:
        asked.append(done)
        return True

    exchange(there.changes, there.shared, there.path, there.clock.moment, go_on)
    assert asked == []


def test_step_waits_for_a_session_of_a_third_computer(
    here: Computer, there: Computer, make: MakeComputer
) -> None:
    """What hangs on something that has not arrived yet is taken as soon as it has."""
    third = make("third")
    score(third, 7)
    third.exchange()
    shutil.copytree(third.shared, here.shared, dirs_exist_ok=True)
    here.exchange()
    entry = here.journal.pain.between()[0]
    here.journal.pain.edit(entry.id, PainScore(2))
    here.exchange()
    shutil.rmtree(here.shared / "v1" / own_folder(third).name)
    came = there.exchange()
    assert (came.new, came.waiting) == (0, 1)
    shutil.copytree(third.shared, here.shared, dirs_exist_ok=True)
    came = there.exchange()
    assert (came.new, came.waiting) == (2, 0)
    assert scores(there) == [2]
