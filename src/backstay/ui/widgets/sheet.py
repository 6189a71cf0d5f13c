"""A page that asks or tells one thing, in the middle of the window: before and after a session."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.figure import Phase
from backstay.ui import tokens
from backstay.ui.figure.view import FigureView
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage

_ABOVE, _BELOW = 2, 3
_FIGURE_SIZE = (28 * tokens.GRID, 17 * tokens.GRID)


class Sheet(ScrollPage):
    """Title and ``note`` with a ``picture`` beside them, the widgets, the buttons beneath them, and a
    quiet line at the ``foot``, whose room is kept while it is empty.
    """

    def __init__(
        self,
        title: str,
        note: str,
        *,
        name: str,
        width: int,
        picture: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, name=name, width=width, parent=parent)
        # The title of other pages stands at the top; here it belongs to what is in the middle.
        self.top.removeWidget(self.title)
        self._note = note
        self.foot = PlainLabel(role="small", tone="soft", wrap=True, name=f"{name}_foot")
        words = QVBoxLayout()
        words.setSpacing(tokens.GRID)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(PlainLabel(note, tone="soft", wrap=True, name=f"{name}_note"))
        heading = QHBoxLayout()
        heading.setSpacing(tokens.CARD_GAP)
        heading.addLayout(words, 1)
        if picture is not None:
            heading.addWidget(picture)
        self.body.addStretch(_ABOVE)
        self.body.addLayout(heading)

    @property
    def spoken(self) -> str:
        """The title and the note, for whoever is told that this page is shown now."""
        return f"{self.title.text()}. {self._note}"

    def fill(self, *widgets: QWidget, buttons: tuple[Button, ...]) -> None:
        """Put these beneath the title, and the buttons in a row below them."""
        for widget in widgets:
            self.body.addWidget(widget)
        row = FlowLayout()
        for button in buttons:
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(self.foot)
        self.body.addStretch(_BELOW)


def still_figure(exercise: Exercise | None) -> FigureView | None:
    """The figure of ``exercise`` in its hold, small and still; None when there is none."""
    if exercise is None or exercise.figure is None:
        return None
    figure = FigureView()
    figure.setObjectName("sheet_figure")
    figure.setFixedSize(*_FIGURE_SIZE)
    figure.set_figure(exercise.figure, exercise.name)
    figure.set_pose(Phase.HOLD, 1.0)
    return figure
