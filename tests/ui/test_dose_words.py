"""Doses, equipment and lengths in words: how they are written on a physiotherapist's sheet."""

import pytest

from backstay.domain.exercise import Dose, Equipment, Sides, Tempo
from backstay.domain.routine import ExerciseStep
from backstay.ui import wording
from tests import samples


@pytest.mark.parametrize(
    ("dose", "sides", "text"),
    [
        (Dose((5, 5), rest_s=30, hold_s=10), Sides.EACH, "2 sets × 5 holds of 10 s, each side · rest 30 s"),
        (Dose((5, 3, 1), rest_s=30, hold_s=8), Sides.BOTH, "3 sets of 5, 3 and 1 holds of 8 s · rest 30 s"),
        (Dose((1,), hold_s=30), Sides.BOTH, "1 hold of 30 s"),
        (Dose((2,), hold_s=2.5), Sides.EACH, "2 holds of 2.5 s, each side"),
        (Dose((10, 10), tempo=Tempo(2, 1, 2)), Sides.BOTH, "2 sets × 10 repetitions, tempo 2–1–2"),
        (Dose((1,), tempo=Tempo(2, 0, 2)), Sides.BOTH, "1 repetition, tempo 2–0–2"),
    ],
)
def test_a_dose_reads_like_the_sheet(dose: Dose, sides: Sides, text: str) -> None:
    """Hold x repetitions x sets x side x rest, in words."""
    assert wording.step_text(ExerciseStep(samples.exercise(dose=dose, sides=sides), dose)) == text


def test_a_step_that_waits_says_so() -> None:
    """No number stands for "as long as you need"."""
    made = samples.exercise()
    assert wording.step_text(ExerciseStep(made, made.dose, until_done=True)) == "until you press Done"


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), "no equipment"),
        ((Equipment.MAT,), "a mat"),
        ((Equipment.MAT, Equipment.BAND), "a mat and a band"),
        ((Equipment.MAT, Equipment.BAND, Equipment.TOWEL), "a mat, a band and a towel"),
    ],
)
def test_what_is_needed_is_a_list_in_words(items: tuple[Equipment, ...], text: str) -> None:
    """As one would say it."""
    assert wording.equipment_text(items) == text


@pytest.mark.parametrize(("seconds", "text"), [(40, "40 s"), (59.4, "59 s"), (60, "1 min"), (725, "12 min")])
def test_a_length_is_in_minutes_from_one_minute_on(seconds: float, text: str) -> None:
    """Nobody plans a day by seconds."""
    assert wording.length_text(seconds) == text
