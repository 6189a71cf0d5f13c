"""Before and after: which sessions count, and what their mean difference may say."""

from datetime import UTC, datetime
from random import Random
from statistics import fmean

import pytest

from backstay.domain.history import Outcome, SessionPlan, SessionRecord
from backstay.domain.moment import Moment
from backstay.domain.pairs import Pair, mean_difference, pairs_of, t_quantile

# Two-sided 95 % and 98 % values of Student's t, as printed in every table of it.
KNOWN = (
    (0.975, 9, 2.262157),
    (0.975, 10, 2.228139),
    (0.975, 19, 2.093024),
    (0.975, 29, 2.045230),
    (0.975, 120, 1.979930),
    (0.99, 9, 2.821438),
    (0.99, 30, 2.457262),
)


def session(before: int | None, after: int | None) -> SessionRecord:
    """A session with these scores."""
    at = Moment.from_local(datetime(2026, 11, 22, 8, tzinfo=UTC))
    plan = SessionPlan("core-light", "Core, light", 720, 3)
    return SessionRecord("1", plan, at, at, Outcome.COMPLETED, 600, (), before, after)


@pytest.mark.parametrize(("share", "freedom", "value"), KNOWN)
def test_the_quantile_is_that_of_the_tables(share: float, freedom: int, value: float) -> None:
    """To the fourth place behind the point, from 9 degrees of freedom on."""
    assert t_quantile(share, freedom) == pytest.approx(value, abs=1e-4)
    assert t_quantile(1 - share, freedom) == pytest.approx(-value, abs=1e-4)


def test_every_session_with_both_scores_counts() -> None:
    """Also those with a low score before, and a score of 0 is a score."""
    done = [session(6, 3), session(None, 3), session(4, None), session(0, 2), session(2, 0)]
    assert pairs_of(done) == (Pair(6, 3), Pair(0, 2), Pair(2, 0))


def test_nine_pairs_have_no_mean() -> None:
    """From the tenth on they have."""
    pairs = [Pair(5, 4)] * 9
    assert mean_difference(pairs) is None
    found = mean_difference([*pairs, Pair(5, 4)])
    assert found is not None
    assert (found.mean, found.low, found.high, found.n) == (-1, -1, -1, 10)


def test_the_interval_is_that_of_a_worked_example() -> None:
    """Differences -3 to 1, twice each: mean -1, standard deviation 1.4907, so 1.0664 to each side."""
    found = mean_difference([Pair(5, 5 + difference) for difference in (-3, -2, -1, 0, 1) * 2])
    assert found is not None
    assert found.mean == pytest.approx(-1)
    assert found.high - found.mean == pytest.approx(1.0664, abs=1e-4)
    assert found.mean - found.low == pytest.approx(1.0664, abs=1e-4)


def test_nothing_happening_is_seldom_called_a_difference() -> None:
    """Scores that only waver: about 95 of 100 intervals over 12 sessions hold 0."""
    dice = Random(5)

    def wavering() -> int:
        return min(10, max(0, round(dice.gauss(4, 1.5))))

    held = []
    for _ in range(2000):
        found = mean_difference([Pair(wavering(), wavering()) for _ in range(12)])
        assert found is not None
        held.append(found.low <= 0 <= found.high)
    assert 0.93 <= fmean(held) <= 0.97
