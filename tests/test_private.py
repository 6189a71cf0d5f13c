"""What belongs to the person can be read by them alone, and no score and no word of theirs is told anywhere
but where they look for it.
"""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from backstay.journal.database import open_database
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command, clock, command, data, tones, voice
from tests.desk_bus import desk_bus, program
from tests.fakes import HandClock
from tests.watched_life import NOTE

__all__ = ["clock", "command", "data", "tones", "voice"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and buses are POSIX's")

ROOT = Path(__file__).parents[1]
LIMIT_S = 60
PANEL = "org.mpris.MediaPlayer2.backstay"
ASKED = ("-m", "org.freedesktop.DBus.Properties.GetAll", "org.mpris.MediaPlayer2.Player")
# A score as any sentence of the program would tell it.
TOLD = re.compile(r"\b(pain|score|scored|rated)\b\W{0,3}\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Life:
    """What is left of it: its files in ``folder``, what went over the desktop's bus, the windows' titles."""

    folder: Path
    heard: str
    titles: list[str]
    complaints: str
    code: int


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """A life with the window, whose files nobody protects but the program."""
    folder = tmp_path_factory.mktemp("life") / "data"
    folder.mkdir(mode=0o700)
    (folder / "settings.json").write_text('{"welcome_seen": true, "voice_on": false, "sound_on": false}')
    (folder / "settings.json").chmod(0o600)
    with desk_bus(tmp_path_factory.mktemp("bus")) as bus:
        environ = {**bus.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "QT_QPA_PLATFORM": "offscreen"}
        environ["HOME"] = str(folder.parent)
        ear = subprocess.Popen(
            [program("dbus-monitor"), "--session"], env=environ, stdout=subprocess.PIPE, text=True
        )
        try:
            command = [sys.executable, "-m", "tests.watched_life", str(folder)]
            lived = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environ,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                umask=0,
            )
            while lived.poll() is None and not bus.has(PANEL):
                pass
            shown = bus.gdbus("call", "--session", "-d", PANEL, "-o", "/org/mpris/MediaPlayer2", *ASKED)
            said, complaints = lived.communicate(timeout=LIMIT_S)
        finally:
            ear.terminate()
            heard, _ = ear.communicate(timeout=LIMIT_S)
    return Life(folder, shown + heard, said.splitlines(), complaints, lived.returncode)


@pytest.fixture
def unprotected() -> Iterator[None]:
    """A person whose system makes every new file readable by all."""
    former = os.umask(0)
    yield
    os.umask(former)


def wide(folder: Path) -> dict[str, str]:
    """What others may get at in ``folder``, with its rights; a socket and a link have none of their own."""
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*")}
    return {
        name: f"{stat.S_IMODE(of.st_mode):o}"
        for name, of in found.items()
        if of.st_mode & 0o077 and not stat.S_ISLNK(of.st_mode)
    }


def test_all_that_a_life_leaves_is_its_owners_alone(life: Life) -> None:
    """Journal, backups, change files, settings, window, logs, places, locks: 0600 in 0700."""
    assert (life.code, wide(life.folder), stat.S_IMODE(life.folder.stat().st_mode)) == (0, {}, 0o700)
    names = {path.relative_to(life.folder).parts[0] for path in life.folder.rglob("*")}
    assert names >= {"journal.sqlite3", "journal.used", "window.json", "logs", "routines", "window.lock"}


@pytest.mark.usefixtures("unprotected")
def test_what_commands_make_is_its_owners_alone(command: Command, data: Path) -> None:
    """Also what is written to take along: a folder of one's own choice may be open to all."""
    before = wide(data)
    for arguments in (
        ("pain", "4", "--note", NOTE),
        ("activity", "run", "--minutes", "40"),
        ("play", "small", "--terminal"),
        ("export", "--format", "zip", "--out", str(data / "log.zip")),
        ("export", "--format", "csv", "--out", str(data / "log.csv")),
        ("report", "--out", str(data / "log.pdf")),
        ("backup",),
        ("backup", "--out", str(data / "copy.sqlite3")),
    ):
        assert command(*arguments) == 0, arguments
    made = wide(data)
    assert {name: mode for name, mode in made.items() if name not in before} == {}


@pytest.mark.usefixtures("unprotected")
def test_what_stands_beside_a_write_is_its_owners_alone(tmp_path: Path) -> None:
    """SQLite's own file beside the journal holds what was in it."""
    path = tmp_path / "data" / "journal.sqlite3"
    open_journal(path, HandClock().moment).close()
    with closing(open_database(path)) as database, database.writing() as connection:
        connection.execute("INSERT INTO eclipsed VALUES ('x')")
        assert path.with_name("journal.sqlite3-journal").exists()
        assert wide(tmp_path) == {}


def test_nothing_of_the_person_is_in_any_log(life: Life) -> None:
    """Not a score and not a word, whatever broke: the kind of an error and its place are enough."""
    told = {path.name: path.read_text("utf-8") for path in (life.folder / "logs").iterdir()}
    assert "KeyError" in told["backstay.log"]
    assert "QLabel" in told["backstay.log"]
    for name, text in told.items():
        assert NOTE.lower() not in text.lower(), name
        assert TOLD.search(text) is None, name


def test_nothing_of_the_person_goes_to_the_systems_log(life: Life) -> None:
    """What a desktop starts writes its complaints there."""
    assert NOTE.lower() not in life.complaints.lower()
    assert TOLD.search(life.complaints) is None


def test_nothing_of_the_person_is_told_to_the_desktop(life: Life) -> None:
    """Panels and lock screens show what is being done, which is what they are for, and nothing else."""
    assert "Desk reset" in life.heard
    assert NOTE.lower() not in life.heard.lower()
    assert TOLD.search(life.heard) is None


def test_no_title_of_a_window_tells_of_the_person(life: Life) -> None:
    """A title stands in the list of windows, for whoever looks over a shoulder."""
    assert any("Journal" in title for title in life.titles)
    assert [title for title in life.titles if NOTE.lower() in title.lower() or TOLD.search(title)] == []
