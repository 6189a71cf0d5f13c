"""Which of the ways to sound a tone this program has."""

import shutil
from collections.abc import Callable

from backstay.desktop.sound import NullTones, Tones

_NO_PLAYER = "Silent: nothing here plays sound. To mend it: sudo apt install pulseaudio-utils"


def choose_tones(
    *, window: bool, volume_percent: int, find_program: Callable[[str], str | None] = shutil.which
) -> Tones:
    """Qt's sound, in a process of its own, beside a window; elsewhere a player program of the system, or
    else silence with its reason.
    """
    from backstay.desktop.command_tones import PLAYERS, CommandTones
    from backstay.desktop.process_tones import ProcessTones

    if window:
        return ProcessTones(volume_percent)
    programs = [path for name in PLAYERS if (path := find_program(name))]
    return CommandTones(programs, volume_percent) if programs else NullTones(_NO_PLAYER)
