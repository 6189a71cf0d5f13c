"""The figure: one frame by itself, and the session's near view at 60 frames a second.

Run as a process of its own: ``python -m benchmarks.figure frames|session PAIRS`` prints JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEventLoop, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from backstay.catalogue.library import load_library
from backstay.domain.exercise import Exercise
from backstay.domain.figure import Figure, Phase
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.session import Session
from backstay.domain.skeleton import Point
from backstay.domain.timeline import compile_timeline
from backstay.resources import routines_dir
from backstay.ui.figure.artist import FigureArtist
from backstay.ui.figure.kit import Easel
from backstay.ui.figure.palette import LIGHT
from backstay.ui.figure.view import FigureView
from backstay.ui.session.near import NearView
from backstay.ui.theme import Appearance
from benchmarks.processes import ENVIRON
from benchmarks.table import Row, paired

SIDE_PX, ALLOWED_MS = 480, 2.0
ROUNDS, FRAMES, PHASE_S = 12, 18, 3.0
SIZE = (1280, 800)
FRAME_MS, WATCHED, SETTLE_MS = 16, 120, 300
EXERCISE = "chair-squat"
"""The whole body moves, and a chair stands there: of the shipped ones the dearest against its path."""
READY = Preferences(get_ready_s=0)


def frame_row() -> Row:
    """One frame of each exercise against the time it may take; the spread is over the exercises."""
    costs = _asked("frames", 1)
    worst = max(costs, key=lambda name: costs[name])
    return Row(
        f"painting one of {len(costs)} figures at 480x480 (dearest: {worst}, {costs[worst]:.2f} ms)",
        "ms",
        median(costs.values()),
        ALLOWED_MS,
        tuple(cost / ALLOWED_MS for cost in costs.values()),
        1.0,
        "what it may take",
    )


def session_row(pairs: int) -> Row:
    """The near view against a bare widget that paints the same outlines as one path."""
    taken = _asked("session", pairs)
    return Row(
        "a frame of the session at 60 a second",
        "ms",
        taken["ours"],
        taken["bare"],
        tuple(taken["ratios"]),
        1.3,
        f"bare widget, one path of {taken['vertices']} vertices",
    )


def _asked(what: str, pairs: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.figure", what, str(pairs)]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=300, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> int:
    """Take what is asked for, in this process."""
    what, pairs = sys.argv[1], int(sys.argv[2])
    qt_app = QApplication(sys.argv[:1])
    exercises = load_library(routines_dir()).exercises
    if what == "frames":
        drawn = {e.id: e.figure for e in exercises.values() if e.figure is not None}
        print(json.dumps(frames_ms(drawn)))
    else:
        # The window is dressed as long as this lives.
        _appearance = Appearance(qt_app, READY)
        print(json.dumps(session_figures(exercises[EXERCISE], pairs)))
    return 0


def session_figures(exercise: Exercise, pairs: int) -> dict[str, Any]:
    """Processor time of a frame in the near view and on the bare widget, in ms, and their ratios."""
    ours, bare = SessionScreen(exercise), BareScreen()
    bare.shape = outline_of(ours.window, ours.figure)
    row = paired("", "ms", ours.frame_ms, bare.frame_ms, pairs=pairs, goal=None, against="")
    vertices = bare.shape.elementCount()
    return {"ours": row.ours, "bare": row.yardstick, "ratios": row.ratios, "vertices": vertices}


def frames_ms(figures: dict[str, Figure]) -> dict[str, float]:
    """Processor time of one frame of each figure on its way, at 480x480 pixels, the median of some rounds.

    A round goes through all figures, so that a busy moment of the computer is nobody's.
    """
    image = QImage(SIDE_PX, SIDE_PX, QImage.Format.Format_ARGB32_Premultiplied)
    artists = {name: FigureArtist(figure, LIGHT) for name, figure in figures.items()}
    rounds = [{name: _frame_ms(artist, image) for name, artist in artists.items()} for _ in range(ROUNDS)]
    # In the first one brushes, hands and furniture are made.
    return {name: median(costs[name] for costs in rounds[1:]) for name in figures}


def _frame_ms(artist: FigureArtist, image: QImage) -> float:
    began_s = time.process_time()
    for index in range(FRAMES):
        phase, progress = (Phase.UP, Phase.DOWN)[index % 2], index / FRAMES
        painter = QPainter(image)
        artist.paint(painter, QRectF(image.rect()), phase, progress, phase_s=PHASE_S)
        painter.end()
    return (time.process_time() - began_s) / FRAMES * 1000


def animated_ms(window: QWidget, step: Callable[[], None]) -> float:
    """Processor time of the whole process for each frame, in ms; ``step`` asks for the next one."""
    loop, timer, left = QEventLoop(), QTimer(interval=FRAME_MS), iter(range(WATCHED))

    def go_on() -> None:
        if next(left, None) is None:
            loop.quit()
        else:
            step()

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(go_on)
    window.show()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    began_s = time.process_time()
    timer.start()
    loop.exec()
    spent_s = time.process_time() - began_s
    timer.stop()
    window.hide()
    return spent_s / WATCHED * 1000


class SessionScreen:
    """The near view of a session in a window, its clock moved on by one frame at a time."""

    def __init__(self, exercise: Exercise) -> None:
        routine = Routine("bench", "Bench", "", 1, (ExerciseStep(exercise, exercise.dose),))
        self._session = Session(compile_timeline(routine, READY), gap_limit_s=1e9)
        self._session.start(0)
        self._now_s = 0.0
        self.window = QWidget()
        self._near = NearView(self._session.timeline, is_motion_reduced=False)
        box = QVBoxLayout(self.window)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._near)
        self.window.resize(*SIZE)
        self._near.show_view(self._session.view(0), is_muted=True)
        self.figure = self._near.findChildren(FigureView)[0]

    def frame_ms(self) -> float:
        """See ``animated_ms``."""
        return animated_ms(self.window, self._step)

    def _step(self) -> None:
        self._now_s += FRAME_MS / 1000
        self._session.advance(self._now_s)
        self._near.show_figure(self._session.view(self._now_s))


class BareScreen(QWidget):
    """Repaints one antialiased path, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(*SIZE)
        self.shape = QPainterPath()

    def frame_ms(self) -> float:
        """See ``animated_ms``."""
        return animated_ms(self, self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The path, filled."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(self.shape, QColor("#2A8C8C"))


def outline_of(window: QWidget, figure: QWidget) -> QPainterPath:
    """Every outline of one frame of the figure as one path, in its place in the window."""
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.WindingFill)

    def fill(easel: Easel, path: QPainterPath, _brush: QBrush) -> None:
        whole.addPath(easel.to_pixels.map(path))

    def line(easel: Easel, a: Point, b: Point, _pen: QPen) -> None:
        whole.moveTo(easel.to_pixels.map(QPointF(*a)))
        whole.lineTo(easel.to_pixels.map(QPointF(*b)))

    def stroke(easel: Easel, path: QPainterPath, _pen: QPen) -> None:
        whole.addPath(easel.to_pixels.map(path))

    window.show()
    with patch.multiple(Easel, fill=fill, stroke=stroke, line=line):
        figure.grab()
    window.hide()
    place = figure.mapTo(window, QPoint(0, 0))
    return whole.translated(place.x(), place.y())


if __name__ == "__main__":
    raise SystemExit(main())
