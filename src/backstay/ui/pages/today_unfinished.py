"""The session that was interrupted, in the place of the next one: go on, or keep what was done."""

from PySide6.QtWidgets import QGridLayout, QWidget

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.exercise import Side
from backstay.domain.figure import Phase
from backstay.journal.change import Change
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.figure.view import FigureView
from backstay.ui.session.words import side_words
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.unfinished import Unfinished


class UnfinishedCard(Card):
    """Hidden while nothing was cut off. ``go_on`` is its one obvious button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("unfinished_card", padding=tokens.CARD_PADDING + tokens.GRID // 2, parent=parent)
        self._desk = desk
        self._unfinished: Unfinished | None = None
        self._why = PlainLabel(role="strong", tone="soft", wrap=True, name="unfinished_why")
        self._name = PlainLabel(role="hero", wrap=True, name="unfinished_name")
        self._place = PlainLabel(tone="soft", wrap=True, name="unfinished_place")
        self._done = PlainLabel(tone="soft", wrap=True, name="unfinished_done")
        self._trouble = PlainLabel(tone="caution", wrap=True, name="unfinished_trouble")
        self._figure = FigureView()
        self._figure.setFixedHeight(20 * tokens.GRID)
        self._figure.setMinimumWidth(28 * tokens.GRID)
        self.go_on = PrimaryButton(
            self.tr("Continue"), key=self.tr("Enter"), icon="play", filled=True, name="unfinished_go_on"
        )
        self._keep = SecondaryButton(self.tr("Keep as partly done"), name="unfinished_keep")
        self.go_on.clicked.connect(self._on_go_on)
        self._keep.clicked.connect(self._on_keep)
        self._compose()
        self.hide()

    def follow(self, app: App) -> bool:
        """Show what was cut off; whether there is anything. Raises ``JournalError``."""
        self._unfinished = app.unfinished()
        self._trouble.hide()
        if self._unfinished is not None:
            self._show(self._unfinished, app)
        self.setVisible(self._unfinished is not None)
        return self._unfinished is not None

    def _show(self, unfinished: Unfinished, app: App) -> None:
        segment, side = unfinished.segment, unfinished.segment.side
        now = app.clock.moment()
        ago = wording.ago_text((now.utc - unfinished.seen_at.utc).total_seconds())
        # By a closed window or by a crash: both leave the same behind.
        self._why.setText(self.tr("Interrupted {ago}").format(ago=ago))
        self._name.setText(unfinished.routine.name)
        beside = f", {side_words(side)}" if side is not Side.BOTH else ""
        self._place.setText(f"{segment.exercise.name}{beside}")
        done = wording.exact_length_text(unfinished.place.active_s)
        self._done.setText(
            self.tr("Done until then: {done}. The time since is not counted.").format(done=done)
        )
        words = self.tr("Continue at step {step}{side}").format(step=segment.step + 1, side=beside)
        self.go_on.set_words(words)
        self._figure.set_figure(segment.exercise.figure, segment.exercise.name)
        self._figure.set_mirrored(side is Side.RIGHT)
        self._figure.set_pose(Phase.HOLD, 1.0)
        self.setAccessibleName(f"{self._why.text()}: {unfinished.routine.name}")

    def _on_go_on(self) -> None:
        if self._unfinished is not None:
            try:
                self._desk.go_on(self._unfinished)
            except BackstayError as error:
                self._say(error)

    def _on_keep(self) -> None:
        if self._unfinished is None:
            return
        try:
            change = self._desk.app.keep(self._unfinished)
        except BackstayError as error:
            self._say(error)
            return
        self._desk.toast(self.tr("Kept as partly done."), lambda: self._take_back(change))

    def _take_back(self, change: Change) -> None:
        try:
            self._desk.app.undo(change)
        except BackstayError as error:
            self._desk.toast(" ".join(error.lines()))

    def _say(self, error: BackstayError) -> None:
        self._trouble.setText(" ".join(error.lines()))
        self._trouble.show()

    def _compose(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * tokens.GRID)
        grid.setVerticalSpacing(tokens.GRID // 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.addWidget(self._name, 1, 0)
        grid.addWidget(self._place, 2, 0)
        grid.addWidget(self._figure, 0, 1, 3, 1)
        buttons = FlowLayout()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self._keep)
        self.body.setSpacing(2 * tokens.GRID)
        self.body.addWidget(self._why)
        self.body.addLayout(grid, 1)
        self.body.addWidget(self._done)
        self.body.addWidget(self._trouble)
        self.body.addLayout(buttons)
