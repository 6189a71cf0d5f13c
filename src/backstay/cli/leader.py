"""Leads one session in the terminal: keys in, time kept, the ending written down."""

from collections.abc import Callable, Mapping
from pathlib import Path

from backstay.cli.console import SAFETY_KEY, Console, StopAskedError
from backstay.cli.exits import DONE, WRONG
from backstay.cli.narrator import Narrator, closing_lines, countdown_text, scores_line
from backstay.cli.questions import ENTER, SKIP, ask_score, pick
from backstay.domain.history import Outcome
from backstay.domain.pain import PainScore, Timing
from backstay.domain.preferences import Preferences
from backstay.domain.session_view import State
from backstay.domain.timeline import Kind
from backstay.player import Player

_ADJUST_S = 10.0
_UNDO = "u"


class Leader:
    """One session at one console. Of ``preferences`` it takes what the question for the pain is about,
    and whom to call.
    """

    def __init__(self, player: Player, console: Console, preferences: Preferences) -> None:
        self._player = player
        self._console = console
        self._region = preferences.region
        self._narrator = Narrator(player, console, preferences.emergency_number)
        self._actions: Mapping[str, Callable[[], None]] = {
            " ": player.toggle_pause,
            "p": player.toggle_pause,
            "n": player.skip,
            "b": player.back,
            "r": player.repeat,
            "d": player.done,
            "h": player.hurt,
            "m": lambda: player.mute(is_muted=not player.is_muted),
            SAFETY_KEY: self._show_safety,
            "q": player.finish,
            "+": lambda: player.adjust(_ADJUST_S),
            "-": lambda: player.adjust(-_ADJUST_S),
        }
        player.listen(self._narrator.tell)

    def lead(self, begin: Callable[[], None], journal: Path) -> int:
        """From the first second, which is what ``begin`` does, to the last line; 1 when something could
        not be saved.
        """
        begin()
        self._run()
        while self._is_taken_back():
            self._run()
        if line := scores_line(self._player.summary()):
            self._console.say(line)
        return self._settle_saving(journal)

    def _run(self) -> None:
        try:
            with self._console.single_keys():
                while self._goes_on():
                    self._console.show(countdown_text(self._player.view()))
                    self._press(self._console.key(self._player.next_wake_s()))
                    self._player.tick()
        except StopAskedError:
            self._player.finish()

    def _goes_on(self) -> bool:
        if not self._console.can_type:
            self._stand_in()
        return self._player.view().state is not State.ENDED

    def _stand_in(self) -> None:
        """What a person would press, where nobody can."""
        view = self._player.view()
        if view.state is State.PAUSED:
            self._player.resume()
        elif view.segment.kind is Kind.WAIT and view.elapsed_s >= view.segment.estimate_s:
            self._player.done()

    def _press(self, key: str) -> None:
        if action := self._actions.get(key.lower()):
            action()

    def _show_safety(self) -> None:
        self._player.pause()
        self._narrator.show_safety()

    def _is_taken_back(self) -> bool:
        """Close the session; whether the person took an early ending back."""
        summary = self._player.summary()
        for line in closing_lines(summary):
            self._console.say(line)
        if not self._console.can_type:
            return False
        undo = {_UNDO: "u takes the ending back"} if summary.outcome is Outcome.STOPPED else {}
        try:
            answer = ask_score(self._console, "Pain now, after the session", undo)
        except StopAskedError:
            return False
        if answer == _UNDO:
            self._player.undo_finish()
        elif isinstance(answer, int):
            self._player.score_after(PainScore(answer, region=self._region, timing=Timing.AFTER))
        return self._player.view().state is not State.ENDED

    def _settle_saving(self, journal: Path) -> int:
        while not self._player.retry_saving():
            if self._narrator.failure is not None:
                for line in self._narrator.failure.lines():
                    self._console.say(line)
            if not self._wants_retry():
                self._console.say("This session is not, or not wholly, in your log.")
                return WRONG
        self._console.say(f"It is in your log: {journal}")
        return DONE

    def _wants_retry(self) -> bool:
        if not self._console.can_type:
            return False
        try:
            pick(self._console, "Enter tries again to save, q leaves it:", {ENTER: SKIP})
        except StopAskedError:
            return False
        return True
