"""The library: what loads, what stands over what, and how a wrong name is answered."""

import os
from pathlib import Path

import pytest

from backstay.catalogue.library import Library, Loading, load_library, loading, newcomer_routine
from backstay.catalogue.shelves import finished
from backstay.domain.errors import InputError
from tests.catalogue.conftest import Load, Write


def renamed(text: str, old: str, new: str) -> str:
    """The same file under another id and name."""
    return text.replace(f"id: {old}", f"id: {new}").replace(f"name: {old.title()}", f"name: {new.title()}")


def test_what_is_sound_loads_without_a_word(write: Write, load: Load, bridge: str, short: str) -> None:
    """Exercises and routines are found by id; a folder that is not there is no fault."""
    write("shipped/exercises/bridge.yaml", bridge)
    write("shipped/routines/short.yaml", short)
    library = load()
    assert library.problems == ()
    assert library.exercise("bridge").name == "Bridge"
    assert [exercise.id for exercise in library.routine("short").exercises()] == ["bridge"]


def test_a_broken_file_never_stops_the_others(write: Write, load: Load, bridge: str, short: str) -> None:
    """The broken ones are told by file, line and column; a routine that needs one says so."""
    write("shipped/exercises/bridge.yaml", bridge)
    write("shipped/exercises/plank.yaml", "format: 1\nid: [")
    write("shipped/routines/short.yaml", short)
    write("shipped/routines/other.yaml", renamed(short, "short", "other").replace("bridge", "plank"))
    library = load()
    assert list(library.exercises) == ["bridge"]
    assert list(library.routines) == ["short"]
    broken, waiting = library.problems
    assert broken.where().endswith("plank.yaml:2:6")
    assert waiting.where().endswith("other.yaml:7:15")
    assert "problems of its own" in waiting.message


def test_a_file_of_the_person_stands_over_the_shipped_one(
    write: Write, load: Load, bridge: str, short: str
) -> None:
    """The same id means the person's own, also inside a shipped routine."""
    write("shipped/exercises/bridge.yaml", bridge)
    write("shipped/routines/short.yaml", short)
    write("user/exercises/bridge.yaml", bridge.replace("name: Bridge", "name: My bridge"))
    library = load()
    assert library.overridden == ("bridge",)
    assert [exercise.name for exercise in library.routine("short").exercises()] == ["My bridge"]


def test_a_broken_file_of_the_person_leaves_the_shipped_one(
    write: Write, load: Load, bridge: str, short: str
) -> None:
    """Better the shipped exercise, also inside its routines, and a word about the fault than a hole."""
    write("shipped/exercises/bridge.yaml", bridge)
    write("shipped/routines/short.yaml", short)
    path = write("user/exercises/bridge.yaml", bridge.replace("sides: both", "sides: some"))
    library = load()
    assert library.exercise("bridge").name == "Bridge"
    assert list(library.routines) == ["short"]
    assert library.overridden == ()
    assert library.file_of("exercises", "bridge") != path
    assert [problem.where() for problem in library.problems] == [str(path), f"{path}:7:8"]
    assert "shipped file stays in use" in library.problems[0].message


def test_both_endings_of_a_yaml_file_are_read_and_nothing_else(write: Write, load: Load, bridge: str) -> None:
    """A file called .yml is not passed over in silence; a note beside it is no exercise."""
    write("user/exercises/bridge.yml", bridge)
    write("user/exercises/README.md", "# Mine")
    write("user/exercises/folder.yaml/inner.txt", "x")
    library = load()
    assert list(library.exercises) == ["bridge"]
    assert library.problems == ()


def test_a_neighbour_that_does_not_exist_is_told_and_left_out(write: Write, load: Load, bridge: str) -> None:
    """The exercise itself stays; the nearest known id is named."""
    write("shipped/exercises/bridge.yaml", bridge + "easier: bridge-low\nharder: brige-long\n")
    write("shipped/exercises/bridge-long.yaml", renamed(bridge, "bridge", "bridge-long"))
    library = load()
    assert (library.exercise("bridge").easier, library.exercise("bridge").harder) == (None, None)
    assert [(p.line, p.column, p.nearest) for p in library.problems][1] == (12, 9, "bridge-long")
    assert 'no exercise "bridge-low"' in library.problems[0].message


def test_a_neighbour_whose_file_is_broken_is_not_called_unknown(
    write: Write, load: Load, bridge: str
) -> None:
    """The author is sent to the file that has to be mended, not to the spelling."""
    write("shipped/exercises/bridge.yaml", bridge + "easier: plank\n")
    write("shipped/exercises/plank.yaml", "")
    library = load()
    assert library.exercise("bridge").easier is None
    assert "has problems of its own" in library.problems[0].message


def test_no_exercise_is_harder_than_itself(write: Write, load: Load, bridge: str) -> None:
    """A circle is told where it closes, whichever way its links are written."""
    write("shipped/exercises/bridge.yaml", bridge + "harder: high\n")
    write("shipped/exercises/high.yaml", renamed(bridge, "bridge", "high") + "harder: top\n")
    write("shipped/exercises/top.yaml", renamed(bridge, "bridge", "top") + "harder: bridge\n")
    library = load()
    (problem,) = library.problems
    assert problem.where().endswith("top.yaml:11:9")
    assert "bridge → high → top → bridge" in problem.message
    assert library.exercise("top").harder is None
    assert library.exercise("bridge").harder == "high"


def test_links_that_agree_from_both_ends_are_no_circle(write: Write, load: Load, bridge: str) -> None:
    """Easier here and harder there say the same thing."""
    write("shipped/exercises/bridge.yaml", bridge + "harder: high\n")
    write("shipped/exercises/high.yaml", renamed(bridge, "bridge", "high") + "easier: bridge\n")
    assert load().problems == ()


def test_a_circle_closed_by_the_person_is_told_in_their_file(write: Write, load: Load, bridge: str) -> None:
    """The shipped file was sound before, so the fault is not looked for there."""
    write("shipped/exercises/high.yaml", renamed(bridge, "bridge", "high") + "easier: bridge\n")
    write("shipped/exercises/bridge.yaml", bridge)
    path = write("user/exercises/bridge.yaml", bridge + "easier: high\n")
    assert [problem.where() for problem in load().problems] == [f"{path}:11:9"]


def test_an_exercise_cannot_be_its_own_neighbour(write: Write, load: Load, bridge: str) -> None:
    """The shortest circle of all."""
    write("shipped/exercises/bridge.yaml", bridge + "easier: bridge\n")
    assert "bridge → bridge" in load().problems[0].message


def test_a_wrong_name_is_answered_with_the_nearest_and_the_rest(
    write: Write, load: Load, bridge: str, short: str
) -> None:
    """What was asked for, what there is, and what was probably meant."""
    write("shipped/exercises/bridge.yaml", bridge)
    write("shipped/routines/short.yaml", short)
    library = load()
    with pytest.raises(InputError) as routine:
        library.routine("shrot")
    assert routine.value.lines() == (
        'There is no routine "shrot".',
        "expected: one of short",
        'mend: Did you mean "short"?',
    )
    with pytest.raises(InputError, match='no exercise "xyz"') as exercise:
        library.exercise("xyz")
    assert exercise.value.mend == ""


def test_routines_run_from_calm_to_demanding(write: Write, load: Load, bridge: str, short: str) -> None:
    """By level first, then by id."""
    write("shipped/exercises/bridge.yaml", bridge)
    for name, level in (("c", 1), ("b", 3), ("a", 2), ("d", 1)):
        text = renamed(short, "short", name).replace("level: 1", f"level: {level}")
        write(f"shipped/routines/{name}.yaml", text)
    assert list(load().routines) == ["c", "d", "a", "b"]


def test_a_newcomer_is_offered_the_calmest_whole_session_without_a_caution(
    write: Write, load: Load, bridge: str, short: str
) -> None:
    """A caution counts before the level, the level before the number of exercises."""
    write("shipped/exercises/bridge.yaml", bridge)
    write("shipped/exercises/high.yaml", renamed(bridge, "bridge", "high"))
    write("shipped/exercises/bold.yaml", renamed(bridge, "bridge", "bold") + "caution: Go easy.\n")
    both = short + "  - exercise: high\n"
    write("shipped/routines/a-break.yaml", renamed(short, "short", "a-break"))
    write("shipped/routines/calm.yaml", renamed(both, "short", "calm"))
    write("shipped/routines/bold.yaml", renamed(both, "short", "bold") + "  - exercise: bold\n")
    write("shipped/routines/hard.yaml", renamed(both, "short", "hard").replace("level: 1", "level: 2"))
    assert newcomer_routine(load()).id == "calm"


def test_a_library_without_a_routine_says_so_when_asked_for_one(load: Load) -> None:
    """Plain words instead of a fault inside the program."""
    with pytest.raises(InputError, match="no routine"):
        newcomer_routine(load())


def test_what_looks_like_a_file_and_is_none_is_told(write: Write, load: Load, bridge: str) -> None:
    """A pipe never keeps the program waiting, and a link to nowhere is not passed over in silence."""
    path = write("user/exercises/bridge.yaml", bridge)
    os.mkfifo(path.with_name("pipe.yaml"))
    path.with_name("gone.yaml").symlink_to("nowhere.yaml")
    path.with_name(".bridge.yaml").symlink_to("an-editor.12")
    library = load()
    assert list(library.exercises) == ["bridge"]
    assert [Path(p.file).name for p in library.problems] == ["gone.yaml", "pipe.yaml"]


def test_a_file_beside_the_folders_is_told(write: Write, load: Load, short: str) -> None:
    """Nothing looks there; who put it there would wait for it for ever."""
    write("user/short.yaml", short)
    (problem,) = load().problems
    assert problem.where().endswith("user/short.yaml")
    assert problem.expected == "the folder exercises or routines beside it"


def test_an_ending_in_capitals_counts(write: Write, load: Load, short: str, bridge: str) -> None:
    """Some systems write it so."""
    write("shipped/exercises/bridge.YAML", bridge)
    write("user/routines/short.YML", short)
    assert list(load().routines) == ["short"]


def test_a_name_of_a_file_cannot_command_a_terminal(write: Write, load: Load) -> None:
    """A pack from elsewhere may hold such a name; no front end is to show it."""
    write("user/routines/a\x1b]0;b\x07.yaml", "format: 1")
    assert {problem.file for problem in load().problems if "\x1b" in str(problem)} == set()
    assert load().problems


def test_a_folder_that_cannot_be_looked_into_is_told(write: Write, load: Load, bridge: str) -> None:
    """A circle of links is such a folder for everybody, whatever their rights."""
    path = write("shipped/exercises/bridge.yaml", bridge)
    user = path.parents[2] / "user"
    user.mkdir()
    (user / "exercises").symlink_to("exercises")
    library = load()
    assert list(library.exercises) == ["bridge"]
    assert library.problems[0].message.startswith("this folder cannot be opened")


def test_a_wrong_file_is_not_called_unknown(write: Write, load: Load) -> None:
    """The error leads to the file."""
    write("user/routines/mine.yaml", "format: 1")
    with pytest.raises(InputError, match="has problems") as caught:
        load().routine("mine")
    assert caught.value.where.endswith("mine.yaml:1:1")


def test_the_file_that_counts_is_known(write: Write, load: Load, bridge: str, short: str) -> None:
    """Whose it is, and where, for who wants to open it; an id that nothing has has no file."""
    write("shipped/exercises/bridge.yaml", bridge)
    own = write("user/exercises/bridge.yaml", bridge)
    shipped = write("shipped/routines/short.yaml", short)
    library = load()
    assert library.file_of("exercises", "bridge") == own
    assert library.is_own("exercises", "bridge")
    assert library.file_of("routines", "short") == shipped
    assert not library.is_own("routines", "short")
    assert library.file_of("routines", "bridge") is None
    assert not library.is_own("routines", "bridge")


def test_a_picture_stands_beside_the_file_that_names_it(write: Write, load: Load, bridge: str) -> None:
    """The person's exercise has the person's picture, the shipped one the shipped one."""
    write("shipped/exercises/bridge.yaml", bridge + "picture: a.png\n")
    write("user/exercises/high.yaml", renamed(bridge, "bridge", "high") + "picture: a.png\n")
    shipped, own = write("shipped/pictures/a.png", ""), write("user/pictures/a.png", "")
    library = load()
    assert library.problems == ()
    assert library.picture_of(library.exercise("bridge")) == shipped
    assert library.picture_of(library.exercise("high")) == own


def test_a_picture_that_is_not_there_is_told_and_left_out(write: Write, load: Load, bridge: str) -> None:
    """The exercise itself stays."""
    path = write("shipped/exercises/bridge.yaml", bridge + "picture: a.png\n")
    write("shipped/pictures/b.png", "")
    library = load()
    assert library.picture_of(library.exercise("bridge")) is None
    assert [(p.where(), p.found) for p in library.problems] == [(f"{path}:11:10", "a.png")]


@pytest.mark.parametrize("name", ["../a.png", "/a.png", "a.svg", "a.png.html", "C:a.png", ".png", "a/b.png"])
def test_a_picture_is_named_by_a_bare_name(write: Write, load: Load, bridge: str, name: str) -> None:
    """A file of somebody else cannot lead to a file elsewhere on this computer."""
    write("shipped/exercises/bridge.yaml", bridge + f"picture: {name}\n")
    assert "such as bird.png" in load().problems[0].expected


def test_two_files_of_one_id_in_a_folder_are_told(write: Write, load: Load, bridge: str) -> None:
    """Both endings are read, so one of the two would be lost in silence."""
    first = write("user/exercises/bridge.yaml", bridge)
    write("user/exercises/bridge.yml", bridge)
    library = load()
    assert library.file_of("exercises", "bridge") == first
    assert library.overridden == ()
    assert [(Path(p.file).name, p.found) for p in library.problems] == [("bridge.yml", "bridge.yaml")]


@pytest.mark.parametrize(
    ("folder", "told"), [("routines", "this is an exercise"), ("exercises", "this is a routine")]
)
def test_a_file_in_the_wrong_folder_is_told_in_one_sentence(
    write: Write, load: Load, bridge: str, short: str, folder: str, told: str
) -> None:
    """Nine keys that are missing would say less."""
    write(
        f"user/{folder}/{'bridge' if folder == 'routines' else 'short'}.yaml",
        bridge if folder == "routines" else short,
    )
    (problem,) = load().problems
    assert told in problem.message


def test_the_loading_can_be_done_in_slices(write: Write, tmp_path: Path, bridge: str, short: str) -> None:
    """One file at a time, with the count of all of them known from the first."""
    write("shipped/exercises/bridge.yaml", bridge)
    write("shipped/routines/short.yaml", short)
    write("user/routines/broken.yaml", "")
    steps = list(loading(tmp_path / "shipped", tmp_path / "user"))
    assert steps == [Loading(1, 3), Loading(2, 3), Loading(3, 3)]
    library: Library = finished(loading(tmp_path / "shipped", tmp_path / "user"))
    assert library == load_library(tmp_path / "shipped", tmp_path / "user")


FIGURE = """\
figure:
  view: side
  poses:
    start:
      hip: [0, 0.905]
      spine: 90
      neck: [84, 90]
      arms: {angles: [-90, -82]}
      legs: {to: [0, 0.075], foot: 0}
    hold: {}
"""


def test_who_lists_names_does_not_wait_for_the_figures(write: Write, tmp_path: Path, bridge: str) -> None:
    """Those that ship are known to be sound; a fault in the person's own is told all the same."""
    write("shipped/exercises/bridge.yaml", bridge + FIGURE)
    own = write("user/exercises/high.yaml", renamed(bridge, "bridge", "high") + FIGURE.replace("0.905", "9"))
    library = load_library(tmp_path / "shipped", tmp_path / "user", is_drawn=False)
    assert library.exercise("bridge").figure is None
    assert [problem.file for problem in library.problems] == [str(own)]
    assert load_library(tmp_path / "shipped").exercise("bridge").figure is not None


def test_a_file_that_an_editor_named_its_own_way_is_told(write: Write, load: Load, bridge: str) -> None:
    """Where the ending is hidden, it looks like one that is read; notes of the person's are their own."""
    write("user/exercises/bridge.yaml.txt", bridge)
    write("user/exercises/notes.txt", "the blue band")
    library = load()
    assert library.exercises == {}
    (problem,) = library.problems
    assert problem.file.endswith("bridge.yaml.txt")
    assert problem.expected == "a name that ends in .yaml"
