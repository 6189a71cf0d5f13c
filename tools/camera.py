"""The real window over a temporary folder, posed for pictures: opened, pressed by real keys, and taken."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from backstay.app import App
from backstay.domain.pain import Region
from backstay.domain.preferences import Theme
from backstay.ui.application import dressed_window, make_application
from backstay.ui.main_window import MainWindow
from backstay.ui.session.flash import PhaseFlash
from tools.demo import PosedClock, demo_app
from tools.demo_diary import SEASON_DAYS

SETTLE_MS = 400


@contextmanager
def opened(
    theme: Theme,
    size: tuple[int, int],
    clock: PosedClock | None = None,
    *,
    text_percent: int = 100,
    days: int = SEASON_DAYS,
) -> Iterator[tuple[App, MainWindow]]:
    """The program over a folder of its own, its log of so many days, with its window shown."""
    with tempfile.TemporaryDirectory() as folder:
        app = demo_app(Path(folder), days=days, clock=clock)
        app.set_preferences(replace(app.preferences, welcome_seen=days > 0))
        with shown(dressed(app, theme, text_percent), size) as window:
            yield app, window


def dressed(app: App, theme: Theme, text_percent: int) -> App:
    """``app`` in these colours, its text of this size."""
    looks = replace(app.preferences, theme=theme, text_percent=text_percent)
    app.set_preferences(replace(looks, region=Region.MID_BACK))
    return app


@contextmanager
def shown(app: App, size: tuple[int, int]) -> Iterator[MainWindow]:
    """The window around ``app``; both are closed in the end."""
    qt_app = QApplication.instance() or make_application(["backstay"])
    assert isinstance(qt_app, QApplication)
    with closing(app):
        window = dressed_window(qt_app, app, key_guard_s=0.0)
        window.open()
        window.resize(*size)
        window.show()
        yield window
        window.close()
        window.deleteLater()
        settle()


def press(widget: QWidget, *keys: Qt.Key) -> None:
    """Real keys, one after the other."""
    for key in keys:
        QTest.keyClick(widget, key)


def part(window: MainWindow, name: str) -> QWidget:
    """What is called ``name``; it must be there."""
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def shoot(window: MainWindow, path: Path) -> None:
    """The window as it is once nothing fades any more."""
    settle()
    window.grab().save(str(path))


def settle() -> None:
    """Let what was begun come to its end, the flash of a change with it."""
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < SETTLE_MS or _is_flashing():
        QApplication.processEvents()
        # Without a loop of its own nothing else takes away what was laid aside.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def suffix(theme: Theme, size: tuple[int, int], text_percent: int = 100) -> str:
    """``light-1280x800``, and the text size where it is not the usual one."""
    usual = f"{theme.value}-{size[0]}x{size[1]}"
    return usual if text_percent == 100 else f"{usual}-at-{text_percent}-percent-text"


def _is_flashing() -> bool:
    return any(w.isVisible() and isinstance(w, PhaseFlash) for w in QApplication.allWidgets())
