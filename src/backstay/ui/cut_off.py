"""What the window does at its start about sessions that were cut off: Today offers the one that can be
gone on with, the others are closed.
"""

from PySide6.QtCore import QCoreApplication

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.ui.desk import Say


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
