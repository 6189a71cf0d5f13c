"""The window ends when it is asked to from outside."""

import os
import signal
from collections.abc import Iterator
from types import FrameType

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.ui.ending import EndingSignals
from backstay.ui.exchange_work import in_slices

_NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """One that listens to signals, which are as they were afterwards."""
    former = {number: signal.getsignal(number) for number in _NUMBERS}
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    EndingSignals(made)
    yield made
    for number, handler in former.items():
        signal.signal(number, handler or _ignore)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """What was set from outside Python cannot be set again."""


def test_a_signal_closes_the_window(window: QWidget, qtbot: QtBot) -> None:
    """As its own cross does, so that everything is put away."""
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_signal_in_the_middle_of_a_write_ends_it_and_then_the_window(window: QWidget, qtbot: QtBot) -> None:
    """Nobody has to ask twice: whoever logs out is not there any more."""
    with in_slices(window, lambda _done: None) as (go_on, _cancel):
        os.kill(os.getpid(), signal.SIGTERM)
        assert not all(go_on(done) for done in range(1_000_000))
    qtbot.waitUntil(lambda: not window.isVisible())
