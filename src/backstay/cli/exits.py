"""How a command ends: the exit code, and an error in words a person can act on."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from backstay.domain.errors import BackstayError, MissingLibraryError

DONE = 0
WRONG = 1
LACKING = 3
_INTERRUPTED = 130


def settle_streams() -> None:
    """A terminal that lacks a character shows another one in its place; nothing ends for that."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def guarded(work: Callable[[], int]) -> int:
    """The exit code of ``work``; what it could not do is told on stderr."""
    try:
        code = work()
        if sys.stdout is not None:
            sys.stdout.flush()
    except BackstayError as error:
        _tell(str(error))
        return LACKING if isinstance(error, MissingLibraryError) else WRONG
    except BrokenPipeError:
        # Whoever read the output has seen enough, as “head” does.
        drop_output()
    except OSError as error:
        drop_output()
        where = f"\nwhere: {error.filename}" if error.filename else ""
        _tell(f"The system refused: {error.strerror or error}.{where}")
        return WRONG
    except KeyboardInterrupt:
        return _INTERRUPTED
    else:
        return code
    return DONE


def drop_output() -> None:
    """Nobody can read stdout any more; what still goes there is lost quietly."""
    # Else the interpreter tries once more to write, as it ends, and complains.
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _tell(text: str) -> None:
    with suppress(OSError):
        print(text, file=sys.stderr)
