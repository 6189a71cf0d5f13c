"""The computer is about to sleep: whoever leads a session hears of it, from a service like logind."""

import os
import sys
from queue import Queue

import pytest
from pytestqt.qtbot import QtBot

from backstay.desktop.message_bus import BusError
from backstay.desktop.sleep_watch import (
    LogindSleepWatch,
    NullSleepWatch,
    check_sleep_watch,
    choose_sleep_watch,
)
from tests.desk_bus import DeskBus, require_strict_desktop


def test_it_is_told_once_for_each_sleep(bus: DeskBus, qtbot: QtBot) -> None:
    """Going down counts, waking does not; once it is closed nothing does."""
    require_strict_desktop()
    watch, told = LogindSleepWatch({"DBUS_SYSTEM_BUS_ADDRESS": bus.address}), Queue[bool]()
    with bus.strict_desktop("logind"):
        watch.open(lambda: told.put(True))
        # It listens a moment later.
        while told.empty():
            bus.sleep()
        qtbot.wait(100)
        while not told.empty():
            told.get()
        bus.sleep()
        bus.sleep()
        assert (told.get(timeout=10), told.get(timeout=10)) == (True, True)
        watch.close()
        bus.sleep()
        qtbot.wait(100)
        assert told.empty()


def test_where_nobody_tells_nothing_happens(bus: DeskBus) -> None:
    """No bus, or one without logind: opening and closing return, and the doctor knows."""
    for environ in (
        {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"},
        {"DBUS_SYSTEM_BUS_ADDRESS": bus.address},
    ):
        watch = LogindSleepWatch(environ)
        watch.open(lambda: None)
        watch.close()
        with pytest.raises(BusError):
            check_sleep_watch(environ)


def test_the_doctor_finds_logind(bus: DeskBus) -> None:
    """It is enough that it is there."""
    require_strict_desktop()
    with bus.strict_desktop("logind"):
        check_sleep_watch({"DBUS_SYSTEM_BUS_ADDRESS": bus.address})


def test_other_systems_have_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no native call was ever tried, none is made."""
    monkeypatch.setattr(sys, "platform", "win32")
    watch = choose_sleep_watch(os.environ)
    watch.open(lambda: None)
    watch.close()
    assert isinstance(watch, NullSleepWatch)
    with pytest.raises(BusError):
        check_sleep_watch(os.environ)
