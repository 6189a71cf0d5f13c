"""The small parts: what they say, what they hear, and that they can be used without a mouse."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.moment import Moment
from backstay.domain.preferences import Preferences, Theme
from backstay.domain.trend import Reading
from backstay.ui import theme, tokens
from backstay.ui.theme import Appearance
from backstay.ui.widgets.buttons import Button, Chip, IconButton, PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.list_button import ListButton
from backstay.ui.widgets.rail import Rail, RailItem
from backstay.ui.widgets.segmented_progress import SegmentedProgress
from backstay.ui.widgets.sparkline import Sparkline
from backstay.ui.widgets.stepper import Stepper
from backstay.ui.widgets.toast import Toast
from backstay.ui.widgets.toggle import Toggle
from backstay.ui.widgets.week_dots import WeekDots
from tests.ui.find import click, find, shown

pytestmark = pytest.mark.usefixtures("appearance")
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def picture(widget: QWidget) -> QImage:
    """What ``widget`` looks like."""
    return widget.grab().toImage()


def has_colour(image: QImage, colour: str) -> bool:
    """Whether any pixel is exactly of this colour."""
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))


def test_mark_up_from_a_file_is_shown_as_it_stands(qtbot: QtBot) -> None:
    """An image tag in a routine's name loads nothing: it is as wide as its letters."""
    label = PlainLabel('<img src="/etc/passwd">')
    shown(qtbot, label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.sizeHint().width() > label.fontMetrics().horizontalAdvance("img src")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_focus_is_pressed_by_enter_and_space(qtbot: QtBot, key: Qt.Key) -> None:
    """Whoever tabbed there expects either."""
    button = SecondaryButton("Look first", name="look")
    shown(qtbot, button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_the_key_on_a_button_is_part_of_its_width() -> None:
    """Nothing is cut off."""
    plain, keyed = PrimaryButton("Start", name="a"), PrimaryButton("Start", key="Enter", name="b")
    assert keyed.sizeHint().width() > plain.sizeHint().width()


def test_an_ampersand_is_only_an_ampersand(qtbot: QtBot) -> None:
    """A routine called "Push & pull" has no hidden key."""
    chip = Chip("Push & pull", name="chip")
    shown(qtbot, chip)
    assert chip.words == "Push & pull"
    assert chip.accessibleName() == "Push & pull"
    assert chip.shortcut().isEmpty()


def test_a_button_with_an_icon_alone_says_what_it_does() -> None:
    """To the pointer and to the screen reader."""
    button = IconButton("x", "Close", name="close")
    assert (button.toolTip(), button.accessibleName()) == ("Close", "Close")


def test_a_button_shows_its_icon(qtbot: QtBot) -> None:
    """At the latest in its second picture: the first one of all does not wait for the icons."""
    button = shown(qtbot, IconButton("x", "Close", name="close"))
    qtbot.waitUntil(lambda: has_colour(picture(button), tokens.LIGHT.ink_soft))


def test_the_ring_is_seen_by_those_who_walk_by_keyboard(qtbot: QtBot) -> None:
    """Tab shows where it stands; a click needs no ring."""
    page = QWidget()
    other, button = PrimaryButton("Look", name="look"), PrimaryButton("Start", name="start")
    for part in (other, button):
        part.setParent(page)
    shown(qtbot, page)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    without = picture(button)
    other.setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert has_colour(picture(button), tokens.LIGHT.ink)
    assert not has_colour(without, tokens.LIGHT.ink)


def test_the_toast_goes_by_itself(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never has to be answered, and runs no timer once it is gone."""
    monkeypatch.setattr(tokens, "TOAST_MS", 1)
    page = shown(qtbot, QWidget())
    toast = Toast(page)
    toast.say("Saved")
    qtbot.waitUntil(toast.isHidden)
    assert toast.text() == ""


def test_the_toast_stays_while_the_focus_is_on_its_button(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody loses the way back while reaching for it."""
    monkeypatch.setattr(tokens, "TOAST_MS", 5)
    page = shown(qtbot, QWidget())
    toast = Toast(page)
    toast.say("Entry deleted", lambda: None)
    find(toast, Button, "toast_undo").setFocus()
    qtbot.wait(30)
    assert not toast.isHidden()


def test_a_toast_without_a_way_back_has_no_button(qtbot: QtBot) -> None:
    """And Ctrl+Z then does nothing."""
    page = shown(qtbot, QWidget())
    toast = Toast(page)
    toast.say("Saved")
    assert not find(toast, Button, "toast_undo").isVisible()


def test_an_empty_banner_takes_no_room(qtbot: QtBot) -> None:
    """A notice is there when there is something to say."""
    banner = Banner("notice")
    shown(qtbot, banner)
    banner.say("Read-only.")
    assert banner.isVisible()
    banner.say("")
    assert not banner.isVisible()


def test_the_dots_of_the_week_say_their_numbers() -> None:
    """More sessions than planned are all there."""
    dots = WeekDots()
    dots.set_sessions(2, 3)
    narrow = dots.sizeHint().width()
    dots.set_sessions(5, 3)
    assert dots.accessibleName() == "5 of 3 sessions"
    assert dots.sizeHint().width() > narrow


def test_the_sparkline_leaves_a_gap_where_nothing_was_entered(qtbot: QtBot) -> None:
    """No line is drawn over weeks without an entry."""
    early = [Reading(Moment.from_local(SUNDAY - timedelta(days=40 - day)), 8) for day in range(3)]
    late = [Reading(Moment.from_local(SUNDAY - timedelta(days=day)), 2) for day in range(3)]
    spark = Sparkline()
    spark.resize(400, 72)
    spark.set_readings([*early, *late], early[0].position, late[0].position)
    qtbot.addWidget(spark)
    image = picture(spark)
    middle = [image.pixelColor(200, y).name() for y in range(image.height())]
    assert len(set(middle)) == 1


def test_less_pain_is_lower_on_the_sparkline(qtbot: QtBot) -> None:
    """0 stands at the bottom."""
    spark = Sparkline()
    spark.resize(100, 72)
    qtbot.addWidget(spark)

    def height_of(score: int) -> int:
        spark.set_readings([Reading(Moment.from_local(SUNDAY), score)], 0, SUNDAY.toordinal() * 2)
        image = picture(spark)
        back = image.pixel(0, 0)
        return next(y for y in range(image.height()) if any(image.pixel(x, y) != back for x in range(100)))

    assert height_of(0) > height_of(5) > height_of(10)


def test_the_progress_of_a_session_is_heard_as_a_whole() -> None:
    """A step of half the time counts half of it."""
    bar = SegmentedProgress()
    bar.set_steps([30, 10])
    bar.set_fractions([0.5, 0.0])
    assert isinstance(bar, QProgressBar)
    assert bar.value() / bar.maximum() == pytest.approx(15 / 40, abs=0.001)
    bar.set_fractions([1.0, 1.0])
    assert bar.value() == bar.maximum()


def test_the_parts_of_the_progress_are_as_long_as_their_steps(qtbot: QtBot) -> None:
    """What is done is filled, the rest is not."""
    bar = SegmentedProgress()
    bar.resize(403, 8)
    qtbot.addWidget(bar)
    bar.set_steps([300, 100])
    bar.set_fractions([1.0, 0.0])
    image = picture(bar)
    assert image.pixelColor(150, 4) == QColor(tokens.LIGHT.go)
    assert image.pixelColor(380, 4) == QColor(tokens.LIGHT.line)


def test_a_progress_without_steps_is_empty() -> None:
    """Nothing to do is nothing done."""
    bar = SegmentedProgress()
    bar.set_steps([])
    bar.set_fractions([])
    assert bar.value() == 0


def test_chips_go_on_in_the_next_line(qtbot: QtBot) -> None:
    """Large text or a narrow window never cuts one off."""
    holder = QWidget()
    layout = FlowLayout(holder)
    for number in range(4):
        layout.addWidget(Chip(f"A rather long chip {number}", name=f"chip_{number}"))
    qtbot.addWidget(holder)
    assert layout.heightForWidth(300) > layout.heightForWidth(2000)
    holder.resize(300, layout.heightForWidth(300))
    holder.show()
    assert all(holder.rect().contains(chip.geometry()) for chip in holder.findChildren(Chip))


@pytest.mark.parametrize("percent", [100, 125, 150, 175, 200])
def test_a_chip_is_round_at_every_text_size(appearance: Appearance, qtbot: QtBot, percent: int) -> None:
    """Qt leaves its corners square when the radius is more than half the height."""
    appearance.apply(Preferences(theme=Theme.LIGHT, text_percent=percent))
    page = shown(qtbot, QWidget())
    chip = Chip("All", name="all", parent=page)
    chip.resize(chip.sizeHint())
    chip.show()
    image = picture(page)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    assert image.pixelColor(1, 1) == QColor(tokens.LIGHT.page)


def test_two_parts_stand_under_each_other_when_there_is_no_room(qtbot: QtBot) -> None:
    """And beside each other when there is."""
    left, right = PlainLabel("left"), PlainLabel("right")
    columns = Columns(left, right, shares=(1, 1), narrow_px=500)
    qtbot.addWidget(columns)
    columns.resize(800, 200)
    columns.show()
    assert right.x() > left.x()
    columns.resize(400, 200)
    qtbot.waitUntil(lambda: right.x() == left.x() and right.y() > left.y())


def test_a_long_line_of_a_row_goes_on_beneath() -> None:
    """A dose is never cut off."""
    button = ListButton("Bird dog", "3 sets of 5, 3 and 1 holds of 8 s, each side · rest 30 s", name="row")
    assert button.heightForWidth(200) > button.heightForWidth(900)
    assert button.accessibleDescription() == button.detail


def test_the_rail_tells_which_page_is_wanted(qtbot: QtBot) -> None:
    """One is marked, and the key stands in its tooltip."""
    rail = Rail(
        [RailItem("today", "Today", "sun", "Ctrl+1"), RailItem("settings", "Settings", "sun", "Ctrl+2")],
        foot=[RailItem("safety", "Safety", "sun", "F2")],
    )
    shown(qtbot, rail)
    rail.set_current("today")
    with qtbot.waitSignal(rail.chosen) as told:
        click(rail, "rail_settings")
    assert told.args == ["settings"]
    assert find(rail, Button, "rail_settings").toolTip() == "Ctrl+2"


def test_a_number_is_stepped_and_typed(qtbot: QtBot) -> None:
    """And never leaves its range."""
    stepper, told = Stepper("Get ready", name="ready", low=0, high=60, suffix=" s"), list[int]()
    stepper.changed.connect(told.append)
    shown(qtbot, stepper)
    click(stepper, "ready_less")
    click(stepper, "ready_more")
    field = find(stepper, QSpinBox, "ready")
    field.selectAll()
    QTest.keyClicks(field, "45")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [1, 45]
    assert stepper.value() == 45
    assert field.accessibleName() == "Get ready"


def test_a_switch_is_told_by_its_place_and_its_tick(qtbot: QtBot) -> None:
    """Not by its colour alone: on and off differ where the knob stands."""
    switch = Toggle("Tones", name="tones")
    shown(qtbot, switch)
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert switch.isChecked()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()


def test_a_repaint_follows_the_theme(qtbot: QtBot) -> None:
    """What paints itself asks for the colours each time."""
    dots = WeekDots()
    dots.set_sessions(1, 1)
    qtbot.addWidget(dots)
    dots.resize(dots.sizeHint())
    middle = QPointF(dots.width() / 2, dots.height() / 2).toPoint()
    assert picture(dots).pixelColor(middle) == QColor(theme.colours().go)


def test_the_toast_covers_nothing_that_can_be_pressed(qtbot: QtBot) -> None:
    """It lies in the corner at the bottom right, or above the button that is there."""
    page = shown(qtbot, QWidget())
    toast = Toast(page)
    toast.say("Session ended.", lambda: None)
    corner = toast.geometry()
    done = PrimaryButton("Done", name="done", parent=page)
    done.move(corner.center())
    done.resize(done.sizeHint())
    done.show()
    toast.say("Session ended.", lambda: None)
    assert page.rect().contains(toast.geometry())
    assert toast.geometry().right() == corner.right()
    assert not toast.geometry().intersects(done.geometry())


def test_a_long_toast_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    """In a narrow window no word of it is lost."""
    page = shown(qtbot, QWidget(), 320, 300)
    toast = Toast(page)
    toast.say("Session ended; part of it is not saved.", lambda: None)
    assert page.rect().contains(toast.geometry())
    label = find(toast, PlainLabel, "toast_text")
    assert label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_button_that_is_off_can_still_be_read(qtbot: QtBot, appearance: Appearance, theme: Theme) -> None:
    """Its words have the colour of quiet text, whatever colour they have while it is on."""
    appearance.apply(Preferences(theme=theme))
    page = QWidget()
    button = PrimaryButton("Save", name="save", parent=page)
    button.setEnabled(False)
    shown(qtbot, page)
    palette = tokens.DARK if theme is Theme.DARK else tokens.LIGHT
    assert has_colour(picture(button), palette.ink_soft)
    appearance.apply(Preferences(theme=Theme.LIGHT))
