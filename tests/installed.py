"""The program as a stranger has it: the built wheel in an environment of its own."""

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment that holds the wheel, in ``home``, outside the checkout."""

    home: Path

    @property
    def program(self) -> Path:
        """The `backstay` command."""
        return self.home / "env" / "bin" / "backstay"

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment away from the checkout; it has to end well."""
        environ = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "BACKSTAY_DATA_DIR": str(self.home / "mine"),
        }
        return checked([str(self.program.with_name(command)), *arguments], cwd=self.home, env=environ)


def build_wheel(folder: Path) -> Path:
    """The wheel as it would be published, built into ``folder``."""
    checked([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    (built,) = folder.glob("*.whl")
    return built


def install(wheel: Path, home: Path) -> Installed:
    """Put ``wheel`` into a fresh environment.

    The packages it depends on are lent by path: a path added so brings no editable install along,
    and the wheel stands before it.
    """
    checked([sys.executable, "-m", "venv", "--without-pip", str(home / "env")])
    names = {"base": str(home / "env"), "platbase": str(home / "env")}
    site = Path(sysconfig.get_path("purelib", "venv", names))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "env" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    checked([*pip, "--disable-pip-version-check", "--no-index", "--no-deps", str(wheel)])
    return Installed(home)


def checked(
    command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command that has to end well, within two minutes."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
    return done
