"""A session in the window as a test goes through it: start, let time go by, read, press, look it up."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.exercise import Exercise
from backstay.domain.history import SessionRecord
from backstay.domain.pain import Timing
from backstay.domain.routine import ExerciseStep, RestStep
from backstay.ui.main_window import MainWindow
from tests.fakes import HandClock
from tests.samples import routine
from tests.ui.find import words
from tests.ui.hands import Key, digits, is_shown, press


class Visit:
    """A session that somebody is in."""

    def __init__(self, app: App, window: MainWindow, clock: HandClock, qtbot: QtBot) -> None:
        self.app, self.window, self._clock, self._qtbot = app, window, clock, qtbot

    def enter(self, *steps: Exercise | ExerciseStep | RestStep) -> None:
        """Press Start, and stand before the question."""
        # The page of a session before would be found in the place of the new one.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.window.start_routine(routine(*steps))

    def begin(self, *steps: Exercise | ExerciseStep | RestStep) -> None:
        """Start without a score."""
        self.enter(*steps)
        self.press(Key.Key_Return)

    def finish(self, *steps: Exercise | ExerciseStep | RestStep) -> None:
        """Go through a whole session, up to the question after it."""
        self.begin(*steps)
        self.pass_s(1999)
        self.wait_for("pain_after")

    def wait_for(self, name: str) -> None:
        """Until there is such a thing on the screen."""
        self._qtbot.waitUntil(lambda: is_shown(self.window, name))

    def pass_s(self, seconds: float) -> None:
        """Let session seconds go by."""
        self._clock.pass_s(seconds / self._clock.pace)

    def until(self, seconds: float, shows: str, name: str = "session_digits") -> None:
        """Let session seconds go by, and wait until the timer shows what it should."""
        self.pass_s(seconds)
        self._qtbot.waitUntil(lambda: digits(self.window, name) == shows)

    def says(self, part: str) -> str:
        """The text of one of the lines."""
        return words(self.window, f"session_{part}").replace("\u00a0", " ")

    def press(self, *keys: Qt.Key) -> None:
        """Press keys."""
        press(self.window, *keys)

    def logged(self) -> SessionRecord:
        """The one session in the journal."""
        (session,) = self.app.journal.sessions.between(with_steps=True)
        return session

    def scores(self) -> list[tuple[Timing, int]]:
        """The pain scores in the journal, in the order they were given."""
        return [(entry.pain.timing, entry.pain.score) for entry in self.app.journal.pain.between()]
