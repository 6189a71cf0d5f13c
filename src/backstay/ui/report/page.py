"""Paints the page: the same on the screen, on paper and in a file, in one order, from top to bottom.

It always fits: what there is no room for is counted.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from backstay import __version__
from backstay.domain.moment import Moment
from backstay.domain.report import Paper, Report
from backstay.ui import tokens
from backstay.ui.report.ink import BODY, FIGURE, FOOT, HEADING, LEAD, MM, SMALL, TITLE, Ink
from backstay.ui.report.plot import draw_plot
from backstay.ui.report.remarks import draw_remarks
from backstay.ui.report.size import Sheet, sheet_of
from backstay.ui.report.tables import draw_tables
from backstay.ui.report.words import (
    counted,
    full_date,
    minutes,
    number,
    period_words,
    place_words,
    question_words,
    timing_words,
    translate,
)

_GAP = 4 * MM
_NAME_WIDTH = 62 * MM


def draw_page(painter: QPainter, report: Report, paper: Paper, now: Moment) -> None:
    """Paint the whole sheet; ``painter`` has hundredths of a millimetre from its corner as units.
    ``now`` is when it is made.
    """
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    sheet, ink = sheet_of(paper), Ink(painter)
    y = sheet.top
    y += _draw_head(ink, sheet, y, report) + _GAP
    y += _draw_figures(ink, sheet, y, report) + _GAP
    y += _draw_question(ink, sheet, y, report) + _GAP / 4
    y += draw_plot(painter, ink, QRectF(sheet.side, y, sheet.inner, 0), report) + _GAP
    if not report.is_empty:
        y += draw_tables(ink, sheet, y, report) + _GAP
    foot_height = _foot_height(ink, sheet, now)
    foot = sheet.height - sheet.bottom - foot_height
    draw_remarks(ink, sheet, y, foot - _GAP / 2, report)
    _draw_foot(ink, sheet, foot, now)


def _draw_head(ink: Ink, sheet: Sheet, y: float, report: Report) -> float:
    left = sheet.inner - _NAME_WIDTH - _GAP
    height = ink.say(sheet.side, y, left, translate("Report", "Exercise and pain log"), TITLE)
    name = translate("Report", "Name")
    x = sheet.side + sheet.inner - _NAME_WIDTH
    ink.say(x, y + height - BODY.height, _NAME_WIDTH, name, SMALL)
    line = ink.width(name, SMALL) + MM
    ink.rule(x + line, y + height, _NAME_WIDTH - line, tokens.LIGHT.ink_soft)
    return height + ink.say(sheet.side, y + height, sheet.inner, period_words(report.scope), LEAD)


def _draw_figures(ink: Ink, sheet: Sheet, y: float, report: Report) -> float:
    """What was counted, side by side between two lines."""
    figures = _figures(report)
    width = sheet.inner / len(figures)
    ink.rule(sheet.side, y, sheet.inner)
    for index, (label, figure, detail) in enumerate(figures):
        x, below = sheet.side + index * width, y + MM
        below += ink.say(x, below, width - MM, label, SMALL)
        below += ink.say(x, below, width - MM, figure, FIGURE)
        ink.say(x, below, width - MM, detail, SMALL)
    height = 2 * MM + 2 * SMALL.height + FIGURE.height
    ink.rule(sheet.side, y + height, sheet.inner)
    return height


def _figures(report: Report) -> list[tuple[str, str, str]]:
    """Label, figure and what it is out of."""
    is_one = report.days_asked == 1
    days = translate("Report", "on {n} of 1 day") if is_one else translate("Report", "on {n} of {days} days")
    logged = days.format(n=number(report.days_logged), days=number(report.days_asked))
    total = translate("Report", "{minutes} min in all")
    found = [
        (translate("Report", "Pain entries"), number(len(report.entries)), logged),
        (
            translate("Report", "Sessions"),
            number(len(report.sessions)),
            total.format(minutes=minutes(report.active_s)),
        ),
    ]
    if report.whole_weeks:
        found.append(_goal_figure(report))
    if report.has_walks:
        walked_s = sum(row.walked_s for row in report.rows)
        walks = sum(row.walks for row in report.rows)
        label = translate("Report", "Runs and walks")
        found.append((label, number(walks), total.format(minutes=minutes(walked_s))))
    return found


def _goal_figure(report: Report) -> tuple[str, str, str]:
    label = counted(
        report.goal,
        translate("Report", "Own goal: 1 session a week"),
        translate("Report", "Own goal: {n} sessions a week"),
    )
    figure = translate("Report", "{weeks} of {whole}").format(
        weeks=number(report.weeks_at_goal), whole=number(report.whole_weeks)
    )
    detail = translate("Report", "whole weeks with {n} or more").format(n=report.goal)
    return label, figure, detail


def _draw_question(ink: Ink, sheet: Sheet, y: float, report: Report) -> float:
    height = ink.say(sheet.side, y, sheet.inner, translate("Report", "Pain"), HEADING)
    height += ink.tell(sheet.side, y + height, sheet.inner, question_words(report.scope.recall), most=2)
    circumstances = " ".join(filter(None, (place_words(report), timing_words(report))))
    if circumstances:
        height += ink.tell(sheet.side, y + height, sheet.inner, circumstances, most=2)
    return height


def _foot_words(now: Moment) -> str:
    words = translate(
        "Report",
        "This is the person’s own log, kept with Backstay {version} on their own computer; the page was made "
        "there on {day}. It is not a medical record. n is a number of entries. The figures are counts and "
        "means of what was entered; they do not show what caused what.",
    )
    return words.format(version=__version__, day=full_date(now.day))


def _foot_height(ink: Ink, sheet: Sheet, now: Moment) -> float:
    return len(ink.lines(sheet.inner, _foot_words(now), FOOT)) * FOOT.height + MM


def _draw_foot(ink: Ink, sheet: Sheet, y: float, now: Moment) -> None:
    ink.rule(sheet.side, y, sheet.inner)
    ink.tell(sheet.side, y + MM, sheet.inner, _foot_words(now), FOOT)
