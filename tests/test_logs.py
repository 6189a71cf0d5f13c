"""The log file: private, bounded, without the person's name, never a reason not to start."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from backstay.logs import start_logging, stop_logging
from tests.fakes import no_room_on_disk


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """A running log."""
    handler = start_logging(tmp_path)
    yield tmp_path / "backstay.log"
    stop_logging(handler)


def test_what_the_program_says_is_written(log_file: Path) -> None:
    """A line carries its level and its room."""
    logging.getLogger("backstay.journal").info("opened")
    assert "INFO backstay.journal: opened" in log_file.read_text()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_file_is_closed_to_others(log_file: Path) -> None:
    """0600, like everything that belongs to the person."""
    logging.getLogger("backstay").info("started")
    assert oct(log_file.stat().st_mode & 0o777) == "0o600"


def test_the_home_folder_is_not_written_out(log_file: Path, empty_home: Path) -> None:
    """A log sent along with a question does not carry the person's name."""
    logging.getLogger("backstay").info("reading %s", empty_home / "routines" / "mine.yaml")
    assert str(empty_home) not in log_file.read_text()
    assert f"~{os.sep}routines" in log_file.read_text()


def test_the_log_does_not_grow_without_end(log_file: Path) -> None:
    """Old lines go; in all it stays under a megabyte."""
    for _ in range(3000):
        logging.getLogger("backstay").info("x" * 500)
    files = list(log_file.parent.iterdir())
    assert len(files) == 3
    assert sum(path.stat().st_size for path in files) < 1_000_000


def test_a_folder_that_cannot_be_written_to_costs_the_log_only(tmp_path: Path) -> None:
    """No log is better than no program."""
    handler = start_logging(tmp_path / "gone")
    logging.getLogger("backstay").info("still here")
    stop_logging(handler)
    assert not (tmp_path / "gone").exists()


@pytest.mark.expects_log("late")
def test_after_stopping_nothing_more_is_written(tmp_path: Path) -> None:
    """The handler is let go of."""
    stop_logging(start_logging(tmp_path))
    logging.getLogger("backstay").error("late")
    assert (tmp_path / "backstay.log").read_text() == ""


def test_a_full_disk_costs_the_line_and_says_nothing(
    log_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The terminal stays quiet, and the program goes on."""
    with no_room_on_disk():
        logging.getLogger("backstay.journal").info("opened")
    assert log_file.read_text() == ""
    assert capfd.readouterr() == ("", "")
