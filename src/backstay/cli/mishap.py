"""What broke last, for the person to read and to hand on."""

from datetime import datetime
from pathlib import Path

from backstay.cli.exits import DONE
from backstay.cli.words import plain
from backstay.desktop.clock import Clock
from backstay.mishaps.record import Mishap, Outcome, last_mishap, mark_told
from backstay.paths import Paths

_OUTCOMES = {
    Outcome.WENT_ON: "; it went on.",
    Outcome.ENDED: ", and it stopped.",
    Outcome.AT_START: ", as its window opened.",
}
_KEPT = "What was saved is saved, and nothing was sent."


def show_mishap(paths: Paths, clock: Clock) -> int:
    """Print the last mishap with its details; that counts as told."""
    mishap = last_mishap(paths.logs)
    if mishap is None:
        print("Nothing is known to have broken.")
        return DONE
    print(f"{headline(mishap, clock)} {_KEPT}")
    print(f"The log is in {paths.logs}.\n")
    print("\n".join(plain(line) for line in mishap.details.split("\n")))
    mark_told(paths.logs)
    return DONE


def untold_line(folder: Path, clock: Clock) -> str | None:
    """A line about a mishap that has not been told yet."""
    mishap = last_mishap(folder)
    if mishap is None or mishap.is_told:
        return None
    return f"{headline(mishap, clock)} {_KEPT} “backstay mishap” shows what is known."


def headline(mishap: Mishap, clock: Clock) -> str:
    """What happened and when, by the clock of the person."""
    at = f"{_local(mishap, clock):%Y-%m-%d at %H:%M}"
    return f"Something in Backstay broke on {at}{_OUTCOMES[mishap.outcome]}"


def _local(mishap: Mishap, clock: Clock) -> datetime:
    return mishap.at.astimezone(clock.moment().local.tzinfo)
