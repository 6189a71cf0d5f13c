"""The page for the physio in the window: chosen, seen as it will be, and given away by the person alone."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea

from backstay.app import App
from backstay.domain.pain import PainScore, Recall, Region
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.report import ReportPage
from backstay.ui.report.note_list import NoteList
from backstay.ui.report.preview import PagePreview
from backstay.ui.report.printing import why_no_printing
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.day_field import DayField
from tests.fakes import no_room_on_disk
from tests.ui.diary import Diary
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown, press
from tests.ui.test_accessibility import unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier
Choose = Callable[[str], None]


@pytest.fixture
def diary(app: App) -> Diary:
    """Three scores about two places, two of them with a note, and a weekly one; since four weeks ago."""
    made = Diary(app)
    made.add(27, PainScore(6, Region.MID_BACK, note="long drive"))
    made.add(9, 4)
    made.add(2, PainScore(3, Region.HIP, note="stairs"))
    made.add(1, PainScore(5, Region.MID_BACK, recall=Recall.LAST_7_DAYS))
    made.add_session(3, 12)
    return made


@pytest.fixture
def report(diary: Diary, window: MainWindow) -> MainWindow:
    """The window with the page, opened as a person does."""
    assert diary.app is not None
    press(window, Key.Key_3, modifier=CONTROL)
    press(window, Key.Key_P)
    assert is_shown(window, "report")
    return window


@pytest.fixture
def save_to(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Answer the system's dialog with this path; the empty one is Cancel."""

    def choose(path: str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))

    return choose


def counts(window: MainWindow) -> str:
    """What the preview shows, as it is told to a screen reader."""
    return find(window, PagePreview, "report_preview").accessibleDescription()


def choose(window: MainWindow, name: str, text: str) -> None:
    """Take this one of a folded choice."""
    choice = find(window, Choice, name)
    assert choice.findText(text) >= 0, [choice.itemText(i) for i in range(choice.count())]
    choice.setCurrentText(text)
    QApplication.processEvents()


def days(window: MainWindow) -> tuple[date, date]:
    """The period as its two fields show it."""
    return find(window, DayField, "report_first").day(), find(window, DayField, "report_last").day()


def seen(window: MainWindow) -> QImage:
    """The preview as it is painted."""
    return find(window, PagePreview, "report_preview").grab().toImage()


def test_it_opens_over_progress_and_leads_back(report: MainWindow) -> None:
    """P opens it, Escape leaves it, and its title is that of the window meanwhile."""
    assert report.windowTitle() == "One page for the physio – Backstay"
    assert "Nothing is sent anywhere" in words(report, "report_stays")
    press(report, Key.Key_Escape)
    assert not is_shown(report, "report")
    assert report.current_page == "progress"


def test_it_begins_with_the_log_and_without_any_note(report: MainWindow) -> None:
    """From the first entry on, the region with most scores, the score of now."""
    assert days(report) == (date(2026, 10, 26), date(2026, 11, 22))
    assert find(report, Choice, "report_period").currentText() == "Last 4 weeks"
    assert find(report, Choice, "report_region").currentText() == "Mid back"
    assert counts(report) == "2 pain entries, 1 session, 0 notes"


def test_the_preview_changes_with_what_is_ticked(report: MainWindow) -> None:
    """Space ticks the note that is marked, a second time takes it off; the page shows it at once."""
    notes = find(report, NoteList, "report_notes")
    assert [notes.item(row).text() for row in range(notes.count())] == [
        "20 Nov · 3 of 10, Hip · stairs",
        "26 Oct · 6 of 10, Mid back · long drive",
    ]
    before = seen(report)
    notes.setFocus()
    press(report, Key.Key_Down, Key.Key_Space)
    assert counts(report) == "2 pain entries, 1 session, 1 note"
    assert seen(report) != before
    press(report, Key.Key_Space)
    assert counts(report).endswith("0 notes")
    assert seen(report) == before


def test_all_notes_or_none(report: MainWindow) -> None:
    """Two chips beside the heading."""
    click(report, "report_notes_all")
    assert counts(report).endswith("2 notes")
    click(report, "report_notes_none")
    assert counts(report).endswith("0 notes")


def test_another_period_keeps_what_was_ticked(report: MainWindow) -> None:
    """As far as it still belongs to the period."""
    click(report, "report_notes_all")
    choose(report, "report_period", "Last year")
    assert days(report)[0] == date(2025, 11, 23)
    assert counts(report).endswith("2 notes")
    find(report, DayField, "report_first").setDate(QDate(2026, 11, 1))
    assert find(report, Choice, "report_period").currentText() == "Other days"
    assert counts(report) == "1 pain entry, 1 session, 1 note"
    choose(report, "report_period", "Everything")
    assert days(report) == (date(2026, 10, 26), date(2026, 11, 22))


def test_a_period_cannot_end_before_it_begins_nor_in_the_future(report: MainWindow) -> None:
    """The fields stop at each other, and at today."""
    first, last = find(report, DayField, "report_first"), find(report, DayField, "report_last")
    last.setDate(QDate(2027, 1, 1))
    assert last.day() == date(2026, 11, 22)
    last.setDate(QDate(2026, 11, 1))
    first.setDate(QDate(2026, 12, 1))
    assert days(report) == (date(2026, 11, 1), date(2026, 11, 1))


def test_an_entry_dated_ahead_is_not_of_any_period(window: MainWindow, app: App) -> None:
    """As another computer with a wrong clock may have written it."""
    Diary(app).add(-3, 5)
    window.desk.lay_over(ReportPage(window.desk))
    choose(window, "report_period", "Everything")
    assert days(window) == (date(2026, 11, 22), date(2026, 11, 22))
    assert counts(window).startswith("0 pain entries")


def test_the_region_and_the_score_can_be_chosen(report: MainWindow) -> None:
    """Only what there are scores of is offered; a weekly score is another question."""
    choose(report, "report_region", "Hip")
    assert counts(report).startswith("1 pain entry")
    choose(report, "report_region", "All regions")
    assert counts(report).startswith("3 pain entries")
    choose(report, "report_recall", "Average of 7 days")
    regions = find(report, Choice, "report_region")
    assert [regions.itemText(i) for i in range(regions.count())] == ["Mid back"]
    assert counts(report).startswith("1 pain entry")


def test_the_paper_can_be_chosen(report: MainWindow) -> None:
    """Letter is wider and lower, in the preview as well."""
    preview = find(report, PagePreview, "report_preview")
    choose(report, "report_paper", "A4")
    upright = preview.heightForWidth(1000)
    choose(report, "report_paper", "Letter")
    assert (upright, preview.heightForWidth(1000)) == (1414, 1294)


def test_it_is_saved_where_the_person_says(report: MainWindow, save_to: Choose, tmp_path: Path) -> None:
    """A PDF that its owner alone can read, under the name that was chosen, with what was ticked."""
    click(report, "report_notes_all")
    save_to(str(tmp_path / "for Ann"))
    press(report, Key.Key_S, modifier=CONTROL)
    out = tmp_path / "for Ann.pdf"
    assert words(report, "report_status") == f"Saved as {out}."
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    text = PdfReader(out).pages[0].extract_text()
    assert "long drive" in text
    assert "26 October to 22 November 2026 · 28 days" in text


def test_a_file_dialog_that_is_left_writes_nothing(
    report: MainWindow, save_to: Choose, tmp_path: Path
) -> None:
    """Cancel is Cancel."""
    before = sorted(tmp_path.rglob("*.pdf"))
    save_to("")
    click(report, "report_save")
    assert sorted(tmp_path.rglob("*.pdf")) == before
    assert not is_shown(report, "report_status")


def test_a_folder_of_that_name_stays(report: MainWindow, save_to: Choose, tmp_path: Path) -> None:
    """What cannot be written is said with the place and the mend."""
    (tmp_path / "taken.pdf").mkdir()
    save_to(str(tmp_path / "taken.pdf"))
    click(report, "report_save")
    assert "cannot take the place of this" in find(report, Banner, "report_notice").text()
    assert (tmp_path / "taken.pdf").is_dir()


def test_a_full_disk_is_said_and_leaves_nothing(report: MainWindow, save_to: Choose, tmp_path: Path) -> None:
    """Neither a half page nor a draft of it."""
    folder = tmp_path / "full"
    folder.mkdir()
    save_to(str(folder / "page.pdf"))
    with no_room_on_disk():
        click(report, "report_save")
    assert "The file was not written" in find(report, Banner, "report_notice").text()
    assert list(folder.iterdir()) == []


def test_without_a_printer_a_plain_line_says_so(report: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what can be done in its place."""
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    press(report, Key.Key_P, modifier=CONTROL)
    assert words(report, "report_status") == f"{why_no_printing()} Save the page as a PDF."
    assert why_no_printing(lambda _name: True) == "No printer is set up on this computer."


def test_without_the_library_for_printing_its_name_is_said() -> None:
    """Qt would only find no printer."""
    assert "libcups2" in why_no_printing(lambda _name: False)


@pytest.mark.parametrize("is_accepted", [True, False])
def test_what_is_printed_is_the_page(
    report: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    """Once the dialog of the system is accepted, and not before."""
    out = tmp_path / "printed.pdf"

    def answer(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(out))
        return int(is_accepted)

    monkeypatch.setattr("backstay.ui.pages.report.why_no_printing", lambda: "")
    monkeypatch.setattr(QPrintDialog, "exec", answer)
    click(report, "report_print")
    assert out.exists() is is_accepted
    assert is_shown(report, "report_status") is is_accepted
    if is_accepted:
        assert words(report, "report_status") == "Sent to the printer."
        assert "Exercise and pain log" in " ".join(PdfReader(out).pages[0].extract_text().split())


def test_an_empty_log_has_a_page_that_says_so(window: MainWindow) -> None:
    """Nobody is sent away; there is nothing to tick."""
    page = ReportPage(window.desk)
    window.desk.lay_over(page)
    assert counts(window) == "0 pain entries, 0 sessions, 0 notes"
    assert words(window, "report_notes_words") == "There is no note in this period."
    assert not is_shown(window, "report_notes")


def test_each_control_has_a_name_and_is_reached_by_tab(report: MainWindow) -> None:
    """All of it by keyboard, and each said by its name."""
    assert unnamed(report) == []
    reached = []
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.objectName())
        press(report, Key.Key_Tab)
    assert {
        *("report_save", "report_print", "report_back", "report_period", "report_first", "report_last"),
        *("report_region", "report_recall", "report_paper", "report_notes"),
        *("report_notes_all", "report_notes_none"),
    } <= set(reached)


@pytest.mark.parametrize("size", [(720, 520), (1280, 800)])
def test_nothing_lies_beyond_the_side_of_the_window(report: MainWindow, size: tuple[int, int]) -> None:
    """However small the window is."""
    report.resize(*size)
    QApplication.processEvents()
    assert find(report, QScrollArea, "report_scroll").horizontalScrollBar().maximum() == 0
