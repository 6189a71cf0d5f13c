"""What the terminal says of a log that is damaged, empty or gone, and how it is recovered there."""

import sys
from pathlib import Path

from backstay.backups.backup import Backup, Reason
from backstay.backups.backups import Backups
from backstay.care.recovery import (
    Damage,
    Offers,
    Recovered,
    look_for_offers,
    newest_sound,
    recover_by_salvage,
    recover_from_backup,
)
from backstay.cli.backup import shown_at, told_contents
from backstay.cli.exits import DONE, WRONG, confirm, tell
from backstay.cli.outside import Outside
from backstay.cli.progress import telling
from backstay.cli.questions import is_agreed_to
from backstay.cli.words import counted, plain
from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.paths import Paths


def show_offers(paths: Paths, outside: Outside, backups: Backups, damage: Damage) -> int:
    """Say what is wrong, and what can be recovered from; 1, because nothing is mended yet. Raises
    ``BackstayError``.
    """
    clock = outside.make_clock(1.0)
    tell(f"{damage.what}\nwhere: {damage.path}\nNothing of it was changed.")
    with telling("Looking for what is left", clock.now_s, sys.stderr) as go_on:
        offers = look_for_offers(paths, backups, damage, go_on)
    for line in _offer_lines(offers, clock.moment()):
        print(plain(line))
    return WRONG


def recover(
    paths: Paths,
    outside: Outside,
    backups: Backups,
    damage: Damage,
    chosen: Path | None,
    *,
    is_salvaging: bool,
    is_agreed: bool,
) -> int:
    """Put another journal in the place of the damaged one: of ``chosen`` or else of the newest sound backup,
    with ``is_salvaging`` of all that can be found. Raises ``BackstayError``.
    """
    clock = outside.make_clock(1.0)
    tell(damage.what)
    if not is_agreed and not is_agreed_to(outside, "Recover it? y recovers, n leaves all as it is:"):
        return WRONG
    with telling("Recovering", clock.now_s, sys.stderr) as go_on:
        if is_salvaging:
            recovered = recover_by_salvage(paths, backups, damage, clock.moment, go_on)
        else:
            backup = _as_backup(chosen, clock.moment()) if chosen else newest_sound(backups, go_on)[0]
            recovered = recover_from_backup(paths, backups, backup, clock.moment, go_on)
    confirm(_told(recovered))
    if recovered.trouble:
        tell(f"No backup of it could be made: {recovered.trouble}")
    return DONE


def _offer_lines(offers: Offers, now: Moment) -> list[str]:
    lines = []
    if offers.backup is not None and offers.backup_contents is not None:
        made = shown_at(offers.backup.made_at, now)
        lines.append(f"The newest sound backup is of {made} and has {told_contents(offers.backup_contents)}.")
    else:
        lines.append("There is no sound backup.")
    if offers.from_changes:
        lines.append(f"The change files have {counted(offers.from_changes, 'row')} that it lacks.")
    if offers.backup is not None or offers.from_changes:
        lines.append("To recover from these: backstay restore --newest")
    if offers.salvage is not None:
        found, lost = len(offers.salvage.rows), offers.salvage.damaged + offers.salvage.missing
        lines.append(
            f"Of the damaged file {counted(found, 'row')} can still be read; {lost} or more cannot. "
            "To add what can: backstay restore --salvage"
        )
    return lines


def _as_backup(path: Path, now: Moment) -> Backup:
    if not path.is_file():
        raise InputError("There is no such backup.", where=str(path))
    return Backup(path, now.utc, Reason.BY_HAND, path.stat().st_size)


def _told(recovered: Recovered) -> str:
    until = f", up to {recovered.contents.last_day}" if recovered.contents.last_day else ""
    text = f"Recovered: {told_contents(recovered.contents)}{until}."
    if recovered.left_out:
        text += (
            f" {counted(recovered.left_out, 'row')} belong to others that were not found, and were left out."
        )
    if recovered.kept is not None:
        text += f" The former file is kept: {recovered.kept}"
    return plain(text)
