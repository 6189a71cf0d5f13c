"""The signs at which to get help, as the terminal shows them: the lists of the window, line by line."""

import shutil
from collections.abc import Iterator
from textwrap import fill

from backstay.cli.exits import DONE
from backstay.domain.safety import LIMITS, LISTED_ON, LISTS, SAME_FOR_ALL, SOURCES, STOP_NOW, with_call
from backstay.paths import Paths
from backstay.settings import load_settings

_BULLET = "  - "
_WIDEST = 100


def show_safety(paths: Paths) -> int:
    """Print the whole page, with the emergency number that is set."""
    # To look is not to touch.
    number = load_settings(paths.settings, sets_aside=False).preferences.emergency_number
    width = min(_WIDEST, max(20, shutil.get_terminal_size().columns - 1))
    for line in safety_lines(number):
        print(_filled(line, width))
    print()
    for text in (SAME_FOR_ALL, f"{SOURCES} As of {LISTED_ON}."):
        print(_filled(text, width))
    return DONE


def safety_lines(number: str) -> Iterator[str]:
    """What the page says and each list with its heading; ``number`` may be empty."""
    yield LIMITS
    for signs in LISTS:
        yield ""
        yield signs.title.upper()
        yield with_call(signs.advice, number)
        yield from (f"{_BULLET}{sign}" for sign in signs.signs)
        if signs.note:
            yield with_call(signs.note, number)


def stop_words(number: str) -> str:
    """The signs to stop at in one paragraph, for somebody who has just said that it hurts."""
    return f"Stop for today with {'; '.join(STOP_NOW.signs)}. {with_call(STOP_NOW.note, number)} {LIMITS}"


def _filled(line: str, width: int) -> str:
    indent = " " * len(_BULLET) if line.startswith(_BULLET) else ""
    return fill(line, width, subsequent_indent=indent)
