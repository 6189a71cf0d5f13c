"""A person's own mark: a few words, and when."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from backstay.desktop.clock import Clock
from backstay.domain.mark import LONGEST, Mark, MarkEntry
from backstay.domain.moment import Moment
from backstay.ui.pages.journal_card import EntryCard, labelled
from backstay.ui.widgets.when_field import WhenField


@dataclass(frozen=True, slots=True)
class GivenMark:
    """What the person wants to be written down, and for which moment."""

    mark: Mark
    at: Moment


class MarkForm(EntryCard):
    """``given`` carries a ``GivenMark``."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("journal_mark", parent)
        self._clock = clock
        self._text = QLineEdit(maxLength=LONGEST)
        self._text.setObjectName("journal_mark_text")
        self._text.setAccessibleName(self.tr("Mark"))
        self._text.setPlaceholderText(self.tr("A few words: new chair, long run"))
        self._text.returnPressed.connect(self.save)
        self._when = WhenField(self.tr("When"), name="journal_mark_when")
        text = QVBoxLayout()
        text.addWidget(self._text)
        self.compose(text, labelled(self.tr("When"), self._when))

    def open_new(self) -> None:
        """Begin a new mark, now."""
        self._text.clear()
        self._when.show_now(self._clock.moment())
        self.begin(self.tr("A mark on the time line"))
        self._text.setFocus()

    def open_entry(self, entry: MarkEntry) -> None:
        """Change a mark that stands."""
        self._text.setText(entry.mark.text)
        self._when.show_moment(entry.at)
        self.begin(self.tr("Change the mark"))
        self._text.setFocus()

    def filled(self) -> GivenMark:
        """The mark. Raises ``InputError`` for no words, or a moment that cannot be."""
        mark = Mark(self._text.text().strip())
        return GivenMark(mark, self._when.moment(self._clock.moment()))
