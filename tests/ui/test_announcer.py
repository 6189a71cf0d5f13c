"""What a screen reader is told of its own accord: once, in time, and not over the last thing."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.ui.session.announcer import Announcer

QUIET_MS = 150
Heard = list[tuple[str, QAccessible.AnnouncementPoliteness]]
POLITE, ASSERTIVE = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What the desktop would be handed."""
    events: Heard = []

    def note(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        events.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return events


@pytest.fixture
def announcer(qtbot: QtBot) -> Announcer:
    """One of a widget's."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return Announcer(widget, quiet_ms=QUIET_MS)


def test_what_is_said_in_one_moment_is_told_in_one(announcer: Announcer, heard: Heard, qtbot: QtBot) -> None:
    """“Going on.” and what goes on belong together."""
    announcer.say("Going on.")
    announcer.say("hold, Bridge")
    qtbot.waitUntil(lambda: heard == [("Going on. hold, Bridge", POLITE)])


def test_of_what_comes_too_soon_only_the_last_is_told(
    announcer: Announcer, heard: Heard, qtbot: QtBot
) -> None:
    """What was true two changes ago would only confuse."""
    announcer.say("rest")
    qtbot.waitUntil(lambda: len(heard) == 1)
    announcer.say("hold")
    announcer.say("change sides")
    qtbot.wait(QUIET_MS // 3)
    assert [text for text, _ in heard] == ["rest"]
    qtbot.waitUntil(lambda: [text for text, _ in heard] == ["rest", "change sides"])


def test_an_answer_does_not_wait(announcer: Announcer, heard: Heard, qtbot: QtBot) -> None:
    """Who presses Pause hears of the pause, not of what was about to be told."""
    announcer.say("rest")
    qtbot.waitUntil(lambda: len(heard) == 1)
    announcer.say("hold")
    announcer.make_way()
    announcer.say("Paused.")
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=QUIET_MS * 2 // 3)
    assert heard[-1] == ("Paused.", POLITE)
    qtbot.wait(2 * QUIET_MS)
    assert len(heard) == 2


def test_only_a_warning_breaks_in(announcer: Announcer, heard: Heard, qtbot: QtBot) -> None:
    """And what comes after it waits its turn again."""
    announcer.say("It hurts.", is_assertive=True)
    qtbot.waitUntil(lambda: heard == [("It hurts.", ASSERTIVE)])
    announcer.say("hold")
    qtbot.waitUntil(lambda: heard[1:] == [("hold", POLITE)])
