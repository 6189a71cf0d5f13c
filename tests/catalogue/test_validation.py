"""Files looked at before they are used: what each is, and everything that is wrong with it."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from backstay.catalogue.validation import Checked, FileKind, check_files, validate_files
from tests.catalogue.conftest import Write

Check = Callable[..., tuple[Checked, ...]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Looks at files of the test's folder against what is ``shipped`` and what is the ``user``'s there."""

    def check(*names: str) -> tuple[Checked, ...]:
        files = [tmp_path / name for name in names]
        return check_files(files, tmp_path / "shipped", tmp_path / "user")

    return check


def kinds(checked: tuple[Checked, ...]) -> list[tuple[str, FileKind | None, int]]:
    """Name, kind and number of problems of each file."""
    return [(file.path.name, file.kind, len(file.problems)) for file in checked]


def test_what_a_file_is_is_told_by_its_keys(write: Write, check: Check, bridge: str, short: str) -> None:
    """A file from a letter lies anywhere; a fault in it does not hide what it was meant to be."""
    write("bridge.yaml", bridge.replace("sides: both", "sides: left"))
    write("short.yaml", short)
    write("other.yaml", "id: other\nname: Other\n")
    assert kinds(check("bridge.yaml", "short.yaml", "other.yaml")) == [
        ("bridge.yaml", FileKind.EXERCISE, 1),
        ("short.yaml", FileKind.ROUTINE, 1),
        ("other.yaml", None, 1),
    ]


def test_the_folder_counts_before_the_keys(write: Write, check: Check, bridge: str) -> None:
    """The program reads it as what its folder says; so the fault is that it lies there."""
    write("user/routines/bridge.yaml", bridge)
    (checked,) = check("user/routines/bridge.yaml")
    assert checked.kind is FileKind.ROUTINE
    assert [problem.message[:19] for problem in checked.problems] == ["this is an exercise"]


def test_a_routine_may_use_what_is_named_beside_it(
    write: Write, check: Check, bridge: str, short: str
) -> None:
    """In whichever order; and what is shipped or the person's own."""
    write("short.yaml", short)
    assert kinds(check("short.yaml"))[0][2] == 1
    write("bridge.yaml", bridge)
    assert [file.problems for file in check("short.yaml", "bridge.yaml")] == [(), ()]
    write("user/exercises/bridge.yaml", bridge)
    assert check("short.yaml")[0].problems == ()


def test_a_routine_over_a_faulty_exercise_is_sent_there(
    write: Write, check: Check, bridge: str, short: str
) -> None:
    """Its own spelling is not what is wrong."""
    write("short.yaml", short)
    write("bridge.yaml", bridge.replace("format: 1", "format: 9"))
    routine, exercise = check("short.yaml", "bridge.yaml")
    assert "problems of its own" in routine.problems[0].message
    assert exercise.problems[0].found == '"9"'


def test_neighbours_are_looked_for_among_all(write: Write, check: Check, bridge: str) -> None:
    """Shipped or named beside it; a circle is told in the file that was named."""
    write("shipped/exercises/bridge.yaml", bridge + "easier: high\n")
    write("high.yaml", bridge.replace("id: bridge", "id: high") + "harder: plank\neasier: bridge\n")
    (checked,) = check("high.yaml")
    assert [problem.line for problem in checked.problems] == [11, 12]
    assert "circle" in checked.problems[1].message


def test_every_problem_of_every_file_is_told_at_once(write: Write, tmp_path: Path, bridge: str) -> None:
    """File by file, each in the order of its lines; only what was named is spoken of."""
    write("user/exercises/third.yaml", "format: x")
    one = write("one.yaml", "format: 1\nid: two\nname: One\nnam: One\nsteps: []\n")
    two = write("bridge.yaml", bridge.replace("reps: 10", "reps: ten").replace("[mat]", "[mta]"))
    told = validate_files([one, two], tmp_path / "shipped", tmp_path / "user")
    assert [problem.where().removeprefix(f"{tmp_path}/") for problem in told] == [
        *("one.yaml:1:1", "one.yaml:1:1", "one.yaml:2:5", "one.yaml:4:1", "one.yaml:5:8"),
        *("bridge.yaml:6:13", "bridge.yaml:8:14"),
    ]


def test_a_folder_stands_for_what_is_in_it(write: Write, check: Check, bridge: str, short: str) -> None:
    """Each file once, in the order of their names; what is of no concern is passed over."""
    write("mine/exercises/bridge.yaml", bridge)
    write("mine/routines/short.yml", short)
    write("mine/routines/.short.yml.swp", "")
    write("mine/README.md", "# Mine")
    assert kinds(check("mine", "mine/exercises")) == [
        ("bridge.yaml", FileKind.EXERCISE, 0),
        ("short.yml", FileKind.ROUTINE, 0),
    ]


def test_a_folder_without_anything_to_read_is_told(tmp_path: Path, check: Check) -> None:
    """Silence would be taken for praise."""
    (tmp_path / "empty").mkdir()
    (checked,) = check("empty")
    assert [problem.message for problem in checked.problems] == ["there is nothing to read in this folder"]


def test_what_cannot_be_opened_is_a_problem_like_any_other(tmp_path: Path, check: Check) -> None:
    """A name that is not there, a file that is none."""
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    gone, loop, pack = check("gone.yaml", "loop.yaml", "gone.backstay")
    assert [len(file.problems) for file in (gone, loop, pack)] == [1, 1, 1]
    assert "cannot be opened" in gone.problems[0].message


def test_a_picture_is_looked_for_where_the_program_would(write: Write, check: Check, bridge: str) -> None:
    """A file that lies elsewhere has no folder of pictures beside it yet."""
    text = bridge + "picture: a.png\n"
    write("bridge.yaml", text)
    write("mine/exercises/bridge.yaml", text)
    assert [len(file.problems) for file in check("bridge.yaml", "mine/exercises/bridge.yaml")] == [0, 1]


def test_a_pack_is_looked_into(tmp_path: Path, check: Check, bridge: str) -> None:
    """Its files have places of their own."""
    with ZipFile(tmp_path / "my.backstay", "w") as archive:
        archive.writestr("pack.yaml", "format: 1\nname: Mine\nauthor: Somebody\nlicence: any\n")
        archive.writestr("exercises/bridge.yaml", bridge.replace("sides: both", "sides: left"))
    (tmp_path / "no.backstay").write_bytes(b"PK")
    pack, broken = check("my.backstay", "no.backstay")
    assert pack.kind is FileKind.PACK
    assert [problem.where().rpartition("/")[2] for problem in pack.problems] == ["bridge.yaml:7:8"]
    assert [problem.where() for problem in broken.problems] == [str(tmp_path / "no.backstay")]


@pytest.mark.parametrize("name", ["short.txt", "user/routines/short.yaml.txt", "short"])
def test_a_name_that_the_program_passes_over_is_a_problem(
    write: Write, check: Check, bridge: str, short: str, name: str
) -> None:
    """A sound file that never appears would be a riddle."""
    write("shipped/exercises/bridge.yaml", bridge)
    write(name, short)
    (checked,) = check(name)
    assert [problem.expected for problem in checked.problems] == ["a name that ends in .yaml"]


def test_a_pack_with_nothing_in_it_is_not_sound(tmp_path: Path, check: Check) -> None:
    """Who receives it could not take anything from it."""
    with ZipFile(tmp_path / "my.backstay", "w") as archive:
        archive.writestr("pack.yaml", "format: 1\nname: Mine\n")
    (pack,) = check("my.backstay")
    assert [problem.message for problem in pack.problems] == ["there is nothing in this pack"]
