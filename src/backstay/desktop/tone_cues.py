"""Sounds the tone that belongs to what happens in a session, and keeps the output awake for the next."""

from collections.abc import Sequence

from backstay.desktop.sound import Tone, Tones
from backstay.domain.session_events import CountedIn, CueDue, SessionEnded, SessionEvent, SessionReopened
from backstay.domain.timeline import CueKind

_TONES = {
    CueKind.READY: Tone.READY,
    CueKind.COUNT: Tone.COUNT,
    CueKind.START: Tone.START,
    CueKind.REP: Tone.COUNT,
    CueKind.HALF: Tone.HALF,
    CueKind.CHANGE: Tone.CHANGE,
    CueKind.END: Tone.END,
}


class ToneCues:
    """One session's. ``tones`` are somebody else's, who prepares them."""

    def __init__(self, tones: Tones) -> None:
        self._tones = tones

    def begin(self) -> None:
        """Tones are due from now on."""
        self._tones.open()

    def follow(self, events: Sequence[SessionEvent], *, is_muted: bool) -> None:
        """Sound what is due: of several tones only the latest is worth hearing."""
        if any(isinstance(event, SessionReopened) for event in events):
            self._tones.open()
        tone = _latest(events)
        if tone is not None and not is_muted:
            self._tones.play(tone)
        if any(isinstance(event, SessionEnded) for event in events):
            self._tones.close()


def _latest(events: Sequence[SessionEvent]) -> Tone | None:
    return next((tone for event in reversed(events) if (tone := _tone_of(event)) is not None), None)


def _tone_of(event: SessionEvent) -> Tone | None:
    match event:
        case CueDue(cue, _):
            return _TONES.get(cue.kind)
        case CountedIn(left_s):
            return Tone.COUNT if left_s else Tone.START
        case SessionEnded():
            return Tone.FINISH
        case _:
            return None
