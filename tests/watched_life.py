"""A life with the real window, in a process of its own: entries, a session, a look at every page, and
everything that can go wrong on the way. Says on stdout what each window was called.
"""

import contextlib
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtTest import QTest

import backstay.app
from backstay.__main__ import main
from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.pain import PainScore, Region
from backstay.ui.main_window import MainWindow
from tests.fakes import no_room_on_disk
from tests.ui.hands import Key, press

NOTE = "Zwiebelkuchen 4711"
SCORE = 9
LOOK_MS = 560
PAGES = (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5)


class Person:
    """Somebody before the window of ``app``."""

    def __init__(self, app: App, window: MainWindow) -> None:
        self._app, self._window = app, window
        self.titles: list[str] = []

    def live(self) -> None:
        """All of it, and close the window."""
        self._enter()
        self._exercise()
        for page in PAGES:
            self._look()
            press(self._window, page, modifier=Qt.KeyboardModifier.ControlModifier)
        self._look()
        self._break_things()
        self._window.close()

    def _enter(self) -> None:
        app = self._app
        pain = PainScore(SCORE, Region.LOWER_LEG, note=NOTE)
        app.carry_out(lambda: app.journal.pain.add(pain, app.clock.moment())[1])

    def _exercise(self) -> None:
        self._window.start_routine(self._app.library.routines["desk-reset"])
        for key in (Key.Key_9, Key.Key_N, Key.Key_H, Key.Key_9, Key.Key_Space):
            self._look()
            press(self._window, key)
        with no_room_on_disk():
            self._look()
            press(self._window, Key.Key_Escape)
            self._look()
            press(self._window, Key.Key_9)
        self._look()
        press(self._window, Key.Key_T, Key.Key_Return)

    def _break_things(self) -> None:
        QTimer.singleShot(0, lambda: self._fail({}))
        thread = threading.Thread(target=lambda: self._fail({}))
        thread.start()
        thread.join()
        qWarning(f"QLabel: {NOTE}")
        journal = self._app.paths.journal
        whole = journal.read_bytes()
        journal.write_bytes(whole.replace(NOTE.encode(), NOTE.upper().encode()))
        # PySide hands an error of a slot on to whoever runs the event loop.
        with contextlib.suppress(KeyError):
            self._look()
        for write in (self._app.look_for_changes, self._enter):
            with contextlib.suppress(BackstayError):
                write()
        self._look()
        journal.write_bytes(b"x" * len(whole))
        with contextlib.suppress(BackstayError):
            self._app.look_for_changes()
        self._look()
        journal.write_bytes(whole)

    def _fail(self, scores: dict[str, int]) -> int:
        return scores[NOTE]

    def _look(self) -> None:
        QTest.qWait(LOOK_MS)
        self.titles.append(self._window.windowTitle())


def begin(data: Path) -> int:
    """Open the window over ``data``, as a person does, and live."""
    people: list[Person] = []
    building, opening = backstay.app.build, MainWindow.open
    apps: list[App] = []

    def build(*arguments: Any, **choices: Any) -> App:
        apps.append(building(*arguments, **choices))
        return apps[-1]

    def opened(window: MainWindow) -> None:
        opening(window)
        people.append(Person(apps[0], window))
        QTimer.singleShot(0, people[0].live)

    vars(backstay.app)["build"] = build
    # The one moment that a program from outside can wait for.
    MainWindow.open = opened  # type: ignore[assignment, method-assign]
    code = main(["--data-dir", str(data)])
    sys.stdout.writelines(f"{title}\n" for title in people[0].titles)
    return code


if __name__ == "__main__":
    sys.exit(begin(Path(sys.argv[1])))
