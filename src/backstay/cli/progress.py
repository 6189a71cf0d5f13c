"""A line about work that takes longer than a person waits in silence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_SILENT_S = 2.0
_CLEAR_LINE = "\r\x1b[K"


@contextmanager
def telling(doing: str, now_s: Callable[[], float], stream: TextIO | None) -> Iterator[Callable[[int], bool]]:
    """Inside, a function to be told how many rows are done; it always says to go on.

    After two seconds a terminal behind ``stream`` shows them, in one line that is gone at the end.
    """
    began_s = now_s()
    is_shown = False

    def tell(done: int) -> bool:
        nonlocal is_shown
        if stream is not None and stream.isatty() and now_s() - began_s > _SILENT_S:
            stream.write(f"{_CLEAR_LINE}{doing}: {done} rows")
            stream.flush()
            is_shown = True
        return True

    try:
        yield tell
    finally:
        if is_shown and stream is not None:
            stream.write(_CLEAR_LINE)
            stream.flush()
