"""Files that are damaged, endless or meant badly: refused in plain words, and nothing else happens."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.exchange.tracks import MAX_BYTES, read_track
from tests.exchange.recordings import (
    START,
    FitSession,
    crc,
    fit,
    gpx,
    gpx_segment,
    gpx_track,
    tcx,
    tcx_activity,
    tcx_lap,
)

NOW = Moment.from_local(datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
LATER = NOW.utc + timedelta(minutes=1)
GPX = gpx(gpx_track(gpx_segment(START, 3, 300)))
TCX = tcx(tcx_activity(tcx_lap(START, 180, 300, [0, 100, 200])))
FIT = fit(FitSession())
BOMB = """<?xml version="1.0"?>
<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<gpx version="1.1"><metadata><name>&b;</name></metadata></gpx>"""


def refusal(path: Path, content: str | bytes) -> InputError:
    """What is said about a file with this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as caught:
        read_track(path, NOW)
    assert caught.value.where.startswith(str(path))
    assert caught.value.expected
    assert caught.value.mend
    return caught.value


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "This file is empty."),
        (" \n", "This file is empty."),
        ("just words", "none that is known here"),
        (b"PK\3\4 a pack", "none that is known here"),
        ("<html><body>Please sign in</body></html>", "none that is known here"),
        (GPX[:-9], "cut off or damaged"),
        (GPX.replace("</trk>", ""), "cut off or damaged: mismatched tag"),
        (GPX[: len(GPX) // 2], "cut off or damaged"),
        (TCX[: len(TCX) // 2], "cut off or damaged"),
        (b"<?xml version='1.0' encoding='utf-8'?><gpx>\xff\xfe</gpx>", "not text"),
        (BOMB, "declares a document type"),
        (BOMB.encode("utf-16"), "declares a document type"),
        (gpx("<a>" * 100 + "</a>" * 100), "too many parts"),
        (gpx(), "holds no track"),
        (tcx(), "holds no activity"),
        (gpx(gpx_track()), "has no times"),
        (gpx(gpx_track(gpx_segment(None, 20, 3000))), "has no times"),
        (gpx(gpx_track(gpx_segment(START, 0))), "took no time"),
        (GPX.replace('lat="', 'lat="north '), "cannot be read"),
        (tcx(tcx_activity()), "has no times"),
        (tcx(tcx_activity(tcx_lap(START, 0, 0))), "took no time"),
        (TCX.replace(f'StartTime="{START:%Y}', 'StartTime="last year'), "is not a time"),
        (TCX.replace("180", "some"), "cannot be read"),
        (TCX.replace("180", "nan"), "took no time"),
        (TCX.replace("180", "1e300"), "minutes cannot be entered"),
        (FIT[:-2], "cut off or damaged"),
        (FIT[:60], "cut off or damaged"),
        (FIT[:12], "cut off or damaged"),
        (FIT[:-1] + bytes([FIT[-1] ^ 1]), "check sum does not fit"),
        (FIT[:40] + bytes([FIT[40] ^ 1]) + FIT[41:], "check sum does not fit"),
        (FIT + b"more", "cut off or damaged"),
        (fit(), "holds no activity"),
        (fit(FitSession(start=None)), "no time of day"),
        (fit(FitSession(start=datetime(1990, 1, 1, tzinfo=UTC))), "no time of day"),
        (fit(FitSession(timer_s=None, elapsed_s=None)), "took no time"),
        (fit(FitSession(), FitSession(START + timedelta(hours=1), 0, 0)), "took no time"),
        (fit(FitSession(start=LATER)), "is in the future"),
        (tcx(tcx_activity(tcx_lap(LATER, 600, 0))), "is in the future"),
        (gpx(gpx_track(gpx_segment(LATER, 5, 300))), "is in the future"),
        (TCX.replace(f'StartTime="{START:%Y}', 'StartTime="0001'), "too long ago"),
    ],
)
def test_what_cannot_be_is_refused(content: str | bytes, what: str, tmp_path: Path) -> None:
    """With what is wrong, where, what is expected and what to do."""
    assert what in refusal(tmp_path / "activity", content).what


def test_what_is_wrong_in_xml_is_found_by_its_line(tmp_path: Path) -> None:
    """And which of several tracks it is."""
    path = tmp_path / "activity"
    broken = GPX.replace("</trk>", "")
    assert refusal(path, broken).where == f"{path}, line {len(broken.splitlines())}"
    assert refusal(path, gpx(gpx_track(gpx_segment(START, 5, 3)), gpx_track())).where == f"{path}, track 2"
    two = tcx(tcx_activity(tcx_lap(START, 60, 9)), tcx_activity())
    assert refusal(path, two).where == f"{path}, activity 2"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """200 MB would take minutes and gigabytes; such a file is refused by its size."""
    path = tmp_path / "huge.gpx"
    with open(path, "wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="too big"):
        read_track(path, NOW)
    assert MAX_BYTES < 200_000_000


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A pipe would keep the program waiting for ever."""
    os.mkfifo(tmp_path / "pipe.gpx")
    for name, what in (("pipe.gpx", "not a file"), (".", "not a file"), ("none.gpx", "cannot be opened")):
        with pytest.raises(InputError, match=what):
            read_track(tmp_path / name, NOW)


def test_a_page_of_namespaces_without_a_value_is_not_searched(tmp_path: Path) -> None:
    """Each would be looked for to the end of the file: hours for a file of a few megabytes."""
    text = gpx(f"<metadata><desc>{' xmlns' * 2_000_000}</desc></metadata>")
    assert "cut off or damaged" in refusal(tmp_path / "activity", text).what


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whole=st.sampled_from([GPX.encode(), TCX.encode(), FIT]), data=st.data())
def test_no_damage_is_more_than_a_refusal(
    whole: bytes, data: st.DataObject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes that are changed, lost or doubled give a track or a refusal, and not a word on the terminal.

    A FIT file gets a check sum that fits, so that the damage reaches its messages.
    """
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw) - 1))
        length = data.draw(st.integers(0, 6))
        raw[start : start + length] = data.draw(st.binary(max_size=6))
        if not raw:
            return
    if whole is FIT and raw[8:12] == b".FIT" and len(raw) > 16:
        raw[4:8] = (len(raw) - 16).to_bytes(4, "little")
        raw[12:14] = crc(bytes(raw[:12])).to_bytes(2, "little")
        raw[-2:] = crc(bytes(raw[:-2])).to_bytes(2, "little")
    path = tmp_path / "activity"
    path.write_bytes(bytes(raw))
    with suppress(InputError):
        assert read_track(path, NOW)
    assert capsys.readouterr() == ("", "")
