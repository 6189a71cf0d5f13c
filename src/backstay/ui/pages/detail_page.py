"""The page of one thing of the library, which one comes to and goes back from."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.catalogue.user_folder import copy_to_own
from backstay.domain.errors import BackstayError
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.outside import open_outside
from backstay.ui.widgets.buttons import IconButton
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.more_button import MoreButton
from backstay.ui.widgets.page_frame import ScrollPage


class DetailPage(ScrollPage):
    """``left`` goes back, ``opened`` carries another thing: ``routines`` or ``exercises``, and its id.

    Where nothing in it has the focus the page has it itself, so that its keys work at once.
    """

    left = Signal()
    opened = Signal(str, str)

    def __init__(
        self, desk: Desk, folder: str, item: str, title: str, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, name=name, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.desk = desk
        self.place = folder, item
        self._back = IconButton("chevron-left", self.tr("Back (Esc)"), name=f"{name}_back")
        self._back.clicked.connect(self.left)
        heading = QHBoxLayout()
        heading.setSpacing(tokens.GRID)
        self.top.removeWidget(self.title)
        heading.addWidget(self._back)
        heading.addWidget(self.title, 1)
        self.top.insertLayout(0, heading, 1)

    def heading_width(self) -> int:
        """The title with the button that leads back."""
        return super().heading_width() + tokens.GRID + self._back.sizeHint().width()

    def more_button(self) -> MoreButton:
        """What can be done with the file that this comes from."""
        library = self.desk.app.library
        more = MoreButton(self.tr("More"), name=f"{self.objectName()}_more")
        file = library.file_of(*self.place)
        if file is not None and library.is_own(*self.place):
            more.add_entry(self.tr("Open in editor"), lambda: self.open_file(file), name="open_in_editor")
        elif file is not None:
            more.add_entry(self.tr("Change a copy of your own"), lambda: self._own(file), name="make_own")
        if file is not None:
            more.add_entry(self.tr("Copy the path of the file"), lambda: self._copy(file), name="copy_path")
        return more

    def own_note(self) -> PlainLabel | None:
        """Says that the file is the person's own, and what it takes the place of; None when it is not."""
        library = self.desk.app.library
        folder, item = self.place
        if not library.is_own(folder, item):
            return None
        file = library.file_of(folder, item)
        name = file.name if file is not None else ""
        words = self.tr("From your own file {name}.")
        if item in library.overridden:
            words = self.tr("From your own file {name}, in place of the one that came with the program.")
        return PlainLabel(words.format(name=name), tone="rest", wrap=True, name=f"{self.objectName()}_own")

    def open_file(self, file: Path) -> None:
        """Hand ``file`` to the program that is set for it, or say that there is none."""
        if not open_outside(file):
            self.desk.toast(self.tr("No program is set for this file: {path}").format(path=file))

    def _own(self, shipped: Path) -> None:
        """A copy in the person's own folder takes the place of what is shipped, and opens in an editor."""
        try:
            copy = copy_to_own(shipped, self.desk.app.paths.user_routines)
        except BackstayError as error:
            self.desk.toast("\n".join(error.lines()))
            return
        self.open_file(copy)

    def _copy(self, file: Path) -> None:
        QGuiApplication.clipboard().setText(str(file))
        self.desk.toast(self.tr("Copied: {path}").format(path=file))
