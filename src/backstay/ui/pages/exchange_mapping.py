"""What the columns of another program's table mean: guessed, and put right with a choice for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.domain.pain import Region
from backstay.exchange.foreign import Mapping, Question, Scale, Source
from backstay.exchange.foreign_cells import DateOrder
from backstay.exchange.foreign_guess import with_score, with_time, with_wanted
from backstay.exchange.offer import Offer
from backstay.exchange.tables import Table
from backstay.ui import tokens
from backstay.ui.pages.exchange_words import question_text, scale_text
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.wording import region_text

_LONGEST_NAME = 32
_MOST_THINGS = 500

_ASKED = {
    Question.TIME: "time",
    Question.FEATURE: "wanted",
    Question.SCORE: "score",
    Question.DATE_ORDER: "order",
    Question.SCALE: "scale",
}

Options = Sequence[tuple[str, Any]]
Correction = Callable[[Mapping], Mapping]


class MappingCard(Card):
    """``corrected`` carries what makes the corrected meaning of the former one: in a long table that takes
    its time, and nothing is shown of it before ``show_mapping``. What is not known yet is asked for in a
    line of its own.
    """

    corrected = Signal(object)

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__("exchange_mapping", spacing=2 * tokens.GRID, parent=parent)
        assert offer.table is not None
        assert offer.mapping is not None
        title = self.tr("How this table is read")
        self.setAccessibleName(title)
        self._table = offer.table
        self._fields: dict[str, _Field] = {}
        self._asked = PlainLabel(tag="caution", wrap=True, name="exchange_asked")
        self._flow = FlowLayout()
        self.body.addWidget(PlainLabel(title, role="lead", wrap=True))
        self.body.addWidget(self._asked)
        self.body.addLayout(self._flow)
        self._compose(offer.mapping, offer.things)
        self.show_mapping(offer.mapping, is_order_open=offer.is_order_open)

    def show_mapping(self, mapping: Mapping, *, is_order_open: bool) -> None:
        """Show what the columns mean now. The order of the day is a choice only where the days leave it
        open.
        """
        values = {
            "wanted": mapping.wanted,
            "time": mapping.time,
            "order": mapping.order,
            "clock": mapping.clock,
            "score": mapping.score,
            "scale": mapping.scale,
            "rounded": mapping.is_rounded,
            "region": mapping.region,
            "side": mapping.side,
            "note": mapping.note,
        }
        for name, field in self._fields.items():
            field.show_value(values[name])
        self._fields["order"].setVisible(mapping.time is not None and is_order_open)
        questions = mapping.questions()
        self._asked.setText("\n".join(question_text(question) for question in questions))
        self._asked.setVisible(bool(questions))
        first = next((_ASKED[question] for question in questions), "time")
        self.setFocusProxy(self._fields[first])

    def showEvent(self, event: QShowEvent) -> None:
        """In columns, now that the fields have their font."""
        super().showEvent(event)
        width = max(field.sizeHint().width() for field in self._fields.values())
        for field in self._fields.values():
            field.setMinimumWidth(width)

    def _compose(self, mapping: Mapping, names: tuple[str, ...]) -> None:
        table = self._table
        please = (self.tr("Please choose"), None)
        nowhere = (self.tr("Not in the file"), None)
        columns = [(_shortened(name), index) for index, name in enumerate(table.columns)]
        if mapping.feature is not None:
            options = [(_shortened(name), name) for name in names[:_MOST_THINGS] if name]
            self._add("wanted", self.tr("What is your pain"), [please, *options])
        self._add("time", self.tr("Day"), [please, *columns])
        self._add("order", self.tr("In the day stands first"), [please, *self._orders()])
        self._add("clock", self.tr("Time of day"), [(self.tr("With the day"), None), *columns])
        self._add("score", self.tr("Pain score"), [please, *columns])
        self._add("scale", self.tr("Scale"), [please, *_scales(mapping)])
        between = [(self.tr("Leave it out"), False), (self.tr("Round it"), True)]
        self._add("rounded", self.tr("A score such as 4.5"), between)
        self._add("region", self.tr("Where"), [nowhere, *columns, *self._regions()])
        self._add("side", self.tr("Side"), [nowhere, *columns])
        self._add("note", self.tr("Note"), [nowhere, *columns])

    def _orders(self) -> Options:
        return [(self.tr("the day"), DateOrder.DAY_FIRST), (self.tr("the month"), DateOrder.MONTH_FIRST)]

    def _regions(self) -> Options:
        words = self.tr("All: {region}")
        return [(words.format(region=region_text(region).lower()), region) for region in Region]

    def _add(self, name: str, label: str, options: Options) -> None:
        self._fields[name] = field = _Field(name, label, options)
        field.chosen.connect(lambda value: self.corrected.emit(_correction(self._table, name, value)))
        self._flow.addWidget(field)


class _Field(QWidget):
    """A choice under its label. ``chosen`` carries the value, which Qt must not keep: it would make plain
    text of one of our words.
    """

    chosen = Signal(object)

    def __init__(self, name: str, label: str, options: Options) -> None:
        super().__init__()
        self._values = [value for _, value in options]
        self._choice = Choice(label, name=f"exchange_{name}")
        self._choice.addItems([text for text, _ in options])
        self.setFocusProxy(self._choice)
        self._choice.activated.connect(lambda index: self.chosen.emit(self._values[index]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID // 2)
        column.addWidget(PlainLabel(label, role="small", tone="soft"))
        column.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignLeft)

    def show_value(self, value: object) -> None:
        # A 1 is a column and True a switch, though the two are equal.
        same = (index for index, own in enumerate(self._values) if own == value and type(own) is type(value))
        self._choice.setCurrentIndex(next(same, 0))


def _correction(table: Table, name: str, value: Any) -> Correction:
    match name:
        case "wanted":
            return lambda mapping: with_wanted(table, mapping, value)
        case "time":
            return lambda mapping: with_time(table, mapping, value)
        case "score":
            return lambda mapping: with_score(table, mapping, value)
        case "rounded":
            return lambda mapping: replace(mapping, is_rounded=value)
        case _:
            return lambda mapping: replace(mapping, **{name: value})


def _scales(mapping: Mapping) -> Options:
    ours = [scale for scale in Scale if scale is not Scale.THOUSANDTHS or mapping.source is Source.LOOP]
    return [(scale_text(scale), scale) for scale in ours]


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
