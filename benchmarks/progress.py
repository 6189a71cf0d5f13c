"""Run as a process of its own: opens Progress over a journal and prints the milliseconds it took.

``python -m benchmarks.progress FOLDER`` counts from asking for the page to its first picture, with
the chart library already imported, so that only the diary makes the difference.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

from backstay.app import build
from backstay.paths import find_paths
from backstay.ui.application import dressed_window, make_application


def main() -> int:
    """Open the page once for the imports, then anew for the clock."""
    application = make_application(["backstay"])
    app = build(find_paths(Path(sys.argv[1])), window=True)
    app.preferences = replace(app.preferences, reduced_motion=True)
    for _ in range(2):
        # The window would open on the page it was closed on.
        app.paths.window.unlink(missing_ok=True)
        window = dressed_window(application, app)
        window.open()
        window.show()
        application.processEvents()
        began_s = time.perf_counter()
        window.show_page("progress")
        window.grab()
        taken_ms = (time.perf_counter() - began_s) * 1000
        window.close()
    print(taken_ms)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
