"""Settings on disk: defaults first, what was saved over them, nothing fatal."""

import json
import os
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.errors import BackstayError
from backstay.domain.pain import Region
from backstay.domain.preferences import MusicManner, Preferences, SpeechAmount, SpeechRate, Theme
from backstay.settings import load_settings, save_settings

CHANGED = Preferences(
    theme=Theme.DARK,
    text_percent=150,
    sound_on=False,
    volume_percent=0,
    cue_offset_ms=500,
    voice_on=False,
    voice_amount=SpeechAmount.ALL,
    voice_rate=SpeechRate.FAST,
    voice_volume_percent=5,
    voice_name="English (Scotland)",
    music=MusicManner.PAUSE,
    get_ready_s=0,
    transition_s=60,
    change_side_s=30,
    reduced_motion=True,
    weekly_sessions=14,
    region=Region.MID_BACK,
    cautions_seen=("superman",),
    emergency_number="+44 999",
    welcome_seen=True,
    asks_daily=True,
    pain_on=False,
    weekly_put_off_on=date(2026, 11, 22),
    backup_folder="/media/stick",
    sync_folder="/srv/shared/backstay",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings stand."""
    return tmp_path / "settings.json"


def test_a_first_start_has_the_defaults_and_writes_nothing(path: Path) -> None:
    """No file is no fault."""
    loaded = load_settings(path)
    assert loaded.preferences == Preferences()
    assert loaded.notices == ()
    assert not path.exists()


def test_what_was_saved_comes_back(path: Path) -> None:
    """Every setting survives, each at another value than its default."""
    save_settings(path, CHANGED)
    assert load_settings(path).preferences == CHANGED
    assert all(getattr(CHANGED, f.name) != getattr(Preferences(), f.name) for f in fields(Preferences))


def test_a_setting_that_was_not_saved_has_its_default(path: Path) -> None:
    """An older file does not reset what it does not know."""
    path.write_text('{"volume_percent": 15}')
    assert load_settings(path).preferences == Preferences(volume_percent=15)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("volume_percent", 101, "a whole number from 0 to 100"),
        ("volume_percent", True, "a whole number from 0 to 100"),
        ("volume_percent", 7.5, "a whole number from 0 to 100"),
        ("cue_offset_ms", 501, "a whole number from 0 to 500"),
        ("cue_offset_ms", -20, "a whole number from 0 to 500"),
        ("text_percent", "150", "a whole number from 100 to 200"),
        ("theme", "sepia", "system, light, dark"),
        ("region", "elbow", "mid-back"),
        ("sound_on", 1, "true or false"),
        ("cautions_seen", ["superman", 3], "a list of exercise ids"),
        ("emergency_number", 112, "digits, spaces and +"),
        ("emergency_number", "112 or 999", "digits, spaces and +"),
        ("emergency_number", "1" * 21, "up to 20"),
        ("emergency_number", "112\n", "digits, spaces and +"),
        ("welcome_seen", "yes", "true or false"),
        ("voice_on", 0, "true or false"),
        ("voice_amount", "much", "names, counts, all"),
        ("voice_rate", 2, "slow, usual, fast"),
        ("voice_volume_percent", -1, "a whole number from 0 to 100"),
        ("voice_name", "two\nlines", "one line of up to 200 characters"),
        ("voice_name", "a" * 201, "one line of up to 200 characters"),
    ],
)
def test_an_unusable_value_costs_only_itself(path: Path, key: str, value: object, expected: str) -> None:
    """The line names the key and what it takes; the other settings hold."""
    path.write_text(json.dumps({key: value, "weekly_sessions": 5}))
    loaded = load_settings(path)
    assert loaded.preferences == Preferences(weekly_sessions=5)
    assert len(loaded.notices) == 1
    assert key in loaded.notices[0]
    assert expected in loaded.notices[0]


def test_an_unknown_key_is_said_and_left_out(path: Path) -> None:
    """A slip of the pen is not taken in silence."""
    path.write_text('{"volume": 15}')
    loaded = load_settings(path)
    assert loaded.preferences == Preferences()
    assert "“volume”" in loaded.notices[0]


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_broken_file_is_kept_aside_and_said(path: Path, content: bytes) -> None:
    """Nothing the person wrote is thrown away, and the start goes on."""
    path.write_bytes(content)
    loaded = load_settings(path)
    assert loaded.preferences == Preferences()
    assert "settings.json.broken" in loaded.notices[0]
    assert (path.parent / "settings.json.broken").read_bytes() == content
    assert not path.exists()


def test_a_file_that_cannot_be_read_stays_where_it_is(path: Path) -> None:
    """A folder in its place is said, not moved."""
    path.mkdir()
    loaded = load_settings(path)
    assert loaded.preferences == Preferences()
    assert len(loaded.notices) == 1
    assert path.is_dir()


def test_a_disk_that_refuses_is_said_in_plain_words(tmp_path: Path) -> None:
    """Saving into a folder that is not there names the file and the way out."""
    with pytest.raises(BackstayError) as caught:
        save_settings(tmp_path / "gone" / "settings.json", CHANGED)
    assert "not saved" in caught.value.what
    assert "gone" in caught.value.where


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_file_is_closed_to_others(path: Path) -> None:
    """It names the place that hurts."""
    save_settings(path, CHANGED)
    assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_every_setting_can_be_read_back(path: Path) -> None:
    """A setting added to Preferences without a reader would come back as unknown."""
    path.write_text(json.dumps(asdict(Preferences())))
    assert load_settings(path).notices == ()


SETTINGS_KEYS = st.sampled_from([f.name for f in fields(Preferences)]) | st.text(max_size=5)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(saved=st.dictionaries(SETTINGS_KEYS, JSON_VALUES, max_size=6))
def test_whatever_stands_in_the_file_the_program_starts(
    tmp_path_factory: pytest.TempPathFactory, saved: dict[str, object]
) -> None:
    """Any JSON gives usable preferences, which can be saved and come back the same."""
    path = tmp_path_factory.getbasetemp() / "any-settings.json"
    path.write_text(json.dumps(saved))
    found = load_settings(path).preferences
    save_settings(path, found)
    again = load_settings(path)
    assert again.preferences == found
    assert again.notices == ()


def test_half_a_character_never_keeps_the_settings_from_being_saved(tmp_path: Path) -> None:
    """JSON can hold what no file of text can; it is left out as it is read."""
    path = tmp_path / "settings.json"
    path.write_text('{"cautions_seen": ["\\ud800"]}')
    loaded = load_settings(path)
    assert loaded.preferences.cautions_seen == ()
    assert loaded.notices
    save_settings(path, loaded.preferences)


def test_a_mark_at_the_start_is_no_fault(tmp_path: Path) -> None:
    """Some editors begin a file with a byte-order mark."""
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark"}', encoding="utf-8-sig")
    assert load_settings(path).preferences.theme is Theme.DARK
