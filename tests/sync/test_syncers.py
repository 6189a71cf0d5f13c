"""A folder that some program keeps in step is known by what that program leaves in it."""

from pathlib import Path

import pytest

from backstay.sync.syncers import syncer_of


@pytest.mark.parametrize(
    ("trace", "syncer"),
    [
        ("box/.stfolder/", "Syncthing"),
        ("box/.stignore", "Syncthing"),
        ("box/.dropbox", "Dropbox"),
        ("box/.dropbox.cache/", "Dropbox"),
        ("Dropbox (Personal)/", "Dropbox"),
        ("box/._sync_0f3a.db", "Nextcloud"),
        ("box/.sync_0f3a.db", "Nextcloud"),
        ("box/.owncloudsync.log", "Nextcloud"),
        ("OneDrive - Firm/", "OneDrive"),
        ("OneDrive/", "OneDrive"),
        ("com~apple~CloudDocs/", "iCloud"),
    ],
)
def test_program_is_known_by_its_traces(tmp_path: Path, trace: str, syncer: str) -> None:
    """However deep below them the file lies."""
    path = tmp_path / trace
    if trace.endswith("/"):
        path.mkdir(parents=True)
    else:
        path.parent.mkdir()
        path.touch()
    top = tmp_path / trace.split("/")[0]
    (top / "data").mkdir(exist_ok=True)
    assert syncer_of(top / "data" / "journal.sqlite3") == syncer


def test_folder_of_ones_own_is_kept_in_step_by_nobody(tmp_path: Path) -> None:
    """Nor is one that only sounds like it."""
    folder = tmp_path / "OneDriveway" / "data"
    folder.mkdir(parents=True)
    (folder / "sync.db").touch()
    assert syncer_of(folder / "journal.sqlite3") is None
    assert syncer_of(tmp_path / "not there" / "journal.sqlite3") is None
