"""Looks at everything that is kept and says what was found; nothing is ever changed by it."""

from collections.abc import Callable, Iterator

from backstay.care.check import Check
from backstay.care.place_check import check_permissions, check_room, check_settings
from backstay.domain.moment import Moment
from backstay.domain.preferences import Preferences
from backstay.journal.intake import GoOn
from backstay.paths import Paths


def verify(
    paths: Paths, preferences: Preferences, now: Callable[[], Moment], go_on: GoOn = lambda _done: True
) -> tuple[Check, ...]:
    """Every check, in the order in which they are told; nothing raises but ``CancelledError``.

    ``go_on`` hears how many rows were read in all so far.
    """
    return tuple(_checks(paths, preferences, now, go_on))


def _checks(
    paths: Paths, _preferences: Preferences, _now: Callable[[], Moment], _go_on: GoOn
) -> Iterator[Check]:
    yield check_settings(paths)
    yield check_room(paths)
    yield check_permissions(paths)
