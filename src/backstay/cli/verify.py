"""Everything that is kept, checked: a line for each thing that was looked at, and the verdict at the end."""

import sys

from backstay.care.check import Check
from backstay.care.verify import verify
from backstay.cli.exits import DONE, WRONG
from backstay.cli.progress import telling
from backstay.cli.words import counted, plain
from backstay.desktop.clock import Clock
from backstay.paths import Paths
from backstay.settings import load_settings


def check_everything(paths: Paths, clock: Clock, *, as_json: bool) -> int:
    """Print every check; 1 when there is any doubt. Nothing is changed."""
    preferences = load_settings(paths.settings, sets_aside=False).preferences
    with telling("Checking", clock.now_s, sys.stderr) as go_on:
        checks = verify(paths, preferences, clock.moment, go_on)
    doubts = sum(not check.is_sound for check in checks)
    if as_json:
        _print_json(checks, doubts)
    else:
        print("\n".join(_line(check) for check in checks))
        print(_verdict(len(checks), doubts))
    return WRONG if doubts else DONE


def _line(check: Check) -> str:
    state = "sound" if check.is_sound else "doubt"
    mend = f"\n{'':22}mend: {plain(check.mend)}" if check.mend else ""
    return f"{state:<8}{check.name:<14}{plain(check.text)}{mend}"


def _verdict(looked_at: int, doubts: int) -> str:
    if not doubts:
        return f"All {looked_at} checks are sound."
    return f"{counted(doubts, 'doubt')} in {counted(looked_at, 'check')}. Nothing was changed."


def _print_json(checks: tuple[Check, ...], doubts: int) -> None:
    import json
    from dataclasses import asdict

    print(json.dumps({"is_sound": not doubts, "checks": [asdict(check) for check in checks]}, indent=2))
