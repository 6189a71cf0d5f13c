"""Under what the program ran, as far as it helps to find a fault and says nothing of the person."""

import locale
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from backstay import __version__


def surroundings() -> Iterator[str]:
    """A line each: the program, Python and its libraries, the system and the language."""
    yield f"Backstay {__version__}"
    yield f"Python {platform.python_version()}, Qt {_version('PySide6-Essentials')}, SQLite {_sqlite()}"
    language, encoding = locale.getlocale()
    yield f"{platform.platform(terse=True)}, {language or 'C'}.{encoding or 'ASCII'}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "is not installed"


def _sqlite() -> str:
    try:
        import sqlite3
    except ImportError:
        return "is not installed"
    return sqlite3.sqlite_version
