"""Backups: when they are due, what counts as one, and which go."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backstay.backups.backup import BackupError, Reason, backup_name
from backstay.backups.backups import Backups
from backstay.backups.checked_copy import write_copy
from backstay.domain.keeping import DAYS, MONTHS, WEEKS
from backstay.journal.health import contents_of, examine
from backstay.journal.intake import CancelledError
from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.journal.content import view_of
from tests.rights import without_rights

ROOT = Path(__file__).parents[2]
Write = Callable[[], None]
MAY_BE_FEWER = (Reason.AFTER_RESTORE, Reason.BEFORE_RESTORE, Reason.BEFORE_MIGRATION)
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400


def spoil(path: Path, statement: str) -> None:
    """Change what must not change, as a fault of the disk would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


def names(folder: Path) -> list[str]:
    """What stands in the folder, hidden files too."""
    return sorted(os.listdir(folder))


def test_a_backup_shows_what_the_journal_shows(backups: Backups, path: Path, clock: HandClock) -> None:
    """It is a whole journal, private, named after when and why it was made."""
    backup = backups.make(path, Reason.BY_HAND)
    assert backup.path.name == "journal-20261123T083300Z-by-hand.sqlite3"
    assert (backup.made_at, backup.reason) == (datetime(2026, 11, 23, 8, 33, tzinfo=UTC), Reason.BY_HAND)
    assert backup.size_bytes == backup.path.stat().st_size
    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert backup.path.parent.stat().st_mode & 0o777 == 0o700
    with (
        closing(open_journal(path, clock.moment)) as journal,
        closing(open_journal(backup.path, clock.moment)) as copied,
    ):
        assert view_of(copied) == view_of(journal)
    assert backups.all() == (backup,)


def test_private_whatever_the_system_allows(backups: Backups, path: Path, folder: Path) -> None:
    """A loose umask opens neither the folder nor a file in it."""
    before = os.umask(0)
    try:
        backups.make(path, Reason.SESSION)
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {entry.stat().st_mode & 0o777 for entry in folder.iterdir()} == {0o600}


def test_two_in_one_second_are_two(backups: Backups, path: Path) -> None:
    """Neither takes the place of the other, whatever they were made for."""
    made = [backups.make(path, reason) for reason in (Reason.SESSION, Reason.SESSION, Reason.BY_HAND) * 4]
    assert len({backup.path for backup in made}) == 12
    assert {backup.path for backup in backups.all()} == {backup.path for backup in made}


def test_a_clock_that_was_put_back_takes_no_backup_away(
    backups: Backups, path: Path, clock: HandClock, write: Write
) -> None:
    """What was made before stays, and new ones are made at their time."""
    first = backups.make(path, Reason.SESSION)
    write()
    clock.pass_s(-400 * DAY_S)
    assert backups.is_due(path)
    second = backups.make(path, Reason.SESSION)
    assert backups.all() == (first, second)
    assert not backups.is_due(path)
    clock.pass_s(31 * MINUTE_S)
    assert not backups.is_due(path)
    write()
    assert backups.is_due(path)


def test_due_when_something_changed_and_half_an_hour_has_passed(
    backups: Backups, path: Path, clock: HandClock, write: Write
) -> None:
    """The first one at once; then neither without a change nor too early."""
    assert backups.is_due(path)
    backups.make(path, Reason.SESSION)
    write()
    clock.pass_s(29 * MINUTE_S)
    assert not backups.is_due(path)
    clock.pass_s(MINUTE_S)
    assert backups.is_due(path)
    backups.make(path, Reason.SESSION)
    clock.pass_s(DAY_S)
    assert not backups.is_due(path)


def test_an_empty_journal_needs_no_backup(tmp_path: Path, backups: Backups, clock: HandClock) -> None:
    """There is nothing in it to lose."""
    empty = tmp_path / "new" / "journal.sqlite3"
    with closing(open_journal(empty, clock.moment)):
        assert not backups.is_due(empty)


def test_due_when_it_cannot_be_known(backups: Backups, path: Path, clock: HandClock) -> None:
    """So that what is wrong is told by making one."""
    backups.make(path, Reason.SESSION)
    path.write_bytes(b"")
    assert not backups.is_due(path)
    clock.pass_s(HOUR_S)
    assert backups.is_due(path)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: spoil(path, "UPDATE pain SET score = 1 WHERE score = 7"), "1 of 6 rows of “pain”"),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "damaged"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.unlink(), "no journal"),
        (lambda path: path.write_bytes(b"x" * 9000), "damaged"),
        (lambda path: spoil(path, "DELETE FROM pain WHERE rowid = 6"), "5 of the 6 rows of “pain”"),
    ],
    ids=["checksum", "cut", "empty", "gone", "noise", "fewer"],
)
def test_a_damaged_journal_pushes_out_no_backup(
    harm: Callable[[Path], object], words: str, backups: Backups, path: Path, folder: Path, clock: HandClock
) -> None:
    """Nothing of it counts as a backup, and no former one goes, though some are due."""
    for _ in range(3):
        backups.make(path, Reason.SESSION)
        clock.pass_s(HOUR_S)
    clock.pass_s(10 * DAY_S)
    before = names(folder)
    harm(path)
    for reason in Reason:
        if reason in MAY_BE_FEWER and words.startswith("5 of the 6"):
            continue
        with pytest.raises(BackupError, match=words):
            backups.make(path, reason)
        assert names(folder) == before
    assert all(examine(backup.path).is_sound for backup in backups.all())


def test_after_a_restore_there_may_be_fewer_rows(
    backups: Backups, path: Path, clock: HandClock, write: Write
) -> None:
    """An older backup has taken the journal's place; from then on that is the measure."""
    old = backups.make(path, Reason.BY_HAND)
    for _ in range(3):
        clock.pass_s(HOUR_S)
        write()
    backups.make(path, Reason.SESSION)
    shutil.copy(old.path, path)
    clock.pass_s(HOUR_S)
    with pytest.raises(BackupError, match="entries are missing"):
        backups.make(path, Reason.SESSION)
    backups.make(path, Reason.AFTER_RESTORE)
    clock.pass_s(HOUR_S)
    assert backups.make(path, Reason.SESSION) == backups.all()[0]


@pytest.mark.parametrize("reason", [Reason.BEFORE_RESTORE, Reason.BEFORE_MIGRATION])
def test_what_is_about_to_be_changed_is_kept_although_rows_are_missing(
    backups: Backups, path: Path, clock: HandClock, write: Write, reason: Reason
) -> None:
    """Somebody has put an older file back: a restore brings the rest. No full backup goes for the copy, and
    it is no measure.
    """
    old = backups.make(path, Reason.BY_HAND)
    write()
    full = backups.make(path, Reason.SESSION)
    shutil.copy(old.path, path)
    for _ in range(3):
        clock.pass_s(2 * DAY_S)
        assert backups.make(path, reason) == backups.all()[0]
    assert full in backups.all()
    with pytest.raises(BackupError, match="entries are missing") as refused:
        backups.make(path, Reason.SESSION)
    assert refused.value.where == str(full.path)


def test_a_former_backup_that_was_damaged_is_no_measure(
    backups: Backups, path: Path, clock: HandClock
) -> None:
    """The newest that can be read is."""
    backups.make(path, Reason.SESSION)
    clock.pass_s(HOUR_S)
    backups.make(path, Reason.SESSION).path.write_bytes(b"x" * 9000)
    clock.pass_s(HOUR_S)
    assert backups.make(path, Reason.SESSION).reason is Reason.SESSION
    spoil(path, "DELETE FROM pain WHERE rowid = 6")
    clock.pass_s(HOUR_S)
    with pytest.raises(BackupError, match="entries are missing"):
        backups.make(path, Reason.SESSION)


def test_thinned_at_each_backup(backups: Backups, path: Path, folder: Path, clock: HandClock) -> None:
    """Of backups that are older the rule leaves its number; the newest is always there."""
    good = backups.make(path, Reason.SESSION).path.read_bytes()
    for number in range(1, 800):
        made_at = clock.moment().utc - number * timedelta(hours=16)
        (folder / backup_name(made_at, Reason.SESSION)).write_bytes(good)
    newest = backups.make(path, Reason.SESSION)
    kept = backups.all()
    today = clock.moment().utc.date()
    older = [backup for backup in kept if backup.made_at.date() < today - timedelta(days=1)]
    assert len(older) == DAYS + WEEKS + MONTHS
    assert newest in kept
    assert len(kept) < 40


def test_what_is_not_a_backup_is_left_alone(
    backups: Backups, path: Path, folder: Path, clock: HandClock
) -> None:
    """A person's own copy, another program's file, a folder, a link: neither listed nor removed."""
    folder.mkdir(parents=True)
    own = [
        "journal.sqlite3", "journal-20200101T000000Z.sqlite3.bak", "my journal-20200101T000000Z.sqlite3",
        "journal-20209901T000000Z.sqlite3", "journal-20200101T000000Z-of-tomorrow.sqlite3", "letter.txt",
    ]  # fmt: skip
    for name in own:
        (folder / name).write_text("mine")
    (folder / "journal-20200102T000000Z.sqlite3").mkdir()
    (folder / "journal-20200103T000000Z.sqlite3").symlink_to(path)
    for _ in range(6):
        clock.pass_s(5 * DAY_S)
        backup = backups.make(path, Reason.SESSION)
    assert backup in backups.all()
    assert {backup.path.parent for backup in backups.all()} == {folder}
    listed = {backup.path.name for backup in backups.all()}
    assert not listed & {*own, "journal-20200102T000000Z.sqlite3", "journal-20200103T000000Z.sqlite3"}
    assert {(folder / name).read_text() for name in own} == {"mine"}
    assert (folder / "journal-20200102T000000Z.sqlite3").is_dir()
    assert (folder / "journal-20200103T000000Z.sqlite3").is_symlink()


def test_forty_are_listed_newest_first(backups: Backups, path: Path, clock: HandClock) -> None:
    """By when they were made, and of one second by their number."""
    made = []
    for number in range(40):
        clock.pass_s(MINUTE_S if number % 3 else 0)
        made.append(backups.make(path, list(Reason)[number % len(Reason)]))
    listed = backups.all()
    assert len(listed) == 40
    assert [backup.made_at for backup in listed] == sorted((b.made_at for b in made), reverse=True)
    assert {*listed} == {*made}


def test_drafts_of_a_killed_run_are_removed(
    backups: Backups, path: Path, folder: Path, clock: HandClock
) -> None:
    """Killed in the middle of reading it back: nothing of it counts, and the next backup clears it away."""
    source = (
        "import os, sys; from pathlib import Path\n"
        "from backstay.backups.backups import Backups; from backstay.backups.backup import Reason\n"
        "from tests.fakes import HandClock\n"
        "Backups(Path(sys.argv[2]), HandClock().moment).make(\n"
        "    Path(sys.argv[1]), Reason.SESSION, lambda rows: os._exit(9) if rows else True)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", source, str(path), str(folder)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}, check=False,
    )  # fmt: skip
    assert ended.returncode == 9
    assert len(names(folder)) == 1
    assert backups.all() == ()
    backup = backups.make(path, Reason.SESSION)
    assert names(folder) == [backup.path.name]
    assert clock.moment().utc >= backup.made_at


def test_a_cancelled_backup_leaves_nothing(backups: Backups, path: Path, folder: Path) -> None:
    """At whatever point it is ended."""
    for wanted in range(4):
        asked: list[int] = []

        def is_wanted(rows: int, asked: list[int] = asked, wanted: int = wanted) -> bool:
            asked.append(rows)
            return len(asked) <= wanted

        with pytest.raises(CancelledError):
            backups.make(path, Reason.SESSION, is_wanted)
        assert names(folder) == []


def test_two_programs_make_one_after_the_other(path: Path, folder: Path) -> None:
    """The window and a command at once: each has its backup, and neither removes the other's draft."""
    made: list[Path] = []
    together = threading.Barrier(4)

    def make() -> None:
        together.wait()
        made.append(Backups(folder, HandClock().moment).make(path, Reason.BY_HAND).path)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({*made}) == 4
    assert all(examine(backup).is_sound for backup in made)


def test_a_disk_that_fills_up_costs_the_new_backup_only(backups: Backups, path: Path, folder: Path) -> None:
    """The limit stands for a full disk."""
    before = backups.make(path, Reason.SESSION)
    source = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from backstay.backups.backups import Backups\n"
        "from backstay.backups.backup import BackupError, Reason\n"
        "from tests.fakes import HandClock\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: Backups(Path(sys.argv[2]), HandClock().moment).make(Path(sys.argv[1]), Reason.SESSION)\n"
        "except BackupError as error: print(error.what)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", source, str(path), str(folder)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stdout.startswith("No backup was made. Not saved: ")
    assert names(folder) == [before.path.name]


def test_a_file_in_the_place_of_the_folder_is_told(backups: Backups, path: Path, folder: Path) -> None:
    """And stays what it is."""
    folder.write_text("mine")
    with pytest.raises(BackupError, match="No backup was made"):
        backups.make(path, Reason.SESSION)
    with pytest.raises(BackupError, match="folder of backups"):
        backups.all()
    assert backups.is_due(path)
    assert folder.read_text() == "mine"


def test_a_folder_that_may_not_be_used_is_told(backups: Backups, path: Path, folder: Path) -> None:
    """It is not taken for one without backups."""
    backups.make(path, Reason.SESSION)
    with without_rights(folder):
        with pytest.raises(BackupError, match="folder of backups"):
            backups.all()
        with pytest.raises(BackupError):
            backups.make(path, Reason.SESSION)
    assert len(backups.all()) == 1


def test_the_folder_may_be_a_link(backups: Backups, path: Path, folder: Path, tmp_path: Path) -> None:
    """To a larger disk, say."""
    (tmp_path / "large").mkdir()
    folder.symlink_to(tmp_path / "large")
    backup = backups.make(path, Reason.SESSION)
    assert os.listdir(tmp_path / "large") == [backup.path.name]
    assert backups.all() == (backup,)


def test_a_copy_to_take_along(path: Path, tmp_path: Path) -> None:
    """Checked, private, in the place of what stood there, and only when it is whole."""
    out = tmp_path / "copy.sqlite3"
    out.write_text("former")
    assert write_copy(path, out) == contents_of(out)
    assert out.stat().st_mode & 0o777 == 0o600
    spoil(path, "UPDATE pain SET score = 1 WHERE score = 7")
    before = out.read_bytes()
    with pytest.raises(BackupError, match="1 of 6 rows of “pain”"):
        write_copy(path, out)
    assert out.read_bytes() == before
    assert names(tmp_path) == ["copy.sqlite3", "data"]
