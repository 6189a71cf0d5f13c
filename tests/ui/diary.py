"""A real journal with a few entries in it, and a hand on the widgets of a page that shows them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.history import Outcome, SessionPlan, StepDone
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Region

TODAY = date(2026, 11, 22)
BERLIN = timezone(timedelta(hours=1))

W = TypeVar("W", bound=QWidget)


@dataclass
class Diary:
    """The journal of one person."""

    app: App

    def add(self, days_ago: int, score: int | PainScore, hour: int = 8) -> str:
        """Write a score down that many days before today, about the mid back when it is a bare number."""
        pain = PainScore(score, Region.MID_BACK) if isinstance(score, int) else score
        return self.app.journal.pain.add(pain, moment(days_ago, hour))[0].id

    def add_session(self, days_ago: int, minutes: float, steps: tuple[StepDone, ...] = ()) -> str:
        """Write a completed session of that many minutes down."""
        log, at = self.app.journal.sessions, moment(days_ago, 18)
        session = log.start(SessionPlan("core-light", "Core, light", 720, 3), at)
        for step in steps:
            log.add_step(session, step, at)
        log.end(session, Outcome.COMPLETED, minutes * 60, at)
        return session


def moment(days_ago: int, hour: int = 8) -> Moment:
    """A full hour of a day before today, in winter time."""
    day = TODAY - timedelta(days=days_ago)
    return Moment.from_local(datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN), "Europe/Berlin")


def open_window(page: QWidget, qtbot: QtBot) -> None:
    """Show ``page`` as a window that has the keyboard, as large as it is beside the rail."""
    qtbot.addWidget(page)
    page.resize(1080, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.isActiveWindow)


def find(page: QWidget, kind: type[W], name: str) -> W:
    """The widget called ``name``."""
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def text(page: QWidget, name: str) -> str:
    """What the label called ``name`` says."""
    return find(page, QLabel, name).text()


def press(page: QWidget, name: str) -> None:
    """Click the button called ``name``."""
    QTest.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)
