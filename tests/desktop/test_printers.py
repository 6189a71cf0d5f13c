"""Looking for printers asks nobody on a network, unless the person named a server there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backstay.desktop.printers import ask_this_computer_only
from tests.traced import AT_HOME, families, watched

LOOK = "from backstay.ui.report.printing import why_no_printing; print(why_no_printing(lambda name: True))"


def test_a_server_that_was_named_stays(tmp_path: Path) -> None:
    """In the environment, or in either of the files that are for it."""
    conf = tmp_path / "client.conf"
    conf.write_text("# ours\n  ServerName printers.example\n", encoding="utf-8")
    for environ, said_in in (({"CUPS_SERVER": "printers.example"}, []), ({}, [tmp_path / "none", conf])):
        before = dict(environ)
        ask_this_computer_only(environ, said_in)
        assert environ == before


@pytest.mark.parametrize("text", [None, "", "# ServerName printers.example\n", "Encryption Required\n"])
def test_without_one_the_socket_of_this_computer_is_asked(tmp_path: Path, text: str | None) -> None:
    """A remark about a server is none."""
    conf = tmp_path / "client.conf"
    if text is not None:
        conf.write_text(text, encoding="utf-8")
    environ: dict[str, str] = {}
    ask_this_computer_only(environ, [conf])
    assert environ == {"CUPS_SERVER": "/run/cups/cups.sock"}


def test_looking_for_printers_opens_no_socket_to_elsewhere(tmp_path: Path) -> None:
    """As the kernel sees it, with Qt's own part for printers."""
    trace = tmp_path / "trace"
    code = f"from PySide6.QtWidgets import QApplication; app = QApplication([]); {LOOK}"
    environ = {name: value for name, value in os.environ.items() if name != "CUPS_SERVER"}
    ended = subprocess.run(
        watched([sys.executable, "-c", code], trace),
        env={**environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout == "No printer is set up on this computer.\n"
    assert set(families(trace)) <= AT_HOME
