"""Which backups stay, so that there is always a near one and always an old one."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

DAYS = 12
WEEKS = 10
MONTHS = 9
_ALL_DAYS = 2


def kept(made: Collection[datetime], now: datetime) -> frozenset[datetime]:
    """Those of ``made`` that stay at ``now``; all are aware instants, and days are those of UTC.

    All of today and yesterday and whatever is dated later; of what is older the newest of each of 12 days,
    then of 10 ISO weeks, then of 9 months. Only days, weeks and months that have a backup count, so nothing
    goes by age alone: after a year's pause, or a clock that was put forward, there are as many as before.
    (The rule and its figures are those of the flashcard program Anki.)
    """
    newest_first = sorted(made, reverse=True)
    recent = now.astimezone(UTC).date() - timedelta(days=_ALL_DAYS - 1)
    staying = [at for at in newest_first if at.astimezone(UTC).date() >= recent]
    # Without a recent one the first day has its newest all the same.
    older = newest_first[len(staying) :]
    for period_of, limit in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        chosen, older = _newest_of_each(older, period_of, limit, staying[-1:])
        staying += chosen
    return frozenset(staying)


def _newest_of_each(
    newest_first: list[datetime], period_of: Callable[[datetime], object], limit: int, last: list[datetime]
) -> tuple[list[datetime], list[datetime]]:
    """The newest of each of ``limit`` periods that ``last`` is not of, and what is older than all of them."""
    chosen: list[datetime] = []
    seen = {period_of(at) for at in last}
    for number, at in enumerate(newest_first):
        if period_of(at) in seen:
            continue
        if len(chosen) == limit:
            return chosen, newest_first[number:]
        seen.add(period_of(at))
        chosen.append(at)
    return chosen, []


def _day(at: datetime) -> object:
    return at.astimezone(UTC).date()


def _week(at: datetime) -> object:
    return at.astimezone(UTC).isocalendar()[:2]


def _month(at: datetime) -> object:
    utc = at.astimezone(UTC)
    return utc.year, utc.month
