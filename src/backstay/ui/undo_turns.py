"""A change that can be undone and done again, as often as somebody likes, from the foot of the window."""

from backstay.domain.errors import BackstayError
from backstay.journal.change import Change
from backstay.ui.desk import Desk


def offer_undo(desk: Desk, told: str, change: Change, *, undone: str, redone: str) -> None:
    """Say ``told`` with an Undo of ``change``; that says ``undone`` with an Undo of its own, which says
    ``redone``, and so on.
    """

    def turn() -> None:
        try:
            other = desk.app.undo(change)
        except BackstayError as error:
            desk.toast("\n".join(error.lines()))
        else:
            offer_undo(desk, undone, other, undone=redone, redone=undone)

    desk.toast(told, turn)
