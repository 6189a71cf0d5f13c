"""The net under all tests holds: what should fail a test does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SURPRISES = """
import logging, pathlib, warnings

def test_a_usual_line():
    logging.getLogger("backstay").info("as usual")

def test_no_files_of_a_person():
    assert not list(pathlib.Path.home().iterdir())

def test_a_warning_in_our_log():
    logging.getLogger("backstay").warning("odd")

def test_an_error_in_another_log():
    logging.getLogger("elsewhere").error("odd")

def test_a_warning_of_python():
    warnings.warn("old")

def test_a_message_of_qt():
    from PySide6.QtCore import qWarning
    qWarning("from Qt")

def test_a_socket_at_home():
    import socket
    with socket.socket(socket.AF_UNIX):
        pass

def test_a_socket_to_elsewhere():
    import contextlib, socket
    with contextlib.suppress(RuntimeError):
        socket.socket(socket.AF_INET)

def test_a_name_that_is_looked_up():
    import contextlib, socket
    with contextlib.suppress(RuntimeError):
        socket.getaddrinfo("localhost", 80)
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of tests that hold surprises."""
    folder = tmp_path_factory.mktemp("surprises")
    (folder / "test_surprises.py").write_text(SURPRISES)
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "tests.conftest"]
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), str(folder)]
    return subprocess.run(
        [*command, *options], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    ).stdout


@pytest.mark.parametrize("name", ["test_a_usual_line", "test_no_files_of_a_person", "test_a_socket_at_home"])
def test_nothing_odd_is_no_failure(outcome: str, name: str) -> None:
    """A line of information is fine, and a test's home folder is empty."""
    assert f"::{name} PASSED" in outcome
    assert f"ERROR test_surprises.py::{name}" not in outcome


@pytest.mark.parametrize(
    "line",
    [
        "unexpected in the log: backstay: odd",
        "unexpected in the log: elsewhere: odd",
        "UserWarning: old",
        "test_a_message_of_qt FAILED",
        "the program stays at home, but tried: a socket of the family 2",
        "the program stays at home, but tried: a look for 'localhost'",
    ],
)
def test_a_surprise_fails_the_test_that_caused_it(outcome: str, line: str) -> None:
    """Warnings in the log, Python's warnings, Qt's messages and tries to leave the computer are failures."""
    assert line in outcome
