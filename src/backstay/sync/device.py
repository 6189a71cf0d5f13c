"""Which computer this is among those of one person: an id of its own, and a name that a person knows."""

import json
import platform
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from backstay.private_files import make_private_folder, write_private
from backstay.sync.lines import is_device

DEVICE_FILE = "device.json"
_MACHINE_ID = Path("/etc/machine-id")
_SIZE_MAX_BYTES = 4096
_NAME_MAX = 60


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer as the system knows it: ``id`` is its alone, ``name`` what its owner calls it."""

    id: str
    name: str


def this_machine(machine_id: Path = _MACHINE_ID) -> Machine:
    """The computer that this runs on."""
    name = platform.node()
    try:
        return Machine(machine_id.read_text(encoding="ascii").strip() or name, name)
    except (OSError, UnicodeDecodeError):
        return Machine(name, name)


def own_device(folder: Path, machine: Machine) -> str:
    """The id of ``machine`` in ``folder``, made when there is none; anew when the folder was copied from
    another machine, because no two of them may write the same files.

    Raises ``OSError`` and ``BackstayError``.
    """
    told = _read(folder / DEVICE_FILE)
    device = told.get("device", "")
    if is_device(device) and told.get("machine") == _mark(device, machine):
        return device
    return new_device(folder, machine)


def new_device(folder: Path, machine: Machine) -> str:
    """Another id for ``machine``, from now on. Raises ``OSError`` and ``BackstayError``."""
    device = str(uuid4())
    make_private_folder(folder)
    write_private(folder / DEVICE_FILE, _text({"device": device, "machine": _mark(device, machine)}))
    return device


def known_device(folder: Path) -> str:
    """The id in ``folder`` as it stands; empty without one."""
    device = _read(folder / DEVICE_FILE).get("device", "")
    return device if is_device(device) else ""


def name_text(machine: Machine) -> str:
    """What the others read in this device's folder."""
    return _text({"name": _shown(machine.name)})


def name_in(folder: Path) -> str:
    """What the device of this folder is called; empty when it does not say."""
    return _shown(_read(folder / DEVICE_FILE).get("name", ""))


def _mark(device: str, machine: Machine) -> str:
    # Together with the id, so that nobody who sees the file learns anything about the machine.
    return sha256(f"{device} {machine.id}".encode()).hexdigest()


def _shown(name: str) -> str:
    return "".join(char for char in name if char.isprintable()).strip()[:_NAME_MAX]


def _text(told: dict[str, str]) -> str:
    return json.dumps(told, indent=1) + "\n"


def _read(path: Path) -> dict[str, str]:
    try:
        with open(path, "rb") as file:
            told = json.loads(file.read(_SIZE_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {name: text for name, text in told.items() if isinstance(text, str)}
