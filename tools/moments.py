"""What a session and the pages around it look like when something happens: a gap, pain, a crash, the
morning after, a list to jump in, and words and pictures of the person's own.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from backstay.app import App
from backstay.backups.backup import Reason
from backstay.care.tending import backups_of, copy_changes
from backstay.domain.preferences import Theme
from backstay.mishaps.record import Mishap, Outcome, keep_mishap
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.care import CarePage
from tools.camera import dressed, opened, part, press, settle, shoot, shown, suffix
from tools.demo import PosedClock, demo_app
from tools.demo_diary import SEASON_DAYS
from tools.demo_files import posed_own

PACE = 1000.0
GAP_S = 3 * PACE
DAY_S = 86_400.0
LEAP_S = 600.0
IN_A_HOLD_S = 333.5
AWAY_S = 1020.0
FIRST_STEP_S = 100.0
_BACKUPS = ((30, Reason.SESSION), (12, Reason.BEFORE_IMPORT), (5, Reason.SESSION), (2, Reason.BY_HAND),
            (0.5, Reason.SESSION))  # fmt: skip

Key = Qt.Key


def shoot_moments(out: Path, theme: Theme, size: tuple[int, int], text_percent: int = 100) -> None:
    """All of them in one size, theme and text size."""
    for series in (_caution, _pain, _mishaps, _own, _whole, _cut_off, _broke, _care, _settings):
        series(_Roll(out, theme, size, text_percent))


class _Roll:
    """A series of pictures in one dress."""

    def __init__(self, out: Path, theme: Theme, size: tuple[int, int], text_percent: int) -> None:
        self._out, self.theme, self.size, self.text_percent = out, theme, size, text_percent
        self._suffix = suffix(theme, size, text_percent)
        self.clock = PosedClock()

    @contextmanager
    def opened(self) -> Iterator[tuple[App, MainWindow]]:
        """The program, its clock ready to be moved by minutes."""
        with opened(self.theme, self.size, self.clock, text_percent=self.text_percent) as (app, window):
            window.activateWindow()
            self.clock.pace = PACE
            yield app, window

    def take(self, window: MainWindow, name: str) -> None:
        """One picture."""
        shoot(window, self._out / f"{name}-{self._suffix}.png")

    def take_both(self, window: MainWindow, name: str) -> None:
        """The near and the far view of one moment."""
        self.take(window, f"near-{name}")
        press(part(window, "session"), Key.Key_F11)
        settle()
        self.take(window, f"far-{name}")
        press(part(window, "session"), Key.Key_F11)


def begin(app: App, window: MainWindow, routine: str) -> QWidget:
    """Start ``routine`` without a score; the page of the session."""
    window.start_routine(app.library.routine(routine))
    settle()
    session = part(window, "session")
    press(session, Key.Key_S)
    settle()
    return session


def _caution(roll: _Roll) -> None:
    with roll.opened() as (app, window):
        window.start_routine(app.library.routine("classics"))
        roll.take(window, "session-caution")


def _pain(roll: _Roll) -> None:
    """It hurts, the answers, the end, and the next time."""
    with roll.opened() as (app, window):
        session = begin(app, window, "core-light")
        press(session, Key.Key_J, Key.Key_4)
        settle()
        roll.clock.passed_s += 30.0
        settle()
        press(session, Key.Key_H, Key.Key_3, Key.Key_6)
        roll.take(window, "session-hurt-told")
        press(session, Key.Key_E)
        settle()
        press(session, Key.Key_Escape)
        roll.take(window, "closing-early")
        press(session, Key.Key_2, Key.Key_Return)
        settle()
        session = begin(app, window, "core-light")
        press(session, Key.Key_J, Key.Key_4)
        settle()
        roll.take_both(window, "last-time")


def _mishaps(roll: _Roll) -> None:
    """The question after an exercise, the lists, and time that nobody noticed."""
    with roll.opened() as (app, window):
        session = begin(app, window, "core-light")
        roll.clock.passed_s += FIRST_STEP_S
        settle()
        while not part(window, "session_rating").isVisible():
            roll.clock.passed_s += 1.0
            settle()
        roll.take_both(window, "rating")
        press(session, Key.Key_J)
        roll.take(window, "session-jump")
        press(session, Key.Key_Escape, Key.Key_Space)
        settle()
        press(session, Key.Key_F1)
        roll.take(window, "session-keys")
        press(window, Key.Key_F1)
        press(session, Key.Key_Space)
        settle()
        roll.clock.passed_s += GAP_S
        settle()
        roll.take_both(window, "gap")
        press(session, Key.Key_Space)
        settle()
        roll.take_both(window, "back-into-position")


def _own(roll: _Roll) -> None:
    """Very long names, a picture in the place of a figure, and neither of them."""
    with roll.opened() as (app, window):
        posed_own(app.paths.user_routines)
        _draw_stork(app.paths.user_routines / "pictures" / "stork.png")
        app.reload_library()
        session = begin(app, window, "own")
        for name in ("picture", "long-name"):
            roll.take_both(window, f"own-{name}")
            press(session, Key.Key_N, Key.Key_N, Key.Key_N)
            settle()


def _whole(roll: _Roll) -> None:
    """To the end, rated, and the morning after."""
    with roll.opened() as (app, window):
        posed_own(app.paths.user_routines)
        app.reload_library()
        session = begin(app, window, "twelve")
        while window.findChild(QWidget, "pain_after") is None:
            roll.clock.passed_s += LEAP_S
            settle()
        roll.take(window, "session-after")
        press(session, Key.Key_2)
        roll.take(window, "closing-twelve")
        press(session, Key.Key_1, Key.Key_2, Key.Key_3)
        roll.take(window, "closing-rated")
        press(session, Key.Key_Return)
        roll.clock.passed_s += DAY_S
        window.show_page("journal")
        window.show_page("today")
        roll.take(window, "today-morning-after")


def _cut_off(roll: _Roll) -> None:
    """The window is closed in a session and opened again a quarter of an hour later."""
    with tempfile.TemporaryDirectory() as folder:
        app = dressed(
            demo_app(Path(folder), days=SEASON_DAYS, clock=roll.clock), roll.theme, roll.text_percent
        )
        with shown(app, roll.size) as window:
            roll.clock.pace = PACE
            begin(app, window, "core-light")
            roll.clock.passed_s += IN_A_HOLD_S
            settle()
        roll.clock.passed_s += AWAY_S
        again = demo_app(Path(folder), days=0, clock=roll.clock)
        app = dressed(again, roll.theme, roll.text_percent)
        with shown(app, roll.size) as window:
            roll.take(window, "today-unfinished")
            part(window, "today").setFocus()
            press(part(window, "unfinished_go_on"), Key.Key_Space)
            settle()
            roll.take_both(window, "restored")


def _broke(roll: _Roll) -> None:
    """The start after something did not work as it should."""
    with tempfile.TemporaryDirectory() as folder:
        app = demo_app(Path(folder), days=SEASON_DAYS, clock=roll.clock)
        at = roll.clock.moment().local - timedelta(hours=13)
        keep_mishap(app.paths.logs, Mishap(at, Outcome.WENT_ON, ""))
        with shown(dressed(app, roll.theme, roll.text_percent), roll.size) as window:
            roll.take(window, "today-something-broke")


def _care(roll: _Roll) -> None:
    """The backups of a month, everything checked, and what a backup would bring back."""
    with roll.opened() as (app, window):
        for days_ago, reason in _BACKUPS:
            roll.clock.passed_s = -days_ago * DAY_S
            backups_of(app.paths, app.preferences, roll.clock.moment).make(app.paths.journal, reason)
        roll.clock.passed_s = 0.0
        copy_changes(app.paths, roll.clock.moment)
        window.show_page("settings")
        window.desk.lay_over(CarePage(window.desk))
        settle()
        press(part(window, "care_check_now"), Key.Key_Space)
        while not part(window, "care_verdict").isVisible():
            settle()
        roll.take(window, "data-care")
        last = app.journal.pain.between()[-1]
        app.journal.pain.delete(last.id, roll.clock.moment())
        press(part(window, "care_backup_0"), Key.Key_Space)
        while not part(window, "care_restore_counts").isVisible():
            settle()
        roll.take(window, "data-care-restore")


def _settings(roll: _Roll) -> None:
    with roll.opened() as (_, window):
        window.show_page("settings")
        area = part(window, "settings_scroll")
        assert isinstance(area, QScrollArea)
        window.resize(roll.size[0], window.height() + area.verticalScrollBar().maximum())
        roll.take(window, "settings-whole")


def _draw_stork(path: Path) -> None:
    """A drawing as somebody scans it: a body on one leg."""
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(QColor("#f2efe6"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor("#3d4a57"), 14)
    painter.setPen(pen)
    painter.drawEllipse(QPointF(450, 140), 55, 55)
    bones = ((450, 195, 450, 420), (450, 420, 450, 640), (450, 420, 560, 500), (560, 500, 450, 540))
    for x1, y1, x2, y2 in (*bones, (450, 240, 320, 330), (450, 240, 580, 330)):
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.end()
    path.parent.mkdir(exist_ok=True)
    image.save(str(path))
