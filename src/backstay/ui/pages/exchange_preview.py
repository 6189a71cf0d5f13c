"""What a file would bring, to be looked at and put right before anything of it is written."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.exchange.offer import Offer
from backstay.ui import tokens
from backstay.ui.pages.exchange_mapping import MappingCard
from backstay.ui.pages.exchange_table import TextTable
from backstay.ui.pages.exchange_words import counts_text, left_out_row, sample_row, take_text
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel

_MOST_SAMPLES = 8
_MOST_LEFT_OUT = 6


class Preview(QWidget):
    """``taken`` says that all of it is wanted, ``left`` that another file is. ``corrected`` carries what
    the person has put right.
    """

    taken = Signal()
    left = Signal()
    corrected = Signal(object)

    def __init__(self, file: str, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exchange_preview")
        self._offer = offer
        self._heading = PlainLabel(role="lead", wrap=True, name="exchange_heading")
        self._heading.setText(self.tr("{file} · {kind}").format(file=file, kind=self._kind(offer)))
        self._counts = PlainLabel(wrap=True, name="exchange_counts")
        self._note = PlainLabel(offer.note, tone="soft", wrap=True, name="exchange_note")
        self._note.setVisible(bool(offer.note))
        self._mapping = MappingCard(offer) if offer.mapping is not None else None
        self._samples_card, self._samples_title, self._samples = self._samples_part()
        self._left_card, self._left_title, self._left = self._left_part()
        self._take = PrimaryButton("", name="exchange_take")
        self._take.clicked.connect(self.taken)
        self._another = SecondaryButton(self.tr("Another file…"), name="exchange_another")
        self._another.clicked.connect(self.left)
        self._compose()
        self.show_offer(offer)

    @property
    def offer(self) -> Offer:
        """What is shown."""
        return self._offer

    def show_offer(self, offer: Offer) -> None:
        """Show the same file as it is read now."""
        self._offer = offer
        if self._mapping is not None and offer.mapping is not None:
            self._mapping.show_mapping(offer.mapping, is_order_open=offer.is_order_open)
        self._counts.setText(self._counts_text(offer))
        self._take.set_words(take_text(offer.counts))
        self._take.setVisible(offer.total > 0)
        shown = len(offer.samples)
        self._samples_title.setText(self._samples_words(shown, is_all=shown == offer.total))
        self._samples.show_rows([sample_row(sample) for sample in offer.samples])
        self._samples_card.setVisible(shown > 0)
        self._left_title.setText(self._left_words(len(offer.left_out)))
        self._left.show_rows([left_out_row(row) for row in offer.left_out])
        self._left_card.setVisible(bool(offer.left_out))
        self.set_ready(is_ready=True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._counts.text()))

    def focus_first(self) -> None:
        """The button that takes it in, if there is anything to take."""
        (self._take if self._offer.total else self._mapping or self._another).setFocus()

    def set_ready(self, *, is_ready: bool) -> None:
        """Whether what is shown is what would be taken in."""
        self._take.setEnabled(is_ready)

    def _compose(self) -> None:
        buttons = FlowLayout()
        buttons.addWidget(self._take)
        buttons.addWidget(self._another)
        words = QVBoxLayout()
        words.setSpacing(tokens.GRID)
        for label in (self._heading, self._counts, self._note):
            words.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        column.addLayout(words)
        column.addLayout(buttons)
        for card in (self._mapping, self._left_card, self._samples_card):
            if card is not None:
                column.addWidget(card)
        if self._mapping is not None:
            self._mapping.corrected.connect(self.corrected)

    def _samples_part(self) -> tuple[Card, PlainLabel, TextTable]:
        headings = (
            self.tr("Day"),
            self.tr("Time"),
            self.tr("What"),
            self.tr("Where"),
            self.tr("Note"),
        )
        label = self.tr("What would be written")
        table = TextTable(label, headings, name="exchange_samples", most_rows=_MOST_SAMPLES)
        return (*_titled("exchange_samples_card", table), table)

    def _left_part(self) -> tuple[Card, PlainLabel, TextTable]:
        headings = (self.tr("Line"), self.tr("Why"), self.tr("What stands there"))
        label = self.tr("What is left out")
        table = TextTable(label, headings, name="exchange_left_out", most_rows=_MOST_LEFT_OUT)
        return (*_titled("exchange_left_card", table), table)

    def _kind(self, offer: Offer) -> str:
        if offer.mapping is None or offer.table is None:
            return offer.name
        kind = self.tr("a table") if offer.mapping.source.name == "PLAIN" else offer.name
        rows = len(offer.table.lines)
        words = self.tr("{kind}, 1 row") if rows == 1 else self.tr("{kind}, {count} rows")
        return words.format(kind=kind, count=f"{rows:,}")

    def _counts_text(self, offer: Offer) -> str:
        if offer.mapping is not None and offer.mapping.questions():
            return self.tr("What it would bring is shown once it is known how to read it.")
        parts = [counts_text(offer.counts) or self.tr("Nothing that could be taken in")]
        if offer.blank:
            words = self.tr("1 row without a score")
            more = self.tr("{count} rows without a score")
            parts.append(words if offer.blank == 1 else more.format(count=f"{offer.blank:,}"))
        if offer.others:
            words = self.tr("1 row about something else")
            more = self.tr("{count} rows about something else")
            parts.append(words if offer.others == 1 else more.format(count=f"{offer.others:,}"))
        if offer.left_out:
            parts.append(self._left_words(len(offer.left_out)))
        return " · ".join([*parts, self.tr("Nothing is written yet.")])

    def _samples_words(self, shown: int, *, is_all: bool) -> str:
        if is_all:
            return self.tr("As it would be written")
        # A table stands as in its file; what was exported here begins with the newest.
        first = self.tr("As it would be written: the first {count}")
        newest = self.tr("As it would be written: the newest {count}")
        return (newest if self._mapping is None else first).format(count=shown)

    def _left_words(self, count: int) -> str:
        if count == 1:
            return self.tr("1 row left out")
        return self.tr("{count} rows left out").format(count=f"{count:,}")


def _titled(name: str, table: TextTable) -> tuple[Card, PlainLabel]:
    card = Card(name, spacing=tokens.GRID)
    title = PlainLabel(role="strong", wrap=True, name=f"{name}_title")
    card.body.addWidget(title)
    card.body.addWidget(table)
    return card, title
