"""How the figures of lateness are made out of single moments."""

import math

import pytest

from backstay.domain.exercise import Dose, Tempo
from backstay.domain.timeline import compile_timeline
from benchmarks.led import moments_of, offsets_of
from benchmarks.timing import line, percentile
from tests.samples import QUICK, exercise, hold, routine


def test_a_percentile_is_a_value_that_was_measured() -> None:
    """Nearest rank: of a hundred, five are later than the 95th percentile; of nothing there is none."""
    hundred = [float(value) for value in range(100, 0, -1)]
    assert [percentile(hundred, share) for share in (50, 95, 99, 100)] == [50, 95, 99, 100]
    assert percentile([7.0], 99) == 7.0
    assert math.isnan(percentile([], 50))


def test_every_tone_has_its_moment() -> None:
    """Words are left out, and what follows a segment begins where that one ends."""
    timeline = compile_timeline(routine(exercise("Swing", Dose(reps=(2,), tempo=Tempo(2, 1, 2)))), QUICK)
    assert offsets_of(timeline) == [0, 5, 10, 15]
    assert [moment for moment in moments_of(timeline) if moment >= 5] == [5, 10]


def test_a_hold_is_counted_down_to_its_end() -> None:
    """The last three seconds of a hold lie before its end, not after its start."""
    timeline = compile_timeline(routine(hold("Plank", 20, 1)), QUICK)
    assert [moment for moment in moments_of(timeline) if moment > 5] == pytest.approx([22, 23, 24])


def test_a_row_has_medians_of_runs_and_the_worst_of_all() -> None:
    """One bad run shows in the last figure alone."""
    row = line("window", [[1.0], [2.0], [90.0]], [3.0, 1.0, None], 2)
    assert row == "| window | 2.0 | 2.0 | 2.0 | 90.0 | 2.0 | 1, 1, 1 | 2 |"
