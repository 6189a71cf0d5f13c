"""Somebody at the console whose answers and key presses are written down before."""

from collections.abc import Iterator
from contextlib import contextmanager

from backstay.cli.console import HungUpError, StopAskedError
from tests.fakes import HandClock

CTRL_C = "^C"
SIGTERM = "SIGTERM"


class ScriptedConsole:
    """Answers in order; presses each key once its second, counted from the first wait, has come.

    Without ``answers`` nobody can type. The clock moves only while the program waits.
    """

    def __init__(
        self,
        clock: HandClock,
        answers: list[str] | None = None,
        keys: list[tuple[float, str]] | None = None,
    ) -> None:
        self.said: list[str] = []
        self.shown: list[str] = []
        self.questions: list[str] = []
        self.rings = 0
        self._clock = clock
        self._answers = answers
        self._keys = keys or []
        self._waited_s = 0.0

    @property
    def can_type(self) -> bool:
        """Whether anything was written down."""
        return self._answers is not None

    @property
    def text(self) -> str:
        """Every line that stayed."""
        return "\n".join(self.said)

    def say(self, text: str) -> None:
        """Keep a line."""
        self.said.append(text)

    def show(self, text: str) -> None:
        """Keep a line that would be written over."""
        self.shown.append(text)

    def ask(self, question: str) -> str:
        """The next answer."""
        self.questions.append(question)
        answer = self._answers.pop(0) if self._answers else CTRL_C
        if answer == CTRL_C:
            raise StopAskedError
        return answer

    def key(self, wait_s: float | None) -> str:
        """The next key, if it comes within the wait."""
        due_s = self._keys[0][0] - self._waited_s if self._keys else None
        if due_s is None or (wait_s is not None and wait_s < due_s):
            assert wait_s is not None, "the program waits for a key that never comes"
            self._pass(wait_s)
            return ""
        self._pass(max(0.0, due_s))
        key = self._keys.pop(0)[1]
        if key == CTRL_C:
            raise StopAskedError
        if key == SIGTERM:
            raise HungUpError
        return key

    def ring(self) -> None:
        """Count it."""
        self.rings += 1

    @contextmanager
    def single_keys(self) -> Iterator[None]:
        """Every key is single here."""
        yield

    def _pass(self, seconds: float) -> None:
        self._clock.pass_s(seconds)
        self._waited_s += seconds
