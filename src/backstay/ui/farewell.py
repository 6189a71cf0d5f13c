"""The last that is seen once everything is to be deleted: a window of its own, because what stood behind the
other one is gone.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.app import App
from backstay.care.delete_all import delete_everything
from backstay.domain.errors import BackstayError
from backstay.ui import tokens
from backstay.ui.exchange_work import Beside
from backstay.ui.theme import scaled
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.scrolling import scrolling

_WIDTH, _HEIGHT = 70 * tokens.GRID, 40 * tokens.GRID


class Farewell(QWidget):
    """Closes ``app`` and deletes everything, with ``with_routines`` the person's own routines as well, and
    says what came of it. Where it is closed the program ends.
    """

    def __init__(self, app: App, *, with_routines: bool) -> None:
        super().__init__()
        self.setObjectName("farewell")
        self.setProperty("canvas", True)
        self.setWindowTitle(self.tr("Backstay"))
        self._title = PlainLabel(
            self.tr("Deleting everything"), role="title", wrap=True, name="farewell_title"
        )
        self._words = PlainLabel(wrap=True, name="farewell_words")
        self._left = PlainLabel(tone="soft", wrap=True, name="farewell_left")
        self._left.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = PrimaryButton(self.tr("Close Backstay"), key=self.tr("Esc"), name="farewell_close")
        self._close.clicked.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self).activated.connect(self.close)
        self._compose()
        self._beside = Beside(self)
        self._beside.done.connect(self._on_done)
        self._beside.failed.connect(self._on_failed)
        paths, preferences = app.paths, app.preferences
        app.close(is_last=False)
        self._beside.start(lambda _go_on: delete_everything(paths, preferences, with_routines=with_routines))

    def _compose(self) -> None:
        content = QWidget()
        content.setProperty("canvas", True)
        column = QVBoxLayout(content)
        side = tokens.PAGE_MARGIN
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(2 * tokens.GRID)
        row = FlowLayout()
        row.addWidget(self._close)
        for part in (self._title, self._words, self._left):
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, name="farewell_scroll"))
        self.resize(scaled(_WIDTH), scaled(_HEIGHT))
        self._left.hide()
        self._close.hide()

    def _on_done(self, left: object) -> None:
        assert isinstance(left, tuple)
        if left:
            self._show(self.tr("Not everything could be deleted"), self.tr("Still there:"), left)
        else:
            words = self.tr(
                "Nothing is left of it on this computer as far as Backstay can reach. Whenever you open it "
                "again, it begins anew."
            )
            self._show(self.tr("Everything is deleted"), words)

    def _on_failed(self, error: BackstayError) -> None:
        self._show(self.tr("Not everything could be deleted"), "\n".join(error.lines()))

    def _show(self, title: str, words: str, left: Sequence[Path] = ()) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self._left.setText("\n".join(map(str, left)))
        self._left.setVisible(bool(left))
        self._close.show()
        self._close.setFocus()
        self.setAccessibleName(title)
