"""The closing page of a session: what was done, how long and how it went, the scores, and the week."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from backstay.domain.history import Outcome, StepOutcome
from backstay.domain.timeline import Timeline
from backstay.player import Summary
from backstay.ui.pages.closing_steps import StepsCard
from backstay.ui.pages.pain_form import FORM_WIDTH, PainQuestion
from backstay.ui.pages.week import Week, WeekLine
from backstay.ui.session import words as words
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.session.unsaved import UnsavedBar
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sheet import Sheet


class ClosingPage(Sheet):
    """``closed`` goes back to where the session was started, ``retried`` tries to save again,
    ``chosen`` carries a score after a session that ended early: it is asked here, not before.
    ``rated`` carries the index of a step and the ``Effort``.

    The keys 1, 2 and 3 say how an exercise went, unless the score is asked for: until then digits are it.
    """

    closed = Signal()
    retried = Signal()
    chosen = Signal(int)
    rated = Signal(int, object)

    def __init__(
        self, summary: Summary, timeline: Timeline, *, asks: bool, parent: QWidget | None = None
    ) -> None:
        note = _subtitle(summary, len(timeline.steps))
        super().__init__(_title(summary), note, name="closing", width=FORM_WIDTH, parent=parent)
        self._unsaved = UnsavedBar(name="closing_unsaved")
        self._unsaved.retried.connect(self.retried)
        self._question = PainQuestion(name="closing_question")
        self._question.chosen.connect(self.chosen)
        self._asking = Card("closing_asking")
        self._asking.body.addWidget(self._question)
        self._done = PrimaryButton(self.tr("Done"), name="closing_done", key=self.tr("Enter"))
        self._done.clicked.connect(self.closed)
        self._scores = PlainLabel(role="lead", name="closing_scores")
        self._week = WeekLine(name="closing_week")
        calm = self.tr("One day says little; what changes over weeks stands in Progress.")
        self._calm = PlainLabel(calm, tone="soft", wrap=True, name="closing_calm")
        self._known = Card("closing_known")
        for line in (self._scores, self._calm, self._week):
            self._known.body.addWidget(line)
        self._steps = StepsCard(summary.steps, timeline)
        self._steps.rated.connect(self.rated)
        parts = (self._unsaved, self._asking, self._known, self._steps)
        self.fill(*parts, buttons=(self._done,))
        self._asking.setVisible(asks)
        self._steps.listen_for_keys(not asks)
        self._steps.marked.connect(self.bring_into_view)
        self.show_scores(summary)

    def show_scores(self, summary: Summary) -> None:
        """Show the scores that are known by now."""
        text = _scores_text(summary)
        self._scores.setText(text)
        for line in (self._scores, self._calm):
            line.setVisible(bool(text))
        self._show_known()

    def show_week(self, week: Week | None) -> None:
        """Show how the week stands; None when that is not known."""
        self._week.show_week(week)
        self._show_known()

    def show_unsaved(self, text: str) -> None:
        """Say what is not on the disk yet; an empty ``text`` takes that back."""
        self._unsaved.say(text)

    def close_question(self) -> None:
        """A score was given: the choice stays, and a second one would be a second entry."""
        self._question.freeze()
        self._steps.listen_for_keys(True)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for this page."""
        if not self._asking.isHidden() and self._question.take_key(event):
            return True
        if self._unsaved.take_key(event) or self._steps.take_key(event):
            return True
        # Not Escape: it ended the session a moment ago, and pressed twice it would take the Undo away.
        if is_bare(event) and event.key() in ENTER:
            self._done.click()
            return True
        return self.scroll_by(event)

    def _show_known(self) -> None:
        self._known.setHidden(self._scores.isHidden() and self._week.isHidden())


def _title(summary: Summary) -> str:
    if summary.outcome is Outcome.COMPLETED:
        return words.translate("Session", "Session done")
    return words.translate("Session", "Session ended early")


def _subtitle(summary: Summary, planned_steps: int) -> str:
    done = sum(step.outcome is StepOutcome.DONE for step in summary.steps)
    text = words.translate("Session", "{routine} · {time} · {done} of {steps} steps done")
    time = words.clock_text(summary.active_s)
    return text.format(routine=summary.routine_name, time=time, done=done, steps=planned_steps)


def _scores_text(summary: Summary) -> str:
    before, after = summary.before, summary.after
    if before is not None and after is not None:
        text = words.translate("Session", "Pain before {before}, after {after}")
    elif before is not None:
        text = words.translate("Session", "Pain before: {before}")
    elif after is not None:
        text = words.translate("Session", "Pain after: {after}")
    else:
        return ""
    return text.format(before=before, after=after)
