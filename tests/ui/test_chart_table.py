"""The table twin: everything of the chart in it, ordered by what it means."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backstay.domain.activity import ActivityKind
from backstay.domain.pain import Doing, PainScore, Quality, Region
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.table import ChartTable
from backstay.ui.chart.table_model import Column
from tests.ui.charted import charted, mark, run, score, session

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
HORIZONTAL = Qt.Orientation.Horizontal


@pytest.fixture
def data() -> ChartData:
    """A month with something of everything, and scores and minutes that letters would order wrongly."""
    felt = PainScore(9, Region.NECK, doing=Doing.AT_REST, qualities=(Quality.STIFF,), note="slept badly")
    return charted(
        28,
        [score(20, 10), score(10, 2), score(9, felt)],
        [session(19, 112), session(8, 7)],
        [run(12, 45, distance_m=7900), run(11, 30, ActivityKind.WALK)],
        [mark(15, "new chair")],
    )


@pytest.fixture
def table(data: ChartData, qtbot: QtBot) -> ChartTable:
    """It on the screen."""
    table = ChartTable("table")
    qtbot.addWidget(table)
    table.resize(1000, 400)
    table.show_data(data)
    with qtbot.waitExposed(table):
        table.show()
    return table


def column(table: ChartTable, which: Column) -> list[str]:
    """The cells of a column from above."""
    model = table.model()
    return [model.index(row, which).data() for row in range(model.rowCount())]


def filled(table: ChartTable, which: Column) -> list[str]:
    """Those that say anything."""
    return [cell for cell in column(table, which) if cell]


def click(table: ChartTable, which: Column) -> None:
    """Click on the heading of a column."""
    heading = table.horizontalHeader()
    at = QPoint(heading.sectionViewportPosition(which) + 5, heading.height() // 2)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_everything_of_the_chart_is_in_it(table: ChartTable) -> None:
    """Scores, sessions, runs, walks and marks, the newest above."""
    assert column(table, Column.WHAT) == [
        "Core, light",
        "Score",
        "Score",
        "Walk",
        "Run, 7.9 km",
        "Mark",
        "Core, light",
        "Score",
    ]
    assert column(table, Column.WHERE)[1] == "Neck · at rest, stiff"
    assert filled(table, Column.NOTE) == ["slept badly", "new chair"]


def test_numbers_are_ordered_as_numbers(table: ChartTable) -> None:
    """10 is more than 9, and 112 minutes are more than 45; what has none comes last either way."""
    click(table, Column.SCORE)
    assert column(table, Column.SCORE) == ["10", "9", "2", "", "", "", "", ""]
    click(table, Column.SCORE)
    assert column(table, Column.SCORE) == ["2", "9", "10", "", "", "", "", ""]
    click(table, Column.MINUTES)
    assert filled(table, Column.MINUTES) == ["112", "45", "30", "7"]


def test_words_are_ordered_from_a_on(table: ChartTable) -> None:
    """A first click on a heading of words begins with A."""
    click(table, Column.WHAT)
    assert column(table, Column.WHAT)[:3] == ["Core, light", "Core, light", "Mark"]
    click(table, Column.WHAT)
    assert column(table, Column.WHAT)[0] == "Walk"


def test_the_date_turns_round(table: ChartTable) -> None:
    """By the moment, not by the letters of the day."""
    newest = column(table, Column.DATE)
    click(table, Column.DATE)
    assert column(table, Column.DATE) == newest[::-1]
    assert newest[0] == "Sat 14 Nov 2026"


@pytest.mark.parametrize("which", Column)
def test_every_column_orders_all_rows(table: ChartTable, which: Column) -> None:
    """Both ways: no row is lost, none comes twice."""
    before = sorted(zip(*(column(table, one) for one in Column), strict=True))
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.sort_by(which, order)
        assert sorted(zip(*(column(table, one) for one in Column), strict=True)) == before


def test_the_heading_says_what_the_rows_are_ordered_by(table: ChartTable) -> None:
    """An arrow for the eye, words for the ear, and the table itself says it too."""
    model = table.model()
    assert model.headerData(Column.DATE, HORIZONTAL) == "Date ↓"
    assert table.accessibleDescription() == "Sorted by date, newest first"
    said: list[str] = []
    table.sorted_by.connect(said.append)
    click(table, Column.SCORE)
    assert model.headerData(Column.DATE, HORIZONTAL) == "Date"
    assert model.headerData(Column.SCORE, HORIZONTAL) == "Pain, 0 to 10 ↓"
    role = Qt.ItemDataRole.AccessibleDescriptionRole
    assert model.headerData(Column.SCORE, HORIZONTAL, role) == said[-1] == table.accessibleDescription()
    assert said == ["Sorted by “Pain, 0 to 10”, falling"]


def test_o_goes_from_heading_to_heading(table: ChartTable) -> None:
    """Without a pointer: O takes the next one and comes round, Shift+O turns the order."""
    said: list[str] = []
    table.sorted_by.connect(said.append)
    for _ in Column:
        QTest.keyClick(table, Key.Key_O)
    assert len(set(said)) == len(Column)
    assert said[-1] == "Sorted by date, newest first"
    QTest.keyClick(table, Key.Key_O, SHIFT)
    assert said[-1] == "Sorted by date, oldest first"


def test_the_marked_row_stays_the_marked_row(table: ChartTable) -> None:
    """Ordering anew, the row that the keys stand on goes along."""
    table.selectRow(5)
    assert table.currentIndex().siblingAtColumn(Column.NOTE).data() == "new chair"
    click(table, Column.MINUTES)
    assert table.currentIndex().siblingAtColumn(Column.NOTE).data() == "new chair"


def test_the_order_stays_with_new_data(table: ChartTable) -> None:
    """A new range is shown in the order that was chosen."""
    click(table, Column.SCORE)
    table.show_data(charted(28, [score(3, 2), score(2, 8), score(1, 5)]))
    assert column(table, Column.SCORE) == ["8", "5", "2"]
