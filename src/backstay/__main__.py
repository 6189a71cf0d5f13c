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
from backstay.cli.run import paths_of, run

if TYPE_CHECKING:
    from backstay.app import App
    from backstay.desktop.doorbell import Wish
    from backstay.domain.moment import Moment
    from backstay.domain.report import Paper, Report


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
    if arguments.command == "report":
        return _make_report(arguments, outside)
    if not _asks_for_window(arguments):
        return run(arguments, outside)
    from backstay.desktop.display import is_display_available

    if not is_display_available(outside.environ):
        return run(arguments, outside)
    return _open_window(arguments, outside)


def _make_report(arguments: argparse.Namespace, outside: Outside) -> int:
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
    return make_report(paths_of(arguments, outside), outside.make_clock(1.0), words, partial(_paint, outside))


def _paint(outside: Outside, report: "Report", paper: "Paper | None", now: "Moment") -> bytes:
    from backstay.desktop.preflight import require_libraries

    # Nothing is shown, so no display is needed, whether or not there is one.
    unseen = {**outside.environ, "QT_QPA_PLATFORM": "offscreen"}
    require_libraries(unseen)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from backstay.ui.report.unseen import paint_unseen

    return paint_unseen(report, paper, now)


def _asks_for_window(arguments: argparse.Namespace) -> bool:
    is_for_window = arguments.command in (None, "open")
    return is_for_window or (arguments.command == "play" and not arguments.terminal)


def _open_window(arguments: argparse.Namespace, outside: Outside) -> int:
    from backstay.desktop.preflight import require_libraries

    require_libraries(outside.environ)
    # Until the first page stands nearly everything that is made is there to stay.
    gc.disable()

    from contextlib import closing

    from backstay.app import build
    from backstay.logs import start_logging, stop_logging

    is_play = arguments.command == "play"
    clock = outside.make_clock(arguments.pace if is_play else 1.0)
    app = build(
        paths_of(arguments, outside), window=True, clock=clock, tones=outside.tones, voice=outside.voice
    )
    log = start_logging(app.paths.logs)
    try:
        with closing(app):
            return _show(app, _wish(arguments, app))
    finally:
        stop_logging(log)


def _wish(arguments: argparse.Namespace, app: "App") -> "Wish":
    """Raises ``InputError`` for a routine that there is not."""
    from backstay.desktop.doorbell import Wish

    if arguments.command == "play":
        return Wish(routine=app.library.routine(arguments.routine).id)
    # The window that is open already may stand in another folder.
    return Wish(file=str(arguments.file.absolute())) if arguments.command == "open" else Wish()


def _show(app: "App", wish: "Wish") -> int:
    from backstay.desktop.doorbell import ring

    # A rehearsal needs a clock of its own, and with it a window of its own.
    if app.clock.pace == 1.0 and ring(app.paths.data, wish):
        print("Backstay is open already; its window comes forward.")
        return 0
    from backstay.ui.application import run_window

    return run_window(app, wish, opened=_settle)


def _settle() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    sys.exit(main())
