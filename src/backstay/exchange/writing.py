"""The journal as a file for other programs and other computers, in one of four forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from backstay.exchange.archive import to_archive
from backstay.exchange.csv_out import to_csv
from backstay.exchange.fhir_out import to_bundle, told_of
from backstay.exchange.gathering import entries_seen, every_row, of_days, standing, with_what_belongs
from backstay.exchange.outgoing import write_out
from backstay.exchange.whole_json import to_json
from backstay.journal.intake import GoOn
from backstay.journal.journal import Journal


class Form(StrEnum):
    """CSV for a spreadsheet, JSON without loss, FHIR for health programs, ZIP with all of them."""

    CSV = "csv"
    JSON = "json"
    FHIR = "fhir"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Written:
    """How many entries that can be seen the file holds: ``session``, ``pain``, ``activity`` and ``mark``;
    and how many are ``left_out`` of a table or a bundle because only a newer version knows them.
    """

    counts: Mapping[str, int]
    left_out: int = 0


def write_export(
    journal: Journal,
    form: Form,
    out: Path,
    since: date | None = None,
    go_on: GoOn = lambda _done: True,
) -> Written:
    """Write the entries of ``since`` and later days to ``out``, which is replaced whole or not at all and
    can be read by its owner alone.

    ``go_on`` is told now and then how many rows are done. Raises ``CancelledError`` when it says False,
    ``JournalError``, and ``BackstayError`` when ``out`` cannot be written; ``out`` is untouched then.
    """
    data, written = export_bytes(journal, form, since, go_on)
    write_out(out, data)
    return written


def export_bytes(
    journal: Journal, form: Form, since: date | None = None, go_on: GoOn = lambda _done: True
) -> tuple[bytes, Written]:
    """What ``write_export`` would write. Raises ``CancelledError`` and ``JournalError``."""
    tables = every_row(journal)
    if form is Form.JSON:
        whole = with_what_belongs(tables, since)
        return to_json(whole, go_on), Written(entries_seen(whole))
    now, left_out = standing(tables)
    if form is Form.FHIR:
        told = told_of(of_days(now, since))
        return to_bundle(told, go_on), Written(entries_seen(told), left_out)
    seen = with_what_belongs(now, since)
    if form is Form.CSV:
        return to_csv(seen, go_on), Written(entries_seen(seen), left_out)
    whole, told = with_what_belongs(tables, since), told_of(of_days(now, since))
    return to_archive(whole, seen, told, go_on), Written(entries_seen(whole))
