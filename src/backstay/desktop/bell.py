"""The terminal's bell in the place of tones: it has one sound, so it rings only where something begins,
ends or changes, and for the last three seconds.
"""

from collections.abc import Callable

from backstay.domain.session_events import CountedIn, CueDue, SessionEnded
from backstay.domain.timeline import CueKind

_RUNG = frozenset({CueKind.START, CueKind.END, CueKind.CHANGE, CueKind.COUNT})


def rung_with(ring: Callable[[], None], is_muted: Callable[[], bool]) -> Callable[[object], None]:
    """A listener of a session that rings ``ring`` at most once for each cue, and never while muted."""

    def hear(event: object) -> None:
        if _is_rung(event) and not is_muted():
            ring()

    return hear


def _is_rung(event: object) -> bool:
    match event:
        case CueDue(cue, _):
            return cue.kind in _RUNG
        case CountedIn() | SessionEnded():
            return True
        case _:
            return False
