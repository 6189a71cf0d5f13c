"""What may be typed behind ``backstay``. Only commands that exist are listed."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from backstay import __version__

_DESCRIPTION = (
    "Guided posture and core-strength routines, and your own log of them. "
    "Without a command the window opens; without a display the terminal front end starts."
)
_EXIT_CODES = "exit: 0 done, 1 the input or the data is wrong, 2 usage, 3 this computer lacks a library"

Parser = argparse.ArgumentParser


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line as a namespace; ``command`` is None without a command.

    Raises ``SystemExit`` with 2 for wrong usage, and with 0 once help or the version is shown.
    """
    parser = Parser(
        "backstay", description=_DESCRIPTION, epilog=_EXIT_CODES, allow_abbrev=False, parents=[_everywhere()]
    )
    parser.set_defaults(data_dir=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (text, add_arguments) in _COMMANDS.items():
        command = commands.add_parser(
            name, help=text, description=text, epilog=_EXIT_CODES, allow_abbrev=False, parents=[_everywhere()]
        )
        add_arguments(command)
    arguments = parser.parse_args(_settled(sys.argv[1:] if argv is None else argv))
    if arguments.command == "play":
        # A window has no bell, so whoever asks for one is in a terminal.
        arguments.terminal = arguments.terminal or arguments.bell
    return arguments


def _settled(argv: Sequence[str]) -> Sequence[str]:
    """The words in an order that the parser understands.

    A pack alone is one to look at: so a desktop hands over the file that somebody double-clicked. A
    pack behind the ids to replace would be taken for one more of them.
    """
    after_option = False
    for index, word in enumerate(argv):
        if not after_option and not word.startswith("-"):
            if word == "import" and "--replace" in argv:
                return _pack_first(argv, argv.index("--replace"))
            return [*argv[:index], "open", *argv[index:]] if _is_pack(word) else argv
        after_option = word == "--data-dir"
    return argv


def _pack_first(argv: Sequence[str], option: int) -> Sequence[str]:
    behind = argv[option:]
    packs = [word for word in behind if _is_pack(word)]
    return [*argv[:option], *packs, *(word for word in behind if word not in packs)]


def _is_pack(word: str) -> bool:
    return word.lower().endswith(".backstay")


def _everywhere() -> Parser:
    # Suppressed, so that a command without the option leaves alone what stood before the command.
    parser = Parser(add_help=False)
    parser.add_argument(
        "--data-dir",
        type=_folder,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="keep data, settings, logs and your own routines under DIR (or BACKSTAY_DATA_DIR)",
    )
    parser.add_argument("--version", action="version", version=f"backstay {__version__}")
    return parser


def _folder(text: str) -> Path:
    return _named(text, "folder")


def _file(text: str) -> Path:
    return _named(text, "file")


def _named(text: str, kind: str) -> Path:
    # An unset variable in a script; the folder one happens to be in is never meant.
    if not text:
        raise argparse.ArgumentTypeError(f"the name of a {kind} is expected")
    return Path(text)


def _play(parser: Parser) -> None:
    parser.add_argument("routine", metavar="ROUTINE", help="an id that “backstay list” shows")
    parser.add_argument(
        "--terminal",
        action="store_true",
        help="in this terminal, without a window; the keys are those of the window, and ? shows them",
    )
    parser.add_argument(
        "--bell", action="store_true", help="in this terminal, with its bell in the place of tones"
    )
    parser.add_argument(
        "--pace", type=float, default=1.0, metavar="X", help="play X seconds in one, for rehearsals and tests"
    )


def _list(parser: Parser) -> None:
    parser.add_argument("--exercises", action="store_true", help="the exercises in place of the routines")
    _json(parser)


def _show(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of a routine or an exercise")
    _json(parser)


def _pain(parser: Parser) -> None:
    parser.add_argument("score", metavar="SCORE", help="0 (no pain) to 10 (as bad as you can imagine)")
    parser.add_argument("--region", metavar="R", help="where it hurts, such as mid-back")
    parser.add_argument("--side", metavar="S", help="left, centre, right or both")
    parser.add_argument(
        "--when", metavar="W", default="now", help="now, before, during, after or next-morning"
    )
    parser.add_argument("--recall", metavar="SPAN", default="now", help="now or last-7-days")
    parser.add_argument("--at", metavar="ISO", help="when it was, such as 2026-03-02T07:30; else now")
    parser.add_argument("--note", metavar="TEXT", default="", help="your own words")


def _activity(parser: Parser) -> None:
    parser.add_argument("kind", choices=("run", "walk"), help="what it was")
    parser.add_argument("--minutes", metavar="N", required=True, help="how long it was, without pauses")
    parser.add_argument("--km", metavar="N", help="how far it was, such as 6.5")
    parser.add_argument(
        "--at", metavar="ISO", help="when it began, such as 2026-03-02T07:30; else it has just ended"
    )
    parser.add_argument("--note", metavar="TEXT", default="", help="your own words")


def _log(parser: Parser) -> None:
    _since(parser)
    _json(parser)


def _export(parser: Parser) -> None:
    parser.add_argument(
        "--format",
        choices=("csv", "json", "fhir", "zip"),
        required=True,
        help="csv for a spreadsheet, json without loss, fhir for health programs, zip with all three to keep",
    )
    _since(parser)
    parser.add_argument("--out", type=_file, metavar="FILE", help="write to FILE, in place of the terminal")
    parser.add_argument("--replace", action="store_true", help="take the place of a FILE that is there")


def _report(parser: Parser) -> None:
    parser.add_argument("--out", type=_file, metavar="FILE", required=True, help="the PDF to write")
    parser.add_argument("--replace", action="store_true", help="take the place of a FILE that is there")
    parser.add_argument(
        "--since", metavar="DATE", help="from this day on, as YYYY-MM-DD; else the last 12 weeks"
    )
    parser.add_argument("--until", metavar="DATE", help="up to this day; else today")
    parser.add_argument("--region", metavar="R", help="where it hurts, such as mid-back, or all")
    parser.add_argument("--recall", metavar="SPAN", help="now or last-7-days; else what was asked")
    parser.add_argument("--paper", metavar="SIZE", help="a4 or letter; else what is usual where you are")
    parser.add_argument(
        "--notes",
        nargs="+",
        default=["none"],
        metavar="DATE",
        help="the notes of these days, or all, or none",
    )


def _open(parser: Parser) -> None:
    parser.add_argument("file", type=_file, metavar="FILE", help="a pack, whose name ends in .backstay")


def _import(parser: Parser) -> None:
    parser.add_argument(
        "file",
        type=_file,
        metavar="FILE",
        help="a log that was exported (.zip, .json, .csv), a FHIR bundle, another program's table (.csv), "
        "a run or walk (.gpx, .tcx, .fit), or a pack (.backstay)",
    )
    parser.add_argument(
        "--skip-refused",
        action="store_true",
        help="take the rest of a .csv or a FHIR bundle of which some cannot be read; without this nothing is "
        "taken then. A .zip or .json is always taken whole or not at all",
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--replace",
        nargs="+",
        default=[],
        metavar="ID",
        help="of a pack: where both have these, take its own",
    )
    choice.add_argument(
        "--keep", action="store_true", help="of a pack: where both have something, keep what is here"
    )
    _table(parser)


def _table(parser: Parser) -> None:
    group = parser.add_argument_group(
        "a table of another program", "What it would become is shown; without --yes somebody is asked first."
    )
    group.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column holds the time, clock, score, note, region or side",
    )
    group.add_argument("--of", metavar="NAME", help="which of the things that the table tells of")
    group.add_argument("--date-order", choices=("dmy", "mdy"), help="what stands first, the day or the month")
    group.add_argument("--scale", choices=("0-10", "0-100", "0-5"), help="the scale of the scores in it")
    group.add_argument("--round", action="store_true", help="round a score between two whole numbers")
    group.add_argument("--yes", action="store_true", help="take it in without a question")


def _restore(parser: Parser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "backup",
        nargs="?",
        metavar="BACKUP",
        help="the number or the name of a backup, or a file; without it they are listed",
    )
    choice.add_argument(
        "--newest",
        action="store_true",
        help="of a damaged log: take the newest backup that is sound, and what was written down since",
    )
    choice.add_argument(
        "--salvage",
        action="store_true",
        help="of a damaged log: the same with all that can still be read of the damaged file",
    )
    parser.add_argument("--yes", action="store_true", help="do it without a question")


def _sync(parser: Parser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--folder",
        type=_folder,
        metavar="DIR",
        help="share the entries through DIR, which Syncthing, Nextcloud or the like keeps in step",
    )
    choice.add_argument("--off", action="store_true", help="share them no longer")


def _pack(parser: Parser) -> None:
    parser.add_argument("routines", nargs="+", metavar="ROUTINE", help="ids that “backstay list” shows")
    parser.add_argument("--out", type=_file, metavar="FILE", required=True, help="the pack to write")
    parser.add_argument("--author", metavar="NAME", default="", help="who made it")
    parser.add_argument("--licence", metavar="L", default="", help="what others may do with it")


def _backup(parser: Parser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--out", type=_file, metavar="FILE", help="write the copy to FILE, in place of the folder of backups"
    )
    choice.add_argument("--list", action="store_true", help="show the backups there are")
    parser.add_argument("--replace", action="store_true", help="take the place of a FILE that is there")


def _validate(parser: Parser) -> None:
    parser.add_argument(
        "files", type=_file, nargs="+", metavar="FILE", help="exercises, routines, packs, or folders of them"
    )


def _delete_all(parser: Parser) -> None:
    parser.add_argument("--yes", action="store_true", help="remove it; without this it is only shown")
    parser.add_argument(
        "--with-routines", action="store_true", help="your own exercises, routines and pictures, too"
    )


def _nothing(_parser: Parser) -> None:
    """The command takes no arguments of its own."""


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="for another program to read")


def _since(parser: Parser) -> None:
    parser.add_argument("--since", metavar="DATE", help="from this day on, as YYYY-MM-DD")


_COMMANDS: dict[str, tuple[str, Callable[[Parser], None]]] = {
    "play": ("follow a routine", _play),
    "list": ("show the routines there are", _list),
    "show": ("show one routine or exercise with its steps", _show),
    "validate": ("look for faults in routines, exercises and packs", _validate),
    "pain": ("write a pain score into your log", _pain),
    "activity": ("write a run or a walk into your log", _activity),
    "log": ("show your log", _log),
    "export": ("write your log for another program", _export),
    "report": ("make one page to take to your physio, as a PDF", _report),
    "open": ("look at a pack in the window", _open),
    "import": ("take in a log, scores, runs or a pack from elsewhere", _import),
    "sync": ("exchange entries with your other computers", _sync),
    "pack": ("put routines into one file, to give to somebody", _pack),
    "backup": ("copy your log and check the copy", _backup),
    "restore": ("bring your log back from a backup", _restore),
    "verify": ("check everything that is kept, and change nothing", _json),
    "doctor": ("say what works here, what is missing, and the mend", _json),
    "mishap": ("show what broke last, to hand on", _nothing),
    "safety": ("say when to stop and when to get help", _nothing),
    "paths": ("say where your files are", _nothing),
    "delete-all": ("show all that is kept about you, and remove it", _delete_all),
}
