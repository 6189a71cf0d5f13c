"""Seen from the mat: how large letters are on the glass, and that nothing moves but the figure."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from math import ceil

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.exercise import Sides
from backstay.domain.preferences import Preferences
from backstay.domain.session import Session
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Timeline, compile_timeline
from backstay.ui.session.digits import Digits
from backstay.ui.session.far import FarView
from backstay.ui.session.fitted_label import FittedLabel
from backstay.ui.session.legible import PANEL_MM, height_share
from backstay.ui.session.near import NearView
from backstay.ui.theme import Appearance
from backstay.ui.widgets.segmented_progress import SegmentedProgress
from tests.samples import exercise, hold, rest, routine
from tests.ui.find import find

SIZES = [(1280, 800), (1366, 768), (1920, 1080), (1920, 1200), (1080, 1920), (800, 1280), (720, 520)]
TEXTS = ("9", "0:07", "10:00", "12:34")
FRAME_S = 1 / 60


@pytest.fixture
def _dressed(appearance: Appearance) -> Iterator[None]:
    """The usual text size again, whatever a test chose."""
    yield
    appearance.apply(Preferences())


def filled_far(qtbot: QtBot, size: tuple[int, int], view: SessionView) -> FarView:
    """The far view on a screen of this size."""
    far = FarView(is_motion_reduced=True)
    qtbot.addWidget(far)
    far.show_view(view)
    far.resize(*size)
    far.show()
    QApplication.processEvents()
    assert (far.width(), far.height()) == size
    return far


def first_view(timeline: Timeline) -> SessionView:
    """Where a session begins."""
    session = Session(timeline)
    session.start(0.0)
    return session.view(0.0)


def inked(widget: QWidget, picture: QImage | None = None) -> QRect:
    """The box around everything that differs from the corner of the picture."""
    image = picture or widget.grab().toImage()
    blank = image.pixelColor(0, 0)
    columns, rows = range(image.width()), range(image.height())
    top = next(y for y in rows if any(image.pixelColor(x, y) != blank for x in columns))
    bottom = next(y for y in reversed(rows) if any(image.pixelColor(x, y) != blank for x in columns))
    return QRect(0, top, image.width(), bottom - top + 1)


def test_a_letter_of_a_hundredth_of_the_distance() -> None:
    """At 3 m a letter is 30 mm high, which is 16.8 % of a panel of 13.3 inches."""
    assert height_share(3.0) * PANEL_MM[1] == pytest.approx(30.0)
    assert height_share(3.0) == pytest.approx(0.1676, abs=1e-4)
    assert (PANEL_MM[0] ** 2 + PANEL_MM[1] ** 2) ** 0.5 / 25.4 == pytest.approx(13.3, abs=0.01)
    assert PANEL_MM[0] / PANEL_MM[1] == pytest.approx(1.6, abs=0.001)


@pytest.mark.usefixtures("_dressed")
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", SIZES)
def test_the_digits_fill_a_fifth_of_the_height(
    qtbot: QtBot, appearance: Appearance, size: tuple[int, int], percent: int
) -> None:
    """Their ink, whatever they say, on every screen and at every text size: that is legible at 3 m."""
    appearance.apply(Preferences(text_percent=percent))
    far = filled_far(qtbot, size, first_view(compile_timeline(routine(hold("Bridge", 20, 3)), Preferences())))
    digits = find(far, Digits, "far_digits")
    for text in TEXTS:
        digits.show_time(text)
        assert digits.ink_height() >= far.height() / 5, text
        assert digits.ink_height() >= far.height() * height_share(3.0), text
    picture = far.grab(QRect(digits.mapTo(far, QPoint()), digits.size())).toImage()
    box = inked(digits, picture)
    assert box.height() >= far.height() / 5
    # Nothing is cut off above or below.
    assert 0 < box.top() <= box.bottom() < digits.height() - 1


@pytest.mark.usefixtures("_dressed")
@pytest.mark.parametrize("percent", [100, 200])
def test_the_words_are_legible_from_where_one_steers(
    qtbot: QtBot, appearance: Appearance, app: App, percent: int
) -> None:
    """Every name that comes with the program at 1 m at least, a short one at 1.5 m, all other words at 1 m
    in their usual length.
    """
    appearance.apply(Preferences(text_percent=percent))
    for shipped in app.library.exercises.values():
        view = first_view(compile_timeline(routine(shipped), Preferences()))
        far = filled_far(qtbot, (1280, 800), view)
        name = find(far, FittedLabel, "far_exercise")
        assert name.ink_height() >= 0.99 * far.height() * height_share(1.0), shipped.name
        if len(name.text()) <= 16:
            assert name.ink_height() >= 0.99 * far.height() * height_share(1.5), shipped.name
        far.close()
        far.deleteLater()
    assert find(far, FittedLabel, "far_phase").ink_height() >= 0.99 * far.height() * height_share(1.0)


def test_a_screen_that_becomes_smaller_is_followed(qtbot: QtBot) -> None:
    """What was large on a large screen holds no window open."""
    view = first_view(compile_timeline(routine(hold("Bridge", 20, 3)), Preferences()))
    far = filled_far(qtbot, (1920, 1200), view)
    far.resize(720, 520)
    QApplication.processEvents()
    assert (far.width(), far.height()) == (720, 520)
    assert far.minimumSizeHint().height() <= 520


def cell_changes(digits: Digits, texts: list[str]) -> list[tuple[int, int]]:
    """For each place of a text the columns in which another digit there changes the picture."""
    pictures = {}
    for text in texts:
        digits.show_time(text)
        pictures[text] = digits.grab().toImage()
    places = [at for at, letter in enumerate(texts[0]) if letter.isdigit()]
    found = []
    for place in places:
        columns: set[int] = set()
        for one, other in combinations(texts, 2):
            if all((one[at] != other[at]) == (at == place) for at in places):
                columns |= changed_columns(pictures[one], pictures[other])
        found.append((min(columns), max(columns)))
    return found


def changed_columns(one: QImage, other: QImage) -> set[int]:
    """The columns in which two pictures differ."""
    return {
        x
        for x in range(one.width())
        if any(one.pixel(x, y) != other.pixel(x, y) for y in range(0, one.height(), 3))
    }


@pytest.mark.parametrize("width", [700, 330])
def test_digits_stand_still(qtbot: QtBot, appearance: Appearance, width: int) -> None:
    """Each digit has a cell of its own: another digit in one place leaves all others where they are, in
    their usual width and drawn narrower.
    """
    assert appearance is not None
    digits = Digits(name="digits", size_px=200)
    digits.set_size(200, 200)
    qtbot.addWidget(digits)
    digits.resize(width, 200)
    texts = ["00:00", *(f"{'0' * at}{n}{'0' * (3 - at)}" for at in range(4) for n in (1, 4, 7))]
    texts = [t if ":" in t else f"{t[:2]}:{t[2:]}" for t in texts]
    cells = cell_changes(digits, texts)
    assert len(cells) == 4
    for (_, right), (left, _) in pairwise(cells):
        assert right < left
    widths = [right - left for left, right in cells]
    assert max(widths) - min(widths) <= 2


def through(timeline: Timeline, frame_s: float) -> Iterator[tuple[float, SessionView]]:
    """A whole session, one look a frame, and what is left of the present segment then."""
    session, now_s = Session(timeline), 0.0
    session.start(now_s)
    frame = 0
    while session.state is State.RUNNING:
        yield now_s, session.view(now_s)
        frame += 1
        now_s = frame * frame_s
        session.advance(now_s)


def test_a_digit_changes_exactly_on_its_second(qtbot: QtBot, appearance: Appearance) -> None:
    """Sixty looks a second through a session: at each the near and the far view show the whole seconds
    that are left, a part of one counting as one, and the bar what is done.
    """
    assert appearance is not None
    timeline = compile_timeline(
        routine(hold("Clam", 8, 2, sides=Sides.EACH), rest(7), exercise("Bridge")), Preferences()
    )
    view = first_view(timeline)
    far = filled_far(qtbot, (1280, 800), view)
    near = NearView(timeline, is_motion_reduced=True)
    qtbot.addWidget(near)
    shown = find(far, Digits, "far_digits"), find(near, Digits, "session_digits")
    ends_s, total_s = [], 0.0
    for segment in timeline.segments:
        assert segment.duration_s is not None
        total_s += segment.duration_s
        ends_s.append(total_s)
    bar = find(near, SegmentedProgress, "session_progress")
    for now_s, view in through(timeline, FRAME_S):
        near.show_figure(view)
        assert bar.value() == pytest.approx(1000 * now_s / total_s, abs=0.51)
        far.show_view(view)
        near.show_view(view, is_muted=False)
        end_s = next(end for end in ends_s if now_s < end - 1e-9)
        left = ceil(end_s - now_s - 1e-6)
        assert [digits.text() for digits in shown] == [f"{left // 60}:{left % 60:02d}"] * 2, now_s
    assert now_s == pytest.approx(total_s, abs=2 * FRAME_S)


def lay_out_now() -> None:
    """What asked for another place gets it; nothing is painted, which would take most of the time."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def boxes(view: QWidget, *names: str) -> list[QRect]:
    """Where these are in ``view``."""
    return [
        part.rect().translated(part.mapTo(view, QPoint()))
        for part in (find(view, QWidget, name) for name in names)
    ]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_in_the_far_view(qtbot: QtBot, appearance: Appearance, size: tuple[int, int]) -> None:
    """Through a session with long and short names, sides, sets and times of ten minutes and more."""
    assert appearance is not None
    one = hold("Plank", 601, 1)
    other = hold("A very long name for a stretch of the hamstrings", 20, 3, 2, rest_s=30, sides=Sides.EACH)
    timeline = compile_timeline(routine(one, other), Preferences())
    far = filled_far(qtbot, size, first_view(timeline))
    names = ("far_digits", "far_exercise", "far_phase", "far_count", "far_next", "far_mark", "far_figure")
    before = boxes(far, *names)
    seen = set()
    for _, view in through(timeline, 1.0):
        far.show_view(view)
        lay_out_now()
        seen.add(find(far, Digits, "far_digits").text())
        assert boxes(far, *names) == before
    assert {"10:00", "9:59", "0:07"} <= seen


@pytest.mark.parametrize("size", [(1280, 800), (1366, 768), (1920, 1080)])
def test_the_digits_stay_where_they_are_in_the_near_view(
    qtbot: QtBot, app: App, appearance: Appearance, size: tuple[int, int]
) -> None:
    """Through whole routines: name, side, cue and what comes next change in one, two and three lines."""
    assert appearance is not None
    for name in ("core-light", "midback-mobility"):
        timeline = compile_timeline(app.library.routine(name), Preferences())
        near = NearView(timeline, is_motion_reduced=True)
        qtbot.addWidget(near)
        near.show_view(first_view(timeline), is_muted=False)
        near.resize(*size)
        near.show()
        QApplication.processEvents()
        places = set()
        for _, view in through(timeline, 1.0):
            near.show_view(view, is_muted=False)
            lay_out_now()
            (box,) = boxes(near, "session_digits")
            places.add((box.x(), box.y(), box.width(), box.height()))
        assert len(places) == 1, places


def test_what_is_too_long_shrinks_before_it_breaks(qtbot: QtBot, appearance: Appearance) -> None:
    """A name without end keeps the room of a short one, and stays inside it."""
    assert appearance is not None
    view = first_view(compile_timeline(routine(hold("Hamstringstretch" * 6, 20, 1)), Preferences()))
    far = filled_far(qtbot, (720, 520), view)
    name = find(far, FittedLabel, "far_exercise")
    small = name.ink_height()
    short = view.segment.exercise
    step = replace(view.segment, exercise=replace(short, name="Plank"))
    far.show_view(replace(view, segment=step))
    assert name.ink_height() > 2 * small
