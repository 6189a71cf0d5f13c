"""The whole journal as one archive: to keep, to move to another computer, and to read without Backstay.

It is opened without trusting a word of it. One member is read, nothing is ever unpacked to the disk, and
sizes are counted while bytes come out.
"""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from backstay.domain.errors import InputError
from backstay.exchange.csv_out import to_csv
from backstay.exchange.fhir_out import to_bundle
from backstay.exchange.fhir_words import LOINC_NOTICE
from backstay.exchange.gathering import Tables
from backstay.exchange.incoming import Incoming
from backstay.exchange.json_text import parsed
from backstay.exchange.whole_json import from_json, to_json
from backstay.journal.intake import GoOn

JOURNAL = "journal.json"
ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
MAX_JOURNAL_BYTES = 512 * 1024 * 1024
MAX_MEMBERS = 64

MAX_RATIO = 200
"""Bytes that may come out of one that went in; a journal shrinks to a fifth, a bomb to a thousandth."""

_FREE_BYTES = 1024 * 1024
_STEP_BYTES = 256 * 1024
# The earliest day an archive can hold: the same journal makes the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_END = struct.Struct("<4s4H2LH")
_END_MAGIC = b"PK\x05\x06"
_DIRECTORY_BYTES = 2048
_ENCRYPTED = 0x1 | 0x40 | 0x2000

_README = f"""\
A journal of Backstay
=====================

The log of one person: sessions with their steps, pain scores, runs and walks, and marks.
Anybody who has this file can read it.

journal.json       the whole journal without loss, also what was changed and deleted. Backstay makes the
                   same journal of it: backstay import, with this archive behind it.
journal.csv        what stands in the journal, for a spreadsheet: one row an entry.
journal.fhir.json  pain scores and exercise as a FHIR R4 bundle, for health programs.

Times are ISO 8601 with their offset from UTC. A score goes from 0 (no pain) to 10 (as bad as you can
imagine). Durations are in seconds and distances in metres.

Backstay is a general fitness and wellbeing tool and not a medical device.

{LOINC_NOTICE}
"""


def to_archive(whole: Tables, seen: Tables, told: Tables, go_on: GoOn) -> bytes:
    """The archive: all rows of ``whole``, a table of ``seen``, a bundle of ``told``, and a page that explains
    them. Raises ``CancelledError``.
    """
    rows = [sum(map(len, tables.values())) for tables in (whole, seen)]
    members = (
        ("README.txt", _README.encode()),
        (JOURNAL, to_json(whole, go_on)),
        ("journal.csv", to_csv(seen, lambda done: go_on(rows[0] + done))),
        ("journal.fhir.json", to_bundle(told, lambda done: go_on(sum(rows) + done))),
    )
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members:
            entry = ZipInfo(name, _DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, 0o100600 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def is_archive(ends: bytes) -> bool:
    """Whether the beginning and the end of a file are those of an archive with a journal in it."""
    return ends.startswith(ARCHIVE_STARTS) and JOURNAL.encode() in ends


def from_archive(data: bytes, label: str, go_on: GoOn) -> Incoming:
    """The journal in the archive; ``label`` is the file's name in messages. Raises ``InputError`` when it is
    damaged or not made as such an archive is, and ``CancelledError``.
    """
    where = f"{label}!{JOURNAL}"
    incoming = from_json(parsed(_journal(data, label), where), where, go_on)
    return Incoming(incoming.rows, [], "an archive of a journal")


def _journal(data: bytes, label: str) -> bytes:
    _require_end(data, label)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if entry.orig_filename == JOURNAL]
            if len(entries) != 1:
                raise _damaged(label, f"it holds {len(entries)} files named {JOURNAL}")
            return _content(archive, entries[0], label)
    # What the archive's reader is known to raise for damage, and nothing that is a fault of ours.
    except (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error, OSError) as error:
        raise _damaged(label, "its content is not what was written") from error


def _require_end(data: bytes, label: str) -> None:
    """The list of contents stands at the very end and is short; the reader would take one of any length."""
    if len(data) < _END.size or data[-_END.size :][:4] != _END_MAGIC:
        raise _damaged(label, "it is cut off, or something stands behind its end")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack(data[-_END.size :])
    if disk or first_disk or comment or here != count or start + size + _END.size != len(data):
        raise _damaged(label, "its list of contents is not where it says")
    if count > MAX_MEMBERS or size > MAX_MEMBERS * _DIRECTORY_BYTES:
        raise _damaged(label, "it holds too many files")


def _content(archive: ZipFile, entry: ZipInfo, label: str) -> bytes:
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _damaged(label, f"{JOURNAL} is encrypted, or compressed in a way that is not used here")
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while part := file.read(_STEP_BYTES):
            size += len(part)
            if size > min(MAX_JOURNAL_BYTES, max(_FREE_BYTES, MAX_RATIO * entry.compress_size)):
                raise _damaged(label, f"{JOURNAL} unpacks to far too much")
            parts.append(part)
    return b"".join(parts)


def _damaged(label: str, found: str) -> InputError:
    return InputError(
        f"This archive cannot be read: {found}.",
        where=label,
        mend="take another copy of it, or export the journal again",
    )
