"""What “backstay import” does with a file: which kind it is, and what becomes of it."""

import argparse
import sys
from pathlib import Path

from backstay.care.tending import tended_journal
from backstay.catalogue.pack import PACK_SUFFIX
from backstay.cli.exits import DONE, WRONG, confirm, tell
from backstay.cli.keeping import keep_first
from backstay.cli.outside import Outside
from backstay.cli.progress import telling
from backstay.cli.words import counted, plain
from backstay.domain.errors import InputError
from backstay.exchange.incoming import Incoming
from backstay.exchange.reading import form_of, is_archive_of_others, read_file
from backstay.exchange.tracks import is_track
from backstay.journal.intake import TakenIn
from backstay.paths import Paths


def import_any(paths: Paths, outside: Outside, arguments: argparse.Namespace) -> int:
    """Take in a file of any kind that is known. Raises ``BackstayError``."""
    file: Path = arguments.file
    if file.name.lower().endswith(PACK_SUFFIX) or is_archive_of_others(file):
        from backstay.cli.packs import import_file

        return import_file(paths, outside, file, replace=arguments.replace, is_keeping=arguments.keep)
    # A note in a log may hold what a track begins with.
    if form_of(file) is None and is_track(file):
        from backstay.cli.activity import import_tracks

        return import_tracks(paths, outside.make_clock(1.0), file)
    if arguments.replace or arguments.keep:
        raise InputError("--replace and --keep are for packs.", where=str(file))
    if form_of(file) is None:
        return _import_table(paths, outside, arguments)
    return _import_journal(paths, outside, file, is_skipping=arguments.skip_refused)


def _import_table(paths: Paths, outside: Outside, arguments: argparse.Namespace) -> int:
    from backstay.cli.foreign import TableWords, import_table

    words = TableWords(
        columns=arguments.map,
        date_order=arguments.date_order,
        scale=arguments.scale,
        wanted=arguments.of,
        is_rounded=arguments.round,
        is_agreed=arguments.yes,
    )
    return import_table(paths, outside, arguments.file, words)


def _import_journal(paths: Paths, outside: Outside, file: Path, *, is_skipping: bool) -> int:
    """All of a journal's file or nothing; with ``is_skipping`` all of it that can be read."""
    clock = outside.make_clock(1.0)
    with telling("Reading", clock.now_s, sys.stderr) as go_on:
        incoming = read_file(file, go_on)
    for refusal in incoming.refused:
        tell(f"{refusal.where}: {refusal.why}")
    if incoming.refused and not is_skipping:
        tell(_left(incoming))
        return WRONG
    keep_first(paths, clock)
    with (
        tended_journal(paths, clock.moment) as journal,
        telling("Importing", clock.now_s, sys.stderr) as go_on,
    ):
        taken = journal.take_in(incoming.rows, go_on)
    confirm(_outcome(file, incoming, taken))
    return DONE


def _left(incoming: Incoming) -> str:
    rows = counted(len(incoming.refused), "row")
    rest = counted(len(incoming.rows), "other row")
    return (
        f"Nothing was imported: {rows} cannot be read.\n"
        f"mend: put the file right, or add --skip-refused to take {rest} without them"
    )


def _outcome(file: Path, incoming: Incoming, taken: TakenIn) -> str:
    parts = [f"{counted(taken.new, 'row')} new", f"{taken.known} known already"]
    if incoming.refused:
        parts.append(f"{len(incoming.refused)} refused")
    note = f" {incoming.note}" if incoming.note else ""
    return plain(f"{file.name}, {incoming.name}: {', '.join(parts)}.{note}")
