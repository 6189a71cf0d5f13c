"""Files that somebody spoilt, by accident or on purpose: refused in words, or a journal that can be shown."""

import json
import os
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.errors import BackstayError
from backstay.domain.mark import Mark
from backstay.exchange.reading import form_of, read_file
from backstay.exchange.view import Standing, to_view
from backstay.exchange.writing import Form, export_bytes
from backstay.journal.journal import Journal
from backstay.journal.rows import checksum
from tests.exchange.diaries import in_memory, seen, stored
from tests.fakes import HandClock
from tests.journal.content import fill

TURNS = int(os.environ.get("BACKSTAY_TURNS", "100"))
HOSTILE: tuple[Any, ...] = (
    *(None, True, -1, 2**63, 10**400, 1e308, 0.5, "", "x", "\ud800", [], {}, "'", "9999-12-31", "2026-W47-1"),
    *("0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z", "\x1b[2J", "a" * 5000, "run"),
)


@pytest.fixture
def journal() -> Journal:
    """Something of everything."""
    clock = HandClock()
    journal = in_memory(clock)
    fill(journal, clock)
    journal.activities.add(Activity(ActivityKind.RUN, 1800.0, 5000.0, "=easy"), clock.moment())
    journal.marks.add(Mark("new chair"), clock.moment())
    return journal


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A bit turned over, the end cut off, a stretch taken out or doubled, or bytes of no meaning."""
    at, length = chance.randrange(len(data)), chance.randrange(1, 200)
    match chance.randrange(5):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at]
        case 2:
            return data[:at] + data[at + length :]
        case 3:
            return data[: at + length] + data[at:]
        case _:
            return data[:at] + chance.randbytes(length) + data[at + length :]


def require_sound(path: Path) -> bool:
    """Take the file in, as the command line does; whether it was taken."""
    journal = in_memory()
    try:
        form_of(path)
        journal.take_in(read_file(path).rows)
    except BackstayError:
        assert not any(stored(journal).values())
        return False
    shown = seen(journal)
    assert to_view(Standing(shown.sessions, shown.pain, shown.activities, shown.marks))
    assert journal.notice is None
    for form in Form:
        assert export_bytes(journal, form)
    return True


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("seed", range(2))
def test_spoilt_file_is_refused_or_sound(form: Form, seed: int, journal: Journal, tmp_path: Path) -> None:
    """Whatever happens to a file on its way, nothing crashes and no journal is left half filled."""
    chance, path = random.Random(seed), tmp_path / "spoilt"
    whole, _ = export_bytes(journal, form)
    taken = 0
    for _ in range(TURNS):
        path.write_bytes(spoilt(whole, chance))
        taken += require_sound(path)
    # What can be noticed is: an archive and JSON have a sum over every row, and only the pages beside the
    # journal may be spoilt without anybody noticing.
    assert taken < TURNS


@pytest.mark.parametrize("seed", range(2))
def test_forged_rows_are_refused_or_sound(seed: int, journal: Journal, tmp_path: Path) -> None:
    """Rows with a sum that fits, and cells that no journal ever wrote."""
    chance, path = random.Random(seed), tmp_path / "forged.json"
    whole = json.loads(export_bytes(journal, Form.JSON)[0])
    taken = 0
    for _ in range(TURNS):
        forged = json.loads(json.dumps(whole))
        row = chance.choice(forged["tables"][chance.choice([*forged["tables"]])])
        row[chance.choice([*row])] = chance.choice(
            [*HOSTILE, *chance.choice(forged["tables"]["pain"]).values()]
        )
        # Half a character has no sum.
        with suppress(UnicodeEncodeError):
            row["checksum"] = checksum(row)
        path.write_text(json.dumps(forged))
        taken += require_sound(path)
    assert 0 < taken < TURNS


@pytest.mark.parametrize("seed", range(2))
def test_forged_bundles_are_refused_or_sound(seed: int, journal: Journal, tmp_path: Path) -> None:
    """Any element of any resource may be anything."""
    chance, path = random.Random(seed), tmp_path / "forged.fhir.json"
    whole = json.loads(export_bytes(journal, Form.FHIR)[0])
    for _ in range(TURNS):
        forged = json.loads(json.dumps(whole))
        thing: Any = forged
        while True:
            key = chance.choice([*thing]) if isinstance(thing, dict) else chance.randrange(len(thing))
            if not isinstance(thing[key], dict | list) or not thing[key] or chance.random() < 0.1:
                break
            thing = thing[key]
        thing[key] = chance.choice(HOSTILE)
        path.write_text(json.dumps(forged))
        require_sound(path)


def test_brackets_by_the_thousand_are_no_journal(tmp_path: Path) -> None:
    """A file that would go deeper than the program can follow."""
    for text in ('{"a":' * 100_000, '{"format": "backstay-journal", "tables": ' + "[" * 100_000):
        (tmp_path / "deep.json").write_text(text)
        assert not require_sound(tmp_path / "deep.json")
