"""The words about how an exercise went, the last time and just now, and about a pause that is told aloud."""

from PySide6.QtCore import QCoreApplication

from backstay.domain.exercise import Exercise
from backstay.domain.history import Effort, HurtAnswer, LastTime, StepDone
from backstay.domain.session_events import PauseReason
from backstay.ui.session.words import pause_words
from backstay.ui.wording import day_text, region_text

translate = QCoreApplication.translate


def effort_words(effort: Effort) -> str:
    """``fine``, ``hard``, ``hurt``."""
    return {
        Effort.FINE: translate("Session", "fine"),
        Effort.HARD: translate("Session", "hard"),
        Effort.HURT: translate("Session", "hurt"),
    }[effort]


def rating_words(step: StepDone) -> str:
    """What was said of ``step``, or the keys that say it."""
    if step.effort is None:
        return translate("Session", "{exercise} was: 1 fine, 2 hard, 3 hurt").format(exercise=step.name)
    said = effort_words(step.effort)
    return translate("Session", "{exercise} was: {said}").format(exercise=step.name, said=said)


def last_time_words(last: LastTime, easier: Exercise | None) -> str:
    """What happened the last time, and the key for the easier exercise."""
    words = _what_happened(last)
    if easier is not None:
        words += " " + translate("Session", "E takes the easier one: {easier}.").format(easier=easier.name)
    return words


def spoken_pause(reason: PauseReason) -> str:
    """That the session stands, and why."""
    why = pause_words(reason)
    if reason in (PauseReason.GAP, PauseReason.SLEEP, PauseReason.HURT):
        return why
    return translate("Session", "Paused. {why}").format(why=why)


def spoken_hurt(*, asks_pain: bool) -> str:
    """The same when it hurts, and what stands on the page then."""
    both = translate("Session", "Where it hurts, how much, and the signs to stop at stand on this page.")
    signs = translate("Session", "The signs to stop at stand on this page.")
    return f"{spoken_pause(PauseReason.HURT)} {both if asks_pain else signs}"


def far_warning(last: LastTime, easier: Exercise | None) -> str:
    """The same, as short as a person on a mat needs it."""
    is_hard = not last.step.hurt and last.step.effort is Effort.HARD
    words = translate("Session", "was hard last time") if is_hard else translate("Session", "hurt last time")
    return words if easier is None else translate("Session", "{words}, E: easier").format(words=words)


def _what_happened(last: LastTime) -> str:
    day = day_text(last.day)
    if not last.step.hurt:
        is_hard = last.step.effort is Effort.HARD
        words = (
            translate("Session", "Last time, {day}: it was hard.")
            if is_hard
            else translate("Session", "Last time, {day}: it hurt.")
        )
        return words.format(day=day)
    text = translate("Session", "Last time, {day}: it hurt{where}{answer}.")
    return text.format(day=day, where=_where_words(last), answer=_answer_words(last.step.answer))


def _where_words(last: LastTime) -> str:
    if last.score is None:
        return ""
    if last.region is None:
        return translate("Session", ", {score} of 10").format(score=last.score)
    where = region_text(last.region).lower()
    return translate("Session", ", {where}, {score} of 10").format(where=where, score=last.score)


def _answer_words(answer: HurtAnswer | None) -> str:
    if answer is None:
        return ""
    return {
        HurtAnswer.WENT_ON: translate("Session", "; you went on"),
        HurtAnswer.EASIER: translate("Session", "; you went on with an easier one"),
        HurtAnswer.LEFT_OUT: translate("Session", "; you left it out"),
        HurtAnswer.ENDED: translate("Session", "; you ended there"),
    }[answer]
