"""What a page is given: the app, and the few things the window does for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from backstay.app import App
from backstay.domain.routine import Routine

if TYPE_CHECKING:
    from backstay.ui.pages.aside_page import AsidePage
    from backstay.unfinished import Unfinished


class Say(Protocol):
    """Shows one line at the bottom of the window, with an Undo button when ``undo`` is given."""

    def __call__(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show ``text`` in place of what is shown there now."""


class ShowPage(Protocol):
    """Shows a page by its name; ``item`` is what to open there, such as a routine's id."""

    def __call__(self, page: str, item: str = "") -> None:
        """Show it."""


class StartRoutine(Protocol):
    """Gives the window to a session."""

    def __call__(self, routine: Routine, *, is_trial: bool = False) -> None:
        """Begin. A trial asks nothing, is not logged, and leads back to the page it was started from."""


@dataclass(frozen=True, slots=True)
class Desk:
    """``start_routine`` gives the window to a session, ``end_session`` takes it back. ``give_away`` makes
    a pack of a routine. ``go_on`` gives the window to a session that was cut off. ``lay_over`` shows a page
    over the one that is shown, with the way back to it."""

    app: App
    toast: Say
    show_page: ShowPage
    start_routine: StartRoutine
    end_session: Callable[[], None]
    show_safety: Callable[[], None]
    give_away: Callable[[Routine], None]
    go_on: "Callable[[Unfinished], None]"
    lay_over: "Callable[[AsidePage], None]"
