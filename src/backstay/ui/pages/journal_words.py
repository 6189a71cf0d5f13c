"""What the rows of the journal say: what it was, how it went, the note, and what it was before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from backstay.domain.activity import Activity, ActivityEntry, Origin
from backstay.domain.history import Outcome, SessionRecord, StepDone, StepOutcome
from backstay.domain.mark import MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry
from backstay.journal.change import Kind
from backstay.journal.chronicle import Entry, Standing, moment_of
from backstay.ui.chart.things import doing_names, feel_words, kind_name, quality_names
from backstay.ui.chart.words import circumstances, region_name, short_date, side_name
from backstay.ui.wording import clock_text, day_text, length_text, translate

NameOf = Callable[[str], str]
"""The name of an exercise, by its id."""


@dataclass(frozen=True, slots=True)
class Was:
    """``words`` is what an entry said until it was changed on ``day``."""

    day: date
    words: str


def kind_of(entry: Entry) -> Kind:
    """The kind of entry that it is."""
    if isinstance(entry, PainEntry):
        return Kind.PAIN
    if isinstance(entry, SessionRecord):
        return Kind.SESSIONS
    return Kind.ACTIVITY if isinstance(entry, ActivityEntry) else Kind.MARKS


def headline(entry: Entry) -> str:
    """What it was: ``Pain 6 of 10``, ``Core, light``, ``Run``, ``new chair``."""
    match entry:
        case PainEntry():
            return translate("Journal", "Pain {score} of 10").format(score=entry.pain.score)
        case SessionRecord():
            return entry.plan.routine_name
        case ActivityEntry():
            return kind_name(entry.activity.kind)
        case MarkEntry():
            return entry.mark.text


def detail(entry: Entry, name_of: NameOf) -> str:
    """How it went, or what it was about."""
    match entry:
        case PainEntry():
            return " · ".join(filter(None, _pain_parts(entry, name_of)))
        case SessionRecord():
            return " · ".join(_session_parts(entry))
        case ActivityEntry():
            return " · ".join(_activity_parts(entry.activity))
        case MarkEntry():
            return translate("Journal", "Mark")


def note_of(entry: Entry) -> str:
    """The person's own words beside it."""
    match entry:
        case PainEntry():
            return entry.pain.note
        case ActivityEntry():
            return entry.activity.note
        case _:
            return ""


def searched(entry: Entry, name_of: NameOf) -> str:
    """All that can be found by typing it."""
    return "\n".join((headline(entry), detail(entry, name_of), note_of(entry)))


def step_detail(step: StepDone) -> str:
    """How far a step was taken."""
    outcomes = {
        StepOutcome.DONE: translate("Journal", "done"),
        StepOutcome.PARTLY: translate("Journal", "partly done"),
        StepOutcome.SKIPPED: translate("Journal", "skipped"),
    }
    one, many = translate("Journal", "1 repetition"), translate("Journal", "{n} repetitions")
    parts = [outcomes[step.outcome]]
    if step.outcome is not StepOutcome.SKIPPED:
        parts += [one if step.reps_done == 1 else many.format(n=step.reps_done)] if step.reps_done else []
        parts.append(length_text(step.active_s))
    return " · ".join([*parts, *([translate("Journal", "it hurt")] if step.hurt else [])])


def changes(standing: Standing, now: Moment) -> tuple[Was, ...]:
    """What the entry was before each of its changes, the last change first; days as at ``now``. A deletion
    that was taken back changed nothing.
    """
    found = [version for version in standing.versions if not version.is_deleted]
    was: list[Was] = []
    for before, after in pairwise(found):
        words = "; ".join(_differences(before.entry, after.entry))
        if words:
            was.insert(0, Was(after.written.astimezone(now.local.tzinfo).date(), words))
    return tuple(was)


def change_text(was: Was, today: date) -> str:
    """``changed on 12 Nov, was 6``."""
    day = short_date(was.day)
    if was.day.year != today.year:
        day = f"{day} {was.day.year}"
    return translate("Journal", "changed on {day}, was {before}").format(day=day, before=was.words)


def _differences(before: Entry, after: Entry) -> Iterator[str]:
    then, later = moment_of(before), moment_of(after)
    match before, after:
        case PainEntry(), PainEntry():
            yield from _pain_differences(before, after)
        case SessionRecord(), SessionRecord() if before.active_s != after.active_s:
            yield length_text(before.active_s)
        case ActivityEntry(), ActivityEntry():
            yield from _activity_differences(before.activity, after.activity)
        case MarkEntry(), MarkEntry() if before.mark != after.mark:
            yield f"“{before.mark.text}”"
    if then.day != later.day:
        yield translate("Journal", "on {day}, {time}").format(
            day=day_text(then.day), time=clock_text(then.local)
        )
    elif then.local != later.local:
        yield translate("Journal", "at {time}").format(time=clock_text(then.local))


def _pain_differences(former: PainEntry, present: PainEntry) -> Iterator[str]:
    before, after = former.pain, present.pain
    if before.score != after.score:
        yield str(before.score)
    if (before.region, before.side) != (after.region, after.side):
        side = f", {side_name(before.side)}" if before.side else ""
        yield _low(region_name(before.region)) + side
    if (before.timing, before.recall) != (after.timing, after.recall):
        bare = replace(former, pain=replace(before, region=None, side=None))
        yield circumstances(bare) or translate("Journal", "at that moment")
    if before.doing != after.doing:
        names = doing_names()
        yield names[before.doing] if before.doing else translate("Journal", "without what was done")
    if before.qualities != after.qualities:
        words = ", ".join(quality_names()[quality] for quality in before.qualities)
        yield words or translate("Journal", "without a word for how it feels")
    yield from _note_difference(before.note, after.note)


def _activity_differences(before: Activity, after: Activity) -> Iterator[str]:
    if before.kind != after.kind:
        yield _low(kind_name(before.kind))
    if before.duration_s != after.duration_s:
        yield length_text(before.duration_s)
    if before.distance_m != after.distance_m:
        none = translate("Journal", "without a distance")
        yield none if before.distance_m is None else _distance_text(before.distance_m)
    yield from _note_difference(before.note, after.note)


def _note_difference(before: str, after: str) -> Iterator[str]:
    if before != after:
        yield f"“{before}”" if before else translate("Journal", "without a note")


def _pain_parts(entry: PainEntry, name_of: NameOf) -> Iterator[str]:
    yield circumstances(entry)
    if entry.pain.exercise_id:
        yield name_of(entry.pain.exercise_id)
    yield feel_words(entry)


def _session_parts(session: SessionRecord) -> Iterator[str]:
    yield length_text(session.active_s)
    yield {
        Outcome.COMPLETED: translate("Journal", "completed"),
        Outcome.STOPPED: translate("Journal", "ended early"),
        Outcome.ABANDONED: translate("Journal", "broken off"),
        None: translate("Journal", "not ended"),
    }[session.outcome]
    if session.pain_before is not None:
        yield translate("Journal", "pain before {score}").format(score=session.pain_before)
    if session.pain_after is not None:
        yield translate("Journal", "pain after {score}").format(score=session.pain_after)


def _activity_parts(activity: Activity) -> Iterator[str]:
    yield length_text(activity.duration_s)
    if activity.distance_m is not None:
        yield _distance_text(activity.distance_m)
    if activity.origin is not Origin.HAND:
        yield translate("Journal", "from a {format} file").format(format=activity.origin.upper())


def _distance_text(distance_m: float) -> str:
    return translate("Journal", "{km} km").format(km=f"{distance_m / 1000:.2f}".rstrip("0").rstrip("."))


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]
