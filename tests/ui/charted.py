"""What a chart is made of, a line each, and a chart with it on the screen."""

from collections.abc import Iterable
from datetime import timedelta

from pytestqt.qtbot import QtBot

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind
from backstay.domain.history import Outcome, SessionPlan, SessionRecord
from backstay.domain.mark import Mark, MarkEntry
from backstay.domain.pain import PainEntry, PainScore, Region
from backstay.ui.chart.chart import PainChart
from backstay.ui.chart.data import ChartData, chart_data
from tests.ui.diary import TODAY, moment


def score(days_ago: int, pain: int | PainScore, hour: int = 8) -> PainEntry:
    """A score as the journal holds it, about the mid back when it is a bare number."""
    felt = PainScore(pain, Region.MID_BACK) if isinstance(pain, int) else pain
    return PainEntry(f"{days_ago}-{hour}-{felt.score}", moment(days_ago, hour), felt)


def session(
    days_ago: int, minutes: float, before: int | None = None, after: int | None = None
) -> SessionRecord:
    """A completed session at six in the evening."""
    at = moment(days_ago, 18)
    plan = SessionPlan("core-light", "Core, light", 720, 3)
    return SessionRecord(f"{days_ago}", plan, at, at, Outcome.COMPLETED, minutes * 60, (), before, after)


def run(
    days_ago: int, minutes: float, kind: ActivityKind = ActivityKind.RUN, distance_m: float | None = None
) -> ActivityEntry:
    """A run, or a walk, at five in the afternoon."""
    return ActivityEntry(
        f"run-{days_ago}-{kind}", moment(days_ago, 17), Activity(kind, minutes * 60, distance_m)
    )


def mark(days_ago: int, text: str) -> MarkEntry:
    """A mark at noon."""
    return MarkEntry(f"mark-{days_ago}", moment(days_ago, 12), Mark(text))


def charted(
    days: int,
    scores: Iterable[PainEntry] = (),
    sessions: Iterable[SessionRecord] = (),
    activities: Iterable[ActivityEntry] = (),
    marks: Iterable[MarkEntry] = (),
) -> ChartData:
    """The chart of the last ``days``, today included."""
    first = TODAY - timedelta(days=days - 1)
    return chart_data(scores, sessions, first, TODAY, activities=activities, marks=marks)


def shown(data: ChartData, qtbot: QtBot) -> PainChart:
    """A chart of ``data`` in a window of its own, with the keys."""
    chart = PainChart("chart")
    qtbot.addWidget(chart)
    chart.resize(1000, 400)
    chart.show_data(data)
    with qtbot.waitExposed(chart):
        chart.show()
    chart.activateWindow()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    return chart
