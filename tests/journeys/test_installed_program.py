"""The installed program, in a real window, driven by real keys and looked at from the outside."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backstay.ui.session.key_guard import KEY_GUARD_S
from tests.cut_off import place_on_disk
from tests.installed import Installed

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "shots" / "installed"
TIMEOUT_S = 60.0
SEEN_S = KEY_GUARD_S + 0.3
REHEARSAL = ("play", "quick", "--pace", "30")
ROUTINE = """\
format: 1
id: quick
name: Quick
summary: Two exercises for a rehearsal.
level: 1
steps:
  - exercise: bird-dog
    reps: [2]
  - exercise: glute-bridge
    reps: 4
    sets: 1
"""
HER_EXERCISE = """\
format: 1
id: her-hold
name: Her hold
regions: [core]
position: supine
sides: both
dose: {hold: 2, reps: 1}
cues: [Keep breathing.]
sources: [common practice]
"""
HER_ROUTINE = """\
format: 1
id: her-evening
name: Her evening
summary: One hold that is soon over.
level: 1
steps:
  - exercise: her-hold
"""
# Run with Qt's own screen reader, so that nothing but Xvfb and xdotool is needed.
TAKE_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
sys.exit(0 if app.primaryScreen().grabWindow(0).save(sys.argv[1]) else 1)
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs a virtual screen and a keyboard: apt install xvfb xdotool",
)


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """A virtual screen of a laptop's size; the environment that leads to it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    environ = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    try:
        yield {**environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1"}
    finally:
        server.terminate()
        server.wait(timeout=TIMEOUT_S)


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The same for one test."""
    with virtual_screen() as environ:
        yield environ


class Hands:
    """The keyboard and the eyes of a person before the virtual screen."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._environ = environ

    def find_window(self, title: str) -> None:
        """Wait until a window with this title is shown, and give it the keyboard."""
        found = self._xdotool("search", "--sync", "--onlyvisible", "--name", title)
        self._xdotool("windowfocus", "--sync", found.split()[0])

    def press(self, *keys: str) -> None:
        """Look, and press keys one after the other, as the X server's own keyboard does. What is pressed
        sooner after a change of page than a person can have seen it does nothing.
        """
        for key in keys:
            time.sleep(SEEN_S)
            self._xdotool("key", key)

    def look(self, name: str) -> Path:
        """Keep a picture of the whole screen."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        command = [sys.executable, "-c", TAKE_PICTURE, str(path)]
        subprocess.run(command, env=self._environ, timeout=TIMEOUT_S, check=True)
        return path

    def _xdotool(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        done = subprocess.run(
            command, env=self._environ, capture_output=True, text=True, timeout=TIMEOUT_S, check=True
        )
        return done.stdout


def eventually(
    program: subprocess.Popen[str] | subprocess.Popen[bytes], what: str, condition: Callable[[], bool]
) -> None:
    """Wait for something the program does, as long as it lives and no longer than a minute."""
    deadline_s = time.monotonic() + TIMEOUT_S
    while not condition():
        assert time.monotonic() < deadline_s, f"never came: {what}"
        try:
            code = program.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"the program ended with {code} before {what}")


def stored(journal: Path, query: str) -> list[tuple[object, ...]]:
    """What a second connection reads while the program has the journal open."""
    if not journal.exists():
        return []
    connection = sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        return connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


@pytest.fixture
def hands(screen: dict[str, str]) -> Hands:
    """Somebody before the screen."""
    return Hands(screen)


@contextmanager
def running(
    installed: Installed, screen: dict[str, str], folder: Path, *arguments: str
) -> Iterator[subprocess.Popen[str]]:
    """The installed program, opened over a folder with a short routine of the person's own."""
    routines = folder / "routines" / "routines"
    routines.mkdir(parents=True)
    (routines / "quick.yaml").write_text(ROUTINE)
    (folder / "settings.json").write_text('{"get_ready_s": 1}')
    command = [str(installed.program), "--data-dir", str(folder), *arguments]
    program = subprocess.Popen(command, env=screen, cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        yield program
    finally:
        program.kill()
        program.communicate(timeout=TIMEOUT_S)


def asked_to_end(program: subprocess.Popen[str]) -> tuple[int, str]:
    """How the program ends when the desktop asks it to: its exit code, and what it said."""
    program.terminate()
    _, said = program.communicate(timeout=TIMEOUT_S)
    return program.returncode, said


def test_a_person_follows_a_short_routine_by_keyboard(
    installed: Installed, screen: dict[str, str], hands: Hands, tmp_path: Path
) -> None:
    """I start a routine, say how it hurts, pause once, follow it to the end, and find it logged."""
    journal = tmp_path / "journal.sqlite3"
    with running(installed, screen, tmp_path, *REHEARSAL) as program:
        hands.find_window("Quick")
        hands.look("1-pain-before")
        hands.press("5")
        eventually(program, "the session row", lambda: len(stored(journal, "SELECT id FROM session")) == 1)
        hands.press("space")
        hands.look("2-paused")
        hands.press("space")
        eventually(program, "the end of the routine", lambda: _outcome(journal) == ["completed"])
        hands.look("3-pain-after")
        hands.press("3")
        eventually(program, "the second score", lambda: len(stored(journal, "SELECT id FROM pain")) == 2)
        hands.look("4-closing")
        hands.press("Return")
        hands.find_window("Today")
        hands.look("5-today")
        hands.press("ctrl+3")
        hands.find_window("Progress")
        hands.look("6-progress")
        hands.press("ctrl+4")
        hands.find_window("Journal")
        hands.look("7-journal")
        assert asked_to_end(program) == (0, "")
    scores = stored(journal, "SELECT timing, score FROM pain ORDER BY written_utc")
    assert scores == [("before", 5), ("after", 3)]
    steps = stored(journal, "SELECT exercise_id, outcome, reps_done FROM step ORDER BY step_index")
    assert steps == [("bird-dog", "done", 4), ("glute-bridge", "done", 4)]


def test_a_sore_back_is_led_by_keyboard_alone(
    installed: Installed, screen: dict[str, str], hands: Hands, tmp_path: Path
) -> None:
    """From Today on: it hurts, I say where and how much, take the easier one, look at the keys, go to another
    exercise, end early, and say how it went. The mouse is never touched.
    """
    journal = tmp_path / "journal.sqlite3"
    with running(installed, screen, tmp_path) as program:
        hands.find_window("Today")
        hands.press("ctrl+2")
        hands.find_window("Routines")
        hands.press("ctrl+1")
        hands.find_window("Today")
        hands.press("Return")
        hands.look("10-first")
        hands.press("4")
        eventually(program, "the session row", lambda: len(stored(journal, "SELECT id FROM session")) == 1)
        hands.press("n", "h", "5", "6")
        hands.look("11-hurt")
        eventually(program, "the score", lambda: _during(journal) == [("lower-back", 6)])
        hands.press("e")
        hands.look("12-easier")
        hands.press("F1")
        hands.look("13-keys")
        hands.press("Escape", "space", "j", "Down")
        hands.look("14-list")
        hands.press("Return", "F11")
        hands.look("15-far")
        hands.press("F11", "Escape")
        eventually(program, "the end", lambda: _outcome(journal) == ["stopped"])
        hands.press("3", "2")
        hands.look("16-closing")
        hands.press("Return")
        hands.find_window("Today")
        assert asked_to_end(program) == (0, "")
    assert ("easier",) in stored(journal, "SELECT answer FROM step WHERE hurt = 1")
    assert ("hard",) in stored(journal, "SELECT effort FROM step")
    scores = stored(journal, "SELECT timing, score FROM pain ORDER BY written_utc")
    assert scores == [("before", 4), ("during", 6), ("after", 3)]


def _during(journal: Path) -> list[tuple[object, ...]]:
    return stored(journal, "SELECT region, score FROM pain WHERE timing = 'during'")


def test_logging_out_in_the_middle_keeps_what_was_done(
    installed: Installed, screen: dict[str, str], hands: Hands, tmp_path: Path
) -> None:
    """The desktop ends my session while I exercise; the next start knows how far I came."""
    journal = tmp_path / "journal.sqlite3"
    with running(installed, screen, tmp_path, *REHEARSAL) as program:
        hands.find_window("Quick")
        hands.press("Return")
        eventually(program, "the first step", lambda: len(stored(journal, "SELECT id FROM step")) == 1)
        assert asked_to_end(program) == (0, "")
    assert stored(journal, "SELECT outcome FROM session") == [(None,)]
    assert stored(journal, "SELECT exercise_id, outcome FROM step") == [("bird-dog", "done")]
    assert place_on_disk(tmp_path) is not None


def test_a_second_start_brings_the_first_window_forward(
    installed: Installed, screen: dict[str, str], hands: Hands, tmp_path: Path
) -> None:
    """I start Backstay again by habit; there is one window, and it opens the routine I asked for."""
    with running(installed, screen, tmp_path) as program:
        hands.find_window("Today")
        command = [str(installed.program), "--data-dir", str(tmp_path), "play", "quick"]
        second = subprocess.run(command, env=screen, capture_output=True, text=True, timeout=TIMEOUT_S)
        assert (second.returncode, second.stderr) == (0, "")
        assert "already" in second.stdout
        hands.find_window("Quick")
        assert asked_to_end(program) == (0, "")


def test_a_person_receives_a_pack_and_follows_it(
    installed: Installed, screen: dict[str, str], hands: Hands, tmp_path: Path
) -> None:
    """Somebody sends me a file; I open it, look at what is in it, take it over, and do it at once."""
    received = tmp_path / "evening.backstay"
    _make_pack(installed, tmp_path / "hers", received)
    mine = tmp_path / "mine"
    journal = mine / "journal.sqlite3"
    with running(installed, screen, mine, str(received)) as program:
        hands.find_window("Pack “Her evening”")
        hands.look("8-pack")
        assert not list((mine / "routines").rglob("her-*.yaml"))
        hands.press("Return")
        hands.find_window("^Her evening")
        eventually(program, "her files", lambda: len(list((mine / "routines").rglob("her-*.yaml"))) == 2)
        hands.look("9-pack-taken")
        hands.press("Return")
        eventually(program, "the question", lambda: stored(journal, "SELECT count(*) FROM session") == [(0,)])
        hands.press("4")
        eventually(program, "the end of the routine", lambda: _outcome(journal) == ["completed"])
        assert asked_to_end(program) == (0, "")
    assert stored(journal, "SELECT exercise_id, outcome FROM step") == [("her-hold", "done")]


def _make_pack(installed: Installed, folder: Path, target: Path) -> None:
    """A pack as another person makes it, with the same program, from files of her own."""
    for name, text in (("exercises/her-hold.yaml", HER_EXERCISE), ("routines/her-evening.yaml", HER_ROUTINE)):
        path = folder / "routines" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    installed.run("backstay", "--data-dir", str(folder), "pack", "her-evening", "--out", str(target))


def _outcome(journal: Path) -> list[object]:
    query = "SELECT outcome FROM session WHERE outcome IS NOT NULL"
    return [outcome for (outcome,) in stored(journal, query)]
