"""The words about backups, copies and other computers: when, how much, and why."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from PySide6.QtCore import QCoreApplication

from backstay.backups.backup import Reason
from backstay.domain.contents import Contents
from backstay.domain.errors import InputError
from backstay.domain.local_time import instant_here
from backstay.domain.moment import Moment
from backstay.journal.change import Kind
from backstay.ui.chart.words import dated, short_date
from backstay.ui.wording import clock_text

translate = QCoreApplication.translate
_CONTEXT = "DataCare"
_KILO = 1000


def when_text(at: datetime, now: Moment) -> str:
    """``today 18:40``, ``yesterday 07:12`` or ``Fri 20 Nov 2026, 18:40``, on the person's own clock."""
    local = _on_the_clock(at, now)
    words = {
        now.day: translate(_CONTEXT, "today {time}"),
        now.day - timedelta(days=1): translate(_CONTEXT, "yesterday {time}"),
    }.get(local.date(), translate(_CONTEXT, "{day}, {time}"))
    return words.format(day=dated(local.date()), time=clock_text(local))


def day_text(at: datetime, now: Moment) -> str:
    """``today``, ``yesterday`` or ``20 Nov 2026``."""
    day = _on_the_clock(at, now).date()
    words = {
        now.day: translate(_CONTEXT, "today"),
        now.day - timedelta(days=1): translate(_CONTEXT, "yesterday"),
    }
    return words.get(day, f"{short_date(day)} {day.year}")


def _on_the_clock(at: datetime, now: Moment) -> datetime:
    try:
        return instant_here(at, now).local
    except InputError:
        # The clock was put back meanwhile: by the zone that holds now it has a time all the same.
        return at.astimezone(UTC).astimezone(timezone(timedelta(minutes=now.offset_min)))


def size_text(size_bytes: int) -> str:
    """``812 KB``, ``1.4 MB``; never less than 1 KB."""
    kilobytes = max(1, round(size_bytes / _KILO))
    if kilobytes < _KILO:
        return translate(_CONTEXT, "{size} KB").format(size=kilobytes)
    return translate(_CONTEXT, "{size} MB").format(size=f"{size_bytes / _KILO / _KILO:.1f}")


def entries_text(count: int) -> str:
    """``1,204 entries``."""
    if count == 1:
        return translate(_CONTEXT, "1 entry")
    return translate(_CONTEXT, "{count} entries").format(count=f"{count:,}")


def kinds_text(counts: Mapping[Kind, int]) -> str:
    """``2 sessions, 12 pain scores``."""
    words = {
        Kind.SESSIONS: (translate(_CONTEXT, "1 session"), translate(_CONTEXT, "{count} sessions")),
        Kind.PAIN: (translate(_CONTEXT, "1 pain score"), translate(_CONTEXT, "{count} pain scores")),
        Kind.ACTIVITY: (
            translate(_CONTEXT, "1 run, walk or other activity"),
            translate(_CONTEXT, "{count} runs, walks and other activities"),
        ),
        Kind.MARKS: (translate(_CONTEXT, "1 mark"), translate(_CONTEXT, "{count} marks")),
    }
    return ", ".join(
        one if counts[kind] == 1 else many.format(count=f"{counts[kind]:,}")
        for kind, (one, many) in words.items()
        if counts.get(kind)
    )


def contents_text(contents: Contents) -> str:
    """``1,204 entries, 20 Oct 2025 – 22 Nov 2026``."""
    entries = entries_text(contents.entries)
    if contents.first_day is None or contents.last_day is None:
        return entries
    first, last = contents.first_day, contents.last_day
    begin = short_date(first) if first.year == last.year else f"{short_date(first)} {first.year}"
    words = translate(_CONTEXT, "{entries}, {first} – {last}")
    return words.format(entries=entries, first=begin, last=f"{short_date(last)} {last.year}")


def reason_text(reason: Reason) -> str:
    """Why a backup was made."""
    return {
        Reason.SESSION: translate(_CONTEXT, "after a session"),
        Reason.BEFORE_MIGRATION: translate(_CONTEXT, "before a newer version"),
        Reason.BEFORE_IMPORT: translate(_CONTEXT, "before an import"),
        Reason.BEFORE_RESTORE: translate(_CONTEXT, "before a backup was restored"),
        Reason.AFTER_RESTORE: translate(_CONTEXT, "after a backup was restored"),
        Reason.BEFORE_DELETING: translate(_CONTEXT, "before deleting"),
        Reason.BY_HAND: translate(_CONTEXT, "made by you"),
    }[reason]


def last_backup_text(made_at: datetime | None, now: Moment) -> str:
    """When the last one was made. A backup is checked before it counts as one."""
    if made_at is None:
        return translate(_CONTEXT, "No backup yet.")
    words = translate(_CONTEXT, "Last backup {when}, checked.")
    return words.format(when=when_text(made_at, now))
