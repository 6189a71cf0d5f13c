"""What a pack may hold, and how it is told that it holds something else."""

import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile, ZipInfo

import pytest

from backstay.catalogue.pack import PACK_FORMAT, Pack, PackError
from backstay.catalogue.pack_container import MAX_ENTRIES, MAX_PACK_BYTES
from backstay.catalogue.pack_read import ENOUGH_PROBLEMS, read_pack, read_pack_bytes
from tests import samples
from tests.catalogue.archives import HEADING, archive, forged, jpeg_header, pack, png

PATH = Path("my.backstay")
KNOWN = {"plank": samples.exercise("Plank")}
NAME = "exercises/bridge.yaml"


def opened(data: bytes) -> Pack:
    """The pack that these bytes are."""
    return read_pack_bytes(data, PATH, KNOWN)


def refused(data: bytes) -> PackError:
    """Why these bytes are no pack that is opened."""
    with pytest.raises(PackError) as caught:
        opened(data)
    return caught.value


def problems(data: bytes) -> list[str]:
    """The places and messages of what is wrong with the files in a pack that is opened."""
    return [f"{problem.where()}: {problem.message}" for problem in opened(data).problems]


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> ZipInfo:
    """An entry that says it is this."""
    made = ZipInfo(name)
    made.external_attr = mode << 16
    return made


@pytest.fixture
def sound(bridge: str, short: str) -> bytes:
    """A pack of one exercise and one routine."""
    return pack({NAME: bridge, "routines/short.yaml": short})


def test_a_sound_pack_brings_its_texts(bridge: str, short: str) -> None:
    """Everything as it stands in the files; the folders may stand in the archive as well."""
    pictured = bridge + "picture: bird.png\n"
    folders = {"exercises/": "", "routines/": "", "pictures/": ""}
    found = opened(
        pack({**folders, NAME: pictured, "routines/short.yaml": short, "pictures/bird.png": png(2, 2)})
    )
    assert (found.path, found.name, found.author, found.licence) == (PATH, "Evening", "Somebody", "CC0")
    assert found.exercises == {"bridge": pictured}
    assert found.routines == {"short": short}
    assert found.pictures == {"bird.png": png(2, 2)}
    assert found.problems == ()


def test_author_and_licence_may_lack() -> None:
    """A pack needs a format and a name."""
    found = opened(pack({}, heading="format: 1\nname: Nothing yet\n"))
    assert (found.name, found.author, found.licence) == ("Nothing yet", "", "")


def test_a_routine_may_use_exercises_of_the_pack_and_of_this_computer(bridge: str, short: str) -> None:
    """Where both have an exercise, the pack's is looked at; where neither has it, that is told."""
    own = short + "  - exercise: plank\n"
    assert problems(pack({NAME: bridge, "routines/short.yaml": own})) == []
    assert problems(pack({"routines/short.yaml": short})) == [
        'my.backstay!routines/short.yaml:7:15: there is no exercise "bridge"'
    ]


def test_a_faulty_file_is_told_with_its_place_and_left_out(bridge: str, short: str) -> None:
    """The others stay, but for a routine that needs it."""
    faulty = bridge.replace("sides: both", "sides: none")
    found = opened(
        pack(
            {
                NAME: faulty,
                "exercises/arch.yaml": bridge.replace("bridge", "arch"),
                "routines/short.yaml": short,
            }
        )
    )
    assert [problem.where() for problem in found.problems] == [
        "my.backstay!exercises/bridge.yaml:7:8",
        "my.backstay!routines/short.yaml:7:15",
    ]
    assert set(found.exercises) == {"arch"}
    assert not found.routines


def test_neighbours_and_pictures_that_lack_are_told_and_the_exercise_stays(bridge: str) -> None:
    """As in the person's own folder."""
    linked = bridge + "easier: plank\nharder: plonk\npicture: bird.png\n"
    found = opened(pack({NAME: linked}))
    assert [(p.line, p.message, p.nearest) for p in found.problems] == [
        (12, 'there is no exercise "plonk"', "plank"),
        (13, "this picture is not in the pack", ""),
    ]
    assert set(found.exercises) == {"bridge"}


@pytest.mark.parametrize(
    "name",
    ["README.txt", "exercises/notes.txt", "exercises/Arch.yaml", "other/x.yaml", "inner.backstay", "a/"],
)
def test_other_files_are_not_read_and_do_no_harm(name: str, sound: bytes, bridge: str) -> None:
    """A pack that was made by hand often has something else in it."""
    data = pack({NAME: bridge, name: "x"})
    assert problems(data) == [f"my.backstay!{name}: this file is not read"]
    assert set(opened(data).exercises) == {"bridge"}
    assert problems(sound) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bird.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not the PNG picture"),
        ("bird.png", png(5000, 5, bits=1), "5000 × 5"),
        ("bird.jpg", jpeg_header(2, 2), "no exercise in this pack shows"),
    ],
)
def test_a_picture_that_is_none_is_left_out(name: str, data: bytes, words: str, bridge: str) -> None:
    """It is told at its name; the exercise stays."""
    found = opened(pack({NAME: bridge + "picture: bird.png\n", f"pictures/{name}": data}))
    assert not found.pictures
    (told,) = [problem for problem in found.problems if problem.file == f"my.backstay!pictures/{name}"]
    assert words in told.message


def test_a_newer_pack_is_refused_with_the_reason_and_the_mend() -> None:
    """Whatever else it may hold, in a form that nobody here knows."""
    newer = f"format: {PACK_FORMAT + 1}\nname: Evening\nmood: calm\nwith: [things]\n"
    error = refused(pack({"sounds/gong.ogg": "x"}, heading=newer))
    assert "newer than this program" in error.what
    assert "bring Backstay up to date" in error.mend


@pytest.mark.parametrize(
    ("heading", "where", "words"),
    [
        ("name: Evening\n", ":1:1", '"format" is missing'),
        ("format: 1\n", ":1:1", '"name" is missing'),
        ("format: one\nname: Evening\n", ":1:9", "one"),
        ("format: 0\nname: Evening\n", ":1:9", "0"),
        (HEADING + "mood: calm\n", ":5:1", "mood"),
        ("format: 1\nname: &a Evening\n", ":2:7", "anchors"),
        ("format: 1\nname: " + "x" * 61, ":2:7", "too long"),
        ("", ":1:1", "empty"),
    ],
)
def test_a_fault_in_the_description_refuses_the_pack(heading: str, where: str, words: str) -> None:
    """Without it nothing in the archive means anything."""
    error = refused(pack({}, heading=heading))
    assert error.where == f"my.backstay!pack.yaml{where}"
    assert words in error.what


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../evil.yaml", "lead out"),
        ("exercises/../../evil.yaml", "lead out"),
        ("/etc/evil.yaml", "lead out"),
        ("C:/evil.yaml", "lead out"),
        ("exercises\\evil.yaml", "lead out"),
        ("exercises/e\u202elmay.yaml", "do not show"),
        ("exercises/e\u200bvil.yaml", "do not show"),
        ("exercises/e\x1b[2Jvil.yaml", "do not show"),
        ("exercises/" + "x" * 100 + ".yaml", "too long"),
        ("exercises/BRIDGE.yaml", "two files of the same name"),
    ],
)
def test_a_name_that_leads_astray_condemns_the_pack(name: str, words: str, bridge: str) -> None:
    """No honest tool writes it, so nothing else in there is believed."""
    error = refused(pack({NAME: bridge}, (entry(name), b"x")))
    assert words in error.what
    assert error.where.startswith("my.backstay!")
    assert error.where.isprintable()
    assert error.mend


def test_a_name_that_ends_in_the_middle_condemns_the_pack(bridge: str) -> None:
    """The archive's reader would cut it at the zero byte and see a harmless name."""
    data = forged(pack({"exercises/bridgeXx.yaml": bridge}), b"bridgeXx", b"bridge\0x")
    assert "do not show" in refused(data).what


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_condemns_the_pack(bridge: str) -> None:
    """Which of the two counts would depend on who reads it."""
    assert "two files of the same name" in refused(pack({NAME: bridge}, (entry(NAME), b"x"))).what


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_condemn_the_pack(mode: int) -> None:
    """A link's content is the place it leads to."""
    error = refused(pack({}, (entry(NAME, mode | 0o777), b"/etc/passwd")))
    assert "a link or a device" in error.what
    assert error.where == f"my.backstay!{NAME}"


def test_an_encrypted_file_condemns_the_pack(sound: bytes) -> None:
    """The flag alone will do."""
    at = sound.index(b"PK\x01\x02")
    assert "encrypted" in refused(sound[: at + 8] + b"\x01" + sound[at + 9 :]).what


def test_an_unusual_compression_condemns_the_pack(bridge: str) -> None:
    """Packs are stored or deflated; every other way is one more decoder to trust."""
    unusual = entry(NAME)
    unusual.compress_type = ZIP_BZIP2
    assert "compressed in a way" in refused(pack({}, (unusual, bridge.encode()))).what


def test_a_bomb_is_put_out_while_it_unpacks(bridge: str) -> None:
    """What a header says of the size is not asked; where it says next to nothing, no more comes out."""
    noise = "".join(f"# {number * 7919 % 100003}\n" for number in range(60_000))
    for text, words in (("#" * 200_000, "far too much"), (noise, "too big")):
        data = pack({NAME: text})
        lying = data.replace(len(text).to_bytes(4, "little"), (10).to_bytes(4, "little"))
        assert words in refused(data).what
        assert "damaged" in refused(lying).what
    assert opened(pack({NAME: bridge + "#" * 60_000})).exercises


def test_many_files_that_are_too_big_together_are_refused() -> None:
    """Each alone would pass."""
    noise = "".join(f"# {number * 7919 % 100003}\n" for number in range(28_000))[:250_000]
    data = pack({f"exercises/e{number}.yaml": noise for number in range(5)})
    assert "too big together" in refused(data).what


def test_entries_that_share_their_bytes_are_refused(bridge: str) -> None:
    """Else a small file could hold a large one any number of times."""
    data = pack({NAME: bridge, "exercises/arched.yaml": bridge})
    first, second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1), data.rindex(b"PK\x01\x02")
    offset = data[first + 42 : first + 46]
    assert "share the same bytes" in refused(data[: second + 42] + offset + data[second + 46 :]).what


def test_too_many_files_are_refused() -> None:
    """However small they are."""
    data = pack({f"exercises/e{number}.yaml": "" for number in range(MAX_ENTRIES)})
    assert "too many files" in refused(data).what


def test_whatever_is_no_archive_is_refused_with_what_was_expected(sound: bytes) -> None:
    """Text, nothing, another kind of file."""
    for data in (b"", b"format: 1\n", png(2, 2), b"SQLite format 3\0"):
        error = refused(data)
        assert error.what == "This is not a pack."
        assert ".backstay" in error.expected
    assert opened(sound).exercises


def test_an_archive_of_something_else_is_refused() -> None:
    """A zip without the file that makes it a pack, or with nothing at all."""
    assert "pack.yaml" in refused(archive({"photo.jpg": "x"})).expected
    assert "pack.yaml" in refused(archive({})).expected


def test_a_pack_that_is_cut_off_or_has_something_behind_it_is_refused(sound: bytes) -> None:
    """At every byte that may lack; and a tail, or a head, would be what another program reads."""
    for end in range(1, len(sound)):
        refused(sound[:end])
    assert "behind its end" in refused(sound + b"x").what
    assert "not a pack" in refused(b"#!/bin/sh\n" + sound).what
    assert "not where it says" in refused(b"PK\n" + sound).what
    with ZipFile(into := io.BytesIO(b"PK\n"), "a") as hidden:
        hidden.writestr("pack.yaml", HEADING)
    assert "before the first file" in refused(into.getvalue()).what


def test_no_changed_byte_makes_anything_but_a_pack_or_a_refusal(sound: bytes) -> None:
    """Every byte of a sound pack, set to other values, one at a time."""
    outcomes = {
        _outcome(sound[:at] + bytes([value]) + sound[at + 1 :])
        for at in range(len(sound))
        for value in (0, 0xFF, sound[at] ^ 1)
    }
    assert outcomes == {"opened", "my.backstay"}


def _outcome(data: bytes) -> str:
    try:
        opened(data)
    except PackError as error:
        return error.where.partition("!")[0]
    return "opened"


def test_problems_are_told_until_there_are_enough(short: str) -> None:
    """The rest of the files is not looked into, and that is said."""
    wrong = short.replace("bridge", "nothing") + "  - exercise: nothing-else\n" * 10
    files = {f"routines/r{number}.yaml": wrong.replace("id: short", f"id: r{number}") for number in range(60)}
    told = opened(pack(files)).problems
    assert ENOUGH_PROBLEMS <= len(told) <= ENOUGH_PROBLEMS + 12
    assert "more problems" in told[-1].message


def test_a_file_is_read_from_the_disk(tmp_path: Path, sound: bytes) -> None:
    """The name in messages is the one that was given."""
    (tmp_path / "my.backstay").write_bytes(sound)
    found = read_pack(tmp_path / "my.backstay", KNOWN)
    assert (found.path, set(found.exercises)) == (tmp_path / "my.backstay", {"bridge"})


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda _path: None])
def test_what_is_no_file_is_not_waited_for(make: Callable[[Path], None], tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes to, and nothing at all."""
    make(tmp_path / "my.backstay")
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "my.backstay", KNOWN)
    assert caught.value.where == str(tmp_path / "my.backstay")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Its first 32 MiB say enough."""
    with (tmp_path / "my.backstay").open("wb") as file:
        file.truncate(MAX_PACK_BYTES + 1)
    with pytest.raises(PackError, match="too big for a pack"):
        read_pack(tmp_path / "my.backstay", KNOWN)


def test_a_file_that_is_not_compressed_is_read_as_well(bridge: str) -> None:
    """Some tools store small files as they are."""
    stored = entry(NAME)
    stored.compress_type = ZIP_STORED
    assert opened(pack({}, (stored, bridge.encode()))).exercises == {"bridge": bridge}
