"""What works on this computer and why, what is missing, and the mend. Never starts Qt."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from backstay import __version__
from backstay.care.tending import tended_journal
from backstay.catalogue.library import load_library
from backstay.cli.exits import DONE, LACKING, WRONG
from backstay.cli.mishap import headline
from backstay.cli.outside import Outside
from backstay.cli.words import counted
from backstay.desktop.clock import Clock
from backstay.desktop.display import find_platforms
from backstay.desktop.keep_awake import MEND, find_screen_service
from backstay.desktop.media_keys import check_media_keys
from backstay.desktop.message_bus import BusError
from backstay.desktop.preflight import apt_line, missing_libraries
from backstay.desktop.session_lock import IS_KNOWN, is_session_led
from backstay.desktop.sleep_watch import check_sleep_watch
from backstay.desktop.tone_choice import choose_tones
from backstay.desktop.voice_parts import missing_voice_packages
from backstay.domain.errors import JournalError
from backstay.journal.database import marker_of
from backstay.journal.first_look import SQLITE_FLOOR
from backstay.mishaps.record import last_mishap
from backstay.paths import Paths
from backstay.resources import routines_dir, sound
from backstay.settings import load_settings
from backstay.sync.syncers import syncer_of

_PYTHON_FLOOR = (3, 11)
_SPEECH_PACKAGE = "PySide6-Addons"
_QT_PACKAGES = ("PySide6-Essentials", _SPEECH_PACKAGE)


class State(StrEnum):
    """How a finding stands. MISSING is something required, WRONG is data that cannot be used."""

    OK = "ok"
    NOTE = "note"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and what mends it where something does."""

    name: str
    state: State
    text: str
    mend: str = ""


def doctor(paths: Paths, outside: Outside, *, as_json: bool) -> int:
    """Print every finding. 3 when something required is missing, 1 when the journal cannot be used."""
    clock = outside.make_clock(1.0)
    findings = tuple(examine(paths, clock, outside.environ))
    if as_json:
        import json

        print(json.dumps({"findings": [asdict(finding) for finding in findings]}, indent=2))
    else:
        print("\n".join(_line(finding) for finding in findings))
    states = {finding.state for finding in findings}
    if State.MISSING in states:
        return LACKING
    return WRONG if State.WRONG in states else DONE


def examine(paths: Paths, clock: Clock, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Look at everything; nothing is made. Without a display nothing of Qt is required."""
    platforms = find_platforms(environ)
    yield Finding("backstay", State.OK, __version__)
    yield _python()
    yield _display(platforms)
    yield _qt(bool(platforms))
    yield _icons(bool(platforms))
    yield from _libraries(environ, bool(platforms))
    yield _terminal_sound()
    yield _voice()
    yield _screen(environ)
    yield _media_keys(environ)
    yield _sleep(environ)
    yield _clock(clock)
    yield _sqlite()
    yield _journal(paths, clock)
    yield _cut_off(paths)
    yield from _routines(paths)
    yield _settings(paths)
    yield _mishap(paths, clock)


def _line(finding: Finding) -> str:
    mend = f"\n{'':20}mend: {finding.mend}" if finding.mend else ""
    return f"{finding.state:<8}{finding.name:<12}{finding.text}{mend}"


def _python() -> Finding:
    text = f"{platform.python_version()}, {platform.platform(terse=True)}"
    if sys.version_info >= _PYTHON_FLOOR:
        return Finding("python", State.OK, text)
    return Finding("python", State.MISSING, text, "use Python 3.11 or newer")


def _display(platforms: tuple[str, ...]) -> Finding:
    if platforms:
        return Finding("display", State.OK, f"a window can be shown ({', '.join(platforms)})")
    return Finding("display", State.NOTE, "none that answers; the terminal front end is used")


def _qt(is_needed: bool) -> Finding:
    found = {name: _version(name) for name in _QT_PACKAGES}
    absent = [name for name, number in found.items() if not number]
    if not absent:
        return Finding("qt", State.OK, ", ".join(f"{name} {number}" for name, number in found.items()))
    state = State.MISSING if is_needed else State.NOTE
    return Finding("qt", state, f"not installed: {', '.join(absent)}", "install Backstay again")


def _icons(is_needed: bool) -> Finding:
    if find_spec("lucide") is not None:
        return Finding("icons", State.OK, f"lucide {_version('lucide')}")
    state = State.MISSING if is_needed else State.NOTE
    return Finding("icons", state, "the package lucide is not installed", "install Backstay again")


def _libraries(environ: Mapping[str, str], is_needed: bool) -> Iterator[Finding]:
    missing = missing_libraries(environ)
    if not is_needed:
        yield Finding("libraries", State.OK, "those of the window are not needed without a display")
    elif missing.required:
        text = f"the window lacks {', '.join(missing.required)}"
        yield Finding("libraries", State.MISSING, text, apt_line(missing.required))
    else:
        yield Finding("libraries", State.OK, "nothing is missing")
    if missing.nice:
        text = f"better with {', '.join(missing.nice)}"
        yield Finding("extras", State.NOTE, text, apt_line(missing.nice))


def _terminal_sound() -> Finding:
    if not sound("start").is_file():
        return Finding("sound", State.NOTE, "the tones cannot be read", "install Backstay again")
    silence = choose_tones(window=False, volume_percent=0).status
    if silence is None:
        return Finding("sound", State.OK, "the terminal has a program that plays tones")
    return Finding("sound", State.NOTE, f"in the terminal: {silence}")


def _voice() -> Finding:
    if not _version(_SPEECH_PACKAGE):
        return Finding("voice", State.NOTE, f"not installed: {_SPEECH_PACKAGE}", "install Backstay again")
    if packages := missing_voice_packages():
        text = f"no voice without {', '.join(packages)}; tones and text carry on"
        return Finding("voice", State.NOTE, text, apt_line(packages))
    service = "speech-dispatcher" if sys.platform.startswith("linux") else "the voices of this system"
    return Finding("voice", State.OK, f"Qt speaks through {service}, in a process of its own")


def _screen(environ: Mapping[str, str]) -> Finding:
    try:
        service = find_screen_service(environ)
    except BusError as error:
        return Finding("screen", State.NOTE, f"it may go dark during a session: {error}", MEND)
    return Finding("screen", State.OK, f"kept on while a session runs, through {service}")


def _media_keys(environ: Mapping[str, str]) -> Finding:
    try:
        check_media_keys(environ)
    except BusError as error:
        mend = "steer a session by the keys of the keyboard"
        return Finding("media keys", State.NOTE, f"they do not reach a session: {error}", mend)
    text = "they reach a session in the window through MPRIS; so can music be lowered while something is said"
    return Finding("media keys", State.OK, text)


def _sleep(environ: Mapping[str, str]) -> Finding:
    try:
        check_sleep_watch(environ)
    except BusError:
        text = "nobody tells when the computer is about to sleep; a session pauses once it has woken"
        return Finding("sleep", State.NOTE, text)
    return Finding(
        "sleep", State.OK, "a session in the window pauses before the computer sleeps, told by logind"
    )


def _clock(clock: Clock) -> Finding:
    now = clock.moment()
    if now.zone:
        return Finding("clock", State.OK, f"{now.iso()}, {now.zone}")
    return Finding("clock", State.NOTE, f"{now.iso()}, the name of the time zone is not known")


def _sqlite() -> Finding:
    if sqlite3.sqlite_version_info >= SQLITE_FLOOR:
        return Finding("sqlite", State.OK, sqlite3.sqlite_version)
    floor = ".".join(str(part) for part in SQLITE_FLOOR)
    return Finding(
        "sqlite", State.MISSING, sqlite3.sqlite_version, f"use a Python with SQLite {floor} or newer"
    )


def _journal(paths: Paths, clock: Clock) -> Finding:
    if not os.path.lexists(paths.journal) and not os.path.lexists(marker_of(paths.journal)):
        return _no_journal(paths.journal)
    try:
        with tended_journal(paths, clock.moment) as journal:
            sessions = counted(len(journal.sessions.between()), "session")
            scores = counted(len(journal.pain.between()), "pain score")
            notice = journal.notice
    except JournalError as error:
        return Finding("journal", State.WRONG, f"{error.what} ({error.where})", error.mend)
    text = f"{paths.journal}: {sessions}, {scores}"
    if syncer := syncer_of(paths.journal):
        text = f"{text}. It lies in a folder that {syncer} keeps in step, where it can be damaged"
        return Finding("journal", State.NOTE, text, "keep your data elsewhere and use backstay sync")
    return (
        Finding("journal", State.NOTE, f"{text}. {notice}") if notice else Finding("journal", State.OK, text)
    )


def _cut_off(paths: Paths) -> Finding:
    if not IS_KNOWN:
        text = "this system does not tell a session that was cut off from one that runs in another program"
        return Finding("cut off", State.NOTE, text, "end a session before you start Backstay a second time")
    if paths.places.exists() and not os.access(paths.places, os.R_OK | os.W_OK | os.X_OK):
        text = f"{paths.places} cannot be used: a session that is cut off is kept, but not offered"
        return Finding("cut off", State.NOTE, text, "let this program read and write there, or remove it")
    text = "a session that is cut off is offered at the next start"
    return Finding("cut off", State.OK, f"{text}; one runs now" if is_session_led(paths.data) else text)


def _no_journal(journal: Path) -> Finding:
    nearest = next(folder for folder in journal.parents if os.path.lexists(folder))
    if os.path.isdir(nearest) and os.access(nearest, os.W_OK | os.X_OK):
        return Finding("journal", State.OK, f"none yet; the first entry makes {journal}")
    text = f"{journal} cannot be made or read: {nearest} does not let this program in"
    return Finding("journal", State.WRONG, text, "choose another folder with --data-dir")


def _routines(paths: Paths) -> Iterator[Finding]:
    library = load_library(routines_dir(), paths.user_routines)
    text = f"{counted(len(library.routines), 'routine')}, {counted(len(library.exercises), 'exercise')}"
    if library.routines:
        yield Finding("routines", State.OK, f"{text}; your own go into {paths.user_routines}")
    else:
        yield Finding("routines", State.MISSING, f"{text} in {routines_dir()}", "install Backstay again")
    for problem in library.problems:
        yield Finding("routines", State.NOTE, f"{problem.where()}: {problem.message}", problem.detail())


def _settings(paths: Paths) -> Finding:
    if not os.path.exists(paths.settings):
        return Finding("settings", State.OK, "the usual ones")
    # To look is not to touch.
    notices = load_settings(paths.settings, sets_aside=False).notices
    if not notices:
        return Finding("settings", State.OK, str(paths.settings))
    return Finding("settings", State.NOTE, " ".join(notices), f"change or remove {paths.settings}")


def _mishap(paths: Paths, clock: Clock) -> Finding:
    mishap = last_mishap(paths.logs)
    if mishap is None:
        return Finding("mishap", State.OK, "nothing is known to have broken")
    return Finding("mishap", State.NOTE, headline(mishap, clock), "see what is known: backstay mishap")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
