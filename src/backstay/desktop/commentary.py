"""Says through a voice what happens in a session, and notices when the voice is lost."""

from collections.abc import Sequence

from backstay.desktop.voice import Voice
from backstay.domain.preferences import SpeechAmount
from backstay.domain.session_events import SessionEnded, SessionEvent
from backstay.domain.speech import utterance_for
from backstay.domain.timeline import Timeline


class Commentary:
    """One session's. ``voice`` is somebody else's, who prepares it and closes it."""

    def __init__(self, voice: Voice, amount: SpeechAmount) -> None:
        self._voice = voice
        self._amount = amount
        self._status: str | None = None

    def begin(self) -> None:
        """What is known of the voice by now was said to the person before the session."""
        self._status = self._voice.status

    def follow(self, timeline: Timeline, events: Sequence[SessionEvent], *, is_muted: bool) -> str | None:
        """Say what there is to say of ``events``; why the voice is gone, when that is news."""
        utterance = utterance_for(timeline, events, self._amount)
        if utterance is not None and not is_muted:
            self._voice.say(utterance)
        if any(isinstance(event, SessionEnded) for event in events):
            self._voice.retire()
        before, self._status = self._status, self._voice.status
        return self._status if before is None else None

    def hush(self) -> None:
        """Break off."""
        self._voice.hush()
