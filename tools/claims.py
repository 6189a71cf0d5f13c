"""How often the sentence beneath the chart would be wrong, and how often it finds what is there.

``python -m tools.claims`` prints the table of docs/claims.md. Made-up diaries: a level with ups and downs
of SD 1.5 that depend on the day before (correlation ``phi``), rounded to whole scores from 0 to 10, on
60 to 70 of 100 days.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from backstay.domain.moment import Moment
from backstay.domain.trend import LOOK_EVERY_DAYS, Claim, Comparison, Reading, Verdict, claim

FIRST = date(2026, 1, 5)
SD = 1.5
PHIS = (0.3, 0.6)
SHARES = (0.6, 0.65, 0.7)
STABLE = (4.0, 4.0)
STEPS = ((6.0, 3.0), (3.0, 6.0))
LEVEL_AND_STEP = (STABLE, *STEPS)
WEEKS_OF_USE = 12


@dataclass(frozen=True, slots=True)
class People:
    """``phi`` is the day-to-day correlation, ``share`` that of the days with an entry; ``levels`` are the
    mean before the middle of the first 28 days and from then on.
    """

    phi: float
    share: float
    levels: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Told:
    """Of ``people`` diaries ``compared`` had enough entries at a look; in ``changed`` a change was named."""

    people: int
    compared: int
    changed: int

    @property
    def of_compared(self) -> float:
        """The share of the comparisons that named a change."""
        return self.changed / self.compared

    @property
    def of_all(self) -> float:
        """The share of all people who were told of a change."""
        return self.changed / self.people


def diary(random: Random, people: People, days: int) -> list[Reading]:
    """One made-up diary."""
    latent, readings = random.gauss(0, SD), []
    for index in range(days):
        latent = people.phi * latent + random.gauss(0, SD * (1 - people.phi**2) ** 0.5)
        if random.random() < people.share:
            level = people.levels[index >= LOOK_EVERY_DAYS // 2]
            readings.append(_reading(index, min(10, max(0, round(level + latent)))))
    return readings


def single_look(people: People, count: int = 2000, seed: int = 20261123) -> Told:
    """One judgement on the 28th day."""
    return _told(people, count, seed, LOOK_EVERY_DAYS, _looks(LOOK_EVERY_DAYS))


def weeks_of_use(people: People, count: int = 2000, seed: int = 20261123) -> Told:
    """Twelve weeks of looking at the sentence: told at least once."""
    days = 7 * WEEKS_OF_USE
    return _told(people, count, seed, days, _looks(days))


def _looks(days: int) -> Callable[[list[Reading]], Iterator[Claim]]:
    # Entries begin on one of the first days; the day of the look is counted from the very first.
    def looks(readings: list[Reading]) -> Iterator[Claim]:
        for passed in range(LOOK_EVERY_DAYS, days + 1, LOOK_EVERY_DAYS):
            yield claim(readings, FIRST + timedelta(days=passed), begun=FIRST)

    return looks


def _told(
    people: People, count: int, seed: int, days: int, looks: Callable[[list[Reading]], Iterator[Claim]]
) -> Told:
    random = Random(seed)
    compared = changed = 0
    for _ in range(count):
        found = [c for c in looks(diary(random, people, days)) if isinstance(c, Comparison)]
        compared += bool(found)
        changed += any(c.verdict is not Verdict.NO_CLEAR_CHANGE for c in found)
    return Told(count, compared, changed)


def _reading(index: int, score: int) -> Reading:
    day = FIRST + timedelta(days=index)
    return Reading(Moment.from_local(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)), score)


def table(count: int = 5000) -> Iterator[str]:
    """The lines of the table, in Markdown."""
    heads = (
        "correlation",
        "days with an entry",
        "level",
        "could be judged",
        "named, of those judged",
        "of all",
    )
    yield f"| {' | '.join(heads)} | once in 12 weeks, of all |"
    yield "|---|---|---|---|---|---|---|"
    for phi in PHIS:
        for share in SHARES:
            for levels in LEVEL_AND_STEP:
                people = People(phi, share, levels)
                one, many = single_look(people, count), weeks_of_use(people, count)
                level = "stable" if levels == STABLE else f"{levels[0]:g} to {levels[1]:g}"
                yield (
                    f"| {phi} | {share:.0%} | {level} | {one.compared / one.people:.0%} "
                    f"| {one.of_compared:.1%} | {one.of_all:.1%} | {many.of_all:.1%} |"
                )


def main() -> int:
    """Print the table."""
    for line in table():
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
