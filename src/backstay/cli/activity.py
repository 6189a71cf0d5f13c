"""Runs and walks in the terminal: one that is typed in, and those of a file from a watch or a phone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backstay.care.tending import tended_journal
from backstay.cli.exits import DONE, confirm
from backstay.cli.keeping import keep_first
from backstay.cli.times import read_moment
from backstay.cli.words import activity_line, counted, plain
from backstay.desktop.clock import Clock
from backstay.domain.activity import Activity, ActivityKind, just_ended
from backstay.domain.errors import InputError
from backstay.exchange.tracks import Track, read_track
from backstay.journal.journal import Journal
from backstay.paths import Paths

_NUMBER = re.compile(r"\d{1,6}([.,]\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ActivityWords:
    """A run or walk as it was typed."""

    kind: str
    minutes: str
    km: str | None
    at: str | None
    note: str


def add_activity(paths: Paths, clock: Clock, words: ActivityWords) -> int:
    """Write one down; without a time it has just ended. Raises ``InputError`` before anything is touched,
    and ``JournalError``.
    """
    now = clock.moment()
    activity = Activity(
        ActivityKind(words.kind),
        _number(words.minutes, "--minutes", "minutes, such as 40") * 60,
        None if words.km is None else _number(words.km, "--km", "kilometres, such as 6.5") * 1000,
        words.note,
    )
    at = just_ended(activity, now) if words.at is None else read_moment(words.at, now)
    with tended_journal(paths, clock.moment) as journal:
        entry, _ = journal.activities.add(activity, at)
    confirm(f"Saved: {activity_line(entry.activity, entry.at)}")
    return DONE


def import_tracks(paths: Paths, clock: Clock, file: Path) -> int:
    """Take in the activities of a GPX, TCX or FIT file, all of them or none.

    What was taken in before is left as it is. Raises ``InputError`` and ``JournalError``.
    """
    tracks = read_track(file, clock.moment())
    keep_first(paths, clock)
    with tended_journal(paths, clock.moment) as journal:
        drafts = [journal.activities.draft(track.activity, track.at, track.entry_id) for track in tracks]
        taken = journal.take_in(drafts)
        left_out = _deleted(journal, tracks)
    for track in tracks:
        confirm(activity_line(track.activity, track.at))
    parts = [f"{taken.new} new", f"{taken.known} known already"]
    if left_out:
        parts.append(f"{left_out} deleted here before and left so")
    what = counted(len(tracks), "activity", "activities")
    confirm(plain(f"{file.name}: {what}, {', '.join(parts)}."))
    return DONE


def _number(text: str, option: str, expected: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise InputError(f'"{text}" is not a number.', where=option, expected=expected)
    return float(text.replace(",", "."))


def _deleted(journal: Journal, tracks: Sequence[Track]) -> int:
    return sum(journal.activities.versions(track.entry_id)[-1].is_deleted for track in tracks)
