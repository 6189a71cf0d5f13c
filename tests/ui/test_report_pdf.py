"""The page for the physio as a file and as a picture: whole, readable, and nobody's but the person's."""

import getpass
import io
import os
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from backstay.desktop.printers import ask_this_computer_only
from backstay.domain.pain import PainEntry, PainScore, Recall
from backstay.domain.preferences import Preferences, Theme
from backstay.domain.report import Log, Paper, Report
from backstay.ui.report.output import page_image, page_pdf, paint_on
from backstay.ui.report.size import usual_paper
from backstay.ui.theme import Appearance
from tests.ui.diary import moment
from tests.ui.report_log import EXERCISES, log_of, page_of

NOW = moment(0, 20)
TEN_YEARS = 3653
PIXELS = 840

pytestmark = pytest.mark.usefixtures("appearance")


def read(report: Report, paper: Paper = Paper.A4) -> PdfReader:
    """The file as another program reads it."""
    return PdfReader(io.BytesIO(page_pdf(report, paper, NOW)))


def text_of(report: Report, paper: Paper = Paper.A4) -> str:
    """Its text, in the order in which it is read."""
    (page,) = read(report, paper).pages
    return page.extract_text()


def is_blank(image: QImage, top_mm: float, bottom_mm: float) -> bool:
    """Whether nothing is painted between these heights of an A4 or letter page."""
    per_mm = image.height() / (297 if image.height() / image.width() > 1.35 else 279.4)
    rows = range(round(top_mm * per_mm), round(bottom_mm * per_mm))
    return all(image.pixelColor(x, y).lightness() > 250 for y in rows for x in range(0, image.width(), 2))


def test_the_words_can_be_copied_out_in_the_order_of_the_page() -> None:
    """From the title down to the line that says whose log it is; a space is a space."""
    text = text_of(page_of(log_of(84, noted=2), 84))
    order = (
        "Exercise and pain log",
        "31 August to 22 November 2026 · 84 days",
        "Pain entries",
        "on 84 of 84 days",
        "Own goal: 3 sessions a week",
        "Asked: “How strong is your pain right now, from 0 to 10?” 0 is no pain, 10 is pain as bad as you",
        "Where: Mid back (n 84).",
        "Lower is less pain.",
        "By week",
        "31 Aug–6 Sep",
        "Exercise number 1",
        "and 5 more",
        "Own marks",
        "note000 nach langem Sitzen im Auto",
        "note001",
        "This is the person’s own log, kept with Backstay",
        "It is not a medical record.",
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "\t" not in text


def test_each_typeface_is_inside_the_file() -> None:
    """It looks the same on the computer of whoever gets it."""
    (page,) = read(page_of(log_of(84, noted=1), 84)).pages
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"]
    assert isinstance(fonts, DictionaryObject)
    for font in fonts.values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descendant.get_object()["/FontDescriptor"])
    assert len(fonts) >= 2


def test_the_file_names_its_title_and_language_and_nobody() -> None:
    """A screen reader needs to know the language; nobody needs to know the account or the folders."""
    report = page_of(log_of(28), 28)
    pdf = read(report)
    assert str(pdf.root_object["/Lang"]) == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Exercise and pain log, 26 October to 22 November 2026 · 28 days"
    assert not pdf.metadata.author
    told = page_pdf(report, Paper.A4, NOW) + str(pdf.metadata).encode()
    for secret in {os.environ["HOME"], os.getcwd(), f"/{getpass.getuser()}/"}:
        assert secret.encode() not in told


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_it_is_one_upright_sheet_of_the_chosen_paper(paper: Paper, size: tuple[int, int]) -> None:
    """In points, as a printer takes it."""
    (page,) = read(page_of(log_of(28), 28), paper).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_ten_years_are_one_small_file() -> None:
    """11,000 scores and 1,800 sessions: below 300 kB, on one page, by years."""
    report = page_of(log_of(TEN_YEARS, scores_a_day=3, noted=400), TEN_YEARS)
    pdf = page_pdf(report, Paper.A4, NOW)
    assert len(pdf) < 300_000
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    text = page.extract_text()
    assert "10,959" in text
    assert "By year" in text


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("days", [28, 84, 365])
def test_notes_that_do_not_fit_are_counted(days: int, paper: Paper) -> None:
    """The newest stand there; with the number of the others it makes all of them, and the foot is free."""
    report = page_of(log_of(days, noted=28), days)
    text = text_of(report, paper)
    shown = re.findall(r"note\d{3}", text)
    assert shown == [f"note{number:03}" for number in range(len(shown))]
    assert shown
    (others,) = re.findall(r"and (\d+) earlier notes", text)
    assert len(shown) + int(others) == 28
    image = page_image(report, paper, NOW, PIXELS)
    height = 297 if paper is Paper.A4 else 279.4
    assert is_blank(image, 0, 10)
    assert is_blank(image, height - 10, height)


def test_of_the_exercises_the_page_says_when_they_hurt() -> None:
    """The latest days first, as far as there is room."""
    text = text_of(page_of(log_of(84), 84))
    assert f"Hurt on: {EXERCISES[3]} 22 Nov, 12 Nov, 2 Nov, and 6 more" in " ".join(text.split())


def test_a_page_without_entries_says_so() -> None:
    """No chart without a dot, and no table of noughts."""
    text = text_of(page_of(Log(), 28))
    assert "Nothing was logged in this period." in text
    assert "By week" not in text


def test_the_page_makes_no_claim() -> None:
    """However clear a step may look, the sentence of the claim ladder is not on paper."""
    pain = tuple(
        PainEntry(f"{ago}", moment(ago), PainScore(8 if ago > 28 else 1)) for ago in range(83, -1, -1)
    )
    text = text_of(page_of(Log(pain=pain), 84))
    assert not re.search(r"lower by|higher by|no clear change|then \d|less than before", text)


def test_the_weekly_question_is_asked_in_its_own_words() -> None:
    """Another recall is another question, and its scores are the only ones."""
    weekly = PainEntry("w", moment(3), PainScore(6, recall=Recall.LAST_7_DAYS))
    log = replace(log_of(28), pain=(weekly,))
    text = text_of(page_of(log, 28, recall=Recall.LAST_7_DAYS))
    assert "on average over the last 7 days" in text
    assert "right now" not in text
    assert "on 1 of 28 days" in text


@pytest.mark.parametrize(
    "note", ["W" * 400, "椅子に長く座った後、背中が重く感じた。" * 20, "a\n\tb\r\nc", "<b>no</b> & 5 < 6"]
)
def test_any_words_stay_within_the_page(note: str) -> None:
    """Words without end, without spaces, or that look like mark-up."""
    pain = (PainEntry("n", moment(1), PainScore(4, note=note)),)
    image = page_image(page_of(Log(pain=pain), 28), Paper.A4, NOW, PIXELS)
    margin = round(PIXELS * 15 / 210)
    right = range(PIXELS - margin, PIXELS)
    assert all(image.pixelColor(x, y).lightness() > 250 for y in range(image.height()) for x in right)


def test_marks_in_a_note_are_only_marks() -> None:
    """Nothing a person typed is read as mark-up."""
    pain = (PainEntry("n", moment(1), PainScore(4, note="<b>no</b> & 5 < 6")),)
    assert "<b>no</b> & 5 < 6" in text_of(page_of(Log(pain=pain), 28))


def test_the_page_is_the_same_whatever_the_window_wears(appearance: Appearance) -> None:
    """Dark colours and large text are for the screen; paper is paper."""
    report = page_of(log_of(84, noted=2), 84)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    light = page_image(report, Paper.A4, NOW, PIXELS)
    appearance.apply(Preferences(theme=Theme.DARK, text_percent=200))
    dark = page_image(report, Paper.A4, NOW, PIXELS)
    appearance.apply(Preferences(theme=Theme.LIGHT))
    assert light == dark


def test_a_printer_gets_the_very_page(tmp_path: pytest.TempPathFactory) -> None:
    """On whatever sheet is in it, as large as it fits there."""
    out = f"{tmp_path}/printed.pdf"
    ask_this_computer_only(os.environ)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(out)
    printer.setFullPage(True)
    report = page_of(log_of(28), 28)
    paint_on(printer, report, Paper.LETTER, NOW)
    (page,) = PdfReader(out).pages
    assert "Exercise and pain log" in page.extract_text().replace("\t", " ")


@pytest.mark.parametrize(
    ("name", "paper"),
    [("en_US", Paper.LETTER), ("fr_CA", Paper.LETTER), ("de_DE", Paper.A4), ("ja_JP", Paper.A4)],
)
def test_the_usual_paper_is_that_of_the_country(name: str, paper: Paper) -> None:
    """Letter where letter paper is in the shops."""
    assert usual_paper(QLocale(name)) is paper
