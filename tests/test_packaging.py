"""What a stranger installs is whole: the built wheel, in an environment of its own, away from here."""

import zipfile
from pathlib import Path

from backstay import __version__
from tests.installed import ROOT, Installed, checked

DATA = "backstay/_data/"


def test_the_wheel_holds_the_routines_and_assets_of_git(wheel: Path) -> None:
    """Not one file more or less."""
    listed = checked(["git", "ls-files", "-z", "routines", "assets"], cwd=ROOT).stdout
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name.removeprefix(DATA) for name in names if name.startswith(DATA)}
    assert packed == set(filter(None, listed.split("\0")))


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    """No test, tool or leftover is installed; the types and the licence are."""
    names = zipfile.ZipFile(wheel).namelist()
    packages = {name.partition("/")[0] for name in names}
    assert packages == {"backstay", f"backstay-{__version__}.dist-info"}
    assert "backstay/py.typed" in names
    assert f"backstay-{__version__}.dist-info/licenses/LICENSE" in names
    assert [name for name in names if "__pycache__" in name] == []


def test_the_installed_program_is_the_one_that_runs(installed: Installed) -> None:
    """Neither the checkout nor an editable install is behind it."""
    probe = "import backstay, backstay.resources as r; print(backstay.__file__); print(r.routines_dir())"
    for line in installed.run("python", "-c", probe).stdout.splitlines():
        assert Path(line).is_relative_to(
            Path(installed.run("python", "-c", "import sys; print(sys.prefix)").stdout.strip())
        )
        assert not Path(line).is_relative_to(ROOT)


def test_the_installed_program_says_its_version(installed: Installed) -> None:
    """`backstay --version`."""
    assert __version__ in installed.run("backstay", "--version").stdout


def test_the_installed_program_lists_the_routines(installed: Installed) -> None:
    """`backstay list` finds what was packed."""
    listed = installed.run("backstay", "list").stdout
    assert all(name in listed for name in ("core-light", "classics", "desk-reset"))


def test_the_installed_program_says_how_it_is(installed: Installed) -> None:
    """`backstay doctor` runs on a machine without a display and ends well."""
    assert installed.run("backstay", "doctor").stdout.strip()


def test_the_installed_program_says_where_files_are(installed: Installed) -> None:
    """`backstay paths` names the journal in the chosen folder."""
    assert str(Path("mine", "journal.sqlite3")) in installed.run("backstay", "paths").stdout
