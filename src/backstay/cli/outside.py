"""What a command meets outside the program. Tests put their own clock and keyboard in place."""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backstay.cli.console import Console
    from backstay.desktop.clock import Clock
    from backstay.desktop.sound import Tones
    from backstay.desktop.voice import Voice


def _system_clock(pace: float) -> "Clock":
    from backstay.desktop.clock import SystemClock

    return SystemClock(pace)


def _terminal() -> "AbstractContextManager[Console]":
    from backstay.cli.console import open_terminal

    return open_terminal()


@dataclass(frozen=True, slots=True)
class Outside:
    """``make_clock`` takes the pace. Without ``tones`` or ``voice`` the computer's own are chosen."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    make_clock: "Callable[[float], Clock]" = _system_clock
    open_console: "Callable[[], AbstractContextManager[Console]]" = _terminal
    tones: "Tones | None" = None
    voice: "Voice | None" = None
