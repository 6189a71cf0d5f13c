"""The backup that stands before whatever brings many entries in at once."""

import sys

from backstay.care.tending import keep_before_import
from backstay.cli.progress import telling
from backstay.desktop.clock import Clock
from backstay.paths import Paths


def keep_first(paths: Paths, clock: Clock) -> None:
    """A backup before many entries come in. Raises ``BackupError``: nothing is imported without one."""
    with telling("Copying your log first", clock.now_s, sys.stderr) as go_on:
        keep_before_import(paths, clock.moment, go_on)
