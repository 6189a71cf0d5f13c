"""Packs on the command line: made, looked at, taken in, with a choice where two versions meet."""

from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from tests.cli.conftest import Command
from tests.cli.scripted import CTRL_C, ScriptedConsole
from tests.fakes import HandClock

Told = pytest.CaptureFixture[str]


@pytest.fixture
def pack(command: Command, tmp_path: Path, capsys: Told) -> Path:
    """A pack of the routine “small” and its two exercises."""
    path = tmp_path / "given.backstay"
    assert command("pack", "small", "--out", str(path), "--author", "A. Author", "--licence", "CC0") == DONE
    capsys.readouterr()
    return path


@pytest.fixture
def changed(data: Path, pack: Path) -> Path:
    """The pack, and here another version of two of its files; a third has gone."""
    for name in ("exercises/sit.yaml", "routines/small.yaml"):
        file = data / "routines" / name
        file.write_text(file.read_text().replace("name: S", "name: My s"))
    (data / "routines" / "exercises" / "turn.yaml").unlink()
    return pack


def own(data: Path, name: str) -> str:
    """One of the person's files."""
    return (data / "routines" / name).read_text()


def test_a_pack_is_made_and_said(command: Command, tmp_path: Path, capsys: Told) -> None:
    """With its place, under the ending that packs have, and what is in it."""
    assert command("pack", "small", "heavy", "--out", str(tmp_path / "two")) == DONE
    assert capsys.readouterr().out == f"Written to {tmp_path}/two.backstay: 2 routines and 3 exercises.\n"
    assert (tmp_path / "two.backstay").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("smal", "--out", "{}/x"), 'Did you mean "small"?'),
        (("small", "--out", "{}"), "A pack cannot take the place of this."),
        (("small", "--out", "{}/no/x"), "The pack was not written"),
    ],
)
def test_what_makes_no_pack_ends_with_one(
    arguments: tuple[str, ...], words: str, command: Command, tmp_path: Path, capsys: Told
) -> None:
    """An unknown routine, a folder, a place that is not there."""
    assert command("pack", *(argument.format(tmp_path) for argument in arguments)) == WRONG
    assert words in capsys.readouterr().err


def test_a_pack_is_taken_in(command: Command, data: Path, pack: Path, capsys: Told) -> None:
    """Each file is named once it is there; what was here is counted."""
    for name in ("exercises/sit.yaml", "routines/small.yaml"):
        (data / "routines" / name).unlink()
    assert command("import", str(pack)) == DONE
    assert capsys.readouterr().out.splitlines() == [
        f"{data}/routines/exercises/sit.yaml",
        f"{data}/routines/routines/small.yaml",
        "Small, by A. Author: 2 files written, 1 the same here already.",
    ]
    assert command("show", "small") == DONE


def test_what_was_given_can_be_followed_at_once(
    command: Command, data: Path, pack: Path, capsys: Told
) -> None:
    """Somebody receives a routine in a file, and does it."""
    for file in [*(data / "routines").rglob("*.yaml")]:
        file.unlink()
    assert command("play", "small", "--terminal") == WRONG
    assert command("import", str(pack)) == DONE
    assert command("play", "small", "--terminal") == DONE
    assert command("log") == DONE
    assert "Small, completed, 51 s, 2 of 2 exercises" in capsys.readouterr().out


def test_nothing_to_write_is_said(command: Command, pack: Path, capsys: Told) -> None:
    """The same pack a second time does no harm."""
    assert command("import", str(pack)) == DONE
    assert capsys.readouterr().out == "Small, by A. Author: Nothing to write, 3 the same here already.\n"


def test_without_a_keyboard_a_clash_is_listed_and_nothing_written(
    command: Command, data: Path, changed: Path, capsys: Told
) -> None:
    """A script has to say what it wants; both versions are shown, and the mend."""
    assert command("import", str(changed)) == WRONG
    told = capsys.readouterr()
    assert told.out == ""
    assert "exercise sit\n  here: “My sit”, yours\n  pack: “Sit”\n  -name: My sit\n  +name: Sit" in told.err
    assert "of 2 files another version is here" in told.err
    assert told.err.rstrip().endswith("--replace and those to take from the pack, of: sit small")
    assert not (data / "routines" / "exercises" / "turn.yaml").exists()


def test_keep_and_replace_answer_beforehand(
    command: Command, data: Path, changed: Path, capsys: Told
) -> None:
    """What is new is written either way."""
    assert command("import", str(changed), "--keep") == DONE
    assert "1 file written, 2 kept as they are here." in capsys.readouterr().out
    assert "My sit" in own(data, "exercises/sit.yaml")
    assert command("import", str(changed), "--replace", "sit") == DONE
    assert "1 file written, 1 the same here already, 1 kept as they are here." in capsys.readouterr().out
    assert "My sit" not in own(data, "exercises/sit.yaml")
    assert "My small" in own(data, "routines/small.yaml")


def test_the_pack_may_stand_behind_the_ids(command: Command, data: Path, changed: Path) -> None:
    """As the usage shows it; it is not one more of them."""
    assert command("import", "--replace", "sit", "small", str(changed)) == DONE
    assert "My s" not in own(data, "exercises/sit.yaml") + own(data, "routines/small.yaml")


def test_an_id_without_two_versions_is_told(command: Command, changed: Path, capsys: Told) -> None:
    """A slip of the finger does not quietly keep the other version."""
    assert command("import", str(changed), "--replace", "sti") == WRONG
    assert 'Did you mean "sit"?' in capsys.readouterr().err
    assert command("import", str(changed), "--replace", "sit", "--keep") == 2


def test_somebody_at_the_keyboard_chooses_one_by_one(
    command: Command, data: Path, changed: Path, clock: HandClock
) -> None:
    """Both versions are shown before each question."""
    console = ScriptedConsole(clock, ["what", "r", "k"])
    assert command("import", str(changed), console=console) == DONE
    assert "Small, by A. Author: 1 routine and 2 exercises." in console.text
    assert "routine small\n  here: “My small”, yours\n  pack: “Small”" in console.text
    assert "“what” is not one of the answers." in console.text
    assert "My sit" not in own(data, "exercises/sit.yaml")
    assert "My small" in own(data, "routines/small.yaml")


@pytest.mark.parametrize("answers", [["q"], ["r", "q"], ["r", CTRL_C]])
def test_leaving_at_a_question_writes_nothing(
    answers: list[str], command: Command, data: Path, changed: Path, clock: HandClock, capsys: Told
) -> None:
    """Also not what was new, and not what was answered before."""
    assert command("import", str(changed), console=ScriptedConsole(clock, answers)) == WRONG
    assert "Nothing was imported." in capsys.readouterr().err
    assert "My sit" in own(data, "exercises/sit.yaml")
    assert not (data / "routines" / "exercises" / "turn.yaml").exists()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"SQLite format 3\0"])
def test_another_kind_of_file_is_refused_with_what_is_expected(
    content: bytes, command: Command, tmp_path: Path, capsys: Told
) -> None:
    """Whatever its name says."""
    (tmp_path / "x.backstay").write_bytes(content)
    assert command("import", str(tmp_path / "x.backstay")) == WRONG
    told = capsys.readouterr().err
    assert "This is not a pack." in told
    assert "expected: a pack, whose name ends in .backstay" in told


def test_a_missing_file_is_told(command: Command, tmp_path: Path, capsys: Told) -> None:
    """With its name."""
    assert command("import", str(tmp_path / "gone.backstay")) == WRONG
    assert f"where: {tmp_path}/gone.backstay" in capsys.readouterr().err
