"""The pain on Today: a question where one is due, else one quiet line that takes a score at any time."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain import weekly
from backstay.domain.errors import BackstayError
from backstay.domain.pain import PainEntry, PainScore
from backstay.journal.change import Change
from backstay.journal.entries import new_id
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.pages.today_question import RIGHT_NOW, Question, Topic, asked, present_question
from backstay.ui.session.words import unsaved_words
from backstay.ui.widgets.buttons import LinkButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.score_row import ScoreRow


@dataclass(frozen=True, slots=True)
class _Saved:
    """A score that was tapped, what was said about it, and the way back."""

    score: int
    text: str
    change: Change


class ScoreCard(Card):
    """One question: one tap saves the answer, and the line beneath says so and takes it back. ``said``
    tells that there is something to read in that line, ``skipped`` that the question is left open, and
    ``emptied`` that the answer was taken back.
    """

    said = Signal()
    skipped = Signal()
    emptied = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("score_card", parent=parent)
        self._desk = desk
        self._steps: list[_Saved] = []
        self._entry: PainEntry | None = None
        self._attempt: tuple[PainScore, str] | None = None
        self._question = RIGHT_NOW
        self._row = ScoreRow("")
        self._row.chosen.connect(self._on_chosen)
        self._row.skipped.connect(self.skipped)
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

    @property
    def question(self) -> Question:
        """What is asked now."""
        return self._question

    @property
    def is_answered(self) -> bool:
        """Whether a score was tapped since it was asked afresh; beside an answer its question stays."""
        return self._attempt is not None

    @property
    def is_unsaved(self) -> bool:
        """Whether there is an answer that is not on the disk yet."""
        return not self._retry.isHidden()

    def ask(self, question: Question) -> None:
        """Ask this."""
        self._question = question
        self._row.set_question(question.text())
        self._row.skip.set_words(question.skip_text())

    def focus_scale(self) -> None:
        """Put the focus on the numbers."""
        self._row.focus_scale()

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

    def _on_retry(self) -> None:
        score = self._row.score()
        if score is not None:
            self._on_chosen(score)

    def _on_chosen(self, score: int) -> None:
        app = self._desk.app
        pain = self._question.answer(score, app.preferences.region)
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
            session = self._question.session
            session_id = session.id if session is not None else None
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
            self.emptied.emit()
        self._row.focus_scale()

    def _say(self, text: str, *, is_failed: bool = False) -> None:
        self._said.setText(text)
        self._said.set_tone("caution" if is_failed else "soft")
        self._said.setVisible(bool(text))
        if text:
            self.said.emit()
        self._retry.setVisible(is_failed)
        self._undo.setVisible(bool(text) and bool(self._steps) and not is_failed)


class ScorePlace(QWidget):
    """The card while something is asked or was answered, else the line that opens it. ``said`` tells that
    there is something to read.
    """

    said = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_opened = False
        self._is_put_away = False
        self._morning_skipped_on: date | None = None
        self._card = ScoreCard(desk)
        self._card.said.connect(self.said)
        self._card.skipped.connect(self._on_skipped)
        self._card.emptied.connect(self.follow)
        self._write = LinkButton(self.tr("Write a score down"), icon="plus", name="score_write")
        self._write.clicked.connect(self._on_write)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._card)
        box.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)
        self.follow()

    def follow(self) -> None:
        """Ask what there is to ask now; beside an answer its question stays."""
        if self._card.is_answered:
            return
        is_on = self._desk.app.preferences.pain_on
        question = self._question() if is_on else None
        if question is not None:
            self._card.ask(question)
        self._card.setVisible(question is not None)
        self._write.setVisible(is_on and question is None)

    def take_key(self, event: QKeyEvent) -> bool:
        """Digits choose while something is asked, Ctrl+Z takes back; whether the key was one of these."""
        return self._card.take_key(event)

    def leave(self) -> None:
        """The visit is over; a score that is not on the disk yet waits for the next."""
        if not self._card.is_unsaved:
            self._is_opened = self._is_put_away = False
            self._card.start_afresh()

    def _question(self) -> Question | None:
        is_skipped = self._morning_skipped_on == self._desk.app.clock.moment().day
        try:
            if self._is_opened:
                return present_question(self._desk.app, is_morning_skipped=is_skipped)
            question = asked(self._desk.app, is_morning_skipped=is_skipped)
        except BackstayError:
            # The page says what is wrong with the journal.
            return RIGHT_NOW if self._is_opened else None
        is_away = self._is_put_away and question is not None and question.topic is Topic.NOW
        return None if is_away else question

    def _on_write(self) -> None:
        self._is_opened = True
        self.follow()
        self._card.focus_scale()

    def _on_skipped(self) -> None:
        topic = self._card.question.topic
        self._card.start_afresh()
        if topic is Topic.WEEK:
            self._put_off()
        elif topic is Topic.MORNING and not self._is_opened:
            self._morning_skipped_on = self._desk.app.clock.moment().day
        else:
            self._is_put_away = True
        self._is_opened = False
        self.follow()

    def _put_off(self) -> None:
        app = self._desk.app
        former, today = app.preferences.weekly_put_off_on, app.clock.moment().day
        day = wording.day_text(weekly.due_again(today))
        words = self.tr("Asked again on {day}.").format(day=day)
        if self._set_put_off(today):
            self._desk.toast(words, lambda: self._take_put_off_back(former))

    def _take_put_off_back(self, former: date | None) -> None:
        self._set_put_off(former)
        self.follow()

    def _set_put_off(self, day: date | None) -> bool:
        app = self._desk.app
        try:
            app.set_preferences(replace(app.preferences, weekly_put_off_on=day))
        except BackstayError as error:
            # It holds until the program ends; that it does not hold longer has to be said.
            self._desk.toast(" ".join(error.lines()))
            return False
        return True
