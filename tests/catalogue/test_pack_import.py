"""What a pack would change is shown first, and then it changes all of it or nothing, in one folder."""

import errno
import os
import stat
from pathlib import Path

import pytest

from backstay.catalogue.library import load_library
from backstay.catalogue.pack_import import Clash, ImportPlan, Item, import_pack, plan_import
from backstay.catalogue.pack_read import read_pack_bytes
from backstay.domain.errors import BackstayError, InputError
from tests.catalogue.archives import pack, png
from tests.catalogue.conftest import Write

EXERCISE, ROUTINE, PICTURE = "exercises/bridge.yaml", "routines/short.yaml", "pictures/bird.png"


class Place:
    """A computer with a shipped folder and one of the person's own."""

    def __init__(self, root: Path) -> None:
        self.shipped, self.user = root / "shipped", root / "user"

    def plan(self, entries: dict[str, str | bytes]) -> ImportPlan:
        """What a pack with these files would do here."""
        library = load_library(self.shipped, self.user)
        return plan_import(
            read_pack_bytes(pack(entries), Path("my.backstay"), library.exercises), library, self.user
        )

    def files(self) -> dict[str, bytes]:
        """Everything below the person's folder, whatever it is called."""
        return {
            path.relative_to(self.user).as_posix(): path.read_bytes()
            for path in self.user.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Nothing in either folder yet."""
    return Place(tmp_path)


@pytest.fixture
def entries(bridge: str, short: str) -> dict[str, str | bytes]:
    """The files of a pack with one of each kind."""
    return {EXERCISE: bridge + "picture: bird.png\n", ROUTINE: short, PICTURE: png(2, 2)}


def mode(path: Path) -> int:
    """Who may do what with it."""
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_new_is_written_for_its_owner_alone(place: Place, entries: dict[str, str | bytes]) -> None:
    """0600 in 0700 folders, byte for byte, and it loads."""
    plan = place.plan(entries)
    assert plan.new == (
        Item("exercise", "bridge", "Bridge"),
        Item("routine", "short", "Short"),
        Item("picture", "bird.png", "bird.png"),
    )
    done = import_pack(plan)
    assert done.written == tuple(place.user / name for name in (PICTURE, EXERCISE, ROUTINE))
    assert {
        name: data.decode() if name != PICTURE else data for name, data in place.files().items()
    } == entries
    assert {mode(path) for path in done.written} == {0o600}
    assert {mode(path.parent) for path in (place.user / "x", *done.written)} == {0o700}
    library = load_library(place.shipped, place.user)
    assert library.problems == ()
    assert library.picture_of(library.exercise("bridge")) == place.user / PICTURE


def test_what_is_there_already_is_left_alone(
    place: Place, entries: dict[str, str | bytes], write: Write
) -> None:
    """Also when it says the same in other words: comments, quotes, the order of the keys."""
    import_pack(place.plan(entries))
    lines = place.files()[EXERCISE].decode().splitlines(keepends=True)
    write(f"user/{EXERCISE}", "# mine\n" + "".join(reversed(lines)).replace("name: Bridge", 'name: "Bridge"'))
    before = place.files()
    plan = place.plan(entries)
    assert (plan.new, plan.clashes) == ((), ())
    assert [item.kind for item in plan.same] == ["exercise", "routine", "picture"]
    assert import_pack(plan).written == ()
    assert place.files() == before


def test_a_clash_shows_both_versions_and_keeps_what_is_here(
    place: Place, entries: dict[str, str | bytes], bridge: str, write: Write
) -> None:
    """Unless it is chosen. A shipped file is never written to: the pack's goes over it."""
    now = bridge.replace("name: Bridge", "name: My bridge")
    shipped = write(f"shipped/{EXERCISE}", now)
    plan = place.plan(entries)
    new = entries[EXERCISE]
    assert isinstance(new, str)
    assert plan.clashes == (Clash("exercise", "bridge", now, new, "My bridge", "Bridge", False),)
    done = import_pack(plan)
    assert done.kept == plan.clashes
    assert EXERCISE not in place.files()
    done = import_pack(place.plan(entries), {("exercise", "bridge")})
    assert (done.written, done.kept) == ((place.user / EXERCISE,), ())
    assert shipped.read_text() == now
    assert place.files()[EXERCISE] == new.encode()


def test_a_file_of_ones_own_is_replaced_where_it_stands(
    place: Place, entries: dict[str, str | bytes], short: str, write: Write
) -> None:
    """Under its own ending, so that there are never two; with a fault in it, or without."""
    write("user/routines/short.yml", short.replace("One exercise.", "Mine."))
    write(f"user/{EXERCISE}", "broken: [")
    write(f"user/{PICTURE}", "no picture")
    plan = place.plan(entries)
    assert [(clash.kind, clash.is_own) for clash in plan.clashes] == [
        ("exercise", True),
        ("routine", True),
        ("picture", True),
    ]
    assert (plan.clashes[0].name_now, plan.clashes[1].name_now) == ("bridge", "Short")
    assert (plan.clashes[2].now, plan.clashes[2].pack) == ("no picture, 1 KiB", "PNG, 2 × 2, 1 KiB")
    import_pack(plan, {(clash.kind, clash.id) for clash in plan.clashes})
    assert set(place.files()) == {EXERCISE, "routines/short.yml", PICTURE}
    assert load_library(place.shipped, place.user).problems == ()


def test_a_pack_of_which_nothing_can_be_used_is_refused(place: Place, short: str) -> None:
    """The first problem says why."""
    with pytest.raises(InputError) as caught:
        place.plan({ROUTINE: short})
    assert caught.value.where == "my.backstay!routines/short.yaml:7:15"


def test_what_came_up_meanwhile_is_not_written_over(
    place: Place, entries: dict[str, str | bytes], write: Write
) -> None:
    """Between the question and the answer the person may have saved a file of that id."""
    plan = place.plan(entries)
    write(f"user/{ROUTINE}", "mine")
    with pytest.raises(InputError, match="changed meanwhile"):
        import_pack(plan)
    assert place.files() == {ROUTINE: b"mine"}
    plan = place.plan(entries)
    write(f"user/{ROUTINE}", "mine again")
    with pytest.raises(InputError, match="changed meanwhile"):
        import_pack(plan, {("routine", "short")})
    assert place.files() == {ROUTINE: b"mine again"}


@pytest.mark.parametrize("folder", ["exercises", "routines", "pictures"])
def test_a_folder_that_leads_elsewhere_is_not_written_to(
    folder: str, place: Place, entries: dict[str, str | bytes], tmp_path: Path
) -> None:
    """Nothing is ever written outside the person's own folder, whoever made the link."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place.user.mkdir()
    (place.user / folder).symlink_to(elsewhere)
    plan = place.plan(entries)
    with pytest.raises(BackstayError, match="leads elsewhere") as caught:
        import_pack(plan)
    assert caught.value.where == str(place.user / folder)
    assert list(elsewhere.iterdir()) == []
    assert place.files() == {}


def test_the_persons_folder_itself_may_be_a_link(
    place: Place, entries: dict[str, str | bytes], tmp_path: Path
) -> None:
    """Who keeps their files in another place has said so themselves."""
    (tmp_path / "kept").mkdir()
    place.user.symlink_to(tmp_path / "kept")
    import_pack(place.plan(entries))
    assert (tmp_path / "kept" / ROUTINE).is_file()


def test_a_file_that_is_a_link_is_replaced_and_not_followed(
    place: Place, entries: dict[str, str | bytes], tmp_path: Path, write: Write
) -> None:
    """What it leads to stays as it is."""
    target = write("elsewhere.yaml", "mine")
    (place.user / "exercises").mkdir(parents=True)
    (place.user / EXERCISE).symlink_to(target)
    import_pack(place.plan(entries), {("exercise", "bridge")})
    assert target.read_text() == "mine"
    assert not (place.user / EXERCISE).is_symlink()
    assert tmp_path in target.parents


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize("nth", [1, 2, 3, 4, 5])
def test_a_refusing_disk_leaves_everything_as_it_was(
    call: str,
    nth: int,
    place: Place,
    entries: dict[str, str | bytes],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whichever step fails: drafts are gone, and what had been replaced is back."""
    write(f"user/{EXERCISE}", "mine")
    write(f"user/{PICTURE}", "mine too")
    before = place.files()
    plan = place.plan(entries)
    sound, calls = getattr(os, call), []

    def failing(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == nth:
            raise OSError(errno.ENOSPC, "No space left on device", "somewhere")
        return sound(*arguments, **options)

    for name in ("exercises", "pictures", "routines"):
        (place.user / name).mkdir(exist_ok=True)
    monkeypatch.setattr(os, call, failing)
    with pytest.raises(BackstayError, match="Nothing was imported: No space left on device") as caught:
        import_pack(plan, {("exercise", "bridge"), ("picture", "bird.png")})
    assert caught.value.mend
    assert place.files() == before


def test_a_folder_that_may_not_be_written_is_told(
    place: Place, entries: dict[str, str | bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words, with the file."""
    plan = place.plan(entries)

    def refused(path: Path, *_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(BackstayError, match="Nothing was imported: Permission denied") as caught:
        import_pack(plan)
    assert str(place.user) in caught.value.where
    assert place.files() == {}


def test_something_that_is_no_file_is_not_waited_for(place: Place, entries: dict[str, str | bytes]) -> None:
    """A pipe of the id's name in the person's own folder."""
    (place.user / "exercises").mkdir(parents=True)
    os.mkfifo(place.user / EXERCISE)
    with pytest.raises(BackstayError, match="no file") as caught:
        place.plan(entries)
    assert caught.value.where == str(place.user / EXERCISE)
