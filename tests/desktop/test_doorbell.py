"""A second start finds the first window, and never one that is gone."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backstay.desktop.doorbell import Doorbell, Wish, hang, ring

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX locks and sockets")


@contextmanager
def hung(folder: Path) -> Iterator[Doorbell]:
    """A bell over ``folder``, taken down afterwards."""
    bell = hang(folder)
    assert bell is not None
    try:
        yield bell
    finally:
        bell.close()


@contextmanager
def answering(bell: Doorbell) -> Iterator[list[Wish | None]]:
    """Answer one ring, as the event loop of a window does."""
    heard: list[Wish | None] = []

    def wait_and_answer() -> None:
        import select

        if select.select([bell], [], [], 10)[0]:
            heard.append(bell.answer())

    thread = threading.Thread(target=wait_and_answer)
    thread.start()
    yield heard
    thread.join()


def test_nobody_answers_where_no_window_is(tmp_path: Path) -> None:
    """The first start opens its window."""
    assert not ring(tmp_path, Wish())


@pytest.mark.parametrize(
    "wish",
    [
        Wish(),
        Wish(routine="desk-reset"),
        Wish(file="/some where/Übung\n2.backstay"),
        Wish(file=os.fsdecode(b"/\xff\xfe.backstay")),
        Wish(file="/" + "long/" * 800 + "x.backstay"),
    ],
)
def test_the_second_start_is_heard_with_its_wish(tmp_path: Path, wish: Wish) -> None:
    """The routine or the file that was asked for reaches the window, whatever a path may be made of."""
    with hung(tmp_path) as bell, answering(bell) as heard:
        assert ring(tmp_path, wish)
    assert heard == [wish]


def test_only_one_window_is_the_first(tmp_path: Path) -> None:
    """Two that start at the same moment do not both hang a bell."""
    with hung(tmp_path):
        assert hang(tmp_path) is None
    with hung(tmp_path):
        pass


def test_windows_over_two_folders_do_not_meet(tmp_path: Path) -> None:
    """Each data folder has a window of its own."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with hung(tmp_path / "a"):
        assert not ring(tmp_path / "b", Wish())
        with hung(tmp_path / "b"):
            pass


def test_a_killed_window_leaves_no_bell_behind(tmp_path: Path) -> None:
    """After SIGKILL the next start is the first again, whatever file was left."""
    program = (
        "import sys, signal, os; from pathlib import Path; from backstay.desktop.doorbell import hang\n"
        "bell = hang(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], timeout=60, check=False)
    assert (tmp_path / "window.socket").exists()
    assert not ring(tmp_path, Wish())
    with hung(tmp_path):
        pass


def test_the_bell_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Nobody else on the computer can raise the window or start a routine."""
    with hung(tmp_path):
        assert oct((tmp_path / "window.socket").stat().st_mode & 0o777) == "0o600"
        assert oct((tmp_path / "window.lock").stat().st_mode & 0o777) == "0o600"


def test_a_very_long_folder_works_too(tmp_path: Path) -> None:
    """A socket's path is short by law; a person's folder need not be."""
    folder = tmp_path / ("long" * 40)
    folder.mkdir()
    with hung(folder) as bell, answering(bell) as heard:
        assert ring(folder, Wish())
    assert heard == [Wish()]


@pytest.mark.parametrize("nonsense", [b"\xff\xfe", b"desk-reset", b"\xff\n\n", b"desk-reset\n/cut off"])
def test_nonsense_is_not_a_wish(tmp_path: Path, nonsense: bytes) -> None:
    """Bytes that nobody of ours would send are dropped, and the window lives on."""
    import socket

    with hung(tmp_path) as bell, answering(bell) as heard:
        caller = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        caller.connect(str(tmp_path / "window.socket"))
        caller.sendall(nonsense)
        caller.close()
    assert heard == [None]


def test_a_folder_that_cannot_be_written_to_costs_the_bell_alone(tmp_path: Path) -> None:
    """Somebody opens the program over a folder that refuses every file: the window opens all the same."""
    assert hang(tmp_path / "refused") is None
