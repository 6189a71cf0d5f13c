"""The two tables side by side: what was over time, and how each exercise went."""

from collections.abc import Sequence

from backstay.domain.report import ExerciseCount, Report, Row, Span
from backstay.ui import tokens
from backstay.ui.report.ink import BODY, HEADING, MM, SMALL, Column, Ink
from backstay.ui.report.size import Sheet
from backstay.ui.report.words import (
    earlier_words,
    hurt_words,
    minutes,
    number,
    other_exercises_words,
    row_words,
    span_title,
    translate,
)

_BETWEEN = 7 * MM
_NAME_LEAST = 30 * MM
_COUNT = Column(10 * MM)
_DAYS_WIDTH = {Span.WEEK: 26 * MM, Span.MONTH: 18 * MM, Span.QUARTER: 26 * MM, Span.YEAR: 18 * MM}
_NONE = "–"
_MOST_HURT_LINES = 3

Group = tuple[str, Sequence[tuple[str, Column]]]


def draw_tables(ink: Ink, sheet: Sheet, y: float, report: Report) -> float:
    """Both tables from ``y`` on; the height of the higher one."""
    groups = _groups(report)
    columns = [column for _, named in groups for _, column in named]
    width = sum(column.width for column in columns)
    left = _draw_rows(ink, sheet.side, y, groups, report)
    x = sheet.side + width + _BETWEEN
    right = _draw_exercises(ink, x, y, sheet.inner - width - _BETWEEN, report)
    return max(left, right)


def _groups(report: Report) -> list[Group]:
    """The columns over time, those of one thing under its name."""
    n, minute = translate("Report", "n"), translate("Report", "min")
    pain = [(translate("Report", "mean"), Column(10 * MM)), (n, Column(8 * MM))]
    sessions = [(n, Column(9 * MM)), (minute, Column(12 * MM))]
    if report.span is not Span.WEEK:
        sessions.append((translate("Report", "a week"), Column(12 * MM)))
    groups: list[Group] = [
        ("", [(span_title(report.span), Column(_DAYS_WIDTH[report.span], is_number=False))]),
        (translate("Report", "pain"), pain),
        (translate("Report", "sessions"), sessions),
    ]
    if report.has_walks:
        walks = [(n, Column(9 * MM)), (minute, Column(12 * MM))]
        groups.append((translate("Report", "runs, walks"), walks))
    return groups


def _draw_rows(ink: Ink, x: float, y: float, groups: Sequence[Group], report: Report) -> float:
    top = y
    y += _draw_groups(ink, x, y, groups)
    columns = [column for _, named in groups for _, column in named]
    width = sum(column.width for column in columns)
    if report.earlier_rows:
        y += ink.say(x, y, width, earlier_words(report.earlier_rows), SMALL)
    for row in report.rows:
        y += _draw_line(ink, x, y, columns, _cells(row, report))
    return y - top


def _draw_groups(ink: Ink, x: float, y: float, groups: Sequence[Group]) -> float:
    """The name of the table with the names of the groups in its line, and those of the columns below."""
    second = y + HEADING.height
    left = x
    for name, named in groups:
        width = sum(column.width for _, column in named)
        if name:
            ink.say(left, second - SMALL.height, width - MM, name, SMALL, is_right=True)
        else:
            ink.say(left, y, width - MM, named[0][0], HEADING)
        left += width
    for _, named in groups[1:]:
        x_of = x + sum(column.width for column in _before(groups, named))
        ink.row(x_of, second, [column for _, column in named], [title for title, _ in named], SMALL)
    total = sum(column.width for _, named in groups for _, column in named)
    ink.rule(x, second + SMALL.height, total, tokens.LIGHT.ink_soft)
    return HEADING.height + SMALL.height


def _before(groups: Sequence[Group], wanted: Sequence[tuple[str, Column]]) -> list[Column]:
    found: list[Column] = []
    for _, named in groups:
        if named is wanted:
            break
        found += [column for _, column in named]
    return found


def _cells(row: Row, report: Report) -> list[str]:
    cells = [
        row_words(report.span, row),
        _NONE if row.mean is None else f"{row.mean:.1f}",
        number(row.n),
        number(row.sessions),
        minutes(row.active_s),
    ]
    if report.span is not Span.WEEK:
        cells.append(f"{row.sessions_a_week:.1f}")
    if report.has_walks:
        cells += [number(row.walks), minutes(row.walked_s)]
    return cells


def _draw_exercises(ink: Ink, x: float, y: float, width: float, report: Report) -> float:
    top = y
    name = Column(max(_NAME_LEAST, width - 4 * _COUNT.width), is_number=False)
    columns = [name, *[_COUNT] * 4]
    y += _draw_exercise_heads(ink, x, y, columns)
    for exercise in report.exercises:
        y += _draw_line(ink, x, y, columns, _counts(exercise))
    y += MM / 2
    if not report.exercises:
        y += ink.say(x, y, width, translate("Report", "None was logged."), SMALL)
    if report.other_exercises:
        y += ink.say(x, y, width, other_exercises_words(report), SMALL)
    if hurt := hurt_words(report):
        y += ink.tell(x, y, width, hurt, SMALL, most=_MOST_HURT_LINES)
    return y - top


def _draw_exercise_heads(ink: Ink, x: float, y: float, columns: Sequence[Column]) -> float:
    titles = (
        translate("Report", "done"),
        translate("Report", "partly"),
        translate("Report", "hard"),
        translate("Report", "hurt"),
    )
    width = sum(column.width for column in columns)
    ink.say(x, y, columns[0].width, translate("Report", "Exercises"), HEADING)
    second = y + HEADING.height
    over = translate("Report", "in how many sessions")
    ink.say(x, second - SMALL.height, width - MM, over, SMALL, is_right=True)
    ink.row(x, second, columns, ["", *titles], SMALL)
    ink.rule(x, second + SMALL.height, width, tokens.LIGHT.ink_soft)
    return HEADING.height + SMALL.height


def _counts(exercise: ExerciseCount) -> list[str]:
    figures = (exercise.done, exercise.partly, exercise.hard, exercise.hurt)
    return [exercise.name, *(number(figure) if figure else _NONE for figure in figures)]


def _draw_line(ink: Ink, x: float, y: float, columns: Sequence[Column], cells: Sequence[str]) -> float:
    height = ink.row(x, y + MM / 4, columns, cells, BODY) + MM / 2
    ink.rule(x, y + height, sum(column.width for column in columns))
    return height
