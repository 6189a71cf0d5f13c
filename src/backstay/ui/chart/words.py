"""What the chart says in words: dates, one reading, and the claim with its conditions."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from backstay.domain.pain import BodySide, PainEntry, Recall, Region, Timing
from backstay.domain.trend import (
    MIN_FOR_MEDIAN,
    Block,
    Claim,
    Comparison,
    JustDots,
    MedianRange,
    Verdict,
)
from backstay.ui.wording import region_text

# The words around the dates are English, so their months are as well.
_ENGLISH = QLocale(QLocale.Language.C)


def short_date(day: date) -> str:
    """``6 Nov``."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMM")


def long_date(day: date) -> str:
    """``6 December``."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMMM")


def dated(day: date) -> str:
    """``Fri 6 Nov 2026``."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")


def axis_date(day: date, is_long: bool) -> str:
    """The name of a day under the axis; of a month with its year when the span is long."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "MMM yyyy" if is_long else "d MMM")


def region_name(region: Region | None) -> str:
    """The region as it is read, also when none was named."""
    if region is None:
        return QCoreApplication.translate("Pain", "No region named")
    return region_text(region)


def side_name(side: BodySide) -> str:
    """The side as it is read after a region."""
    names = {
        BodySide.LEFT: QCoreApplication.translate("Pain", "left"),
        BodySide.CENTRE: QCoreApplication.translate("Pain", "centre"),
        BodySide.RIGHT: QCoreApplication.translate("Pain", "right"),
        BodySide.BOTH: QCoreApplication.translate("Pain", "both sides"),
    }
    return names[side]


def timing_name(timing: Timing) -> str:
    """When the score was given, seen from a session; empty for one that has nothing to do with one."""
    names = {
        Timing.NOW: "",
        Timing.BEFORE: QCoreApplication.translate("Pain", "before a session"),
        Timing.DURING: QCoreApplication.translate("Pain", "during a session"),
        Timing.AFTER: QCoreApplication.translate("Pain", "after a session"),
        Timing.NEXT_MORNING: QCoreApplication.translate("Pain", "the morning after"),
    }
    return names[timing]


def place_words(entry: PainEntry) -> str:
    """Region and side, empty when neither was named."""
    pain = entry.pain
    parts = [region_name(pain.region)] if pain.region else []
    return ", ".join([*parts, *([side_name(pain.side)] if pain.side else [])])


def circumstances(entry: PainEntry) -> str:
    """Where, when and over which span, without the score."""
    is_average = entry.pain.recall is Recall.LAST_7_DAYS
    span = QCoreApplication.translate("Pain", "on average over the last 7 days") if is_average else ""
    return " · ".join(part for part in (place_words(entry), timing_name(entry.pain.timing), span) if part)


def claim_headline(claim: Claim) -> str:
    """The sentence of the claim ladder, with its numbers and dates."""
    match claim:
        case JustDots(0):
            return QCoreApplication.translate("Claim", "No entries in this view.")
        case JustDots(1):
            return QCoreApplication.translate("Claim", "1 entry so far.")
        case JustDots(n):
            return QCoreApplication.translate("Claim", "{n} entries so far.").format(n=n)
        case MedianRange():
            words = QCoreApplication.translate(
                "Claim", "{n} entries: the middle one is {median}, the range {low} to {high}."
            )
            median = f"{claim.median:g}"
            return words.format(n=claim.n, median=median, low=claim.low, high=claim.high)
        case Comparison():
            words = QCoreApplication.translate("Claim", "Average {earlier}, then {later}: {verdict}.")
            earlier, later = _block_words(claim.earlier), _block_words(claim.later)
            return words.format(earlier=earlier, later=later, verdict=_verdict_words(claim))


def claim_detail(claim: Claim) -> str:
    """What belongs to the sentence: what is missing, the next look, and what it does not show."""
    if claim == JustDots(0):
        return QCoreApplication.translate("Claim", "Another range, region or kind of score may have some.")
    if isinstance(claim, JustDots):
        words = QCoreApplication.translate("Claim", "From {n} entries on, their middle and range stand here.")
        return words.format(n=MIN_FOR_MEDIAN)
    look = QCoreApplication.translate("Claim", "Next look on {day}.").format(day=long_date(claim.next_look))
    if isinstance(claim, MedianRange):
        needed = QCoreApplication.translate(
            "Claim", "Two weeks are compared with the two before once each has 8 entries."
        )
        return f"{needed} {look}"
    parts = [look, QCoreApplication.translate("Claim", "This does not show what caused it.")]
    if claim.verdict is Verdict.NO_CLEAR_CHANGE:
        parts.insert(0, QCoreApplication.translate("Claim", "Ups and downs of this size are normal."))
    if claim.is_logging_uneven:
        uneven = QCoreApplication.translate(
            "Claim", "Logged on {earlier} of 14 days, then on {later}: compare with care."
        )
        parts.append(uneven.format(earlier=claim.earlier.days_logged, later=claim.later.days_logged))
    return " ".join(parts)


def _verdict_words(comparison: Comparison) -> str:
    words = {
        Verdict.LOWER: QCoreApplication.translate("Claim", "lower by about {about}"),
        Verdict.HIGHER: QCoreApplication.translate("Claim", "higher by about {about}"),
        Verdict.NO_CLEAR_CHANGE: QCoreApplication.translate("Claim", "no clear change"),
    }
    return words[comparison.verdict].format(about=comparison.about)


def _block_words(block: Block) -> str:
    words = QCoreApplication.translate("Claim", "{mean} ({n} entries, {first} to {last})")
    is_one_month = (block.first.year, block.first.month) == (block.last.year, block.last.month)
    first = str(block.first.day) if is_one_month else short_date(block.first)
    return words.format(mean=f"{block.mean:.1f}", n=block.n, first=first, last=short_date(block.last))
