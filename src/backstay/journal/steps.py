"""Long work in steps, between which others have their turn."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")
_EVERY = 500

Step = Callable[[], None]
"""Lets others have their turn; what it raises ends the work."""


def no_step() -> None:
    """Nobody waits for a turn."""


def in_steps(things: Iterable[_T], step: Step) -> Iterator[_T]:
    """The same ``things``, with a ``step`` before every 500 of them."""
    for number, thing in enumerate(things):
        if number % _EVERY == 0:
            step()
        yield thing
