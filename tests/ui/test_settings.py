"""Settings: in force and on disk the moment they are changed."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from backstay import __version__
from backstay.app import App
from backstay.backups.backup import Reason
from backstay.care.tending import backups_of
from backstay.desktop.sound import Tone
from backstay.domain.pain import Region
from backstay.domain.preferences import Preferences, Theme
from backstay.settings import load_settings
from backstay.ui.pages.settings import SettingsPage
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.toggle import Toggle
from tests.fakes import HeldScreen, WrittenPanel, WrittenTones, no_room_on_disk
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, shown, words

pytestmark = pytest.mark.usefixtures("appearance")


def settings(written: WrittenDesk, qtbot: QtBot) -> SettingsPage:
    """The page, shown."""
    return shown(qtbot, SettingsPage(written.desk()), 1080, 1600)


def saved(app: App) -> Preferences:
    """What stands on disk."""
    return load_settings(app.paths.settings).preferences


def test_the_page_shows_what_is_in_force(written: WrittenDesk, qtbot: QtBot) -> None:
    """Defaults, before anything was changed."""
    page = settings(written, qtbot)
    assert find(page, Chip, "theme_system").isChecked()
    assert find(page, Chip, "text_100").isChecked()
    assert find(page, Toggle, "sound_on").isChecked()
    assert find(page, QSlider, "volume").value() == 70
    assert find(page, Choice, "region").currentText() == "not said"


def test_theme_and_text_size_are_chosen_by_a_click(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """At once and for the next start."""
    page = settings(written, qtbot)
    click(page, "theme_dark")
    click(page, "text_150")
    assert (app.preferences.theme, app.preferences.text_percent) == (Theme.DARK, 150)
    assert (saved(app).theme, saved(app).text_percent) == (Theme.DARK, 150)


@pytest.mark.parametrize("name", ["sound_on", "reduced_motion", "pain_on", "asks_daily"])
def test_a_switch_is_saved(written: WrittenDesk, qtbot: QtBot, app: App, name: str) -> None:
    """By a click on it."""
    before = getattr(app.preferences, name)
    QTest.mouseClick(find(settings(written, qtbot), Toggle, name), Qt.MouseButton.LeftButton)
    assert getattr(saved(app), name) is not before


def test_why_nobody_is_asked_every_day_is_said(written: WrittenDesk, qtbot: QtBot) -> None:
    """With its figures and its source, beside the switch, which is off."""
    page = settings(written, qtbot)
    assert not find(page, Toggle, "asks_daily").isChecked()
    hints = [label.text() for label in page.findChildren(PlainLabel)]
    assert any("52 against 79 of 100; Ferrari 2015, 58 people" in hint for hint in hints)


@pytest.mark.parametrize(
    ("name", "before"),
    [("get_ready_s", 5), ("transition_s", 10), ("change_side_s", 5), ("weekly_sessions", 3)],
)
def test_a_number_is_stepped_and_saved(
    written: WrittenDesk, qtbot: QtBot, app: App, name: str, before: int
) -> None:
    """One more, by its button."""
    click(settings(written, qtbot), f"{name}_more")
    assert getattr(saved(app), name) == before + 1


def test_the_volume_follows_the_arrow_keys(
    written: WrittenDesk, qtbot: QtBot, app: App, tones: WrittenTones
) -> None:
    """It holds for the next tone."""
    slider = find(settings(written, qtbot), QSlider, "volume")
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert (tones.volume_percent, saved(app).volume_percent) == (60, 60)


def test_tones_are_set_ahead_by_what_a_headset_is_late(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """In steps of twenty thousandths, up to half a second, and never below nothing."""
    page = settings(written, qtbot)
    field = find(page, QSpinBox, "cue_offset_ms")
    click(page, "cue_offset_ms_less")
    assert saved(app).cue_offset_ms == 0
    click(page, "cue_offset_ms_more")
    click(page, "cue_offset_ms_more")
    assert (saved(app).cue_offset_ms, field.text()) == (40, "40 ms")
    field.setValue(900)
    assert saved(app).cue_offset_ms == 500


def test_the_usual_place_is_chosen_and_taken_back(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """To say nothing is a choice as well."""
    choice = find(settings(written, qtbot), Choice, "region")
    choice.setFocus()
    QTest.keyClicks(choice, "Mid")
    choice.activated.emit(choice.currentIndex())
    assert saved(app).region is Region.MID_BACK
    QTest.keyClick(choice, Qt.Key.Key_Home)
    assert saved(app).region is None


def test_a_tone_can_be_tried(written: WrittenDesk, qtbot: QtBot, tones: WrittenTones) -> None:
    """To hear how loud it is."""
    click(settings(written, qtbot), "test_tone")
    assert tones.played == [Tone.CHANGE]


def test_tones_are_let_go_of_when_the_page_is_left(
    written: WrittenDesk, qtbot: QtBot, tones: WrittenTones
) -> None:
    """Nothing of them stays behind a page that nobody sees."""
    tones.open()
    settings(written, qtbot).hide()
    assert not tones.is_open


def test_silence_says_why(written: WrittenDesk, qtbot: QtBot, tones: WrittenTones) -> None:
    """One honest line, only while it is silent."""
    tones.status = "Silent: this computer has no sound output at the moment."
    assert words(settings(written, qtbot), "sound_status") == tones.status


def test_a_setting_that_cannot_be_saved_is_in_force_and_said(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """A full disk does not keep anybody from reading in the dark."""
    page = settings(written, qtbot)
    with no_room_on_disk():
        click(page, "theme_dark")
    assert app.preferences.theme is Theme.DARK
    assert saved(app).theme is Theme.SYSTEM
    assert "not saved" in find(page, Banner, "settings_trouble").text()
    click(page, "theme_light")
    assert not find(page, Banner, "settings_trouble").isVisible()


def test_the_data_folder_is_shown_and_opened(
    written: WrittenDesk, qtbot: QtBot, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log belongs to the person, who can go and look."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = settings(written, qtbot)
    assert words(page, "data_path") == str(app.paths.data)
    assert words(page, "routines_path") == str(app.paths.user_routines)
    click(page, "open_folder")
    click(page, "open_routines")
    folders = [str(app.paths.data), str(app.paths.user_routines)]
    assert [url.toLocalFile() for url in opened] == folders


def test_the_page_says_what_the_program_is_and_is_not(written: WrittenDesk, qtbot: QtBot) -> None:
    """A wellbeing tool with a private log, no medical device; and which version it is."""
    page = settings(written, qtbot)
    assert "general fitness and wellbeing tool" in words(page, "purpose")
    assert "not a medical device" in words(page, "purpose")
    assert __version__ in words(page, "version")


def test_the_emergency_number_is_saved_as_it_is_typed(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """Digits, spaces and plus; what no telephone takes is not taken here either."""
    field = find(settings(written, qtbot), QLineEdit, "emergency_number")
    QTest.keyClicks(field, " +44 (999)")
    assert saved(app).emergency_number == "+44 999"
    field.clear()
    QTest.keyClicks(field, "1" * 25)
    assert saved(app).emergency_number == "1" * 20
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert saved(app).emergency_number == ""


def test_what_the_desktop_does_not_do_is_said(
    written: WrittenDesk, qtbot: QtBot, screen: HeldScreen, panel: WrittenPanel
) -> None:
    """A screen that may go dark and keys that nobody hears stand beside the settings of a session."""
    screen.status, panel.status = "The screen may go dark: because.", "Media keys do not reach it: because."
    assert words(settings(written, qtbot), "desktop_status") == f"{screen.status}\n{panel.status}"


def test_settings_lead_to_import_and_export(written: WrittenDesk, qtbot: QtBot) -> None:
    """Whoever looks for their data looks here."""
    click(settings(written, qtbot), "open_exchange")
    assert [page.objectName() for page in written.laid_over] == ["exchange"]


def test_settings_say_when_the_last_backup_was_made_and_lead_to_the_care_of_the_data(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """Looked up whenever the page is shown."""
    page = settings(written, qtbot)
    assert words(page, "backup_status") == "No backup yet."
    page.hide()
    backups_of(app.paths, app.preferences, app.clock.moment).make(app.paths.journal, Reason.BY_HAND)
    page.show()
    assert words(page, "backup_status") == "Last backup today 08:30, checked."
    click(page, "open_care")
    assert [laid.objectName() for laid in written.laid_over] == ["care"]
