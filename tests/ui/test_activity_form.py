"""The form for a run or a walk: what it gives, what it leaves as it was, what it refuses."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind, Origin
from backstay.domain.moment import Moment
from backstay.ui.pages.activity_form import ActivityForm, Given
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.when_field import DateTimeField
from tests.ui.find import click, find, press, shown, words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = Moment.from_local(datetime(2026, 11, 22, 8, 30, 20, tzinfo=BERLIN), "Europe/Berlin")
BEGAN = Moment.from_local(datetime(2026, 7, 18, 7, 12, 33, tzinfo=UTC), "Etc/UTC")
FROM_A_FILE = Activity(ActivityKind.WALK, 2657.5, 6543.2, "by the river", Origin.FIT)
ENTRY = ActivityEntry("an-id", BEGAN, FROM_A_FILE)
pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture
def form(qtbot: QtBot) -> ActivityForm:
    """The form by itself."""
    return shown(qtbot, ActivityForm())


@pytest.fixture
def given(form: ActivityForm) -> list[Given]:
    """What the form gave so far."""
    gifts: list[Given] = []
    form.given.connect(gifts.append)
    return gifts


def write(form: ActivityForm, name: str, text: str) -> None:
    """Replace what stands in a field."""
    field = find(form, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    press(Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)


def set_minutes(form: ActivityForm, text: str) -> None:
    """Type a number of minutes."""
    field = find(form, QSpinBox, "activity_minutes")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_it_says_what_it_is_and_where_the_keys_are(form: ActivityForm) -> None:
    """A title for the eye and for a screen reader, and a ring on what the arrow keys change."""
    find(form, QLineEdit, "activity_note").setFocus()
    form.open_new(NOW)
    assert (words(form, "activity_form_title"), form.accessibleName()) == ("A run or a walk",) * 2
    run = find(form, Chip, "activity_kind_run")
    ringed = run.grab().toImage()
    run.clearFocus()
    assert run.grab().toImage() != ringed
    form.open_entry(ENTRY, NOW)
    assert form.accessibleName() == "Change this entry"


def test_a_run_that_has_just_ended(form: ActivityForm, given: list[Given]) -> None:
    """Two fields and Save; it began as long ago as it lasted, and its distance need not be known."""
    form.open_new(NOW)
    set_minutes(form, "40")
    click(form, "activity_save")
    (gift,) = given
    assert gift.activity == Activity(ActivityKind.RUN, 2400)
    assert gift.at.iso() == "2026-11-22T07:50:20+01:00"


def test_a_walk_of_another_day(form: ActivityForm, given: list[Given]) -> None:
    """With everything that can be said about it; the moment is when it began."""
    form.open_new(NOW)
    click(form, "activity_kind_walk")
    set_minutes(form, "95")
    write(form, "activity_km", "7,25")
    click(form, "activity_when_now")
    field = find(form, DateTimeField, "activity_when_field")
    field.setDateTime(field.dateTime().addDays(-3))
    write(form, "activity_note", " in the rain ")
    click(form, "activity_save")
    (gift,) = given
    assert gift.activity == Activity(ActivityKind.WALK, 5700, 7250, "in the rain")
    assert gift.at.iso() == "2026-11-19T08:30:00+01:00"


@pytest.mark.parametrize("name", ["activity_km", "activity_note", "activity_minutes"])
def test_enter_saves_once_from_every_field(name: str, form: ActivityForm, given: list[Given]) -> None:
    """Also what was typed last, and not twice."""
    form.open_new(NOW)
    set_minutes(form, "25")
    find(form, QWidget, name).setFocus()
    press(Qt.Key.Key_Return)
    assert [gift.activity.duration_s for gift in given] == [1500]


def test_escape_and_cancel_give_nothing(form: ActivityForm, given: list[Given], qtbot: QtBot) -> None:
    """And Enter on Cancel is Cancel."""
    form.open_new(NOW)
    with qtbot.waitSignal(form.cancelled):
        press(Qt.Key.Key_Escape)
    with qtbot.waitSignal(form.cancelled):
        click(form, "activity_cancel")
    find(form, QWidget, "activity_cancel").setFocus()
    with qtbot.waitSignal(form.cancelled):
        press(Qt.Key.Key_Return)
    assert given == []


def test_what_is_not_touched_stays_to_the_second(form: ActivityForm, given: list[Given]) -> None:
    """The fields show whole minutes and hundredths of a kilometre; a new note shall not round the rest."""
    form.open_entry(ENTRY, NOW)
    assert find(form, QSpinBox, "activity_minutes").value() == 44
    assert find(form, QLineEdit, "activity_km").text() == "6.54 km"
    write(form, "activity_note", "by the lake")
    click(form, "activity_save")
    (gift,) = given
    assert gift.at == BEGAN
    assert gift.activity == Activity(ActivityKind.WALK, 2657.5, 6543.2, "by the lake", Origin.FIT)


def test_what_is_changed_is_changed(form: ActivityForm, given: list[Given]) -> None:
    """Each field by itself; an entry can lose its distance, and be moved to another moment."""
    form.open_entry(ENTRY, NOW)
    click(form, "activity_kind_run")
    set_minutes(form, "45")
    write(form, "activity_km", "")
    field = find(form, DateTimeField, "activity_when_field")
    field.setDateTime(field.dateTime().addSecs(3600))
    click(form, "activity_save")
    (gift,) = given
    assert gift.activity == Activity(ActivityKind.RUN, 2700, None, "by the river", Origin.FIT)
    assert gift.at.iso() == "2026-07-18T08:12:00+02:00"


def test_something_else_is_offered_only_where_it_is(form: ActivityForm, given: list[Given]) -> None:
    """A ride that came in a file keeps its kind; nobody is asked to write one down."""
    other = Activity(ActivityKind.OTHER, 3600, 25_000, origin=Origin.GPX)
    form.open_entry(ActivityEntry("a-ride", BEGAN, other), NOW)
    assert find(form, Chip, "activity_kind_other").isVisible()
    click(form, "activity_save")
    assert given[-1].activity == other
    form.open_new(NOW)
    assert not find(form, Chip, "activity_kind_other").isVisible()
    click(form, "activity_save")
    assert given[-1] == Given(Activity(ActivityKind.RUN, 1800), given[-1].at)


@pytest.mark.parametrize(
    ("km", "words"),
    [
        ("far", "write kilometres"),
        ("-3", "write kilometres"),
        ("1e3", "write kilometres"),
        ("1001", "0 to 1000"),
    ],
)
def test_a_distance_that_is_none_is_said(km: str, words: str, form: ActivityForm, given: list[Given]) -> None:
    """The form stays open with what was typed, and once it is mended it saves."""
    form.open_new(NOW)
    write(form, "activity_km", km)
    click(form, "activity_save")
    fault = find(form, Banner, "activity_fault")
    assert words in fault.text()
    assert fault.isVisible()
    assert given == []
    assert find(form, QLineEdit, "activity_km").text() == km
    write(form, "activity_km", "10 km")
    click(form, "activity_save")
    assert given[0].activity.distance_m == 10_000


def test_a_time_to_come_is_said(form: ActivityForm, given: list[Given]) -> None:
    """Nobody has run tomorrow; the next entry begins without the remark."""
    form.open_new(NOW)
    click(form, "activity_when_now")
    field = find(form, DateTimeField, "activity_when_field")
    field.setDateTime(field.dateTime().addDays(1))
    click(form, "activity_save")
    assert "is in the future" in find(form, Banner, "activity_fault").text()
    assert given == []
    form.open_new(NOW)
    assert not find(form, Banner, "activity_fault").isVisible()


def test_every_part_has_a_name_to_be_read(form: ActivityForm) -> None:
    """A screen reader finds each field by what it is for."""
    form.open_new(NOW)
    names = {"activity_minutes": "Minutes", "activity_km": "Distance in kilometres", "activity_note": "Note"}
    assert {name: find(form, QWidget, name).accessibleName() for name in names} == names
    assert find(form, DateTimeField, "activity_when_field").accessibleName() == "When it began"
