"""Everything about the person removed, after they have seen what that is."""

from collections.abc import Sequence

from backstay.care.delete_all import Doomed, delete_everything, everything, require_alone
from backstay.cli.exits import DONE, WRONG, confirm, tell
from backstay.cli.words import plain
from backstay.paths import Paths
from backstay.settings import load_settings

_KEEP_FIRST = "to keep a copy first: backstay export --format zip --out my-log.zip"


def delete_all(paths: Paths, *, is_meant: bool, with_routines: bool) -> int:
    """Show what there is; when ``is_meant``, remove it. 1 when something is still there afterwards.

    Raises ``InputError`` while another window or a session is open.
    """
    preferences = load_settings(paths.settings, sets_aside=False).preferences
    doomed = everything(paths, preferences, with_routines=with_routines)
    if not doomed:
        print("There is nothing of yours here.")
        return DONE
    print("\n".join(_lines(doomed)))
    if not is_meant:
        tell(f"Nothing was removed.\n{_KEEP_FIRST}\nto remove it: backstay delete-all --yes")
        return WRONG
    require_alone(paths)
    left = delete_everything(paths, preferences, with_routines=with_routines)
    if left:
        tell("\n".join(("This is still there:", *(f"  {path}" for path in left))))
        return WRONG
    confirm("All of it was removed. What was copied elsewhere, as by an export, is not known here.")
    return DONE


def _lines(doomed: Sequence[Doomed]) -> list[str]:
    width = max(len(one.what) for one in doomed) + 2
    return [plain(f"{one.what:<{width}}{one.size_bytes / 1000:>10,.1f} kB  {one.path}") for one in doomed]
