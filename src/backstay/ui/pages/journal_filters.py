"""What of the journal is shown: the kind, the region, the routine and some words, with how much that is."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from backstay.domain.pain import Region
from backstay.journal.change import Kind
from backstay.ui import tokens
from backstay.ui.pages.journal_wanted import Wanted
from backstay.ui.theme import control_height
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.filter_row import FilterRow
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.search_field import SearchField
from backstay.ui.wording import region_text

_ALL = "all"
_GAP = tokens.GRID + tokens.GRID // 2


class CountLabel(PlainLabel):
    """How much is shown, as high as the chips beside it."""

    def sizeHint(self) -> QSize:
        """The words, in the middle of a chip's height."""
        return QSize(super().sizeHint().width(), control_height(tokens.CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()


class JournalFilters(QWidget):
    """``changed`` says that ``wanted`` is another; ``left`` that the keys shall go to the list."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind | None = None
        self._kinds = FilterRow("journal", self._kind_words())
        self._kinds.choose(_ALL)
        self._kinds.chosen.connect(self._on_kind)
        self._region = Choice(self.tr("Region"), name="journal_region_wanted")
        self._region.addItems([self.tr("All regions"), *(region_text(region) for region in Region)])
        self._routine = Choice(self.tr("Routine"), name="journal_routine_wanted")
        self._routine.addItem(self.tr("All routines"))
        self._search = SearchField(
            self.tr("Find in the journal"), name="journal_search", key=self.tr("Ctrl+F")
        )
        self._count = CountLabel(role="small", tone="soft", name="journal_count")
        self._clear = Chip(self.tr("Show all"), name="journal_clear")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._clear.clicked.connect(self.clear)
        for choice in (self._region, self._routine):
            choice.currentIndexChanged.connect(self._on_changed)
        self._search.textChanged.connect(self._on_changed)
        self._search.left.connect(self.left)
        self._compose()
        self._show_clear()

    def wanted(self) -> Wanted:
        """What is asked for now."""
        region = tuple(Region)[self._region.currentIndex() - 1] if self._region.currentIndex() > 0 else None
        routine = self._routine.currentText() if self._routine.currentIndex() > 0 else ""
        return Wanted(self._kind, region, routine, self._search.text())

    def clear(self) -> None:
        """Ask for everything again."""
        had_focus = self._clear.hasFocus()
        was_blocked = self.blockSignals(True)
        self._kind = None
        self._kinds.choose(_ALL)
        self._region.setCurrentIndex(0)
        self._routine.setCurrentIndex(0)
        self._search.clear()
        self.blockSignals(was_blocked)
        self._on_changed()
        if had_focus:
            self.left.emit()

    def search(self) -> None:
        """Give the keys to the search field; what is typed takes the place of what stands there."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def offer_routines(self, names: Iterable[str]) -> None:
        """Offer these routines to choose from; the one that is chosen stays among them."""
        chosen = self.wanted().routine
        offered = sorted({*names, *filter(None, (chosen,))}, key=str.casefold)
        if offered == [self._routine.itemText(n) for n in range(1, self._routine.count())]:
            return
        was_blocked = self._routine.blockSignals(True)
        self._routine.clear()
        self._routine.addItems([self.tr("All routines"), *offered])
        self._routine.setCurrentIndex(offered.index(chosen) + 1 if chosen else 0)
        self._routine.blockSignals(was_blocked)

    def show_count(self, found: int, total: int, *, is_done: bool) -> None:
        """So many of all are shown, as far as was looked."""
        self._count.setText(self._count_words(found, total, is_done=is_done))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search goes below the kinds where there is no room beside them."""
        super().resizeEvent(event)
        needed = self._kinds.sizeHint().width() + _GAP + self._search.sizeHint().width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if needed > event.size().width() else across)

    def _count_words(self, found: int, total: int, *, is_done: bool) -> str:
        one, many = self.tr("1 entry"), self.tr("{total} entries").format(total=_thousands(total))
        whole = one if total == 1 else many
        if self.wanted().is_everything:
            return whole
        words = self.tr("{found} of {all}") if is_done else self.tr("{found} of {all} so far")
        return words.format(found=_thousands(found), all=whole)

    def _on_kind(self, name: str) -> None:
        self._kind = None if name == _ALL else Kind(name)
        self._on_changed()

    def _on_changed(self) -> None:
        if not self.signalsBlocked():
            self._show_clear()
            self.changed.emit()

    def _show_clear(self) -> None:
        self._clear.setVisible(not self.wanted().is_everything)

    def _kind_words(self) -> dict[str, str]:
        return {
            _ALL: self.tr("All"),
            Kind.SESSIONS.value: self.tr("Sessions"),
            Kind.PAIN.value: self.tr("Pain"),
            Kind.ACTIVITY.value: self.tr("Runs and walks"),
            Kind.MARKS.value: self.tr("Marks"),
        }

    def _compose(self) -> None:
        self._row.setSpacing(_GAP)
        self._row.addWidget(self._kinds, 1)
        self._row.addWidget(self._search)
        choices = FlowLayout()
        for part in (self._region, self._routine, self._count, self._clear):
            choices.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addLayout(self._row)
        column.addLayout(choices)


def _thousands(number: int) -> str:
    return f"{number:,}"
