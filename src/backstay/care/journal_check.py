"""The journal itself: whether it is there, how it is kept, and whether every row is what was written."""

import os
from collections.abc import Iterator

from backstay.care.check import Check, doubt, sound
from backstay.care.sound_copy import is_newer
from backstay.domain.contents import Contents
from backstay.domain.errors import JournalError
from backstay.journal.checkup import require_durable
from backstay.journal.database import marker_of
from backstay.journal.health import Health, examine
from backstay.journal.intake import GoOn
from backstay.paths import Paths

NAME = "journal"
_START = "start the window, or “backstay restore”: it tells what can be had back, and loses nothing"


def is_begun(paths: Paths) -> bool:
    """Whether anything has ever been kept here."""
    traces = (paths.journal, marker_of(paths.journal), paths.backups, paths.changes)
    return any(os.path.lexists(trace) for trace in traces)


def check_journal(paths: Paths, go_on: GoOn) -> Iterator[Check]:
    """What there is to say of it, several lines. Raises ``CancelledError``."""
    if not os.path.lexists(paths.journal):
        yield doubt(NAME, f"{paths.journal} is gone, and there has been one", _START)
        return
    is_cut_off_before = _is_write_under_way(paths)
    health = examine(paths.journal, go_on)
    # A write of another program is over by now; one that was cut off still waits to be taken back.
    if is_cut_off_before and _is_write_under_way(paths):
        yield doubt(
            NAME, "a write to it was cut off and is not taken back yet", "start Backstay, then check again"
        )
    yield from _of_health(paths, health)
    yield _of_settings(paths)


def _of_health(paths: Paths, health: Health) -> Iterator[Check]:
    for problem in health.problems:
        yield doubt(NAME, problem, _START)
    if is_newer(health):
        yield doubt(NAME, f"its form {health.version} is newer than this Backstay", "use the newer Backstay")
    elif health.is_sound:
        yield sound(NAME, f"{paths.journal}, form {health.version}: every page and every link is whole")
    if health.contents is not None and health.is_sound:
        rows = sum(health.contents.rows.values())
        yield sound("entries", f"{told(health.contents)}; {rows:,} rows, each with a checksum that fits")


def _of_settings(paths: Paths) -> Check:
    try:
        require_durable(paths.journal)
    except JournalError as error:
        return doubt("power cut", f"{error.what} ({error.where})", error.mend or _START)
    return sound("power cut", "every setting that keeps entries through one is in force")


def _is_write_under_way(paths: Paths) -> bool:
    return os.path.lexists(paths.journal.with_name(f"{paths.journal.name}-journal"))


def told(contents: Contents) -> str:
    """``812 entries from 2024-01-03 to 2026-11-22``, or that there are none."""
    if contents.first_day is None or contents.last_day is None:
        return "no entries"
    entries = "1 entry" if contents.entries == 1 else f"{contents.entries:,} entries"
    return f"{entries} from {contents.first_day} to {contents.last_day}"
