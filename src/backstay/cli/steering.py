"""What each key does, by what is on: the session, the list of exercises, or the pause because it hurts."""

from collections.abc import Callable, Mapping

from backstay.cli.console import ENTER_KEY, ESCAPE_KEY, HELP_KEY, SAFETY_KEY, Console
from backstay.cli.hurt import HurtQuestions
from backstay.cli.jump import JumpList
from backstay.cli.keys import key_lines
from backstay.cli.narrator import EasierOf, Narrator, countdown_text
from backstay.cli.ratings import KEYS, Ratings
from backstay.domain.session_events import PauseReason, SessionPaused, SessionReopened
from backstay.domain.session_view import State
from backstay.player import Player, PlayerEvent

_ADJUST_S = 10.0
_LEAVES_LIST = (ESCAPE_KEY, "j", "q")

Actions = Mapping[str, Callable[[], None]]


class Steering:
    """Hears the keys and, for what they mean at the moment, the session as well."""

    def __init__(
        self, player: Player, console: Console, narrator: Narrator, easier_of: EasierOf, *, asks_pain: bool
    ) -> None:
        self.ratings = Ratings(player, console)
        self._player = player
        self._console = console
        self._narrator = narrator
        self._easier_of = easier_of
        self._hurt = HurtQuestions(console, player.say_how_much, asks_pain=asks_pain)
        self._list: JumpList | None = None
        self._goes_on_after_list = False
        self._always: Actions = {
            "m": lambda: player.mute(is_muted=not player.is_muted),
            "e": self._ease,
            HELP_KEY: self._show_keys,
            SAFETY_KEY: self._show_safety,
            "q": player.finish,
            ESCAPE_KEY: player.finish,
        }
        self._while_hurt: Actions = {
            **self._always,
            " ": player.resume,
            "p": player.resume,
            "n": player.leave_out,
            "h": self._ask,
        }
        self._in_session: Actions = {
            **self._always,
            " ": player.toggle_pause,
            "p": player.toggle_pause,
            "n": player.skip,
            "b": player.back,
            "r": player.repeat,
            "j": self._open_list,
            "d": player.done,
            "h": player.hurt,
            "+": lambda: player.adjust(_ADJUST_S),
            "=": lambda: player.adjust(_ADJUST_S),
            "-": lambda: player.adjust(-_ADJUST_S),
        }

    def hear(self, event: PlayerEvent) -> None:
        """Tell what happens, and ask where it calls for a question."""
        self.ratings.hear(event)
        # While the list is open, that it stands is part of the list.
        if self._list is None or event != SessionPaused(PauseReason.PERSON):
            self._narrator.tell(event)
        if isinstance(event, SessionPaused | SessionReopened) and self._is_hurt():
            self._ask()

    def line(self) -> str:
        """The line that is written over."""
        if self._list is not None:
            return self._list.prompt
        return self._hurt.prompt if self._is_hurt() else self._countdown()

    def press(self, key: str) -> None:
        """Do what the key means now; most mean nothing."""
        key = key.lower()
        if self._list is not None:
            self._press_in_list(self._list, key)
            return
        actions = self._while_hurt if self._is_hurt() else self._in_session
        if action := actions.get(key):
            action()
        elif self._is_hurt():
            self._hurt.press(key)
        elif effort := KEYS.get(key):
            self.ratings.rate(self.ratings.just_ended(), effort)

    def _is_hurt(self) -> bool:
        view = self._player.view()
        return view.state is State.PAUSED and view.pause_reason is PauseReason.HURT

    def _countdown(self) -> str:
        return countdown_text(self._player.view()) + self.ratings.hint()

    def _ask(self) -> None:
        self._hurt.begin(self._easier_of(self._player.view().step.exercise))

    def _ease(self) -> None:
        exercise = self._player.view().step.exercise
        easier = self._easier_of(exercise)
        if easier is None:
            self._console.say(f"There is no easier exercise than {exercise.name}.")
            return
        self._console.say(f"{easier.name} takes the place of {exercise.name} for the rest of the session.")
        if easier.caution:
            self._console.say(f"{easier.name}: {easier.caution}")
        self._player.ease(easier)

    def _show_keys(self) -> None:
        for line in ("", *key_lines(), ""):
            self._console.say(line)

    def _show_safety(self) -> None:
        self._player.pause()
        self._narrator.show_safety()

    def _open_list(self) -> None:
        self._player.tick()
        view = self._player.view()
        self._goes_on_after_list = view.state is State.RUNNING
        self._list = JumpList(view, self._player.summary().steps)
        self._player.pause()
        for line in self._list.lines():
            self._console.say(line)

    def _press_in_list(self, steps: JumpList, key: str) -> None:
        if key in _LEAVES_LIST or (key == ENTER_KEY and not steps.typed):
            self._close_list()
        elif key != ENTER_KEY:
            steps.press(key)
        elif steps.step is None:
            self._console.say(f"There is no exercise {steps.typed}.")
            steps.typed = ""
        else:
            self._list = None
            self._player.jump(steps.step)

    def _close_list(self) -> None:
        self._list = None
        if self._goes_on_after_list:
            self._player.resume()
        else:
            self._console.say("Still paused.")
