"""Run as a program: looks at a journal as a user who may not write it, and tries to all the same."""

import json
import os
import sys
from contextlib import closing
from pathlib import Path

from backstay.domain.errors import JournalError
from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.journal.content import NECK

NOBODY = 65534


def visit(path: Path) -> dict[str, object]:
    """How many entries are seen, the notice, and what saving one comes to."""
    clock = HandClock()
    with closing(open_journal(path, clock.moment)) as journal:
        saving = "saved"
        try:
            journal.pain.add(NECK, clock.moment())
        except JournalError as error:
            saving = type(error).__name__
        return {"entries": len(journal.pain.between()), "notice": journal.notice, "saving": saving}


if __name__ == "__main__":
    if os.geteuid() == 0:
        # The permissions of a file mean nothing to root.
        os.setuid(NOBODY)
    sys.stdout.write(json.dumps(visit(Path(sys.argv[1]))))
