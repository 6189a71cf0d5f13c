"""The words of what comes in and goes out: counts, questions, and an entry as a row of a table."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore
from backstay.exchange.foreign import Question, Scale
from backstay.exchange.offer import LeftOut, Sample
from backstay.exchange.writing import Written
from backstay.ui.chart.words import dated, region_name, side_name
from backstay.ui.wording import clock_text, length_text

translate = QCoreApplication.translate
_CONTEXT = "Exchange"
_METRES = 1000.0


def counts_text(counts: Mapping[str, int]) -> str:
    """``412 pain scores, 3 sessions``; empty for nothing."""
    words = {
        "pain": (translate(_CONTEXT, "1 pain score"), translate(_CONTEXT, "{count} pain scores")),
        "session": (translate(_CONTEXT, "1 session"), translate(_CONTEXT, "{count} sessions")),
        "activity": (
            translate(_CONTEXT, "1 run, walk or other activity"),
            translate(_CONTEXT, "{count} runs, walks and other activities"),
        ),
        "mark": (translate(_CONTEXT, "1 mark"), translate(_CONTEXT, "{count} marks")),
    }
    return ", ".join(
        one if counts[table] == 1 else many.format(count=f"{counts[table]:,}")
        for table, (one, many) in words.items()
        if counts.get(table)
    )


def take_text(counts: Mapping[str, int]) -> str:
    """The words of the button that takes all of it in."""
    total = sum(counts.values())
    kinds = [table for table, count in counts.items() if count]
    if kinds == ["pain"]:
        if total == 1:
            return translate(_CONTEXT, "Take in 1 score")
        return translate(_CONTEXT, "Take in {count} scores").format(count=f"{total:,}")
    if total == 1:
        return translate(_CONTEXT, "Take in 1 entry")
    return translate(_CONTEXT, "Take in {count} entries").format(count=f"{total:,}")


def saved_text(file: str, written: Written) -> str:
    """What is in the file that was written."""
    words = translate(_CONTEXT, "Saved as {file}: {what}.")
    what = counts_text(written.counts) or translate(_CONTEXT, "no entries")
    parts = [words.format(file=file, what=what)]
    if written.left_out == 1:
        parts.append(translate(_CONTEXT, "1 entry of a newer Backstay cannot be told there."))
    elif written.left_out:
        more = translate(_CONTEXT, "{count} entries of a newer Backstay cannot be told there.")
        parts.append(more.format(count=f"{written.left_out:,}"))
    return " ".join(parts)


def question_text(question: Question) -> str:
    """What only the person can say."""
    return {
        Question.TIME: translate(_CONTEXT, "Which column holds the day?"),
        Question.SCORE: translate(_CONTEXT, "Which column holds the pain score?"),
        Question.FEATURE: translate(_CONTEXT, "Which of the things in this file is your pain?"),
        Question.DATE_ORDER: translate(
            _CONTEXT, "In the days of this file, what stands first: day or month?"
        ),
        Question.SCALE: translate(_CONTEXT, "On which scale are the scores?"),
    }[question]


def scale_text(scale: Scale) -> str:
    """A scale as it is chosen."""
    return {
        Scale.TO_10: translate(_CONTEXT, "0 to 10"),
        Scale.TO_100: translate(_CONTEXT, "0 to 100"),
        Scale.TO_5: translate(_CONTEXT, "0 to 5"),
        Scale.THOUSANDTHS: translate(_CONTEXT, "Thousandths"),
    }[scale]


def sample_row(sample: Sample) -> tuple[str, ...]:
    """Day, time, what it is, where, and the note."""
    at, thing = sample.at, sample.thing
    when = dated(at.day), clock_text(at.local)
    match thing:
        case PainScore():
            score = translate(_CONTEXT, "Pain {score}").format(score=thing.score)
            region = region_name(thing.region) if thing.region else ""
            side = side_name(thing.side) if thing.side else ""
            return (*when, score, ", ".join(part for part in (region, side) if part), thing.note)
        case Activity():
            return (*when, _activity_text(thing), "", thing.note)
        case Mark():
            return (*when, translate(_CONTEXT, "Mark"), "", thing.text)
        case _:
            return (*when, translate(_CONTEXT, "Session"), "", thing)


def left_out_row(left_out: LeftOut) -> tuple[str, ...]:
    """Where it stands, why it is left out, and what it holds."""
    return left_out.where, left_out.why, left_out.text


def _activity_text(activity: Activity) -> str:
    kind = {
        ActivityKind.RUN: translate(_CONTEXT, "Run"),
        ActivityKind.WALK: translate(_CONTEXT, "Walk"),
        ActivityKind.OTHER: translate(_CONTEXT, "Other activity"),
    }[activity.kind]
    parts = [kind, length_text(activity.duration_s)]
    if activity.distance_m is not None:
        parts.append(translate(_CONTEXT, "{km} km").format(km=f"{activity.distance_m / _METRES:.1f}"))
    return ", ".join(parts)
