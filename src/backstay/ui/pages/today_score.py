"""The pain right now on Today; on the morning after a session, how it is after that."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainEntry, PainScore, Timing
from backstay.journal.change import Change
from backstay.journal.entries import new_id
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.pages.week import done_between
from backstay.ui.session.words import unsaved_words
from backstay.ui.widgets.buttons import LinkButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.score_row import ScoreRow

# Whoever is still up after midnight has not slept on it yet.
_MORNING_HOURS = range(5, 12)


def slept_on(app: App) -> SessionRecord | None:
    """The last session of yesterday, in the morning and until a score was given to it. Raises
    ``JournalError``.
    """
    now = app.clock.moment()
    if now.local.hour not in _MORNING_HOURS:
        return None
    yesterday = now.day - timedelta(days=1)
    done = done_between(app, yesterday, yesterday)
    given = app.journal.pain.between(now.day, now.day) if done else ()
    is_told = any(entry.pain.timing is Timing.NEXT_MORNING for entry in given)
    return done[-1] if done and not is_told else None


@dataclass(frozen=True, slots=True)
class _Saved:
    """A score that was tapped, what was said about it, and the way back."""

    score: int
    text: str
    change: Change


class ScoreCard(Card):
    """One question: one tap saves the answer, and the line beneath says so and takes it back. ``said``
    tells that there is something to read in that line.
    """

    said = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("score_card", parent=parent)
        self._desk = desk
        self._steps: list[_Saved] = []
        self._entry: PainEntry | None = None
        self._attempt: tuple[PainScore, str] | None = None
        self._slept_on: SessionRecord | None = None
        self._skipped_on: date | None = None
        self._row = ScoreRow("")
        self._row.chosen.connect(self._on_chosen)
        self._row.skipped.connect(self._on_skipped)
        self._said = PlainLabel(tone="soft", wrap=True, name="score_said")
        self._undo = LinkButton(self.tr("Undo"), key=self.tr("Ctrl+Z"), name="score_undo")
        self._retry = SecondaryButton(self.tr("Try again"), name="score_retry")
        self._undo.clicked.connect(self._on_undo)
        self._retry.clicked.connect(self._on_retry)
        line = QHBoxLayout()
        line.addWidget(self._said, 1)
        line.addWidget(self._undo)
        line.addWidget(self._retry)
        side, edge = tokens.CARD_PADDING, 2 * tokens.GRID
        self.body.setContentsMargins(side, edge, side, edge)
        self.body.addWidget(self._row)
        self.body.addLayout(line)
        self.start_afresh()
        self.follow()

    def follow(self) -> None:
        """Ask what there is to ask now; beside an answer its question stays."""
        if self._attempt is not None:
            return
        app = self._desk.app
        is_skipped = self._skipped_on == app.clock.moment().day
        try:
            self._ask(None if is_skipped else slept_on(app))
        except BackstayError:
            # The page says what is wrong with the journal.
            self._ask(None)

    def take_key(self, event: QKeyEvent) -> bool:
        """Digits choose, Ctrl+Z takes back; whether the key was one of these."""
        if self.isHidden():
            return False
        if event.matches(QKeySequence.StandardKey.Undo) and self._steps:
            self._on_undo()
            return True
        return self._row.take_key(event)

    def start_afresh(self) -> None:
        """No choice, nothing said."""
        self._steps = []
        self._entry = self._attempt = None
        self._row.clear()
        self._say("")
        self.show()

    def leave(self) -> None:
        """The visit is over; a score that is not on the disk yet waits for the next."""
        if self._retry.isHidden():
            self.start_afresh()

    def _ask(self, slept_on: SessionRecord | None) -> None:
        self._slept_on = slept_on
        question = self.tr("How strong is your pain right now?")
        if slept_on is not None:
            words = self.tr("How is it this morning, after {routine} yesterday?")
            question = words.format(routine=slept_on.plan.routine_name)
        self._row.set_question(question)

    def _on_skipped(self) -> None:
        if self._slept_on is None:
            self.hide()
        else:
            self._skipped_on = self._desk.app.clock.moment().day
            self.start_afresh()
            self._ask(None)

    def _on_retry(self) -> None:
        score = self._row.score()
        if score is not None:
            self._on_chosen(score)

    def _on_chosen(self, score: int) -> None:
        app = self._desk.app
        timing = Timing.NOW if self._slept_on is None else Timing.NEXT_MORNING
        pain = PainScore(score, region=app.preferences.region, timing=timing)
        try:
            change = app.carry_out(lambda: self._write(pain))
        except BackstayError as error:
            self._say(unsaved_words(error), is_failed=True)
            return
        at = wording.clock_text(app.clock.moment().local)
        text = self.tr("Saved: {score}, at {at}.").format(score=score, at=at)
        self._steps.append(_Saved(score, text, change))
        self._say(text)

    def _write(self, pain: PainScore) -> Change:
        # A second tap before leaving the page corrects the first; it is not another reading.
        pain_log = self._desk.app.journal.pain
        if self._entry is not None:
            self._entry, change = pain_log.edit(self._entry.id, pain)
        else:
            # The id outlives a failed attempt, so that trying again never stores the score twice.
            if self._attempt is None or self._attempt[0] != pain:
                self._attempt = pain, new_id()
            at = self._desk.app.clock.moment()
            session_id = self._slept_on.id if self._slept_on is not None else None
            self._entry, change = pain_log.add(pain, at, session_id, self._attempt[1])
        return change

    def _on_undo(self) -> None:
        if not self._steps:
            return
        try:
            self._desk.app.undo(self._steps[-1].change)
        except BackstayError as error:
            self._say(self.tr("Not undone. {why}").format(why=" ".join(error.lines())))
            return
        self._steps.pop()
        if self._steps:
            self._row.show_score(self._steps[-1].score)
            self._say(self._steps[-1].text)
        else:
            self.start_afresh()
            self.follow()
        self._row.focus_scale()

    def _say(self, text: str, *, is_failed: bool = False) -> None:
        self._said.setText(text)
        self._said.set_tone("caution" if is_failed else "soft")
        self._said.setVisible(bool(text))
        if text:
            self.said.emit()
        self._retry.setVisible(is_failed)
        self._undo.setVisible(bool(text) and bool(self._steps) and not is_failed)
