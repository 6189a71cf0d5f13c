"""Where the person's files stand, and that nobody else on the computer reads them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from backstay.domain.errors import BackstayError

_APP = "backstay"
_ENV = "BACKSTAY_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place the program writes to. ``settings``, ``window`` and ``journal`` are files."""

    data: Path
    journal: Path
    user_routines: Path
    settings: Path
    window: Path
    logs: Path

    def create(self) -> None:
        """Makes the folders, readable by their owner alone. Raises ``BackstayError``."""
        for folder in (self.data, self.user_routines, self.settings.parent, self.window.parent, self.logs):
            make_private_folder(folder)


def find_paths(data_dir: Path | None = None, environ: Mapping[str, str] = os.environ) -> Paths:
    """``data_dir`` or else ``BACKSTAY_DATA_DIR`` keeps everything under one folder; without either
    the system's usual places serve. Nothing is created.
    """
    chosen = data_dir or (Path(environ[_ENV]) if environ.get(_ENV) else None)
    if chosen is not None:
        root = chosen.expanduser().absolute()
        return _paths(root, config=root, state=root)
    return _paths(
        platformdirs.user_data_path(_APP, appauthor=False),
        config=platformdirs.user_config_path(_APP, appauthor=False),
        state=platformdirs.user_state_path(_APP, appauthor=False),
    )


def make_private_folder(folder: Path) -> None:
    """Makes ``folder`` and its parents, those that are new with mode 0700. Raises ``BackstayError``."""
    try:
        for part in reversed((folder, *folder.parents)):
            if not part.is_dir():
                part.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackstayError(
            f"A folder for your data could not be made: {error.strerror}.",
            where=str(folder),
            mend="choose another folder with --data-dir",
        ) from error


def write_private(path: Path, text: str) -> None:
    """Replaces ``path`` whole or not at all; the file can be read by its owner alone. Raises ``OSError``."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(draft, "w", encoding="utf-8", newline="", opener=_private) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    # Only POSIX lets a folder be opened, and needs it for the rename to outlive a power cut.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _paths(data: Path, *, config: Path, state: Path) -> Paths:
    return Paths(
        data=data,
        journal=data / "journal.sqlite3",
        user_routines=data / "routines",
        settings=config / "settings.json",
        window=state / "window.json",
        logs=state / "logs",
    )
