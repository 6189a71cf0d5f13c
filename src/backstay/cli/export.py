"""The log as a file, or on stdout, for other programs."""

import os
import sys
from pathlib import Path

from backstay.care.tending import tended_journal
from backstay.cli.diary import write_data
from backstay.cli.exits import DONE, confirm, tell
from backstay.cli.progress import telling
from backstay.cli.times import read_day
from backstay.cli.words import counted, listed, plain
from backstay.desktop.clock import Clock
from backstay.domain.errors import InputError
from backstay.exchange.outgoing import require_free
from backstay.exchange.writing import Form, Written, export_bytes, write_export
from backstay.paths import Paths

_NAMES = {
    "session": ("session", "sessions"),
    "pain": ("pain score", "pain scores"),
    "activity": ("run or walk", "runs and walks"),
    "mark": ("mark", "marks"),
}


def export(
    paths: Paths, clock: Clock, *, since: str | None, form: str, out: Path | None, is_replacing: bool
) -> int:
    """Write the log in one ``form`` to ``out`` (readable by its owner alone) or stdout.

    Raises ``InputError`` for a bad day and for an ``out`` that is there already, ``BackstayError`` when
    it cannot be written.
    """
    day = read_day(since) if since is not None else None
    if out is None and Form(form) is Form.ZIP:
        raise InputError("An archive is no text for a terminal.", where="--out", expected="the file to write")
    if out is not None:
        require_new(out, paths, is_replacing=is_replacing)
    with (
        tended_journal(paths, clock.moment) as journal,
        telling("Exporting", clock.now_s, sys.stderr) as go_on,
    ):
        if out is None:
            data, written = export_bytes(journal, Form(form), day, go_on)
            write_data(data.decode())
        else:
            written = write_export(journal, Form(form), out, day, go_on)
            confirm(plain(f"Written to {out}: {_counts(written)}."))
        if written.left_out:
            tell(f"{counted(written.left_out, 'entry', 'entries')} of a newer Backstay cannot be told there.")
        if journal.notice:
            tell(journal.notice)
    return DONE


def require_new(out: Path, paths: Paths, *, is_replacing: bool) -> None:
    """Raises ``InputError`` where ``out`` is not to be written, or is there and shall not be replaced."""
    require_free(out, paths)
    # A link that leads nowhere is there too; and a folder that may not be looked into is told when writing.
    if os.path.lexists(out) and not is_replacing:
        mend = "choose another file with --out, or take its place with --replace"
        raise InputError("This file is there already.", where=str(out), mend=mend)


def _counts(written: Written) -> str:
    told = [counted(count, *_NAMES[table]) for table, count in written.counts.items() if count]
    return listed(told) or "no entries"
