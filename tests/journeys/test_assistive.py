"""A session followed from start to end by a screen reader's client alone: no key, no pointer, no picture."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import pytest

from backstay.ui.session.announcer import QUIET_MS
from tests.desk_bus import desk_bus, program
from tests.installed import Installed
from tests.journeys.test_installed_program import TIMEOUT_S, asked_to_end, stored, virtual_screen

T = TypeVar("T")

PYTHON = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PROBE = "import gi; gi.require_version('Atspi', '2.0'); import gi.repository.Atspi"
POLITE, ASSERTIVE = 1, 2
PATIENCE_S = 0.2
# What the way over the buses may take more for the first of two things than for the second.
JITTER_S = 0.3
PRESSED = ("Press", "Toggle", "ShowMenu")
USED = (*PRESSED, "Increase", "Decrease")
# What Qt writes when it is asked for something that it has not, or has no more.
QUESTIONS = ("GetApplicationBusAddress", "Could not find accessible on path")
CONTROLS = ("push button", "check box", "radio button", "toggle button", "spin button", "combo box", "text")
SETTINGS = '{"voice_on": false, "get_ready_s": 4, "transition_s": 4, "change_side_s": 4}'
SIDE = """\
format: 1
id: side-hold
name: Side hold
regions: [core]
position: side-lying
sides: each
dose: {hold: 4, reps: 1}
cues: [Keep breathing.]
sources: [common practice]
"""
# The one with the most exercises is what Today offers somebody who is new.
BY_EAR = """\
format: 1
id: by-ear
name: By ear
summary: Six short ones.
level: 1
steps:
  - exercise: side-hold
  - {exercise: bird-dog, reps: [1], hold: 8}
  - {exercise: cat-camel, reps: 1}
  - {exercise: abdominal-brace, reps: 1}
  - {exercise: dead-bug-heel-tap, reps: 1}
  - {exercise: glute-bridge, reps: 1, sets: 1}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Something on the screen as a screen reader knows it. ``depth`` counts from the window."""

    depth: int
    role: str
    name: str
    description: str
    actions: tuple[str, ...]
    is_focusable: bool
    is_checked: bool
    value: float | None

    @property
    def is_used(self) -> bool:
        """Whether somebody can do something with it."""
        return self.role != "scroll bar" and (self.is_focusable or any(a in USED for a in self.actions))


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the program said of its own accord, and when by ``time.monotonic``."""

    at_s: float
    text: str
    politeness: int


class ScreenReader:
    """Looks, presses and listens through a client of its own."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        script = Path(__file__).with_name("screen_reader.py")
        self.acts_s: list[float] = []
        self._client = subprocess.Popen(
            [PYTHON, str(script), "backstay"],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def look(self) -> list[Part]:
        """What is shown now, from the window down."""
        shown = self._asked(do="look")
        assert isinstance(shown, list)
        return [Part(**{**part, "actions": tuple(part["actions"])}) for part in shown]

    def find(self, words: str, *roles: str) -> Part:
        """The part whose name matches ``words``, as soon as there is one."""
        return self.wait_for(words, lambda: self._found(words, *roles))

    def press(self, words: str, *roles: str) -> None:
        """Do what a button does, as soon as it is there."""
        part = self.find(words, *(roles or CONTROLS))
        self.acts_s.append(time.monotonic())
        assert self._asked(do="press", name=part.name, role=part.role) is True, words

    def told(self) -> list[Told]:
        """Everything that was told since the beginning."""
        told = self._asked(do="told")
        assert isinstance(told, list)
        return [Told(**each) for each in told]

    def hears(self, words: str) -> Told:
        """What was told with ``words`` in it, as soon as it is."""
        return self.wait_for(words, lambda: next((t for t in self.told() if re.search(words, t.text)), None))

    def wait_for(self, what: str, look: Callable[[], T | None]) -> T:
        """Ask again and again until there is an answer."""
        deadline_s = time.monotonic() + TIMEOUT_S
        while (found := look()) is None:
            if time.monotonic() > deadline_s:
                shown = [f"{part.role} {part.name}" for part in self.look() if part.name]
                pytest.fail(f"never came: {what}\nshown: {shown}\ntold: {self.told()}")
            # Asked without a break, the program would have no time for anything else.
            with suppress(subprocess.TimeoutExpired):
                self._client.wait(timeout=PATIENCE_S)
        return found

    def leave(self) -> None:
        """Be gone."""
        self._client.kill()
        self._client.communicate(timeout=TIMEOUT_S)

    def _found(self, words: str, *roles: str) -> Part | None:
        fits = (p for p in self.look() if re.search(words, p.name) and (not roles or p.role in roles))
        return next(fits, None)

    def _asked(self, **request: str) -> object:
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        while True:
            self._client.stdin.write(json.dumps(request) + "\n")
            self._client.stdin.flush()
            line = self._client.stdout.readline()
            assert line, "the client has ended"
            answer = json.loads(line)
            if "answer" in answer:
                told: object = answer["answer"]
                return told


@dataclass(slots=True)
class Story:
    """What came of a session: the pages as they were met, what was told, what is on the disk."""

    pages: dict[str, list[Part]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    acts_s: list[float] = field(default_factory=list)
    journal: Path = Path()
    log: str = ""


@contextmanager
def assistive_desktop(folder: Path) -> Iterator[dict[str, str]]:
    """A screen, a bus and a bus for screen readers, all of a test's own; the environment that leads there."""
    # A socket's path may not be long.
    short = Path(mkdtemp())
    try:
        with desk_bus(short) as bus, virtual_screen() as screen:
            home = {"HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(short), "LC_ALL": "C.UTF-8"}
            address = {"DBUS_SESSION_BUS_ADDRESS": bus.address}
            silent = {"SPEECHD_ADDRESS": f"unix_socket:{short / 'nobody'}"}
            environ = {**screen, **home, **address, **silent, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
            (folder / "home").mkdir()
            with open(folder / "launcher.log", "w") as log:
                launcher = subprocess.Popen(
                    [str(LAUNCHER), "--launch-immediately"], env=environ, stdout=log, stderr=log
                )
            try:
                deadline_s = time.monotonic() + TIMEOUT_S
                while not bus.has("org.a11y.Bus"):
                    assert launcher.poll() is None
                    assert time.monotonic() < deadline_s, "no bus to be read by"
                yield environ
            finally:
                launcher.terminate()
                launcher.wait(TIMEOUT_S)
    finally:
        shutil.rmtree(short, ignore_errors=True)


@contextmanager
def program_for_the_blind(
    installed: Installed, environ: dict[str, str], data: Path
) -> Iterator[subprocess.Popen[str]]:
    """The installed program, with a short routine of the person's own on Today."""
    for name, text in (("exercises/side-hold.yaml", SIDE), ("routines/by-ear.yaml", BY_EAR)):
        path = data / "routines" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    (data / "settings.json").write_text(SETTINGS)
    command = [str(installed.program), "--data-dir", str(data)]
    running = subprocess.Popen(command, env=environ, cwd=data, stderr=subprocess.PIPE, text=True)
    try:
        yield running
    finally:
        running.kill()
        running.communicate(timeout=TIMEOUT_S)


def follow(reader: ScreenReader, pages: dict[str, list[Part]]) -> None:
    """The whole session, from Today to Progress; each page is read on the way."""

    def read(page: str, words: str, *roles: str) -> None:
        reader.find(words, *roles)
        pages[page] = reader.look()

    reader.press("^Understood$")
    read("today", "^By ear$", "label")
    reader.press("^Start$")
    read("before", "^Start without a score$")
    reader.press("^4$", "check box")
    read("ready", "^GET READY$", "label")
    read("hold", "^HOLD$", "label")
    reader.find("^CHANGE SIDES$", "label")
    reader.find("^Bird dog$", "label")
    reader.press("^Pause$")
    read("paused", "^PAUSED$", "label")
    reader.press("^Go on$")
    reader.find("^HOLD$", "label")
    reader.press("^It hurts$")
    read("hurt", "^Where it hurts and how much$")
    reader.press("^Lower back$")
    reader.press("^3$", "check box")
    read("said", "^Lower back$")
    reader.press("^All signs$")
    read("safety", "^When to get help$")
    reader.press("^Back to the session$")
    reader.press("^Easier exercise$")
    read("easier", "^Half bird dog$", "label")
    reader.press("^Go to an exercise")
    read("list", "^Bridge", "push button")
    reader.press("^Bridge", "push button")
    read("bridge", "^Bridge$", "label")
    read("after", "^One last thing$")
    reader.press("^2$", "check box")
    read("closing", "^Session done$")
    reader.press("^Side hold: fine$")
    reader.press("^Bird dog: hurt$")
    reader.press("^Done$")
    reader.find("^Start$")
    reader.press("^Progress$")
    read("progress", "^Pain over time")


@pytest.fixture(scope="module")
def story(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """One session, followed once; each test looks at another side of it."""
    if not shutil.which("Xvfb") or not LAUNCHER.exists():
        pytest.skip("needs a virtual screen and a bus for screen readers (Debian: xvfb, at-spi2-core)")
    if subprocess.run([PYTHON, "-c", PROBE], capture_output=True, check=False).returncode:
        pytest.skip("needs AT-SPI for the system's Python (Debian: python3-gi, gir1.2-atspi-2.0)")
    program("dbus-daemon")
    folder = tmp_path_factory.mktemp("assistive")
    told = Story(journal=folder / "data" / "journal.sqlite3")
    with (
        assistive_desktop(folder) as environ,
        program_for_the_blind(installed, environ, folder / "data") as running,
    ):
        reader = ScreenReader(environ)
        try:
            follow(reader, told.pages)
            told.told, told.acts_s = reader.told(), reader.acts_s
        finally:
            reader.leave()
        assert asked_to_end(running) == (0, "")
    told.log = "".join(path.read_text() for path in folder.rglob("backstay.log"))
    return told


def named(parts: Sequence[Part], name: str) -> Part:
    """The one part of this name."""
    (part,) = [part for part in parts if part.name == name]
    return part


def seconds(clock: str) -> int:
    """``0:07`` in seconds."""
    minutes, rest = clock.split(":")
    return 60 * int(minutes) + int(rest)


def test_what_was_done_by_actions_alone_is_in_the_journal(story: Story) -> None:
    """Scores, what hurt and what was chosen then, and how the exercises went: all without a key."""
    scores = stored(story.journal, "SELECT timing, score FROM pain ORDER BY written_utc")
    assert scores == [("before", 4), ("during", 3), ("after", 2)]
    rated = stored(story.journal, "SELECT exercise_id, effort FROM step WHERE effort IS NOT NULL")
    assert sorted(rated) == [("bird-dog", "hurt"), ("side-hold", "fine")]
    done = stored(story.journal, "SELECT DISTINCT exercise_id FROM step WHERE outcome = 'done'")
    assert done == [("side-hold",), ("glute-bridge",)]
    assert stored(story.journal, "SELECT DISTINCT outcome FROM session WHERE outcome IS NOT NULL") == [
        ("completed",)
    ]


def test_the_window_is_a_window_and_carries_the_routine(story: Story) -> None:
    """A screen reader looks for a frame; its title says where one is."""
    assert (story.pages["today"][0].role, story.pages["today"][0].name) == ("frame", "Today – Backstay")
    assert story.pages["hold"][0].name == "By ear – Backstay"


def test_the_session_can_be_asked_where_it_stands(story: Story) -> None:
    """Phase, side, exercise, step, and the time that is left, which is right at any second."""
    hold = story.pages["hold"]
    for words in ("HOLD", "left side", "Side hold", "step 1 of 6", "change sides, then Side hold right"):
        assert named(hold, words).role == "label"
    assert 0 < seconds(named(hold, "Time").description) <= 4
    first, later = (story.pages[page] for page in ("ready", "hold"))
    progress = [named(page, "Progress of the session").value for page in (first, later)]
    assert progress[0] is not None
    assert progress[1] is not None
    assert progress[0] < progress[1]


def test_what_was_chosen_is_told_as_chosen(story: Story) -> None:
    """The region and the number that were pressed are marked, and no other."""
    assert [part.name for part in story.pages["said"] if part.is_checked] == ["Lower back", "3"]


def test_everything_that_can_be_used_has_a_name(story: Story) -> None:
    """On each page that was met, from Today to Progress."""
    unnamed = {
        page: [f"{part.role} at depth {part.depth}" for part in parts if part.is_used and not part.name]
        for page, parts in story.pages.items()
    }
    assert {page: parts for page, parts in unnamed.items() if parts} == {}
    assert len(story.pages) == 14


def test_everything_that_can_be_pressed_has_a_role(story: Story) -> None:
    """“Button” or “check box”, not just something."""
    roles = {part.role for parts in story.pages.values() for part in parts if {*part.actions} & {*PRESSED}}
    assert roles <= {*CONTROLS, "label"}


def test_each_change_is_told(story: Story) -> None:
    """Exercise, side, pause, going on, pain and the end, in their order and in words."""
    texts = iter([told.text for told in story.told])
    for words in (
        "get ready, Side hold, left side",
        "hold, Side hold, left side",
        "change sides, Side hold, right side",
        "hold, Side hold, right side",
        "Paused. Take the time you need.",
        "Going on.",
        "Paused because it hurts.",
        "get ready, Half bird dog, left side",
        "get ready, Bridge",
        "move, Bridge",
        "The session is over.",
        "Session done.",
    ):
        assert any(words in text for text in texts), (words, [told.text for told in story.told])


def test_only_what_hurts_breaks_in(story: Story) -> None:
    """Everything else waits until what is read out has been read."""
    assert {told.politeness for told in story.told} == {POLITE, ASSERTIVE}
    assert ["hurts" in told.text for told in story.told if told.politeness == ASSERTIVE] == [True]


def test_nobody_is_talked_over(story: Story) -> None:
    """Three seconds from one thing to the next, unless the person asked for the next; and no seconds."""
    for before, after in pairwise(story.told):
        is_answer = any(before.at_s <= act_s <= after.at_s for act_s in story.acts_s)
        assert is_answer or after.at_s - before.at_s >= QUIET_MS / 1000 - JITTER_S, (before, after)
    assert not [told.text for told in story.told if re.fullmatch(r"[\d:. ]+", told.text)]


def test_the_program_has_nothing_to_complain_of(story: Story) -> None:
    """No event without what it speaks of. That a client asks for what has just gone is not ours."""
    lines = [line for line in story.log.splitlines() if "qt.accessibility" in line]
    assert [line for line in lines if not any(words in line for words in QUESTIONS)] == []
