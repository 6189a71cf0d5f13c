"""What was read from a file, before anything of it is written: rows for the journal, and what is refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from backstay.journal.intake import CancelledError, GoOn
from backstay.journal.rows import TableRow

T = TypeVar("T")

_EVERY = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in the file that cannot be taken: ``where`` it stands, such as “line 7”, and ``why``."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """The rows of a file, for ``Journal.take_in``. ``name`` says what kind of file it was; ``note`` is one
    plain sentence about what it could not bring, empty where it brought everything.
    """

    rows: list[TableRow]
    refused: list[Refusal]
    name: str
    note: str = ""


def with_stops(items: Iterable[T], go_on: GoOn, done: int = 0) -> Iterator[T]:
    """The items one by one, with a question every so often whether to go on; ``done`` were before them.

    Raises ``CancelledError`` when ``go_on`` says no.
    """
    for count, item in enumerate(items, done):
        if count % _EVERY == 0 and not go_on(count):
            raise CancelledError
        yield item
