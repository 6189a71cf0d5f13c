"""What is said once something came in, with the way back; both outlive the page that they come from."""

from PySide6.QtCore import QCoreApplication

from backstay.exchange.offer import Offer
from backstay.journal.intake import TakenIn
from backstay.ui.desk import Desk
from backstay.ui.pages.exchange_words import counts_text
from backstay.ui.undo_turns import offer_undo

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
    undone, redone = translate(_CONTEXT, "Taken out again"), translate(_CONTEXT, "Taken in again")
    offer_undo(desk, words, taken.change, undone=undone, redone=redone)
