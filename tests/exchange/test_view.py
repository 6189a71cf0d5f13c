"""The journal as a program reads it that only wants to look: the shape that is promised."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import Doing, PainEntry, PainScore, Quality
from backstay.exchange.view import Standing, to_view
from backstay.journal.journal import Journal
from tests.exchange.diaries import in_memory
from tests.fakes import HandClock
from tests.journal.content import fill, view_of

BERLIN = Moment.from_local(datetime(2026, 3, 2, 7, 29, tzinfo=timezone(timedelta(hours=1))), "Europe/Berlin")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def journal(clock: HandClock) -> Iterator[Journal]:
    with closing(in_memory(clock)) as opened:
        yield opened


def test_json_has_the_documented_shape(journal: Journal, clock: HandClock) -> None:
    """The keys of a session and a pain entry are those that the documentation promises."""
    fill(journal, clock)
    view = view_of(journal)
    read = json.loads(to_view(Standing(view.sessions, view.pain)))
    assert list(read) == ["sessions", "pain", "activities", "marks"]
    done, cut_off = read["sessions"]
    assert done | {"id": "", "steps": []} == {
        "id": "",
        "routine": "classics",
        "started_at": "2026-11-22T08:30:00+00:00",
        "ended_at": "2026-11-22T08:32:00+00:00",
        "outcome": "completed",
        "planned_s": 720.0,
        "active_s": 70.5,
        "steps": [],
        "pain_before": 5,
        "pain_after": 3,
    }
    assert done["steps"][1] == {
        "index": 1,
        "exercise": "shoulder-circles",
        "name": "Shoulder circles",
        "planned_s": None,
        "active_s": 12.0,
        "outcome": "partly",
        "reps_done": 3,
        "side": "left",
        "hurt": True,
        "answer": None,
        "effort": None,
    }
    assert (cut_off["outcome"], cut_off["ended_at"], cut_off["pain_after"]) == (None, None, None)
    assert [entry["session_id"] for entry in read["pain"]] == [done["id"], done["id"], None]
    assert read["pain"][2] | {"id": ""} == {
        "id": "",
        "at": "2026-11-23T08:33:00+00:00",
        "score": 4,
        "region": "neck",
        "side": "left",
        "when": "now",
        "recall": "last-7-days",
        "doing": None,
        "qualities": [],
        "note": "ziehend, »links«",
        "session_id": None,
        "exercise": None,
    }


def test_times_carry_the_offset_they_were_recorded_with() -> None:
    """A time is written as the person's clock showed it."""
    entry = PainEntry("a", BERLIN, PainScore(1))
    assert json.loads(to_view(Standing(pain=(entry,))))["pain"][0]["at"] == "2026-03-02T07:29:00+01:00"


def test_runs_and_marks_stand_beside_them(journal: Journal, clock: HandClock) -> None:
    """Four lists; a distance that is not known is null."""
    journal.activities.add(Activity(ActivityKind.WALK, 90.0, None, "slow"), clock.moment())
    journal.marks.add(Mark("new chair"), clock.moment())
    read = json.loads(
        to_view(Standing(activities=journal.activities.between(), marks=journal.marks.between()))
    )
    (walk,), (mark,) = read["activities"], read["marks"]
    assert walk | {"id": ""} == {
        "id": "",
        "at": "2026-11-22T08:30:00+00:00",
        "activity": "walk",
        "duration_s": 90.0,
        "distance_m": None,
        "note": "slow",
        "origin": "hand",
    }
    assert mark | {"id": ""} == {"id": "", "at": "2026-11-22T08:30:00+00:00", "text": "new chair"}


def test_how_it_felt_is_told() -> None:
    """The words for a pain are a list, and what one was doing is a word."""
    pain = PainScore(3, doing=Doing.RUNNING, qualities=(Quality.STIFF, Quality.ACHE))
    (told,) = json.loads(to_view(Standing(pain=(PainEntry("a", BERLIN, pain),))))["pain"]
    assert (told["doing"], told["qualities"]) == ("running", ["ache", "stiff"])
