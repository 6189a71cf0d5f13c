"""The form for a pain score: what was chosen is what is given, and a changed entry keeps the rest."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, Doing, PainEntry, PainScore, Quality, Recall, Region, Timing
from backstay.domain.skeleton import View
from backstay.ui import tokens
from backstay.ui.bodymap.areas import Area
from backstay.ui.bodymap.body_map import BodyMap
from backstay.ui.bodymap.canvas import BodyCanvas
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.journal_form import GivenScore, ScoreForm
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.score_row import ScoreRow
from tests.fakes import HandClock
from tests.ui.find import click, find, press, shown, words
from tests.ui.hands import is_shown
from tests.ui.journal_hand import add

pytestmark = pytest.mark.usefixtures("appearance")
CHEST = Area(View.FRONT, Region.CHEST)
LOWER_LEG = Area(View.BACK, Region.LOWER_LEG, BodySide.LEFT)
MID_BACK = Area(View.BACK, Region.MID_BACK)


class Heard:
    """What a form tells."""

    def __init__(self, form: ScoreForm) -> None:
        self.given: list[GivenScore] = []
        self.safety_asked = 0
        self.cancelled = 0
        form.given.connect(self.given.append)
        form.safety_asked.connect(self._count_safety)
        form.cancelled.connect(self._count_cancelled)

    def _count_safety(self) -> None:
        self.safety_asked += 1

    def _count_cancelled(self) -> None:
        self.cancelled += 1


@pytest.fixture
def form(qtbot: QtBot, clock: HandClock) -> ScoreForm:
    """The form as a window of its own."""
    return shown(qtbot, ScoreForm(clock), 1000, 640)


@pytest.fixture
def heard(form: ScoreForm) -> Heard:
    """Who listens to it."""
    return Heard(form)


def tap(inside: QWidget, area: Area) -> None:
    """A real click in the middle of ``area``."""
    canvas = find(inside, BodyCanvas, "body_canvas")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(area).toPoint())


def choose_when(form: ScoreForm, text: str) -> None:
    """Choose an occasion by its words."""
    choice = find(form, Choice, "journal_when")
    assert choice.findText(text) >= 0, text
    choice.setCurrentIndex(choice.findText(text))


def set_time(form: ScoreForm, iso: str) -> None:
    """Turn "Now" off, and say when."""
    now = find(form, Button, "journal_at_now")
    if now.isVisible() and now.isChecked():
        click(form, "journal_at_now")
    find(form, QDateTimeEdit, "journal_at_field").setDateTime(
        QDateTime.fromString(iso, Qt.DateFormat.ISODate)
    )


def an_entry(clock: HandClock, pain: PainScore) -> PainEntry:
    """A score of this morning, seconds and all."""
    at = clock.moment()
    return PainEntry("e1", replace(at, utc=at.utc.replace(second=42)), pain, session_id="s1")


def test_nothing_is_chosen_before_the_person_chooses(form: ScoreForm, heard: Heard) -> None:
    """No score, so nothing to save; the usual place is there already."""
    form.open_new(Region.NECK)
    assert find(form, ScoreRow, "journal_score").score() is None
    assert not find(form, Button, "journal_save").isEnabled()
    assert words(form, "body_place") == "Neck"
    QTest.keyClick(find(form, QLineEdit, "journal_note"), Qt.Key.Key_Return)
    assert heard.given == []


def test_all_of_it_is_given(form: ScoreForm, heard: Heard, clock: HandClock) -> None:
    """Score, place, side, words, occasion and note, at this very moment."""
    form.open_new(None)
    click(form, "score_6")
    tap(form, Area(View.BACK, Region.SHOULDER, BodySide.LEFT))
    for quality in (Quality.STIFF, Quality.ACHE):
        click(form, f"quality_{quality.value}")
    choose_when(form, "While running")
    find(form, QLineEdit, "journal_note").setFocus()
    QTest.keyClicks(find(form, QLineEdit, "journal_note"), " on the hill ")
    click(form, "journal_save")
    pain = PainScore(
        6,
        Region.SHOULDER,
        BodySide.LEFT,
        note="on the hill",
        doing=Doing.RUNNING,
        qualities=(Quality.ACHE, Quality.STIFF),
    )
    assert heard.given == [GivenScore(pain, clock.moment())]


@pytest.mark.parametrize(
    ("text", "timing", "recall", "doing"),
    [
        ("Right now", Timing.NOW, Recall.NOW, None),
        ("Before a session", Timing.BEFORE, Recall.NOW, None),
        ("During a session", Timing.DURING, Recall.NOW, None),
        ("After a session", Timing.AFTER, Recall.NOW, None),
        ("The morning after", Timing.NEXT_MORNING, Recall.NOW, None),
        ("At rest", Timing.NOW, Recall.NOW, Doing.AT_REST),
        ("On average over the last 7 days", Timing.NOW, Recall.LAST_7_DAYS, None),
    ],
)
def test_each_occasion_is_a_timing_a_recall_and_a_doing(
    form: ScoreForm, heard: Heard, text: str, timing: Timing, recall: Recall, doing: Doing | None
) -> None:
    """Different questions never become one."""
    form.open_new(None)
    press("4")
    choose_when(form, text)
    click(form, "journal_save")
    (given,) = heard.given
    assert (given.pain.timing, given.pain.recall, given.pain.doing) == (timing, recall, doing)


def test_a_digit_is_the_score_wherever_the_focus_stands(form: ScoreForm, heard: Heard) -> None:
    """On the body too; in the note it is a digit."""
    form.open_new(None)
    find(form, Button, "body_back-mid-back").setFocus()
    press("7")
    note = find(form, QLineEdit, "journal_note")
    note.setFocus()
    press("3")
    press(Qt.Key.Key_Return)
    assert [(g.pain.score, g.pain.note) for g in heard.given] == [(7, "3")]


def test_a_score_can_be_written_down_for_another_day(form: ScoreForm, heard: Heard) -> None:
    """Not "right now" any more, and it says so."""
    form.open_new(None)
    press("5")
    set_time(form, "2026-11-20T07:15:00")
    assert find(form, Choice, "journal_when").currentText() == "At that moment"
    click(form, "journal_save")
    assert heard.given[0].at.iso() == "2026-11-20T07:15:00+00:00"


def test_the_future_is_refused_and_nothing_is_lost(form: ScoreForm, heard: Heard) -> None:
    """The line says why; once the time is mended it goes."""
    form.open_new(Region.HIP)
    press("5")
    set_time(form, "2026-11-23T07:15:00")
    click(form, "journal_save")
    assert heard.given == []
    assert "in the future" in words(form, "journal_form_trouble")
    set_time(form, "2026-11-22T07:15:00")
    assert not is_shown(form, "journal_form_trouble")
    click(form, "journal_save")
    assert (heard.given[0].pain.score, heard.given[0].pain.region) == (5, Region.HIP)


WHOLE = PainScore(
    8,
    Region.THIGH,
    BodySide.BOTH,
    Timing.DURING,
    note="one line\nand another",
    exercise_id="bird-dog",
    doing=Doing.AT_REST,
    qualities=(Quality.BURNING, Quality.NUMB),
)


def test_an_entry_that_is_only_looked_at_comes_back_as_it_was(
    form: ScoreForm, heard: Heard, clock: HandClock
) -> None:
    """Seconds, lines of the note, the exercise, and an occasion that no choice offers."""
    entry = an_entry(clock, WHOLE)
    form.open_entry(entry)
    assert find(form, Choice, "journal_when").currentText() == "During a session, at rest"
    click(form, "journal_save")
    assert heard.given == [GivenScore(WHOLE, entry.at)]


def test_an_entry_that_is_changed_keeps_the_rest(form: ScoreForm, heard: Heard, clock: HandClock) -> None:
    """One score corrected, one word taken back."""
    form.open_entry(an_entry(clock, WHOLE))
    press("2")
    click(form, "quality_numb")
    click(form, "journal_save")
    assert heard.given[0].pain == replace(WHOLE, score=2, qualities=(Quality.BURNING,))


def test_an_entry_can_be_moved_to_another_day(form: ScoreForm, heard: Heard, clock: HandClock) -> None:
    """By the same field."""
    form.open_entry(an_entry(clock, WHOLE))
    set_time(form, "2026-11-21T20:00:00")
    click(form, "journal_save")
    assert heard.given[0].at.iso() == "2026-11-21T20:00:00+00:00"


def test_a_new_score_begins_empty_after_an_entry(form: ScoreForm, heard: Heard, clock: HandClock) -> None:
    """Nothing of the entry before is left, least of all its exercise."""
    form.open_entry(an_entry(clock, WHOLE))
    form.open_new(None)
    press("1")
    click(form, "journal_save")
    assert heard.given == [GivenScore(PainScore(1), clock.moment())]


@pytest.mark.parametrize("area", [CHEST, LOWER_LEG], ids=["chest", "lower leg"])
def test_a_place_that_calls_for_it_asks_for_the_safety_page_once(
    form: ScoreForm, heard: Heard, area: Area
) -> None:
    """By itself the first time, afterwards by its button; a line says why."""
    form.open_new(None)
    assert not is_shown(form, "journal_form_safety")
    tap(form, area)
    assert heard.safety_asked == 1
    assert "no exercise should wait for" in words(form, "journal_form_safety_why")
    tap(form, MID_BACK)
    assert not is_shown(form, "journal_form_safety")
    tap(form, area)
    assert heard.safety_asked == 1
    click(form, "journal_show_safety")
    assert heard.safety_asked == 2
    form.open_new(None)
    tap(form, area)
    assert heard.safety_asked == 3


def test_an_entry_about_the_chest_offers_the_page_and_does_not_open_it(
    form: ScoreForm, heard: Heard, clock: HandClock
) -> None:
    """Whoever corrects a note has not chosen the place again."""
    form.open_entry(an_entry(clock, PainScore(3, Region.CHEST)))
    assert (heard.safety_asked, is_shown(form, "journal_form_safety")) == (0, True)


def test_escape_is_cancel(form: ScoreForm, heard: Heard) -> None:
    """From wherever the focus stands."""
    form.open_new(None)
    find(form, Button, "body_back-neck").setFocus()
    press(Qt.Key.Key_Escape)
    assert (heard.cancelled, heard.given) == (1, [])


def test_in_the_window_the_form_keeps_everything_while_the_signs_are_read(window: MainWindow) -> None:
    """The safety page comes over it, and Escape leads back to where one was."""
    window.show_page("journal")
    add(window, "pain")
    press("6")
    click(window, "quality_sharp")
    tap(window, CHEST)
    assert is_shown(window, "safety")
    press(Qt.Key.Key_Escape)
    assert not is_shown(window, "safety")
    assert is_shown(window, "journal_form")
    assert find(window, ScoreRow, "journal_score").score() == 6
    assert find(window, BodyMap, "body_map").region() is Region.CHEST
    assert find(window, Button, "quality_sharp").isChecked()


def test_in_the_smallest_window_it_can_still_be_saved(window: MainWindow) -> None:
    """The rest scrolls, and what the keys walk to comes into sight."""
    window.resize(*tokens.WINDOW_LEAST)
    window.show_page("journal")
    add(window, "pain")
    find(window, BodyMap, "body_map").choose(Region.CHEST, None)
    find(window, Button, "body_back-neck").setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_End)
    last = find(window, Button, "body_front-lower-leg-right")
    assert last.visibleRegion().boundingRect() == last.rect()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    for name in ("journal_save", "journal_cancel", "journal_show_safety"):
        button = find(window, QPushButton, name)
        assert button.visibleRegion().boundingRect() == button.rect(), name


def test_the_moment_is_that_of_saving(form: ScoreForm, heard: Heard, clock: HandClock) -> None:
    """Not of opening the form."""
    form.open_new(None)
    clock.pass_s(90)
    press("5")
    click(form, "journal_save")
    expected: Moment = clock.moment()
    assert heard.given[0].at == expected
