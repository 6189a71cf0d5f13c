"""What may be told of an error: its kind and where in the program it happened. Never its own message, which
may quote a note, a score or the name of a file.
"""

import os
from collections.abc import Iterator
from types import FrameType, TracebackType

_FIRST_FRAMES = 6
_LAST_FRAMES = 24
_MOST_CAUSES = 3
_NAME_MOST = 100


def account_of(error: BaseException) -> str:
    """The kind of ``error``, the frames it came through (outermost first), and what it came from."""
    lines = [kind_of(error), *_frames(error.__traceback__)]
    for cause in _causes(error):
        lines += [f"after {kind_of(cause)}", *_frames(cause.__traceback__)]
    return "\n".join(lines)


def kind_of(error: BaseException) -> str:
    """``KeyError``, or with the reason where that is known to quote nothing: ``OSError: No space left on
    device``, ``sqlite3.OperationalError: SQLITE_BUSY``.
    """
    kind = type(error)
    is_built_in = kind.__module__ == "builtins"
    name = kind.__qualname__ if is_built_in else f"{kind.__module__}.{kind.__qualname__}"
    reason = _reason(error)
    return f"{name}: {reason}" if reason else name


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and isinstance(error.errno, int):
        # The system's own words for the number: the error's may hold anything.
        return os.strerror(error.errno)
    if isinstance(error, ImportError):
        return error.name if error.name and _is_dotted_name(error.name) else ""
    # Only SQLite's errors have it; this room does not load the library for that.
    name = getattr(error, "sqlite_errorname", "")
    return name if isinstance(name, str) and name.startswith("SQLITE_") and _is_dotted_name(name) else ""


def _is_dotted_name(text: str) -> bool:
    return len(text) <= _NAME_MOST and all(part.isidentifier() for part in text.split("."))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen = {id(error)}
    for _ in range(_MOST_CAUSES):
        former = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if former is None or id(former) in seen:
            return
        seen.add(id(former))
        yield former
        error = former


def _frames(trace: TracebackType | None) -> list[str]:
    lines = []
    while trace is not None:
        lines.append(_frame(trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    left_out = len(lines) - _FIRST_FRAMES - _LAST_FRAMES
    if left_out > 0:
        lines[_FIRST_FRAMES:-_LAST_FRAMES] = [f"  … {left_out} more"]
    return lines


def _frame(frame: FrameType, line: int | None) -> str:
    code = frame.f_code
    return f"  {frame.f_globals.get('__name__', '?')}:{line or code.co_firstlineno} in {code.co_qualname}"
