"""Lists of routines and exercises, for people and for programs."""

import json
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from tests.cli.conftest import Command


def test_every_routine_is_listed_with_its_length(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """Shipped and own routines in one table: id, length, how demanding it is, name."""
    assert command("list") == DONE
    rows = [line.split(maxsplit=4) for line in capsys.readouterr().out.splitlines()]
    assert {"core-light", "desk-reset", "classics", "small"} <= {row[0] for row in rows}
    assert ["small", "51", "s", "demanding", "Small"] in rows


def test_a_setting_changes_the_announced_length(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The length is that of the session that would be led, get-ready time included."""
    (data / "settings.json").write_text('{"get_ready_s": 10, "colour": 1}')
    assert command("list", "--json") == DONE
    told = capsys.readouterr()
    lengths = {row["id"]: row["length_s"] for row in json.loads(told.out)["routines"]}
    assert lengths["small"] == 56
    assert "colour" in told.err


def test_exercises_are_listed_with_their_dose(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """`list --exercises` shows what could stand in a routine."""
    assert command("list", "--exercises") == DONE
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "turn Turn sitting 2 repetitions, tempo 1-0-1, each side" in rows


def test_exercises_as_json(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Another program reads the dose as numbers."""
    assert command("list", "--exercises", "--json") == DONE
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)["exercises"]}
    assert (rows["sit"]["hold_s"], rows["sit"]["reps"]) == (10, [2])
    assert rows["turn"]["tempo_s"] == [1, 0, 1]


def test_one_routine_is_shown_step_by_step(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """`show` with the id of a routine."""
    assert command("show", "small") == DONE
    text = capsys.readouterr().out
    assert "51 s, demanding, a chair" in text
    assert " 1. Sit: 2 holds of 10 s\n 2. Turn: 2 repetitions, tempo 1-0-1, each side" in text


def test_a_step_that_waits_is_shown_so(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """A step until done has no dose that anybody would count."""
    assert command("show", "free") == DONE
    assert "1. Stroll: until you are done" in capsys.readouterr().out
    assert command("show", "free", "--json") == DONE
    (step,) = json.loads(capsys.readouterr().out)["steps"]
    assert step == {"exercise": "stroll", "name": "Stroll", "until_done": True}


def test_one_exercise_is_shown_with_its_caution(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """`show` with the id of an exercise names cues, stops, caution and the easier neighbour."""
    assert command("show", "lift") == DONE
    text = capsys.readouterr().out
    assert "Caution: Lift low." in text
    assert "Easier: sit" in text
    assert "Stop if:\n  - neck pain" in text


def test_an_unknown_id_names_the_nearest(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the finger is met with what was probably meant."""
    assert command("show", "smal") == WRONG
    assert 'mend: Did you mean "small"?' in capsys.readouterr().err


def test_a_broken_file_costs_itself_alone(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are listed; the fault goes to stderr with file, line and column."""
    broken = data / "routines" / "routines" / "broken.yaml"
    broken.write_text((broken.parent / "small.yaml").read_text().replace("exercise: sit", "exercise: sid"))
    assert command("list") == DONE
    told = capsys.readouterr()
    assert "small" in told.out
    assert "broken.yaml:" in told.err
    assert 'did you mean "sit"' in told.err


def test_a_file_with_problems_is_not_called_unknown(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who wrote the file hears where it is wrong, not that it does not exist."""
    path = data / "routines" / "routines" / "mine.yaml"
    path.write_text("format: 1\nid: mine\n")
    for words in (["show", "mine"], ["play", "mine", "--terminal"]):
        assert command(*words) == WRONG
        told = capsys.readouterr().err
        assert "has problems" in told
        assert f"where: {path}:1:1" in told


def test_the_columns_stand_beneath_each_other_in_any_script(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A character may take two columns of a terminal."""
    path = data / "routines" / "exercises" / "sit.yaml"
    path.write_text(path.read_text().replace("name: Sit", "name: 座る"), encoding="utf-8")
    assert command("list", "--exercises") == DONE
    rows = capsys.readouterr().out.splitlines()
    wide, narrow = (next(row for row in rows if row.startswith(name)) for name in ("sit ", "turn "))
    assert wide.index("sitting") == narrow.index("sitting") - 2
