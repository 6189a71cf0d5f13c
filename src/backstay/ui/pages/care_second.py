"""The second place for backups: a stick or a disk in the network, chosen by the person."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from backstay.backups.backup import backups_in
from backstay.backups.second_folder import place_in
from backstay.domain.errors import BackstayError
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.exchange_work import Beside
from backstay.ui.pages.care_words import when_text
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class SecondPlace(QWidget):
    """``choose`` puts a folder in force, and says whether it did; ``leave`` puts none in force. A drive in
    the network may let one wait, so it is looked at beside the window.
    """

    def __init__(
        self,
        desk: Desk,
        choose: Callable[[str], bool],
        leave: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._put, self._leave = desk, choose, leave
        self._reading = Beside(self)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self._on_failed)
        title = PlainLabel(self.tr("A second place"), role="medium", wrap=True)
        about = self.tr("A stick or a drive in the network, so that a broken disk does not take everything.")
        self._folder = PlainLabel(tone="soft", wrap=True, name="care_second_folder")
        self._state = PlainLabel(role="small", wrap=True, name="care_second_state")
        self._choose = SecondaryButton(self.tr("Choose a folder…"), name="care_choose_second")
        self._choose.setAccessibleName(self.tr("Choose a second place for backups"))
        self._choose.clicked.connect(self._on_choose)
        self._none = SecondaryButton(self.tr("None"), name="care_no_second")
        self._none.setAccessibleName(self.tr("No second place for backups"))
        self._none.clicked.connect(self._on_none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID)
        column.addWidget(title)
        column.addWidget(PlainLabel(about, role="small", tone="soft", wrap=True))
        column.addWidget(self._folder)
        column.addWidget(self._state)
        row = FlowLayout()
        for button in (self._choose, self._none):
            row.addWidget(button)
        column.addLayout(row)

    def reload(self, trouble: str | None = None) -> None:
        """Show which it is, and when the last copy came there; ``trouble`` says why none could."""
        app = self._desk.app
        second, folder = app.preferences.backup_folder, app.paths.backups
        self._folder.setText(second)
        for part in (self._folder, self._none):
            part.setVisible(bool(second))
        self._say(trouble or "", is_trouble=True)
        self._reading.cancel()
        if second and not trouble:
            self._reading.start(lambda _go_on: _last_copy(Path(second), folder))

    def _on_read(self, last: object) -> None:
        if isinstance(last, datetime):
            when = when_text(last, self._desk.app.clock.moment())
            self._say(self.tr("Last copy there {when}.").format(when=when))
        else:
            self._say(self.tr("No copy there yet; the next backup takes them all along."))

    def _on_failed(self, error: BackstayError) -> None:
        self._say(error.what, is_trouble=True)

    def _say(self, text: str, *, is_trouble: bool = False) -> None:
        self._state.setText(text)
        self._state.set_tone("caution" if is_trouble else "soft")
        self._state.setVisible(bool(text))

    def _on_choose(self) -> None:
        before = self._desk.app.preferences.backup_folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("A second place for backups"), before)
        if chosen and self._put(chosen):
            self.reload()

    def _on_none(self) -> None:
        self._leave()
        self.reload()
        self._choose.setFocus()


def _last_copy(second: Path, folder: Path) -> datetime | None:
    """When the newest backup that is there was made. Raises ``BackstayError`` where nobody can look."""
    try:
        if not second.is_dir():
            raise BackstayError("It is not there at the moment. The next backup tries again.")
        copies = backups_in(place_in(second, folder)) if folder.is_dir() else ()
    except OSError as error:
        what = f"It cannot be used: {error.strerror or error}. The next backup tries again."
        raise BackstayError(what) from error
    return copies[0].made_at if copies else None
