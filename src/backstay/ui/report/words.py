"""What stands on the page in words: dates, counts and what was asked, and no sentence that judges."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.mark import MarkEntry
from backstay.domain.pain import PainScore, Recall, Timing
from backstay.domain.report import ExerciseCount, Note, Report, Row, Scope, Span
from backstay.ui.chart.words import region_name, short_date, side_name, timing_name

translate = QCoreApplication.translate

# The words around the figures are English, so figures and months are written that way as well.
_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_MONTHS = QLocale(QLocale.Language.C)
_DASH = "–"
_HURT_DAYS = 3


def counted(count: int, one: str, many: str) -> str:
    """``one`` for a single thing, else ``many`` with its ``{n}``."""
    return one if count == 1 else many.format(n=number(count))


def number(value: int) -> str:
    """``12,345``."""
    return _ENGLISH.toString(value)


def full_date(day: date) -> str:
    """``6 November 2026``."""
    return _written(day, "d MMMM yyyy")


def minutes(seconds: float) -> str:
    """Whole minutes, without their unit."""
    return number(round(seconds / 60))


def period_words(scope: Scope) -> str:
    """From when to when, and how many days that is."""
    days = counted(scope.days, translate("Report", "1 day"), translate("Report", "{n} days"))
    if scope.first == scope.last:
        return f"{full_date(scope.last)} · {days}"
    is_one_year = scope.first.year == scope.last.year
    first = _written(scope.first, "d MMMM") if is_one_year else full_date(scope.first)
    words = translate("Report", "{first} to {last}").format(first=first, last=full_date(scope.last))
    return f"{words} · {days}"


def count_words(report: Report) -> str:
    """What is on the page, for whoever cannot see it."""
    entries, sessions, notes = len(report.entries), len(report.sessions), len(report.notes)
    return ", ".join(
        (
            counted(entries, translate("Report", "1 pain entry"), translate("Report", "{n} pain entries")),
            counted(sessions, translate("Report", "1 session"), translate("Report", "{n} sessions")),
            counted(notes, translate("Report", "1 note"), translate("Report", "{n} notes")),
        )
    )


def question_words(recall: Recall) -> str:
    """The question as it was asked, with the ends of its scale."""
    question = {
        Recall.NOW: translate("Report", "“How strong is your pain right now, from 0 to 10?”"),
        Recall.LAST_7_DAYS: translate(
            "Report", "“How strong was your pain on average over the last 7 days, from 0 to 10?”"
        ),
    }[recall]
    scale = translate("Report", "0 is no pain, 10 is pain as bad as you can imagine.")
    return " ".join((translate("Report", "Asked:"), question, scale))


def place_words(report: Report) -> str:
    """Each region with its entries."""
    words = translate("Report", "{region} (n {n})")
    named = [words.format(region=region_name(region), n=number(n)) for region, n in report.places]
    return translate("Report", "Where: {places}.").format(places=", ".join(named)) if named else ""


def timing_words(report: Report) -> str:
    """When the scores were given, seen from a session, each with its entries; empty for a weekly score."""
    if report.scope.recall is not Recall.NOW or not report.timings:
        return ""
    words = translate("Report", "{when} (n {n})")
    named = [words.format(when=_timing(timing), n=number(n)) for timing, n in report.timings]
    return translate("Report", "When: {times}.").format(times=", ".join(named))


def row_words(span: Span, row: Row) -> str:
    """The days of a row."""
    match span:
        case Span.WEEK:
            return _days(row.first, row.last)
        case Span.MONTH:
            return _written(row.first, "MMM yyyy")
        case Span.QUARTER:
            begun = date(row.first.year, (row.first.month - 1) // 3 * 3 + 1, 1)
            ended = date(row.first.year, begun.month + 2, 1)
            return f"{_written(begun, 'MMM')}{_DASH}{_written(ended, 'MMM yyyy')}"
        case Span.YEAR:
            return str(row.first.year)


def span_title(span: Span) -> str:
    """The heading over the rows."""
    return {
        Span.WEEK: translate("Report", "By week"),
        Span.MONTH: translate("Report", "By month"),
        Span.QUARTER: translate("Report", "By quarter"),
        Span.YEAR: translate("Report", "By year"),
    }[span]


def earlier_words(count: int) -> str:
    """How many years before the first row are left out; shorter parts never are."""
    one, many = translate("Report", "and 1 earlier year"), translate("Report", "and {n} earlier years")
    return counted(count, one, many)


def other_exercises_words(report: Report) -> str:
    """The exercises that the table leaves out."""
    others = counted(
        report.other_exercises, translate("Report", "and 1 more"), translate("Report", "and {n} more")
    )
    if not report.other_hurt:
        return others
    return translate("Report", "{others}, of which {hurt} hurt").format(
        others=others, hurt=number(report.other_hurt)
    )


def hurt_words(report: Report) -> str:
    """The latest days on which the exercises of the table hurt; empty where none did."""
    words = translate("Report", "{exercise} {days}")
    parts = [
        words.format(exercise=exercise.name, days=_hurt_days(exercise, report.scope))
        for exercise in report.exercises
        if exercise.hurt_days
    ]
    return translate("Report", "Hurt on: {days}").format(days=" · ".join(parts)) if parts else ""


def note_date(note: Note, scope: Scope) -> str:
    """The day of a note; with its year where the period has several."""
    return _day_words(note.at.day, scope)


def note_about(note: Note) -> str:
    """What a note was written to: the score and its place, or the run."""
    if isinstance(note.about, Activity):
        return _activity_words(note.about)
    return _score_words(note.about)


def mark_words(mark: MarkEntry, scope: Scope) -> str:
    """The day and the words of an own mark."""
    return f"{_day_words(mark.at.day, scope)} {mark.mark.text}"


def _day_words(day: date, scope: Scope) -> str:
    is_one_year = scope.first.year == scope.last.year
    return short_date(day) if is_one_year else _written(day, "d MMM yyyy")


def _hurt_days(exercise: ExerciseCount, scope: Scope) -> str:
    shown = [_day_words(day, scope) for day in exercise.hurt_days[: -_HURT_DAYS - 1 : -1]]
    others = len(exercise.hurt_days) - len(shown)
    more = [translate("Report", "and {n} more").format(n=number(others))] if others else []
    return ", ".join([*shown, *more])


def _score_words(pain: PainScore) -> str:
    score = translate("Report", "{score} of 10").format(score=pain.score)
    where = [region_name(pain.region)] if pain.region else []
    side = [side_name(pain.side)] if pain.side else []
    week = [translate("Report", "7-day average")] if pain.recall is Recall.LAST_7_DAYS else []
    when = [timing_name(pain.timing)] if pain.timing is not Timing.NOW else []
    return ", ".join([score, *where, *side, *when, *week])


def _activity_words(activity: Activity) -> str:
    kind = {
        ActivityKind.RUN: translate("Report", "run"),
        ActivityKind.WALK: translate("Report", "walk"),
        ActivityKind.OTHER: translate("Report", "activity"),
    }[activity.kind]
    length = translate("Report", "{minutes} min").format(minutes=minutes(activity.duration_s))
    return f"{kind}, {length}"


def _timing(timing: Timing) -> str:
    return timing_name(timing) or translate("Report", "at another time")


def _days(first: date, last: date) -> str:
    if first == last:
        return short_date(last)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if is_one_month else short_date(first)}{_DASH}{short_date(last)}"


def _written(day: date, pattern: str) -> str:
    return _MONTHS.toString(QDate(day.year, day.month, day.day), pattern)
