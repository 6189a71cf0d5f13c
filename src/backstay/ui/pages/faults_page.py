"""What is wrong with which files, and the way to look again once they are mended."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from backstay.ui.desk import Desk
from backstay.ui.pages.detail_page import DetailPage
from backstay.ui.pages.problem_card import ProblemCard
from backstay.ui.wording import files_read_text


class FaultsPage(DetailPage):
    """All faults of all files."""

    PLACE = ("faults", "")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, *self.PLACE, "", name="faults", parent=parent)
        self.title.setText(self.tr("Files with faults"))
        self.setAccessibleName(self.title.text())
        title = self.tr("Left out, because of a fault in the file")
        card = ProblemCard(desk.app.library.problems, title)
        card.opened.connect(lambda file: self.open_file(Path(file)))
        card.looked_again.connect(self._look_again)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def _look_again(self) -> None:
        app = self.desk.app
        app.reload_library()
        # Where nothing has changed nothing else tells that it was done.
        self.desk.toast(files_read_text(app.library.problems))
