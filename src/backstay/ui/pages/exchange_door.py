"""The way to import and export from wherever somebody may look for it."""

from backstay.ui.desk import Desk


def show_exchange(desk: Desk) -> None:
    """Lay the page over the one that is shown; it is imported only now, for it is seldom needed."""
    from backstay.ui.pages.exchange import ExchangePage

    desk.lay_over(ExchangePage(desk))
