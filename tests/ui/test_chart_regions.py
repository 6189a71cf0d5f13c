"""Small charts by region, and pairs of one day: who is in them, in what order, and what is said."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.pain import PainScore, Recall, Region
from backstay.domain.preferences import Preferences, Theme
from backstay.ui import tokens
from backstay.ui.chart.multiples import RegionMultiples
from backstay.ui.chart.pairs import PairsView, signed
from backstay.ui.theme import Appearance
from tests.ui.charted import score, session
from tests.ui.diary import TODAY, find, text

FIRST = TODAY - timedelta(days=27)
ENTRIES = [
    *[score(days_ago, PainScore(4, Region.NECK)) for days_ago in range(8)],
    *[score(days_ago, PainScore(5, Region.HIP)) for days_ago in range(3)],
    score(2, PainScore(5)),
    *[score(days_ago, PainScore(5, Region.RIBS)) for days_ago in range(40, 60)],
]


@pytest.fixture
def multiples(qtbot: QtBot) -> RegionMultiples:
    """The regions of four weeks."""
    view = RegionMultiples("regions")
    qtbot.addWidget(view)
    view.resize(1000, 400)
    view.show_entries(ENTRIES, FIRST, TODAY)
    with qtbot.waitExposed(view):
        view.show()
    return view


def charts(view: RegionMultiples) -> list[QAbstractButton]:
    """The small charts on the screen, row by row."""
    QApplication.processEvents()
    found = [chart for chart in view.findChildren(QAbstractButton) if chart.isVisible()]
    return sorted(found, key=lambda chart: (chart.y(), chart.x()))


def test_only_regions_of_the_span_and_the_fullest_first(multiples: RegionMultiples) -> None:
    """The ribs were weeks ago; scores that name no region have a chart of their own."""
    assert multiples.regions() == (Region.NECK, Region.HIP, None)
    assert [chart.accessibleName() for chart in charts(multiples)] == [
        "Neck, 8 entries",
        "Hip, 3 entries",
        "No region named, 1 entry",
    ]


def test_a_click_or_a_key_chooses_a_region(multiples: RegionMultiples) -> None:
    """Both tell the page which."""
    chosen: list[Region | None] = []
    multiples.chosen.connect(chosen.append)
    neck, hip, none = charts(multiples)
    QTest.mouseClick(neck, Qt.MouseButton.LeftButton)
    none.setFocus()
    QTest.keyClick(none, Qt.Key.Key_Space)
    hip.setFocus()
    QTest.keyClick(hip, Qt.Key.Key_Return)
    assert chosen == [Region.NECK, None, Region.HIP]


def test_they_stand_in_rows_that_fit(multiples: RegionMultiples) -> None:
    """Three beside each other, in a narrow window two or one."""
    assert len({chart.y() for chart in charts(multiples)}) == 1
    multiples.resize(520, 500)
    assert len({chart.y() for chart in charts(multiples)}) == 2
    multiples.resize(300, 700)
    assert len({chart.y() for chart in charts(multiples)}) == 3


def test_other_entries_replace_the_charts(multiples: RegionMultiples) -> None:
    """Nothing of the former ones is left."""
    multiples.show_entries([score(1, PainScore(3, Region.THIGH))], FIRST, TODAY)
    assert [chart.accessibleName() for chart in charts(multiples)] == ["Thigh, 1 entry"]
    multiples.show_entries([], FIRST, TODAY)
    assert charts(multiples) == []


def test_mixed_recalls_are_refused(multiples: RegionMultiples) -> None:
    """Here as everywhere: two questions, two charts."""
    mixed = [score(1, PainScore(3)), score(2, PainScore(3, recall=Recall.LAST_7_DAYS))]
    with pytest.raises(ValueError, match="never share"):
        multiples.show_entries(mixed, FIRST, TODAY)


def test_they_follow_the_theme(multiples: RegionMultiples, appearance: Appearance) -> None:
    """Each is a card in the colours that are worn."""
    for theme, palette in ((Theme.DARK, tokens.DARK), (Theme.LIGHT, tokens.LIGHT)):
        appearance.apply(Preferences(theme=theme))
        chart = charts(multiples)[0]
        image = chart.grab().toImage()
        assert image.pixelColor(chart.width() // 2, 8).name() == palette.surface.lower()


@pytest.fixture
def pairs(qtbot: QtBot) -> PairsView:
    """The view of before and after."""
    view = PairsView("pairs")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def said(view: PairsView, scores: Sequence[tuple[int | None, int | None]]) -> tuple[str, str]:
    """The count and what is said of the mean, one session a day."""
    done = [session(days_ago, 12, *pair) for days_ago, pair in enumerate(scores)]
    view.show_sessions(done, FIRST, TODAY)
    return text(view, "pairs_count"), text(view, "pairs_mean")


def test_below_ten_there_is_only_their_number(pairs: PairsView) -> None:
    """Sessions with one score or none do not count."""
    count, mean = said(pairs, [(5, 3)] * 9 + [(5, None), (None, 3), (None, None)])
    assert count == "9 sessions with a score before and one after."
    assert mean == "From 10 sessions on, their average difference stands here."


def test_from_ten_on_mean_and_interval_are_said_of_the_same_day(pairs: PairsView) -> None:
    """With the side of the difference, its interval, and that it shows no cause."""
    falling = [(6, 6 - number % 3) for number in range(12)]
    count, mean = said(pairs, falling)
    assert count == "12 sessions with a score before and one after."
    assert mean == (
        "On the same day the score after was on average 1.0 lower than the one before "
        "(95 % interval of the difference −1.5 to −0.5). This does not show what caused it."
    )
    assert "1.0 higher" in said(pairs, [(after, before) for before, after in falling])[1]
    level = said(pairs, [(4, 4 + (-1) ** number) for number in range(12)])[1]
    assert level.startswith("On the same day the score after was on average as high as the one before")


def test_low_scores_before_count_as_well(pairs: PairsView) -> None:
    """Choosing the high ones would show a fall where there is none."""
    scores = [(7, 5)] * 6 + [(1, 3)] * 6
    assert "as high as" in said(pairs, scores)[1]


def test_without_a_pair_there_is_no_picture(pairs: PairsView) -> None:
    """A sentence says why, and nothing is drawn."""
    count, _ = said(pairs, [(5, None)])
    assert count == "No session here has a score before and one after."
    assert not find(pairs, QWidget, "pairs_slopes").isVisible()


def test_only_sessions_of_the_span_count(pairs: PairsView) -> None:
    """The days are those of the page."""
    pairs.show_sessions([session(27, 12, 5, 3), session(28, 12, 5, 3)], FIRST, TODAY)
    assert text(pairs, "pairs_count") == "1 session with a score before and one after."


@pytest.mark.parametrize(("points", "words"), [(-0.44, "−0.4"), (0.26, "+0.3"), (-0.04, "0"), (0.0, "0")])
def test_a_difference_shows_its_side(points: float, words: str) -> None:
    """With a true minus sign, and none on nought."""
    assert signed(points) == words
