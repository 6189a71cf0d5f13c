"""Where the system's printing library looks for printers: here, unless the person said otherwise."""

import re
from collections.abc import MutableMapping, Sequence
from pathlib import Path

_VARIABLE = "CUPS_SERVER"
_HERE = "/run/cups/cups.sock"
_SAID_IN = (Path("/etc/cups/client.conf"), Path("~/.cups/client.conf"))
_SERVER = re.compile(r"^\s*ServerName\s+\S", re.MULTILINE | re.IGNORECASE)


def ask_this_computer_only(environ: MutableMapping[str, str], said_in: Sequence[Path] = _SAID_IN) -> None:
    """Let libcups ask through a socket file alone; without that it tries the network of this computer where
    no print service runs. A server that the person or the system named stays.
    """
    if _VARIABLE not in environ and not any(_names_a_server(path) for path in said_in):
        environ[_VARIABLE] = _HERE


def _names_a_server(path: Path) -> bool:
    try:
        return _SERVER.search(path.expanduser().read_text("utf-8", "replace")) is not None
    except (OSError, RuntimeError):
        return False
