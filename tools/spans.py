"""What the pages that show entries look like after a month, a year and ten years."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from backstay.domain.preferences import Theme
from backstay.ui.main_window import MainWindow
from tools.camera import opened, part, settle, shoot, suffix
from tools.demo_diary import MONTH_DAYS, TEN_YEARS_DAYS, YEAR_DAYS

# The name of the span, its days, and how often the window is let come to rest: ten years are read in slices.
SPANS = (("one-month", MONTH_DAYS, 1), ("one-year", YEAR_DAYS, 1), ("ten-years", TEN_YEARS_DAYS, 10))
PARTS = ("days", "minutes", "hurts")


def shoot_spans(out: Path, theme: Theme, size: tuple[int, int], text_percent: int = 100) -> None:
    """Progress with all that there is, its two views, and the Journal, of each span."""
    for name, days, rests in SPANS:
        end = f"{suffix(theme, size, text_percent)}-{name}"
        with opened(theme, size, text_percent=text_percent, days=days) as (_, window):
            window.activateWindow()
            window.show_page("progress")
            _click(window, "progress_range_all", rests)
            shoot(window, out / f"progress-{end}.png")
            _click(window, "progress_view_practice", rests)
            shoot(window, out / f"practice-{end}.png")
            for seen in PARTS:
                part(window, f"practice_{seen}").setFocus()
                shoot(window, out / f"practice-{seen}-{end}.png")
            window.show_page("journal")
            shoot(window, out / f"journal-{end}.png")


def _click(window: MainWindow, name: str, rests: int) -> None:
    button: QWidget = part(window, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    for _ in range(rests):
        settle()
