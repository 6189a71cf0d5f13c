"""The tones as a person hears them: the real process, a real sound server, and an ear at its output."""

import os
import shutil
import signal
import time
import wave
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from threading import Event

import pytest

from backstay.desktop.clock import SystemClock
from backstay.desktop.preflight import can_load
from backstay.desktop.process_tones import ProcessTones
from backstay.desktop.sound import Tone
from backstay.desktop.voice import NullVoice
from backstay.domain.preferences import Preferences
from backstay.domain.session_events import SessionEnded
from backstay.domain.timeline import compile_timeline
from backstay.player import Player
from backstay.resources import sound
from tests.journeys.ear import Ear, an_ear, server_lost, wait_for
from tests.samples import hold, routine

HEARD_WITHIN_S = 0.3
ON_TIME_S = 0.1
LACKING = [name for name in ("pulseaudio", "parec", "pactl") if shutil.which(name) is None]
LACKING += [] if can_load("libpulse.so.0") else ["libpulse0"]

pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"this computer lacks {', '.join(LACKING)}")


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ear]:
    """An ear; what is started from now on sounds there."""
    with an_ear() as made:
        monkeypatch.delenv("PULSE_SERVER", raising=False)
        for name, value in made.environ.items():
            monkeypatch.setenv(name, value)
        yield made


@pytest.fixture
def tones(ear: Ear) -> Iterator[ProcessTones]:
    """Tones that are ready."""
    with closing(ProcessTones(70)) as made:
        made.prepare()
        wait_for(lambda: not made.is_settling and ear.is_listening)
        assert made.status is None
        yield made


def heard_after_s(ear: Ear, tones: ProcessTones, tone: Tone) -> float | None:
    """Play it and wait until it is over; how many seconds it took until it was heard."""
    began_s = time.monotonic()
    tones.play(tone)
    Event().wait(length_s(tone) + HEARD_WITHIN_S)
    at_s = ear.first_sound_s(began_s, time.monotonic())
    return None if at_s is None else at_s - began_s


def length_s(tone: Tone) -> float:
    """How long its file plays."""
    with wave.open(str(sound(tone.value))) as file:
        return float(file.getnframes() / file.getframerate())


def is_heard(ear: Ear, tones: ProcessTones) -> bool:
    """Whether a tone of this moment comes through."""
    return heard_after_s(ear, tones, Tone.COUNT) is not None


def sink_state(ear: Ear, name: str = "ear") -> str:
    """RUNNING, IDLE or SUSPENDED."""
    lines = ear.server("list", "short", "sinks").splitlines()
    return next(line.split()[-1] for line in lines if line.split()[1] == name)


def test_every_tone_is_heard_whole_and_at_once(ear: Ear, tones: ProcessTones) -> None:
    """Within three tenths of a second, to within a twentieth of its length."""
    tones.open()
    for tone in Tone:
        began_s = time.monotonic()
        late_s = heard_after_s(ear, tones, tone)
        assert late_s is not None, tone
        assert late_s <= HEARD_WITHIN_S, tone
        last_s = ear.last_sound_s(began_s, time.monotonic())
        assert last_s is not None
        # Its end fades away below what the ear notes.
        assert last_s - began_s - late_s >= 0.65 * length_s(tone), tone


def test_an_output_that_a_session_uses_is_not_put_to_sleep(ear: Ear, tones: ProcessTones) -> None:
    """Ready tones alone leave it to sleep; while they are open it is awake, and the first tone after a long
    silence comes at once and whole; closed, it may sleep again.
    """
    ear.server("load-module", "module-suspend-on-idle", "timeout=1")
    ear.stop()
    wait_for(lambda: sink_state(ear) == "SUSPENDED")
    tones.open()
    wait_for(lambda: sink_state(ear) == "RUNNING")
    for _ in range(8):
        Event().wait(0.5)
        assert sink_state(ear) == "RUNNING"
    ear.listen()
    late_s = heard_after_s(ear, tones, Tone.START)
    assert late_s is not None
    assert late_s <= HEARD_WITHIN_S
    ear.stop()
    tones.close()
    wait_for(lambda: sink_state(ear) == "SUSPENDED")
    wait_for(lambda: ear.server("list", "short", "sink-inputs") == "")


def test_the_tones_follow_the_output_of_the_system(ear: Ear, tones: ProcessTones) -> None:
    """To a headset that is plugged in during a session, back when it is pulled out, and to it again."""
    tones.open()
    assert is_heard(ear, tones)
    for _ in range(2):
        module = ear.server("load-module", "module-null-sink", "sink_name=headset").strip()
        ear.server("set-default-sink", "headset")
        ear.listen("headset")
        wait_for(lambda: is_heard(ear, tones))
        wait_for(lambda: sink_state(ear, "headset") == "RUNNING")
        ear.listen("ear")
        ear.server("unload-module", module)
        wait_for(lambda: is_heard(ear, tones))
        assert tones.status is None


@dataclass(frozen=True, slots=True)
class Led:
    """A session that was led to its end: when it began and ended, and what was said of the tones."""

    began_s: float
    ended_s: float
    said: frozenset[str | None]


def led(tones: ProcessTones, preferences: Preferences) -> Led:
    """One hold of eight seconds, by the real clock."""
    player = Player(
        compile_timeline(routine(hold("Plank", 8, 1)), preferences),
        clock=SystemClock(),
        tones=tones,
        voice=NullVoice(),
        preferences=preferences,
        journal=None,
        announce=lambda _kinds: None,
    )
    ended: list[float] = []
    player.listen(lambda event: ended.append(time.monotonic()) if isinstance(event, SessionEnded) else None)
    said = set()
    began_s = time.monotonic()
    player.start()
    while (wake_s := player.next_wake_s()) is not None:
        Event().wait(wake_s)
        said.add(tones.status)
        player.tick()
    return Led(began_s, ended[0], frozenset(said))


def test_a_sound_server_that_hangs_makes_no_session_late(ear: Ear, tones: ProcessTones) -> None:
    """Stopped in the middle, it costs its tones; the session keeps its seconds, and says in one line what is
    the matter. Going on, it is heard again.
    """
    os.kill(ear.server_pid, signal.SIGSTOP)
    try:
        session = led(tones, Preferences(get_ready_s=1))
    finally:
        os.kill(ear.server_pid, signal.SIGCONT)
    assert session.ended_s - session.began_s == pytest.approx(9, abs=ON_TIME_S)
    assert any("does not answer" in (line or "") for line in session.said)
    tones.open()
    wait_for(lambda: is_heard(ear, tones), limit_s=30)
    assert tones.status is None


def test_a_sound_server_that_dies_takes_the_tones_along_for_a_while(ear: Ear, tones: ProcessTones) -> None:
    """Killed and started again: the session keeps its seconds and says what is the matter; its last tones
    are heard on time, and nothing is said any more.
    """
    with server_lost(ear, after_s=1, until_s=4.5):
        session = led(tones, Preferences(get_ready_s=6))
    began_s = session.began_s
    wait_for(lambda: ear.first_sound_s(began_s + 14, began_s + 15))
    assert session.ended_s - began_s == pytest.approx(14, abs=ON_TIME_S)
    assert any("does not answer" in (line or "") for line in session.said)
    assert tones.status is None
    cues_s = [began_s + second for second in (11, 12, 13, 14)]
    unheard = [cue_s for cue_s in cues_s if ear.first_sound_s(cue_s, cue_s + HEARD_WITHIN_S) is None]
    assert unheard == []


def test_looking_for_sound_waits_for_no_server(ear: Ear) -> None:
    """Neither preparing nor opening nor closing takes longer than starting a process."""
    os.kill(ear.server_pid, signal.SIGSTOP)
    try:
        tones = ProcessTones(70)
        began_s = time.monotonic()
        tones.prepare()
        tones.open()
        tones.play(Tone.START)
        tones.close()
        assert time.monotonic() - began_s < 1
    finally:
        os.kill(ear.server_pid, signal.SIGCONT)


def test_without_a_sound_server_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no output to play to."""
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent/pulse")
    with closing(ProcessTones(70)) as tones:
        tones.open()
        wait_for(lambda: not tones.is_settling)
        assert tones.status is not None
        assert "no sound output" in tones.status


def test_silent_tones_are_not_heard(ear: Ear, tones: ProcessTones) -> None:
    """Volume nothing is nothing, and the volume holds from the next tone on."""
    tones.open()
    tones.set_volume(0)
    assert not is_heard(ear, tones)
    tones.set_volume(40)
    assert is_heard(ear, tones)
