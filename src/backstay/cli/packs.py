"""Packs in the terminal: one is made from routines, and one that was received is taken in."""

from collections.abc import Collection, Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from backstay.catalogue.library import Library, load_library
from backstay.catalogue.pack import Pack
from backstay.catalogue.pack_import import Clash, ImportPlan, import_pack, plan_import
from backstay.catalogue.pack_read import read_pack
from backstay.catalogue.pack_write import write_pack
from backstay.catalogue.problems import nearest_word
from backstay.cli.console import Console, StopAskedError
from backstay.cli.exits import DONE, WRONG, confirm, tell
from backstay.cli.outside import Outside
from backstay.cli.questions import pick
from backstay.cli.words import counted, listed, plain
from backstay.domain.errors import InputError
from backstay.paths import Paths
from backstay.resources import routines_dir

_SHOWN_DIFFERENCES = 12

Keys = Collection[tuple[str, str]]


def make_pack(paths: Paths, routine_ids: Sequence[str], out: Path, *, author: str, licence: str) -> int:
    """Write a pack of these routines to ``out``. Raises ``BackstayError``."""
    library = _library(paths)
    if out.exists() and not out.is_file():
        raise InputError("A pack cannot take the place of this.", where=str(out), mend="choose another --out")
    path = write_pack(out, routine_ids, library, author=author, licence=licence)
    pack = read_pack(path, library.exercises)
    confirm(f"Written to {path}: {_brought(pack)}.")
    return DONE


def import_file(
    paths: Paths, outside: Outside, file: Path, *, replace: Sequence[str], is_keeping: bool
) -> int:
    """Take in a pack. Of two versions of the same id ``replace`` names those the pack's stands for.

    Without a choice on the command line somebody at the keyboard is asked, one clash at a time; where
    nobody is, nothing is written and 1 comes back. Raises ``BackstayError``.
    """
    library = _library(paths)
    pack = read_pack(file, library.exercises)
    for problem in pack.problems:
        tell(str(problem))
    plan = plan_import(pack, library, paths.user_routines)
    chosen = _named(plan, replace)
    if plan.clashes and not replace and not is_keeping:
        answers = _ask(plan, outside)
        if answers is None:
            return WRONG
        chosen = answers
    imported = import_pack(plan, chosen)
    for path in imported.written:
        confirm(plain(str(path)))
    confirm(_outcome(plan, len(imported.written), len(imported.kept)))
    return DONE


def _library(paths: Paths) -> Library:
    return load_library(routines_dir(), paths.user_routines)


def _named(plan: ImportPlan, ids: Sequence[str]) -> Keys:
    clashing = {clash.id for clash in plan.clashes}
    for wanted in ids:
        if wanted not in clashing:
            nearest = nearest_word(wanted, clashing)
            raise InputError(
                f'There are no two versions of "{plain(wanted)}" to choose from.',
                where="--replace",
                expected="one of " + ", ".join(sorted(clashing)) if clashing else "",
                mend=f'Did you mean "{nearest}"?' if nearest else "",
            )
    return {(clash.kind, clash.id) for clash in plan.clashes if clash.id in ids}


def _ask(plan: ImportPlan, outside: Outside) -> Keys | None:
    """The clashes in which the pack's version is wanted; None when nothing shall be written."""
    with outside.open_console() as console:
        if not console.can_type:
            _tell_clashes(plan)
            return None
        console.say(plain(f"{_title(plan.pack)}: {_brought(plan.pack)}."))
        try:
            return {(clash.kind, clash.id) for clash in plan.clashes if _is_wanted(console, clash)}
        except StopAskedError:
            tell("Nothing was imported.")
            return None


def _is_wanted(console: Console, clash: Clash) -> bool:
    for line in _versions(clash):
        console.say(line)
    return pick(console, "k keeps what is here, r takes the pack's, q leaves:", {"k": False, "r": True})


def _tell_clashes(plan: ImportPlan) -> None:
    for clash in plan.clashes:
        tell("\n".join(_versions(clash)))
    ids = " ".join(dict.fromkeys(clash.id for clash in plan.clashes))
    tell(
        f"Nothing was imported: of {counted(len(plan.clashes), 'file')} another version is here.\n"
        f"mend: run it again with --keep, or with --replace and those to take from the pack, of: {ids}"
    )


def _versions(clash: Clash) -> Iterator[str]:
    """Both versions in a few lines: what each is called, and the lines that differ."""
    owner = "yours" if clash.is_own else "the one that comes with the program"
    yield plain(f"{clash.kind} {clash.id}")
    yield plain(f"  here: “{clash.name_now}”, {owner}")
    yield plain(f"  pack: “{clash.name_pack}”")
    if clash.kind == "picture":
        yield from (f"  here: {clash.now}", f"  pack: {clash.pack}")
        return
    lines = list(unified_diff(clash.now.splitlines(), clash.pack.splitlines(), n=0, lineterm=""))[2:]
    changed = [line for line in lines if not line.startswith("@@")]
    yield from (plain(f"  {line}") for line in changed[:_SHOWN_DIFFERENCES])
    if len(changed) > _SHOWN_DIFFERENCES:
        yield f"  and {counted(len(changed) - _SHOWN_DIFFERENCES, 'more line')} that differ"


def _title(pack: Pack) -> str:
    return pack.name + (f", by {pack.author}" if pack.author else "")


def _brought(pack: Pack) -> str:
    counts = (
        (len(pack.routines), "routine"),
        (len(pack.exercises), "exercise"),
        (len(pack.pictures), "picture"),
    )
    return listed([counted(count, kind) for count, kind in counts if count])


def _outcome(plan: ImportPlan, written: int, kept: int) -> str:
    parts = [f"{counted(written, 'file')} written" if written else "Nothing to write"]
    if plan.same:
        parts.append(f"{len(plan.same)} the same here already")
    if kept:
        parts.append(f"{kept} kept as they are here")
    return plain(f"{_title(plan.pack)}: " + ", ".join(parts) + ".")
