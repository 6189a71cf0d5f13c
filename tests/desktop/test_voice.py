"""A voice in a process of its own: whatever that process does, nobody waits for it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from backstay.desktop.voice import NullVoice, ProcessVoice, Voice, speaker_command
from backstay.desktop.voice_minder import Patience
from backstay.domain.exercise import Dose, Tempo
from backstay.domain.preferences import Preferences, SpeechRate
from backstay.domain.speech import Utterance
from backstay.domain.timeline import compile_timeline
from backstay.player import Player, PlayerEvent, VoiceLost
from tests.fakes import HandClock, WrittenTones
from tests.samples import QUICK, exercise, hold, routine

SHORT = Patience(start_s=0.6, take_s=0.3, utterance_s=0.3, character_s=0.01, reading_s=0.05)
LONG = Patience()
BLINK_S = 0.25
"""A call that takes longer was waiting for something."""

NAME = Utterance("Next, bird dog, left side.")
COUNT = Utterance("Three.", is_brief=True)

OPENING = """
import json, os, sys, time
noted = open({noted!r}, "a", buffering=1)
noted.write(f"pid {{os.getpid()}}\\n")
def answer(**words): print(json.dumps(words), flush=True)
"""
READY = 'answer(**{"is": "ready", "voices": ["Anne", "Bob"]})\n'
EACH = "for line in sys.stdin:\n    order = json.loads(line)\n    noted.write(line)\n"
TAKE = '    if "say" in order: answer(**{"is": "taken", "say": order["say"]})\n'
DONE = '    if "say" in order: answer(**{"is": "done", "say": order["say"]})\n'

SPEAKS = READY + EACH + TAKE + DONE
NEVER_ENDS_A_SENTENCE = READY + EACH + TAKE
TAKES_NOTHING = READY + EACH
SAYS_NOTHING = EACH
HANGS = READY + "time.sleep(600)"
DIES_AT_ONCE = "sys.exit(7)"
DIES_WHEN_ASKED = READY + EACH + "    sys.exit(7)"
UNABLE = 'answer(**{"is": "unable", "why": "Connection to speech-dispatcher failed."})\n'
FLOODS = READY + 'while True: answer(**{"is": "done", "say": 0})'
BABBLES = "while True: print('[' * 100000, flush=True)"
MISSPEAKS = READY + EACH + "    print('\\xff nothing', flush=True)"


class Stage:
    """Makes voices whose process does as a script says, and reads what the process noted."""

    def __init__(self, folder: Path) -> None:
        self._noted = folder / "noted"
        self._script = folder / "speaker.py"
        self.made: list[ProcessVoice] = []

    def voice(self, script: str, patience: Patience = SHORT) -> ProcessVoice:
        """A voice with that process behind it."""
        self.made.append(ProcessVoice(Preferences(), command=self.write(script), patience=patience))
        return self.made[-1]

    def write(self, script: str) -> list[str]:
        """The command of a process that does as this script says."""
        self._script.write_text(OPENING.format(noted=str(self._noted)) + script)
        return [sys.executable, "-S", str(self._script)]

    def noted(self) -> list[str]:
        """What the processes were told, line by line."""
        return self._noted.read_text().splitlines() if self._noted.exists() else []

    def has_heard(self, utterances: int) -> bool:
        """Whether so many utterances have come."""
        return sum('"say"' in line for line in self.noted()) >= utterances

    def pids(self) -> list[int]:
        """Every process that was started."""
        return [int(line.split()[1]) for line in self.noted() if line.startswith("pid")]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage; afterwards every process is gone."""
    made = Stage(tmp_path)
    yield made
    for voice in made.made:
        voice.close()
    assert [pid for pid in made.pids() if is_alive(pid)] == []


def is_alive(pid: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(condition: Callable[[], object], limit_s: float = 15) -> None:
    """Let the threads work until it holds."""
    pause, deadline_s = Event(), time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline_s, "it never came about"
        pause.wait(0.01)


def test_what_is_said_reaches_the_process_with_its_manner(stage: Stage) -> None:
    """Text, rate, volume and voice go along with every utterance, so a new setting holds at once."""
    voice = stage.voice(SPEAKS, LONG)
    voice.say(NAME)
    until(lambda: any('"say": 1' in line for line in stage.noted()))
    assert '"text": "Next, bird dog, left side.", "rate": 0.0' in stage.noted()[-1]
    voice.set_manner(replace(Preferences(), voice_rate=SpeechRate.FAST, voice_name="Bob"))
    voice.say(Utterance("Change sides."))
    until(lambda: any('"say": 2' in line for line in stage.noted()))
    assert '"rate": 0.3, "volume": 0.64' in stage.noted()[-1]
    assert '"voice": "Bob"' in stage.noted()[-1]
    assert voice.voices == ("Anne", "Bob")
    assert voice.status is None


def test_nothing_is_started_before_it_is_asked_for(stage: Stage) -> None:
    """A program that merely stands there has one process and no further thread."""
    voice = stage.voice(SPEAKS)
    voice.hush()
    voice.retire()
    assert not voice.is_settling
    assert stage.pids() == []


def test_a_count_never_cuts_a_name_off(stage: Stage) -> None:
    """While a name is said counts are left out; the next name takes its place at once."""
    voice = stage.voice(NEVER_ENDS_A_SENTENCE, LONG)
    voice.say(NAME)
    until(lambda: len(stage.noted()) == 2)
    voice.say(COUNT)
    voice.say(Utterance("Change sides."))
    until(lambda: len(stage.noted()) == 3)
    assert "Change sides." in stage.noted()[-1]


def test_what_waits_is_replaced_and_never_piles_up(stage: Stage) -> None:
    """Of ten names said before the process is there the last one is heard, and no count."""
    voice = stage.voice("time.sleep(0.3)\n" + SPEAKS, LONG)
    for number in range(10):
        voice.say(Utterance(f"Exercise {number}."))
        voice.say(COUNT)
    until(lambda: len(stage.noted()) > 1)
    voice.retire()
    until(lambda: not is_alive(stage.pids()[0]))
    assert [line for line in stage.noted() if "Three" in line] == []
    assert len(stage.noted()) == 2
    assert "Exercise 9." in stage.noted()[-1]


def test_muting_breaks_off_what_is_said(stage: Stage) -> None:
    """Once, however often it is asked for."""
    voice = stage.voice(NEVER_ENDS_A_SENTENCE, LONG)
    voice.say(NAME)
    until(lambda: len(stage.noted()) == 2)
    for _ in range(20):
        voice.hush()
    until(lambda: stage.noted()[-1] == '{"hush": true}')
    assert len(stage.noted()) == 3


def test_to_retire_lets_the_last_sentence_be_said(stage: Stage) -> None:
    """Then the process goes; the next utterance starts another."""
    voice = stage.voice(SPEAKS, LONG)
    voice.say(Utterance("The session is over."))
    voice.retire()
    until(lambda: len(stage.noted()) == 2 and not is_alive(stage.pids()[0]))
    assert "The session is over." in stage.noted()[-1]
    voice.say(NAME)
    until(lambda: len(stage.noted()) == 4)
    assert len(stage.pids()) == 2
    assert voice.status is None


FAULTS = {
    "hangs at the start": (SAYS_NOTHING, "does not answer"),
    "hangs and reads nothing": (HANGS, "does not answer"),
    "takes nothing": (TAKES_NOTHING, "does not answer"),
    "never ends a sentence": (NEVER_ENDS_A_SENTENCE, "does not answer"),
    "dies at once": (DIES_AT_ONCE, "has ended"),
    "dies when asked": (DIES_WHEN_ASKED, "has ended"),
    "floods with answers": (FLOODS, "cannot be understood"),
    "babbles": (BABBLES, "cannot be understood"),
    "misspeaks": (MISSPEAKS, "cannot be understood"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_process_that_fails_is_started_once_more_and_then_given_up(stage: Stage, fault: str) -> None:
    """One line says why and how to mend it; nothing of it is left running."""
    script, why = FAULTS[fault]
    voice = stage.voice(script)
    voice.say(NAME)
    until(lambda: len(stage.pids()) > 1)
    voice.say(NAME)
    until(lambda: voice.status is not None)
    assert voice.status is not None
    assert why in voice.status
    assert voice.status.startswith("No voice: ")
    assert "Tones and text carry on. To mend it: " in voice.status
    assert len(stage.pids()) == 2
    until(lambda: not any(is_alive(pid) for pid in stage.pids()))
    assert not voice.is_settling


def test_a_computer_without_a_voice_is_not_asked_twice(stage: Stage) -> None:
    """The engine said that it cannot, in its own words; the next session may look again."""
    voice = stage.voice(UNABLE)
    voice.prepare()
    assert voice.is_settling
    until(lambda: not voice.is_settling)
    assert voice.status is not None
    assert "Connection to speech-dispatcher failed. Tones" in voice.status
    voice.say(NAME)
    voice.hush()
    voice.prepare()
    until(lambda: len(stage.pids()) == 2)
    until(lambda: not voice.is_settling)
    assert voice.status is not None


def test_a_program_that_cannot_be_started_is_said() -> None:
    """An installation that was damaged."""
    voice = ProcessVoice(Preferences(), command=["/nonexistent/python"], patience=SHORT)
    voice.say(NAME)
    until(lambda: voice.status is not None)
    assert voice.status is not None
    assert "cannot be started (No such file or directory)" in voice.status
    voice.close()


def test_after_it_was_closed_nothing_is_left(stage: Stage) -> None:
    """Also of a process that hangs, and within a few seconds."""
    voice = stage.voice(HANGS, LONG)
    voice.say(NAME)
    until(stage.pids)
    voice.close()
    assert not is_alive(stage.pids()[0])
    voice.close()


def led(voice: Voice) -> tuple[list[PlayerEvent], float]:
    """The events of a whole session with this voice, and the longest that any call took, in seconds."""
    clock, events, longest_s = HandClock(), list[PlayerEvent](), 0.0
    made = routine(exercise("Bridge", Dose(reps=(8,), tempo=Tempo(2, 1, 2))), hold("Plank", 30, 2))
    player = Player(
        compile_timeline(made, QUICK),
        clock=clock,
        tones=WrittenTones(),
        voice=voice,
        preferences=QUICK,
        journal=None,
        announce=lambda _kinds: None,
    )
    player.listen(events.append)
    player.start()
    while (wake_s := player.next_wake_s()) is not None:
        clock.pass_s(wake_s)
        before_s = time.perf_counter()
        player.tick()
        longest_s = max(longest_s, time.perf_counter() - before_s)
    return [event for event in events if not isinstance(event, VoiceLost)], longest_s


@pytest.mark.parametrize("fault", FAULTS)
def test_the_session_is_the_same_whatever_the_voice_does(stage: Stage, fault: str) -> None:
    """Every event in the same order at the same moment, and no call that waits."""
    voice = stage.voice(FAULTS[fault][0])
    voice.prepare()
    events, longest_s = led(voice)
    assert events == led(NullVoice())[0]
    assert longest_s < BLINK_S


def test_the_session_says_once_that_the_voice_was_lost() -> None:
    """In the middle of it; what was known before is not said again."""
    voice = NullVoice()
    clock, events = HandClock(), list[PlayerEvent]()
    player = Player(
        compile_timeline(routine(hold("Plank", 30, 1)), QUICK),
        clock=clock,
        tones=WrittenTones(),
        voice=voice,
        preferences=QUICK,
        journal=None,
        announce=lambda _kinds: None,
    )
    player.listen(events.append)
    player.start()
    voice.status = "No voice: it is gone."
    for _ in range(5):
        clock.pass_s(1)
        player.tick()
    assert [event for event in events if isinstance(event, VoiceLost)] == [VoiceLost("No voice: it is gone.")]
    known = NullVoice("No voice: known.")
    assert [event for event in led(known)[0] if isinstance(event, VoiceLost)] == []


def test_qts_own_engine_is_led_through_a_session() -> None:
    """The real process with Qt's mock engine takes names and counts, breaks off and ends."""
    voice = ProcessVoice(Preferences(), command=speaker_command("mock"))
    voice.prepare()
    until(lambda: not voice.is_settling)
    assert voice.status is None
    assert "Anne" in voice.voices
    for utterance in (NAME, COUNT, Utterance("Change sides.")):
        voice.say(utterance)
    voice.hush()
    voice.say(Utterance("Over."))
    voice.retire()
    voice.close()
    assert voice.status is None


def spoken_by_process(engine: str, *lines: str) -> tuple[list[str], int]:
    """What the real process answers to these lines, and its exit code."""
    done = subprocess.run(
        speaker_command(engine),
        input="\n".join(lines),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.splitlines(), done.returncode


def test_the_process_says_why_it_cannot_speak() -> None:
    """An engine that there is not; it ends by itself."""
    answers, code = spoken_by_process("nothing-like-it")
    assert len(answers) == 1
    assert answers[0].startswith('{"is": "unable", "why": "')
    assert code == 1


def test_the_process_ends_with_its_input() -> None:
    """A program that crashed leaves no voice behind."""
    answers, code = spoken_by_process("mock")
    assert answers[0].startswith('{"is": "ready"')
    assert code == 0


def test_a_missing_speech_library_is_said_by_the_process(tmp_path: Path) -> None:
    """The import fails on a computer without libpulse; the answer carries the reason."""
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['PySide6.QtTextToSpeech'] = None\n")
    done = subprocess.run(
        speaker_command("mock"),
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert '"is": "unable"' in done.stdout
    assert "QtTextToSpeech" in done.stdout


STOPPED_IN_BETWEEN = """
import sys
from threading import Event
from backstay.desktop.voice import ProcessVoice
from backstay.desktop.voice_minder import Patience
from backstay.domain.preferences import Preferences
from backstay.domain.speech import Utterance
voice = ProcessVoice(Preferences(), command={command!r}, patience=Patience(5, 0.4, 0.4, 0))
for number in (1, 2, 3):
    voice.say(Utterance(f"Exercise {{number}}."))
    print("said", flush=True)
    sys.stdin.readline()
    Event().wait(0.2)
    print(voice.status, flush=True)
voice.close()
"""
SPEAKS_A_MOMENT = READY + EACH + TAKE + "    time.sleep(0.2)\n" + DONE


def test_a_program_that_was_stopped_does_not_blame_the_voice(stage: Stage) -> None:
    """After a lid or a debugger every answer is overdue, and every answer is there."""
    script = stage.write(SPEAKS_A_MOMENT)
    code = STOPPED_IN_BETWEEN.format(command=script)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in (1, 2, 3):
            assert program.stdout.readline() == "said\n"
            until(partial(stage.has_heard, number))
            program.send_signal(signal.SIGSTOP)
            Event().wait(1)
            program.send_signal(signal.SIGCONT)
            program.stdin.write("\n")
            program.stdin.flush()
            assert program.stdout.readline() == "None\n"
    assert len(stage.pids()) == 1
