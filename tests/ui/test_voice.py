"""The voice in the window: its settings, its honest line, and what a session says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.desktop.sound import Tone
from backstay.domain.preferences import MusicManner, Preferences, SpeechAmount, SpeechRate
from backstay.domain.speech import TRIAL
from backstay.settings import load_settings
from backstay.ui.pages.pain_form import PainForm
from backstay.ui.pages.settings import SettingsPage
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.toast import Toast
from backstay.ui.widgets.toggle import Toggle
from tests.fakes import WrittenTones, WrittenVoice
from tests.samples import hold
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, shown, words
from tests.ui.hands import Key
from tests.ui.visit import Visit

pytestmark = pytest.mark.usefixtures("appearance")
MISSING = "No voice: it is not there. Tones and text carry on. To mend it: install it"


def settings(written: WrittenDesk, qtbot: QtBot) -> SettingsPage:
    """The page, shown."""
    return shown(qtbot, SettingsPage(written.desk()), 1080, 2000)


def saved(app: App) -> Preferences:
    """What stands on disk."""
    return load_settings(app.paths.settings).preferences


def test_what_becomes_of_music_is_chosen(written: WrittenDesk, qtbot: QtBot, app: App) -> None:
    """Left alone unless wished; where no player can be reached, a line says so while it is wished."""
    page = settings(written, qtbot)
    assert find(page, Chip, "music_leave").isChecked()
    click(page, "music_lower")
    assert saved(app).music is app.preferences.music is MusicManner.LOWER
    qtbot.waitUntil(lambda: "Music plays on while something is said" in words(page, "voice_status"))
    click(page, "music_leave")
    assert words(page, "voice_status") == ""


def test_a_program_that_just_stands_there_looks_for_no_voice(app: App, voice: WrittenVoice) -> None:
    """Neither the start of the program nor a page that needs none."""
    assert app.preferences.voice_on
    assert voice.asked == []


def test_each_setting_of_the_voice_is_saved_and_in_force(
    written: WrittenDesk, qtbot: QtBot, app: App, voice: WrittenVoice
) -> None:
    """How much, how fast, how loud, which."""
    voice.voices = ("Anne", "Bob")
    page = settings(written, qtbot)
    click(page, "voice_amount_all")
    click(page, "voice_rate_slow")
    QTest.keyClick(find(page, QSlider, "voice_volume"), Qt.Key.Key_Left)
    choice = find(page, Choice, "voice_name")
    assert [choice.itemText(row) for row in range(choice.count())] == [
        "As the computer chooses",
        "Anne",
        "Bob",
    ]
    QTest.keyClick(choice, Qt.Key.Key_End)
    now = saved(app)
    assert (now.voice_amount, now.voice_rate) == (SpeechAmount.ALL, SpeechRate.SLOW)
    assert (now.voice_volume_percent, now.voice_name) == (70, "Bob")
    assert voice.preferences == app.preferences


def test_a_voice_that_is_set_stays_in_the_list_while_it_is_not_known(
    written: WrittenDesk, qtbot: QtBot, app: App
) -> None:
    """Before the service answered, or on another computer."""
    app.set_preferences(Preferences(voice_name="English (Scotland)"))
    assert find(settings(written, qtbot), Choice, "voice_name").currentText() == "English (Scotland)"


def test_the_voice_is_looked_for_while_its_settings_are_shown(
    written: WrittenDesk, qtbot: QtBot, voice: WrittenVoice
) -> None:
    """And let go when they are left."""
    page = settings(written, qtbot)
    assert voice.asked == ["prepare"]
    page.hide()
    assert voice.asked == ["prepare", "retire"]


def test_a_voice_that_is_found_late_is_offered(
    written: WrittenDesk, qtbot: QtBot, voice: WrittenVoice
) -> None:
    """The service takes seconds to answer; the page follows by itself, and looks no longer than needed."""
    voice.is_settling = True
    page = settings(written, qtbot)
    assert not find(page, Choice, "voice_name").findText("Anne") >= 0
    voice.voices, voice.status, voice.is_settling = ("Anne",), MISSING, False
    qtbot.waitUntil(lambda: words(page, "voice_status") == MISSING)
    assert find(page, Choice, "voice_name").findText("Anne") >= 0


def test_the_voice_can_be_tried_and_looked_for_anew(
    written: WrittenDesk, qtbot: QtBot, voice: WrittenVoice
) -> None:
    """Somebody who has just installed one presses the same button again."""
    page = settings(written, qtbot)
    click(page, "test_voice")
    assert voice.said == [TRIAL]
    assert voice.asked == ["prepare"]
    voice.status = MISSING
    click(page, "test_voice")
    assert voice.asked == ["prepare", "prepare"]


def test_switched_off_it_is_silent_at_once_and_not_looked_for(
    written: WrittenDesk, qtbot: QtBot, app: App, voice: WrittenVoice
) -> None:
    """Switched on again it is looked for."""
    page = settings(written, qtbot)
    switch = find(page, Toggle, "voice_on")
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert not saved(app).voice_on
    assert voice.asked == ["prepare", "hush"]
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert voice.asked == ["prepare", "hush", "prepare"]


def test_a_session_is_spoken_from_its_start_to_its_end(
    visit: Visit, voice: WrittenVoice, qtbot: QtBot
) -> None:
    """The voice is looked for while the question before it is on the screen, and let go afterwards."""
    visit.enter(hold("Bridge", 20, 1))
    qtbot.waitUntil(lambda: voice.asked == ["prepare"])
    visit.press(Key.Key_Return)
    assert voice.said == ["Get ready. Bridge."]
    visit.press(Key.Key_Space, Key.Key_Space)
    assert voice.said[1:] == ["Paused.", "Going on."]
    visit.press(Key.Key_Escape)
    assert voice.said[-1] == "The session is over."
    assert voice.asked == ["prepare", "retire"]


def test_m_silences_the_voice_at_once(visit: Visit, voice: WrittenVoice) -> None:
    """And nothing more is said until M is pressed again."""
    visit.begin(hold("Bridge", 20, 1))
    visit.press(Key.Key_M)
    assert voice.asked[-1] == "hush"
    visit.press(Key.Key_Space, Key.Key_Space)
    assert voice.said == ["Get ready. Bridge."]
    visit.press(Key.Key_M, Key.Key_Space)
    assert voice.said[-1] == "Paused."


def test_with_the_voice_off_nothing_is_looked_for_or_said(
    visit: Visit, app: App, voice: WrittenVoice, tones: WrittenTones
) -> None:
    """The tones carry on."""
    app.set_preferences(Preferences(voice_on=False, get_ready_s=0))
    visit.begin(hold("Bridge", 20, 1))
    assert (voice.asked, voice.said) == ([], [])
    assert tones.played == [Tone.START]


def test_with_the_tones_off_the_voice_speaks_alone(
    visit: Visit, app: App, voice: WrittenVoice, tones: WrittenTones
) -> None:
    """Each can be had without the other."""
    app.set_preferences(Preferences(sound_on=False, get_ready_s=0))
    visit.begin(hold("Bridge", 20, 1))
    assert voice.said == ["Bridge."]
    assert tones.played == []


@pytest.mark.pace(10)
def test_a_rehearsal_at_another_pace_is_not_spoken(visit: Visit, voice: WrittenVoice) -> None:
    """Speech takes its own time; ten sessions in one would only babble."""
    visit.begin(hold("Bridge", 20, 1))
    assert (voice.asked, voice.said) == ([], [])


def test_without_a_voice_the_question_before_says_why(
    visit: Visit, voice: WrittenVoice, qtbot: QtBot
) -> None:
    """One quiet line, there as soon as it is known; the session says no more about it."""
    voice.is_settling = True
    visit.enter(hold("Bridge", 20, 1))
    form = find(visit.window, PainForm, "pain_before")
    assert form.foot.text() == ""
    voice.status, voice.is_settling = MISSING, False
    qtbot.waitUntil(lambda: form.foot.text() == MISSING)
    visit.press(Key.Key_Return)
    assert not find(visit.window, Toast, "toast").isVisible()


def test_a_voice_lost_in_a_session_is_said_once(visit: Visit, voice: WrittenVoice) -> None:
    """At the bottom of the window, without stopping anything."""
    visit.begin(hold("Bridge", 20, 1))
    voice.status = MISSING
    visit.press(Key.Key_Space)
    toast = find(visit.window, Toast, "toast")
    assert toast.isVisible()
    assert MISSING in toast.text()
    visit.press(Key.Key_Space)
    assert visit.says("phase") == "GET READY"


def test_a_session_that_is_left_before_its_start_lets_the_voice_go(
    visit: Visit, voice: WrittenVoice, qtbot: QtBot
) -> None:
    """Nothing of it stays behind."""
    visit.enter(hold("Bridge", 20, 1))
    qtbot.waitUntil(lambda: voice.asked == ["prepare"])
    visit.press(Key.Key_Escape)
    assert voice.asked == ["prepare", "retire"]
