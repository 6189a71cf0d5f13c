"""What is written on the journal page: added, changed with its history, moved to another day, and undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.history import SessionPlan
from backstay.domain.mark import Mark
from backstay.domain.pain import BodySide, PainScore, Quality, Region
from backstay.ui.pages.journal import JournalPage
from tests.fakes import no_room_on_disk
from tests.ui.conftest import WrittenDesk
from tests.ui.diary import Diary, find, moment, press, text
from tests.ui.journal_hand import add, choose, current, entries, key, lines, opened, undo

Opened = Callable[[], JournalPage]


@pytest.fixture
def show(written: WrittenDesk, qtbot: QtBot) -> Opened:
    """Opens the page over what the journal holds by then."""
    return lambda: opened(written, qtbot)


def field(page: QWidget, name: str) -> QLineEdit:
    """The line called ``name``, empty and with the keys."""
    line = find(page, QLineEdit, name)
    line.setFocus()
    line.clear()
    return line


def set_time(page: QWidget, name: str, day: int, hour: int, minute: int = 0) -> None:
    """Choose a day of November and a time."""
    when = find(page, QDateTimeEdit, f"{name}_field")
    when.setDateTime(QDateTime(2026, 11, day, hour, minute, 0))


def test_a_score_is_added_with_the_keys(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """The digit, a note, Enter: saved with the person's region at this moment, and undone like the rest."""
    diary.app.set_preferences(replace(diary.app.preferences, region=Region.NECK))
    page = show()
    add(page, "pain")
    QTest.keyClick(find(page, QWidget, "journal_score"), Qt.Key.Key_7)
    note = field(page, "journal_note")
    QTest.keyClicks(note, "after gardening")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert not find(page, QWidget, "journal_form").isVisible()
    assert lines(page) == ["Sunday 22 November", "08:30, Pain 7 of 10, Neck, after gardening"]
    assert current(page) == lines(page)[1]
    assert written.said == ["Saved"]
    undo(written)
    assert lines(page) == []


def test_several_places_hurt_on_one_day(diary: Diary, show: Opened) -> None:
    """Each has its own entry, at the same moment if it has to be."""
    diary.add(0, PainScore(4, Region.NECK))
    diary.add(0, PainScore(6, Region.HIP, BodySide.LEFT))
    assert sorted(lines(show())[1:]) == [
        "08:00, Pain 4 of 10, Neck",
        "08:00, Pain 6 of 10, Hip, left",
    ]


def test_a_mark_is_added_for_another_day(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """Some words and when, which may be long ago; one without words says what is missing."""
    page = show()
    add(page, "marks")
    press(page, "journal_mark_save")
    assert "few words" in text(page, "journal_mark_trouble")
    QTest.keyClicks(field(page, "journal_mark_text"), "new chair")
    press(page, "journal_mark_when_now")
    set_time(page, "journal_mark_when", 20, 9)
    press(page, "journal_mark_save")
    assert lines(page) == ["Friday 20 November", "09:00, new chair, Mark"]
    assert written.said == ["Saved"]
    undo(written)
    assert diary.app.journal.marks.between() == ()


def test_nothing_is_written_down_for_the_future(diary: Diary, show: Opened) -> None:
    """The form says so, and keeps what is in it."""
    page = show()
    add(page, "marks")
    QTest.keyClicks(field(page, "journal_mark_text"), "new chair")
    press(page, "journal_mark_when_now")
    set_time(page, "journal_mark_when", 23, 9)
    press(page, "journal_mark_save")
    assert "future" in text(page, "journal_mark_trouble")
    assert find(page, QLineEdit, "journal_mark_text").text() == "new chair"
    assert diary.app.journal.marks.between() == ()


def test_a_run_is_added(diary: Diary, show: Opened) -> None:
    """Its form opens, and what it gives stands in the list."""
    page = show()
    add(page, "activity")
    press(page, "activity_save")
    [run] = diary.app.journal.activities.between()
    assert run.activity.kind is ActivityKind.RUN
    assert lines(page)[1].endswith("Run, 30 min")


def test_a_session_done_elsewhere_is_added(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """A routine of the library brings its length, and is just over unless the person says otherwise."""
    page = show()
    add(page, "sessions")
    routine = find(page, QComboBox, "journal_session_routine")
    routine.setCurrentText("Desk reset")
    press(page, "journal_session_save")
    [session] = diary.app.journal.sessions.between()
    assert session.plan.routine_id == "desk-reset"
    assert session.counts
    assert session.ended_at is not None
    assert session.ended_at.utc <= diary.app.clock.moment().utc
    assert written.said == ["Saved"]
    undo(written)
    assert diary.app.journal.sessions.between() == ()


def test_a_session_may_be_something_else(show: Opened) -> None:
    """A name of one's own, with the minutes and the beginning; it has to have a name and to be over."""
    page = show()
    add(page, "sessions")
    routine = find(page, QComboBox, "journal_session_routine")
    routine.setCurrentIndex(routine.count() - 1)
    press(page, "journal_session_save")
    assert "name" in text(page, "journal_session_trouble")
    QTest.keyClicks(field(page, "journal_session_name"), "Pilates class")
    set_time(page, "journal_session_when", 22, 8)
    find(page, QSpinBox, "journal_session_minutes").setValue(45)
    press(page, "journal_session_save")
    assert "not be over" in text(page, "journal_session_trouble")
    set_time(page, "journal_session_when", 21, 19)
    press(page, "journal_session_save")
    assert lines(page) == ["Saturday 21 November", "19:00, Pilates class, 45 min · completed"]


def test_an_edit_keeps_what_it_was(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """E opens the form with what stands; the row says what it was, and opens to all that it ever was."""
    entry = diary.add(0, PainScore(6, Region.NECK, note="drive"))
    page = show()
    key(page, Qt.Key.Key_E)
    QTest.keyClick(find(page, QWidget, "journal_score"), Qt.Key.Key_4)
    press(page, "journal_save")
    assert lines(page)[1] == "08:00, Pain 4 of 10, Neck · changed on 22 Nov, was 6, drive"
    assert written.said == ["Changed"]
    diary.app.carry_out(
        lambda: diary.app.journal.pain.edit(entry, PainScore(4, Region.HIP, BodySide.LEFT), moment(1))[1]
    )
    assert lines(page)[0] == "Saturday 21 November"
    key(page, Qt.Key.Key_Return)
    assert lines(page, entries(page).currentIndex()) == [
        "Changed on 22 Nov, was neck; “drive”; on Sunday 22 November, 08:00",
        "Changed on 22 Nov, was 6",
    ]


def test_undoing_an_edit_brings_back_what_stood(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """The content is the former one again, and both changes stay in its history."""
    diary.app.carry_out(lambda: diary.app.journal.marks.add(Mark("old chair"), moment(0))[1])
    page = show()
    key(page, Qt.Key.Key_E)
    QTest.keyClicks(field(page, "journal_mark_text"), "new chair")
    press(page, "journal_mark_save")
    assert lines(page)[1] == "08:00, new chair, Mark · changed on 22 Nov, was “old chair”"
    undo(written)
    assert lines(page)[1] == "08:00, old chair, Mark · changed on 22 Nov, was “new chair”"


def test_saving_what_was_not_changed_writes_nothing(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """Not even the seconds, for which no field asks."""
    at = datetime(2026, 11, 21, 9, 15, 42, tzinfo=moment(0).local.tzinfo)
    journal = diary.app.journal
    mark, _ = journal.marks.add(Mark("new chair"), type(moment(0)).from_local(at, "Europe/Berlin"))
    page = show()
    key(page, Qt.Key.Key_E)
    press(page, "journal_mark_save")
    assert journal.marks.versions(mark.id)[-1].entry == mark
    assert len(journal.marks.versions(mark.id)) == 1
    assert written.said == []
    key(page, Qt.Key.Key_E)
    QTest.keyClicks(field(page, "journal_mark_text"), "new desk")
    press(page, "journal_mark_save")
    assert journal.marks.between()[0].at == mark.at


def test_an_entry_that_lies_ahead_can_be_put_right(diary: Diary, show: Opened) -> None:
    """The clock was put back since: its words are changed, and its time stands until it is moved."""
    journal = diary.app.journal
    mark, _ = journal.marks.add(Mark("new chair"), moment(-1))
    page = show()
    key(page, Qt.Key.Key_E)
    QTest.keyClicks(field(page, "journal_mark_text"), "new desk")
    press(page, "journal_mark_save")
    assert [(entry.mark.text, entry.at) for entry in journal.marks.between()] == [("new desk", mark.at)]


def test_a_session_that_lies_ahead_can_be_put_right(diary: Diary, show: Opened) -> None:
    """As a mark can: only a time that is chosen now has to be over."""
    journal = diary.app.journal
    session, _ = journal.sessions.add_whole(SessionPlan("", "Pilates", 600.0, 0), moment(-2), 600.0)
    page = show()
    key(page, Qt.Key.Key_E)
    find(page, QSpinBox, "journal_session_minutes").setValue(45)
    press(page, "journal_session_save")
    changed = journal.sessions.get(session.id)
    assert (changed.started_at, changed.active_s) == (session.started_at, 45 * 60)


def test_a_long_note_of_a_run_outlives_a_change_of_its_minutes(diary: Diary, show: Opened) -> None:
    """The field has one line with an end; what came from elsewhere may have more."""
    journal = diary.app.journal
    note = "river\n" + "a long way " * 100
    journal.activities.add(Activity(ActivityKind.RUN, 1800.0, 5250.0, note), moment(1))
    page = show()
    key(page, Qt.Key.Key_E)
    find(page, QSpinBox, "activity_minutes").setValue(40)
    press(page, "activity_save")
    (run,) = journal.activities.between()
    assert (run.activity.duration_s, run.activity.note) == (2400.0, note)


def test_the_time_of_a_session_is_changed(diary: Diary, show: Opened) -> None:
    """When it began and its minutes; the routine stays, and what was not touched stays to the second."""
    session = diary.add_session(0, 12.7)
    page = show()
    press(page, "journal_edit")
    assert not find(page, QComboBox, "journal_session_routine").isVisible()
    set_time(page, "journal_session_when", 21, 7)
    press(page, "journal_session_save")
    moved = diary.app.journal.sessions.get(session)
    assert (moved.started_at.local.day, moved.active_s) == (21, 12.7 * 60)
    assert lines(page)[1] == (
        "07:00, Core, light, 13 min · completed · changed on 22 Nov, was on Sunday 22 November, 18:00"
    )


def test_a_run_is_changed(diary: Diary, show: Opened) -> None:
    """The distance and the note that it had are said."""
    journal = diary.app.journal
    run, _ = journal.activities.add(Activity(ActivityKind.RUN, 1800, 5250, "river"), moment(1))
    page = show()
    key(page, Qt.Key.Key_E)
    assert find(page, QWidget, "activity_form").isVisible()
    press(page, "activity_cancel")
    walk = Activity(ActivityKind.WALK, 2400, None)
    diary.app.carry_out(lambda: journal.activities.edit(run.id, walk)[1])
    assert lines(page)[1] == "08:00, Walk, 40 min · changed on 22 Nov, was run; 30 min; 5.25 km; “river”"


def test_a_session_that_runs_cannot_be_changed(diary: Diary, show: Opened) -> None:
    """Its end is not known yet."""
    diary.app.journal.sessions.start(SessionPlan("core-light", "Core, light", 720, 3), moment(0))
    page = show()
    assert not find(page, QPushButton, "journal_edit").isEnabled()
    key(page, Qt.Key.Key_E)
    assert not find(page, QWidget, "journal_session_form").isVisible()


def test_enter_changes_what_has_nothing_to_open(diary: Diary, show: Opened) -> None:
    """On a session Enter opens the steps; on a score that was never changed, the form."""
    diary.add(1, 4)
    diary.add_session(0, 12)
    page = show()
    choose(page, "Pain 4")
    key(page, Qt.Key.Key_Return)
    assert find(page, QWidget, "journal_form").isVisible()
    press(page, "journal_cancel")
    assert entries(page).hasFocus()
    assert current(page).startswith("08:00, Pain 4")


def test_escape_leaves_a_form(diary: Diary, show: Opened) -> None:
    """Nothing is written, and the list has the keys again."""
    diary.add(0, 6)
    page = show()
    for kind, name in (("marks", "journal_mark_form"), ("sessions", "journal_session_form")):
        add(page, kind)
        form = find(page, QWidget, name)
        assert form.isVisible()
        assert not entries(page).isVisible()
        QTest.keyClick(form, Qt.Key.Key_Escape)
        assert not form.isVisible()
        assert entries(page).hasFocus()
    assert len(lines(page)) == 2


def test_a_full_disk_is_said_and_nothing_is_lost(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """What could not be deleted stays, what could not be saved stays in the form, and both can be tried
    again: once saved it stands there once.
    """
    diary.add(0, 6)
    page = show()
    before = lines(page)
    with no_room_on_disk():
        key(page, Qt.Key.Key_Delete)
    assert text(page, "journal_notice_text").startswith("Not saved")
    assert lines(page) == before
    add(page, "marks")
    QTest.keyClicks(field(page, "journal_mark_text"), "new chair")
    with no_room_on_disk():
        press(page, "journal_mark_save")
    assert text(page, "journal_notice_text").startswith("Not saved")
    assert find(page, QWidget, "journal_mark_form").isVisible()
    assert written.said == []
    press(page, "journal_mark_save")
    assert len(lines(page)) == len(before) + 1
    assert text(page, "journal_notice_text") == ""


def test_a_journal_that_goes_away_takes_nothing_out_of_an_open_form(diary: Diary, show: Opened) -> None:
    """A drive that is pulled out, say: what was typed stays, and goes into the journal once it is back."""
    page = show()
    journal = diary.app.paths.journal
    aside = journal.with_name("elsewhere")
    add(page, "marks")
    QTest.keyClicks(field(page, "journal_mark_text"), "new chair")
    journal.rename(aside)
    press(page, "journal_mark_save")
    assert text(page, "journal_notice_text")
    assert find(page, QLineEdit, "journal_mark_text").text() == "new chair"
    assert not journal.exists()
    aside.rename(journal)
    press(page, "journal_mark_save")
    assert [entry.mark.text for entry in diary.app.journal.marks.between()] == ["new chair"]


def test_an_entry_that_went_elsewhere_is_not_changed(diary: Diary, show: Opened) -> None:
    """Another program took it out while the form was open: that is said, and nothing comes back."""
    entry = diary.add(0, 6)
    page = show()
    key(page, Qt.Key.Key_E)
    diary.app.journal.pain.delete(entry, diary.app.clock.moment())
    QTest.keyClick(find(page, QWidget, "journal_score"), Qt.Key.Key_4)
    press(page, "journal_save")
    assert "no such" in text(page, "journal_notice_text")
    assert diary.app.journal.pain.between() == ()


def test_pain_that_is_switched_off_is_not_offered(diary: Diary, show: Opened) -> None:
    """The menu is without it; what was written down before still stands there and can be changed."""
    diary.add(0, PainScore(6, Region.NECK, qualities=(Quality.STIFF,)))
    diary.app.set_preferences(replace(diary.app.preferences, pain_on=False))
    page = show()
    offered = [
        action.objectName()
        for action in page.findChildren(QAction)
        if action.isVisible() and action.objectName()
    ]
    assert "journal_add_marks" in offered
    assert "journal_add_pain" not in offered
    assert lines(page)[1] == "08:00, Pain 6 of 10, Neck · stiff"
    assert find(page, QPushButton, "journal_edit").isEnabled()


def test_what_is_deleted_is_named(diary: Diary, written: WrittenDesk, show: Opened) -> None:
    """Each kind goes at once, and comes back."""
    journal = diary.app.journal
    journal.marks.add(Mark("new chair"), moment(0))
    journal.activities.add(Activity(ActivityKind.WALK, 600), moment(1))
    page = show()
    before = lines(page)
    for row, words in (("new chair", "Mark deleted"), ("Walk", "Run or walk deleted")):
        choose(page, row)
        key(page, Qt.Key.Key_Delete)
        assert written.said[-1] == words
        assert len(lines(page)) == 2
        undo(written)
        assert lines(page) == before


def test_the_way_to_import_and_export(show: Opened, qtbot: QtBot) -> None:
    """The menu of the page leads there."""
    page = show()
    action = page.findChild(QAction, "journal_exchange")
    assert action is not None
    with qtbot.waitSignal(page.exchange_asked):
        action.trigger()


def test_every_control_has_a_name_for_a_screen_reader(diary: Diary, show: Opened) -> None:
    """Whoever does not see the page hears what each thing is, in each form as well."""
    diary.add(0, 6)
    page = show()

    def check() -> None:
        focusable = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert focusable
        # The line within a spin box is Qt's own part of it.
        named = [w for w in focusable if not w.objectName().startswith("qt_")]
        assert not [w for w in named if not w.accessibleName() or not w.objectName()]

    check()
    for kind in ("pain", "activity", "sessions", "marks"):
        add(page, kind)
        check()
