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


@pytest.mark.parametrize("name", ["test_a_usual_line", "test_no_files_of_a_person"])
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
    ],
)
def test_a_surprise_fails_the_test_that_caused_it(outcome: str, line: str) -> None:
    """Warnings in the log, Python's warnings and Qt's messages are failures."""
    assert line in outcome
