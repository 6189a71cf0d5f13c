"""What a page is given: the app, and the few things the window does for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from backstay.app import App
from backstay.domain.routine import Routine


class Say(Protocol):
    """Shows one line at the bottom of the window, with an Undo button when ``undo`` is given."""

    def __call__(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show ``text`` in place of what is shown there now."""


class ShowPage(Protocol):
    """Shows a page by its name; ``item`` is what to open there, such as a routine's id."""

    def __call__(self, page: str, item: str = "") -> None:
        """Show it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """``start_routine`` gives the window to a session, ``end_session`` gives it back to Today."""

    app: App
    toast: Say
    show_page: ShowPage
    start_routine: Callable[[Routine], None]
    end_session: Callable[[], None]
