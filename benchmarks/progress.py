"""Run as a process of its own: opens Progress over a journal, twice, and prints both times as JSON.

``python -m benchmarks.progress FOLDER`` counts the milliseconds from asking for the page to its
picture: the first time as a person meets it, and once more with every library loaded, so that only
the diary makes the difference.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from backstay.app import App, build
from backstay.paths import find_paths
from backstay.ui.application import dressed_window, make_application


def main() -> int:
    """Open the page in two windows, one after the other."""
    application = make_application(["backstay"])
    app = build(find_paths(Path(sys.argv[1])), window=True)
    app.preferences = replace(app.preferences, reduced_motion=True)
    print(json.dumps({"first": opened_ms(application, app), "again": opened_ms(application, app)}))
    return 0


def opened_ms(application: QApplication, app: App) -> float:
    """Open a window on Today, and time the way from there to Progress."""
    # The window would open on the page it was closed on.
    app.paths.window.unlink(missing_ok=True)
    window = dressed_window(application, app)
    window.open()
    window.show()
    # Until the routines are read a page that is asked for only waits.
    while not app.has_library or not window.current_page:
        application.processEvents()
    application.processEvents()
    began_s = time.perf_counter()
    window.show_page("progress")
    window.grab()
    taken_ms = (time.perf_counter() - began_s) * 1000
    window.close()
    return taken_ms


if __name__ == "__main__":
    raise SystemExit(main())
