"""A part of the page about the person's data: it works beside the window, and says in its own place how far
it is and what went wrong.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backstay.backups.backups import Backups
from backstay.care.chosen_folder import require_apart
from backstay.care.tending import backups_of
from backstay.domain.errors import BackstayError
from backstay.journal.intake import GoOn
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.exchange_work import Beside, in_slices
from backstay.ui.pages.exchange_start import ReasonCard
from backstay.ui.pages.exchange_working import WorkCard
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class CareCard(Card):
    """``name`` begins the object names. ``settled`` says that something was done, or could not be."""

    settled = Signal()

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, spacing=2 * tokens.GRID, parent=parent)
        self.desk = desk
        self._title = PlainLabel(role="lead", wrap=True, name=f"{name}_title")
        self._about = PlainLabel(tone="soft", wrap=True, name=f"{name}_about")
        self._then: Callable[[object], None] = lambda _result: None
        self._cancel_slices: Callable[[], None] | None = None
        self._beside = Beside(self)
        self._work = WorkCard(name)
        self._reason = ReasonCard(name)
        self._work.cancelled.connect(self.cancel)
        self._beside.progressed.connect(self._work.show_progress)
        self._beside.done.connect(self._on_done)
        self._beside.failed.connect(self._on_failed)
        for part in (self._title, self._about, self._reason, self._work):
            self.body.addWidget(part)

    def say_what_it_is(self, title: str, about: str) -> None:
        """What the part is called, and what it is for."""
        self.setAccessibleName(title)
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))

    @property
    def is_busy(self) -> bool:
        """Whether something is being done that somebody waits for."""
        return self._beside.is_busy

    def backups(self) -> Backups:
        """The backups of this journal, as they are set now."""
        app = self.desk.app
        return backups_of(app.paths, app.preferences, app.clock.moment)

    def run(self, words: str, job: Callable[[GoOn], object], then: Callable[[object], None]) -> None:
        """Do ``job`` in a thread, and ``then`` with what came of it here; ``words`` say what is done.

        While something is done already, nothing else is begun.
        """
        if self.is_busy:
            return
        self._reason.hide()
        self._work.begin(words)
        self._then = then
        self._beside.start(job)

    @contextmanager
    def slices(self, words: str) -> Iterator[GoOn]:
        """For work that has to be done in this thread; see ``in_slices``."""
        self._reason.hide()
        self._work.begin(words)
        try:
            with in_slices(self._work, self._work.show_progress) as (go_on, cancel):
                self._cancel_slices = cancel
                yield go_on
        finally:
            self._cancel_slices = None
            self._work.finish()

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        if self._cancel_slices is not None:
            self._cancel_slices()
            return
        self._beside.cancel()
        self._work.finish()

    def say(self, error: BackstayError) -> None:
        """Why something could not be done."""
        self._reason.say(error)

    def choose(self, setting: str, folder: str) -> bool:
        """Put a folder in force as ``setting`` and save it; where it cannot serve or the disk refuses, say
        so. Whether it was done.
        """
        try:
            require_apart(Path(folder), self.desk.app.paths)
        except BackstayError as error:
            self.say(error)
            return False
        self.change(**{setting: folder})
        return True

    def change(self, **values: Any) -> None:
        """Put settings in force and save them; where the disk refuses, say so."""
        app = self.desk.app
        try:
            app.set_preferences(replace(app.preferences, **values))
        except BackstayError as error:
            self.say(error)
        else:
            self._reason.hide()

    def add_row(self, *parts: QWidget) -> FlowLayout:
        """``parts`` side by side, in as many lines as they need."""
        row = FlowLayout()
        for part in parts:
            row.addWidget(part)
        self.body.addLayout(row)
        return row

    def _on_done(self, result: object) -> None:
        self._work.finish()
        self._then(result)
        self.settled.emit()

    def _on_failed(self, error: BackstayError) -> None:
        self._work.finish()
        self.say(error)
        self.settled.emit()
