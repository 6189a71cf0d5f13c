"""A line of a change file: what was written comes back to the letter, anything else is refused."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.journal.rows import checksum
from backstay.sync.lines import Event, of_line, to_line

DEVICE = "0b6a24b1-94f7-4a8c-8d1e-3f4e0f3c5a77"
TEXT = st.text(st.characters(codec="utf-8"))
CELLS = st.dictionaries(
    st.text("abc_", min_size=1), TEXT | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
ROW = {
    "id": "a",
    "written_utc": "2026-11-22T08:30:00.000000Z",
    "note": "»ziehend«\n",
    "score": 4,
    "active_s": 720.0,
}


def line_of(**changed: object) -> bytes:
    """A line with other content and a checksum that fits it."""
    told = json.loads(to_line(Event(DEVICE, "pain", ROW)))
    told.update(changed)
    told.pop("sha256")
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return json.dumps({**told, "sha256": sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}).encode()


@given(CELLS, TEXT)
def test_what_is_written_comes_back(cells: dict[str, str | int | float], note: str) -> None:
    """Every text and every number, and the row's own checksum still fits."""
    row = {**cells, "id": "a", "written_utc": "2026", "note": note}
    row["checksum"] = checksum(row)
    line = to_line(Event(DEVICE, "pain", {**row, "side": None}))
    assert line.count(b"\n") == 1
    back = of_line(line.removesuffix(b"\n"))
    assert back == Event(DEVICE, "pain", row)
    assert checksum(back.row) == row["checksum"]


def test_line_can_be_read_by_a_person() -> None:
    """Keys in order, letters as they are, no blanks."""
    line = to_line(Event(DEVICE, "pain", ROW)).decode()
    assert line.startswith('{"data":{"active_s":720.0,"id":"a","note":"»ziehend«\\n","score":4,')
    assert list(json.loads(line)) == ["data", "device", "id", "kind", "sha256", "written"]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 200_000,
        to_line(Event(DEVICE, "pain", ROW))[:-2],
        to_line(Event(DEVICE, "pain", ROW)).replace(b'"score":4', b'"score":5'),
        line_of(more=1),
        line_of(device="../../etc"),
        line_of(device=DEVICE.upper()),
        line_of(kind="Pain; DROP"),
        line_of(kind=["pain"]),
        line_of(id="b"),
        line_of(id="", data={**ROW, "id": ""}),
        line_of(written="2027"),
        line_of(data=[]),
        line_of(data={**ROW, "score": True}),
        line_of(data={**ROW, "score": None}),
        line_of(data={**ROW, "score": [1]}),
        line_of(data={**ROW, **{f"c{n}": 1 for n in range(300)}}),
        line_of(data={**ROW, "active_s": float("inf")}),
        line_of(data={**ROW, "active_s": float("nan")}),
        line_of().replace(b"720.0", b"1e999"),
        line_of(data={**ROW, "note": "\ud800"}),
    ],
    ids=lambda line: str(line[:60]),
)
def test_anything_else_is_refused(line: bytes) -> None:
    """Torn, changed, of other types or names, or made to be nested without end."""
    with pytest.raises(ValueError):  # noqa: PT011, the words are for nobody
        of_line(line)


def test_line_of_the_tests_own_making_is_sound() -> None:
    """Else the lines above would be refused for another reason than the one they are there for."""
    assert of_line(line_of()) == Event(DEVICE, "pain", ROW)
