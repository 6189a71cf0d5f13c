"""One Syncthing on this machine alone: no discovery, no relay, no router, no report, no upgrade."""

import json
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen
from xml.etree import ElementTree

FOLDER = "log"
_OPTIONS = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "startBrowser": "false",
    "crashReportingEnabled": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "stunKeepaliveStartS": "0",
    "reconnectionIntervalS": "1",
    "progressUpdateIntervalS": "1",
}
_LIMIT_S = 25.0


class Node:
    """A Syncthing that keeps ``shared`` in step with its peers."""

    def __init__(self, home: Path) -> None:
        self.shared = home / "shared"
        self.shared.mkdir(parents=True)
        self._home = home / "syncthing"
        self._gui, self._port = _free_port(), _free_port()
        self._seen = 0
        self._run("generate", "--no-default-folder", "--skip-port-probing")
        config = ElementTree.parse(self._home / "config.xml")
        self.id = _text(config, "device", "id")
        self._key = config.findtext("gui/apikey") or ""

    @property
    def address(self) -> str:
        """Where its peers find it."""
        return f"tcp://127.0.0.1:{self._port}"

    def join(self, peer: "Node") -> None:
        """Share the folder with ``peer``; before either runs."""
        path = self._home / "config.xml"
        config = ElementTree.parse(path)
        root = config.getroot()
        device = ElementTree.SubElement(root, "device", id=peer.id, name="peer", compression="never")
        ElementTree.SubElement(device, "address").text = peer.address
        folder = ElementTree.SubElement(
            root, "folder", id=FOLDER, path=str(self.shared), type="sendreceive",
            rescanIntervalS="3600", fsWatcherEnabled="false",
        )  # fmt: skip
        for node in (self, peer):
            ElementTree.SubElement(folder, "device", id=node.id)
        options = config.find("options")
        assert options is not None
        for name, text in {**_OPTIONS, "listenAddress": self.address}.items():
            found = options.find(name)
            assert found is not None, name
            found.text = text
        config.write(path)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Runs inside the block."""
        gui = f"--gui-address=127.0.0.1:{self._gui}"
        command = ["syncthing", "serve", f"--home={self._home}", "--no-browser", "--no-restart", gui]
        with (
            open(self._home / "log.txt", "wb") as log,
            subprocess.Popen(command, stdout=log, stderr=log, env=_environ(self._home)) as process,
        ):
            try:
                yield
            finally:
                process.terminate()
                process.wait(10)

    def carry(self, is_there: Callable[[], bool]) -> None:
        """Make it look at its folder, and wait until what it tells about makes ``is_there`` true."""
        deadline = monotonic() + _LIMIT_S
        self._ask("POST", f"db/scan?folder={FOLDER}")
        while not is_there():
            assert monotonic() < deadline, (self._home / "log.txt").read_text(errors="replace")[-4000:]
            self._wait_for_event()

    def wait_until_joined(self) -> None:
        """Until a peer is connected."""
        deadline = monotonic() + _LIMIT_S
        while not self._is_joined():
            assert monotonic() < deadline, (self._home / "log.txt").read_text(errors="replace")[-4000:]
            self._wait_for_event()

    def _is_joined(self) -> bool:
        try:
            connections = self._ask("GET", "system/connections")["connections"]
        except (URLError, OSError):
            return False
        return any(connection["connected"] for connection in connections.values())

    def _wait_for_event(self) -> None:
        try:
            events = self._ask("GET", f"events?since={self._seen}&timeout=1")
        except (URLError, OSError):
            return
        self._seen = events[-1]["id"] if events else self._seen

    def _ask(self, method: str, what: str) -> Any:
        request = Request(f"http://127.0.0.1:{self._gui}/rest/{what}", method=method)
        request.add_header("X-API-Key", self._key)
        with urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def _run(self, *words: str) -> None:
        command = ["syncthing", words[0], f"--home={self._home}", *words[1:]]
        subprocess.run(command, check=True, capture_output=True, timeout=30, env=_environ(self._home))


def _environ(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home), "STNOUPGRADE": "1", "STNODEFAULTFOLDER": "1"}


def _text(config: "ElementTree.ElementTree[Any]", element: str, name: str) -> str:
    found = config.find(element)
    assert found is not None
    return str(found.get(name))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
