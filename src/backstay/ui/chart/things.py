"""One thing of the chart in a line: a reading, a session, a run, a mark; and what a picture of it is of."""

from PySide6.QtCore import QCoreApplication

from backstay.domain.activity import ActivityEntry, ActivityKind
from backstay.domain.history import SessionRecord
from backstay.domain.mark import MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import Doing, PainEntry, Quality, Recall
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.words import circumstances, dated, region_name, timing_name
from backstay.ui.wording import clock_text, length_text

_JOINT = " · "
translate = QCoreApplication.translate


def reading_words(entry: PainEntry) -> str:
    """Date, time, score, circumstances, how it felt, and the note."""
    score = translate("Chart", "{score} of 10").format(score=entry.pain.score)
    return _joined(when_words(entry.at), score, circumstances(entry), feel_words(entry), entry.pain.note)


def feel_words(entry: PainEntry) -> str:
    """What the person was doing and how it felt, empty when neither was said."""
    names = doing_names()
    parts = [names[entry.pain.doing]] if entry.pain.doing else []
    return ", ".join([*parts, *(quality_names()[quality] for quality in entry.pain.qualities)])


def strip_words(thing: SessionRecord | ActivityEntry) -> str:
    """Date, time, what it was and how long it took."""
    if isinstance(thing, SessionRecord):
        return _joined(when_words(thing.started_at), thing.plan.routine_name, length_text(thing.active_s))
    activity = thing.activity
    length = length_text(activity.duration_s)
    return _joined(
        when_words(thing.at),
        kind_name(activity.kind),
        length,
        distance_text(activity.distance_m),
        activity.note,
    )


def mark_words(mark: MarkEntry) -> str:
    """Date, time and all its words."""
    return _joined(when_words(mark.at), mark.mark.text)


def when_words(at: Moment) -> str:
    """``Fri 6 Nov 2026, 08:00``."""
    return f"{dated(at.day)}, {clock_text(at.local)}"


def distance_text(distance_m: float | None) -> str:
    """``5.2 km``, empty where it is not known."""
    if distance_m is None:
        return ""
    return translate("Chart", "{km} km").format(km=f"{distance_m / 1000:.1f}")


def kind_name(kind: ActivityKind) -> str:
    """What was done."""
    return {
        ActivityKind.RUN: translate("Chart", "Run"),
        ActivityKind.WALK: translate("Chart", "Walk"),
        ActivityKind.OTHER: translate("Chart", "Other activity"),
    }[kind]


def doing_names() -> dict[Doing, str]:
    """What a person was doing, as it is read after a score."""
    return {Doing.AT_REST: translate("Pain", "at rest"), Doing.RUNNING: translate("Pain", "while running")}


def quality_names() -> dict[Quality, str]:
    """How it felt, as it is read after a score."""
    return {
        Quality.ACHE: translate("Pain", "ache"),
        Quality.DULL: translate("Pain", "dull"),
        Quality.STIFF: translate("Pain", "stiff"),
        Quality.SORE: translate("Pain", "sore"),
        Quality.SHARP: translate("Pain", "sharp"),
        Quality.STABBING: translate("Pain", "stabbing"),
        Quality.BURNING: translate("Pain", "burning"),
        Quality.PINS_AND_NEEDLES: translate("Pain", "pins and needles"),
        Quality.NUMB: translate("Pain", "numb"),
        Quality.SPASM: translate("Pain", "spasm"),
        Quality.SPREADING: translate("Pain", "spreading"),
    }


def title_words(data: ChartData) -> str:
    """What a chart is of: the span, where, which score, and how many: ``1 Nov to 22 Nov 2026 · Mid back ·
    pain now · 12 entries``.
    """
    first, last = dated(data.first), dated(data.last)
    span = translate("Chart", "{first} to {last}").format(first=first, last=last)
    n = len(data.entries)
    count = translate("Chart", "1 entry") if n == 1 else translate("Chart", "{n} entries").format(n=n)
    return _joined(span, _where_words(data), _asked_words(data), count)


def _where_words(data: ChartData) -> str:
    regions = {entry.pain.region for entry in data.entries}
    if len(regions) > 1:
        return translate("Chart", "several regions")
    return region_name(regions.pop()) if regions else ""


def _asked_words(data: ChartData) -> str:
    if not data.entries:
        return ""
    if data.entries[0].pain.recall is Recall.LAST_7_DAYS:
        return translate("Chart", "pain on average over the last 7 days")
    timings = {entry.pain.timing for entry in data.entries}
    timing = timing_name(timings.pop()) if len(timings) == 1 else ""
    return _joined(translate("Chart", "pain now"), timing, joint=", ")


def _joined(*parts: str, joint: str = _JOINT) -> str:
    return joint.join(part for part in parts if part)
