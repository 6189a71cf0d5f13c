"""Preferences on disk, as JSON a person may read. A damaged file costs settings, never the start."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from backstay.domain.errors import BackstayError
from backstay.domain.pain import Region
from backstay.domain.preferences import MusicManner, Preferences, SpeechAmount, SpeechRate, Theme
from backstay.domain.safety import EMERGENCY_NUMBER
from backstay.private_files import write_private

_CAUTIONS_MAX = 1000
_VOICE_NAME_MAX = 200
_FOLDER_MAX = 4096


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The preferences in force, and one plain line for everything that could not be used."""

    preferences: Preferences
    notices: tuple[str, ...] = ()


def load_settings(path: Path, *, sets_aside: bool = True) -> LoadedSettings:
    """Defaults first, saved values over them. A file that cannot be understood is kept beside it
    as ``<name>.broken`` and said; so is every key that is unknown or out of its range.
    With ``sets_aside`` False nothing is touched.
    """
    try:
        saved = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return LoadedSettings(Preferences())
    except OSError as error:
        notice = f"The settings could not be read ({error.strerror}); the usual ones are used."
        return LoadedSettings(Preferences(), (notice,))
    except (ValueError, RecursionError):
        saved = None
    if isinstance(saved, dict):
        return _merged(saved)
    notice = _keep_aside(path) if sets_aside else f"{path.name} cannot be understood."
    return LoadedSettings(Preferences(), (notice,))


def save_settings(path: Path, preferences: Preferences) -> None:
    """Writes all of them at once, mode 0600. Raises ``BackstayError`` when the disk refuses."""
    text = json.dumps(asdict(preferences), indent=2, ensure_ascii=False, default=date.isoformat) + "\n"
    try:
        write_private(path, text)
    except OSError as error:
        raise BackstayError(
            f"The settings were not saved: {error.strerror}.",
            where=str(path),
            mend="make room or choose another folder with --data-dir, then change the setting again",
        ) from error


def _keep_aside(path: Path) -> str:
    aside = path.with_name(f"{path.name}.broken")
    try:
        path.replace(aside)
    except OSError:
        return f"{path.name} cannot be understood; the usual settings are used."
    return f"{path.name} could not be understood and was kept as {aside.name}; the usual settings are used."


def _merged(saved: Mapping[str, object]) -> LoadedSettings:
    values: dict[str, Any] = {}
    notices: list[str] = []
    for key, value in saved.items():
        read = _READERS.get(key)
        if read is None:
            notices.append(f"The setting “{key}” is unknown and was left out.")
            continue
        try:
            values[key] = read(value)
        except ValueError as error:
            notices.append(f"The setting “{key}” is not usable (expected {error}); the usual value is used.")
    return LoadedSettings(replace(Preferences(), **values), tuple(notices))


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if type(value) is int and low <= value <= high:
            return value
        raise ValueError(f"a whole number from {low} to {high}")

    return read


def _one_of(kind: type[StrEnum]) -> Callable[[object], StrEnum]:
    def read(value: object) -> StrEnum:
        for choice in kind:
            if value == choice.value:
                return choice
        raise ValueError("one of " + ", ".join(choice.value for choice in kind))

    return read


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _region(value: object) -> StrEnum | None:
    return None if value is None else _one_of(Region)(value)


def _ids(value: object) -> tuple[str, ...]:
    # Half a character, which JSON can hold, could not be written again.
    if isinstance(value, list) and len(value) <= _CAUTIONS_MAX and all(map(_is_word, value)):
        return tuple(value)
    raise ValueError("a list of exercise ids")


def _name(value: object) -> str:
    if isinstance(value, str) and len(value) <= _VOICE_NAME_MAX and _is_word(value):
        return value
    raise ValueError(f"one line of up to {_VOICE_NAME_MAX} characters")


def _folder(value: object) -> str:
    if value == "" or (
        isinstance(value, str)
        and len(value) <= _FOLDER_MAX
        and "\0" not in value
        and Path(value).is_absolute()
    ):
        return value
    raise ValueError("the full path of a folder")


def _day(value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError("a day such as 2026-11-22")


def _phone_number(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(EMERGENCY_NUMBER, value):
        return value
    raise ValueError("digits, spaces and +, up to 20 of them")


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


_READERS: Mapping[str, Callable[[object], object]] = {
    "theme": _one_of(Theme),
    "text_percent": _whole(100, 200),
    "sound_on": _switch,
    "volume_percent": _whole(0, 100),
    "cue_offset_ms": _whole(0, 500),
    "voice_on": _switch,
    "voice_amount": _one_of(SpeechAmount),
    "voice_rate": _one_of(SpeechRate),
    "voice_volume_percent": _whole(0, 100),
    "voice_name": _name,
    "music": _one_of(MusicManner),
    "get_ready_s": _whole(0, 60),
    "transition_s": _whole(0, 60),
    "change_side_s": _whole(0, 30),
    "reduced_motion": _switch,
    "weekly_sessions": _whole(1, 14),
    "region": _region,
    "cautions_seen": _ids,
    "emergency_number": _phone_number,
    "welcome_seen": _switch,
    "asks_daily": _switch,
    "pain_on": _switch,
    "weekly_put_off_on": _day,
    "backup_folder": _folder,
    "sync_folder": _folder,
}
