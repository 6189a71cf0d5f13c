"""The program's own log file, for finding faults: never a score, a note or an exercise history."""

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LOGGER = "backstay"
_SIZE_BYTES = 256 * 1024
_KEPT = 2


class _PrivateFile(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk costs the line; the terminal of the person is not the place for it."""


class _WithoutHome(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        try:
            home = str(Path.home())
        except RuntimeError:
            # Nobody said where home is, so no text can name it.
            return super().format(record)
        return super().format(record).replace(home, "~")


def start_logging(folder: Path) -> logging.Handler:
    """Writes from now on to ``folder/backstay.log`` (mode 0600, about 0.8 MB in all, oldest dropped).

    A folder that cannot be written to costs the log, never the start. Hand the result to
    ``stop_logging``.
    """
    try:
        handler: logging.Handler = _PrivateFile(
            folder / "backstay.log", maxBytes=_SIZE_BYTES, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_WithoutHome("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(_LOGGER)
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Closes what ``start_logging`` opened."""
    logging.getLogger(_LOGGER).removeHandler(handler)
    handler.close()
