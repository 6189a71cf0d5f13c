"""What is said at the end of a session: what was done, the scores, and how the week stands."""

from collections.abc import Iterator
from datetime import date, timedelta

from backstay.cli.words import STEP_OUTCOMES, counted, lasting
from backstay.domain.errors import JournalError
from backstay.domain.history import Effort, HurtAnswer, Outcome, StepDone, StepOutcome
from backstay.domain.timeline import Timeline
from backstay.journal.journal import Journal
from backstay.player import Summary

_ANSWERS = {
    HurtAnswer.WENT_ON: ", went on",
    HurtAnswer.LEFT_OUT: ", left out from there on",
    HurtAnswer.ENDED: ", ended there",
}
_EFFORTS = {Effort.FINE: ", fine", Effort.HARD: ", hard"}


def closing_lines(summary: Summary, timeline: Timeline) -> Iterator[str]:
    """What was done, exercise by exercise, and how long it took."""
    word = "Finished" if summary.outcome is Outcome.COMPLETED else "Ended early"
    yield ""
    yield f"{word}: {summary.routine_name}, {lasting(summary.active_s)}."
    for step in summary.steps:
        yield f"  {step.name}: {_done_text(step)}{_hurt_text(step, timeline)}{_effort_text(step)}"


def scores_line(summary: Summary) -> str:
    """Both scores side by side, without a word about why they differ; empty without any."""
    before = f"{summary.before} before" if summary.before is not None else ""
    after = f"{summary.after} after" if summary.after is not None else ""
    both = ", ".join(part for part in (before, after) if part)
    return f"Pain: {both}." if both else ""


def week_line(journal: Journal, today: date, goal: int) -> str:
    """The sessions of the week of ``today`` beside the ``goal`` that the person set; empty when the
    journal cannot say.
    """
    try:
        week = journal.sessions.between(today - timedelta(days=today.weekday()), today, with_scores=False)
    except JournalError:
        return ""
    done = sum(session.counts for session in week)
    if done > goal:
        return f"{counted(done, 'session')} this week, {goal} planned."
    return f"{done} of {counted(goal, 'session')} this week."


def _done_text(step: StepDone) -> str:
    if step.outcome is StepOutcome.SKIPPED:
        return STEP_OUTCOMES[step.outcome]
    is_counted = step.planned_s is not None and step.reps_done > 0
    reps = f", {counted(step.reps_done, 'repetition')}" if is_counted else ""
    return f"{STEP_OUTCOMES[step.outcome]}{reps}, {lasting(step.active_s)}"


def _effort_text(step: StepDone) -> str:
    return _EFFORTS.get(step.effort, "") if step.effort is not None else ""


def _hurt_text(step: StepDone, timeline: Timeline) -> str:
    if not step.hurt:
        return ", it hurt" if step.effort is Effort.HURT else ""
    if step.answer is HurtAnswer.EASIER:
        # What takes its place always comes right behind it.
        return f", it hurt, went on with {timeline.steps[step.index + 1].exercise.name}"
    return f", it hurt{_ANSWERS[step.answer]}" if step.answer is not None else ", it hurt"
