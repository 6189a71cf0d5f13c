"""The log file: private, bounded, without the person's name, never a reason not to start."""

import fcntl
import io
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backstay.logs import start_logging, stop_logging
from tests.fakes import no_room_on_disk

SPEAKERS, SPOKEN = 4, 100
SPEAKER = """
import logging, sys
from pathlib import Path
from backstay.logs import start_logging
start_logging(Path(sys.argv[1]))
for line in range(100):
    logging.getLogger("backstay").info("%s %d %s", sys.argv[2], line, "x" * 400)
"""
WHOLE = re.compile(r"[-\d]+ [:,\d]+ \d+ INFO backstay: \d \d+ x{400}")
ENVIRON = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}


def wait_for(processes: set[int]) -> None:
    """Until each of these processes stands before a lock."""
    deadline_s = time.monotonic() + 60
    waiting: set[int] = set()
    while not processes <= waiting:
        assert time.monotonic() < deadline_s, "they wait for nothing"
        lines = Path("/proc/locks").read_text().splitlines()
        waiting = {int(line.split()[5]) for line in lines if "-> FLOCK" in line}


@contextmanager
def logged(folder: Path) -> Iterator[None]:
    """One run of a program with a log."""
    handler = start_logging(folder)
    yield
    stop_logging(handler)


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


def test_the_log_does_not_grow_without_end(tmp_path: Path) -> None:
    """A run that never stops talking is cut off, full files are laid aside, and the oldest goes."""
    for number in range(8):
        with logged(tmp_path):
            for _ in range(1000):
                logging.getLogger("backstay").info("%d %s", number, "x" * 500)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(sizes) == {"backstay.log", "backstay.log.1", "backstay.log.2"}
    assert sum(sizes.values()) < 500_000
    last = (tmp_path / "backstay.log").read_text().splitlines()
    assert last[-1] == "This run has said enough; what follows of it is left out."
    assert " 7 x" in last[-2]


def test_a_folder_that_cannot_be_written_to_costs_the_log_only(tmp_path: Path) -> None:
    """No log is better than no program."""
    (tmp_path / "taken").write_text("mine")
    with logged(tmp_path / "taken" / "logs"):
        logging.getLogger("backstay").info("still here")
    assert (tmp_path / "taken").read_text() == "mine"


def test_who_says_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    """A command that only looks makes no folder and no file."""
    with logged(tmp_path / "logs"):
        pass
    assert not (tmp_path / "logs").exists()


@pytest.mark.expects_log("late")
def test_after_stopping_nothing_more_is_written(tmp_path: Path) -> None:
    """The handler is let go of."""
    with logged(tmp_path):
        logging.getLogger("backstay").info("in time")
    logging.getLogger("backstay").error("late")
    assert "late" not in (tmp_path / "backstay.log").read_text()


def test_a_full_disk_costs_the_line_and_says_nothing(
    log_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The terminal stays quiet, and the program goes on."""
    with no_room_on_disk():
        logging.getLogger("backstay.journal").info("opened")
    assert log_file.read_text() == ""
    assert capfd.readouterr() == ("", "")
    logging.getLogger("backstay.journal").info("room again")
    assert "room again" in log_file.read_text()


@pytest.mark.expects_log("not opened")
def test_an_error_is_told_without_its_words(log_file: Path) -> None:
    """They may quote what somebody wrote; the kind and the place are enough to find a fault. Another
    handler, which tells all, changes nothing of that.
    """
    logging.getLogger("backstay").handlers.insert(0, logging.StreamHandler(io.StringIO()))
    try:
        int("aching after the run")
    except ValueError:
        logging.getLogger("backstay").exception("not opened")
    finally:
        logging.getLogger("backstay").handlers.pop(0)
    text = log_file.read_text()
    assert "ValueError\n  tests.test_logs:" in text
    assert "aching" not in text


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel who waits for a lock")
def test_several_processes_write_one_log(tmp_path: Path) -> None:
    """No line is lost or torn, although all of them have opened a full file that is to be laid aside once."""
    (tmp_path / "backstay.log").write_text("before\n" * 20_000)
    with (tmp_path / "backstay.log").open() as full:
        fcntl.flock(full, fcntl.LOCK_EX)
        speakers = [
            subprocess.Popen([sys.executable, "-c", SPEAKER, str(tmp_path), str(number)], env=ENVIRON)
            for number in range(SPEAKERS)
        ]
        wait_for({speaker.pid for speaker in speakers})
    assert [speaker.wait(60) for speaker in speakers] == [0] * SPEAKERS
    written = [line for path in tmp_path.iterdir() for line in path.read_text().splitlines()]
    assert written.count("before") == 20_000
    lines = [line for line in written if line != "before"]
    told = sorted(line.partition("backstay: ")[2] for line in lines if WHOLE.fullmatch(line))
    assert len(lines) == len(told)
    assert told == sorted(f"{n} {i} {'x' * 400}" for n in range(SPEAKERS) for i in range(SPOKEN))
