"""The list of the journal: its keys, and more rows as one comes to its end."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QTreeView, QWidget

from backstay.ui import tokens
from backstay.ui.pages.journal_model import JournalModel
from backstay.ui.pages.journal_rows import JournalRows
from backstay.ui.theme import scaled

_MORE_ENTRIES = 200
_LEAST = 30 * tokens.GRID
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class JournalList(QTreeView):
    """The rows. Enter opens and closes what is below an entry, and changes one that has nothing below it;
    Left and Right do as in every tree. ``edit_asked`` and ``delete_asked`` are about the chosen row, and
    ``walked`` says that a key moved in it or into it.
    """

    edit_asked = Signal()
    delete_asked = Signal()
    walked = Signal()

    def __init__(self, model: JournalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("journal_list")
        self._model = model
        self.setModel(model)
        self.setItemDelegate(JournalRows(model, self, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, tokens.GRID, 0, tokens.GRID)
        self.clicked.connect(self._toggle)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._listen_for(QKeySequence(QKeySequence.StandardKey.Delete), self.delete_asked)
        self._listen_for(QKeySequence(Qt.Key.Key_E), self.edit_asked)

    def choose(self, index: QModelIndex) -> None:
        """Mark the row at ``index`` and bring it into view; an invalid one changes nothing."""
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)

    def sizeHint(self) -> QSize:
        """A few rows; where the window has more room, it takes it."""
        return QSize(super().sizeHint().width(), scaled(_LEAST))

    def minimumSizeHint(self) -> QSize:
        """No less than that: the page scrolls instead."""
        return QSize(super().minimumSizeHint().width(), scaled(_LEAST))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row current without marking it; what the keys act on has to be seen."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            self.walked.emit()
        if not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what Right opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and not self._toggle(self.currentIndex()):
                self.edit_asked.emit()
            return
        super().keyPressEvent(event)
        # At the end already, nothing is scrolled by going there.
        self._on_scrolled(self.verticalScrollBar().value())
        self.walked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes break differently in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _toggle(self, index: QModelIndex) -> bool:
        """Whether there was something to open or to close."""
        if self._model.canFetchMore(index):
            self._model.fetchMore(index)
        if not index.isValid() or not self._model.rowCount(index):
            return False
        self.setExpanded(index, not self.isExpanded(index))
        return True

    def _on_scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.viewport().height():
            # All rows are laid out anew each time: the more there are, the more are taken.
            self._model.reveal(max(_MORE_ENTRIES, self._model.shown // 2))

    def _listen_for(self, keys: QKeySequence, asked: SignalInstance) -> None:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        # Held down it would take out one entry after the other, and only the last could come back.
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(asked)
