"""What the window does at its start about what went wrong before: Today offers the session that can be gone
on with, the others are closed; and it tells what broke.
"""

from PySide6.QtCore import QCoreApplication

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.mishaps.record import last_mishap
from backstay.ui.desk import Say


def begins_on_today(app: App, say: Say) -> bool:
    """Settle what was cut off; whether something waits on Today that comes before what was open last."""
    mishap = last_mishap(app.paths.logs)
    return settle_cut_off(app, say) or (mishap is not None and not mishap.is_told)


def settle_cut_off(app: App, say: Say) -> bool:
    """Close what cannot be gone on with, in one line; whether there is one that can."""
    try:
        closed = app.close_left_open()
        unfinished = app.unfinished()
    except BackstayError:
        # Whoever shows the journal says what is wrong with it.
        return False
    if closed:
        one = QCoreApplication.translate("CutOff", "A session that was interrupted is kept as partly done.")
        many = QCoreApplication.translate(
            "CutOff", "{n} sessions that were interrupted are kept as partly done."
        )
        say(one if closed == 1 else many.format(n=closed))
    return unfinished is not None
