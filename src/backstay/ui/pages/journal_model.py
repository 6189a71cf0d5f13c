"""The journal as rows: a day, the entries of that day, and under a session its steps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from backstay.domain.history import Outcome, SessionRecord, StepDone, StepOutcome
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry
from backstay.ui.chart.words import circumstances
from backstay.ui.wording import clock_text, day_text, length_text

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP = 0
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True, slots=True)
class Day:
    """The heading above the entries of ``day``; ``year`` only where it is not this one."""

    day: date
    year: int | None


Thing = Day | PainEntry | SessionRecord
StepLoader = Callable[[str], tuple[StepDone, ...]]


class JournalModel(QAbstractItemModel):
    """Days and entries stand at the top, newest first; the steps of a session are its children,
    read by ``load_steps`` when it is opened.
    """

    def __init__(self, load_steps: StepLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load_steps = load_steps
        self._things: tuple[Thing, ...] = ()
        self._rows: dict[str, int] = {}
        self._steps: dict[str, tuple[StepDone, ...]] = {}

    def show_entries(self, entries: Iterable[PainEntry | SessionRecord], today: date) -> None:
        """Show ``entries`` from now on."""
        ordered = sorted(
            entries, key=lambda entry: (moment_of(entry).day, moment_of(entry).utc), reverse=True
        )
        self.beginResetModel()
        self._things = tuple(_with_days(ordered, today))
        self._rows = {thing.id: row for row, thing in enumerate(self._things) if not isinstance(thing, Day)}
        self._steps = {}
        self.endResetModel()

    def thing(self, index: _Index) -> Thing | StepDone:
        """What stands at ``index``."""
        if index.internalId() == _TOP:
            return self._things[index.row()]
        session = self._things[index.internalId() - 1]
        assert isinstance(session, SessionRecord)
        return self._steps[session.id][index.row()]

    def entry(self, index: _Index) -> PainEntry | SessionRecord | None:
        """The entry at ``index``; None for a heading, a step or an invalid index."""
        if not index.isValid():
            return None
        thing = self.thing(index)
        return None if isinstance(thing, Day | StepDone) else thing

    def index_of(self, entry_id: str) -> QModelIndex:
        """Where the entry stands; an invalid index when it is not shown."""
        row = self._rows.get(entry_id)
        return QModelIndex() if row is None else self.index(row, 0)

    def nearest_entry(self, row: int) -> QModelIndex:
        """The first entry from top-level ``row`` on, else the last before it, else an invalid index."""
        below = range(max(0, row), len(self._things))
        above = range(min(row, len(self._things)) - 1, -1, -1)
        for candidate in (*below, *above):
            if not isinstance(self._things[candidate], Day):
                return self.index(candidate, 0)
        return QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """The index of a row at the top, or of a step under its session."""
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    # Qt gives the same name to the parent of an index and to the parent object.
    def parent(self, index: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The session of a step; nothing above the others."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Rows at the top, or the steps read so far."""
        if not parent.isValid():
            return len(self._things)
        session = self._session(parent)
        return len(self._steps.get(session.id, ())) if session else 0

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One."""
        return 1

    def hasChildren(self, parent: _Index = _NOWHERE) -> bool:
        """A session may have steps until it was looked."""
        if not parent.isValid():
            return bool(self._things)
        session = self._session(parent)
        return session is not None and (session.id not in self._steps or bool(self._steps[session.id]))

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether the steps were not read yet."""
        session = self._session(parent)
        return session is not None and session.id not in self._steps

    def fetchMore(self, parent: _Index) -> None:
        """Read the steps of a session."""
        session = self._session(parent)
        if session is None:
            return
        steps = self._load_steps(session.id)
        if steps:
            self.beginInsertRows(self.index(parent.row(), 0), 0, len(steps) - 1)
        self._steps[session.id] = steps
        if steps:
            self.endInsertRows()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading is read, not chosen."""
        if index.isValid() and isinstance(self.thing(index), Day):
            return Qt.ItemFlag.ItemNeverHasChildren
        return _CHOOSABLE

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The whole row in words: what a screen reader says and what typing searches."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        thing = self.thing(index)
        if isinstance(thing, Day):
            return self.heading(thing)
        if isinstance(thing, StepDone):
            return f"{thing.name}, {self.detail(thing)}"
        parts = [clock_text(moment_of(thing).local), self.headline(thing), self.detail(thing)]
        if isinstance(thing, PainEntry):
            parts.append(thing.pain.note)
        return ", ".join(part for part in parts if part)

    def heading(self, day: Day) -> str:
        """``Sunday 22 November``, with the year where it needs one."""
        return day_text(day.day) if day.year is None else f"{day_text(day.day)} {day.year}"

    def headline(self, thing: PainEntry | SessionRecord | StepDone) -> str:
        """What it was."""
        if isinstance(thing, StepDone):
            return thing.name
        if isinstance(thing, SessionRecord):
            return thing.plan.routine_name
        return self.tr("Pain {score} of 10").format(score=thing.pain.score)

    def detail(self, thing: PainEntry | SessionRecord | StepDone) -> str:
        """How it went, or what it was about."""
        if isinstance(thing, PainEntry):
            return circumstances(thing)
        if isinstance(thing, StepDone):
            return self._step_detail(thing)
        parts = [length_text(thing.active_s), self._outcome(thing.outcome)]
        if thing.pain_before is not None:
            parts.append(self.tr("pain before {score}").format(score=thing.pain_before))
        if thing.pain_after is not None:
            parts.append(self.tr("pain after {score}").format(score=thing.pain_after))
        return " · ".join(parts)

    def _step_detail(self, step: StepDone) -> str:
        outcomes = {
            StepOutcome.DONE: self.tr("done"),
            StepOutcome.PARTLY: self.tr("partly done"),
            StepOutcome.SKIPPED: self.tr("skipped"),
        }
        reps = self.tr("1 repetition") if step.reps_done == 1 else self.tr("{n} repetitions")
        parts = [outcomes[step.outcome]]
        if step.outcome is not StepOutcome.SKIPPED:
            parts += [reps.format(n=step.reps_done)] if step.reps_done else []
            parts.append(length_text(step.active_s))
        return " · ".join([*parts, *([self.tr("it hurt")] if step.hurt else [])])

    def _outcome(self, outcome: Outcome | None) -> str:
        return {
            Outcome.COMPLETED: self.tr("completed"),
            Outcome.STOPPED: self.tr("ended early"),
            Outcome.ABANDONED: self.tr("broken off"),
            None: self.tr("not ended"),
        }[outcome]

    def _session(self, index: _Index) -> SessionRecord | None:
        if not index.isValid() or index.internalId() != _TOP:
            return None
        thing = self._things[index.row()]
        return thing if isinstance(thing, SessionRecord) else None


def moment_of(entry: PainEntry | SessionRecord) -> Moment:
    """When the score was felt, or when the session began."""
    return entry.at if isinstance(entry, PainEntry) else entry.started_at


def _with_days(ordered: Iterable[PainEntry | SessionRecord], today: date) -> Iterable[Thing]:
    last: date | None = None
    for entry in ordered:
        day = moment_of(entry).day
        if day != last:
            yield Day(day, None if day.year == today.year else day.year)
            last = day
        yield entry
