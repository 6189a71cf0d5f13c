"""Files as watches and phones write them, made here: GPX and TCX as text, FIT as bytes."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
METRES_PER_DEGREE = 111_195
"""Along a meridian of a round Earth."""

_FIT_DAWN = datetime(1989, 12, 31, tzinfo=UTC)
_GPX = "http://www.topografix.com/GPX/1/1"
_TCX = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_STATS = "http://www.garmin.com/xmlschemas/TrackStatsExtension/v1"
_HEART = "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"
_SPORTS = {"generic": 0, "running": 1, "cycling": 2, "walking": 11, "hiking": 17}


def stamp(at: datetime) -> str:
    """``2026-11-21T06:30:00Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def gpx(*tracks: str) -> str:
    """A file with these tracks."""
    head = f'<gpx version="1.1" creator="watch" xmlns="{_GPX}" xmlns:gpxtrkx="{_STATS}" xmlns:hr="{_HEART}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{"".join(tracks)}</gpx>\n'


def gpx_track(*segments: str, sport: str | None = "running", totals: str = "") -> str:
    """One track of these segments."""
    kind = "" if sport is None else f"<type>{sport}</type>"
    stats = f"<extensions><gpxtrkx:TrackStatsExtension>{totals}</gpxtrkx:TrackStatsExtension></extensions>"
    return f"<trk><name>Morning</name>{kind}{stats if totals else ''}{''.join(segments)}</trk>\n"


def gpx_segment(start: datetime | None, minutes: float, metres: float = 0.0) -> str:
    """A segment with a point a minute, due north at a steady pace; without ``start`` it has no times."""
    points = []
    for minute in range(round(minutes) + 1):
        latitude = 50 + metres / METRES_PER_DEGREE * minute / (minutes or 1)
        time = "" if start is None else f"<time>{stamp(start + timedelta(minutes=minute))}</time>"
        heart = "<extensions><hr:TrackPointExtension><hr:hr>120</hr:hr></hr:TrackPointExtension></extensions>"
        points.append(f'<trkpt lat="{latitude:.7f}" lon="8.0"><ele>100</ele>{time}{heart}</trkpt>\n')
    return f"<trkseg>{''.join(points)}</trkseg>"


def tcx(*activities: str) -> str:
    """A file with these activities."""
    inner = f"<Activities>{''.join(activities)}</Activities>"
    return f'<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns="{_TCX}">{inner}</TrainingCenterDatabase>\n'


def tcx_activity(*laps: str, sport: str = "Running") -> str:
    """One activity of these laps."""
    creator = "<Creator><Name>Watch</Name></Creator>"
    return f'<Activity Sport="{sport}"><Id>{stamp(START)}</Id>{"".join(laps)}{creator}</Activity>\n'


def tcx_lap(
    start: datetime | None, seconds: float | None, metres: float | None, points: Sequence[float] = ()
) -> str:
    """A lap; ``points`` are the distances so far, one each minute from ``start`` on."""
    began = "" if start is None else f' StartTime="{stamp(start)}"'
    time = "" if seconds is None else f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds>"
    distance = "" if metres is None else f"<DistanceMeters>{metres}</DistanceMeters>"
    track = "".join(
        f"<Trackpoint><Time>{stamp((start or START) + timedelta(minutes=minute))}</Time>"
        f"<DistanceMeters>{so_far}</DistanceMeters>"
        "<HeartRateBpm><Value>120</Value></HeartRateBpm></Trackpoint>"
        for minute, so_far in enumerate(points)
    )
    calories = "<Calories>100</Calories><Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>"
    return f"<Lap{began}>{time}{distance}{calories}<Track>{track}</Track></Lap>"


@dataclass(frozen=True, slots=True)
class FitSession:
    """What a watch writes at the end of an activity; None leaves a field without a value."""

    start: datetime | None = START
    timer_s: float | None = 2400.0
    elapsed_s: float | None = 2700.0
    metres: float | None = 6500.0
    sport: str | None = "running"


def fit(*sessions: FitSession, records: int = 3) -> bytes:
    """A FIT file: what it is, ``records`` points, and a session message for each session."""
    body = _definition(0, 0, [(0, 1, 0x00)]) + bytes([0, 4])
    body += _definition(1, 20, [(253, 4, 0x86), (3, 1, 0x02)])
    for second in range(records):
        body += struct.pack("<BIB", 1, _fit_time(START + timedelta(seconds=second)), 120)
    body += _definition(2, 18, [(2, 4, 0x86), (8, 4, 0x86), (7, 4, 0x86), (9, 4, 0x86), (5, 1, 0x00)])
    body += b"".join(_session(each) for each in sessions)
    header = struct.pack("<BBHI4s", 14, 0x20, 2158, len(body), b".FIT")
    whole = header + struct.pack("<H", crc(header)) + body
    return whole + struct.pack("<H", crc(whole))


def crc(data: bytes) -> int:
    """The check sum of FIT: CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, from the lowest bit on."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def _definition(local: int, message: int, fields: list[tuple[int, int, int]]) -> bytes:
    head = struct.pack("<BBBHB", 0x40 | local, 0, 0, message, len(fields))
    return head + b"".join(bytes(field) for field in fields)


def _session(session: FitSession) -> bytes:
    nothing = 0xFFFFFFFF
    figures = [
        nothing if session.start is None else _fit_time(session.start),
        nothing if session.timer_s is None else round(session.timer_s * 1000),
        nothing if session.elapsed_s is None else round(session.elapsed_s * 1000),
        nothing if session.metres is None else round(session.metres * 100),
    ]
    sport = 0xFF if session.sport is None else _SPORTS[session.sport]
    return struct.pack("<BIIIIB", 2, *figures, sport)


def _fit_time(at: datetime) -> int:
    return int((at - _FIT_DAWN).total_seconds())
