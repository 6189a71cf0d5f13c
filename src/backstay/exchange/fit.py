"""Sessions of a FIT file, as watches write them. fitdecode reads it and proves its check sums."""

from datetime import datetime
from io import BytesIO
from typing import Any

from backstay.domain.errors import InputError
from backstay.exchange.recorded import Recorded, known_distance

MAX_FRAMES = 600_000
"""A point a second for a hundred hours, and as much again."""


def read_fit(raw: bytes) -> tuple[Recorded, ...]:
    """Each session of the file, in its order; a triathlon has several.

    Its length is the watch's timer, which stands still in a pause. Raises ``InputError``.
    """
    sessions = _sessions(raw)
    if not sessions:
        raise InputError(
            "This FIT file holds no activity.", expected="a recorded run or walk, not a course or plan"
        )
    return tuple(_recorded(session) for session in sessions)


def _sessions(raw: bytes) -> list[Any]:
    import fitdecode
    from fitdecode.reader import CrcCheck, ErrorHandling

    found = []
    options = {"check_crc": CrcCheck.RAISE, "error_handling": ErrorHandling.IGNORE}
    try:
        with fitdecode.FitReader(BytesIO(raw), **options) as reader:
            for number, frame in enumerate(reader):
                if number >= MAX_FRAMES:
                    raise InputError(
                        "This file has too many parts.", expected=f"at most {MAX_FRAMES} messages"
                    )
                if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "session":
                    found.append(frame)
    except InputError:
        raise
    except fitdecode.FitCRCError as error:
        raise InputError("This FIT file is damaged: its check sum does not fit.") from error
    except Exception as error:  # the package lets through whatever it meets in a damaged file
        raise InputError("This FIT file is cut off or damaged.", expected="a whole FIT file") from error
    return found


def _recorded(session: Any) -> Recorded:
    start = _value(session, "start_time")
    # A number is the time since a watch was switched on that did not know the day.
    if not isinstance(start, datetime):
        raise InputError("This activity has no time of day, so it is not known when it was.")
    lasted_s = _value(session, "total_timer_time") or _value(session, "total_elapsed_time") or 0.0
    return Recorded(
        start,
        float(lasted_s),
        known_distance(_value(session, "total_distance")),
        str(_value(session, "sport") or ""),
    )


def _value(session: Any, name: str) -> Any:
    return session.get_value(name, fallback=None)
