"""Zooming and panning the chart over ten years: 11,000 scores and 3,600 sessions, then a million scores.

Run as a process of its own: ``python -m benchmarks.chart SCORES`` prints JSON.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from statistics import median

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind
from backstay.domain.history import Outcome, SessionPlan, SessionRecord
from backstay.domain.mark import Mark, MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainScore, Region
from backstay.domain.preferences import Preferences
from backstay.ui.application import make_application
from backstay.ui.chart.chart import PainChart
from backstay.ui.chart.data import ChartData, chart_data
from backstay.ui.theme import Appearance
from benchmarks.processes import ENVIRON
from benchmarks.table import Row

ALLOWED_MS = 16.0
DAYS = 3653
LAST = date(2026, 11, 22)
SIZE = QSize(1080, 480)
SCORES, MANY_SCORES = 11_000, 1_000_000
STEPS, FACTOR, PAN_SHARE = 40, 1.2, 0.05


def chart_rows() -> Iterator[Row]:
    """Each frame on the way in, along and out again against the time it may take; the spread is over them."""
    for scores, name in ((SCORES, "pan and zoom, 10 years"), (MANY_SCORES, "the same with a million scores")):
        command = [sys.executable, "-m", "benchmarks.chart", str(scores)]
        done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=300, check=True)
        frames: list[float] = json.loads(done.stdout.splitlines()[-1])
        shares = tuple(frame / ALLOWED_MS for frame in frames)
        named = f"{name} (dearest frame: {max(frames):.1f} ms)"
        yield Row(named, "ms", median(frames), ALLOWED_MS, shares, 1.0, "what a frame may take")


def main() -> int:
    """Take the frames in this process."""
    application = make_application(["backstay"])
    # The chart is dressed as long as this lives.
    _appearance = Appearance(application, Preferences())
    print(json.dumps(frames_ms(ten_years(int(sys.argv[1])))))
    return 0


def frames_ms(data: ChartData) -> list[float]:
    """Processor time of each frame, in ms: all of it, in steps down to a few days, along, and out again."""
    chart = PainChart("chart")
    chart.resize(SIZE)
    chart.show_data(data)
    picture = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    around = LAST.toordinal() - DAYS / 3
    # What is drawn for the first time is made for all that follow.
    _frame_ms(chart, picture)
    frames = []
    for factor, pan in ((FACTOR, 0.0), (1 / FACTOR, PAN_SHARE)):
        for _ in range(STEPS):
            chart.zoom(factor, around)
            chart.pan(pan * _days_in_view(chart))
            frames.append(_frame_ms(chart, picture))
    return frames


def _days_in_view(chart: PainChart) -> int:
    seen = chart.view()
    return 0 if seen is None else (seen[1] - seen[0]).days + 1


def _frame_ms(chart: PainChart, picture: QImage) -> float:
    began_s = time.process_time()
    chart.render(picture, QPoint())
    return (time.process_time() - began_s) * 1000


def ten_years(scores: int) -> ChartData:
    """A made-up diary, every day the same number of scores, nearly daily sessions and a run now and then."""
    dice = random.Random(7)
    days = [LAST - timedelta(days=back) for back in range(DAYS)]
    entries = [
        PainEntry(str(n), _at(days[n % DAYS], n // DAYS, dice), PainScore(_score(dice), Region.MID_BACK))
        for n in range(scores)
    ]
    plan = SessionPlan("core-light", "Core, light", 736, 5)
    begun = [_at(day, 0, dice) for day in days[: DAYS - DAYS // 73]]
    sessions = [
        SessionRecord(str(at.day), plan, at, at, Outcome.COMPLETED, dice.randrange(300, 1500)) for at in begun
    ]
    activities = [
        ActivityEntry(str(day), _at(day, 0, dice), Activity(ActivityKind.RUN, dice.randrange(900, 4000)))
        for day in days[::5]
    ]
    marks = [MarkEntry(str(day), _at(day, 0, dice), Mark("new shoes")) for day in days[::180]]
    return chart_data(entries, sessions, days[-1], LAST, activities=activities, marks=marks)


def _score(dice: random.Random) -> int:
    return min(10, max(0, round(dice.gauss(4, 1.5))))


def _at(day: date, number: int, dice: random.Random) -> Moment:
    minute = (8 * 60 + number * 3 + dice.randrange(3)) % (24 * 60)
    zone = timezone(timedelta(hours=1))
    return Moment.from_local(datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone))


if __name__ == "__main__":
    raise SystemExit(main())
