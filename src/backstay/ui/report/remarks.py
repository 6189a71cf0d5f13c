"""The person's own marks and the notes that they ticked, as far as there is room for them."""

from collections.abc import Sequence

from backstay.domain.report import Note, Report
from backstay.ui.report.ink import BODY, HEADING, MM, SMALL, STRONG, Ink
from backstay.ui.report.size import Sheet
from backstay.ui.report.words import counted, mark_words, note_about, note_date, translate

_DATE_WIDTH = 22 * MM
_ABOUT_WIDTH = 44 * MM
_MOST_LINES = 3
_MOST_ABOUT_LINES = 2
_MOST_MARK_LINES = 2


def draw_remarks(ink: Ink, sheet: Sheet, y: float, bottom: float, report: Report) -> None:
    """Marks, then notes, newest first, between ``y`` and ``bottom``; what does not fit is counted."""
    if report.marks:
        y += _draw_marks(ink, sheet, y, bottom, report)
    if report.notes:
        _draw_notes(ink, sheet, y, bottom, report)


def _draw_marks(ink: Ink, sheet: Sheet, y: float, bottom: float, report: Report) -> float:
    title = translate("Report", "Own marks")
    x = sheet.side + ink.width(title, HEADING) + 2 * MM
    width = sheet.side + sheet.inner - x
    lines = _fitting_marks(ink, width, report)
    if y + len(lines) * BODY.height > bottom:
        return 0.0
    ink.say(sheet.side, y, width, title, HEADING)
    drop = (HEADING.height - BODY.height) / 2
    for number, line in enumerate(lines):
        ink.say(x, y + drop + number * BODY.height, width, line)
    return max(HEADING.height, drop + len(lines) * BODY.height) + 2 * MM


def _fitting_marks(ink: Ink, width: float, report: Report) -> list[str]:
    """As many of the newest marks as two lines hold, and how many there are beside them."""
    words = [mark_words(mark, report.scope) for mark in report.marks]
    for count in range(len(words), 0, -1):
        parts = [*words[:count], *_more_marks(len(words) - count)]
        lines = ink.lines(width, " · ".join(parts))
        if len(lines) <= _MOST_MARK_LINES:
            return lines
    return [" · ".join((words[0], *_more_marks(len(words) - 1)))]


def _more_marks(count: int) -> list[str]:
    if not count:
        return []
    return [counted(count, translate("Report", "and 1 more mark"), translate("Report", "and {n} more marks"))]


def _draw_notes(ink: Ink, sheet: Sheet, y: float, bottom: float, report: Report) -> None:
    heading = HEADING.height + MM / 2
    room = bottom - y - heading
    heights = [_height(ink, sheet, note) for note in report.notes]
    fitting = _fitting(heights, room)
    if room >= SMALL.height:
        ink.say(sheet.side, y, sheet.inner, translate("Report", "Notes"), HEADING)
    y += heading
    for note, height in zip(report.notes[:fitting], heights, strict=False):
        _draw_note(ink, sheet, y, note, report)
        y += height
    if fitting < len(report.notes):
        ink.say(sheet.side, min(y, bottom - SMALL.height), sheet.inner, _more_notes(report, fitting), SMALL)


def _fitting(heights: Sequence[float], room: float) -> int:
    """How many notes there is room for, with the line that counts the others where there are any."""
    if sum(heights) <= room:
        return len(heights)
    used, count = SMALL.height, 0
    for height in heights:
        used += height
        if used > room:
            break
        count += 1
    return count


def _more_notes(report: Report, fitting: int) -> str:
    count = len(report.notes) - fitting
    if not fitting:
        one, many = translate("Report", "1 note"), translate("Report", "{n} notes")
        return counted(count, one, many)
    return counted(
        count, translate("Report", "and 1 earlier note"), translate("Report", "and {n} earlier notes")
    )


def _height(ink: Ink, sheet: Sheet, note: Note) -> float:
    text = ink.lines(_text_width(sheet), _text(note), most=_MOST_LINES)
    about = ink.lines(_ABOUT_WIDTH - 2 * MM, note_about(note), most=_MOST_ABOUT_LINES)
    return max(len(text), len(about)) * BODY.height + MM / 2


def _draw_note(ink: Ink, sheet: Sheet, y: float, note: Note, report: Report) -> None:
    x = sheet.side
    ink.say(x, y, _DATE_WIDTH - MM, note_date(note, report.scope), STRONG)
    ink.tell(x + _DATE_WIDTH, y, _ABOUT_WIDTH - 2 * MM, note_about(note), BODY, most=_MOST_ABOUT_LINES)
    ink.tell(x + _DATE_WIDTH + _ABOUT_WIDTH, y, _text_width(sheet), _text(note), most=_MOST_LINES)


def _text_width(sheet: Sheet) -> float:
    return sheet.inner - _DATE_WIDTH - _ABOUT_WIDTH


def _text(note: Note) -> str:
    return " ".join(note.text.split())
