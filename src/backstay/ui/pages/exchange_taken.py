"""What is said once something came in, with the way back; both outlive the page that they come from."""

from PySide6.QtCore import QCoreApplication

from backstay.domain.errors import BackstayError
from backstay.exchange.offer import Offer
from backstay.journal.change import Change
from backstay.journal.intake import TakenIn
from backstay.ui.desk import Desk
from backstay.ui.pages.exchange_words import counts_text

translate = QCoreApplication.translate
_CONTEXT = "Exchange"


def say_taken(desk: Desk, offer: Offer, taken: TakenIn) -> None:
    """Say how much of ``offer`` was new. Where all of it was there there is nothing to take back."""
    if taken.new == 0:
        desk.toast(translate(_CONTEXT, "Nothing new: the journal has had all of this already."))
        return
    if taken.known == 0:
        words = translate(_CONTEXT, "Taken in: {what}").format(what=counts_text(offer.counts))
    else:
        words = translate(_CONTEXT, "Taken in: {new} new, {known} known already")
        words = words.format(new=f"{taken.new:,}", known=f"{taken.known:,}")
    desk.toast(words, lambda: _turn(desk, taken.change, is_in=False))


def _turn(desk: Desk, change: Change, *, is_in: bool) -> None:
    """Undo ``change``, and offer to undo that; ``is_in`` says that the entries are there again then."""
    try:
        back = desk.app.undo(change)
    except BackstayError as error:
        desk.toast("\n".join(error.lines()))
        return
    words = translate(_CONTEXT, "Taken in again") if is_in else translate(_CONTEXT, "Taken out again")
    desk.toast(words, lambda: _turn(desk, back, is_in=not is_in))
