"""Run as a process of its own: opens the journal page over a journal, types a letter into its search and
deletes an entry, and prints how long each takes as JSON.

``python -m benchmarks.journal_page FOLDER`` counts the milliseconds from the wish to the picture. ``open``
is the first screen; ``letter`` and ``delete`` come when all
has been read.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QApplication, QLineEdit

from backstay.app import App, build
from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.history import SessionPlan
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Region
from backstay.journal.journal import Journal, open_journal
from backstay.journal.rows import TableRow
from backstay.paths import find_paths
from backstay.ui.application import dressed_window, make_application
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.journal import JournalPage
from backstay.ui.widgets.labels import PlainLabel

_PLAN = SessionPlan("core-light", "Core, light", 736, 5)


def write_entries(path: Path, count: int) -> None:
    """Fill a new journal with an entry an hour: of 20, 13 scores, 4 sessions, 2 runs and 1 mark."""
    end = Moment.from_local(datetime.now(UTC), "Etc/UTC")
    log = open_journal(path, lambda: end)
    log.take_in(_rows(log, end, count))
    log.close()


def _rows(log: Journal, end: Moment, count: int) -> Iterator[TableRow]:
    dice = random.Random(7)
    for back in range(count - 1, -1, -1):
        at, entry_id = Moment.from_local(end.local - timedelta(hours=back), end.zone), str(uuid4())
        match back % 20:
            case 1:
                yield log.marks.draft(Mark("new chair"), at, entry_id)
            case 2 | 3:
                yield log.activities.draft(Activity(ActivityKind.RUN, 1800.0, 5000.0), at, entry_id)
            case 4 | 5 | 6 | 7:
                yield log.sessions.draft_whole(_PLAN, at, 600.0, entry_id)
            case _:
                note = "a long day at the desk" if back % 5 == 0 else ""
                score = PainScore(dice.randrange(11), Region.MID_BACK, note=note)
                yield log.pain.draft(score, at, entry_id)


def main() -> int:
    """Open the page twice, with every library loaded the second time, and go on there."""
    application = make_application(["backstay"])
    app, window, _ = _opened(application)
    window.close()
    app.close()
    app, window, open_ms = _opened(application)
    page = window.findChild(JournalPage)
    search = window.findChild(QLineEdit, "journal_search")
    assert page is not None
    assert search is not None
    search.setText("chair")
    _read_all(application, window)
    search.clear()
    letter_ms = _taken_ms(window, lambda: search.setText("d"))
    search.clear()
    page.setFocus()
    delete_ms = _taken_ms(window, page.delete_chosen)
    window.close()
    app.close()
    print(json.dumps({"open": open_ms, "letter": letter_ms, "delete": delete_ms}))
    return 0


def _opened(application: QApplication) -> tuple[App, MainWindow, float]:
    app = build(find_paths(Path(sys.argv[1])), window=True)
    app.preferences = replace(app.preferences, reduced_motion=True)
    # The window would open on the page it was closed on.
    app.paths.window.unlink(missing_ok=True)
    window = dressed_window(application, app)
    window.open()
    window.show()
    while not window.current_page:
        application.processEvents()
    return app, window, _taken_ms(window, lambda: window.show_page("journal"))


def _taken_ms(window: MainWindow, act: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    act()
    window.grab()
    return (time.perf_counter() - began_s) * 1000


def _read_all(application: QApplication, window: MainWindow) -> None:
    """Wait until the count of what is found stands."""
    count = window.findChild(PlainLabel, "journal_count")
    assert count is not None
    while " of " not in count.text() or "so far" in count.text():
        application.processEvents()


if __name__ == "__main__":
    raise SystemExit(main())
