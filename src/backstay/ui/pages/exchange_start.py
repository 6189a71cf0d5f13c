"""Where the way in begins: which files can be read, and why one could not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backstay.domain.errors import BackstayError
from backstay.ui import tokens
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class ImportCard(Card):
    """``asked`` says that a file is to be chosen."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("exchange_in", spacing=2 * tokens.GRID, parent=parent)
        title = self.tr("Bring in")
        self.setAccessibleName(title)
        choose = PrimaryButton(self.tr("Choose a file…"), icon="upload", name="exchange_choose")
        choose.clicked.connect(self.asked)
        self.setFocusProxy(choose)
        self.body.addWidget(PlainLabel(title, role="lead"))
        for text in (
            self.tr(
                "Pain scores from Track & Graph, Loop Habit Tracker, Manage My Pain or a spreadsheet (CSV)."
            ),
            self.tr("Runs and walks from a watch or a phone (GPX, TCX, FIT)."),
            self.tr(
                "What Backstay has saved here or on another computer (CSV, JSON, ZIP), and scores as FHIR."
            ),
        ):
            self.body.addWidget(PlainLabel(text, wrap=True))
        row = FlowLayout()
        row.addWidget(choose)
        self.body.addLayout(row)
        quiet = self.tr("Or drop a file on this page. You see what is in it before anything is written.")
        self.body.addWidget(PlainLabel(quiet, role="small", tone="soft", wrap=True))
        self.body.addStretch(1)


class ReasonCard(Card):
    """Why something could not be done, and what mends it. Hidden until then. ``page`` begins the object
    names.
    """

    def __init__(self, page: str = "exchange", parent: QWidget | None = None) -> None:
        super().__init__(f"{page}_reason", tone="caution", parent=parent)
        self._what = PlainLabel(role="medium", wrap=True, name=f"{page}_what")
        self._more = PlainLabel(wrap=True, name=f"{page}_more")
        self.body.addWidget(self._what)
        self.body.addWidget(self._more)
        self.hide()

    def say(self, error: BackstayError) -> None:
        """Show what happened, where, what was expected and what to do."""
        lines = (
            error.where,
            self.tr("Expected: {expected}").format(expected=error.expected) if error.expected else "",
            self.tr("What to do: {mend}").format(mend=error.mend) if error.mend else "",
        )
        more = "\n".join(line for line in lines if line)
        self._what.setText(error.what)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(error.what)
        self.show()
