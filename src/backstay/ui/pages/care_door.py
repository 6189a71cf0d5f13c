"""The way to the care of the person's data from wherever somebody may look for it, and how it stands in a
line. What is seldom needed is imported when it is.
"""

from backstay.app import App
from backstay.ui.desk import Desk


def show_care(desk: Desk) -> None:
    """Lay the page over the one that is shown."""
    from backstay.ui.pages.care import CarePage

    desk.lay_over(CarePage(desk))


def backup_status(app: App) -> str:
    """When the last backup was made, and what went wrong with the copies since."""
    from backstay.backups.backup import backups_in
    from backstay.ui.pages.care_words import last_backup_text

    try:
        backups = backups_in(app.paths.backups)
    except OSError as error:
        return str(error.strerror)
    last = last_backup_text(backups[0].made_at if backups else None, app.clock.moment())
    return " ".join((last, *app.tending.status))
