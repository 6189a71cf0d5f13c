"""Where the person's files stand."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from backstay.private_files import make_private_folder

_APP = "backstay"
_ENV = "BACKSTAY_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place the program writes to. ``settings``, ``window`` and ``journal`` are files; ``backups`` and
    ``changes`` hold the second and the third copy of the journal.
    """

    data: Path
    journal: Path
    places: Path
    backups: Path
    changes: Path
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


def _paths(data: Path, *, config: Path, state: Path) -> Paths:
    return Paths(
        data=data,
        journal=data / "journal.sqlite3",
        places=data / "places",
        backups=data / "backups",
        changes=data / "changes",
        user_routines=data / "routines",
        settings=config / "settings.json",
        window=state / "window.json",
        logs=state / "logs",
    )
