"""Leads one session in the terminal: keys in, time kept, the ending written down."""

from collections.abc import Callable

from backstay.app import App
from backstay.cli.closing import closing_lines, scores_line, week_line
from backstay.cli.console import Console, HungUpError, StopAskedError
from backstay.cli.exits import DONE, WRONG
from backstay.cli.narrator import Narrator
from backstay.cli.questions import ENTER, SKIP, ask_others, ask_score, pick
from backstay.cli.steering import Steering
from backstay.domain.exercise import Exercise
from backstay.domain.history import Effort, Outcome
from backstay.domain.links import easier_than
from backstay.domain.pain import PainScore, Timing
from backstay.domain.session_view import State
from backstay.domain.timeline import Kind
from backstay.player import Player

_UNDO = "u"
# What is typed this shortly after something else came up was meant for what stood there before.
_DEAF_S = 0.5


class Leader:
    """One session of ``app`` at one console."""

    def __init__(self, player: Player, console: Console, app: App) -> None:
        self._player = player
        self._console = console
        self._app = app
        # Fixed now: a terminal that is closed on the way is no reason to press keys for the person.
        self._is_attended = console.can_type
        self._is_left = False
        self._narrator = Narrator(
            player, console, app.preferences.emergency_number, self._easier_of, app.clock.moment().day
        )
        self._asks_pain = app.preferences.pain_on
        self._steering = Steering(player, console, self._narrator, self._easier_of, asks_pain=self._asks_pain)
        player.listen(self._steering.hear)

    def lead(self, begin: Callable[[], None]) -> int:
        """From the first second, which is what ``begin`` does, to the last line; 1 when something could
        not be saved.
        """
        begin()
        self._run()
        while not self._is_left and self._is_taken_back():
            self._run()
        if self._is_left:
            return self._settle_leaving()
        if line := scores_line(self._player.summary()):
            self._console.say(line)
        return self._settle_saving()

    def _easier_of(self, exercise: Exercise) -> Exercise | None:
        return easier_than(exercise, self._app.library.exercises, self._player.view().left_out)

    def _run(self) -> None:
        try:
            with self._console.single_keys():
                heard_from_s = self._real_s() + _DEAF_S
                while self._goes_on():
                    self._console.show(self._steering.line())
                    key = self._console.key(self._player.next_wake_s())
                    if key and self._real_s() >= heard_from_s:
                        self._steering.press(key)
                    self._player.tick()
                self._console.show("")
        except HungUpError:
            self._is_left = self._player.view().state is not State.ENDED
            self._player.pause()
        except StopAskedError:
            self._player.finish()

    def _real_s(self) -> float:
        clock = self._app.clock
        return clock.now_s() / clock.pace

    def _goes_on(self) -> bool:
        if not self._is_attended:
            self._stand_in()
        return self._player.view().state is not State.ENDED

    def _stand_in(self) -> None:
        """What a person would press, where nobody can."""
        view = self._player.view()
        if view.state is State.PAUSED:
            self._player.resume()
        elif view.segment.kind is Kind.WAIT and view.elapsed_s >= view.segment.estimate_s:
            self._player.done()

    def _is_taken_back(self) -> bool:
        """Close the session; whether the person took an early ending back."""
        for line in closing_lines(self._player.summary(), self._player.timeline):
            self._console.say(line)
        if not self._console.can_type:
            return False
        try:
            self._drop_late_keys()
            answer = self._ask_after()
        except StopAskedError:
            return False
        if answer == _UNDO:
            self._player.undo_finish()
        elif isinstance(answer, int):
            region = self._app.preferences.region
            self._player.score_after(PainScore(answer, region=region, timing=Timing.AFTER))
        return self._player.view().state is not State.ENDED

    def _drop_late_keys(self) -> None:
        until_s = self._real_s() + _DEAF_S
        with self._console.single_keys():
            while (left_s := until_s - self._real_s()) > 0:
                self._console.key(left_s)

    def _ask_after(self) -> int | str:
        """The score, or that the ending is taken back; how the last exercise went may be said before."""
        is_early = self._player.summary().outcome is Outcome.STOPPED
        undo = {_UNDO: "u takes the ending back"} if is_early else {}
        last = self._steering.ratings.last()
        efforts: dict[str, str] = {}
        if last is not None and last.effort is None:
            efforts = {Effort.FINE: "", Effort.HARD: "", Effort.HURT: _effort_offer(last.name)}
        answer = self._ask_once(efforts | undo)
        while isinstance(answer, str) and answer in efforts:
            self._steering.ratings.rate(last, Effort(answer))
            answer = self._ask_once(undo)
        return answer

    def _ask_once(self, others: dict[str, str]) -> int | str:
        if self._asks_pain:
            return ask_score(self._console, "Pain now, after the session", others)
        return ask_others(self._console, others)

    def _settle_leaving(self) -> int:
        view = self._player.view()
        if not self._player.retry_saving():
            self._console.say("This session is not, or not wholly, in your log.")
            return WRONG
        self._console.say(
            f"Left at exercise {view.step.index + 1} of {view.steps}. "
            "What you did is kept; the next start offers to go on with it."
        )
        return DONE

    def _settle_saving(self) -> int:
        while not self._player.retry_saving():
            if self._narrator.failure is not None:
                for line in self._narrator.failure.lines():
                    self._console.say(line)
            if not self._wants_retry():
                self._console.say("This session is not, or not wholly, in your log.")
                return WRONG
        goal = self._app.preferences.weekly_sessions
        if line := week_line(self._app.journal, self._app.clock.moment().day, goal):
            self._console.say(line)
        self._console.say(f"It is in your log: {self._app.paths.journal}")
        return DONE

    def _wants_retry(self) -> bool:
        if not self._console.can_type:
            return False
        try:
            pick(self._console, "Enter tries again to save, q leaves it:", {ENTER: SKIP})
        except StopAskedError:
            return False
        return True


def _effort_offer(name: str) -> str:
    return f"fine, hard or hurt says how {name} went"
