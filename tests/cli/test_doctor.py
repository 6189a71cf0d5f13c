"""What the program says about the computer it runs on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backstay.__main__ import main
from backstay.cli.exits import DONE, WRONG
from backstay.desktop.preflight import apt_line
from backstay.desktop.session_lock import SessionLock
from backstay.desktop.voice_parts import missing_voice_packages
from tests.cli.conftest import Command
from tests.desk_bus import desk_bus, require_strict_desktop

ROOT = Path(__file__).parents[2]


def findings(command: Command, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    """The last finding of each name, once everything required is there."""
    assert command("doctor", "--json") == DONE
    return {found["name"]: found for found in json.loads(capsys.readouterr().out)["findings"]}


def test_without_a_display_nothing_of_qt_is_required(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """A server without a screen is no fault; the line says what is used in its place."""
    found = findings(command, capsys)
    assert found["display"]["state"] == "note"
    assert "terminal" in found["display"]["text"]
    assert "missing" not in {finding["state"] for finding in found.values()}


def test_the_clock_and_the_zone_are_told(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong zone would put entries on the wrong day."""
    assert findings(command, capsys)["clock"]["text"] == "2026-11-22T08:30:00+00:00, Etc/UTC"


def test_looking_makes_nothing(command: Command, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The doctor of a fresh folder leaves no journal and no settings behind."""
    before = sorted(data.rglob("*"))
    assert "none yet" in findings(command, capsys)["journal"]["text"]
    assert sorted(data.rglob("*")) == before


def test_the_voice_is_told_with_its_mend(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """What speaks here, or the packages that are missing and the line that installs them."""
    voice = findings(command, capsys)["voice"]
    missing = missing_voice_packages()
    assert voice["state"] == ("note" if missing else "ok")
    assert voice["mend"] == (apt_line(missing) if missing else "")
    assert all(package in voice["text"] for package in missing)


def test_the_journal_is_counted(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """What is in it can be held against what one remembers."""
    command("pain", "3")
    command("pain", "4")
    capsys.readouterr()
    assert "0 sessions, 2 pain scores" in findings(command, capsys)["journal"]["text"]


def test_it_says_what_becomes_of_a_session_that_is_cut_off(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And whether one runs, which is why nothing may be offered."""
    assert findings(command, capsys)["cut off"]["text"].endswith("offered at the next start")
    lock = SessionLock(data)
    lock.take()
    assert findings(command, capsys)["cut off"]["text"].endswith("one runs now")
    lock.release()


def test_a_folder_for_places_that_cannot_be_used_is_a_note(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is cut off is kept all the same, but not offered."""
    (data / "places").write_text("not a folder")
    found = findings(command, capsys)["cut off"]
    assert found["state"] == "note"
    assert found["text"].endswith("a session that is cut off is kept, but not offered")
    assert found["mend"] == "let this program read and write there, or remove it"


def test_a_damaged_journal_is_wrong_data(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 1 and says what to do with the file."""
    (data / "journal.sqlite3").write_bytes(b"nothing of a database " * 100)
    assert command("doctor") == WRONG
    lines = capsys.readouterr().out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("wrong   journal"))
    assert lines[place + 1].strip().startswith("mend: keep the file")


def test_a_broken_routine_is_a_note(command: Command, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of one's own that cannot be read is named with its line; the program works on."""
    (data / "routines" / "routines" / "broken.yaml").write_text("format: 1\nid: [\n")
    found = findings(command, capsys)["routines"]
    assert found["state"] == "note"
    assert "broken.yaml:" in found["text"]


def test_the_doctor_works_where_qt_cannot_be_imported(tmp_path: Path) -> None:
    """It is asked when things are broken, so it must not need them."""
    code = (
        "import sys\n"
        "for name in ('PySide6', 'lucide'): sys.modules[name] = None\n"
        "from backstay.__main__ import main\n"
        f"sys.exit(main(['doctor', '--data-dir', {str(tmp_path)!r}]))"
    )
    environ = {"PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (DONE, "")
    assert "note    icons" in done.stdout


def test_a_place_that_cannot_be_entered_is_wrong(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file where the data folder should be lets no journal be made; the doctor says it beforehand."""
    (data / "taken").write_text("")
    assert command("--data-dir", str(data / "taken"), "doctor", "--json") == WRONG
    (found,) = (f for f in json.loads(capsys.readouterr().out)["findings"] if f["name"] == "journal")
    assert (found["state"], found["mend"]) == ("wrong", "choose another folder with --data-dir")


def test_settings_that_cannot_be_used_are_told_and_left(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The doctor says what the next start would find, and leaves the file where it is."""
    (data / "settings.json").write_text("{")
    assert findings(command, capsys)["settings"]["state"] == "note"
    (data / "settings.json").write_text('{"theme": "pink"}')
    assert "theme" in findings(command, capsys)["settings"]["text"]
    assert (data / "settings.json").exists()


def test_without_a_desktop_the_screen_and_the_keys_are_notes(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is broken; each line says what will not happen, and what one can do."""
    found = findings(command, capsys)
    for name in ("screen", "media keys"):
        assert found[name]["state"] == "note"
        assert "this desktop has no message bus (D-Bus)" in found[name]["text"]
        assert found[name]["mend"]


def test_the_services_of_a_desktop_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a desktop that has them the doctor tells by what the screen is kept on, and how keys are heard."""
    require_strict_desktop()
    with desk_bus(tmp_path) as bus, bus.strict_desktop("portal", "logind"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        assert main(["doctor", "--data-dir", str(tmp_path)]) == DONE
    said = capsys.readouterr().out
    assert "kept on while a session runs, through org.freedesktop.portal.Desktop" in said
    assert "through MPRIS" in said
    assert "pauses before the computer sleeps, told by logind" in said


def test_without_logind_the_sleep_is_a_note(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is lost by it: the session pauses later."""
    found = findings(command, capsys)["sleep"]
    assert found["state"] == "note"
    assert "a session pauses once it has woken" in found["text"]
