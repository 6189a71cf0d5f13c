"""A made-up log on the disk: the one of the pictures, for as many days as are wanted."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tools.demo import PosedClock, demo_app


def write_log(folder: Path, days: int) -> None:
    """Fill a new data folder with daily use up to today."""
    clock = PosedClock()
    # The program that is measured has the computer's own clock, and a log that ended long ago is read
    # otherwise than one that ends today.
    clock.passed_s = (datetime.now(UTC) - clock.moment().utc).total_seconds()
    with closing(demo_app(folder, days=days, is_daily=True, clock=clock)):
        pass
