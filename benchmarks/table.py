"""How a figure is taken and shown: pairs in turn, medians, and the spread beside them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``ours`` and ``yardstick`` are medians in ``unit``; ``ratios`` are
    taken pair by pair; ``goal`` is the ratio aimed at, None where the figure itself is the goal.
    """

    name: str
    unit: str
    ours: float
    yardstick: float
    ratios: tuple[float, ...]
    goal: float | None
    against: str

    def line(self) -> str:
        """The row as Markdown."""
        ratio = median(self.ratios)
        spread = f"{min(self.ratios):.2f} to {max(self.ratios):.2f}"
        goal = "" if self.goal is None else f"{self.goal:g}"
        reached = "" if self.goal is None else ("yes" if ratio <= self.goal else "no")
        return (
            f"| {self.name} | {self.ours:.4g} {self.unit} | {self.against}, {self.yardstick:.4g} {self.unit} "
            f"| **{ratio:.2f}** | {spread} | {goal} | {reached} |"
        )


HEAD = (
    "| figure | Backstay (median) | yardstick (median) | ratio | spread | goal | reached |\n"
    "|---|---|---|---|---|---|---|"
)


def paired(
    name: str,
    unit: str,
    ours: Callable[[], float],
    yardstick: Callable[[], float],
    *,
    pairs: int,
    goal: float | None,
    against: str,
) -> Row:
    """Measure both in turn, ours first in even pairs and last in odd ones, after one warm-up each."""
    ours()
    yardstick()
    taken: list[tuple[float, float]] = []
    for number in range(pairs):
        if number % 2 == 0:
            first = ours()
            taken.append((first, yardstick()))
        else:
            second = yardstick()
            taken.append((ours(), second))
    ratios = tuple(a / b for a, b in taken)
    return Row(name, unit, median(a for a, _ in taken), median(b for _, b in taken), ratios, goal, against)


def work_row(name: str, ours: Callable[[], object], bare: Callable[[], object], against: str) -> Row:
    """How long one piece of work takes beside a barer one; it has no goal, and three pairs are enough."""
    return paired(name, "s", lambda: _s(ours), lambda: _s(bare), pairs=3, goal=None, against=against)


def _s(work: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s
