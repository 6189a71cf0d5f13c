"""Tables of other programs: what each means, what becomes of it, and what is refused and why."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, Region
from backstay.exchange.foreign import Mapping, Question, Scale, Source
from backstay.exchange.foreign_cells import DateOrder
from backstay.exchange.foreign_guess import guess, with_score, with_time, with_wanted
from backstay.exchange.foreign_plan import Plan, plan
from backstay.exchange.tables import Table, table_of
from backstay.journal.intake import CancelledError

BERLIN = timezone(timedelta(hours=1))
NOW = Moment.from_local(datetime(2026, 11, 22, 8, 30, tzinfo=BERLIN), "Europe/Berlin")

TRACK_AND_GRAPH = """\
FeatureName,Timestamp,Value,Label,Note
Lower back pain,2026-10-01T21:30:41.432+02:00,4.0,,after a run
Stretching,2026-10-02T07:00:00.000+02:00,0:10:00,,
Lower back pain,2026-10-03T21:30:41.432+02:00,6.0,sharp,
"""
LOOP = """\
Date,Stretching,Back pain,
2026-11-22,YES_MANUAL,7000,
2026-11-21,NO,NO,
2026-11-20,UNKNOWN,UNKNOWN,
2026-11-19,YES_AUTO,3500,
"""
MY_PAIN = """\
Date,Time,Pain Severity,Locations,Characteristics,Duration,Notes
11/21/2026,8:10 PM,4,"Lower back (left)","aching, dull",2 hours,sat long
11/20/2026,7:05 AM,12,Knee,,,
11/19/2026,12:00 AM,3,"Neck, shoulder",,,
"""


def table(text: str) -> Table:
    return table_of(text.encode(), "x.csv")


def guessed(text: str) -> Mapping:
    return guess(table(text))


def planned(text: str, **corrected: Any) -> Plan:
    made = table(text)
    return plan(made, replace(guess(made), **corrected), NOW)


def whys(made: Plan) -> list[tuple[int, str]]:
    return [(refused.line, refused.why) for refused in made.refused]


def test_track_and_graph() -> None:
    """The thing that is called pain is read; its label goes into the note, its name tells the place."""
    assert guessed(TRACK_AND_GRAPH).source is Source.TRACK_AND_GRAPH
    made = planned(TRACK_AND_GRAPH)
    first, second = made.drafts
    assert (first.line, first.at.iso()) == (2, "2026-10-01T21:30:41+02:00")
    assert (first.pain.score, first.pain.region, first.pain.note) == (4, Region.LOWER_BACK, "after a run")
    assert (second.pain.score, second.pain.note) == (6, "Label: sharp")
    assert (made.refused, made.blank, made.others) == ((), 0, 1)


def test_track_and_graph_of_another_thing() -> None:
    """A duration is no score, and says so."""
    made = table(TRACK_AND_GRAPH)
    chosen = with_wanted(made, guess(made), "Stretching")
    assert chosen.region is None
    assert whys(plan(made, chosen, NOW)) == [(3, '"0:10:00" is not a number.')]


def test_older_track_and_graph_has_the_label_in_the_value() -> None:
    """3.0:bad is three, with a word."""
    text = "FeatureName,Timestamp,Value,Note\nPain,2021-02-09T11:07:28Z,3.0:bad,\n"
    (draft,) = planned(text).drafts
    assert (draft.pain.score, draft.pain.note) == (3, "bad")


def test_several_painful_things_are_asked_about() -> None:
    """None of them is guessed."""
    text = TRACK_AND_GRAPH + "Neck pain,2026-10-03T21:30:41Z,2.0,,\n"
    assert guessed(text).questions() == (Question.FEATURE,)
    with pytest.raises(InputError, match="which of the things in this file is your pain"):
        planned(text)


def test_loop() -> None:
    """Thousandths, of which nought is written NO; a day without a value is no row."""
    assert guessed(LOOP).source is Source.LOOP
    made = planned(LOOP)
    assert [(draft.line, draft.pain.score) for draft in made.drafts] == [(2, 7), (3, 0)]
    assert made.blank == 1
    assert whys(made) == [(5, "3.5 is between two scores; it can be rounded.")]


def test_half_a_point_is_rounded_on_request() -> None:
    """Up, and what was written stays in the note."""
    last = planned(LOOP, is_rounded=True).drafts[-1]
    assert (last.pain.score, last.pain.note) == (4, "3.5 in the file")


def test_day_without_a_time_stands_at_noon_and_not_in_the_future() -> None:
    """Today's at the present time."""
    today, yesterday = planned(LOOP).drafts
    assert today.at.iso() == "2026-11-22T08:30:00+01:00"
    assert yesterday.at.iso() == "2026-11-21T12:00:00+01:00"


def test_loops_folder_of_one_habit() -> None:
    """With the notes of newer versions."""
    (draft,) = planned("Date,Value,Notes\n2026-11-20,7000,bad day\n").drafts
    assert (draft.pain.score, draft.pain.note) == (7, "bad day")


def test_loops_strengths_are_no_scores() -> None:
    """The mend names the right file."""
    with pytest.raises(InputError) as caught:
        guessed("Date,Back pain,\n2026-11-22,0.6213,\n2026-11-21,0.5900,\n")
    assert "Checkmarks.csv" in caught.value.mend


def test_loop_with_a_comma_in_a_name_is_not_read_askew() -> None:
    """Every column behind it would be the wrong one."""
    made = planned("Date,Pain, back,Yoga,\n2026-11-22,7000,NO,\n", score=1, scale=Scale.THOUSANDTHS)
    assert made.drafts == ()
    assert "fewer cells than there are habits" in made.refused[0].why


def test_my_pain() -> None:
    """Severity, time of day in its own column, place and side from the words, the rest in the note."""
    assert guessed(MY_PAIN).source is Source.MANAGE_MY_PAIN
    made = planned(MY_PAIN)
    first, last = made.drafts
    assert first.at.iso() == "2026-11-21T20:10:00+01:00"
    assert (first.pain.score, first.pain.region, first.pain.side) == (4, Region.LOWER_BACK, BodySide.LEFT)
    assert first.pain.note == "sat long; Characteristics: aching, dull; Duration: 2 hours"
    assert last.at.iso() == "2026-11-19T00:00:00+01:00"
    assert (last.pain.region, last.pain.note) == (None, "place: Neck, shoulder")
    assert whys(made) == [(3, "12 is outside the scale. Expected: 0 to 10.")]


def test_german_spreadsheet() -> None:
    """Days with full stops, commas in numbers, and German words."""
    text = (
        "Datum;Uhrzeit;Schmerz;Ort;Seite;Notiz\n"
        "1.11.2026;17:30;4,0;unterer Rücken;links;gut\n"
        "2. Nov 2026;;3,5;Nacken;;\n"
    )
    made = planned(text, is_rounded=True)
    first, second = made.drafts
    assert first.at.iso() == "2026-11-01T17:30:00+01:00"
    assert (first.pain.region, first.pain.side) == (Region.LOWER_BACK, BodySide.LEFT)
    assert (second.at.iso(), second.pain.region) == ("2026-11-02T12:00:00+01:00", Region.NECK)


def test_bare_table_without_headings() -> None:
    """The day, the score, and what is left is the note."""
    (first, _second) = planned("2026-11-20,4,sat long\n2026-11-19,5,\n").drafts
    assert (first.line, first.pain.score, first.pain.note) == (1, 4, "sat long")


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (("03/04/2026", "13/04/2026"), DateOrder.DAY_FIRST),
        (("03/04/2026", "04/13/2026"), DateOrder.MONTH_FIRST),
        (("03.04.2026",), DateOrder.DAY_FIRST),
        (("04/04/2026",), DateOrder.DAY_FIRST),
        (("2026-04-03",), DateOrder.DAY_FIRST),
        (("03/04/2026", "05/06/2026"), None),
    ],
)
def test_order_of_day_and_month_is_told_by_the_days(days: tuple[str, ...], order: DateOrder | None) -> None:
    """Or asked, where they leave it open."""
    text = "date,score\n" + "".join(f"{day},4\n" for day in days)
    assert guessed(text).order is order
    assert (Question.DATE_ORDER in guessed(text).questions()) is (order is None)


@pytest.mark.parametrize(
    ("order", "day"), [(DateOrder.DAY_FIRST, "2026-04-03"), (DateOrder.MONTH_FIRST, "2026-03-04")]
)
def test_order_as_it_was_answered(order: DateOrder, day: str) -> None:
    """The person's word counts."""
    (draft,) = planned("date,score\n03/04/2026,4\n", order=order).drafts
    assert draft.at.day.isoformat() == day


def test_scale_to_100_is_divided_and_said() -> None:
    """The score is rounded, and the note keeps what was written."""
    made = planned("date,score\n2026-11-20,45\n2026-11-19,80\n2026-11-18,101\n")
    assert [(draft.pain.score, draft.pain.note) for draft in made.drafts] == [
        (5, "45 of 100 in the file"),
        (8, "80 of 100 in the file"),
    ]
    assert whys(made) == [(4, "101 is outside the scale. Expected: 0 to 100.")]


def test_single_slip_does_not_change_the_scale() -> None:
    """One 44 among twenty scores is a slip, and refused."""
    rows = "".join(f"2026-10-{day:02},{day % 10}\n" for day in range(1, 21))
    made = planned(f"date,score\n{rows}2026-11-01,44\n")
    assert (len(made.drafts), whys(made)) == (20, [(22, "44 is outside the scale. Expected: 0 to 10.")])


@pytest.mark.parametrize("text", ["date,pain (0-5)\n2026-11-20,3\n", "date,pain\n2026-11-20,3/5\n"])
def test_scale_to_5_is_refused_unless_said(text: str) -> None:
    """Three of five is six of ten only if the person says so."""
    assert guessed(text).questions() == (Question.SCALE,)
    (draft,) = planned(text, scale=Scale.TO_5).drafts
    assert (draft.pain.score, draft.pain.note) == (6, "3 of 5 in the file")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-13-45,4", '"2026-13-45" is not a day.'),
        ("soon,4", '"soon" is not a day.'),
        ("2026-11-20 25:00,4", '"25:00" is not a time of day.'),
        ("2026-12-24,4", "is in the future."),
        ("1815-06-18,4", "is too long ago."),
        ("2026-03-29T02:30,4", "the clocks were put forward"),
        ("2026-11-20,mild", '"mild" is not a number.'),
        ("2026-11-20,-1", "-1 is outside the scale."),
        ("2026-11-20,4,,more", "more cells than there are columns"),
        (f"2026-11-20,4,{'x' * 3000}", "The note is too long."),
    ],
)
def test_refused_row_has_its_line_and_a_reason(row: str, why: str) -> None:
    """The rows around it are taken."""
    made = planned(f"date,score,note\n2026-11-19,4,\n{row}\n2026-11-18,5,\n")
    assert [draft.line for draft in made.drafts] == [2, 4]
    (refused,) = made.refused
    assert refused.line == 3
    assert why in refused.why


def test_each_row_keeps_its_id_whatever_stands_around_it() -> None:
    """The same row twice is two entries, and reading it again makes the same two."""
    rows = ["2026-11-20 08:00,4", "2026-11-20 08:00,4", "2026-11-19,5"]
    once = planned("date,score\n" + "\n".join(rows) + "\n").drafts
    longer = planned("date,score\n2026-11-21,6\n" + "\n".join(rows) + "\n").drafts
    assert len({draft.entry_id for draft in once}) == 3
    assert [draft.entry_id for draft in longer[1:]] == [draft.entry_id for draft in once]


def test_columns_can_be_corrected() -> None:
    """What depends on the column is guessed anew."""
    made = table("day,other,a,b\n20.11.2026,04/13/2026,4,70\n21.11.2026,04/14/2026,5,90\n")
    mapping = guess(made)
    assert with_time(made, mapping, 1).order is DateOrder.MONTH_FIRST
    assert with_score(made, mapping, 2).scale is Scale.TO_10
    assert with_score(made, mapping, 3).scale is Scale.TO_100
    assert with_score(made, mapping, None).questions() == (Question.SCORE,)


def test_planning_can_be_ended() -> None:
    """Nothing was written anyway."""
    made = table("date,score\n" + "2026-11-20,4\n" * 3000)
    with pytest.raises(CancelledError):
        plan(made, guess(made), NOW, lambda done: done < 1000)
