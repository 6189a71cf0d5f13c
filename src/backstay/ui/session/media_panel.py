"""Between a session and the desktop's media keys: shows where it stands, and what is asked for there goes
the way of the keys.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from backstay.desktop.media_interface import MediaCommand, NowPlaying
from backstay.desktop.media_keys import MediaKeys
from backstay.domain.session_view import SessionView, State
from backstay.player import Player
from backstay.ui.session import words
from backstay.ui.session.keys import Command

_OPEN = (State.RUNNING, State.PAUSED)
_COMMANDS = {
    MediaCommand.PLAY: Command.PAUSE,
    MediaCommand.PAUSE: Command.PAUSE,
    MediaCommand.PLAY_PAUSE: Command.PAUSE,
    MediaCommand.NEXT: Command.NEXT,
    MediaCommand.PREVIOUS: Command.BACK,
}
_NOTHING_TO_DO = {State.RUNNING: MediaCommand.PLAY, State.PAUSED: MediaCommand.PAUSE}


class MediaPanel(QObject):
    """Is on the desktop's panels from the first second of a session to its end.

    ``follow`` is to be called whenever the session may be another.
    """

    _heard = Signal(object)

    def __init__(
        self, player: Player, keys: MediaKeys, carry_out: Callable[[Command], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._keys = keys
        self._carry_out = carry_out
        self._is_open = False
        # What is heard is heard in another thread.
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def follow(self) -> None:
        """Show how the session stands; once it is over, nothing."""
        view = self._player.view()
        if view.state not in _OPEN:
            self.close()
        elif self._is_open:
            self._keys.show(now_playing(self._player.timeline.routine_name, view))
        else:
            self._is_open = True
            self._keys.open(now_playing(self._player.timeline.routine_name, view), self._heard.emit)

    def close(self) -> None:
        """Leave the panels."""
        if self._is_open:
            self._is_open = False
            self._keys.close()

    def _on_heard(self, command: MediaCommand) -> None:
        state = self._player.view().state
        if self._is_open and _NOTHING_TO_DO.get(state) is not command:
            self._carry_out(_COMMANDS[command])


def now_playing(routine_name: str, view: SessionView) -> NowPlaying:
    """The exercise as a track of the routine."""
    step = view.step
    return NowPlaying(
        title=words.exercise_words(view.segment),
        album=routine_name,
        track=step.index + 1,
        length_s=step.planned_s,
        position_s=step.planned_s * view.step_fractions[step.index],
        is_running=view.state is State.RUNNING,
    )
