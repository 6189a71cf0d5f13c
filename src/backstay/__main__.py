"""Where the program starts: the window where one can be shown, else the command line."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from backstay.cli.arguments import parse
from backstay.cli.exits import guarded, settle_streams
from backstay.cli.outside import Outside
from backstay.cli.oversight import Oversight, overseen
from backstay.cli.run import paths_of, run

if TYPE_CHECKING:
    from backstay.app import App
    from backstay.desktop.doorbell import Wish
    from backstay.domain.moment import Moment
    from backstay.domain.report import Paper, Report
    from backstay.mishaps.watch import Watch


def main(argv: Sequence[str] | None = None, outside: Outside | None = None) -> int:
    """Run one command line, that of the process without ``argv``; its exit code."""
    settle_streams()
    try:
        arguments = parse(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    surroundings = outside or Outside()
    return guarded(lambda: _run(arguments, surroundings))


def window() -> int:
    """The entry for desktops, which start it without a console."""
    return main()


def _run(arguments: argparse.Namespace, outside: Outside) -> int:
    logs = paths_of(arguments, outside).logs
    with overseen(logs, lambda: outside.make_clock(1.0).moment()) as oversight:
        if arguments.command == "report":
            return _make_report(arguments, outside, oversight)
        if _asks_for_window(arguments) and _is_display_there(outside):
            return _open_window(arguments, outside, oversight)
        if arguments.command in (None, "play"):
            oversight.begin()
        return run(arguments, outside)


def _make_report(arguments: argparse.Namespace, outside: Outside, oversight: Oversight) -> int:
    from backstay.cli.report import ReportWords, make_report

    words = ReportWords(
        out=arguments.out,
        since=arguments.since,
        until=arguments.until,
        region=arguments.region,
        recall=arguments.recall,
        paper=arguments.paper,
        notes=tuple(arguments.notes),
        is_replacing=arguments.replace,
    )
    oversight.begin()
    paint = partial(_paint, outside, oversight.watch)
    return make_report(paths_of(arguments, outside), outside.make_clock(1.0), words, paint)


def _paint(outside: Outside, watch: "Watch", report: "Report", paper: "Paper | None", now: "Moment") -> bytes:
    from backstay.desktop.preflight import require_libraries

    # Nothing is shown, so no display is needed, whether or not there is one.
    unseen = {**outside.environ, "QT_QPA_PLATFORM": "offscreen"}
    require_libraries(unseen)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from backstay.ui.report.unseen import paint_unseen

    return paint_unseen(report, paper, now, watch.note_fatal)


def _asks_for_window(arguments: argparse.Namespace) -> bool:
    is_for_window = arguments.command in (None, "open")
    return is_for_window or (arguments.command == "play" and not arguments.terminal)


def _is_display_there(outside: Outside) -> bool:
    from backstay.desktop.display import is_display_available

    return is_display_available(outside.environ)


def _open_window(arguments: argparse.Namespace, outside: Outside, oversight: Oversight) -> int:
    from backstay.desktop.preflight import require_libraries

    require_libraries(outside.environ)
    oversight.watch.opens_window()
    # Until the first page stands nearly everything that is made is there to stay.
    gc.disable()

    from contextlib import closing

    from backstay.app import build

    is_play = arguments.command == "play"
    clock = outside.make_clock(arguments.pace if is_play else 1.0)
    app = build(
        paths_of(arguments, outside), window=True, clock=clock, tones=outside.tones, voice=outside.voice
    )
    with closing(app):
        return _show(app, _wish(arguments, app), oversight)


def _wish(arguments: argparse.Namespace, app: "App") -> "Wish":
    """Raises ``InputError`` for a routine that there is not."""
    from backstay.desktop.doorbell import Wish

    if arguments.command == "play":
        return Wish(routine=app.library.routine(arguments.routine).id)
    # The window that is open already may stand in another folder.
    return Wish(file=str(arguments.file.absolute())) if arguments.command == "open" else Wish()


def _show(app: "App", wish: "Wish", oversight: Oversight) -> int:
    from backstay.desktop.doorbell import ring

    # A rehearsal needs a clock of its own, and with it a window of its own.
    if app.clock.pace == 1.0 and ring(app.paths.data, wish):
        print("Backstay is open already; its window comes forward.")
        return 0
    oversight.begin()
    from backstay.ui.application import run_window

    return run_window(app, wish, oversight.watch, opened=_settle)


def _settle() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    sys.exit(main())
