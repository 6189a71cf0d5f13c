"""The settings of pain scores: whether and how often they are asked for, and the place they are about."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from backstay.app import App
from backstay.domain.pain import Region
from backstay.ui import tokens, wording
from backstay.ui.pages.setting_row import SettingRow
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.toggle import Toggle


class PainCard(Card):
    """``change`` puts settings in force, by their names."""

    def __init__(self, app: App, change: Callable[..., None], parent: QWidget | None = None) -> None:
        super().__init__("settings_pain", spacing=2 * tokens.GRID, parent=parent)
        self._app = app
        self._change = change
        title = self.tr("Pain scores")
        self.setAccessibleName(title)
        self._daily = self._daily_row()
        self.body.addWidget(PlainLabel(title, role="lead"))
        for row in (self._asks_row(), self._daily, self._place_row()):
            self.body.addWidget(row)
        self._show_dependent()

    def _asks_row(self) -> SettingRow:
        label = self.tr("Ask for pain scores")
        what = self.tr(
            "Before and after a session, when it hurts, and once a week. "
            "Off, nothing is asked; what you wrote down stays."
        )
        return SettingRow(label, self._switch("pain_on", label, self._on_switched), hint=what)

    def _daily_row(self) -> SettingRow:
        label = self.tr("Ask every day")
        # Ferrari 2015, a trial of 58 people; 52 and 79 of 100 had recovered.
        why = self.tr(
            "In one small trial, people with a sprained back who kept a daily pain diary recovered less "
            "often within three months (52 against 79 of 100; Ferrari 2015, 58 people)."
        )
        return SettingRow(label, self._switch("asks_daily", label, self._on_daily), hint=why)

    def _place_row(self) -> SettingRow:
        label, hint = self.tr("Place of your scores"), self.tr("Where it usually hurts.")
        choice = Choice(label, name="region")
        choice.addItem(self.tr("not said"), None)
        for region in Region:
            choice.addItem(wording.region_text(region), region)
        choice.setCurrentIndex(max(0, choice.findData(self._app.preferences.region)))
        choice.activated.connect(lambda index: self._change(region=choice.itemData(index)))
        return SettingRow(label, choice, hint=hint)

    def _switch(self, name: str, label: str, changed: Callable[[bool], None]) -> Toggle:
        switch = Toggle("", name=name)
        switch.setAccessibleName(label)
        switch.setChecked(getattr(self._app.preferences, name))
        switch.toggled.connect(changed)
        return switch

    def _on_switched(self, is_on: bool) -> None:
        self._change(pain_on=is_on)
        self._show_dependent()

    def _on_daily(self, is_on: bool) -> None:
        self._change(asks_daily=is_on)

    def _show_dependent(self) -> None:
        # The place stays: scores can be written down in the journal all the same.
        self._daily.setVisible(self._app.preferences.pain_on)
