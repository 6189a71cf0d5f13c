"""Tracks of a GPX file. gpxpy reads it; what is taken of a track, and why, is said here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from backstay.domain.errors import InputError
from backstay.exchange.recorded import Recorded, instant, known_distance

_TOTALS = "TrackStatsExtension"
"""An extension in which Garmin's programs and OpenTracks write a track's own totals."""


def read_gpx(text: str) -> Iterator[Recorded]:
    """Each track of the file, in its order.

    A recording that was paused goes on in a new segment, so the time between two segments is a pause. Time
    spent standing within a segment counts: to guess from the speed what was a pause would be a guess about
    traffic lights and steep hills. Raises ``InputError``.
    """
    tracks = _parsed(text).tracks
    if not tracks:
        raise InputError(
            "This GPX file holds no track.", expected="a recorded run or walk, not a planned route"
        )
    for number, track in enumerate(tracks, start=1):
        yield _recorded(track, f"track {number}" if len(tracks) > 1 else "")


def _parsed(text: str) -> Any:
    import gpxpy

    try:
        return gpxpy.parse(text)
    except Exception as error:  # the package lets through whatever it meets in an odd file
        raise InputError("This GPX file cannot be read.", expected="GPX 1.0 or 1.1") from error


def _recorded(track: Any, where: str) -> Recorded:
    spans = [span for segment in track.segments if (span := _span(segment))]
    if not spans:
        raise InputError(
            "This track has no times, so it is not known when it was or how long.",
            where=where,
            expected="a recorded run or walk, not a planned route",
        )
    totals = _totals(track)
    moved_s = sum((last - first).total_seconds() for first, last in spans)
    distance_m = totals.get("Distance") or track.length_2d()
    start = min(first for first, _ in spans)
    return Recorded(start, totals.get("TimerTime") or moved_s, known_distance(distance_m), track.type or "")


def _span(segment: Any) -> tuple[datetime, datetime] | None:
    times = [instant(point.time) for point in segment.points if point.time is not None]
    return (times[0], times[-1]) if times else None


def _totals(track: Any) -> dict[str, float]:
    """The track's own figures, in metres and seconds, where it has any."""
    found = {}
    for extension in track.extensions:
        if _local(extension.tag) == _TOTALS:
            for figure in extension:
                try:
                    found[_local(figure.tag)] = float(figure.text or "")
                except ValueError:
                    continue
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
