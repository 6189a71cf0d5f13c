"""Easier and harder neighbours: each must exist, and no exercise may be harder than itself."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from backstay.catalogue.exercise_file import ExerciseFile
from backstay.catalogue.grammar import LISTED_FORM
from backstay.catalogue.nodes import TextNode
from backstay.domain.exercise import Exercise


class _Ladder:
    """Who is easier than whom, grown link by link."""

    def __init__(self) -> None:
        self._harder: dict[str, list[str]] = {}

    def climb(self, low: str, high: str) -> tuple[str, ...]:
        """The steps from ``low`` up to ``high``; empty when they are not on one ladder."""
        came_from: dict[str, str | None] = {low: None}
        ahead = [low]
        while ahead and high not in came_from:
            here = ahead.pop()
            for above in self._harder.get(here, ()):
                if above not in came_from:
                    came_from[above] = here
                    ahead.append(above)
        trail: list[str] = []
        step: str | None = high if high in came_from else None
        while step is not None:
            trail.append(step)
            step = came_from[step]
        return tuple(reversed(trail))

    def add(self, low: str, high: str) -> None:
        self._harder.setdefault(low, []).append(high)


def link_ladders(files: Mapping[str, ExerciseFile], unreadable: Collection[str] = ()) -> dict[str, Exercise]:
    """The exercises with their neighbours set.

    A link that names nothing, or that closes a circle, is left out and noted in its file; the
    exercise itself stays. ``unreadable`` are ids whose files have problems of their own.
    """
    ladder = _Ladder()
    linked: dict[str, Exercise] = {}
    for exercise_id, file in files.items():
        easier = _neighbour(file, file.easier, files, unreadable)
        harder = _neighbour(file, file.harder, files, unreadable)
        if easier and not _joined(ladder, easier, exercise_id, file, file.easier):
            easier = None
        if harder and not _joined(ladder, exercise_id, harder, file, file.harder):
            harder = None
        linked[exercise_id] = replace(file.exercise, easier=easier, harder=harder)
    return linked


def _neighbour(
    file: ExerciseFile, link: TextNode | None, known: Collection[str], unreadable: Collection[str]
) -> str | None:
    if link is None or link.text in known:
        return link.text if link else None
    if link.text in unreadable:
        file.reader.report(link, f'the file of the exercise "{link.text}" has problems of its own')
    else:
        file.reader.unknown_id(link, "exercise", LISTED_FORM, known)
    return None


def _joined(ladder: _Ladder, low: str, high: str, file: ExerciseFile, link: TextNode | None) -> bool:
    circle = ladder.climb(high, low)
    if circle and link is not None:
        trail = " → ".join((*circle, high))
        expected = "an exercise that is not on this way, or none"
        file.reader.report(link, f"this closes a circle of harder exercises: {trail}", expected)
        return False
    ladder.add(low, high)
    return True
