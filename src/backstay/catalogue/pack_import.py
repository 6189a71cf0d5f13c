"""What a pack would change here, and the change itself: all of it or nothing, below one folder."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from backstay.catalogue.guard import MAX_BYTES, parse_guarded
from backstay.catalogue.library import Library
from backstay.catalogue.nodes import ListNode, MapNode, Node, TextNode
from backstay.catalogue.pack import Pack
from backstay.catalogue.pack_exchange import Draft, exchange, prepare_folder
from backstay.catalogue.pictures import MAX_PICTURE_BYTES, picture_kind, picture_size
from backstay.catalogue.shelves import EXERCISES, PICTURES, ROUTINES
from backstay.domain.errors import BackstayError, InputError

FOLDERS = {"picture": PICTURES, "exercise": EXERCISES, "routine": ROUTINES}
"""The folder of each kind, in the order they are written: what is needed comes before what needs it."""

Shape = str | tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a pack. ``kind`` is exercise, routine or picture; ``id`` of a picture its file name."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Clash:
    """An id that a pack and this computer both have, with different content.

    ``now`` and ``pack`` are the texts of the two files, or of two pictures what they are in a few
    words. ``is_own`` tells the person's own file from a shipped one.
    """

    kind: str
    id: str
    now: str
    pack: str
    name_now: str
    name_pack: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing ``pack`` below ``user_folder`` adds, what is there already, and what differs."""

    pack: Pack
    user_folder: Path
    new: tuple[Item, ...]
    same: tuple[Item, ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after; None is no file."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What was changed, and the clashes in which what was there stays."""

    changes: tuple[FileChange, ...]
    kept: tuple[Clash, ...]

    @property
    def written(self) -> tuple[Path, ...]:
        """The files that were written."""
        return tuple(change.path for change in self.changes)


def plan_import(pack: Pack, library: Library, user_folder: Path) -> ImportPlan:
    """Compare a pack with what there is; writes nothing.

    Two files that say the same in other words (comments, order of lines, quotes) count as the same.
    Raises ``InputError`` when nothing in the pack can be used.
    """
    items = list(_items(pack))
    if not items:
        problem = next(iter(pack.problems), None)
        raise InputError(
            "There is nothing in this pack that can be used.",
            where=str(pack.path) if problem is None else problem.where(),
            expected="at least one routine or exercise without a fault",
        )
    new, same, clashes = list[Item](), list[Item](), list[Clash]()
    for item in items:
        path = _there(item, library, user_folder)
        if path is None:
            new.append(item)
        elif _is_same(item, now := _bytes(path), _content(pack, item)):
            same.append(item)
        else:
            clashes.append(_clash(item, now, _content(pack, item), is_own=path.is_relative_to(user_folder)))
    return ImportPlan(pack, user_folder, tuple(new), tuple(same), tuple(clashes))


def import_pack(plan: ImportPlan, replace: Collection[tuple[str, str]] = ()) -> Imported:
    """Write what is new, and of the clashes those whose kind and id stand in ``replace``.

    Every file is written beside its place first; then all take their places. Raises ``InputError``
    when the person's files are not what they were when the plan was made, and ``BackstayError`` when
    the disk refuses; then everything is as it was.
    """
    chosen = [clash for clash in plan.clashes if (clash.kind, clash.id) in replace]
    kept = tuple(clash for clash in plan.clashes if clash not in chosen)
    items: list[Item | Clash] = [*plan.new, *chosen]
    items.sort(key=lambda item: list(FOLDERS).index(item.kind))
    drafts = [_draft(plan, item) for item in items]
    for folder in {draft.path.parent for draft in drafts}:
        prepare_folder(folder)
    changes = tuple(FileChange(d.path, _former(d.path), d.data) for d in drafts)
    exchange(drafts, "Nothing was imported")
    return Imported(changes, kept)


def take_back(imported: Imported) -> None:
    """Undo an import: what was new goes, what was replaced comes back.

    Raises ``InputError`` when a file has been changed since, and ``BackstayError`` when the disk
    refuses; then nothing is taken back.
    """
    for change in imported.changes:
        if _former(change.path) != change.after:
            raise InputError(
                "The import was not taken back: a file of it has been changed since.", where=str(change.path)
            )
    drafts = [Draft(change.path, change.before) for change in imported.changes]
    exchange(drafts, "The import was not taken back")


def _former(path: Path) -> bytes | None:
    return _bytes(path) if os.path.lexists(path) else None


def _items(pack: Pack) -> Iterator[Item]:
    for file_id, text in pack.exercises.items():
        yield Item("exercise", file_id, _name(text))
    for file_id, text in pack.routines.items():
        yield Item("routine", file_id, _name(text))
    for name in pack.pictures:
        yield Item("picture", name, name)


def _content(pack: Pack, item: Item | Clash) -> bytes:
    if item.kind == "picture":
        return pack.pictures[item.id]
    return (pack.exercises if item.kind == "exercise" else pack.routines)[item.id].encode()


def _own_place(item: Item | Clash, user_folder: Path) -> Path | None:
    """The file of the person's own that has this id, also one with problems or under another ending."""
    folder = user_folder / FOLDERS[item.kind]
    if item.kind == "picture":
        return folder / item.id if os.path.lexists(folder / item.id) else None
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return None
    endings = (f"{item.id}.yaml", f"{item.id}.yml")
    return next((folder / name for name in names if name.lower() in endings), None)


def _there(item: Item, library: Library, user_folder: Path) -> Path | None:
    """The file that an item of a pack would stand in place of."""
    own = _own_place(item, user_folder)
    return own or (None if item.kind == "picture" else library.file_of(FOLDERS[item.kind], item.id))


def _draft(plan: ImportPlan, item: Item | Clash) -> Draft:
    own = _own_place(item, plan.user_folder)
    if own is not None and not _is_as_shown(item, own):
        raise InputError(
            "Nothing was imported: your files have changed meanwhile.",
            where=str(own),
            mend="import the pack again",
        )
    name = item.id if item.kind == "picture" else f"{item.id}.yaml"
    path = own or plan.user_folder / FOLDERS[item.kind] / name
    return Draft(path, _content(plan.pack, item))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BackstayError("Something of yours that the pack would meet is no file.", where=str(path))
        with path.open("rb") as file:
            return file.read(max(MAX_BYTES, MAX_PICTURE_BYTES) + 1)
    except OSError as error:
        raise BackstayError(
            f"A file of yours that the pack would meet cannot be read: {error.strerror or error}.",
            where=str(path),
        ) from error


def _is_same(item: Item, now: bytes, pack: bytes) -> bool:
    if now == pack or item.kind == "picture":
        return now == pack
    shapes = [_shape(parse_guarded(raw, item.id)[0]) for raw in (now, pack)]
    return shapes[0] == shapes[1] != ()


def _shape(node: Node | None) -> Shape:
    """What a file says, without the places and the order of keys; empty when it cannot be read."""
    if isinstance(node, TextNode):
        return node.text
    if isinstance(node, ListNode):
        return ("list", *map(_shape, node.items))
    if isinstance(node, MapNode):
        return ("mapping", *sorted(((key.text, _shape(value)) for key, value in node.entries), key=repr))
    return ()


def _is_as_shown(item: Item | Clash, own: Path) -> bool:
    """Whether a file of the person's own is the one that the plan has told of."""
    return isinstance(item, Clash) and item.is_own and _told(item.kind, _bytes(own)) == item.now


def _clash(item: Item, now: bytes, pack: bytes, *, is_own: bool) -> Clash:
    text = _told(item.kind, now)
    name_now = item.name if item.kind == "picture" else _name(text) or item.id
    return Clash(item.kind, item.id, text, _told(item.kind, pack), name_now, item.name, is_own)


def _told(kind: str, data: bytes) -> str:
    if kind == "picture":
        return _picture_words(data)
    return data[:MAX_BYTES].decode("utf-8-sig", errors="replace")


def _name(text: str) -> str:
    """What the key ``name`` says, with white space folded; empty when the file cannot be read."""
    node, _ = parse_guarded(text.encode(errors="replace"), "")
    entries = node.entries if isinstance(node, MapNode) else ()
    named = (value for key, value in entries if key.text == "name")
    return " ".join(next((value.text for value in named if isinstance(value, TextNode)), "").split())


def _picture_words(data: bytes) -> str:
    """``PNG, 640 × 480, 12 KiB``."""
    size = picture_size(data)
    sides = f"{size[0]} × {size[1]}, " if size else ""
    return f"{picture_kind(data) or 'no picture'}, {sides}{-(-len(data) // 1024)} KiB"
