"""Runs and walks out of the files that watches and phones write: GPX, TCX and FIT, told apart by content."""

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from backstay.domain.activity import Activity, ActivityKind, Origin
from backstay.domain.errors import InputError
from backstay.domain.local_time import instant_here
from backstay.domain.moment import Moment
from backstay.exchange.fit import read_fit
from backstay.exchange.gpx import read_gpx
from backstay.exchange.recorded import Recorded
from backstay.exchange.tcx import read_tcx
from backstay.exchange.xml_text import checked_xml

MAX_BYTES = 64 * 1024 * 1024
"""A day and a night with a point a second, in the wordiest of the formats."""
SUFFIXES = (".gpx", ".tcx", ".fit")

_FIT_MARK = slice(8, 12)
_HEAD_BYTES = 4096
_XML_ROOT = re.compile(rb"<(?:[\w-]{1,40}:)?(gpx|TrainingCenterDatabase)[\s>]")
# One well-known exporter writes a 9 into a GPX in the place of a word.
_RUN = re.compile(r"run|jog|^9$", re.IGNORECASE)
_WALK = re.compile(r"walk|hik", re.IGNORECASE)
_OURS = UUID("5f0e1e5c-6c1f-4d0e-9a63-2d8c4b7f9d15")
_EXPECTED = "a GPX, TCX or FIT file of at most 64 MB"
_MEND = "export the activity once more from the watch or the app that it comes from"


@dataclass(frozen=True, slots=True)
class Track:
    """An activity of a file. ``at`` is when it began, on the person's own clock. ``entry_id`` is the same
    whenever the same activity is read, so that the journal holds it once.
    """

    at: Moment
    activity: Activity
    entry_id: str


def is_track(path: Path) -> bool:
    """Whether ``path`` is for ``read_track``: by its first bytes, or by its name when they say nothing."""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD_BYTES) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:
        head = b""
    is_known = head[_FIT_MARK] == b".FIT" or _XML_ROOT.search(head.replace(b"\0", b"")) is not None
    return is_known or path.suffix.lower() in SUFFIXES


def read_track(path: Path, now: Moment) -> tuple[Track, ...]:
    """The activities of the file, at least one, in its order; all of them or none.

    How long one lasted is the time without the pauses that the file knows of, because that is what was run
    or walked. The distance is the file's own total, else the sum over its points. A sport that is neither a
    run nor a walk or hike is ``OTHER``. Files hold UTC; ``now`` tells the person's zone.

    Raises ``InputError`` for what cannot be read or is not such a file, for more than 64 MB, and for an
    activity without a time, that took none, or that lies in the future.
    """
    try:
        origin, found = _recorded(_bytes_of(path))
        return tuple(_track(recorded, origin, now) for recorded in found)
    except InputError as error:
        where = ", ".join(filter(None, (str(path), error.where)))
        raise InputError(
            error.what, where=where, expected=error.expected or _EXPECTED, mend=error.mend or _MEND
        ) from error


def _bytes_of(path: Path) -> bytes:
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            raise InputError("This is not a file.")
        with open(path, "rb") as file:
            raw = file.read(min(state.st_size, MAX_BYTES) + 1)
    except OSError as error:
        raise InputError(
            f"This file cannot be opened: {error.strerror or error}.", mend="look at its name"
        ) from error
    if len(raw) > MAX_BYTES:
        raise InputError("This file is too big.")
    if not raw.strip():
        raise InputError("This file is empty.")
    return raw


def _recorded(raw: bytes) -> tuple[Origin, Iterable[Recorded]]:
    if raw[_FIT_MARK] == b".FIT":
        return Origin.FIT, read_fit(raw)
    if not raw.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise InputError("This file is none that is known here.")
    xml = checked_xml(raw)
    match xml.root:
        case "gpx":
            return Origin.GPX, read_gpx(xml.text)
        case "TrainingCenterDatabase":
            return Origin.TCX, read_tcx(xml.text)
    raise InputError("This XML file is none that is known here.")


def _track(recorded: Recorded, origin: Origin, now: Moment) -> Track:
    at = instant_here(recorded.start, now)
    if not recorded.duration_s > 0:
        raise InputError(f"The activity of {at.iso()} took no time.")
    kind = _kind(recorded.sport)
    activity = Activity(kind, recorded.duration_s, recorded.distance_m, origin=origin)
    known_by = f"{at.utc:%Y-%m-%dT%H:%M:%S}Z {kind} {recorded.duration_s:.0f}"
    return Track(at, activity, str(uuid5(_OURS, known_by)))


def _kind(sport: str) -> ActivityKind:
    if _RUN.search(sport):
        return ActivityKind.RUN
    return ActivityKind.WALK if _WALK.search(sport) else ActivityKind.OTHER
