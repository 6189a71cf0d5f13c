"""Settings: each is in force and on disk the moment it is changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QHideEvent, QRegularExpressionValidator, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from backstay import __version__
from backstay.desktop.sound import Tone
from backstay.domain.errors import BackstayError
from backstay.domain.preferences import Preferences, Theme
from backstay.domain.safety import EMERGENCY_NUMBER
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.outside import open_outside
from backstay.ui.pages.care_door import backup_status, show_care
from backstay.ui.pages.exchange_door import show_exchange
from backstay.ui.pages.pain_card import PainCard
from backstay.ui.pages.setting_controls import VolumeSlider, chip_row, side_by_side
from backstay.ui.pages.setting_row import SettingRow
from backstay.ui.pages.voice_card import VoiceCard
from backstay.ui.voice_watch import watch_voice
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Banner, Card
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.ui.widgets.stepper import Stepper
from backstay.ui.widgets.toggle import Toggle

_TEXT_SIZES = (100, 125, 150, 175, 200)
_AHEAD_MAX_MS = 500
_AHEAD_STEP_MS = 20


class SettingsPage(ScrollPage):
    """How it looks and sounds, how a session runs, where the data lies, and what the program is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="settings", parent=parent)
        self.title.setText(self.tr("Settings"))
        self.setAccessibleName(self.title.text())
        self._desk = desk
        self._trouble = Banner("settings_trouble", tone="caution")
        self._silence = PlainLabel(role="small", tone="caution", wrap=True, name="sound_status")
        self._backed_up = PlainLabel(role="small", tone="soft", wrap=True, name="backup_status")
        self._lacks = PlainLabel(role="small", tone="caution", wrap=True, name="desktop_status")
        self.body.addWidget(self._trouble)
        voice, pain = VoiceCard(desk.app, self._change), PainCard(desk.app, self._change)
        cards = (
            self._look(), self._sound(), voice, self._sessions(), pain, self._safety(), self._data(),
            self._about(),
        )  # fmt: skip
        for card in cards:
            self.body.addWidget(card)
        self.body.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Only here is it worth loading the tones to see whether they can be heard."""
        super().showEvent(event)
        self._show_sound_status()
        app = self._desk.app
        self._backed_up.setText(backup_status(app))
        lacks = "\n".join(filter(None, (app.screen.status, app.media_keys.status)))
        self._lacks.setText(lacks)
        self._lacks.setVisible(bool(lacks))

    def hideEvent(self, event: QHideEvent) -> None:
        """What sounds rings out."""
        super().hideEvent(event)
        self._desk.app.tones.close()

    def _look(self) -> Card:
        now = self._desk.app.preferences
        themes = {
            Theme.SYSTEM: self.tr("As the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
        }
        sizes = {size: self.tr("{size} %").format(size=size) for size in _TEXT_SIZES}
        theme = chip_row("theme", themes, now.theme, lambda value: self._change(theme=value))
        text = chip_row("text", sizes, now.text_percent, lambda value: self._change(text_percent=value))
        motion = Toggle("", name="reduced_motion")
        motion.setAccessibleName(self.tr("Less motion"))
        motion.setChecked(now.reduced_motion)
        motion.toggled.connect(lambda on: self._change(reduced_motion=on))
        return self._card(
            "look",
            self.tr("Look"),
            SettingRow(self.tr("Theme"), theme),
            SettingRow(self.tr("Text size"), text),
            SettingRow(
                self.tr("Less motion"),
                motion,
                hint=self.tr("Pages change at once; the figure steps."),
            ),
        )

    def _sound(self) -> Card:
        now = self._desk.app.preferences
        switch = Toggle("", name="sound_on")
        switch.setAccessibleName(self.tr("Tones"))
        switch.setChecked(now.sound_on)
        switch.toggled.connect(lambda on: self._change(sound_on=on))
        volume = VolumeSlider(self.tr("Volume in percent"), name="volume", percent=now.volume_percent)
        volume.valueChanged.connect(lambda percent: self._change(volume_percent=percent))
        test = SecondaryButton(self.tr("Play a tone"), icon="volume-2", name="test_tone")
        test.clicked.connect(self._on_test_tone)
        return self._card(
            "sound",
            self.tr("Sound"),
            SettingRow(self.tr("Tones"), switch, hint=self.tr("Three, two, one, and a tone at each change.")),
            SettingRow(self.tr("Volume"), side_by_side(volume, test)),
            self._ahead(),
            self._silence,
        )

    def _ahead(self) -> SettingRow:
        label = self.tr("Tones ahead by")
        stepper = Stepper(
            label, name="cue_offset_ms", low=0, high=_AHEAD_MAX_MS, step=_AHEAD_STEP_MS, suffix=self.tr(" ms")
        )
        stepper.set_value(self._desk.app.preferences.cue_offset_ms)
        stepper.changed.connect(self._changer("cue_offset_ms"))
        return SettingRow(label, stepper, hint=self.tr("A Bluetooth headset is heard 100 to 300 ms late."))

    def _sessions(self) -> Card:
        now = self._desk.app.preferences
        seconds = self.tr(" s")
        rows = (
            (self.tr("Get ready"), "get_ready_s", 0, 60, seconds, self.tr("Before the first exercise.")),
            (self.tr("Between exercises"), "transition_s", 0, 60, seconds, ""),
            (self.tr("Change sides"), "change_side_s", 0, 30, seconds, ""),
            (
                self.tr("Sessions a week"),
                "weekly_sessions",
                1,
                14,
                "",
                self.tr("Your own plan."),
            ),
        )
        made = []
        for label, key, low, high, suffix, hint in rows:
            stepper = Stepper(label, name=key, low=low, high=high, suffix=suffix)
            stepper.set_value(getattr(now, key))
            stepper.changed.connect(self._changer(key))
            made.append(SettingRow(label, stepper, hint=hint))
        return self._card("sessions", self.tr("Sessions"), *made, self._lacks)

    def _safety(self) -> Card:
        number = QLineEdit(self._desk.app.preferences.emergency_number)
        number.setObjectName("emergency_number")
        number.setAccessibleName(self.tr("Emergency number"))
        number.setPlaceholderText(self.tr("such as 112"))
        number.setValidator(QRegularExpressionValidator(QRegularExpression(EMERGENCY_NUMBER), number))
        number.textEdited.connect(lambda text: self._change(emergency_number=text.strip()))
        signs = SecondaryButton(self.tr("When to get help"), key=self.tr("F2"), name="show_safety")
        signs.clicked.connect(self._desk.show_safety)
        return self._card(
            "safety",
            self.tr("Safety"),
            SettingRow(
                self.tr("Emergency number"),
                number,
                hint=self.tr("Of the place where you are. It is shown beside the signs; nothing is dialled."),
            ),
            SettingRow(
                self.tr("Signs to stop at"),
                signs,
                hint=self.tr("The same page for everybody, from anywhere."),
            ),
        )

    def _data(self) -> Card:
        paths = self._desk.app.paths
        kept = self.tr("Your journal is kept here, readable by you alone. Nothing leaves this computer.")
        read = self.tr(
            "Your own routines and exercises are read from here. A file saved there appears by itself."
        )
        return self._card(
            "data",
            self.tr("Your data"),
            *self._place(kept, paths.data, path_name="data_path", button_name="open_folder"),
            SettingRow(
                self.tr("Import and export"),
                self._exchange_button(),
                hint=self.tr("Take your log out, or bring entries in from a file or another program."),
            ),
            SettingRow(
                self.tr("Data care"),
                self._care_button(),
                hint=self.tr("Backups and the way back, a check of everything, your other computers."),
            ),
            self._backed_up,
            Divider(),
            *self._place(read, paths.user_routines, path_name="routines_path", button_name="open_routines"),
        )

    def _exchange_button(self) -> SecondaryButton:
        button = SecondaryButton(self.tr("Open…"), name="open_exchange")
        button.setAccessibleName(self.tr("Open import and export"))
        button.clicked.connect(lambda: show_exchange(self._desk))
        return button

    def _care_button(self) -> SecondaryButton:
        button = SecondaryButton(self.tr("Open…"), name="open_care")
        button.setAccessibleName(self.tr("Open data care"))
        button.clicked.connect(lambda: show_care(self._desk))
        return button

    def _place(
        self, hint: str, folder: Path, *, path_name: str, button_name: str
    ) -> tuple[PlainLabel, PlainLabel, QWidget]:
        path = PlainLabel(str(folder), tone="soft", wrap=True, name=path_name)
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        button = SecondaryButton(self.tr("Open folder"), icon="folder-open", name=button_name)
        # Two of them say the same words; whoever hears them has to tell them apart.
        button.setAccessibleName(self.tr("Open folder {folder}").format(folder=folder))
        button.clicked.connect(lambda: open_outside(folder))
        return PlainLabel(hint, wrap=True), path, side_by_side(button)

    def _about(self) -> Card:
        purpose = self.tr(
            "Backstay is a general fitness and wellbeing tool. It leads guided posture and core-strength "
            "routines and keeps your own private log of what you did and how it felt. It is not a medical "
            "device: it makes no diagnosis and gives no medical advice. If pain stays, grows or worries "
            "you, ask a professional."
        )
        version = self.tr("Backstay {version} · MIT licence").format(version=__version__)
        return self._card(
            "about",
            self.tr("About"),
            PlainLabel(purpose, wrap=True, name="purpose"),
            PlainLabel(version, role="small", tone="soft", name="version"),
        )

    def _card(self, name: str, title: str, *parts: QWidget) -> Card:
        card = Card(f"settings_{name}", spacing=2 * tokens.GRID)
        card.setAccessibleName(title)
        card.body.addWidget(PlainLabel(title, role="lead"))
        for part in parts:
            card.body.addWidget(part)
        return card

    def _changer(self, key: str) -> Callable[[int], None]:
        return lambda value: self._change(**{key: value})

    def _change(self, **values: Any) -> None:
        app = self._desk.app
        new: Preferences = replace(app.preferences, **values)
        if new == app.preferences:
            return
        try:
            app.set_preferences(new)
        except BackstayError as error:
            self._trouble.say("\n".join(error.lines()))
        else:
            self._trouble.say("")

    def _on_test_tone(self) -> None:
        self._desk.app.tones.play(Tone.CHANGE)
        self._show_sound_status()

    def _show_sound_status(self) -> None:
        self._desk.app.tones.prepare()
        watch_voice(self._desk.app.tones, self, self._say_silence)

    def _say_silence(self) -> None:
        status = self._desk.app.tones.status
        self._silence.setText(status or "")
        self._silence.setVisible(bool(status))
