"""When the power goes, nothing is lost that was said to be saved, and nothing is half there."""

import os

import pytest

from backstay.backups import backups
from backstay.journal import database
from tests.disk.power_cut import DAMAGED, FINE, LOST, cut_during, cut_everywhere, cut_twice
from tests.disk.works import WORKS, Work

IMAGES = 1000
# Enough to meet every setting's weakness many times over.
IMAGES_OF_A_WEAKER_ONE = 100
IMAGES_OF_A_DEED = 40
SEED = int(os.environ.get("BACKSTAY_DISK_SEED", "20261123"))


def test_nothing_acknowledged_is_lost_when_the_power_goes() -> None:
    """At every operation of a story, whatever part of what was not synced is on the disk."""
    found = cut_everywhere(IMAGES, SEED)
    operations = found.pop("operations")
    assert found == {FINE: IMAGES}, f"BACKSTAY_DISK_SEED={SEED}"
    # A story that asks for little would prove little.
    assert operations > 300


def test_nothing_is_lost_when_the_power_goes_again_while_that_is_mended() -> None:
    """A second cut, during the start that takes a half-done write back."""
    assert cut_twice(100, SEED) == {FINE: 100}, f"BACKSTAY_DISK_SEED={SEED}"


@pytest.mark.parametrize(
    ("name", "value", "answer", "consequence"),
    [
        ("synchronous", "FULL", 2, LOST),
        ("synchronous", "NORMAL", 1, LOST),
        ("synchronous", "OFF", 0, DAMAGED),
        ("journal_mode", "MEMORY", "memory", DAMAGED),
    ],
)
def test_a_weaker_setting_is_found_out(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, answer: str | int, consequence: str
) -> None:
    """The same cuts show what each setting is there for: this test can fail."""
    weaker = tuple((name, value, answer) if p[0] == name else p for p in database.WRITING_PRAGMAS)
    monkeypatch.setattr(database, "WRITING_PRAGMAS", weaker)
    found = cut_everywhere(IMAGES_OF_A_WEAKER_ONE, SEED)
    assert found[consequence] >= 10, f"BACKSTAY_DISK_SEED={SEED}"


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_a_power_cut_leaves_all_of_a_deed_or_nothing(work: Work) -> None:
    """No entry and no good backup is lost in between, and what was said to be done is there."""
    assert cut_during(work, IMAGES_OF_A_DEED, SEED) == {FINE: IMAGES_OF_A_DEED}, f"BACKSTAY_DISK_SEED={SEED}"


def test_a_backup_whose_name_is_not_on_the_disk_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same cuts show what syncing the folder is there for."""
    monkeypatch.setattr(backups, "sync_folder", lambda _folder: None)
    work = next(work for work in WORKS if work.name == "back up and thin")
    assert cut_during(work, IMAGES_OF_A_DEED, SEED)[LOST] > 0, f"BACKSTAY_DISK_SEED={SEED}"
