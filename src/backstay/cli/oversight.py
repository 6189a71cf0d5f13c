"""One run of the program and what breaks in it: noted, logged, and told in a sentence."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.domain.errors import BackstayError
from backstay.domain.moment import Moment
from backstay.mishaps.account import account_of
from backstay.mishaps.watch import Watch, watch_mishaps

if TYPE_CHECKING:
    import logging

_ROOM = "backstay.mishaps"


class Oversight:
    """``folder`` takes the log and the last mishap. Nothing is made there while there is nothing to say."""

    def __init__(self, folder: Path, now: Callable[[], Moment]) -> None:
        self._folder = folder
        self._handler: logging.Handler | None = None
        self.watch: Watch = watch_mishaps(folder, now, self._on_mishap)

    def begin(self) -> None:
        """The run will last: what the program says on its way is kept from now on, and how it dies."""
        self._begin_log()
        self.watch.begin()

    def refused(self, error: OSError) -> None:
        """The system refused something, of which the person is told in full; the log is told the kind."""
        self._begin_log().info("%s", account_of(error))

    def broken(self, error: Exception) -> BackstayError:
        """Put ``error`` down; what to tell of it."""
        self.watch.note_end(error)
        if sys.stderr is not None and sys.stderr.isatty():
            from backstay.mishaps.record import mark_told

            mark_told(self._folder)
        return BackstayError(
            "Something in Backstay broke, so it ends here. What was saved is saved, and nothing was sent.",
            where=str(self._folder),
            mend="start it again; “backstay mishap” shows what is known",
        )

    def close(self) -> None:
        """The run is over."""
        self.watch.close()
        if self._handler is not None:
            from backstay.logs import stop_logging

            stop_logging(self._handler)
            self._handler = None

    def _begin_log(self) -> "logging.Logger":
        # Most commands say nothing, and are over before this is loaded.
        import logging

        if self._handler is None:
            from backstay.logs import start_logging

            self._handler = start_logging(self._folder)
        return logging.getLogger(_ROOM)

    def _on_mishap(self, account: str) -> None:
        self._begin_log().error("%s", account)


@contextmanager
def overseen(folder: Path, now: Callable[[], Moment]) -> Iterator[Oversight]:
    """Raises ``BackstayError`` in the place of every error that nobody was to expect."""
    oversight = Oversight(folder, now)
    try:
        yield oversight
    except (BackstayError, BrokenPipeError):
        raise
    except OSError as error:
        oversight.refused(error)
        raise
    except Exception as error:
        told = oversight.broken(error)
        # For whoever is at work on the program.
        if sys.flags.dev_mode:
            raise
        raise told from None
    finally:
        oversight.close()
