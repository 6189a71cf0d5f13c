"""Activities of a TCX file. tcxreader reads the laps and their points; what it leaves out is taken here.

It joins all activities of a file to one and passes over a lap's own time, so each activity goes to it alone.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from backstay.domain.errors import InputError
from backstay.exchange.recorded import Recorded, instant, known_distance

_NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_READ = {"Lap", "DistanceMeters", "Track", "Trackpoint", "Time"}
"""What is asked of a file. The rest, heart rate or place, is left out before the package stumbles over it."""


def read_tcx(text: str) -> Iterator[Recorded]:
    """Each activity of the file, in its order.

    Its length is the sum of what its laps give, which is time without pauses; where they give none, it is
    from the first point to the last. Raises ``InputError``.
    """
    activities = ElementTree.fromstring(text).findall(f"{_named('Activities')}/{_named('Activity')}")
    if not activities:
        raise InputError("This TCX file holds no activity.", expected="a recorded run or walk, not a course")
    for number, activity in enumerate(activities, start=1):
        where = f"activity {number}" if len(activities) > 1 else ""
        try:
            yield _recorded(activity)
        except InputError as error:
            raise InputError(error.what, where=where, expected=error.expected) from error
        except Exception as error:  # the package lets through whatever it meets in an odd file
            raise InputError(
                "This TCX file cannot be read.", where=where, expected="TCX, version 2"
            ) from error


def _recorded(activity: ElementTree.Element) -> Recorded:
    laps = activity.findall(_named("Lap"))
    starts = [lap.get("StartTime", "") for lap in laps]
    lasted_s = sum(float(lap.findtext(_named("TotalTimeSeconds")) or 0) for lap in laps)
    read = _read_alone(activity)
    times = [instant(point.time) for point in read.trackpoints]
    start = _time(starts[0]) if starts and starts[0] else min(times, default=None)
    if start is None:
        raise InputError(
            "This activity has no times, so it is not known when it was.", expected="a recorded run"
        )
    if not lasted_s and times:
        lasted_s = (max(times) - start).total_seconds()
    furthest_m = max((point.distance or 0.0 for point in read.trackpoints), default=0.0)
    return Recorded(start, lasted_s, known_distance(read.distance or furthest_m), activity.get("Sport", ""))


def _read_alone(activity: ElementTree.Element) -> Any:
    from tcxreader.tcxreader import TCXReader

    root = ElementTree.Element(_named("TrainingCenterDatabase"))
    only = ElementTree.SubElement(root, _named("Activities"))
    alone = _pruned(activity)
    # The package asks for it.
    alone.attrib.setdefault("Sport", "")
    only.append(alone)
    return TCXReader().read(BytesIO(ElementTree.tostring(root)), only_gps=False)


def _pruned(element: ElementTree.Element) -> ElementTree.Element:
    """A copy with the parts that are read, and without points that have no time."""
    copy = ElementTree.Element(element.tag, element.attrib)
    copy.text = element.text
    for child in element:
        name = child.tag.rpartition("}")[2]
        is_timeless = name == "Trackpoint" and not child.findtext(_named("Time"))
        if name in _READ and not is_timeless:
            copy.append(_pruned(child))
    return copy


def _time(text: str) -> datetime:
    try:
        return instant(datetime.fromisoformat(text.strip()))
    except ValueError as error:
        raise InputError(f'"{text[:40]}" is not a time.', expected="such as 2026-03-02T07:30:00Z") from error


def _named(tag: str) -> str:
    return f"{{{_NAMESPACE}}}{tag}"
