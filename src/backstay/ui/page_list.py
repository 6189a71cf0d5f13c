"""The pages in the order of the rail. Each is imported when it is first shown, and not before."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from backstay.ui.desk import Desk
from backstay.ui.widgets.page_frame import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page's name in the program, its word, its icon, and how to make it."""

    name: str
    text: str
    icon: str
    make: Callable[[Desk], Page]


def page_entries() -> tuple[PageEntry, ...]:
    """All pages, Ctrl+1 first."""
    translate = QCoreApplication.translate
    return (
        PageEntry("today", translate("Pages", "Today"), "sun", _today),
        PageEntry("routines", translate("Pages", "Routines"), "list-checks", _routines),
        PageEntry("progress", translate("Pages", "Progress"), "chart-line", _progress),
        PageEntry("journal", translate("Pages", "Journal"), "notebook-text", _journal),
        PageEntry("settings", translate("Pages", "Settings"), "settings-2", _settings),
    )


def _today(desk: Desk) -> Page:
    from backstay.ui.pages.today import TodayPage

    return TodayPage(desk)


def _routines(desk: Desk) -> Page:
    from backstay.ui.pages.routines import RoutinesPage

    return RoutinesPage(desk)


def _progress(desk: Desk) -> Page:
    from backstay.ui.pages.progress import ProgressPage

    return ProgressPage(desk)


def _journal(desk: Desk) -> Page:
    from backstay.ui.pages.exchange_door import show_exchange
    from backstay.ui.pages.journal import JournalPage

    page = JournalPage(desk)
    page.exchange_asked.connect(lambda: show_exchange(desk))
    return page


def _settings(desk: Desk) -> Page:
    from backstay.ui.pages.settings import SettingsPage

    return SettingsPage(desk)
