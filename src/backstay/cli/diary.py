"""The log from the command line: add a pain score, show what is there."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from backstay.care.tending import tended_journal
from backstay.catalogue.problems import nearest_word
from backstay.cli.exits import DONE, confirm, tell
from backstay.cli.times import read_day, read_moment
from backstay.cli.words import activity_line, counted, lasting, plain
from backstay.desktop.clock import Clock
from backstay.domain.errors import InputError
from backstay.domain.history import Outcome, SessionRecord, StepOutcome
from backstay.domain.mark import MarkEntry
from backstay.domain.pain import BodySide, PainEntry, PainScore, Recall, Region, Timing
from backstay.exchange.view import Standing, to_view
from backstay.journal.journal import Journal
from backstay.paths import Paths

E = TypeVar("E", bound=StrEnum)

_SCALE = "a whole number from 0 (no pain) to 10 (as bad as you can imagine)"
_OUTCOMES = {
    Outcome.COMPLETED: "completed",
    Outcome.STOPPED: "ended early",
    Outcome.ABANDONED: "broken off",
    None: "not ended",
}


@dataclass(frozen=True, slots=True)
class PainWords:
    """A pain score as it was typed."""

    score: str
    region: str | None
    side: str | None
    when: str
    recall: str
    at: str | None
    note: str


def add_pain(paths: Paths, clock: Clock, words: PainWords) -> int:
    """Write one score down. Raises ``InputError`` before anything is touched, and ``JournalError``."""
    now = clock.moment()
    pain = _pain_of(words)
    at = read_moment(words.at, now) if words.at is not None else now
    with tended_journal(paths, clock.moment) as journal:
        entry, _ = journal.pain.add(pain, at)
    confirm(f"Saved: {_entry_line(entry)}")
    return DONE


def log(paths: Paths, clock: Clock, *, since: str | None, as_json: bool) -> int:
    """Show all that stands, oldest first. Raises ``InputError`` and ``JournalError``."""
    found = _read(paths, clock, since)
    if as_json:
        write_data(to_view(found))
        return DONE
    lines = [(s.started_at.utc, _session_line(s)) for s in found.sessions]
    told = {s.id for s in found.sessions}
    lines += [(e.at.utc, _entry_line(e)) for e in found.pain if not _is_told(e, told)]
    lines += [(a.at.utc, activity_line(a.activity, a.at)) for a in found.activities]
    lines += [(m.at.utc, _mark_line(m)) for m in found.marks]
    for _, line in sorted(lines):
        print(line)
    if not lines:
        print("There are no entries." if since is None else f"There are no entries since {since}.")
    return DONE


def write_data(text: str) -> None:
    """Data on stdout, never bent to what a terminal can show; its line ends are part of it."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict", newline="")
    print(text, end="")


def _pain_of(words: PainWords) -> PainScore:
    if not re.fullmatch(r"[+-]?\d{1,9}", words.score, re.ASCII):
        raise InputError(f'"{words.score}" is not a pain score.', where="SCORE", expected=_SCALE)
    return PainScore(
        score=int(words.score),
        region=one_of(Region, words.region, "--region") if words.region is not None else None,
        side=one_of(BodySide, words.side, "--side") if words.side is not None else None,
        timing=one_of(Timing, words.when, "--when"),
        recall=one_of(Recall, words.recall, "--recall"),
        note=words.note,
    )


def one_of(kind: type[E], text: str, option: str) -> E:
    """The choice that ``text`` names. Raises ``InputError`` with the choices there are."""
    choices = [choice.value for choice in kind]
    if text in choices:
        return kind(text)
    nearest = nearest_word(text, choices)
    raise InputError(
        f'"{text}" is not known here.',
        where=option,
        expected="one of " + ", ".join(choices),
        mend=f'Did you mean "{nearest}"?' if nearest else "",
    )


def _read(paths: Paths, clock: Clock, since: str | None) -> Standing:
    day = read_day(since) if since is not None else None
    with tended_journal(paths, clock.moment) as journal:
        found = _standing(journal, day)
        if journal.notice:
            tell(journal.notice)
    return found


def _standing(journal: Journal, since: date | None) -> Standing:
    return Standing(
        journal.sessions.between(since, with_steps=True),
        journal.pain.between(since),
        journal.activities.between(since),
        journal.marks.between(since),
    )


def _is_told(entry: PainEntry, sessions: set[str]) -> bool:
    """Whether the line of a session has this score already."""
    at_its_ends = entry.pain.timing in (Timing.BEFORE, Timing.AFTER)
    return entry.session_id in sessions and at_its_ends and not entry.pain.note


def _entry_line(entry: PainEntry) -> str:
    pain = entry.pain
    words: Iterator[str] = (
        word.replace("-", " ")
        for word in (
            pain.region or "",
            f"{pain.side} side" if pain.side in (BodySide.LEFT, BodySide.RIGHT) else pain.side or "",
            pain.timing if pain.timing is not Timing.NOW else "",
            "on average over the last 7 days" if pain.recall is Recall.LAST_7_DAYS else "",
        )
        if word
    )
    note = f": {plain(pain.note)}" if pain.note else ""
    return ", ".join((f"{entry.at.local:%Y-%m-%d %H:%M}  pain {pain.score}", *words)) + note


def _mark_line(entry: MarkEntry) -> str:
    return f"{entry.at.local:%Y-%m-%d %H:%M}  mark: {plain(entry.mark.text)}"


def _active_s(session: SessionRecord) -> float:
    """Of a session that was cut off only its steps are known."""
    return session.active_s if session.outcome else sum(step.active_s for step in session.steps)


def _session_line(session: SessionRecord) -> str:
    done = sum(step.outcome is StepOutcome.DONE for step in session.steps)
    parts = [
        f"{session.started_at.local:%Y-%m-%d %H:%M}  {plain(session.plan.routine_name)}",
        _OUTCOMES[session.outcome],
        lasting(_active_s(session)),
        f"{done} of {counted(session.plan.steps, 'exercise')}",
    ]
    if session.pain_before is not None:
        parts.append(f"pain {session.pain_before} before")
    if session.pain_after is not None:
        parts.append(f"pain {session.pain_after} after")
    return ", ".join(parts)
