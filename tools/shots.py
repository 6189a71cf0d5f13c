"""Renders every page to a folder: light and dark, two window sizes, and at 200 %.

    python -m tools.shots shots

Everything is the real program over a temporary folder, on Sunday 22 November 2026 in the morning.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from backstay.domain.preferences import Theme
from backstay.domain.timeline import Kind, Timeline, compile_timeline
from backstay.ui.main_window import MainWindow
from tools.camera import opened, press, settle, shoot, suffix
from tools.demo import PosedClock
from tools.demo_files import posed_faults, posed_pack, posed_table
from tools.moments import begin, shoot_moments
from tools.spans import shoot_spans

SIZES = ((1280, 800), (1920, 1080))
SMALL = (720, 520)
THEMES = (Theme.LIGHT, Theme.DARK)
PAGES = ("today", "routines", "progress", "journal", "settings")
READ_ASIDE = (("safety", Qt.Key.Key_F2), ("keys", Qt.Key.Key_F1))
PACE = 1000.0
MOVED_S = 0.9
FIRST_HOLD_S = 333.5
FIRST_REPETITION_S = 9.0
WHOLE_SET_S = 300.0


def main(out: Path) -> None:
    """Every picture. Each screen is a process of its own: Qt knows one screen from its start on."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for width, height in SIZES:
            on_screen(Path(folder), out, width, height)
        on_screen(Path(folder), out, *SIZES[0], scale="2")
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")


def on_screen(folder: Path, out: Path, width: int, height: int, scale: str = "1") -> None:
    """Run this module once more, on a screen of this size that nobody has to own."""
    screen = {"name": "shots", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    config = folder / f"{width}x{height}.json"
    config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    env = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}", "QT_SCALE_FACTOR": scale}
    command = [sys.executable, "-m", "tools.shots", str(out), str(width), str(height), scale]
    subprocess.run(command, env=env, check=True)


def shoot_screen(out: Path, size: tuple[int, int], scale: str) -> None:
    """The pictures that belong to one screen."""
    if scale != "1":
        with opened(Theme.LIGHT, size) as (app, window):
            end = suffix(Theme.LIGHT, size) + "-at-200-percent-scale"
            shoot(window, out / f"today-{end}.png")
            session = begin(app, window, "core-light")
            shoot(window, out / f"near-prepare-{end}.png")
            press(session, Qt.Key.Key_F11)
            shoot(window, out / f"far-prepare-{end}.png")
        return
    for theme in THEMES:
        shoot_pages(out, theme, size)
        shoot_session(out, theme, size)
        shoot_views(out, theme, size)
        shoot_library(out, theme, size)
        shoot_files(out, theme, size)
        shoot_exchange(out, theme, size)
    if size == SIZES[0]:
        for theme in THEMES:
            shoot_moments(out, theme, size)
            shoot_spans(out, theme, size)
        shoot_large_text(out)
        shoot_spans(out, Theme.LIGHT, size, text_percent=200)
        shoot_views(out, Theme.LIGHT, size, text_percent=200)
        shoot_moments(out, Theme.LIGHT, size, text_percent=200)
        shoot_views(out, Theme.LIGHT, SMALL)
        shoot_exchange(out, Theme.LIGHT, SMALL)
        shoot_spans(out, Theme.LIGHT, SMALL)
        shoot_moments(out, Theme.LIGHT, SMALL)
        shoot_library(out, Theme.LIGHT, size, text_percent=200)
        shoot_files(out, Theme.LIGHT, size, text_percent=200)
        shoot_newcomer(out)


def shoot_pages(out: Path, theme: Theme, size: tuple[int, int]) -> None:
    """The five pages, of somebody who has kept a log for three months."""
    with opened(theme, size) as (_, window):
        for page in PAGES:
            window.show_page(page)
            shoot(window, out / f"{page}-{suffix(theme, size)}.png")
        for page, key in READ_ASIDE:
            press(window, key)
            shoot(window, out / f"{page}-{suffix(theme, size)}.png")


def shoot_library(out: Path, theme: Theme, size: tuple[int, int], text_percent: int = 100) -> None:
    """All exercises, a routine, an exercise in the middle of its movement, and a set that was tried."""
    clock = PosedClock()
    end = suffix(theme, size, text_percent)
    with opened(theme, size, clock, text_percent=text_percent) as (app, window):
        window.activateWindow()
        window.show_page("routines")
        exercises = window.findChild(QPushButton, "library_view_exercises")
        assert exercises is not None
        exercises.click()
        shoot(window, out / f"exercises-{end}.png")
        window.show_page("routines", "core-light")
        shoot(window, out / f"routine-{end}.png")
        window.show_page("routines", "exercises/bird-dog")
        for _ in range(3):
            shoot(window, out / f"exercise-{end}.png")
            clock.passed_s += MOVED_S
        app.set_preferences(replace(app.preferences, reduced_motion=True))
        window.show_page("routines", "exercises/bird-dog")
        shoot(window, out / f"exercise-ghosts-{end}.png")
        app.set_preferences(replace(app.preferences, reduced_motion=False))
        clock.pace = PACE
        press(window.focusWidget(), Qt.Key.Key_T)
        clock.passed_s += FIRST_REPETITION_S
        shoot(window, out / f"trial-{end}.png")
        clock.passed_s += WHOLE_SET_S
        shoot(window, out / f"trial-closing-{end}.png")


def shoot_files(out: Path, theme: Theme, size: tuple[int, int], text_percent: int = 100) -> None:
    """A pack with a clash, one that is refused, one that is made, and files with faults."""
    end = suffix(theme, size, text_percent)
    with opened(theme, size, text_percent=text_percent) as (app, window):
        folder = app.paths.data
        window.open_file(posed_pack(folder))
        shoot(window, out / f"pack-{end}.png")
        refused = folder / "holiday.backstay"
        refused.write_text("not a pack", encoding="utf-8")
        window.open_file(refused)
        shoot(window, out / f"pack-refused-{end}.png")
        window.show_page("routines", "core-light")
        window.desk.give_away(app.library.routine("core-light"))
        shoot(window, out / f"pack-making-{end}.png")
        for path, text in posed_faults(app.paths.user_routines):
            path.write_text(text, encoding="utf-8")
        app.reload_library()
        window.show_page("routines", "routines/")
        shoot(window, out / f"routines-with-faults-{end}.png")
        see = window.findChild(QPushButton, "library_see_faults")
        assert see is not None
        see.click()
        shoot(window, out / f"faults-{end}.png")


def shoot_exchange(out: Path, theme: Theme, size: tuple[int, int], text_percent: int = 100) -> None:
    """What goes out, what would come in, and a file that brings nothing."""
    from backstay.ui.pages.exchange import ExchangePage

    end = suffix(theme, size, text_percent)
    with opened(theme, size, text_percent=text_percent) as (app, window):
        window.show_page("journal")
        window.desk.lay_over(ExchangePage(window.desk))
        shoot(window, out / f"exchange-{end}.png")
        nothing = app.paths.data / "notes.csv"
        nothing.write_text("only words", encoding="utf-8")
        for name, file in (("import", posed_table(app.paths.data)), ("import-refused", nothing)):
            window.open_file(file)
            shoot(window, out / f"{name}-{end}.png")


def shoot_session(out: Path, theme: Theme, size: tuple[int, int]) -> None:
    """A session from the question before it to its closing page, by real keys."""
    clock = PosedClock()
    with opened(theme, size, clock) as (app, window):
        end = suffix(theme, size)
        clock.pace = PACE
        window.start_routine(app.library.routine("core-light"))
        shoot(window, out / f"session-before-{end}.png")
        session = window.findChild(QWidget, "session")
        assert session is not None
        press(session, Qt.Key.Key_S)
        shoot(window, out / f"session-ready-{end}.png")
        clock.passed_s += FIRST_HOLD_S
        shoot(window, out / f"session-near-{end}.png")
        press(session, Qt.Key.Key_F11)
        shoot(window, out / f"session-far-{end}.png")
        press(session, Qt.Key.Key_F11, Qt.Key.Key_H)
        shoot(window, out / f"session-hurt-{end}.png")
        press(session, Qt.Key.Key_F2)
        shoot(window, out / f"session-safety-{end}.png")
        press(window, Qt.Key.Key_F2)
        press(session, Qt.Key.Key_Escape)
        shoot(window, out / f"session-closing-{end}.png")


def shoot_views(out: Path, theme: Theme, size: tuple[int, int], text_percent: int = 100) -> None:
    """Near and far, a second into the first segment of each kind, and paused."""
    clock = PosedClock()
    end = suffix(theme, size, text_percent)
    with opened(theme, size, clock, text_percent=text_percent) as (app, window):
        clock.pace = PACE
        routine = app.library.routine("core-light")
        window.start_routine(routine)
        settle()
        session = window.findChild(QWidget, "session")
        assert session is not None
        press(session, Qt.Key.Key_S)
        for kind, at_s in _moments(compile_timeline(routine, app.preferences)).items():
            clock.passed_s = at_s
            shoot_near_and_far(window, session, out, f"{kind}-{end}")
        press(session, Qt.Key.Key_Space)
        shoot_near_and_far(window, session, out, f"paused-{end}")


def shoot_near_and_far(window: MainWindow, session: QWidget, out: Path, name: str) -> None:
    """Both views of one moment."""
    settle()
    shoot(window, out / f"near-{name}.png")
    press(session, Qt.Key.Key_F11)
    settle()
    shoot(window, out / f"far-{name}.png")
    press(session, Qt.Key.Key_F11)


def _moments(timeline: Timeline) -> dict[Kind, float]:
    found: dict[Kind, float] = {}
    began_s = 0.0
    for segment in timeline.segments:
        found.setdefault(segment.kind, began_s + 1.0)
        began_s += segment.estimate_s
    return found


def shoot_large_text(out: Path) -> None:
    """Every page with text at 200 %."""
    shoot_exchange(out, Theme.LIGHT, SIZES[0], text_percent=200)
    with opened(Theme.LIGHT, SIZES[0], text_percent=200) as (_, window):
        for page in PAGES:
            window.show_page(page)
            shoot(window, out / f"{page}-light-1280x800-at-200-percent-text.png")
        for page, key in READ_ASIDE:
            press(window, key)
            shoot(window, out / f"{page}-light-1280x800-at-200-percent-text.png")


def shoot_newcomer(out: Path) -> None:
    """The empty states."""
    with opened(Theme.LIGHT, SIZES[0], days=0) as (_, window):
        for page in ("today", "progress", "journal"):
            window.show_page(page)
            shoot(window, out / f"{page}-light-1280x800-empty.png")


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "shots")
    if len(sys.argv) > 2:
        shoot_screen(folder, (int(sys.argv[2]), int(sys.argv[3])), sys.argv[4])
    else:
        main(folder)
