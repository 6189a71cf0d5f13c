"""Runs and walks out of files: what is taken of each format, and when an activity is the same."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backstay.domain.activity import ActivityKind, Origin
from backstay.domain.moment import Moment
from backstay.exchange.tracks import Track, is_track, read_track
from tests.exchange.recordings import (
    START,
    FitSession,
    fit,
    gpx,
    gpx_segment,
    gpx_track,
    tcx,
    tcx_activity,
    tcx_lap,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = Moment.from_local(datetime(2026, 11, 22, 9, 0, tzinfo=BERLIN), "Europe/Berlin")
Reading = Callable[[str | bytes], tuple[Track, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    """The tracks of a file with this content, whose name says nothing."""

    def reading(content: str | bytes) -> tuple[Track, ...]:
        path = tmp_path / "activity"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_track(path, NOW)

    return reading


def test_a_gpx_counts_its_segments_without_the_pause_between(read: Reading) -> None:
    """20 and 10 minutes with a pause of five are 30; the distance is summed over both, without the gap."""
    later = START + timedelta(minutes=25)
    (track,) = read(gpx(gpx_track(gpx_segment(START, 20, 3000), gpx_segment(later, 10, 1500))))
    assert track.at.iso() == "2026-11-21T07:30:00+01:00"
    assert (track.at.zone, track.at.day.isoformat()) == ("Europe/Berlin", "2026-11-21")
    activity = track.activity
    assert (activity.kind, activity.duration_s, activity.origin) == (ActivityKind.RUN, 1800, Origin.GPX)
    assert activity.distance_m == pytest.approx(4500, rel=0.005)
    assert activity.note == ""


def test_a_gpx_that_has_its_own_totals_is_believed(read: Reading) -> None:
    """The device knows its pauses and its wheel better than the points do."""
    totals = "<gpxtrkx:Distance>5210.5</gpxtrkx:Distance><gpxtrkx:TimerTime>1710</gpxtrkx:TimerTime>"
    (track,) = read(gpx(gpx_track(gpx_segment(START, 30, 5000), totals=totals)))
    assert (track.activity.distance_m, track.activity.duration_s) == (5210.5, 1710)


def test_odd_totals_are_passed_over(read: Reading) -> None:
    """A figure that is none leaves the sum over the points."""
    totals = "<gpxtrkx:Distance>far</gpxtrkx:Distance><gpxtrkx:TimerTime/>"
    (track,) = read(gpx(gpx_track(gpx_segment(START, 30, 5000), totals=totals)))
    assert track.activity.distance_m == pytest.approx(5000, rel=0.005)
    assert track.activity.duration_s == 1800


def test_points_without_a_time_say_where_but_not_when(read: Reading) -> None:
    """A segment that has no times adds to the distance alone."""
    (track,) = read(gpx(gpx_track(gpx_segment(None, 5, 500), gpx_segment(START, 20, 3000))))
    assert track.activity.duration_s == 1200
    assert track.activity.distance_m == pytest.approx(3500, rel=0.005)


@pytest.mark.parametrize(
    ("sport", "kind"),
    [
        ("running", ActivityKind.RUN),
        ("trail_running", ActivityKind.RUN),
        ("Jogging", ActivityKind.RUN),
        ("9", ActivityKind.RUN),
        ("Walk", ActivityKind.WALK),
        ("hiking", ActivityKind.WALK),
        ("cycling", ActivityKind.OTHER),
        ("19", ActivityKind.OTHER),
        ("", ActivityKind.OTHER),
        (None, ActivityKind.OTHER),
    ],
)
def test_the_sport_decides_the_kind(sport: str | None, kind: ActivityKind, read: Reading) -> None:
    """Whatever the file calls it: a run, a walk or hike, or something else."""
    (track,) = read(gpx(gpx_track(gpx_segment(START, 20, 3000), sport=sport)))
    assert track.activity.kind is kind


def test_a_tcx_counts_the_time_of_its_laps(read: Reading) -> None:
    """The laps give time without pauses, and the distance; the points only show how it went."""
    later = START + timedelta(minutes=30)
    laps = tcx_lap(START, 1200.5, 3000, [0, 150, 300]), tcx_lap(later, 600, 1600.5, [3000, 3200, 3400])
    (track,) = read(tcx(tcx_activity(*laps)))
    assert track.at.iso() == "2026-11-21T07:30:00+01:00"
    activity = track.activity
    assert (activity.kind, activity.origin) == (ActivityKind.RUN, Origin.TCX)
    assert (activity.duration_s, activity.distance_m) == (1800.5, 4600.5)


def test_a_tcx_without_totals_goes_by_its_points(read: Reading) -> None:
    """From the first to the last, and as far as the last says."""
    (track,) = read(tcx(tcx_activity(tcx_lap(START, None, None, [0, 150, 310]))))
    assert (track.activity.duration_s, track.activity.distance_m) == (120, 310)


def test_a_tcx_without_points_goes_by_its_lap(read: Reading) -> None:
    """A treadmill run that was typed in has none; 0 metres means that the distance is not known."""
    (track,) = read(tcx(tcx_activity(tcx_lap(START, 1500, 0), sport="Other")))
    assert (track.activity.kind, track.activity.duration_s, track.activity.distance_m) == (
        ActivityKind.OTHER,
        1500,
        None,
    )


def test_a_tcx_without_the_start_of_its_lap_begins_with_its_first_point(read: Reading) -> None:
    """And one that begins with spaces in front of the XML is read as well."""
    (track,) = read("   \n" + tcx(tcx_activity(tcx_lap(None, 60, 200, [0, 200]), sport="Walking")))
    assert (track.at.utc, track.activity.kind) == (START, ActivityKind.WALK)


def test_a_fit_counts_the_timer(read: Reading) -> None:
    """The timer of the watch stands still in a pause, what has elapsed does not."""
    (track,) = read(fit(FitSession()))
    assert track.at.iso() == "2026-11-21T07:30:00+01:00"
    activity = track.activity
    assert (activity.kind, activity.origin) == (ActivityKind.RUN, Origin.FIT)
    assert (activity.duration_s, activity.distance_m) == (2400, 6500)


def test_a_fit_without_a_timer_goes_by_what_has_elapsed(read: Reading) -> None:
    """And a field without a value is not known, not nought."""
    (track,) = read(fit(FitSession(timer_s=None, metres=None, sport=None)))
    assert (track.activity.duration_s, track.activity.distance_m) == (2700, None)
    assert track.activity.kind is ActivityKind.OTHER


def test_each_activity_of_a_file_comes_out(read: Reading) -> None:
    """In all three formats, with its own kind, start and length."""
    noon = START + timedelta(hours=5)
    files = (
        gpx(
            gpx_track(gpx_segment(START, 20, 3000)),
            gpx_track(gpx_segment(noon, 60, 4000), sport="walking"),
        ),
        tcx(
            tcx_activity(tcx_lap(START, 1200, 3000, [0, 150, 300])),
            tcx_activity(tcx_lap(noon, 3600, 4000, [0, 70, 140]), sport="Walking"),
        ),
        fit(FitSession(timer_s=1200, metres=3000), FitSession(noon, 3600, 3600, 4000, "walking")),
    )
    for content in files:
        run, walk = read(content)
        assert (run.activity.kind, run.at.utc, run.activity.duration_s) == (ActivityKind.RUN, START, 1200)
        assert (walk.activity.kind, walk.at.utc, walk.activity.duration_s) == (ActivityKind.WALK, noon, 3600)
        assert run.activity.distance_m == pytest.approx(3000, rel=0.005)
        assert walk.activity.distance_m == pytest.approx(4000, rel=0.005)


def test_the_same_activity_is_the_same_entry(read: Reading) -> None:
    """However often, and in whichever format, it is read."""
    first = read(fit(FitSession(timer_s=1200)))[0]
    assert read(fit(FitSession(timer_s=1200), records=9))[0].entry_id == first.entry_id
    assert read(tcx(tcx_activity(tcx_lap(START, 1200, 3000))))[0].entry_id == first.entry_id
    assert read(gpx(gpx_track(gpx_segment(START, 20, 3000))))[0].entry_id == first.entry_id


@pytest.mark.parametrize(
    "other",
    [
        FitSession(START + timedelta(seconds=1), 1200),
        FitSession(timer_s=1201),
        FitSession(timer_s=1200, sport="walking"),
    ],
)
def test_another_activity_is_another_entry(other: FitSession, read: Reading) -> None:
    """Another start, length or kind."""
    assert read(fit(other))[0].entry_id != read(fit(FitSession(timer_s=1200)))[0].entry_id


def test_an_activity_stands_on_the_clock_of_its_own_day(read: Reading) -> None:
    """In summer the person's clock was another, and an evening in UTC can be the next day here."""
    (track,) = read(fit(FitSession(datetime(2026, 7, 3, 22, 30, tzinfo=UTC))))
    assert (track.at.iso(), track.at.day.isoformat()) == ("2026-07-04T00:30:00+02:00", "2026-07-04")


def test_where_the_zone_is_not_known_its_offset_of_now_is_taken(tmp_path: Path) -> None:
    """It is the best guess there is."""
    path = tmp_path / "run.fit"
    path.write_bytes(fit(FitSession()))
    now = Moment(NOW.utc, -300, "", NOW.day)
    assert read_track(path, now)[0].at.iso() == "2026-11-21T01:30:00-05:00"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_obstacle(encoding: str, read: Reading) -> None:
    """Some programs write one."""
    text = gpx(gpx_track(gpx_segment(START, 20, 3000))).replace('encoding="UTF-8"', "")
    assert read(text.encode(encoding))[0].activity.duration_s == 1200


def test_latin_text_is_read_as_what_it_says_it_is(read: Reading) -> None:
    """An old program's file, with a name in it that is not UTF-8."""
    text = (
        gpx(gpx_track(gpx_segment(START, 20, 3000))).replace("Morning", "Über").replace("UTF-8", "ISO-8859-1")
    )
    assert read(text.encode("latin-1"))[0].activity.duration_s == 1200


def test_a_file_is_known_by_its_content_and_by_its_name(tmp_path: Path) -> None:
    """Even a broken one named so, because then the mend is about such files."""
    told = {
        "a": gpx().encode(), "b": tcx().encode(), "c": fit(), "d.GPX": b"", "e.tcx": b"zip", "f.fit": b"\0",
        "g": gpx().encode("utf-16"),
    }  # fmt: skip
    untold = {"h": b"", "i.backstay": b"PK\3\4", "j.csv": b"date,score", "k": b"<html><gpxless/>"}
    for name, content in (told | untold).items():
        (tmp_path / name).write_bytes(content)
    assert {path.name for path in tmp_path.iterdir() if is_track(path)} == set(told)
    assert is_track(tmp_path / "missing.gpx")
    assert not is_track(tmp_path)
