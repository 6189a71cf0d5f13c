"""F1: every key on one page, and every key that stands there does something."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from backstay.ui.chart.chart import PainChart
from backstay.ui.chart.table import ChartTable
from backstay.ui.key_table import KeyLine, key_groups
from backstay.ui.main_window import MainWindow
from backstay.ui.session.keys import KEYS, RATINGS, Command
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.key_cap import KeyCap
from backstay.ui.widgets.labels import PlainLabel
from tests.samples import hold
from tests.ui.find import click, find, words
from tests.ui.hands import Key, digits, is_shown, press
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)

README = Path(__file__).parents[2] / "README.md"
CLAM = hold("Clam", 20, 2)
BRIDGE = hold("Bridge", 20, 2)
CTRL = Qt.KeyboardModifier.ControlModifier
# Asked for by a button or by another key of the window, not by a key of the session.
KEYLESS = {Command.SAFETY}
# They need a step that waits, an easier exercise or a full disk, and have tests of their own.
CONDITIONAL = {Command.DONE, Command.EASIER, Command.RETRY}


def lines(name: str) -> dict[str, KeyLine]:
    """The lines of a group, by their names."""
    return {line.name: line for group in key_groups() if group.name == name for line in group.lines}


def test_f1_shows_every_key(window: MainWindow) -> None:
    """Each line stands on the page with its keys, in groups with a title."""
    press(window, Key.Key_F1)
    page = find(window, QWidget, "keys")
    assert page.isVisible()
    assert window.windowTitle() == "Keys – Backstay"
    caps = [cap.key for cap in page.findChildren(KeyCap)]
    told = [label.text() for label in page.findChildren(PlainLabel)]
    for group in key_groups():
        assert group.title in told
        for line in group.lines:
            assert words(page, f"keys_{group.name}_{line.name}") == line.words
            assert set(line.caps) - {"…"} <= set(caps)


def test_every_wish_of_a_session_is_told() -> None:
    """The page and the session go by one table: nothing that has a key is missing, nothing is told that
    has none.
    """
    told = set(lines("session")) - {"rate"}
    assert told == {str(command) for command in KEYS.values()}
    assert set(Command) - set(KEYS.values()) == KEYLESS
    assert len(lines("session")["rate"].caps) == len(RATINGS)


@pytest.mark.parametrize("page", ["today", "routines", "progress", "journal", "settings"])
@pytest.mark.parametrize("back", [Key.Key_F1, Key.Key_Escape])
def test_from_each_page_and_back(window: MainWindow, page: str, back: Qt.Key) -> None:
    """Where one was is shown again, with the focus where it was and the title of the window."""
    window.show_page(page)
    focused, title = window.focusWidget(), window.windowTitle()
    press(window, Key.Key_F1)
    assert is_shown(window, "keys")
    assert not is_shown(window, page)
    assert find(window, Button, "rail_keys").isChecked()
    press(window, back)
    assert is_shown(window, page)
    assert window.focusWidget() is focused
    assert window.windowTitle() == title


def test_one_reading_page_takes_the_place_of_the_other(window: MainWindow) -> None:
    """F1 over F2 and F2 over F1; the way back leads to the page beneath both."""
    window.show_page("journal")
    press(window, Key.Key_F2, Key.Key_F1)
    assert is_shown(window, "keys")
    assert not is_shown(window, "safety")
    press(window, Key.Key_F2)
    assert is_shown(window, "safety")
    assert find(window, Button, "rail_safety").isChecked()
    press(window, Key.Key_Escape)
    assert is_shown(window, "journal")


def test_the_mouse_finds_it(window: MainWindow) -> None:
    """At the foot of the rail; a second click leads back."""
    click(window, "rail_keys")
    assert is_shown(window, "keys")
    click(window, "keys_back")
    assert is_shown(window, "today")


@pytest.mark.parametrize("view", ["near_view", "far_view"])
def test_a_running_session_is_paused_and_stays_so(visit: Visit, view: str) -> None:
    """The page says so; back in the session the time stands where it stood, until Space."""
    visit.begin(CLAM)
    if view == "far_view":
        visit.press(Key.Key_F11)
    name = "far_digits" if view == "far_view" else "session_digits"
    visit.press(Key.Key_F1)
    assert "The session is paused" in words(visit.window, "keys_paused")
    stood = digits(visit.window, name)
    visit.pass_s(300)
    visit.press(Key.Key_Escape)
    assert is_shown(visit.window, view)
    assert digits(visit.window, name) == stood
    assert words(visit.window, "far_phase" if view == "far_view" else "session_phase") == "PAUSED"


def test_before_and_after_a_session_it_says_nothing_of_a_pause(visit: Visit) -> None:
    """Nothing runs there."""
    visit.enter(CLAM)
    visit.press(Key.Key_F1)
    assert is_shown(visit.window, "keys")
    assert not is_shown(visit.window, "keys_paused")
    visit.press(Key.Key_F1)
    assert is_shown(visit.window, "pain_before")


@pytest.mark.parametrize("percent", [100, 200])
def test_all_of_it_can_be_read_in_the_smallest_window(visit: Visit, percent: int) -> None:
    """Nothing is wider than the window, and the last line is reached by key."""
    visit.app.set_preferences(replace(visit.app.preferences, text_percent=percent))
    visit.window.resize(720, 520)
    visit.press(Key.Key_F1)
    area = find(visit.window, QScrollArea, "keys_scroll")
    assert area.horizontalScrollBar().maximum() == 0
    visit.press(*[Key.Key_PageDown] * 12)
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum() > 0


def test_the_rail_fits_the_smallest_window_at_the_largest_text(visit: Visit) -> None:
    """Both ways at its foot can be clicked there."""
    visit.app.set_preferences(replace(visit.app.preferences, text_percent=200))
    visit.window.resize(720, 520)
    for name in ("rail_keys", "rail_safety", "rail_settings"):
        button = find(visit.window, Button, name)
        inside = button.rect().translated(button.mapTo(visit.window, button.rect().topLeft()))
        assert visit.window.rect().contains(inside), name
    assert visit.window.height() == 520


def _shows(name: str) -> Callable[[Visit], object]:
    return lambda visit: is_shown(visit.window, name)


def _now(visit: Visit) -> tuple[str, ...]:
    """What a person sees of the session."""
    seen = [visit.says("phase"), visit.says("exercise"), digits(visit.window), visit.says("place")]
    tooltip = find(visit.window, Button, "mute").toolTip()
    shown = [
        name for name in ("far_view", "hurt_panel", "jump_list", "closing") if is_shown(visit.window, name)
    ]
    return (*seen, tooltip, *shown)


@pytest.mark.parametrize(
    "command", [c for c in KEYS.values() if c not in (Command.DONE, Command.RETRY, Command.EASIER)]
)
def test_every_key_of_a_session_does_something(visit: Visit, command: Command) -> None:
    """Something on the screen is another than before."""
    visit.begin(CLAM, BRIDGE)
    visit.press(Key.Key_N)
    visit.until(3.5, "0:17")
    before = _now(visit)
    visit.press(next(key for key, asked in KEYS.items() if asked is command))
    assert _now(visit) != before


def _everywhere() -> dict[str, tuple[Callable[[Visit], None], Callable[[Visit], object]]]:
    """For each line a way to press its key, and what is to be seen then."""
    undone: list[str] = []

    def take_back(visit: Visit) -> None:
        visit.window.toast("Deleted", lambda: undone.append("back"))
        press(visit.window, Key.Key_Z, modifier=CTRL)

    def leave(visit: Visit) -> None:
        visit.press(Key.Key_F1, Key.Key_Escape)

    def pages(visit: Visit) -> None:
        for number in range(1, 6):
            press(visit.window, Qt.Key(Key.Key_0 + number), modifier=CTRL)

    def walk(visit: Visit) -> None:
        visit.press(Key.Key_Tab)

    return {
        "keys": (lambda visit: visit.press(Key.Key_F1), _shows("keys")),
        "safety": (lambda visit: visit.press(Key.Key_F2), _shows("safety")),
        "pages": (pages, _shows("settings")),
        "undo": (take_back, lambda _visit: undone == ["back"]),
        "leave": (leave, lambda visit: not is_shown(visit.window, "keys")),
        "walk": (walk, lambda visit: visit.window.focusWidget() is not None),
        "do": (lambda visit: visit.press(Key.Key_Return), _shows("session")),
    }


def _scores() -> dict[str, tuple[Callable[[Visit], None], Callable[[Visit], object]]]:
    def answer(*keys: Qt.Key) -> Callable[[Visit], None]:
        def act(visit: Visit) -> None:
            visit.enter(CLAM)
            visit.press(*keys)

        return act

    def first(visit: Visit) -> int | None:
        return visit.scores()[0][1] if visit.scores() else None

    return {
        "score": (answer(Key.Key_4), lambda visit: first(visit) == 4),
        "ten": (answer(Key.Key_X), lambda visit: first(visit) == 10),
        "none": (answer(Key.Key_S), lambda visit: is_shown(visit.window, "playing") and first(visit) is None),
    }


def _lists() -> dict[str, tuple[Callable[[Visit], None], Callable[[Visit], object]]]:
    def find_one(visit: Visit) -> None:
        visit.window.show_page("routines")
        press(visit.window, Key.Key_F, modifier=CTRL)

    def back(visit: Visit) -> None:
        visit.window.show_page("routines", "core-light")
        assert not is_shown(visit.window, "library")
        visit.press(Key.Key_Backspace)

    def attempt(visit: Visit) -> None:
        visit.window.show_page("routines", "exercises/bird-dog")
        visit.press(Key.Key_T)

    def delete(visit: Visit) -> None:
        visit.enter(CLAM)
        visit.press(Key.Key_4, Key.Key_Escape, Key.Key_Return)
        visit.window.show_page("journal")
        visit.press(Key.Key_Delete)

    def change(visit: Visit) -> None:
        visit.enter(CLAM)
        visit.press(Key.Key_4, Key.Key_Escape, Key.Key_Return)
        visit.window.show_page("journal")
        visit.press(Key.Key_E)

    def report(visit: Visit) -> None:
        visit.enter(CLAM)
        visit.press(Key.Key_4, Key.Key_Escape, Key.Key_Return)
        visit.window.show_page("progress")
        visit.press(Key.Key_P)

    def zoom(visit: Visit) -> None:
        visit.enter(CLAM)
        visit.press(Key.Key_4, Key.Key_Escape, Key.Key_Return)
        visit.window.show_page("progress")
        visit.press(Key.Key_End, Key.Key_Plus)

    def earlier(visit: Visit) -> None:
        zoom(visit)
        press(visit.window, Key.Key_Left, modifier=Qt.KeyboardModifier.ShiftModifier)

    def sort(visit: Visit) -> None:
        zoom(visit)
        visit.press(Key.Key_T, Key.Key_O)

    def seen_days(visit: Visit) -> tuple[date, date]:
        return find(visit.window, PainChart, "progress_chart").view() or (date.min, date.max)

    def zoomed(visit: Visit) -> bool:
        first, last = seen_days(visit)
        return (last - first).days < 12 and last == visit.app.clock.moment().day

    def moved(visit: Visit) -> bool:
        return seen_days(visit)[1] < visit.app.clock.moment().day

    def sorted_by_time(visit: Visit) -> bool:
        return "Time" in find(visit.window, ChartTable, "progress_table").accessibleDescription()

    def scroll(visit: Visit) -> None:
        visit.window.resize(720, 520)
        visit.press(Key.Key_F1, Key.Key_PageDown)

    def walk(visit: Visit) -> None:
        visit.enter(CLAM)
        visit.press(Key.Key_Tab, Key.Key_Right, Key.Key_Return)

    def scrolled(visit: Visit) -> bool:
        return find(visit.window, QScrollArea, "keys_scroll").verticalScrollBar().value() > 0

    return {
        "find": (find_one, lambda visit: visit.window.focusWidget().objectName() == "library_search"),
        "back": (back, _shows("library")),
        "try": (attempt, _shows("session")),
        "edit": (change, _shows("journal_forms")),
        "delete": (delete, lambda visit: "deleted" in words(visit.window, "toast_text")),
        "zoom": (zoom, zoomed),
        "days": (earlier, moved),
        "order": (sort, sorted_by_time),
        "report": (report, _shows("report")),
        "scroll": (scroll, scrolled),
        "arrows": (walk, lambda visit: len(visit.scores()) == 1),
    }


_SHOWN = {"everywhere": _everywhere, "scores": _scores, "lists": _lists}


@pytest.mark.parametrize(
    ("group", "line"),
    [(group, line) for group in _SHOWN for line in lines(group)],
)
def test_every_other_key_does_something(visit: Visit, group: str, line: str) -> None:
    """One press of what each line tells; a line without a proof here fails."""
    act, is_done = _SHOWN[group]()[line]
    act(visit)
    assert is_done(visit)


def test_the_readme_tells_the_same() -> None:
    """Its table is the page, line by line."""
    text = README.read_text(encoding="utf-8")
    section = text.split("## Keys\n", 1)[1].split("\n## ", 1)[0]
    rows = [row for row in section.splitlines() if row.startswith("| ") and not row.startswith("| Keys")]
    assert rows == [_row(line) for group in key_groups() for line in group.lines]
    titles = re.findall(r"^\*\*(.+)\*\*$", section, re.MULTILINE)
    assert titles == [group.title for group in key_groups()]


def _row(line: KeyLine) -> str:
    caps = " ".join(cap if cap == "…" else f"`{cap}`" for cap in line.caps)
    return f"| {caps} | {line.words} |"
