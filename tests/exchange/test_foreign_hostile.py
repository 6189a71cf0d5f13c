"""Whatever is in a file, it is a table, or refused in words; and every row is taken, refused or counted."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.domain.errors import InputError
from backstay.exchange.foreign import Scale
from backstay.exchange.foreign_cells import DateOrder
from backstay.exchange.foreign_guess import guess
from backstay.exchange.foreign_plan import plan
from backstay.exchange.tables import table_of
from tests.fakes import HandClock

NOW = HandClock().moment()

DAYS = st.sampled_from(
    [
        "2026-11-20",
        "20.11.2026",
        "11/20/26",
        "Nov 20, 2026",
        "20. März 2026",
        "0000-00-00",
        "99/99/9999",
        "9999-12-31",
    ]
)
CLOCKS = st.sampled_from(["", " 7:05 pm", "T23:59:59.123456789+99:99", " 13 pm", "T24:00", " 12:00 AM Z"])
SCORES = st.one_of(
    st.integers(-5, 12000).map(str),
    st.sampled_from(
        ["NO", "UNKNOWN", "4,5", "4/10", "3/0", "1e9", "٣", "4.0:bad", "NaN", "", "999999999/999"]
    ),
)
HEADINGS = st.sampled_from(
    ["Date,Pain", "Date,Value,Notes", "FeatureName,Timestamp,Value", "Time,Severity,Symptoms", "a,b", ""]
)


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes(data: bytes) -> None:
    """Nothing but an ``InputError`` comes out of what is no table."""
    try:
        table = table_of(data, "x.csv")
        mapping = guess(table)
    except InputError:
        return
    assert len(mapping.questions()) <= 5


@given(
    heading=HEADINGS,
    rows=st.lists(st.tuples(DAYS, CLOCKS, SCORES, st.text(max_size=8)), max_size=12),
    order=st.sampled_from(DateOrder),
    scale=st.sampled_from(Scale),
    is_rounded=st.booleans(),
)
@settings(max_examples=300)
def test_every_row_is_accounted_for(
    heading: str,
    rows: list[tuple[str, str, str, str]],
    order: DateOrder,
    scale: Scale,
    is_rounded: bool,
) -> None:
    """None is lost, none counts twice, and each id stands for one entry."""
    quoted = [
        f'"{day}{clock}","{score}","{note.replace(chr(34), chr(39))}"' for day, clock, score, note in rows
    ]
    try:
        table = table_of("\n".join([heading, *quoted]).encode("utf-8", "replace"), "x.csv")
        mapping = replace(guess(table), order=order, scale=scale, is_rounded=is_rounded)
    except InputError:
        return
    mapping = replace(mapping, time=0, score=min(1, len(table.columns) - 1), feature=None)
    made = plan(table, mapping, NOW)
    assert len(made.drafts) + len(made.refused) + made.blank + made.others == len(table.lines)
    assert len({draft.entry_id for draft in made.drafts}) == len(made.drafts)
    assert all(0 <= draft.pain.score <= 10 and draft.at.utc <= NOW.utc for draft in made.drafts)
