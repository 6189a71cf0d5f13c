"""What is drawn, looked at as a picture: on the screen, on paper, and in a file of its own."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from backstay.domain.activity import ActivityKind
from backstay.domain.errors import BackstayError, InputError
from backstay.domain.pain import PainScore, Recall, Region, Timing
from backstay.domain.preferences import Preferences, Theme
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.dots import MOST_DOTS
from backstay.ui.chart.draw import draw_chart
from backstay.ui.chart.picture import save_picture
from backstay.ui.chart.things import title_words
from backstay.ui.theme import Appearance
from tests.ui.charted import charted, mark, run, score, session, shown

LIGHT = tokens.LIGHT
SIZE = QSize(800, 360)
pytestmark = pytest.mark.usefixtures("appearance")

SVG = "{http://www.w3.org/2000/svg}"


def drawn(data: ChartData, *, for_print: bool = False, unit: float = 1.0) -> QImage:
    """The chart on white, as a page or a picture has it."""
    image = QImage(SIZE * unit, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    rect = QRectF(0, 0, image.width(), image.height())
    draw_chart(painter, rect, data, for_print=for_print, unit=unit)
    painter.end()
    return image


def points(image: QImage) -> list[int]:
    """Its points row by row, as ``QRgb``."""
    return memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I").tolist()


def places(image: QImage, colour: str, off: int = 0) -> Counter[tuple[int, int]]:
    """Where ``colour`` is, in tenths of the width and of the height; each of its parts may be ``off``."""
    width, height = image.width(), image.height()
    found = points(image)
    near = {point for point in set(found) if _is_near(QColor(point), QColor(colour), off)}
    return Counter(
        (10 * (number % width) // width, 10 * (number // width) // height)
        for number, point in enumerate(found)
        if point in near
    )


def _is_near(found: QColor, wanted: QColor, off: int) -> bool:
    parts = (
        (found.red(), wanted.red()),
        (found.green(), wanted.green()),
        (found.blue(), wanted.blue()),
    )
    return all(abs(one - other) <= off for one, other in parts)


def amount(image: QImage, colour: str) -> int:
    """How many points have the exact ``colour``."""
    return places(image, colour).total()


def month(scores: int) -> ChartData:
    """So many daily scores of 4, up to yesterday."""
    return charted(28, [score(days_ago, 4) for days_ago in range(1, scores + 1)])


def test_the_usual_range_is_drawn_from_twelve_readings_on() -> None:
    """Eleven leave the chart as it is."""
    wavering = [score(days_ago, 3 + days_ago % 4) for days_ago in range(1, 13)]
    assert amount(drawn(charted(28, wavering[:-1])), LIGHT.go_soft) == 0
    assert amount(drawn(charted(28, wavering)), LIGHT.go_soft) > 20


def test_a_mark_has_its_line_and_its_words() -> None:
    """Words above the scale, a line down to its foot, where it was set and nowhere else."""
    assert not places(drawn(charted(28, [score(3, 4)])), LIGHT.caution, 60)
    found = places(drawn(charted(28, [score(3, 4)], marks=[mark(14, "new chair")])), LIGHT.caution, 60)
    assert {column for column, _ in found} <= {4, 5, 6}
    assert min(row for _, row in found) == 0
    assert max(row for _, row in found) >= 5


def inked(image: QImage) -> set[tuple[int, int]]:
    """The points above the scale that are not white."""
    return {(x, y) for x in range(image.width()) for y in range(30) if image.pixel(x, y) != 0xFFFFFFFF}


def test_marks_close_together_are_not_written_over_one_another() -> None:
    """Both can be read: as much ink as each of them alone."""
    marks = [mark(14, "a new chair for the desk"), mark(13, "long run")]
    apart = sum(len(inked(drawn(charted(28, marks=[one])))) for one in marks)
    assert len(inked(drawn(charted(28, marks=marks)))) >= apart


@pytest.mark.parametrize("days", [(0,), (27,), (14, 13, 12, 11, 10, 9, 8)])
def test_words_of_marks_stay_inside(days: tuple[int, ...]) -> None:
    """At the first day, at the last, and where there are too many for their words."""
    image = drawn(charted(28, marks=[mark(days_ago, "the long run of the year") for days_ago in days]))
    assert inked(image)
    assert all(30 < x < image.width() - 2 for x, _ in inked(image))


def test_runs_look_unlike_sessions() -> None:
    """Another colour, another shape, and a row further down."""
    data = charted(28, (), [session(20, 20)], [run(8, 50), run(5, 30, ActivityKind.WALK)])
    image = drawn(data)
    bars = places(image, _mixed(LIGHT.rest, 0.85), 2)
    pins = {(x, y) for x, y in places(image, LIGHT.ink_soft, 60) if x in (7, 8) and y < 9}
    assert bars
    assert pins
    assert max(row for _, row in bars) < max(row for _, row in pins)


def _mixed(colour: str, share: float) -> str:
    over, under = QColor(colour), QColor(LIGHT.surface)
    red = share * over.redF() + (1 - share) * under.redF()
    green = share * over.greenF() + (1 - share) * under.greenF()
    blue = share * over.blueF() + (1 - share) * under.blueF()
    return QColor.fromRgbF(red, green, blue).name()


def test_among_thousands_a_single_score_is_still_drawn() -> None:
    """Where dots stand for many, the one day at 9 keeps one of its own."""
    many = [score(days_ago, 2, hour) for days_ago in range(400) for hour in range(8, 14)]
    assert len(many) > MOST_DOTS
    without, with_nine = drawn(charted(400, many)), drawn(charted(400, [*many, score(200, 9, 20)]))
    changed = [
        (x, y) for x in range(SIZE.width()) for y in range(60) if without.pixel(x, y) != with_nine.pixel(x, y)
    ]
    assert len(changed) >= 9
    assert {10 * x // SIZE.width() for x, _ in changed} <= {4, 5}


def test_the_more_readings_the_stronger_the_dot() -> None:
    """In a crowd a column of six at 8 is darker than a column of one."""
    crowd = [score(days_ago, 2, hour) for days_ago in range(400) for hour in range(8, 14)]
    alone = [score(days_ago, 8, 20) for days_ago in range(210, 390, 20)]
    many = [score(days_ago, 8, hour) for days_ago in range(10, 190, 20) for hour in range(14, 20)]
    image = drawn(charted(400, [*crowd, *alone, *many]))
    eights = range(60, 80)
    earlier, later = (
        min(image.pixelColor(x, y).lightness() for x in across for y in eights)
        for across in (range(60, 400), range(420, 780))
    )
    assert later < earlier < 240


def test_what_the_window_wears_does_not_reach_the_paper(appearance: Appearance) -> None:
    """Dark at 200 % on the screen: the page and the picture are light, at 100 %."""
    data = month(20)
    before = drawn(data), drawn(data, for_print=True)
    appearance.apply(Preferences(theme=Theme.DARK, text_percent=200))
    assert (drawn(data), drawn(data, for_print=True)) == before
    appearance.apply(Preferences(theme=Theme.LIGHT))


def test_a_page_of_more_dots_an_inch_has_the_same_chart() -> None:
    """With a unit of two everything is twice as large."""
    small, large = drawn(month(20)), drawn(month(20), unit=2)
    assert large.size() == SIZE * 2
    again = large.scaled(SIZE, mode=Qt.TransformationMode.SmoothTransformation)
    pairs = Counter(zip(points(again), points(small), strict=True))
    unlike = sum(
        n
        for (one, other), n in pairs.items()
        if abs(QColor(one).lightness() - QColor(other).lightness()) > 100
    )
    assert unlike < 0.002 * SIZE.width() * SIZE.height()


def test_paper_is_read_in_grey() -> None:
    """Dots are darker on paper than on the screen, and line, dots and ground differ without colour."""
    data = month(20)
    greys = [QColor(colour).lightness() for colour in (LIGHT.go, LIGHT.ink_soft, LIGHT.gap, LIGHT.surface)]
    assert amount(drawn(data, for_print=True), LIGHT.ink_soft) > amount(drawn(data), LIGHT.ink_soft)
    assert all(later - earlier >= 20 for earlier, later in pairwise(greys))


def test_a_chart_of_nothing_has_its_scale(qtbot: QtBot) -> None:
    """Numbers and words around it, and no dot."""
    image = shown(charted(28), qtbot).grab().toImage()
    assert amount(image, LIGHT.ink_soft) > 50
    assert amount(image, LIGHT.dot) == 0


def test_a_picture_says_what_it_is_of() -> None:
    """Span, place, question and number."""
    scores = [score(days_ago, 4) for days_ago in (1, 5)]
    assert title_words(charted(14, scores)) == (
        "Mon 9 Nov 2026 to Sun 22 Nov 2026 · Mid back · pain now · 2 entries"
    )
    before = PainScore(5, Region.NECK, timing=Timing.BEFORE)
    assert title_words(charted(14, [score(1, before)])).endswith(
        "Neck · pain now, before a session · 1 entry"
    )
    average = PainScore(5, recall=Recall.LAST_7_DAYS)
    assert "pain on average over the last 7 days" in title_words(charted(14, [score(1, average)]))
    several = [score(1, 4), score(2, PainScore(5, Region.NECK))]
    assert "several regions" in title_words(charted(14, several))
    assert title_words(charted(14)).endswith("0 entries")


def test_an_svg_keeps_its_words_as_text(tmp_path: Path) -> None:
    """They can be searched and read out, and its title is the line above the chart."""
    data = charted(28, [score(3, 4)], marks=[mark(14, "new chair & desk")])
    save_picture(data, tmp_path / "chart.svg", SIZE)
    root = ElementTree.parse(tmp_path / "chart.svg").getroot()
    words = {(text.text or "").strip() for text in root.iter(f"{SVG}text")}
    assert {title_words(data), "no pain", "as bad as you can imagine", "new chair & desk", "10"} <= words
    assert root.findtext(f"{SVG}title") == title_words(data)
    assert root.get("viewBox") == "0 0 800 360"


def test_an_svg_stays_inside_its_lines(tmp_path: Path) -> None:
    """Programs that cannot clip show it too: no line in the margin, no hatching beside the silence."""
    scores = [score(days_ago, days_ago % 9) for days_ago in (*range(20, 60), *range(3))]
    save_picture(charted(28, scores), tmp_path / "chart.svg", SIZE)
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(str(tmp_path / "chart.svg")).render(painter)
    painter.end()
    across = {column for column, _ in places(image.copy(0, 60, 50, 200), LIGHT.go, 40)}
    assert not across
    hatched = {column for column, _ in places(image, LIGHT.gap, 8)}
    assert {4, 5, 6} <= hatched <= {3, 4, 5, 6, 7, 8}


def test_a_png_has_as_many_dots_as_asked_for(tmp_path: Path) -> None:
    """Twice the scale, twice the dots, on white."""
    save_picture(month(5), tmp_path / "chart.PNG", SIZE, 2.0)
    image = QImage(str(tmp_path / "chart.PNG"))
    assert image.size() == SIZE * 2
    assert image.pixelColor(0, 0) == QColor("white")


@pytest.mark.parametrize("name", ["chart.svg", "chart.png"])
def test_a_picture_that_cannot_be_written_leaves_nothing(tmp_path: Path, name: str) -> None:
    """What stood there before stays, nothing half is left, and the fault says where."""
    (tmp_path / name).mkdir()
    with pytest.raises(BackstayError) as caught:
        save_picture(month(5), tmp_path / name, SIZE)
    assert caught.value.where == str(tmp_path / name)
    with pytest.raises(BackstayError):
        save_picture(month(5), tmp_path / "missing" / name, SIZE)
    assert [path.name for path in tmp_path.rglob("*")] == [name]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """Before anything is written."""
    with pytest.raises(InputError):
        save_picture(month(5), tmp_path / "chart.bmp", SIZE)
    assert not list(tmp_path.iterdir())
