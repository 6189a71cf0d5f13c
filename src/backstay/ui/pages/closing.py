"""The closing page of a session: what was done, how long it took, and the scores that were given."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from backstay.domain.history import Outcome, StepDone, StepOutcome
from backstay.player import Summary
from backstay.ui import tokens
from backstay.ui.pages.pain_form import FORM_WIDTH, PainQuestion
from backstay.ui.session import words as words
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.session.unsaved import UnsavedBar
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.sheet import Sheet

_TONES = {StepOutcome.DONE: "go", StepOutcome.PARTLY: "rest", StepOutcome.SKIPPED: "soft"}


class ClosingPage(Sheet):
    """``closed`` goes back to where the session was started, ``retried`` tries to save again, and
    ``chosen`` carries a score after a session that ended early: it is asked here, not before.
    """

    closed = Signal()
    retried = Signal()
    chosen = Signal(int)

    def __init__(
        self, summary: Summary, *, planned_steps: int, asks: bool, parent: QWidget | None = None
    ) -> None:
        note = _subtitle(summary, planned_steps)
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
        self._scores_card = Card("closing_scores_card")
        self._scores_card.body.addWidget(self._scores)
        calm = self.tr("One day says little; what changes over weeks stands in Progress.")
        self._scores_card.body.addWidget(PlainLabel(calm, tone="soft", wrap=True))
        parts = (self._unsaved, self._asking, self._scores_card, _steps_card(summary))
        self.fill(*parts, buttons=(self._done,))
        self._asking.setVisible(asks)
        self.show_scores(summary)

    def show_scores(self, summary: Summary) -> None:
        """Show the scores that are known by now."""
        text = _scores_text(summary)
        self._scores.setText(text)
        self._scores_card.setVisible(bool(text))

    def show_unsaved(self, text: str) -> None:
        """Say what is not on the disk yet; an empty ``text`` takes that back."""
        self._unsaved.say(text)

    def close_question(self) -> None:
        """A score was given: the choice stays, and a second one would be a second entry."""
        self._question.freeze()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for this page."""
        if not self._asking.isHidden() and self._question.take_key(event):
            return True
        if self._unsaved.take_key(event):
            return True
        # Not Escape: it ended the session a moment ago, and pressed twice it would take the Undo away.
        if is_bare(event) and event.key() in ENTER:
            self._done.click()
            return True
        return self.scroll_by(event)


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
        text = words.translate("Session", "Pain before {before}")
    elif after is not None:
        text = words.translate("Session", "Pain after {after}")
    else:
        return ""
    return text.format(before=before, after=after)


def _steps_card(summary: Summary) -> Card:
    card = Card("closing_steps")
    if not summary.steps:
        card.body.addWidget(
            PlainLabel(words.translate("Session", "Nothing was done this time."), tone="soft")
        )
        return card
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * tokens.GRID)
    grid.setVerticalSpacing(tokens.GRID)
    grid.setColumnStretch(0, 1)
    for row, step in enumerate(summary.steps):
        if row:
            grid.addWidget(Divider(), 2 * row - 1, 0, 1, 3)
        _add_step(grid, 2 * row, step)
    card.body.addLayout(grid)
    return card


def _add_step(grid: QGridLayout, row: int, step: StepDone) -> None:
    number = step.index + 1
    name = step.name
    if step.hurt:
        name = words.translate("Session", "{name} (it hurt)").format(name=step.name)
    tone = "caution" if step.hurt else "ink"
    grid.addWidget(PlainLabel(name, role="strong", tone=tone, wrap=True, name=f"step_{number}_name"), row, 0)
    grid.addWidget(PlainLabel(words.amount_words(step), tone="soft", name=f"step_{number}_amount"), row, 1)
    outcome = PlainLabel(
        words.outcome_words(step), role="strong", tone=_TONES[step.outcome], name=f"step_{number}_outcome"
    )
    grid.addWidget(outcome, row, 2)
