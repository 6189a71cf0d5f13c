"""A pack holds what its routines need somewhere else, and is never one that nobody can open."""

import stat
from pathlib import Path
from zipfile import ZipFile

import pytest

from backstay.catalogue.library import Library, load_library
from backstay.catalogue.pack import Pack
from backstay.catalogue.pack_import import import_pack, plan_import
from backstay.catalogue.pack_read import read_pack
from backstay.catalogue.pack_write import write_pack
from backstay.domain.errors import BackstayError, InputError
from tests.catalogue.archives import png
from tests.catalogue.conftest import Load, Write

ROUTINES = Path(__file__).parents[2] / "routines"


@pytest.fixture
def library(write: Write, load: Load, bridge: str, short: str, tmp_path: Path) -> Library:
    """A shipped bridge with shipped neighbours; one's own routine with a ladder of one's own."""
    write("shipped/exercises/bridge.yaml", bridge + "easier: tilt\n")
    write("shipped/exercises/tilt.yaml", bridge.replace("bridge", "tilt"))
    mine = bridge + "harder: higher\npicture: bird.png\n"
    for name, text in (
        ("high", mine.replace("bridge", "high")),
        ("higher", mine.replace("bridge", "higher").replace("harder: higher", "harder: highest")),
        ("highest", bridge.replace("bridge", "highest") + "easier: tilt\n"),
    ):
        write(f"user/exercises/{name}.yaml", text)
    write("user/routines/mine.yml", short.replace("id: short", "id: mine") + "  - exercise: high\n")
    write("user/routines/other.yaml", short.replace("id: short", "id: other").replace("Short", "Other"))
    (tmp_path / "user" / "pictures").mkdir()
    (tmp_path / "user" / "pictures" / "bird.png").write_bytes(png(2, 2))
    found = load()
    assert found.problems == ()
    return found


def written(library: Library, tmp_path: Path, *routine_ids: str, **credits: str) -> Pack:
    """The pack of these routines, read again."""
    path = write_pack(tmp_path / "out.backstay", routine_ids, library, **credits)
    return read_pack(path, library.exercises)


def test_a_pack_holds_routines_exercises_own_neighbours_and_pictures(
    library: Library, tmp_path: Path
) -> None:
    """A shipped neighbour stays at home: whoever gets the pack has it."""
    pack = written(library, tmp_path, "mine", author=" A.  Author ", licence='CC BY 4.0 "or" later: ask')
    assert (pack.name, pack.author, pack.licence) == ("Short", "A. Author", 'CC BY 4.0 "or" later: ask')
    assert set(pack.routines) == {"mine"}
    assert set(pack.exercises) == {"bridge", "high", "higher", "highest"}
    assert set(pack.pictures) == {"bird.png"}
    assert pack.problems == ()


def test_the_texts_are_those_of_the_files(library: Library, tmp_path: Path) -> None:
    """Comments and all."""
    file = library.file_of("routines", "mine")
    assert file is not None
    assert written(library, tmp_path, "mine").routines["mine"] == file.read_text(encoding="utf-8")


def test_several_routines_share_a_pack(library: Library, tmp_path: Path) -> None:
    """Named twice is once."""
    pack = written(library, tmp_path, "mine", "other", "mine")
    assert pack.name == "Short and Other"
    assert set(pack.routines) == {"mine", "other"}


def test_the_same_files_make_the_same_pack(library: Library, tmp_path: Path) -> None:
    """Byte for byte: nothing in it tells when or where it was made."""
    one = write_pack(tmp_path / "one", ["mine"], library)
    two = write_pack(tmp_path / "two.BACKSTAY", ["mine"], library)
    assert (one.name, two.name) == ("one.backstay", "two.BACKSTAY")
    assert one.read_bytes() == two.read_bytes()
    with ZipFile(one) as archive:
        assert {info.external_attr >> 16 for info in archive.infolist()} == {stat.S_IFREG | 0o644}


def test_every_shipped_routine_can_be_given_away_and_taken_in(tmp_path: Path) -> None:
    """All in one pack, into a computer that has none of them."""
    library = load_library(ROUTINES)
    path = write_pack(tmp_path / "all", list(library.routines), library)
    bare = load_library(tmp_path / "nothing", tmp_path / "user")
    pack = read_pack(path, bare.exercises)
    import_pack(plan_import(pack, bare, tmp_path / "user"))
    again = load_library(tmp_path / "nothing", tmp_path / "user")
    assert set(again.routines) == set(library.routines)
    assert {e.id: e.dose for r in again.routines.values() for e in r.exercises()} == {
        e.id: e.dose for r in library.routines.values() for e in r.exercises()
    }


@pytest.mark.parametrize(
    ("ids", "credits", "words"),
    [
        (["mind"], {}, 'Did you mean "mine"?'),
        ([], {}, "at least one routine"),
        (["mine"], {"author": "x" * 81}, "This author cannot be shown"),
        (["mine"], {"licence": "a\u202eb"}, "This licence cannot be shown"),
    ],
)
def test_what_makes_no_pack_is_told(
    ids: list[str], credits: dict[str, str], words: str, library: Library, tmp_path: Path
) -> None:
    """And nothing is written."""
    with pytest.raises(InputError) as caught:
        write_pack(tmp_path / "out", ids, library, **credits)
    assert words in str(caught.value)
    assert not (tmp_path / "out.backstay").exists()


def test_a_pack_that_nobody_could_open_is_not_made(library: Library, tmp_path: Path) -> None:
    """A picture that is none is told to the one who can mend it."""
    (tmp_path / "user" / "pictures" / "bird.png").write_bytes(b"<svg/>")
    with pytest.raises(InputError, match="not the PNG picture") as caught:
        write_pack(tmp_path / "out", ["mine"], library)
    assert "pictures/bird.png" in caught.value.where
    assert not (tmp_path / "out.backstay").exists()


def test_a_file_that_vanished_and_a_folder_that_is_not_there_are_told(
    library: Library, tmp_path: Path
) -> None:
    """In words, and without half a pack."""
    with pytest.raises(BackstayError, match="The pack was not written: No such file"):
        write_pack(tmp_path / "nowhere" / "out", ["mine"], library)
    (tmp_path / "user" / "routines" / "mine.yml").unlink()
    with pytest.raises(BackstayError, match="The pack was not made: No such file"):
        write_pack(tmp_path / "out", ["mine"], library)
    assert not (tmp_path / "out.backstay").exists()
