"""What “backstay restore” does: a backup brought back into the log, or a log that is damaged recovered."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backstay.backups.backup import Backup, Reason
from backstay.backups.backups import Backups
from backstay.care.recovery import Damage, find_damage
from backstay.care.restore import preview, restore
from backstay.care.tending import backups_of, tended_journal
from backstay.cli.backup import REASONS, holding_of, shown_at
from backstay.cli.exits import DONE, WRONG, confirm
from backstay.cli.outside import Outside
from backstay.cli.progress import telling
from backstay.cli.questions import is_agreed_to
from backstay.cli.recover import recover, show_offers
from backstay.cli.words import activity_line, counted, length_text, listed, plain
from backstay.desktop.clock import Clock
from backstay.domain.activity import ActivityEntry
from backstay.domain.errors import InputError
from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainEntry
from backstay.journal.change import Kind
from backstay.journal.chronicle import Entry, moment_of
from backstay.journal.difference import Difference, Told, count_by_kind
from backstay.paths import Paths
from backstay.settings import load_settings

_SHOWN_ENTRIES = 10
_KINDS = {
    Kind.SESSIONS: ("session", "sessions"),
    Kind.PAIN: ("pain score", "pain scores"),
    Kind.ACTIVITY: ("run or walk", "runs and walks"),
    Kind.MARKS: ("mark", "marks"),
}


@dataclass(frozen=True, slots=True)
class RestoreWords:
    """What was typed: ``backup`` names one, and with ``is_agreed`` nobody is asked."""

    backup: str | None
    is_newest: bool
    is_salvaging: bool
    is_agreed: bool


def restore_log(paths: Paths, outside: Outside, words: RestoreWords) -> int:
    """Bring the log back, or show from what it can be brought back. Raises ``BackstayError``."""
    clock = outside.make_clock(1.0)
    settings = load_settings(paths.settings, sets_aside=False)
    backups = backups_of(paths, settings.preferences, clock.moment)
    chosen = _chosen(words.backup, backups) if words.backup is not None else None
    with telling("Looking at the log", clock.now_s, sys.stderr) as go_on:
        damage = find_damage(paths, go_on)
    if damage is not None:
        return _recover(paths, outside, backups, damage, chosen, words)
    if words.is_newest or words.is_salvaging:
        raise InputError(
            "The log is sound; there is nothing to recover.",
            where=str(paths.journal),
            mend="to bring back an earlier state of it, name a backup",
        )
    if chosen is None:
        return _list(backups, clock)
    return _restore(paths, outside, backups, chosen, is_agreed=words.is_agreed)


def _recover(
    paths: Paths,
    outside: Outside,
    backups: Backups,
    damage: Damage,
    chosen: Path | None,
    words: RestoreWords,
) -> int:
    if chosen is None and not words.is_newest and not words.is_salvaging:
        return show_offers(paths, outside, backups, damage)
    return recover(
        paths, outside, backups, damage, chosen, is_salvaging=words.is_salvaging, is_agreed=words.is_agreed
    )


def _chosen(text: str, backups: Backups) -> Path:
    """The backup of that number or name, or the file."""
    found = backups.all()
    if text.isdecimal():
        if not 1 <= int(text) <= len(found):
            raise InputError(
                f"There is no backup with the number {text}.",
                expected=f"1 to {len(found)}" if found else "",
                mend="see which there are: backstay restore",
            )
        return found[int(text) - 1].path
    named = [backup.path for backup in found if backup.path.name == text]
    return named[0] if named else Path(text)


def _list(backups: Backups, clock: Clock) -> int:
    found = backups.all()
    now = clock.moment()
    for number, backup in enumerate(found, 1):
        print(plain(f"{number:>4}  {_line(backup, now_text=shown_at(backup.made_at, now))}"))
    if not found:
        print("There are no backups yet.")
    else:
        print("To see what would be otherwise, and to bring one back: backstay restore NUMBER")
    return DONE


def _line(backup: Backup, now_text: str) -> str:
    return f"{now_text}  {holding_of(backup)}, {REASONS[backup.reason]}"


def _restore(paths: Paths, outside: Outside, backups: Backups, backup: Path, *, is_agreed: bool) -> int:
    clock = outside.make_clock(1.0)
    with tended_journal(paths, clock.moment) as journal:
        with telling("Comparing", clock.now_s, sys.stderr) as go_on:
            difference = preview(journal, backup, go_on)
        if difference.is_empty:
            confirm("Every entry is already as it is in this backup. Nothing was changed.")
            return DONE
        for line in _difference_lines(difference):
            print(plain(line), flush=True)
        if not is_agreed and not is_agreed_to(outside, "Restore it? y restores, n leaves all as it is:"):
            return WRONG
        with telling("Restoring", clock.now_s, sys.stderr) as go_on:
            restore(journal, backup, backups, go_on)
    former = next(one.path.name for one in backups.all() if one.reason is Reason.BEFORE_RESTORE)
    confirm(f"Restored. To take it back: backstay restore {former}")
    return DONE


def _difference_lines(difference: Difference) -> Iterator[str]:
    yield from _part("Would come back", difference.returns)
    yield from _part("Would go", difference.goes)
    yield from _part("Would change", difference.changes)
    yield "A backup of your log as it is now is made first; nothing is removed from the file."


def _part(head: str, told: Sequence[Told]) -> Iterator[str]:
    if not told:
        return
    counts = count_by_kind(told)
    yield f"{head}: {listed([counted(counts[kind], *_KINDS[kind]) for kind in Kind if counts.get(kind)])}"
    for one in told[:_SHOWN_ENTRIES]:
        now = f"; now: {_words(one.present)}" if one.present not in (None, one.entry) else ""
        yield f"  {moment_of(one.entry).local:%Y-%m-%d %H:%M}  {_words(one.entry)}{now}"
    if len(told) > _SHOWN_ENTRIES:
        yield f"  and {len(told) - _SHOWN_ENTRIES} more"


def _words(entry: Entry | None) -> str:
    if isinstance(entry, PainEntry):
        where = entry.pain.region.replace("-", " ") if entry.pain.region else ""
        note = f": {entry.pain.note}" if entry.pain.note else ""
        return f"{', '.join(part for part in (f'pain {entry.pain.score}', where) if part)}{note}"
    if isinstance(entry, SessionRecord):
        lasted = length_text(entry.active_s) if entry.outcome else "cut off"
        return f"{entry.plan.routine_name}, {lasted}"
    if isinstance(entry, ActivityEntry):
        # All but the time of day, which stands in front.
        return activity_line(entry.activity, entry.at).split("  ", 1)[1]
    return f"mark: {entry.mark.text}" if entry is not None else ""
