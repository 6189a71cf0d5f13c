"""The pages of the window: each is made when it is first asked for, and read anew when it is out of date."""

from collections.abc import Callable
from datetime import date

from backstay.desktop.clock import Clock
from backstay.journal.change import Kind
from backstay.ui.widgets.page_frame import Page


class PageShelf:
    """``make`` makes the page of a name. Nothing here shows one."""

    def __init__(self, clock: Clock, make: Callable[[str], Page]) -> None:
        self._clock, self._make = clock, make
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._hour = self._this_hour()

    def page(self, name: str) -> Page:
        """The page, made if it was not there."""
        if name not in self._pages:
            self._pages[name] = self._make(name)
        return self._pages[name]

    def freshen(self, name: str) -> None:
        """Have a page that is out of date read everything again."""
        if name in self._stale:
            self._stale.discard(name)
            self._pages[name].reload()

    def outdate(self, kinds: frozenset[Kind]) -> None:
        """Entries of these kinds have changed."""
        self._stale.update(name for name, page in self._pages.items() if kinds & page.kinds)

    def outdate_all(self, but: str = "") -> None:
        """Something that every page may show has changed; ``but`` is the page that knows."""
        self._stale.update(name for name in self._pages if name != but)

    def follow_the_clock(self) -> None:
        """Greeting, date and "this week" are those of the hour in which they were written."""
        former, self._hour = self._hour, self._this_hour()
        if self._hour != former:
            self._stale.update(name for name, page in self._pages.items() if page.kinds)

    def _this_hour(self) -> tuple[date, int]:
        now = self._clock.moment()
        return now.day, now.local.hour
