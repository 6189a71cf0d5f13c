"""Routines: what there is, how it is written on a physiotherapist's sheet, and what is broken."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.exercise import Dose, Equipment, Sides, Tempo
from backstay.domain.routine import ExerciseStep
from backstay.ui import tokens, wording
from backstay.ui.pages.exercise_view import ExerciseView
from backstay.ui.pages.routines import RoutinesPage
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.list_button import ListButton
from tests import samples
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, shown, words

pytestmark = pytest.mark.usefixtures("appearance")

BROKEN = """\
format: 1
id: evening
name: Evening
summary: For the evening.
level: 1
steps:
  - exercise: bird-dgo
"""


def routines(written: WrittenDesk, qtbot: QtBot) -> RoutinesPage:
    """The page, shown."""
    page = shown(qtbot, RoutinesPage(written.desk()), 1080, 800)
    page.setFocus()
    return page


def own_routine(app: App, name: str, text: str) -> Path:
    """A file of the person's own."""
    path = app.paths.user_routines / "routines" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def open_steps(page: RoutinesPage) -> list[str]:
    """The exercises that are open now."""
    return [view.accessibleName() for view in page.findChildren(ExerciseView) if view.isVisible()]


def step_named(page: RoutinesPage, exercise_id: str) -> str:
    """The object name of the row of this exercise."""
    rows = (row.objectName() for row in page.findChildren(ListButton) if row.isVisible())
    return next(name for name in rows if name.startswith("step_") and name.endswith(exercise_id))


def test_every_routine_is_listed_and_the_first_is_open(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """The calmest one comes first; there is no empty half of a page."""
    page = routines(written, qtbot)
    listed = [r.objectName() for r in page.findChildren(ListButton) if r.objectName().startswith("routine_")]
    assert listed == [f"routine_{routine_id}" for routine_id in app.library.routines]
    assert words(page, "routine_name") == next(iter(app.library.routines.values())).name


def test_a_routine_is_opened_by_its_row_and_by_its_id(written: WrittenDesk, qtbot: QtBot) -> None:
    """A click in the list, or "Look first" on Today."""
    page = routines(written, qtbot)
    click(page, "routine_desk-reset")
    assert words(page, "routine_name") == "Desk reset"
    page.open_item("classics")
    assert words(page, "routine_name") == "Classics"
    assert find(page, ListButton, "routine_classics").isChecked()


def test_an_unknown_id_changes_nothing(written: WrittenDesk, qtbot: QtBot) -> None:
    """A routine that was taken away in the meantime is no crash."""
    page = routines(written, qtbot)
    before = words(page, "routine_name")
    page.open_item("gone")
    assert words(page, "routine_name") == before


def test_start_begins_what_is_open(written: WrittenDesk, qtbot: QtBot) -> None:
    """By the button."""
    page = routines(written, qtbot)
    click(page, "routine_desk-reset")
    click(page, "routine_start")
    assert [routine.id for routine in written.started] == ["desk-reset"]


def test_a_step_opens_beneath_its_row_and_closes_the_one_before(written: WrittenDesk, qtbot: QtBot) -> None:
    """What to mind, when to stop; one at a time, and a second press closes it."""
    page = routines(written, qtbot)
    click(page, "routine_core-light")
    first, second = step_named(page, "abdominal-brace"), step_named(page, "glute-bridge")
    click(page, first)
    assert open_steps(page) == ["Abdominal brace"]
    assert words(page, "cues")
    click(page, second)
    assert open_steps(page) == ["Bridge"]
    click(page, second)
    assert open_steps(page) == []


def test_enter_on_a_step_opens_it(written: WrittenDesk, qtbot: QtBot) -> None:
    """It does not start the routine: the focus is on the step."""
    page = routines(written, qtbot)
    click(page, "routine_core-light")
    find(page, ListButton, step_named(page, "glute-bridge")).setFocus()
    press(Qt.Key.Key_Return)
    assert open_steps(page) == ["Bridge"]
    assert written.started == []


def test_a_broken_file_is_listed_with_its_place_and_the_others_load(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """File, line, column, what was found and what was probably meant."""
    path = own_routine(app, "evening", BROKEN)
    app.reload_library()
    page = routines(written, qtbot)
    card = find(page, QWidget, "routine_problems")
    said = "\n".join(label.text() for label in card.findChildren(PlainLabel))
    assert f"{path}:7:15" in said
    assert "bird-dgo" in said
    assert "bird-dog" in said
    assert page.findChild(ListButton, "routine_classics") is not None


def test_look_again_reads_the_files_that_were_mended(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """No restart after a mended line."""
    own_routine(app, "evening", BROKEN)
    app.reload_library()
    page = routines(written, qtbot)
    own_routine(app, "evening", BROKEN.replace("bird-dgo", "bird-dog"))
    click(page, "look_again")
    assert not any(card.isVisible() for card in page.findChildren(QWidget, "routine_problems"))
    assert find(page, ListButton, "routine_evening").isVisible()


@pytest.mark.parametrize(
    ("dose", "sides", "text"),
    [
        (Dose((5, 5), rest_s=30, hold_s=10), Sides.EACH, "2 sets × 5 holds of 10 s, each side · rest 30 s"),
        (Dose((5, 3, 1), rest_s=30, hold_s=8), Sides.BOTH, "3 sets of 5, 3 and 1 holds of 8 s · rest 30 s"),
        (Dose((1,), hold_s=30), Sides.BOTH, "1 hold of 30 s"),
        (Dose((2,), hold_s=2.5), Sides.EACH, "2 holds of 2.5 s, each side"),
        (Dose((10, 10), tempo=Tempo(2, 1, 2)), Sides.BOTH, "2 sets × 10 repetitions, tempo 2–1–2"),
        (Dose((1,), tempo=Tempo(2, 0, 2)), Sides.BOTH, "1 repetition, tempo 2–0–2"),
    ],
)
def test_a_dose_reads_like_the_sheet(dose: Dose, sides: Sides, text: str) -> None:
    """Hold x repetitions x sets x side x rest, in words."""
    assert wording.step_text(ExerciseStep(samples.exercise(dose=dose, sides=sides), dose)) == text


def test_a_step_that_waits_says_so() -> None:
    """No number stands for "as long as you need"."""
    made = samples.exercise()
    assert wording.step_text(ExerciseStep(made, made.dose, until_done=True)) == "until you press Done"


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), "no equipment"),
        ((Equipment.MAT,), "a mat"),
        ((Equipment.MAT, Equipment.BAND), "a mat and a band"),
        ((Equipment.MAT, Equipment.BAND, Equipment.TOWEL), "a mat, a band and a towel"),
    ],
)
def test_what_is_needed_is_a_list_in_words(items: tuple[Equipment, ...], text: str) -> None:
    """As one would say it."""
    assert wording.equipment_text(items) == text


@pytest.mark.parametrize(("seconds", "text"), [(40, "40 s"), (59.4, "59 s"), (60, "1 min"), (725, "12 min")])
def test_a_length_is_in_minutes_from_one_minute_on(seconds: float, text: str) -> None:
    """Nobody plans a day by seconds."""
    assert wording.length_text(seconds) == text


def test_the_page_ends_where_its_text_ends(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """Long lines that need no second one in a wide window leave no blank end to scroll through."""
    for name in ("first", "second", "third"):
        own_routine(app, name, BROKEN)
    app.reload_library()
    page = routines(written, qtbot)
    area = find(page, QScrollArea, "routines_scroll")
    problems = find(page, QWidget, "routine_problems")
    content = area.widget()
    assert content is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    end = problems.mapTo(content, problems.rect().bottomLeft()).y()
    assert content.height() - end < 2 * tokens.PAGE_MARGIN
