"""Zoom and pan: by wheel, fingers, hand and keys, along time only and never past the data."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.ui.chart.chart import PainChart
from backstay.ui.chart.view import LEAST_DAYS, View, moved, reaching, whole, zoomed
from backstay.ui.chart.words import dated
from tests.ui.charted import charted, score, shown
from tests.ui.diary import TODAY

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
YEAR = 365
LIMIT = View(0.0, 400.0)

places = st.floats(0, 400)


@pytest.fixture
def chart(qtbot: QtBot) -> PainChart:
    """A year of daily scores."""
    return shown(charted(YEAR, [score(days_ago, days_ago % 8) for days_ago in range(YEAR)]), qtbot)


def seen(chart: PainChart) -> tuple[date, date]:
    """The first and the last day in view."""
    found = chart.view()
    assert found is not None
    return found


def days(chart: PainChart) -> int:
    """How many days are in view."""
    first, last = seen(chart)
    return (last - first).days + 1


def turn(
    chart: PainChart,
    notches: float,
    x: float,
    sideways: bool = False,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> bool:
    """Turn the wheel over the chart at ``x``. Whether the chart took it."""
    at = QPointF(x, 100)
    angle = QPoint(round(120 * notches), 0) if sideways else QPoint(0, round(120 * notches))
    event = QWheelEvent(
        at,
        chart.mapToGlobal(at),
        QPoint(),
        angle,
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, event)
    return event.isAccepted()


def pinch(chart: PainChart, spread: float, x: float) -> None:
    """Two fingers on a touchpad moving apart by ``spread``, over ``x``."""
    at = QPointF(x, 100)
    device = QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    event = QNativeGestureEvent(kind, device, 2, at, at, chart.mapToGlobal(at), spread, QPointF())
    QApplication.sendEvent(chart, event)


def drag(chart: PainChart, start: int, end: int) -> None:
    """Take hold at one place across, move to the other, let go."""
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(start, 100))
    for x in (start + (end - start) // 3, start + (end - start) // 2, end):
        QTest.mouseMove(chart, QPoint(x, 100))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(end, 100))


@given(st.tuples(places, places), st.floats(0.01, 100), places)
def test_no_zoom_leaves_the_data(ends: tuple[float, float], factor: float, around: float) -> None:
    """Whatever is zoomed: never fewer than three days, never anything outside."""
    view = zoomed(LIMIT, 400 / max(LEAST_DAYS, abs(ends[0] - ends[1])), min(ends), LIMIT)
    found = zoomed(view, factor, around, LIMIT)
    assert LIMIT.first <= found.first < found.last <= LIMIT.last + 1e-9
    assert found.length >= LEAST_DAYS - 1e-9


@given(st.floats(1, 20), st.floats(110, 290))
def test_the_place_that_is_zoomed_at_stays_where_it_is(factor: float, around: float) -> None:
    """As long as no end is reached: the same share of the width."""
    view = View(100.0, 300.0)
    found = zoomed(view, factor, around, LIMIT)
    assert (around - found.first) / found.length == pytest.approx((around - 100) / 200)


@given(st.floats(1, 390), st.floats(-1000, 1000))
def test_no_panning_leaves_the_data(length: float, days_on: float) -> None:
    """Panning keeps the length and stops at the ends."""
    view = View(10.0, 10.0 + length)
    found = moved(view, days_on, LIMIT)
    assert found.length == pytest.approx(length)
    assert LIMIT.first <= found.first
    assert found.last <= LIMIT.last + 1e-9


@given(places)
def test_what_is_read_comes_into_view(place: float) -> None:
    """And nothing moves when it is there already."""
    view = View(100.0, 130.0)
    found = reaching(view, place, LIMIT)
    assert found.first <= place <= found.last
    if 105 <= place <= 125:
        assert found == view


def test_a_span_shorter_than_three_days_stays_whole(qtbot: QtBot) -> None:
    """A single day cannot be zoomed, and does not grow."""
    chart = shown(charted(1, [score(0, 4)]), qtbot)
    assert not chart.zoom(4)
    assert seen(chart) == (TODAY, TODAY)


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_Equal])
def test_plus_zooms_in_and_minus_out_again(chart: PainChart, key: Qt.Key) -> None:
    """Both keys that can be a plus; at the end minus has nothing to do."""
    QTest.keyClick(chart, key)
    assert YEAR / 1.7 < days(chart) < YEAR / 1.4
    for _ in range(3):
        QTest.keyClick(chart, Key.Key_Minus)
    assert days(chart) == YEAR


@pytest.mark.parametrize("key", [Key.Key_0, Key.Key_F])
def test_nought_or_f_shows_everything(chart: PainChart, key: Qt.Key) -> None:
    """However far it was zoomed."""
    for _ in range(30):
        QTest.keyClick(chart, Key.Key_Plus)
    assert days(chart) <= LEAST_DAYS + 1
    QTest.keyClick(chart, key)
    assert days(chart) == YEAR


def test_keys_of_others_are_left_alone(chart: PainChart) -> None:
    """Ctrl+0 is somebody else's."""
    chart.zoom(4)
    before = seen(chart)
    QTest.keyClick(chart, Key.Key_0, CONTROL)
    assert seen(chart) == before


def test_shift_and_an_arrow_move_along_time(chart: PainChart) -> None:
    """A step to the left and one to the right lead back."""
    chart.zoom(4)
    before = seen(chart)
    QTest.keyClick(chart, Key.Key_Left, SHIFT)
    earlier = seen(chart)
    assert earlier[0] < before[0]
    QTest.keyClick(chart, Key.Key_Right, SHIFT)
    assert seen(chart) == before


def test_the_wheel_zooms_around_the_pointer(chart: PainChart) -> None:
    """Near the right edge today stays in view; near the left one the first day does."""
    for _ in range(8):
        turn(chart, 1, 980)
    assert seen(chart)[1] == TODAY
    chart.fit()
    for _ in range(8):
        turn(chart, 1, 45)
    assert seen(chart)[0] == TODAY - timedelta(days=YEAR - 1)


def test_at_its_end_the_wheel_goes_to_the_page(chart: PainChart) -> None:
    """Zoomed out altogether the page scrolls; else the chart has used it."""
    assert not turn(chart, -1, 500)
    assert turn(chart, 1, 500)
    assert turn(chart, -1, 500)


def test_the_wheel_moves_with_shift_or_sideways(chart: PainChart) -> None:
    """The length of the view stays."""
    chart.zoom(4)
    before = seen(chart)
    assert turn(chart, 1, 500, modifier=SHIFT)
    assert seen(chart)[0] < before[0]
    assert turn(chart, -1, 500, sideways=True)
    assert seen(chart) == before


def test_two_fingers_zoom(chart: PainChart) -> None:
    """Apart to see less, together to see more, around the place between them."""
    for _ in range(10):
        pinch(chart, 0.2, 980)
    assert days(chart) < YEAR / 4
    assert seen(chart)[1] == TODAY
    for _ in range(20):
        pinch(chart, -0.2, 980)
    assert days(chart) == YEAR


def test_a_drag_takes_the_days_along(chart: PainChart) -> None:
    """To the right come earlier days, as far as the data goes."""
    chart.zoom(4)
    before = seen(chart)
    drag(chart, 300, 700)
    assert seen(chart)[0] < before[0]
    for _ in range(10):
        drag(chart, 200, 900)
    assert seen(chart)[0] == TODAY - timedelta(days=YEAR - 1)


def test_a_click_moves_nothing(chart: PainChart) -> None:
    """A hand that trembles by a pixel has clicked."""
    chart.zoom(4)
    told: list[date] = []
    chart.viewed.connect(lambda first, _last: told.append(first))
    drag(chart, 500, 502)
    assert told == []
    drag(chart, 500, 600)
    assert told


def test_two_clicks_show_everything(chart: PainChart) -> None:
    """As the key does."""
    chart.zoom(4)
    QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(500, 100))
    assert days(chart) == YEAR


def test_the_view_is_told(chart: PainChart, qtbot: QtBot) -> None:
    """The page can say which days it shows."""
    with qtbot.waitSignal(chart.viewed) as told:
        chart.zoom(10)
    assert told.args == list(seen(chart))


def test_new_entries_leave_the_view_where_it_is(chart: PainChart) -> None:
    """The same span keeps it; another span begins with everything."""
    chart.zoom(10)
    before = seen(chart)
    chart.show_data(charted(YEAR, [score(1, 3)]))
    assert seen(chart) == before
    chart.show_data(charted(YEAR // 2, [score(1, 3)]))
    assert days(chart) == YEAR // 2


def test_reading_takes_the_view_along(chart: PainChart) -> None:
    """The keys go on reading where the view ends."""
    for _ in range(12):
        QTest.keyClick(chart, Key.Key_Plus)
    QTest.keyClick(chart, Key.Key_End)
    assert seen(chart)[1] == TODAY
    QTest.keyClick(chart, Key.Key_Home)
    assert seen(chart)[0] == TODAY - timedelta(days=YEAR - 1)


def test_everything_is_in_view_at_first() -> None:
    """With an edge, so that no dot is cut."""
    data = charted(28, [score(27, 3), score(0, 4)])
    view = whole(data)
    assert view.first < data.positions[0]
    assert data.positions[-1] < view.last


def test_the_keys_say_where_they_have_come_to(chart: PainChart, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen reader hears the days in view, and nothing when the pointer moves them."""
    heard: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    chart.zoom(4)
    turn(chart, 1, 500)
    assert heard == []
    QTest.keyClick(chart, Key.Key_Left, SHIFT)
    first, last = seen(chart)
    assert heard == [f"{dated(first)} to {dated(last)}"]
