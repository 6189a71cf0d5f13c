"""How a command ends: the exit code, and an error in words a person can act on."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from backstay.cli.words import plain
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
        tell(str(error))
        return LACKING if isinstance(error, MissingLibraryError) else WRONG
    except BrokenPipeError:
        # Whoever read the output has seen enough, as “head” does.
        drop_output()
    except OSError as error:
        drop_output()
        where = f"\nwhere: {error.filename}" if error.filename else ""
        tell(f"The system refused: {error.strerror or error}.{where}")
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


def confirm(text: str) -> None:
    """Say on stdout what is on the disk already. It stays done when nobody can read that it is."""
    try:
        print(text, flush=True)
    except OSError:
        drop_output()
        tell(text)


def tell(text: str) -> None:
    """Lines on stderr, without characters that could command a terminal; lost where there is none."""
    # Without a file "print" would take stdout, which may be the data of an export.
    if sys.stderr is not None:
        with suppress(OSError):
            print("\n".join(plain(line) for line in text.split("\n")), file=sys.stderr)
