"""Computers of one person in small: each with its journal, a clock that may be wrong, and a folder that
somebody unreliable keeps in step with those of the others.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.history import Outcome
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore, Region, Timing
from backstay.journal.change import Change
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import TABLES
from backstay.sync.device import Machine
from backstay.sync.exchange import Exchange, exchange
from backstay.sync.own_files import write_changes
from tests.fakes import SUNDAY_MORNING, HandClock
from tests.journal.content import BRACE, CIRCLES, PLAN

_ODD_NAMES = (
    "{stem}.sync-conflict-20261123-101112-ABCDEFG.jsonl",
    "{stem} (conflicted copy 2026-11-23 101112).jsonl",
    "{stem} (Anna's conflicted copy 2026-11-23).jsonl",
    "{stem}-LAPTOP.jsonl",
)


class Computer:
    """One computer: ``folder`` is all that is on its disk."""

    def __init__(self, folder: Path, empty: Path, skew: timedelta = timedelta(0)) -> None:
        self.folder = folder
        self.shared = folder / "shared"
        self.changes = folder / "changes"
        self.path = folder / "journal.sqlite3"
        self.shared.mkdir(parents=True)
        shutil.copytree(empty, folder, dirs_exist_ok=True)
        self.machine = Machine(folder.name, folder.name)
        self.clock = HandClock(SUNDAY_MORNING + skew)
        self.journal = self._opened()
        self.chronicle = self.journal.chronicle()
        self.done: list[Change] = []

    def restart(self) -> None:
        """End the program and start it again."""
        self.close()
        self.journal = self._opened()
        self.chronicle = self.journal.chronicle()
        self.done = []

    def exchange(self) -> Exchange:
        """One exchange over this computer's own copy of the shared folder."""
        return exchange(
            self.changes, self.shared, self.path, self.clock.moment, lambda _done: True, self.machine
        )

    def write(self) -> None:
        """Write the change files, without a look at the others."""
        write_changes(self.changes, self.path, self.clock.moment, self.machine)

    def close(self) -> None:
        """Give the files back."""
        self.journal.close()

    def _opened(self) -> Journal:
        return open_journal(self.path, self.clock.moment)


class Person:
    """Does something at one of the computers, whatever comes to mind."""

    def __init__(self, random: Random, computers: Sequence[Computer]) -> None:
        self._random = random
        self._computers = computers

    def act(self) -> None:
        """One thing at one computer."""
        computer = self._random.choice(self._computers)
        # Mostly all at the same instant, so that it is the ids that decide.
        computer.clock.pass_s(self._random.choice((0, 0, 0, 1, 60, 90_000, -7200)))
        self._random.choices(
            (_add, _edit, _delete, _undo, self._lead, _move, self._import, _lose_state, _restart, _look),
            (4, 5, 2, 3, 2, 2, 1, 1, 1, 1),
        )[0](computer, self._random)

    def _lead(self, computer: Computer, random: Random) -> None:
        """A session, perhaps with an exchange in the middle of it."""
        journal, clock = computer.journal, computer.clock
        session_id = journal.sessions.start(PLAN, clock.moment())
        journal.pain.add(PainScore(random.randrange(11), timing=Timing.BEFORE), clock.moment(), session_id)
        for step in (BRACE, CIRCLES)[: random.randrange(3)]:
            journal.sessions.add_step(session_id, step, clock.moment())
        if random.random() < 0.3:
            computer.exchange()
        if random.random() < 0.8:
            computer.done.append(journal.sessions.end(session_id, Outcome.COMPLETED, 60.0, clock.moment()))

    def _import(self, computer: Computer, random: Random) -> None:
        """What another computer exported."""
        other = random.choice(self._computers).journal
        rows = [(table, row) for table in TABLES for row in other.rows(table)]
        computer.done.append(computer.journal.take_in(rows).change)


def _add(computer: Computer, random: Random) -> None:
    journal, at = computer.journal, computer.clock.moment()
    match random.randrange(4):
        case 0:
            computer.done.append(journal.activities.add(Activity(ActivityKind.RUN, 60.0), at)[1])
        case 1:
            computer.done.append(journal.marks.add(Mark("new chair"), at)[1])
        case _:
            score = PainScore(random.randrange(11), random.choice((None, *Region)), note="»ziehend«")
            computer.done.append(journal.pain.add(score, at)[1])


def _edit(computer: Computer, random: Random) -> None:
    if scores := computer.journal.pain.between():
        entry = random.choice(scores)
        score = PainScore(random.randrange(11), random.choice(tuple(Region)), timing=entry.pain.timing)
        computer.done.append(computer.journal.pain.edit(entry.id, score)[1])


def _move(computer: Computer, random: Random) -> None:
    if sessions := [s for s in computer.journal.sessions.between() if s.outcome]:
        at = computer.clock.moment()
        computer.done.append(computer.journal.sessions.edit(random.choice(sessions).id, at, 30.0))
    elif marks := computer.journal.marks.between():
        mark = random.choice(marks)
        computer.done.append(computer.journal.marks.edit(mark.id, Mark(random.choice("abc")))[1])


def _delete(computer: Computer, random: Random) -> None:
    journal, at = computer.journal, computer.clock.moment()
    deletes: list[Callable[[], Change]] = [
        *(lambda e=e: journal.pain.delete(e.id, at) for e in journal.pain.between()),
        *(lambda e=e: journal.sessions.delete(e.id, at) for e in journal.sessions.between()),
        *(lambda e=e: journal.marks.delete(e.id, at) for e in journal.marks.between()),
    ]
    if deletes:
        computer.done.append(random.choice(deletes)())


def _undo(computer: Computer, random: Random) -> None:
    if computer.done:
        computer.done.append(computer.done.pop(random.randrange(len(computer.done))).undo())


def _lose_state(computer: Computer, random: Random) -> None:
    state = computer.changes / "written.json"
    if state.exists():
        if random.random() < 0.5:
            state.unlink()
        else:
            state.write_bytes(state.read_bytes()[: random.randrange(40)])


def _restart(computer: Computer, _random: Random) -> None:
    computer.restart()


def _look(computer: Computer, _random: Random) -> None:
    for _ in computer.chronicle.look():
        pass


class Carrier:
    """Keeps the shared folders in step, as badly as it may: late, in part, twice, under odd names."""

    def __init__(self, random: Random, computers: Sequence[Computer]) -> None:
        self._random = random
        self._computers = computers

    def act(self) -> None:
        """One file, or a part of one, from one computer to another; or an accident."""
        giver, taker = self._random.sample(self._computers, 2)
        files = [*self._files(giver)]
        if not files:
            return
        name = self._random.choice(files)
        content = (giver.shared / name).read_bytes()
        target = taker.shared / name
        match self._random.randrange(6):
            case 0:
                content = content[: self._random.randrange(len(content) + 1)]
            case 1:
                target = target.with_name(self._random.choice(_ODD_NAMES).format(stem=target.stem))
            case 2:
                target = target.with_name(f".{target.name}.part")
            case 3 if self._owner(name) != taker:
                with suppress(FileNotFoundError):
                    target.unlink()
                return
        # A file of its own no program would take from another computer.
        if self._owner(name) != taker or target.name != name.name:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def deliver_all(self) -> None:
        """Everything that anybody wrote reaches everybody."""
        for giver in self._computers:
            for name in self._files(giver):
                if self._owner(name) == giver:
                    for taker in self._computers:
                        target = taker.shared / name
                        target.parent.mkdir(parents=True, exist_ok=True)
                        if taker is not giver:
                            shutil.copyfile(giver.shared / name, target)

    def _files(self, giver: Computer) -> Iterator[Path]:
        for path in sorted((giver.shared / "v1").glob("*/*.jsonl")):
            yield path.relative_to(giver.shared)

    def _owner(self, name: Path) -> Computer | None:
        own = (c for c in self._computers if (c.changes / "v1" / name.parts[1]).exists())
        return next(own, None)


View = dict[str, object]


def view_of(journal: Journal) -> View:
    """All that can be seen in a journal, asked in every way there is, without an order that means nothing."""
    pain, sessions = journal.pain.between(), journal.sessions.between(with_steps=True)
    activities, marks = journal.activities.between(), journal.marks.between()
    versions: dict[str, object] = {e.id: journal.pain.versions(e.id) for e in pain}
    versions |= {s.id: journal.sessions.versions(s.id) for s in sessions}
    versions |= {e.id: journal.marks.versions(e.id) for e in marks}
    newest = {(e.region, e.recall): e for e in journal.pain.lines()}
    day = date(2100, 1, 1)
    return {
        "pain": frozenset(pain),
        "sessions": {s.id: s for s in sessions},
        "activities": frozenset(activities),
        "marks": frozenset(marks),
        "versions": versions,
        "lines": frozenset(journal.pain.lines()),
        "count": sum(line.n for line in journal.pain.lines()) - len(pain),
        "last": {kind: frozenset(journal.pain.last_before(day, *kind)) for kind in newest},
        "first day": journal.first_day(),
        "any session": journal.sessions.has_any() == bool(sessions),
    }


def told_by(computer: Computer) -> dict[str, object]:
    """What the list of everything tells, as it was read piece by piece while all this went on."""
    _look(computer, Random(0))
    assert len(computer.chronicle) == sum(map(len, computer.chronicle.tell()))
    return {standing.entry.id: standing for part in computer.chronicle.tell() for standing in part}


def rows_of(journal: Journal) -> dict[str, dict[str, object]]:
    """Every row there is."""
    return {table: {row["id"]: row for row in journal.rows(table)} for table in TABLES}
