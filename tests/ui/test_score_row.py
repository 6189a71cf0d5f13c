"""The question of how strong the pain is: no default, one key each, always skippable."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backstay.ui.widgets.score_row import ScoreButton, ScoreRow
from tests.ui.find import click, press, shown

pytestmark = pytest.mark.usefixtures("appearance")


def row(qtbot: QtBot) -> tuple[ScoreRow, list[int]]:
    """A scale, and the scores it tells."""
    made, told = ScoreRow("How strong is your pain right now?"), list[int]()
    made.chosen.connect(told.append)
    shown(qtbot, made)
    return made, told


def test_the_scale_has_no_choice_until_one_is_made(qtbot: QtBot) -> None:
    """A default would be an answer that nobody gave."""
    scale, told = row(qtbot)
    assert scale.score() is None
    assert not any(button.isChecked() for button in scale.findChildren(ScoreButton))
    assert told == []


@pytest.mark.parametrize("score", range(11))
def test_every_number_can_be_clicked(qtbot: QtBot, score: int) -> None:
    """Eleven numbers, 0 to 10."""
    scale, told = row(qtbot)
    click(scale, f"score_{score}")
    assert told == [score]
    assert [b.score for b in scale.findChildren(ScoreButton) if b.isChecked()] == [score]


@pytest.mark.parametrize(("key", "score"), [("0", 0), ("4", 4), ("9", 9), ("x", 10)])
def test_every_number_has_one_key(qtbot: QtBot, key: str, score: int) -> None:
    """The digits, and X as the Roman ten."""
    scale, told = row(qtbot)
    scale.focus_scale()
    press(key)
    assert told == [score]


def test_arrow_keys_walk_along_the_scale_and_enter_chooses(qtbot: QtBot) -> None:
    """Walking is not choosing, and the ends hold."""
    scale, told = row(qtbot)
    scale.focus_scale()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        press(key)
    assert told == []
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert told == [3, 10]


def test_tab_passes_the_scale_in_one_step(qtbot: QtBot) -> None:
    """Eleven stops would be a wall between two fields."""
    scale, _ = row(qtbot)
    stops = [b for b in scale.findChildren(ScoreButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_skip_tells_that_no_score_is_given(qtbot: QtBot) -> None:
    """A skipped question is not a zero."""
    scale, told = row(qtbot)
    click(scale, "score_6")
    with qtbot.waitSignal(scale.skipped):
        click(scale, "score_row_skip")
    assert scale.score() is None
    assert told == [6]
