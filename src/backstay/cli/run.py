"""From the command line to the function that does it; each command imports only what it needs."""

import argparse

from backstay.cli.outside import Outside
from backstay.domain.errors import BackstayError, InputError
from backstay.paths import Paths, find_paths


def run(arguments: argparse.Namespace, outside: Outside) -> int:
    """Carry out one command without a window; its exit code. Raises ``BackstayError``."""
    paths = paths_of(arguments, outside)
    match arguments.command:
        case "list" | "show":
            return _browse(arguments, paths)
        case "validate":
            from backstay.cli.validate import validate

            return validate(paths, arguments.files)
        case "pain" | "log" | "export":
            return _keep_diary(arguments, paths, outside)
        case "activity":
            return _keep_activity(arguments, paths, outside)
        case "open":
            raise BackstayError(
                "There is no display to show the pack on.",
                where=str(arguments.file),
                mend=f"take what is in it here: backstay import {arguments.file}",
            )
        case "import" | "pack":
            return _exchange(arguments, paths, outside)
        case "restore":
            from backstay.cli.restore import RestoreWords, restore_log

            words = RestoreWords(
                arguments.backup, arguments.newest, is_salvaging=arguments.salvage, is_agreed=arguments.yes
            )
            return restore_log(paths, outside, words)
        case "backup":
            return _back_up(arguments, paths, outside)
        case "sync":
            from backstay.cli.sync import sync

            return sync(paths, outside, folder=arguments.folder, is_off=arguments.off)
        case "doctor":
            from backstay.cli.doctor import doctor

            return doctor(paths, outside, as_json=arguments.json)
        case "verify":
            from backstay.cli.verify import check_everything

            return check_everything(paths, outside.make_clock(1.0), as_json=arguments.json)
        case "delete-all":
            from backstay.cli.delete_all import delete_all

            return delete_all(paths, is_meant=arguments.yes, with_routines=arguments.with_routines)
        case "mishap":
            from backstay.cli.mishap import show_mishap

            return show_mishap(paths, outside.make_clock(1.0))
        case "safety":
            from backstay.cli.safety import show_safety

            return show_safety(paths)
        case "paths":
            return _print_paths(paths)
        case _:
            return _lead(arguments, paths, outside)


def paths_of(arguments: argparse.Namespace, outside: Outside) -> Paths:
    """Where the files of this person are. Raises ``InputError`` when the home folder is not known."""
    try:
        return find_paths(arguments.data_dir, outside.environ)
    except RuntimeError as error:
        raise InputError(
            "The home folder is not known.", mend="name a folder for your data with --data-dir"
        ) from error


def _browse(arguments: argparse.Namespace, paths: Paths) -> int:
    from backstay.cli.browse import list_exercises, list_routines, show

    if arguments.command == "show":
        return show(paths, arguments.id, as_json=arguments.json)
    if arguments.exercises:
        return list_exercises(paths, as_json=arguments.json)
    return list_routines(paths, as_json=arguments.json)


def _keep_diary(arguments: argparse.Namespace, paths: Paths, outside: Outside) -> int:
    from backstay.cli.diary import PainWords, add_pain, log

    clock = outside.make_clock(1.0)
    match arguments.command:
        case "pain":
            words = PainWords(
                score=arguments.score,
                region=arguments.region,
                side=arguments.side,
                when=arguments.when,
                recall=arguments.recall,
                at=arguments.at,
                note=arguments.note,
            )
            return add_pain(paths, clock, words)
        case "log":
            return log(paths, clock, since=arguments.since, as_json=arguments.json)
        case _:
            from backstay.cli.export import export

            return export(
                paths,
                clock,
                since=arguments.since,
                form=arguments.format,
                out=arguments.out,
                is_replacing=arguments.replace,
            )


def _keep_activity(arguments: argparse.Namespace, paths: Paths, outside: Outside) -> int:
    from backstay.cli.activity import ActivityWords, add_activity

    words = ActivityWords(
        kind=arguments.kind, minutes=arguments.minutes, km=arguments.km, at=arguments.at, note=arguments.note
    )
    return add_activity(paths, outside.make_clock(1.0), words)


def _exchange(arguments: argparse.Namespace, paths: Paths, outside: Outside) -> int:
    if arguments.command == "import":
        from backstay.cli.importing import import_any

        return import_any(paths, outside, arguments)
    from backstay.cli.packs import make_pack

    return make_pack(
        paths, arguments.routines, arguments.out, author=arguments.author, licence=arguments.licence
    )


def _back_up(arguments: argparse.Namespace, paths: Paths, outside: Outside) -> int:
    from backstay.cli.backup import copy_out, list_backups, make_backup

    clock = outside.make_clock(1.0)
    if arguments.list:
        return list_backups(paths, clock)
    if arguments.out is not None:
        return copy_out(paths, clock, arguments.out, is_replacing=arguments.replace)
    return make_backup(paths, clock)


def _lead(arguments: argparse.Namespace, paths: Paths, outside: Outside) -> int:
    from backstay.cli.terminal import run_terminal

    is_play = arguments.command == "play"
    return run_terminal(
        paths,
        outside,
        routine_id=arguments.routine if is_play else None,
        pace=arguments.pace if is_play else 1.0,
        is_chosen=is_play and arguments.terminal,
        is_rung=is_play and arguments.bell,
    )


def _print_paths(paths: Paths) -> int:
    places = (
        ("data", paths.data),
        ("journal", paths.journal),
        ("routines", paths.user_routines),
        ("settings", paths.settings),
        ("window", paths.window),
        ("logs", paths.logs),
    )
    for name, path in places:
        print(f"{name:<10}{path}")
    return 0
