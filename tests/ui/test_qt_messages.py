"""What Qt says: in the log and not in the terminal, and nothing of it that could quote a person."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qCritical, qInstallMessageHandler, qWarning

from backstay.mishaps.record import last_mishap
from backstay.ui.qt_messages import keep_qt_messages, told_of_qt

NOTE = "aching since Anna's party"
ENVIRON = {
    **os.environ,
    "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    "QT_QPA_PLATFORM": "offscreen",
}


@pytest.fixture
def fatal() -> Iterator[list[str]]:
    """What was said before the end, while Qt's messages are kept; afterwards they fail tests again."""
    before = qInstallMessageHandler(None)
    heard: list[str] = []
    keep_qt_messages(heard.append)
    yield heard
    qInstallMessageHandler(before)


@pytest.mark.expects_log("default")
def test_what_qt_says_goes_to_the_log(
    fatal: list[str], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """With its level, and which part of Qt spoke; the program goes on."""
    with caplog.at_level(logging.INFO):
        qWarning(f"QFileSystemWatcher::addPath: cannot watch {NOTE}")
        qCritical(NOTE)
    assert [(r.name, r.levelname, r.getMessage()) for r in caplog.records] == [
        ("backstay.qt", "WARNING", "default: QFileSystemWatcher::addPath …"),
        ("backstay.qt", "ERROR", "default: …"),
    ]
    assert capfd.readouterr() == ("", "")
    assert fatal == []


@pytest.mark.parametrize(
    ("category", "text", "told"),
    [
        (
            "qt.qpa.plugin",
            "Could not find the plugin “xcb”",
            "qt.qpa.plugin: Could not find the plugin “xcb”",
        ),
        ("qt.qpa.xcb", "{home}/.Xauthority is gone", "qt.qpa.xcb: ~/.Xauthority is gone"),
        ("qt.qpa.xcb.clipboard", NOTE, "qt.qpa.xcb.clipboard: …"),
        (
            "qt.accessibility.atspi",
            f'Could not find accessible on path: "/org/{NOTE}"',
            "qt.accessibility.atspi: Could not find accessible on path …",
        ),
        (
            "qt.accessibility.atspi",
            f'AtSpiAdaptor::valueInterface does not implement "GetMood" {NOTE}',
            'qt.accessibility.atspi: AtSpiAdaptor::valueInterface does not implement "GetMood" …',
        ),
        ("qt.text.font.db", f"QFontDatabase: {NOTE}", "qt.text.font.db: QFontDatabase …"),
        ("default", f"QString::arg: 2 argument(s) missing in {NOTE}", "default: QString::arg …"),
        ("default", f"Q{NOTE}", "default: …"),
        ("js", NOTE, "js: …"),
    ],
)
def test_only_what_can_quote_nobody_is_told_whole(category: str, text: str, told: str) -> None:
    """Of screens and drivers the text, without the home folder; of the rest the part of Qt that spoke."""
    assert told_of_qt(category, text.replace("{home}", os.environ["HOME"])) == told


PROGRAM = """
import sys
from backstay.__main__ import main
from PySide6.QtCore import QTimer, qFatal
from backstay.ui.main_window import MainWindow
def open_and_die(window):
    qFatal("QScreen::boo: aching since Anna's party")
MainWindow.open = open_and_die
sys.exit(main(["--data-dir", sys.argv[1]]))
"""


def test_what_qt_ends_the_program_for_is_a_mishap(tmp_path: Path) -> None:
    """Its level and its speaker, then where the program was, in one account."""
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode < 0
    mishap = last_mishap(tmp_path / "logs")
    assert mishap is not None
    assert "Qt ended the program: default: " in mishap.details
    assert "Aborted in Backstay" in mishap.details
    assert " in open_and_die" in mishap.details
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "logs").iterdir())
    assert "Anna" not in written + done.stdout + done.stderr
