"""The library to look through: all routines, or all exercises, with a search and a few choices."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.library_shelves import ALL, ExerciseShelf, RoutineShelf, Shelf
from backstay.ui.widgets.buttons import Chip, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.filter_row import FilterRow
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.search_field import SearchField
from backstay.ui.widgets.segments import Segments
from backstay.ui.widgets.thumbnails import Thumbnails
from backstay.ui.widgets.tiles import TileList

ROUTINES, EXERCISES = "routines", "exercises"


class LibraryPage(ScrollPage):
    """``opened`` carries what to open, ``routines`` or ``exercises`` and the id; ``faults_wanted``
    asks for the files that were left out. It is called by what is looked through, and ``renamed``
    says that this is the other kind now.
    """

    opened = Signal(str, str)
    faults_wanted = Signal()
    renamed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="library", parent=parent)
        self._desk = desk
        exercises = ExerciseShelf(desk.app)
        self._shelves: dict[str, Shelf] = {ROUTINES: RoutineShelf(desk.app, exercises), EXERCISES: exercises}
        self._view = ROUTINES
        self._choices = dict.fromkeys(self._shelves, ALL)
        self._filters = {view: FilterRow(view, shelf.choices()) for view, shelf in self._shelves.items()}
        self._segments = Segments(self.tr("What to look through"), name="library_view")
        self._search = SearchField(
            self.tr("Name, region, equipment"), name="library_search", key=self.tr("Ctrl+F")
        )
        self._thumbnails = Thumbnails(self, lambda exercise: desk.app.library.picture_of(exercise))
        self._list = TileList(name="library_list", picture=self._picture, detail=self._detail)
        self._nothing = NothingFound()
        self._faults = FaultsLine()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._listen()
        self._compose()
        self.reload()

    def reload(self) -> None:
        """The files as they were last read."""
        self._thumbnails.forget()
        for shelf in self._shelves.values():
            shelf.forget()
        for view, words in self._view_words().items():
            self._segments.set_words(view, f"{words} {self._shelves[view].count()}")
        problems = self._desk.app.library.problems
        self._faults.show_count(len({problem.file for problem in problems}))
        self._show()

    def show_view(self, view: str) -> None:
        """Look through the ``routines`` or the ``exercises``; what is typed and chosen stays."""
        self._view = view
        self._show()

    def mark(self, view: str, item: str) -> None:
        """Look through the kind that has this one, with the keys on it."""
        self.show_view(view)
        self._list.mark(item)

    def search(self) -> None:
        """Give the keys to the search field; what is typed takes the place of what stands there."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keys on. A focus proxy would do so too, but Tab would pass over what is before it."""
        (self._search if self._list.isHidden() else self._list).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The choices stand under the two views where there is no room beside them."""
        super().resizeEvent(event)
        least = max(filters.minimumSizeHint().width() for filters in self._filters.values())
        needed = self._segments.sizeHint().width() + 3 * tokens.GRID + least
        is_narrow = needed > event.size().width() - 2 * tokens.PAGE_MARGIN
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if is_narrow else across)
        self._row.setSpacing((1 if is_narrow else 3) * tokens.GRID)

    def _show(self) -> None:
        shelf, wanted = self._shelves[self._view], self._search.text()
        tiles = shelf.tiles(self._choices[self._view], wanted)
        self._name()
        for view, row in self._filters.items():
            row.setVisible(view == self._view)
            row.choose(self._choices[view])
        self._list.show_tiles(tiles)
        self._list.setVisible(bool(tiles))
        self._nothing.setVisible(not tiles)
        other = EXERCISES if self._view == ROUTINES else ROUTINES
        elsewhere = len(self._shelves[other].tiles(ALL, wanted)) if not tiles and wanted else 0
        self._nothing.show_search(wanted, self._view_words()[other], elsewhere)

    def _name(self) -> None:
        words = self._view_words()[self._view]
        self._segments.choose(self._view)
        self._list.setAccessibleName(words)
        if self.title.text() != words:
            self.title.setText(words)
            self.setAccessibleName(words)
            self.renamed.emit()

    def _picture(self, item: str, size: QSize) -> QPixmap | None:
        return self._thumbnails.picture(self._shelves[self._view].drawn(item), size)

    def _detail(self, item: str) -> str:
        return self._shelves[self._view].detail(item)

    def _on_choice(self, view: str, name: str) -> None:
        self._choices[view] = name
        self._show()

    def _on_search_left(self) -> None:
        if not self._list.isHidden():
            self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_everything(self) -> None:
        self._choices[self._view] = ALL
        self._search.clear()
        self._show()
        self.setFocus()

    def _on_elsewhere(self) -> None:
        other = EXERCISES if self._view == ROUTINES else ROUTINES
        self._choices[other] = ALL
        self.show_view(other)
        self.setFocus()

    def _view_words(self) -> dict[str, str]:
        return {ROUTINES: self.tr("Routines"), EXERCISES: self.tr("Exercises")}

    def _listen(self) -> None:
        self._segments.chosen.connect(self.show_view)
        self._search.textChanged.connect(self._show)
        self._search.left.connect(self._on_search_left)
        self._list.walked.connect(lambda: self.bring_into_view(self._list))
        self._list.opened.connect(lambda item: self.opened.emit(self._view, item))
        self._nothing.everything.connect(self._on_everything)
        self._nothing.elsewhere.connect(self._on_elsewhere)
        self._faults.wanted.connect(self.faults_wanted)

    def _compose(self) -> None:
        for view in self._shelves:
            self._segments.add(view, "")
        self._row.addWidget(self._segments)
        for view, filters in self._filters.items():
            filters.chosen.connect(partial(self._on_choice, view))
            self._row.addWidget(filters, 1)
        self.head.addWidget(self._search)
        self.body.setSpacing(2 * tokens.GRID)
        self.body.addWidget(self._faults)
        self.body.addLayout(self._row)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._nothing)
        self.body.addStretch(0)


class NothingFound(Card):
    """Says that nothing is found, and the ways on: ``everything``, or ``elsewhere`` where there is some."""

    everything = Signal()
    elsewhere = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("library_nothing", parent=parent)
        self._words = PlainLabel(role="lead", wrap=True, name="library_nothing_words")
        hint = self.tr("The beginning of a word is enough: “hip”, “band”, “chair”, “lying”.")
        self._all = SecondaryButton(self.tr("Show all"), name="library_show_all")
        self._all.clicked.connect(self.everything)
        self._other = SecondaryButton("", name="library_show_other")
        self._other.clicked.connect(self.elsewhere)
        buttons = FlowLayout()
        buttons.addWidget(self._other)
        buttons.addWidget(self._all)
        self.body.addWidget(self._words)
        self.body.addWidget(PlainLabel(hint, tone="soft", wrap=True))
        self.body.addSpacing(tokens.GRID)
        self.body.addLayout(buttons)

    def show_search(self, wanted: str, other: str, elsewhere: int) -> None:
        """``elsewhere`` is how many of the ``other`` kind are found by the same words."""
        found = self.tr("Nothing is found for “{words}”.").format(words=wanted)
        self._words.setText(found if wanted else self.tr("Nothing here yet."))
        self._other.set_words(self.tr("{kind} with these words: {count}").format(kind=other, count=elsewhere))
        self._other.setVisible(elsewhere > 0)


class FaultsLine(Card):
    """One line about the files that were left out; hidden while there is none."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("routine_problems", tone="caution", padding=tokens.GRID, parent=parent)
        self._words = PlainLabel(wrap=True, name="library_faults")
        look = Chip(self.tr("See what is wrong"), name="library_see_faults")
        look.clicked.connect(self.wanted)
        row = QHBoxLayout()
        row.setContentsMargins(tokens.GRID, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(look)
        self.body.addLayout(row)

    def show_count(self, files: int) -> None:
        """How many files have a fault."""
        one = self.tr("1 file has a fault; what cannot be used of it is left out.")
        many = self.tr("{count} files have faults; what cannot be used of them is left out.")
        self._words.setText(one if files == 1 else many.format(count=files))
        self.setVisible(files > 0)
