"""The page for the physio from the command line, without a display."""

import os
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from backstay.cli.exits import DONE, WRONG
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Recall, Region
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.fakes import HandClock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kept(data: Path) -> Path:
    """A log with scores of two regions and two recalls, two notes, over a year."""
    now = HandClock().moment()
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        for months_ago, pain in (
            (0, PainScore(3, Region.NECK, note="long drive")),
            (1, PainScore(4, Region.NECK)),
            (2, PainScore(6, Region.HIP, note="stairs")),
            (2, PainScore(5, Region.NECK, recall=Recall.LAST_7_DAYS)),
            (10, PainScore(8, Region.NECK)),
        ):
            month = (11 - months_ago - 1) % 12 + 1
            at = Moment.from_local(now.local.replace(month=month, day=2), now.zone)
            journal.pain.add(pain, at)
    return data


def backstay(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as in a shell on a server."""
    environ = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")
    }
    environ |= {"PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    command = [sys.executable, "-m", "backstay", "--data-dir", str(data), "report", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)


def text_of(path: Path) -> str:
    """What the page says."""
    (page,) = PdfReader(path).pages
    return page.extract_text()


def test_the_page_is_written_without_a_display(kept: Path, tmp_path: Path) -> None:
    """Readable by its owner alone; the line says what is on it, and Qt says nothing."""
    out = tmp_path / "page.pdf"
    typed = ["--since", "2026-08-01", "--until", "2026-11-22", "--notes", "all", "--paper", "letter"]
    done = backstay(kept, "--out", str(out), *typed)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert done.stdout == f"Written to {out}: 2 pain scores, 0 sessions, 2 notes.\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    text = text_of(out)
    assert "1 August to 22 November 2026 · 114 days" in text
    assert "Where: Neck (n 2)." in text
    assert text.index("long drive") < text.index("stairs")
    assert PdfReader(out).pages[0].mediabox.width == 612


def test_region_recall_and_notes_are_chosen(kept: Path, tmp_path: Path) -> None:
    """One question, and the notes of the days that were named."""
    out = tmp_path / "page.pdf"
    typed = ["--since", "2026-01-01", "--until", "2026-11-22", "--region", "all", "--paper", "a4"]
    assert backstay(kept, "--out", str(out), *typed, "--notes", "2026-09-02").returncode == DONE
    text = text_of(out)
    assert "Where: Neck (n 3), Hip (n 1)." in text
    assert "stairs" in text
    assert "long drive" not in text
    typed = ["--since", "2026-01-01", "--until", "2026-11-22", "--recall", "last-7-days"]
    assert "--replace" in backstay(kept, "--out", str(out), *typed).stderr
    assert "stairs" in text_of(out)
    assert backstay(kept, "--out", str(out), "--replace", *typed).returncode == DONE
    assert "Where: Neck (n 1)." in text_of(out)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["--since", "yesterday"], "where: --since"),
        (["--until", "2026-13-01"], "where: --until"),
        (["--since", "2026-10-01", "--until", "2026-09-01"], "before it begins"),
        (["--region", "nck"], 'Did you mean "neck"?'),
        (["--recall", "ever"], "one of now, last-7-days"),
        (["--paper", "a3"], "one of a4, letter"),
        (["--notes", "some"], "where: --notes"),
        (["--notes", "all", "2026-09-02"], "all, none or days"),
    ],
)
def test_bad_input_writes_nothing(
    typed: list[str],
    expected: str,
    command: Command,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What cannot be right ends with 1 and the allowed values."""
    assert command("report", "--out", str(tmp_path / "page.pdf"), *typed) == WRONG
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "page.pdf").exists()


@pytest.mark.parametrize("name", ["journal.sqlite3", "settings.json", "routines", "journal.sqlite3-journal"])
def test_the_page_takes_the_place_of_nothing_of_the_program(
    name: str, command: Command, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the name costs no log."""
    before = (kept / "journal.sqlite3").read_bytes()
    assert command("report", "--out", str(kept / name)) == WRONG
    assert "cannot take the place of this" in capsys.readouterr().err
    assert (kept / "journal.sqlite3").read_bytes() == before


def test_a_computer_without_a_typeface_says_what_to_install(kept: Path, tmp_path: Path) -> None:
    """A page of empty boxes would help nobody."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig><dir>/nowhere</dir></fontconfig>")
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FONTCONFIG_FILE": str(fonts)}
    command = [sys.executable, "-m", "backstay", "--data-dir", str(kept)]
    done = subprocess.run(
        [*command, "report", "--out", str(tmp_path / "page.pdf")],
        env=environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "needs a typeface" in done.stderr
    assert "fonts-inter" in done.stderr
    assert not (tmp_path / "page.pdf").exists()
