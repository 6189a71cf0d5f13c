"""The clock: what it reads, and how the zone's name is found."""

import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backstay.desktop.clock import SystemClock, local_zone
from backstay.domain.errors import InputError

_SLEPT = ["unshare", "--time", "--boottime", "100000"]
_READING = "from backstay.desktop.clock import SystemClock; print(SystemClock().now_s())"


def can_sleep_apart() -> bool:
    """Whether a process here may have a clock of its own: Linux 5.6 or newer, and the right to."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_SLEPT, "true"], capture_output=True, check=False).returncode == 0


def test_a_reading_never_runs_backward() -> None:
    """Readings only grow."""
    clock = SystemClock()
    readings = [clock.now_s() for _ in range(1000)]
    assert readings == sorted(readings)


def test_pace_scales_the_reading() -> None:
    """At pace 60 a real second is a minute."""
    real_before = SystemClock().now_s()
    paced = SystemClock(pace=60).now_s()
    real_after = SystemClock().now_s()
    assert real_before * 60 <= paced <= real_after * 60


@pytest.mark.skipif(not can_sleep_apart(), reason="needs a clock of its own: Linux, unshare, root")
def test_time_asleep_counts() -> None:
    """A process whose computer has slept 100,000 s longer than ours reads 100,000 s more."""
    command = [*_SLEPT, sys.executable, "-c", _READING]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True, timeout=60)
    assert float(done.stdout) - SystemClock().now_s() == pytest.approx(100_000, abs=60)


def test_pace_leaves_the_time_of_day_alone() -> None:
    """A rehearsal is written down at the hour it took place."""
    moment = SystemClock(pace=1000).moment()
    assert abs(moment.utc - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("pace", [0, -1, float("nan"), float("inf"), 3601])
def test_a_pace_that_cannot_be_played_is_refused_with_the_allowed_values(pace: float) -> None:
    """Zero, negative, endless and absurd paces are input errors."""
    with pytest.raises(InputError) as caught:
        SystemClock(pace=pace)
    assert "above 0" in caught.value.expected


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process can be set on POSIX only")
def test_a_zone_changed_while_running_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a flight the next entry carries the new zone and its offset."""
    clock = SystemClock()
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    abroad = clock.moment()
    monkeypatch.setenv("TZ", "UTC")
    home = clock.moment()
    monkeypatch.undo()
    time.tzset()
    assert (abroad.zone, abroad.offset_min) == ("Asia/Kolkata", 330)
    assert (home.zone, home.offset_min) == ("UTC", 0)


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """A system folder whose clock is set to Lisbon by link and, wrongly, to Rome by file."""
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Europe/Lisbon")
    (tmp_path / "timezone").write_text("Europe/Rome\n")
    return tmp_path


def test_tz_wins(etc: Path) -> None:
    """The variable is what the C library obeys first."""
    assert local_zone({"TZ": ":America/Argentina/Salta"}, etc) == "America/Argentina/Salta"


def test_a_rule_in_tz_is_not_taken_for_a_name(etc: Path) -> None:
    """`CET-1CEST,M3.5.0` is a rule without a name, and no other source may name it."""
    assert local_zone({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}, etc) == ""


def test_the_link_goes_before_the_file(etc: Path) -> None:
    """The C library reads the link; the file may be stale."""
    assert local_zone({}, etc) == "Europe/Lisbon"


def test_the_file_serves_where_localtime_is_a_copy(etc: Path) -> None:
    """Some systems copy the zone file."""
    (etc / "localtime").unlink()
    (etc / "localtime").write_bytes(b"TZif2")
    assert local_zone({}, etc) == "Europe/Rome"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"../../etc/passwd\nx", b"Europe/Rome\nEurope/Oslo"])
def test_a_zone_that_cannot_be_known_is_empty(tmp_path: Path, content: bytes) -> None:
    """No guess is written into the journal."""
    (tmp_path / "timezone").write_bytes(content)
    assert local_zone({}, tmp_path) == ""


def test_this_systems_zone_agrees_with_its_clock() -> None:
    """Name and offset in one moment belong together, whatever this machine is set to."""
    from zoneinfo import ZoneInfo

    moment = SystemClock().moment()
    if os.environ.get("TZ") or not moment.zone:
        return
    offset = moment.utc.astimezone(ZoneInfo(moment.zone)).utcoffset()
    assert offset == timedelta(minutes=moment.offset_min)
