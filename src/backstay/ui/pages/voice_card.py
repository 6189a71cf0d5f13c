"""The settings of the voice: whether, how much, which, how fast and how loud, and a way to hear it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from backstay.app import App
from backstay.domain.preferences import MusicManner, SpeechAmount, SpeechRate
from backstay.domain.speech import TRIAL, Utterance
from backstay.ui import tokens
from backstay.ui.pages.setting_controls import VolumeSlider, chip_row, side_by_side
from backstay.ui.pages.setting_row import SettingRow
from backstay.ui.voice_watch import watch_voice
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.toggle import Toggle

# A desktop that works has told by then whether its players can be reached.
_ANSWER_MS = 500


class VoiceCard(Card):
    """``change`` puts settings in force, by their names. The voice is there while the card is shown."""

    def __init__(self, app: App, change: Callable[..., None], parent: QWidget | None = None) -> None:
        super().__init__("settings_voice", spacing=2 * tokens.GRID, parent=parent)
        self._app = app
        self._change = change
        self._status = PlainLabel(role="small", tone="caution", wrap=True, name="voice_status")
        self._choice = self._voices()
        title = self.tr("Voice")
        self.setAccessibleName(title)
        self.body.addWidget(PlainLabel(title, role="lead"))
        for row in self._rows():
            self.body.addWidget(row)
        self.body.addWidget(self._status)
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        """Only here is it worth looking for a voice to see whether there is one."""
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being said is said to its end."""
        super().hideEvent(event)
        self._app.voice.retire()

    def _rows(self) -> tuple[QWidget, ...]:
        now = self._app.preferences
        switch = Toggle("", name="voice_on")
        switch.setAccessibleName(self.tr("Voice"))
        switch.setChecked(now.voice_on)
        switch.toggled.connect(self._on_switched)
        amounts = {
            SpeechAmount.NAMES: self.tr("Names"),
            SpeechAmount.COUNTS: self.tr("Names and counts"),
            SpeechAmount.ALL: self.tr("Tempo words too"),
        }
        rates = {
            SpeechRate.SLOW: self.tr("Slow"),
            SpeechRate.USUAL: self.tr("Usual"),
            SpeechRate.FAST: self.tr("Fast"),
        }
        amount = chip_row(
            "voice_amount", amounts, now.voice_amount, lambda value: self._change(voice_amount=value)
        )
        rate = chip_row("voice_rate", rates, now.voice_rate, lambda value: self._change(voice_rate=value))
        return (
            SettingRow(
                self.tr("Voice"), switch, hint=self.tr("Says what comes, so that nobody has to look up.")
            ),
            SettingRow(
                self.tr("How much it says"),
                amount,
                hint=self.tr("Counts: repetitions, half-way, three two one. Tempo words: up, hold, down."),
            ),
            SettingRow(self.tr("Which voice"), self._choice),
            SettingRow(self.tr("Speed"), rate),
            SettingRow(self.tr("Volume of the voice"), self._volume()),
            self._music(),
        )

    def _music(self) -> SettingRow:
        manners = {
            MusicManner.LEAVE: self.tr("Leave it"),
            MusicManner.LOWER: self.tr("Lower it"),
            MusicManner.PAUSE: self.tr("Pause it"),
        }
        now = self._app.preferences.music
        return SettingRow(
            self.tr("Music while something is said"),
            chip_row("music", manners, now, self._on_music),
            hint=self.tr("In other players. Afterwards it is as it was."),
        )

    def _volume(self) -> QWidget:
        percent = self._app.preferences.voice_volume_percent
        label = self.tr("Volume of the voice in percent")
        volume = VolumeSlider(label, name="voice_volume", percent=percent)
        volume.valueChanged.connect(lambda value: self._change(voice_volume_percent=value))
        test = SecondaryButton(self.tr("Say something"), icon="volume-2", name="test_voice")
        test.clicked.connect(self._on_test)
        return side_by_side(volume, test)

    def _voices(self) -> Choice:
        choice = Choice(self.tr("Which voice"), name="voice_name")
        choice.activated.connect(lambda index: self._change(voice_name=choice.itemData(index)))
        return choice

    def _on_switched(self, is_on: bool) -> None:
        self._change(voice_on=is_on)
        if is_on:
            self._look()
        else:
            self._app.voice.hush()
            self._show_state()

    def _on_music(self, manner: MusicManner) -> None:
        self._change(music=manner)
        self._app.music.prepare()
        self._show_state()
        QTimer.singleShot(_ANSWER_MS, self, self._show_state)

    def _on_test(self) -> None:
        """Also with the voice off: to hear what one would choose."""
        voice = self._app.voice
        if voice.status is not None:
            voice.prepare()
        voice.say(Utterance(TRIAL))
        watch_voice(voice, self, self._show_state)

    def _look(self) -> None:
        self._app.prepare_voice()
        watch_voice(self._app.voice, self, self._show_state)

    def _show_state(self) -> None:
        status = "\n".join(filter(None, (self._app.voice.status, self._app.music.status)))
        self._status.setText(status)
        self._status.setVisible(bool(status))
        self._offer(self._app.voice.voices)

    def _offer(self, voices: tuple[str, ...]) -> None:
        """The voices that are known, and the one that is set."""
        chosen = self._app.preferences.voice_name
        names: tuple[Any, ...] = ("", *dict.fromkeys((*voices, *filter(None, (chosen,)))))
        if [self._choice.itemData(index) for index in range(self._choice.count())] == list(names):
            return
        self._choice.clear()
        for name in names:
            self._choice.addItem(name or self.tr("As the computer chooses"), name)
        self._choice.setCurrentIndex(names.index(chosen))
