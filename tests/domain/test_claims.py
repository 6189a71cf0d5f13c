"""How often the sentence beneath the chart would be wrong, and how often it finds what is there.

The table of docs/claims.md has more people; here are enough of them to notice a rule that was loosened.
"""

import pytest

from tools.claims import STABLE, STEPS, People, single_look, weeks_of_use

# By day-to-day correlation: the most false claims at one look that the ladder may make.
FALSE_MAX = {0.3: 0.03, 0.6: 0.09}
FALSE_MAX_IN_12_WEEKS = {0.3: 0.06, 0.6: 0.18}


@pytest.mark.parametrize("share", [0.6, 0.7])
@pytest.mark.parametrize("phi", FALSE_MAX)
def test_stable_diaries_are_seldom_called_changed(phi: float, share: float) -> None:
    """A single judgement of pain that only goes up and down by itself."""
    told = single_look(People(phi, share, STABLE), 1500)
    assert told.compared > 500
    assert told.of_compared <= FALSE_MAX[phi]


@pytest.mark.parametrize("levels", STEPS)
@pytest.mark.parametrize("phi", FALSE_MAX)
def test_a_step_of_three_points_is_named(phi: float, levels: tuple[float, float]) -> None:
    """The rule is not merely silent: up or down, a real step is told."""
    told = single_look(People(phi, 0.65, levels), 1000)
    assert told.compared > 500
    assert told.of_compared >= 0.75


@pytest.mark.parametrize("phi", FALSE_MAX)
def test_twelve_weeks_of_looking_stay_bounded(phi: float) -> None:
    """Every look is another chance to be wrong; the looks are few enough."""
    assert weeks_of_use(People(phi, 0.65, STABLE), 600).of_all <= FALSE_MAX_IN_12_WEEKS[phi]
