"""The body map: every region in its place, by the pointer, by the keys and for a screen reader."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.pain import BodySide, Region
from backstay.domain.skeleton import View
from backstay.ui.bodymap.areas import (
    BOUNDS_CM,
    PAIRED,
    Area,
    all_areas,
    area_at,
    centre_of,
    middle_of,
    path_of,
)
from backstay.ui.bodymap.body_map import BodyMap
from backstay.ui.bodymap.canvas import BodyCanvas
from backstay.ui.bodymap.walking import led_to
from backstay.ui.widgets.buttons import Button, Chip
from tests.ui.find import click, find, press, shown, words
from tests.ui.hands import is_shown

pytestmark = pytest.mark.usefixtures("appearance")
LEFT, RIGHT, BOTH, CENTRE = BodySide.LEFT, BodySide.RIGHT, BodySide.BOTH, BodySide.CENTRE
MID_BACK = Area(View.BACK, Region.MID_BACK)
CHEST = Area(View.FRONT, Region.CHEST)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
LEAST_TARGET_CM = 10.0


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A page with the map on it; the focus is on what comes before."""
    made = QWidget()
    column = QVBoxLayout(made)
    before = Chip("Before", name="before")
    column.addWidget(before)
    column.addWidget(BodyMap())
    shown(qtbot, made, 480, 460)
    before.setFocus()
    return made


@pytest.fixture
def shows(page: QWidget) -> BodyMap:
    """The map."""
    return find(page, BodyMap, "body_map")


def tap(shows: BodyMap, area: Area) -> None:
    """A real click in the middle of ``area``."""
    canvas = find(shows, BodyCanvas, "body_canvas")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(area).toPoint())
    QApplication.processEvents()


def button(shows: BodyMap, area: Area) -> Button:
    """What stands for ``area`` on the keyboard."""
    return find(shows, Button, f"body_{area.key}")


def focused() -> str:
    """The name of what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget.objectName()


def spot(shows: BodyMap) -> tuple[Region | None, BodySide | None]:
    """What is chosen."""
    return shows.region(), shows.side()


def picture(shows: BodyMap) -> QImage:
    """The drawn body."""
    return find(shows, BodyCanvas, "body_canvas").grab().toImage()


def test_each_region_has_its_place_and_paired_ones_have_two() -> None:
    """Every region of a score can be pointed at; what there are two of, on either side."""
    sides: dict[Region, set[BodySide | None]] = {region: set() for region in Region}
    for area in all_areas():
        sides[area.region].add(area.side)
    assert sides == {region: {LEFT, RIGHT} if region in PAIRED else {None} for region in Region}


def test_no_two_places_overlap() -> None:
    """A point belongs to one region at most."""
    overlapping = []
    for one, other in combinations(all_areas(), 2):
        common = path_of(one).intersected(path_of(other)).boundingRect()
        if common.width() * common.height() > 0.01:
            overlapping.append((one.key, other.key))
    assert overlapping == []


def test_the_middle_of_each_place_is_that_place_and_large_enough_to_hit() -> None:
    """All of them lie within the picture, and none is a sliver."""
    for area in all_areas():
        box = path_of(area).boundingRect()
        assert area_at(centre_of(area)) == area
        assert BOUNDS_CM.contains(box), area.key
        assert min(box.width(), box.height()) >= LEAST_TARGET_CM, area.key


def test_beside_the_body_there_is_nothing() -> None:
    """Nor on the head."""
    head = centre_of(Area(View.BACK, Region.NECK)) - QPoint(0, 14)
    assert area_at(BOUNDS_CM.center()) is None
    assert area_at(head) is None


@pytest.mark.parametrize("region", sorted(PAIRED))
def test_left_is_the_persons_own(region: Region) -> None:
    """From behind it is on the left of the picture, from the front on the right."""
    behind, before = Area(View.BACK, region, LEFT), Area(View.FRONT, region, LEFT)
    assert centre_of(behind).x() < middle_of(View.BACK)
    assert centre_of(before).x() > middle_of(View.FRONT)


def test_a_click_chooses_and_another_takes_it_back(qtbot: QtBot, shows: BodyMap) -> None:
    """It is said in words, and each time that it changed."""
    assert (spot(shows), words(shows, "body_place")) == ((None, None), "no place chosen")
    with qtbot.waitSignal(shows.chosen):
        tap(shows, MID_BACK)
    assert (spot(shows), words(shows, "body_place")) == ((Region.MID_BACK, None), "Mid back")
    with qtbot.waitSignal(shows.chosen):
        tap(shows, MID_BACK)
    assert spot(shows) == (None, None)


def test_the_other_half_makes_both_and_each_can_be_taken_out(shows: BodyMap) -> None:
    """In either view: it is the same shoulder."""
    tap(shows, Area(View.BACK, Region.SHOULDER, LEFT))
    assert spot(shows) == (Region.SHOULDER, LEFT)
    tap(shows, Area(View.FRONT, Region.SHOULDER, RIGHT))
    assert (spot(shows), words(shows, "body_place")) == ((Region.SHOULDER, BOTH), "Shoulder, both sides")
    tap(shows, Area(View.FRONT, Region.SHOULDER, LEFT))
    assert spot(shows) == (Region.SHOULDER, RIGHT)
    tap(shows, Area(View.BACK, Region.SHOULDER, RIGHT))
    assert spot(shows) == (None, None)


def test_another_region_takes_the_place_of_the_first(shows: BodyMap) -> None:
    """One score is about one place."""
    tap(shows, Area(View.BACK, Region.HIP, LEFT))
    tap(shows, Area(View.BACK, Region.THIGH, RIGHT))
    assert spot(shows) == (Region.THIGH, RIGHT)


@pytest.mark.parametrize("side", list(BodySide))
def test_what_lies_in_the_middle_takes_its_side_from_a_button(shows: BodyMap, side: BodySide) -> None:
    """Left, centre, right or both; pressed again it is left open."""
    tap(shows, CHEST)
    click(shows, f"body_side_{side.value}")
    assert spot(shows) == (Region.CHEST, side)
    click(shows, f"body_side_{side.value}")
    assert spot(shows) == (Region.CHEST, None)


def test_sides_are_offered_where_there_are_some(shows: BodyMap) -> None:
    """None without a region, and no centre between two thighs, unless an entry says so."""
    sides = [find(shows, Button, f"body_side_{side.value}") for side in BodySide]
    assert [each.isVisible() for each in sides] == [False] * 4
    tap(shows, Area(View.FRONT, Region.THIGH, LEFT))
    assert [each.isVisible() for each in sides] == [True, False, True, True]
    shows.choose(Region.THIGH, CENTRE)
    assert [each.isVisible() for each in sides] == [True] * 4


def test_a_region_without_its_side_is_filled_on_both_and_a_half_says_which(shows: BodyMap) -> None:
    """An entry of elsewhere may not name the side; the first tap does."""
    empty = picture(shows)
    shows.choose(Region.RIBS, None)
    unsure = picture(shows)
    tap(shows, Area(View.BACK, Region.RIBS, RIGHT))
    assert spot(shows) == (Region.RIBS, RIGHT)
    shows.choose(Region.RIBS, BOTH)
    assert len({bytes(image.constBits()) for image in (empty, unsure, picture(shows))}) == 3


def test_a_click_beside_the_body_changes_nothing(shows: BodyMap) -> None:
    """Nor one that is let go elsewhere."""
    canvas = find(shows, BodyCanvas, "body_canvas")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(MID_BACK).toPoint())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(CHEST).toPoint())
    assert spot(shows) == (None, None)


def test_the_pointer_is_told_what_it_is_over(qtbot: QtBot, shows: BodyMap) -> None:
    """And nothing once it has gone."""
    canvas = find(shows, BodyCanvas, "body_canvas")
    QTest.mouseMove(canvas, canvas.place_of(Area(View.FRONT, Region.HIP, LEFT)).toPoint())
    qtbot.waitUntil(lambda: words(shows, "body_pointed") == "Hip, left, from the front")
    QTest.mouseMove(canvas, QPoint(1, 1))
    qtbot.waitUntil(lambda: not is_shown(shows, "body_pointed"))


@pytest.mark.parametrize("start", all_areas(), ids=lambda area: area.key)
def test_the_arrow_keys_reach_every_place(start: Area) -> None:
    """From each of them, without going round in circles."""
    reached, edge = {start}, [start]
    while edge:
        here = edge.pop()
        for key in ARROWS:
            there = led_to(here, key)
            assert there is not None
            if there not in reached:
                reached.add(there)
                edge.append(there)
    assert reached == set(all_areas())


def test_arrows_walk_the_way_they_point(shows: BodyMap) -> None:
    """Down the spine, across to the other view, and no further than the edge."""
    press(Qt.Key.Key_Tab)
    assert focused() == "body_back-neck"
    for key, name in (
        (Qt.Key.Key_Down, "back-upper-back"),
        (Qt.Key.Key_Down, "back-mid-back"),
        (Qt.Key.Key_Right, "back-ribs-right"),
        (Qt.Key.Key_Right, "front-ribs-right"),
        (Qt.Key.Key_Right, "front-ribs-left"),
        (Qt.Key.Key_Right, "front-ribs-left"),
        (Qt.Key.Key_Up, "front-shoulder-left"),
        (Qt.Key.Key_Home, "back-neck"),
        (Qt.Key.Key_End, "front-lower-leg-right"),
    ):
        press(key)
        assert focused() == f"body_{name}"
    assert words(shows, "body_pointed") == "Lower leg, right, from the front"
    assert spot(shows) == (None, None)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_space_and_enter_choose(shows: BodyMap, key: Qt.Key) -> None:
    """And take back, like a click."""
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(key)
    assert spot(shows) == (Region.UPPER_BACK, None)
    press(key)
    assert spot(shows) == (None, None)


def test_tab_comes_back_to_what_was_chosen(shows: BodyMap) -> None:
    """The body is one stop, where the hand last was."""
    shows.choose(Region.LOWER_BACK, LEFT)
    press(Qt.Key.Key_Tab)
    assert focused() == "body_back-lower-back"
    press(Qt.Key.Key_Tab)
    assert focused().startswith("body_side_")


def test_a_screen_reader_names_each_place_and_can_choose_it(shows: BodyMap) -> None:
    """With its side and the view it is seen in; it says whether it is chosen."""
    names = {button(shows, area).accessibleName() for area in all_areas()}
    assert len(names) == len(all_areas())
    assert {"Mid back", "Chest", "Shoulder, left, from behind", "Neck, from the front"} <= names
    told = QAccessible.queryAccessibleInterface(button(shows, MID_BACK))
    assert told.text(QAccessible.Text.Name) == "Mid back"
    told.actionInterface().doAction("Toggle")
    assert spot(shows) == (Region.MID_BACK, None)
    assert told.state().checked


def test_where_the_keyboard_is_can_be_seen(shows: BodyMap) -> None:
    """A ring lies around the place, whatever colour it has."""
    shows.choose(Region.NECK, None)
    before = picture(shows)
    press(Qt.Key.Key_Tab)
    assert picture(shows) != before
