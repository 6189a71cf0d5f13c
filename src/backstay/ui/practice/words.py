"""What the practice view says: of a week, a day, and the times that an exercise hurt. Counts, no verdict."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from backstay.domain.history import HurtAnswer, SessionRecord
from backstay.domain.pain import SCORE_MAX
from backstay.domain.practice import ExercisePractice, Hurt, PracticeDay, PracticeWeek
from backstay.ui.wording import clock_text, day_text, length_text, region_text

# The words around the dates are English, so their months are as well.
_ENGLISH = QLocale(QLocale.Language.C)
_TOLD = 4
_MANY_HOURS = 100

translate = QCoreApplication.translate


def short_date(day: date) -> str:
    """``6 Nov``."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMM")


def full_date(day: date) -> str:
    """``6 Nov 2026``."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def month_name(day: date) -> str:
    """``November 2026``."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "MMMM yyyy")


def short_month(day: date) -> str:
    """``Nov``, and the year where it begins."""
    if day.month == 1:
        return str(day.year)
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "MMM")


def weekday_letters(weekday: int) -> str:
    """``Mo``; ``weekday`` is 0 for Monday."""
    return _ENGLISH.standaloneDayName(weekday + 1, QLocale.FormatType.ShortFormat)[:2]


def minutes_text(seconds: float) -> str:
    """``12``, ``2,416``; ``<1`` for less than half a minute that was not nothing."""
    minutes = round(seconds / 60)
    return "<1" if seconds and not minutes else f"{minutes:,}"


def sessions_text(count: int) -> str:
    """``3 sessions``."""
    if count == 1:
        return translate("Practice", "1 session")
    return translate("Practice", "{count} sessions").format(count=f"{count:,}")


def week_text(week: PracticeWeek, goal: int) -> str:
    """``Week of 16 Nov 2026: 2 sessions, 24 min (goal 3)``; of the present one that it is not over."""
    begin = translate("Practice", "Week of {day}").format(day=full_date(week.monday))
    done = sessions_text(week.sessions) if week.sessions else translate("Practice", "no session")
    parts = [done, *([length_text(week.active_s)] if week.sessions else [])]
    words = translate("Practice", "{begin}: {done} (goal {goal})")
    if not week.is_over:
        words = translate("Practice", "{begin}, not over yet: {done} (goal {goal})")
    return words.format(begin=begin, done=", ".join(parts), goal=goal)


def reached_text(reached: int, weeks: int, goal: int) -> str:
    """In how many of the weeks before this one the goal was reached; nothing when there was none."""
    if not weeks:
        return ""
    words = translate("Practice", "Goal of {goal} reached in {reached} of {weeks} weeks before this one.")
    if weeks == 1:
        words = translate("Practice", "Goal of {goal} reached in {reached} of 1 week before this one.")
    return words.format(goal=goal, reached=reached, weeks=weeks)


def whole_text(sessions: int, active_s: float) -> str:
    """``27 sessions`` and ``248 min`` in two lines; whole hours where there are a hundred and more."""
    hours = round(active_s / 3600)
    length = translate("Practice", "{minutes} min").format(minutes=minutes_text(active_s))
    if hours >= _MANY_HOURS:
        length = translate("Practice", "{hours} h").format(hours=f"{hours:,}")
    return f"{sessions_text(sessions)}\n{length}"


def day_words(day: date, done: PracticeDay | None) -> str:
    """``Tuesday 17 November 2026: Core, light, 12 min at 07:40``; each session, or that there was none."""
    begin = f"{day_text(day)} {day.year}"
    told = [_session_text(s) for s in done.sessions] if done else [translate("Practice", "no session")]
    return f"{begin}: {'; '.join(told)}"


def _session_text(session: SessionRecord) -> str:
    words = translate("Practice", "{routine}, {length} at {time}")
    length, time = length_text(session.active_s), clock_text(session.started_at.local)
    return words.format(routine=session.plan.routine_name, length=length, time=time)


def times_text(times: int, of: int) -> str:
    """``3 of 24 times``."""
    if of == 1:
        return translate("Practice", "{n} of 1 time").format(n=times)
    return translate("Practice", "{n} of {of} times").format(n=f"{times:,}", of=f"{of:,}")


def scores_text(hurts: Sequence[Hurt]) -> str:
    """The scores that were given: ``6``, or their range and how many, ``5 to 7 (3 scores)``."""
    scores = [hurt.score for hurt in hurts if hurt.score is not None]
    if len(scores) < 2:
        return str(scores[0]) if scores else ""
    low, high = min(scores), max(scores)
    span = str(low) if low == high else translate("Practice", "{low} to {high}").format(low=low, high=high)
    return translate("Practice", "{span} ({n} scores)").format(span=span, n=f"{len(scores):,}")


def answers_text(hurts: Sequence[Hurt]) -> str:
    """What was chosen, the most frequent first: ``went on (2), left out (1)``."""
    counts = Counter(hurt.answer for hurt in hurts if hurt.answer is not None)
    return ", ".join(f"{answer_text(answer)} ({n:,})" for answer, n in counts.most_common())


def answer_text(answer: HurtAnswer) -> str:
    """What the person did when it hurt."""
    return {
        HurtAnswer.WENT_ON: translate("Practice", "went on"),
        HurtAnswer.EASIER: translate("Practice", "easier one"),
        HurtAnswer.LEFT_OUT: translate("Practice", "left out"),
        HurtAnswer.ENDED: translate("Practice", "session ended"),
    }[answer]


def hurts_text(exercise: ExercisePractice) -> str:
    """When it hurt, newest first, with what was said of it; the first four, and how many more."""
    if not exercise.hurts:
        return translate("Practice", "{name}: not said to hurt.").format(name=exercise.name)
    newest = exercise.hurts[::-1]
    told = "; ".join(_hurt_text(hurt) for hurt in newest[:_TOLD])
    more = len(newest) - _TOLD
    words = translate("Practice", "{name} hurt on {days}.")
    if more > 0:
        words = translate("Practice", "{name} hurt on {days}; and {more} times before.")
    return words.format(name=exercise.name, days=told, more=f"{more:,}")


def _hurt_text(hurt: Hurt) -> str:
    score = translate("Practice", "{score} of {most}").format(score=hurt.score, most=SCORE_MAX)
    told = [
        *([score] if hurt.score is not None else []),
        *([region_text(hurt.region).lower()] if hurt.region is not None else []),
        *([answer_text(hurt.answer)] if hurt.answer is not None else []),
    ]
    day = full_date(hurt.day)
    return f"{day} ({', '.join(told)})" if told else day
