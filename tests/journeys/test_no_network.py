"""The program stays at home: whatever is done with it, it talks to this computer alone."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.journeys.terminal_person import ROOT
from tests.journeys.test_installed_program import (
    ROUTINE,
    TIMEOUT_S,
    Hands,
    eventually,
    screen,
    stored,
)
from tests.traced import AT_HOME, calls, families, watched

__all__ = ["screen"]

# What the person presses, and the title of the window that it leads to.
PAGES = (
    ("ctrl+2", "Routines"),
    ("ctrl+3", "Progress"),
    ("p", "physio"),
    ("ctrl+4", "Journal"),
    ("F2", "help"),
    ("ctrl+5", "Settings"),
)
PROGRAM = [sys.executable, "-m", "backstay"]
DIARY = """\
date,score
2026-03-02 07:30,4
"""
COMMANDS = (
    ("doctor",),
    ("list",),
    ("show", "core-light"),
    ("validate", "routines"),
    ("pain", "4", "--region", "mid-back", "--note", "after the garden"),
    ("activity", "run", "--minutes", "40"),
    ("play", "quick", "--terminal", "--pace", "3600"),
    ("log", "--json"),
    ("export", "--format", "zip", "--out", "log.zip"),
    ("import", "log.zip"),
    ("import", "diary.csv", "--yes"),
    ("report", "--out", "log.pdf"),
    ("pack", "quick", "--out", "quick.backstay"),
    ("import", "quick.backstay"),
    ("backup",),
    ("restore", "1", "--yes"),
    ("sync", "--folder", "shared"),
    ("verify",),
    ("mishap",),
    ("safety",),
    ("paths",),
    ("delete-all", "--yes"),
)


def surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """The program from the checkout."""
    return {**environ, "PYTHONPATH": str(ROOT / "src")}


def prepare(folder: Path) -> None:
    """A person with a routine of their own who knows the program."""
    routines = folder / "routines" / "routines"
    routines.mkdir(parents=True)
    (routines / "quick.yaml").write_text(ROUTINE)
    (folder / "settings.json").write_text('{"get_ready_s": 1, "welcome_seen": true}')
    (folder / "settings.json").chmod(0o600)
    (folder / "diary.csv").write_text(DIARY)
    (folder / "shared").mkdir()


def leavers(trace: Path) -> list[tuple[str, str]]:
    """Who asked for a socket that reaches further than this computer."""
    return [call for call in calls(trace) if call[1] not in AT_HOME]


def test_whoever_leaves_is_heard(tmp_path: Path) -> None:
    """What every other run here is held against sees a program that another program has started."""
    inner = "import socket; socket.socket(socket.AF_INET6); socket.socket(socket.AF_UNIX)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    trace = tmp_path / "trace"
    subprocess.run(watched([sys.executable, "-c", outer], trace), check=True, timeout=TIMEOUT_S)
    assert families(trace) == {"AF_INET6": 1, "AF_UNIX": 1}
    assert [family for _, family in leavers(trace)] == ["AF_INET6"]


def test_no_command_of_the_terminal_leaves_the_computer(tmp_path: Path) -> None:
    """Every command there is, one after the other, over one folder."""
    prepare(tmp_path)
    hidden = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environ = surroundings({name: text for name, text in os.environ.items() if name not in hidden})
    # Left over from another login: Xlib would look for such a server on the network, too.
    environ["DISPLAY"] = ":4242"
    for number, command in enumerate(COMMANDS):
        trace = tmp_path / f"{number}.trace"
        done = subprocess.run(
            watched([*PROGRAM, "--data-dir", str(tmp_path), *command], trace),
            cwd=tmp_path,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        assert (command, done.returncode, done.stderr) == (command, 0, "")
        assert leavers(trace) == []


def test_every_command_is_among_them() -> None:
    """A new command is traced like the others, or it is one that needs the window."""
    help_text = subprocess.run(
        [*PROGRAM, "--help"], env=surroundings(os.environ), capture_output=True, text=True, check=True
    ).stdout
    listed = set(re.findall(r"^    ([a-z-]+) ", help_text, re.MULTILINE))
    assert listed - {command[0] for command in COMMANDS} == {"open"}


def test_a_driven_window_leaves_the_computer_nowhere(screen: dict[str, str], tmp_path: Path) -> None:
    """A session with its scores, every page, the page for the physio, the keys, when to get help."""
    prepare(tmp_path)
    journal, trace = tmp_path / "journal.sqlite3", tmp_path / "trace"
    command = watched([*PROGRAM, "--data-dir", str(tmp_path), "play", "quick", "--pace", "100"], trace)
    program = subprocess.Popen(command, env=surroundings(screen), stderr=subprocess.PIPE, text=True)
    hands = Hands(screen)
    try:
        hands.find_window("Quick")
        insist(hands, "5", lambda: len(stored(journal, "SELECT id FROM session")) == 1)
        ended = "SELECT outcome FROM session WHERE outcome IS NOT NULL"
        eventually(program, "the end of the routine", lambda: len(stored(journal, ended)) == 1)
        insist(hands, "3", lambda: len(stored(journal, "SELECT id FROM pain")) == 2)
        hands.press("Return")
        for keys, title in PAGES:
            hands.press(keys)
            hands.find_window(title)
        for pid in _children(program.pid):
            os.kill(pid, signal.SIGTERM)
        _, said = program.communicate(timeout=TIMEOUT_S)
    finally:
        for pid in _children(program.pid):
            os.kill(pid, signal.SIGKILL)
        program.wait(TIMEOUT_S)
    assert (program.returncode, said) == (0, "")
    assert families(trace)["AF_UNIX"] > 0
    assert leavers(trace) == []


def insist(hands: Hands, key: str, is_done: Callable[[], bool]) -> None:
    """Press again what came too soon after a change of page: a traced program is slow."""
    for _ in range(40):
        hands.press(key)
        if is_done():
            return
    pytest.fail(f"{key} did nothing")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []
