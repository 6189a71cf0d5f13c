"""What holds for every test: no window on the screen, no file of the person running it, no unexpected log."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.installed import Installed, build_wheel, install
from tests.offline import Listener

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# They listen to real time or to a real sound server, and have the machine to themselves.
_ALONE = frozenset(
    {
        "tests/desktop/test_process_tones.py",
        "tests/journeys/test_heard.py",
        "tests/journeys/test_tones_heard.py",
        "tests/ui/test_flash.py",
    }
)

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder without anything in it."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def stranger(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs as a person who has no files and no desktop, in plain English."""
    monkeypatch.setenv("HOME", str(empty_home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    # The speech service, once called to life, would outlive the test and speak through the loudspeaker.
    monkeypatch.setenv("SPEECHD_ADDRESS", "unix_socket:/nonexistent/speechd.sock")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={empty_home / 'no-bus'}")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={empty_home / 'no-bus'}")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "BACKSTAY_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test, unless it is marked with ``expects_log``."""
    yield
    expected = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    messages = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    surprises = [m for m in messages if not any(text in m for text in expected)]
    if surprises:
        pytest.fail("unexpected in the log: " + "; ".join(surprises))


@pytest.fixture(scope="session")
def listener() -> Listener:
    """Hears every socket that this process makes."""
    return Listener()


@pytest.fixture(autouse=True)
def offline(request: pytest.FixtureRequest, listener: Listener) -> Iterator[None]:
    """A socket that could reach another computer fails the test, unless it is marked with ``loopback``."""
    listener.is_open = request.node.get_closest_marker("loopback") is not None
    yield
    listener.is_open = False
    if tried := listener.heard():
        pytest.fail("the program stays at home, but tried: " + "; ".join(tried))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it would be published."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The program as a stranger has it, away from the checkout."""
    return install(wheel, tmp_path_factory.mktemp("away"))


class _FilesThenAlone(LoadScopeScheduling):
    """A worker at a time takes a file; those that listen are one piece."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "alone" if file in _ALONE else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """How the tests are spread where pytest runs with several workers."""
    return _FilesThenAlone(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys, which wait more than they work, begin when the rest is given out; what listens to real time
    comes last, on one worker while the others have nothing left to do.
    """
    items.sort(key=lambda item: (_file(item) in _ALONE, _file(item).startswith("tests/journeys/")))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
