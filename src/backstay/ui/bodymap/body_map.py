"""The question where it hurts, answered on a drawn body. It may be left open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain.pain import BodySide, Region
from backstay.ui import tokens
from backstay.ui.bodymap.areas import Area
from backstay.ui.bodymap.canvas import BodyCanvas
from backstay.ui.bodymap.spot import Spot
from backstay.ui.bodymap.words import side_text, spot_text
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class BodyMap(QWidget):
    """``chosen`` says that the person chose, changed or took back a region or its side."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body_map")
        self.setAccessibleName(self.tr("Where it hurts"))
        self._spot = Spot()
        self._words = PlainLabel(tone="soft", wrap=True, name="body_place")
        self._canvas = BodyCanvas()
        self._canvas.tapped.connect(self._on_tapped)
        self._sides = QWidget()
        self._chips = {side: self._chip(side) for side in BodySide}
        self._compose()
        self.choose(None, None)

    def region(self) -> Region | None:
        """The chosen region, if any."""
        return self._spot.region

    def side(self) -> BodySide | None:
        """The side of it, where that is said."""
        return self._spot.side

    def choose(self, region: Region | None, side: BodySide | None) -> None:
        """Show this choice; that alone emits nothing."""
        self._spot = spot = Spot(region, side)
        self._words.setText(spot_text(spot))
        self._canvas.show_spot(spot)
        offered = spot.sides()
        for each, chip in self._chips.items():
            chip.setVisible(each in offered)
            chip.setChecked(each is side)
        self._sides.setVisible(bool(offered))

    def _on_tapped(self, area: Area) -> None:
        self._take(self._spot.tapped(area))

    def _on_sided(self, side: BodySide) -> None:
        self._take(self._spot.sided(side))

    def _take(self, spot: Spot) -> None:
        self.choose(spot.region, spot.side)
        self.chosen.emit()

    def _chip(self, side: BodySide) -> Chip:
        chip = Chip(side_text(side), name=f"body_side_{side.value}", checkable=True, parent=self._sides)
        chip.clicked.connect(lambda: self._on_sided(side))
        return chip

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.GRID)
        head.addWidget(PlainLabel(self.tr("Where?"), role="strong"))
        head.addWidget(self._words, 1)
        # A row that comes and goes would move the body under the pointer.
        policy = self._sides.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._sides.setSizePolicy(policy)
        row = FlowLayout(self._sides)
        for chip in self._chips.values():
            row.addWidget(chip)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.GRID)
        box.addLayout(head)
        box.addWidget(self._canvas)
        box.addWidget(self._sides)
        box.addStretch(1)
