"""Other computers of the same person: the folder in which they meet, and what came from each."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from backstay.domain.errors import BackstayError
from backstay.domain.moment import Moment
from backstay.sync.exchange import Device, Exchange, exchange, sync_status
from backstay.sync.syncers import syncer_of
from backstay.ui.desk import Desk
from backstay.ui.exchange_work import Beside
from backstay.ui.pages.care_card import CareCard
from backstay.ui.pages.care_words import day_text, entries_text, when_text
from backstay.ui.pages.exchange_table import TextTable
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.labels import PlainLabel

translate = QCoreApplication.translate
_CONTEXT = "DataCare"
_MOST_DEVICES = 6


class ComputersCard(CareCard):
    """Without a folder it says what one would do."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "care_computers", parent)
        self.say_what_it_is(
            self.tr("Other computers"),
            self.tr(
                "Where Syncthing, Nextcloud or Dropbox keeps a folder in step between your computers, "
                "Backstay can put its entries there as files and read those of the others. Every computer "
                "then has the whole journal. Backstay itself sends nothing anywhere."
            ),
        )
        self._reading = Beside(self)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self.say)
        self._warning = PlainLabel(tag="caution", wrap=True, name="care_synced_journal")
        self._folder = PlainLabel(tone="soft", wrap=True, name="care_sync_folder")
        self._last = PlainLabel(wrap=True, name="care_exchanged")
        headings = (self.tr("Computer"), self.tr("Entries"), self.tr("Last entry"), self.tr("Last read"))
        label = self.tr("Computers that share this journal")
        self._devices = TextTable(label, headings, name="care_devices", most_rows=_MOST_DEVICES)
        self._now = SecondaryButton(self.tr("Exchange now"), icon="refresh-cw", name="care_exchange")
        self._now.clicked.connect(self._exchange)
        self._choose = SecondaryButton(self.tr("Choose a folder…"), name="care_choose_sync")
        self._choose.setAccessibleName(self.tr("Choose the folder that your computers share"))
        self._choose.clicked.connect(self._on_choose)
        self._leave = SecondaryButton(self.tr("Leave it"), name="care_leave_sync")
        self._leave.setAccessibleName(self.tr("Leave the folder that your computers share"))
        self._leave.clicked.connect(self._on_leave)
        for part in (self._warning, self._folder, self._devices, self._last):
            self.body.addWidget(part)
        self.add_row(self._now, self._choose, self._leave)
        self._last.hide()

    def reload(self) -> None:
        """Show the folder, and beside the window look into it."""
        app = self.desk.app
        syncer = syncer_of(app.paths.data)
        self._warning.setVisible(syncer is not None)
        self._warning.setText(_warning_text(syncer or ""))
        shared = app.preferences.sync_folder
        self._folder.setText(shared or self.tr("No folder is chosen."))
        for part in (self._now, self._leave):
            part.setVisible(bool(shared))
        self._devices.setVisible(False)
        exchanged = app.tending.last_exchange if shared else None
        self._last.hide()
        if exchanged is not None:
            self._say_exchanged(exchanged)
        if shared:
            paths = app.paths
            self._reading.start(lambda _go_on: sync_status(paths.changes, Path(shared), paths.journal))

    def _on_read(self, devices: object) -> None:
        assert isinstance(devices, tuple)
        now = self.desk.app.clock.moment()
        self._devices.show_rows([_device_row(device, now) for device in devices])
        self._devices.setVisible(bool(devices))

    def _exchange(self) -> None:
        app = self.desk.app
        paths, shared, now = app.paths, Path(app.preferences.sync_folder), app.clock.moment
        self.run(
            self.tr("Exchanging entries with your other computers"),
            lambda go_on: exchange(paths.changes, shared, paths.journal, now, go_on),
            self._on_exchanged,
        )

    def _on_exchanged(self, exchanged: object) -> None:
        assert isinstance(exchanged, Exchange)
        self.reload()
        self._say_exchanged(exchanged)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._last.text()))
        try:
            self.desk.app.look_for_changes()
        except BackstayError as error:
            self.say(error)

    def _say_exchanged(self, exchanged: Exchange) -> None:
        self._last.setText(_exchanged_text(exchanged, self.desk.app.clock.moment()))
        self._last.set_tone("caution" if exchanged.trouble else "ink")
        self._last.show()

    def _on_choose(self) -> None:
        before = self.desk.app.preferences.sync_folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("The folder that your computers share"), before
        )
        if chosen and self.choose("sync_folder", chosen):
            self.reload()
            self._exchange()

    def _on_leave(self) -> None:
        self.cancel()
        self.change(sync_folder="")
        self._last.hide()
        self.reload()
        self._choose.setFocus()
        self.desk.toast(self.tr("This computer no longer takes part. What is in the folder stays there."))


def _warning_text(syncer: str) -> str:
    words = translate(
        _CONTEXT,
        "Your journal itself lies in a folder that {syncer} keeps in step. Two computers that write the same "
        "file can damage it. Keep your data outside, and let your computers meet in a folder chosen here.",
    )
    return words.format(syncer=syncer)


def _device_row(device: Device, now: Moment) -> tuple[str, ...]:
    name = device.name or translate(_CONTEXT, "without a name")
    if device.is_own:
        name = translate(_CONTEXT, "{name} (this one)").format(name=name)
    last = day_text(device.last_entry, now) if device.last_entry is not None else "–"
    read = when_text(device.last_read, now) if device.last_read is not None else "–"
    return name, f"{device.entries:,}", last, read if not device.is_own else ""


def _exchanged_text(exchanged: Exchange, now: Moment) -> str:
    when = when_text(exchanged.at.utc, now)
    if exchanged.trouble:
        words = translate(_CONTEXT, "Tried {when}: {trouble}")
        return words.format(when=when, trouble=exchanged.trouble)
    parts = [translate(_CONTEXT, "Exchanged {when}.").format(when=when)]
    if exchanged.new:
        parts.append(translate(_CONTEXT, "New here: {entries}.").format(entries=entries_text(exchanged.new)))
    else:
        parts.append(translate(_CONTEXT, "Nothing new."))
    if exchanged.waiting:
        words = translate(_CONTEXT, "{entries} wait for something that has not arrived yet.")
        parts.append(words.format(entries=entries_text(exchanged.waiting)))
    if exchanged.unreadable:
        words = translate(_CONTEXT, "{entries} could not be read; they are tried again the next time.")
        parts.append(words.format(entries=entries_text(exchanged.unreadable)))
    return " ".join(parts)
