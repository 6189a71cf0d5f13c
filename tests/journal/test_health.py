"""A look at all of a journal, or only at how much is in it."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from backstay.domain.errors import JournalError
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore
from backstay.journal.health import contents_of, examine, last_rows
from backstay.journal.intake import CancelledError
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import CURRENT
from tests.fakes import HandClock
from tests.journal.content import fill, view_of

DATA = Path(__file__).parents[1] / "data"
SECRET = "ziehend"  # stands in a note


@pytest.fixture
def filled(path: Path, clock: HandClock) -> Path:
    """A closed journal with something of everything but walks."""
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
        journal.marks.add(Mark("new chair"), clock.moment())
    return path


def spoil(path: Path, *statements: str) -> None:
    """Change what must not change, as a fault of the disk would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


def problems(path: Path) -> str:
    """All of them in one text; the file stays what it is, and nothing new stands beside it."""
    before, beside = path.read_bytes(), sorted(os.listdir(path.parent))
    health = examine(path)
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == beside
    assert health.is_sound == (not health.problems)
    assert SECRET not in " ".join(health.problems)
    return " ".join(health.problems)


def test_a_sound_journal(filled: Path) -> None:
    """Nothing is found, and what there is was counted: rows as stored, entries as they stand."""
    health = examine(filled)
    assert (health.is_sound, health.problems) == (True, ())
    assert health.version == f"{CURRENT.major}.{CURRENT.minor}"
    found = health.contents
    assert found is not None
    assert dict(found.rows) == {"session": 5, "step": 2, "pain": 6, "activity": 0, "mark": 1}
    assert (found.sessions, found.pains, found.activities, found.marks, found.entries) == (2, 3, 0, 1, 6)
    assert (found.first_day, found.last_day) == (date(2026, 11, 22), date(2026, 11, 23))
    assert found.size_bytes == filled.stat().st_size


def test_contents_are_what_a_person_sees(filled: Path, clock: HandClock) -> None:
    """The cheap count agrees with the whole look and with the pages."""
    with closing(open_journal(filled, clock.moment)) as journal:
        seen = view_of(journal)
    contents = contents_of(filled)
    assert contents == examine(filled).contents
    assert (contents.pains, contents.sessions) == (len(seen.pain), len(seen.sessions))


def test_a_new_journal_holds_nothing(journal: Journal, path: Path) -> None:
    """And that is sound."""
    assert journal.is_writable
    health = examine(path)
    assert health.is_sound
    assert health.contents is not None
    assert (health.contents.entries, health.contents.first_day) == (0, None)
    assert last_rows(path) == {}


@pytest.mark.parametrize("stored", sorted(DATA.glob("journal-v*.sqlite3")), ids=lambda path: path.stem)
def test_journals_of_every_version_are_sound(stored: Path, tmp_path: Path) -> None:
    """A backup from before a new version is as good as any."""
    copied = Path(shutil.copy(stored, tmp_path / "journal.sqlite3"))
    health = examine(copied)
    assert health.problems == ()
    assert stored.stem.removeprefix("journal-v").split("-")[0] in (health.version, health.version[:-2])
    assert health.contents is not None
    assert health.contents.entries > 0


@pytest.mark.parametrize("table", ["session", "step", "pain", "mark"])
def test_a_row_that_is_not_what_was_written(filled: Path, table: str) -> None:
    """Of every kind, by its checksum; the entries are counted all the same."""
    spoil(filled, f"UPDATE {table} SET offset_min = offset_min + 1 WHERE rowid = 1")
    assert f"1 of {examine_rows(filled, table)} rows of “{table}” are not what was written." == problems(
        filled
    )


def examine_rows(path: Path, table: str) -> int:
    """How many the look itself counted."""
    contents = examine(path).contents
    assert contents is not None
    return contents.rows[table]


def test_a_superseded_row_is_looked_at_too(filled: Path) -> None:
    """It is what an undo or a restore goes back to."""
    spoil(filled, "UPDATE pain SET score = 8 WHERE id IN (SELECT replaces FROM pain) AND score = 7")
    assert problems(filled) == "1 of 6 rows of “pain” are not what was written."


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM session WHERE rowid = 1", "“step” belong to is missing (2)"),
        ("ALTER TABLE mark ADD COLUMN mood TEXT", "tables are not those"),
        ("DROP INDEX pain_replaces", "tables are not those"),
        ("PRAGMA application_id = 7", "not a Backstay journal"),
        ("PRAGMA user_version = 0", "tables are not those"),
        (f"PRAGMA user_version = {CURRENT.major + 1 << 16}", "newer version"),
        ("UPDATE pain SET score = 77 WHERE rowid = 1", "1 of 6 rows of “pain”"),
    ],
)
def test_what_does_not_belong(filled: Path, statement: str, words: str) -> None:
    """Missing rows, other tables, another program's file, values out of their range."""
    spoil(filled, statement)
    assert words in problems(filled)


def test_a_row_that_takes_the_place_of_another_entry(filled: Path) -> None:
    """With a checksum that fits: what is in order by itself can be out of place."""
    from backstay.journal.rows import checksum

    with closing(sqlite3.connect(filled)) as connection:
        connection.row_factory = sqlite3.Row
        first = dict(connection.execute("SELECT * FROM mark").fetchone())
        other = {**first, "id": "other", "entry": "other"}
        later = {**first, "id": "later", "entry": "other", "replaces": first["id"]}
        for row in (other, later):
            row["checksum"] = checksum(row)
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(f"INSERT INTO mark ({', '.join(row)}) VALUES ({marks})", row)
        connection.commit()
    assert problems(filled) == "Rows of “mark” take the place of another entry (1)."


@pytest.mark.parametrize("keep", [0, 1, 99, 100, 511, 512, 4095, 4096, 9000])
def test_a_file_that_was_cut_off(filled: Path, keep: int) -> None:
    """However little is left, it is told and nothing is raised."""
    filled.write_bytes(filled.read_bytes()[:keep])
    assert problems(filled)


def test_no_file_at_all(tmp_path: Path) -> None:
    """Nor is one made."""
    assert "gone" in " ".join(examine(tmp_path / "journal.sqlite3").problems)
    assert "gone" in " ".join(examine(tmp_path).problems)
    assert os.listdir(tmp_path) == []


def test_random_bytes(tmp_path: Path) -> None:
    """Noise is called damaged."""
    noise = tmp_path / "journal.sqlite3"
    noise.write_bytes(random.Random(6).randbytes(9000))
    assert "damaged" in problems(noise)
    for look in (contents_of, last_rows):
        with pytest.raises(JournalError, match="damaged"):
            look(noise)


def test_flipped_bits_are_found_or_change_nothing(filled: Path) -> None:
    """Of 150 single flipped bits none is missed that changes an entry, and none raises."""
    whole, dice = filled.read_bytes(), random.Random(20261123)
    rows = dump(filled)
    # Most of a small file is zeros that hold nothing.
    places = [place for place, byte in enumerate(whole) if byte]
    found: list[str] = []
    for _ in range(150):
        flipped = bytearray(whole)
        flipped[dice.choice(places)] ^= 1 << dice.randrange(8)
        filled.write_bytes(flipped)
        health = examine(filled)
        found += health.problems
        # What no look finds lies where nothing is stored.
        assert not health.is_sound or dump(filled) == rows
    assert len(found) > 75
    assert any(problem.startswith("The structure of the file is damaged") for problem in found)


def dump(path: Path) -> list[object]:
    """All that is stored, entry for entry."""
    with closing(sqlite3.connect(path)) as connection:
        tables = ("session", "step", "pain", "activity", "mark")
        return [connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]


def test_a_damaged_letter_costs_its_own_row(filled: Path) -> None:
    """Text that is none does not end the look."""
    spoil(filled, "UPDATE pain SET note = CAST(x'ff' AS TEXT) WHERE rowid = 1")
    assert problems(filled) == "1 of 6 rows of “pain” are not what was written."


def test_who_writes_is_not_kept_out(filled: Path, clock: HandClock) -> None:
    """An entry can be saved at any moment of a look, which then is not wrong."""
    saved: list[PainScore] = []
    with closing(open_journal(filled, clock.moment)) as journal:

        def write(_rows: int) -> bool:
            journal.pain.add(PainScore(3), clock.moment())
            saved.append(PainScore(3))
            return True

        assert examine(filled, write).is_sound
    assert len(saved) >= 3


def test_a_write_that_was_cut_off_is_told(filled: Path, clock: HandClock) -> None:
    """A look takes nothing back; the next one who opens the journal does, and all is well."""
    source = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 1')\n"
        "connection.execute('BEGIN')\n"
        "for number in range(60):\n"
        "    connection.execute(f'CREATE TABLE more_{number} (a)')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", source, str(filled)], check=False)
    assert problems(filled) == "A write to the journal was cut off and has not been taken back yet."
    open_journal(filled, clock.moment).close()
    assert problems(filled) == ""


def test_a_look_can_be_ended(filled: Path) -> None:
    """Between two slices of rows."""
    with pytest.raises(CancelledError):
        examine(filled, lambda _rows: False)


def test_rows_done_are_told(filled: Path) -> None:
    """For a bar that shows how far it is."""
    told: list[int] = []

    def note(done: int) -> bool:
        told.append(done)
        return True

    examine(filled, note)
    assert told == sorted(told)
    assert told[0] == 0


@pytest.mark.parametrize(
    "write",
    [
        lambda journal, at: journal.pain.add(PainScore(1), at),
        lambda journal, at: journal.marks.delete(journal.marks.between()[0].id, at),
        lambda journal, at: journal.sessions.delete(journal.sessions.between()[0].id, at),
    ],
)
def test_every_write_changes_the_last_rows(
    filled: Path, clock: HandClock, write: Callable[[Journal, object], object]
) -> None:
    """A new entry, a change, a deletion; opening it does not."""
    before = last_rows(filled)
    with closing(open_journal(filled, clock.moment)) as journal:
        assert last_rows(filled) == before
        write(journal, clock.moment())
        assert last_rows(filled) != before


def test_eclipsed_rows_do_not_count(filled: Path) -> None:
    """A row of another computer that stands for nothing is stored, and no entry."""
    before = contents_of(filled)
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        connection.execute("INSERT INTO eclipsed SELECT id FROM mark")
    assert contents_of(filled) == replace(before, marks=0, size_bytes=filled.stat().st_size)
