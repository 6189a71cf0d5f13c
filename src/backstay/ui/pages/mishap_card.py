"""Something broke last time: said once, calmly, with what one can hand on."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from backstay.app import App
from backstay.mishaps.record import Mishap, Outcome, last_mishap, mark_told
from backstay.ui import tokens, wording
from backstay.ui.desk import Say
from backstay.ui.outside import open_outside
from backstay.ui.widgets.buttons import Button, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class MishapCard(Card):
    """Hidden unless there is something that has not been told; shown once, it counts as told. ``dismissed``
    says that the person is done with it. ``go_on`` is the one obvious button for that, where there is one.
    """

    dismissed = Signal()

    def __init__(
        self, app: App, say: Say, go_on: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("mishap", spacing=tokens.GRID, parent=parent)
        self._folder: Path = app.paths.logs
        self._say = say
        mishap = last_mishap(self._folder)
        self._details = mishap.details if mishap is not None else ""
        title = self.tr("Something broke last time")
        self.setAccessibleName(title)
        self.body.addWidget(PlainLabel(title, role="lead", wrap=True, name="mishap_title"))
        words = self._words(mishap, app) if mishap is not None else ""
        self.body.addWidget(PlainLabel(words, wrap=True, name="mishap_text"))
        copied = self.tr("The details name places in the program, and nothing that you wrote.")
        self.body.addWidget(PlainLabel(copied, tone="soft", wrap=True, name="mishap_hint"))
        self.body.addSpacing(tokens.GRID // 2)
        self.body.addLayout(self._buttons(go_on))
        # Shown without a parent yet, it would be a window of its own, and told already.
        if mishap is None or mishap.is_told:
            self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """It is before somebody's eyes now."""
        super().showEvent(event)
        mark_told(self._folder)

    def _words(self, mishap: Mishap, app: App) -> str:
        at = mishap.at.astimezone(app.clock.moment().local.tzinfo)
        told = {
            Outcome.WENT_ON: self.tr("On {day} at {time} something in Backstay did not work as it should."),
            Outcome.ENDED: self.tr("On {day} at {time} something in Backstay broke, and it stopped."),
            Outcome.AT_START: self.tr("On {day} at {time} something in Backstay broke as it started."),
        }
        when = told[mishap.outcome].format(day=wording.day_text(at.date()), time=wording.clock_text(at))
        kept = self.tr("What was saved is saved, and nothing was sent.")
        return f"{when} {kept}"

    def _buttons(self, go_on: Button | None) -> FlowLayout:
        copy = SecondaryButton(self.tr("Copy the details"), name="mishap_copy")
        folder = SecondaryButton(self.tr("Open the log’s folder"), name="mishap_folder")
        done = go_on or SecondaryButton(self.tr("Dismiss"), name="mishap_dismiss")
        copy.clicked.connect(self._on_copy)
        folder.clicked.connect(self._on_folder)
        done.clicked.connect(self._on_dismiss)
        row = FlowLayout()
        for button in (copy, folder, done) if go_on is None else (done, copy, folder):
            row.addWidget(button)
        return row

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._say(self.tr("The details are copied."))

    def _on_folder(self) -> None:
        if not open_outside(self._folder):
            words = self.tr("No program is set for folders. It is here: {path}")
            self._say(words.format(path=self._folder))

    def _on_dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
