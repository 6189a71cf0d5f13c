"""Two computers and the program that carries the files between them: the real one, twice, on this machine."""

import json
import shutil
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from backstay.desktop.clock import SystemClock
from backstay.domain.pain import PainScore
from backstay.journal.journal import open_journal
from tests.journeys.syncthing_node import Node


class Desk:
    """A computer with the program, its data and a Syncthing."""

    def __init__(self, home: Path) -> None:
        self.node = Node(home)
        self.data = home / "data"

    def backstay(self, *words: str) -> str:
        """What the command prints."""
        command = [sys.executable, "-m", "backstay", "--data-dir", str(self.data), *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        assert done.stderr == ""
        return done.stdout

    def log(self) -> object:
        """All entries, as another program would read them."""
        return json.loads(self.backstay("log", "--json"))

    def change(self, score: int) -> None:
        """Give the oldest entry another score."""
        clock = SystemClock()
        with closing(open_journal(self.data / "journal.sqlite3", clock.moment)) as journal:
            journal.pain.edit(journal.pain.between()[0].id, PainScore(score))

    def written(self) -> dict[Path, bytes]:
        """The change files that were written here."""
        root = self.data / "changes"
        return {path.relative_to(root): path.read_bytes() for path in root.glob("v1/*/*.jsonl")}

    def has(self, files: dict[Path, bytes]) -> bool:
        """Whether the shared folder holds these files as they are."""
        there = {name: self.node.shared / name for name in files}
        return all(path.is_file() and path.read_bytes() == files[name] for name, path in there.items())


def carry(giver: Desk, taker: Desk) -> None:
    """The taker gets what the giver wrote."""
    files = giver.written()
    giver.node.carry(lambda: taker.has(files))


def exchange(one: Desk, other: Desk) -> None:
    """Both read what the other wrote; Syncthing may have brought it a while ago."""
    carry(one, other)
    carry(other, one)
    for desk in (one, other):
        desk.backstay("sync")


@pytest.mark.loopback("asks each Syncthing how far it is, which it tells on a port of this computer alone")
@pytest.mark.skipif(shutil.which("syncthing") is None, reason="needs the package syncthing")
def test_two_computers_joined_by_syncthing_show_the_same_log(tmp_path: Path) -> None:
    """Entries made on both, then one entry changed on both at once: the later change stands, on both."""
    one, other = Desk(tmp_path / "one"), Desk(tmp_path / "other")
    one.node.join(other.node)
    other.node.join(one.node)
    with ExitStack() as stack:
        for desk in (one, other):
            stack.enter_context(desk.node.running())
        one.backstay("pain", "4", "--region", "neck", "--note", "after the train")
        other.backstay("activity", "walk", "--minutes", "30")
        for desk in (one, other):
            desk.backstay("sync", "--folder", str(desk.node.shared))
            desk.node.wait_until_joined()
        exchange(one, other)
        assert one.log() == other.log()

        one.change(7)
        other.change(2)
        for desk in (one, other):
            desk.backstay("sync")
        exchange(one, other)
        log = one.log()
        assert log == other.log()
        assert isinstance(log, dict)
        assert [entry["score"] for entry in log["pain"]] == [2]
        assert len(log["activities"]) == 1
