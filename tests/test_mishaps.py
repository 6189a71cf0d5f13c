"""What breaks: noted wherever it happens, without a word that the person wrote, and kept until it is told."""

import errno
import faulthandler
import gc
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backstay import __version__
from backstay.domain.errors import InputError
from backstay.mishaps.account import account_of, kind_of
from backstay.mishaps.crash_file import crash_in
from backstay.mishaps.record import Mishap, Outcome, keep_mishap, last_mishap, mark_told
from backstay.mishaps.watch import Watch, watch_mishaps
from tests.fakes import HandClock, no_room_on_disk

NOTE = "aching since Anna's party"
AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
ENVIRON = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
DUMP = """\
begun window 0.7.0
{stands}Fatal Python error: Segmentation fault

Thread 0x00007fa58c2db6c0 (most recent call first):
  File "/somewhere/anna/lib/python3.11/threading.py", line 982 in run

Current thread 0x00007fa58ce21b80 (most recent call first):
  File "/somewhere/anna/site-packages/backstay/ui/icons.py", line 5 in icon_image
  File "/somewhere/anna/my-bad-back.py", line 6 in <module>
  File "/somewhere/anna/{note}", line x in <module>

Extension modules: PySide6.QtCore (total: 1)
"""


@dataclass
class Watched:
    """A process that is watched over, and the log that it writes."""

    folder: Path
    watch: Watch
    clock: HandClock
    log: list[str] = field(default_factory=list)

    @property
    def told(self) -> Mishap:
        """What was put down last."""
        mishap = last_mishap(self.folder)
        assert mishap is not None
        return mishap


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where mishaps go; nobody has made it."""
    return tmp_path / "logs"


@pytest.fixture
def watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """This very process, with Python's own hooks as a program finds them."""
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    log: list[str] = []
    clock = HandClock()
    with closing(watch_mishaps(folder, clock.moment, log.append)) as watch:
        yield Watched(folder, watch, clock, log)


def raised(act: Callable[[], object]) -> Exception:
    """What ``act`` raises, with its traceback."""
    try:
        act()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def reach_for(word: str) -> str:
    """Fails as a program does that looks for what is not there."""
    return {"else": "here"}[word]


def raise_through_hook(error: Exception) -> None:
    """What Qt does with an error that comes out of a slot."""
    sys.excepthook(type(error), error, error.__traceback__)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError(NOTE), "KeyError"),
        (ValueError(NOTE), "ValueError"),
        (OSError(errno.ENOSPC, NOTE, NOTE), "OSError: No space left on device"),
        (FileNotFoundError(errno.ENOENT, NOTE, NOTE), "FileNotFoundError: No such file or directory"),
        (OSError(NOTE), "OSError"),
        (ModuleNotFoundError(NOTE, name="lucide"), "ModuleNotFoundError: lucide"),
        (ImportError(NOTE, name=NOTE), "ImportError"),
        (InputError(NOTE, where=NOTE), "backstay.domain.errors.InputError"),
        (UnicodeDecodeError("utf-8", NOTE.encode(), 0, 1, NOTE), "UnicodeDecodeError"),
    ],
)
def test_of_an_error_its_kind_is_told_and_its_words_are_not(error: Exception, told: str) -> None:
    """Only reasons that can quote nobody are told: those of the system, of SQLite, the name of a module."""
    assert kind_of(error) == told


def test_an_error_of_the_journal_is_told_by_its_name() -> None:
    """SQLite's own words name tables and quote values; the name of the error does neither."""
    error = raised(lambda: sqlite3.connect(":memory:").execute(f"SELECT '{NOTE}' FROM nowhere"))
    assert kind_of(error) == "sqlite3.OperationalError: SQLITE_ERROR"


def test_an_account_says_where_it_happened_and_what_came_before() -> None:
    """Frames by module, line and function, and the error that led to this one."""

    def act() -> None:
        try:
            reach_for(NOTE)
        except KeyError as error:
            raise RuntimeError(NOTE) from error

    account = account_of(raised(act))
    kinds = [line for line in account.splitlines() if not line.startswith("  ")]
    assert kinds == ["RuntimeError", "after KeyError"]
    assert account.splitlines()[-1].startswith("  tests.test_mishaps:")
    assert account.endswith(" in reach_for")
    assert "Anna" not in account


def test_an_endless_recursion_makes_no_endless_account() -> None:
    """The beginning and the end are enough."""

    def deeper() -> None:
        deeper()

    lines = account_of(raised(deeper)).splitlines()
    assert len(lines) < 40
    assert any(line.endswith(" more") for line in lines)


def test_an_error_in_a_slot_is_put_down_and_nothing_is_printed(
    watched: Watched, capfd: pytest.CaptureFixture[str]
) -> None:
    """The log has it, the next start will tell it, and what stderr goes to never sees the words of it."""
    raise_through_hook(raised(lambda: reach_for(NOTE)))
    told = watched.told
    assert (told.at, told.outcome, told.is_told) == (AT, Outcome.WENT_ON, False)
    assert told.details.startswith(f"Backstay {__version__}\nPython 3.")
    assert "\n\n2026-11-22T08:30:00+00:00\nKeyError\n" in told.details
    assert len(watched.log) == 1
    assert watched.log[0].startswith("KeyError\n")
    assert "Anna" not in told.details + watched.log[0]
    assert capfd.readouterr() == ("", "")


def test_an_error_in_a_thread_is_put_down(watched: Watched, capfd: pytest.CaptureFixture[str]) -> None:
    """Nobody would hear of it otherwise: the thread is gone and the program goes on."""
    thread = threading.Thread(target=reach_for, args=(NOTE,))
    thread.start()
    thread.join()
    assert watched.told.details.endswith(" in reach_for")
    assert capfd.readouterr() == ("", "")


def test_an_error_that_nobody_can_catch_is_put_down(
    watched: Watched, capfd: pytest.CaptureFixture[str]
) -> None:
    """Such as one in what runs when a thing is thrown away."""

    class Thrown:
        def __del__(self) -> None:
            reach_for(NOTE)

    Thrown()
    gc.collect()
    assert watched.told.details.endswith(" in reach_for")
    assert capfd.readouterr() == ("", "")


def test_ctrl_c_is_no_mishap(watched: Watched, capfd: pytest.CaptureFixture[str]) -> None:
    """Somebody wanted it."""
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert last_mishap(watched.folder) is None
    assert "KeyboardInterrupt" in capfd.readouterr().err


def test_whoever_had_a_hook_still_hears_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that watches for errors must not go deaf, and has its hook back afterwards."""
    heard: list[type[BaseException]] = []

    def hook(kind: type[BaseException], *_: object) -> None:
        heard.append(kind)

    monkeypatch.setattr(sys, "excepthook", hook)
    with closing(watch_mishaps(folder, HandClock().moment, lambda _: None)):
        raise_through_hook(KeyError())
    assert heard == [KeyError]
    assert sys.excepthook is hook


def test_the_same_error_again_is_told_once(watched: Watched) -> None:
    """What breaks sixty times a second while it is drawn must neither fill the log nor keep the disk busy."""
    errors = [raised(lambda: reach_for(NOTE)) for _ in range(60)]
    for error in errors:
        raise_through_hook(error)
        watched.clock.pass_s(1)
    assert len(watched.log) == 1
    assert watched.told.at == AT


def test_the_first_errors_and_the_last_are_kept(watched: Watched) -> None:
    """What came first has led to the rest; what came last is what the person saw."""
    for number in range(20):
        raise_through_hook(type(f"Error{number}", (Exception,), {})())
    kinds = [line for line in watched.told.details.splitlines() if "Error" in line]
    assert [kind.rpartition(".")[2] for kind in kinds] == ["Error0", "Error1", "Error2", "Error3", "Error19"]
    assert len(watched.log) == 20


def test_a_full_disk_costs_what_would_be_put_down(watched: Watched) -> None:
    """An error about an error helps nobody; with room again the next is kept."""
    with no_room_on_disk():
        raise_through_hook(KeyError())
    assert last_mishap(watched.folder) is None
    raise_through_hook(ValueError())
    assert watched.told.details.endswith("ValueError")


def test_a_log_that_fails_costs_no_more_than_its_line(folder: Path) -> None:
    """Nothing comes out of a hook, and the next error is heard."""
    broken: list[str] = []

    def log(account: str) -> None:
        broken.append(account)
        raise OSError

    with closing(watch_mishaps(folder, HandClock().moment, log)) as watch:
        watch.note(KeyError())
        watch.note(ValueError())
    assert broken == ["KeyError", "ValueError"]


def test_what_ends_the_program_says_whether_the_window_stood(watched: Watched) -> None:
    """A start that breaks at once is told before anything else is made."""
    watched.watch.opens_window()
    watched.watch.note_end(KeyError())
    outcomes = [watched.told.outcome]
    watched.watch.note(ValueError())
    outcomes.append(watched.told.outcome)
    watched.watch.stands()
    watched.watch.note_fatal("Qt ended the program: default: …")
    outcomes.append(watched.told.outcome)
    assert outcomes == [Outcome.AT_START, Outcome.AT_START, Outcome.ENDED]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_what_is_kept_is_closed_to_others(watched: Watched) -> None:
    """0600 in a folder of 0700, like everything that belongs to the person."""
    watched.watch.begin()
    watched.watch.note(KeyError())
    files = {path.name: path.stat().st_mode & 0o777 for path in watched.folder.iterdir()}
    assert files.pop("mishap.json") == 0o600
    assert set(files.values()) <= {0o600}
    assert watched.folder.stat().st_mode & 0o777 == 0o700


def test_told_is_told_and_still_known(folder: Path) -> None:
    """Nobody is told twice; who asks is told again, and the next mishap is a new one."""
    keep_mishap(folder, Mishap(AT, Outcome.WENT_ON, "details"))
    mark_told(folder)
    assert last_mishap(folder) == Mishap(AT, Outcome.WENT_ON, "details", is_told=True)
    keep_mishap(folder, Mishap(AT, Outcome.ENDED, "others"))
    assert last_mishap(folder) == Mishap(AT, Outcome.ENDED, "others")


def test_where_nothing_broke_nothing_is_known_and_nothing_made(folder: Path) -> None:
    """To look is not to touch."""
    assert last_mishap(folder) is None
    mark_told(folder)
    assert not folder.exists()


def test_a_disk_that_refuses_costs_that_it_is_told_again(folder: Path) -> None:
    """And no more."""
    keep_mishap(folder, Mishap(AT, Outcome.ENDED, "details"))
    with no_room_on_disk():
        mark_told(folder)
    assert last_mishap(folder) == Mishap(AT, Outcome.ENDED, "details")


WHOLE = {"format": 1, "at": "2026-11-22T08:30:00+00:00", "outcome": "ended", "details": "x", "is_told": False}


@pytest.mark.parametrize(
    "change",
    [{"format": 2}, {"at": "today"}, {"at": "2026-11-22T08:30:00"}, {"outcome": "?"}, {"details": 7}, None],
)
def test_a_file_that_cannot_be_understood_costs_what_it_knew(
    change: dict[str, object] | None, folder: Path
) -> None:
    """Whatever stands in it, the program starts."""
    folder.mkdir()
    (folder / "mishap.json").write_text(json.dumps(WHOLE))
    assert last_mishap(folder) is not None
    (folder / "mishap.json").write_text("[" * 100_000 if change is None else json.dumps(WHOLE | change))
    assert last_mishap(folder) is None


@pytest.mark.parametrize(("stands", "is_at_start"), [("", True), ("stands\n", False)])
def test_a_dump_is_told_by_its_places_alone(stands: str, is_at_start: bool, folder: Path) -> None:
    """No folder of anybody, no address in memory, no line that is not of the form that is known."""
    folder.mkdir()
    (folder / "crash.txt").write_text(DUMP.format(stands=stands, note=NOTE))
    crash = crash_in(folder)
    assert crash is not None
    assert crash.is_at_start is is_at_start
    assert crash.account.splitlines() == [
        "Segmentation fault in Backstay 0.7.0",
        "in another thread:",
        "  threading:982 in run",
        "in this thread, innermost first:",
        "  backstay.ui.icons:5 in icon_image",
        "  my-bad-back:6 in <module>",
    ]


def test_a_start_without_a_dump_is_no_crash(folder: Path) -> None:
    """A power cut and a kill leave this behind; a person who caused neither needs no news of it."""
    folder.mkdir()
    (folder / "crash.txt").write_text("begun window 0.7.0\n")
    assert last_mishap(folder) is None


def test_an_error_and_the_crash_after_it_are_told_as_one(watched: Watched) -> None:
    """The error first, then how the program ended."""
    watched.watch.note(KeyError())
    (watched.folder / "crash.txt").write_text(DUMP.format(stands="", note=""))
    before, after = watched.told.details.index("KeyError"), watched.told.details.index("Segmentation fault")
    assert before < after
    assert watched.told.outcome is Outcome.AT_START
    mark_told(watched.folder)
    assert watched.told.is_told
    assert (watched.folder / "crash.txt").read_text() == ""


PROGRAM = """
import sys
from pathlib import Path
from backstay.desktop.clock import SystemClock
from backstay.mishaps.watch import watch_mishaps
import faulthandler
watch = watch_mishaps(Path(sys.argv[1]), SystemClock().moment, print)
watch.opens_window()
watch.begin()
if sys.argv[2] == "stands":
    watch.stands()
if sys.argv[2] == "closed":
    watch.close()
else:
    faulthandler._sigsegv()
"""


def run(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    """A program that is watched over, and how it ends."""
    command = [sys.executable, "-c", PROGRAM, str(folder), how]
    return subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=60, check=False)


def test_a_fault_in_native_code_is_known_at_the_next_start(folder: Path) -> None:
    """A dying process writes where it was; the next one logs it, keeps it, and watches anew."""
    first = run(folder, "at start")
    assert first.returncode < 0
    assert first.stderr == ""
    mishap = last_mishap(folder)
    assert mishap is not None
    assert mishap.outcome is Outcome.AT_START
    assert "Segmentation fault in Backstay" in mishap.details
    assert (folder / "crash.txt").stat().st_mode & 0o777 == 0o600
    second = run(folder, "closed")
    assert second.stdout.startswith("the run before ended: Segmentation fault in Backstay")
    assert (folder / "crash.txt").read_text() == f"begun window {__version__}\n"
    assert last_mishap(folder) == mishap
    run(folder, "stands")
    again = last_mishap(folder)
    assert again is not None
    assert again.outcome is Outcome.ENDED
    mark_told(folder)
    assert run(folder, "closed").stdout == ""
    assert (folder / "crash.txt").read_text() == f"begun window {__version__}\n"


def test_a_fault_handler_that_is_on_stays_where_it_leads(watched: Watched) -> None:
    """That of the tests, or of somebody who looks for a fault."""
    was_on = faulthandler.is_enabled()
    if not was_on:
        faulthandler.enable()
    watched.watch.begin()
    watched.watch.close()
    assert faulthandler.is_enabled()
    assert not (watched.folder / "crash.txt").exists()
    if not was_on:
        faulthandler.disable()
