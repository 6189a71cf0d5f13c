"""The one page for a professional from the command line. It is painted elsewhere: this room has no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from backstay.care.tending import tended_journal
from backstay.cli.diary import one_of
from backstay.cli.exits import DONE, confirm, tell
from backstay.cli.export import require_new
from backstay.cli.times import read_day
from backstay.cli.words import counted, plain
from backstay.desktop.clock import Clock
from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.domain.pain import Recall, Region
from backstay.domain.preferences import Preferences
from backstay.domain.report import (
    Log,
    Paper,
    Report,
    Scope,
    notes_of,
    report_of,
    usual_first,
    usual_recall,
    usual_regions,
)
from backstay.exchange.outgoing import write_out
from backstay.journal.journal import Journal
from backstay.journal.period import read_period
from backstay.paths import Paths
from backstay.settings import load_settings

ALL, NONE = "all", "none"

Paint = Callable[[Report, Paper | None, Moment], bytes]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What was typed. ``notes`` are days, or one of the words for all and none."""

    out: Path
    since: str | None
    until: str | None
    region: str | None
    recall: str | None
    paper: str | None
    notes: tuple[str, ...]
    is_replacing: bool = False


def make_report(paths: Paths, clock: Clock, words: ReportWords, paint: Paint) -> int:
    """Write the page to ``words.out``, readable by its owner alone. ``paint`` makes the PDF; without a
    paper it takes the usual one.

    Raises ``InputError`` before anything is read, ``JournalError`` and ``BackstayError``.
    """
    asked = _Asked.of(words, clock.moment())
    require_new(words.out, paths, is_replacing=words.is_replacing)
    preferences = load_settings(paths.settings, sets_aside=False).preferences
    with tended_journal(paths, clock.moment) as journal:
        report = _report(journal, asked, preferences)
        if journal.notice:
            tell(journal.notice)
    write_out(words.out, paint(report, asked.paper, asked.now))
    confirm(plain(f"Written to {words.out}: {_counts(report)}."))
    return DONE


@dataclass(frozen=True, slots=True)
class _Asked:
    """The same, understood."""

    now: Moment
    first: date | None
    last: date
    regions: tuple[Region, ...] | None
    recall: Recall | None
    paper: Paper | None
    is_all_notes: bool
    note_days: frozenset[date]

    @staticmethod
    def of(words: ReportWords, now: Moment) -> "_Asked":
        days = set(words.notes) - {ALL, NONE}
        if len(words.notes) > 1 and days != set(words.notes):
            raise InputError(
                "Notes are all, none, or those of some days.", where="--notes", expected="all, none or days"
            )
        return _Asked(
            now=now,
            first=read_day(words.since) if words.since is not None else None,
            last=read_day(words.until, "--until") if words.until is not None else now.day,
            regions=_regions(words.region),
            recall=one_of(Recall, words.recall, "--recall") if words.recall is not None else None,
            paper=one_of(Paper, words.paper, "--paper") if words.paper is not None else None,
            is_all_notes=ALL in words.notes,
            note_days=frozenset(read_day(day, "--notes") for day in days),
        )


def _regions(word: str | None) -> tuple[Region, ...] | None:
    """None where nothing was typed; no region is every region."""
    if word is None:
        return None
    return () if word == ALL else (one_of(Region, word, "--region"),)


def _report(journal: Journal, asked: _Asked, preferences: Preferences) -> Report:
    first = asked.first or usual_first(journal.first_day(), asked.last)
    whole = Scope(first, asked.last)
    log = read_period(journal, first, asked.last)
    whole = replace(whole, recall=asked.recall or usual_recall(log, first, asked.last))
    chosen = usual_regions(log, whole, preferences.region) if asked.regions is None else asked.regions
    scope = replace(whole, regions=chosen)
    return report_of(log, scope, goal=preferences.weekly_sessions, ticked=_ticked(log, asked, scope))


def _ticked(log: Log, asked: _Asked, scope: Scope) -> frozenset[str]:
    notes = notes_of(log, scope.first, scope.last)
    return frozenset(note.id for note in notes if asked.is_all_notes or note.at.day in asked.note_days)


def _counts(report: Report) -> str:
    return ", ".join(
        (
            counted(len(report.entries), "pain score"),
            counted(len(report.sessions), "session"),
            counted(len(report.notes), "note"),
        )
    )
