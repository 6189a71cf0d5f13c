"""Whether a window can be shown is asked of the server, not of a variable."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backstay.desktop.display import answers_wayland, answers_x, find_platforms, is_display_available

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="X and Wayland are not here")


def test_without_any_variable_there_is_no_display() -> None:
    """A plain console has no window."""
    assert find_platforms({}) == ()
    assert not is_display_available({})


FAR = pytest.mark.loopback("a display with a host is asked over the network, as ssh -X needs it")


@pytest.mark.parametrize(
    "display",
    [":4242", "unix:4242", "", ":", "nonsense", pytest.param("localhost:59000.0", marks=FAR), ":99999"],
)
def test_a_variable_without_a_server_is_no_display(display: str) -> None:
    """A DISPLAY left over from another login would end the process inside Qt."""
    assert not answers_x({"DISPLAY": display})


def test_a_wayland_name_without_a_compositor_is_no_display(tmp_path: Path) -> None:
    """A plain file or nothing at all in the socket's place does not answer."""
    (tmp_path / "wayland-1").touch()
    for name in ("wayland-0", "wayland-1"):
        assert not answers_wayland({"WAYLAND_DISPLAY": name, "XDG_RUNTIME_DIR": str(tmp_path)})


def test_a_listening_compositor_is_a_display(tmp_path: Path) -> None:
    """The socket is found by name in the run-time folder, or by its whole path."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        assert answers_wayland({"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(tmp_path)})
        assert answers_wayland({"WAYLAND_DISPLAY": str(tmp_path / "w")})


def test_a_platform_that_needs_no_server_is_always_there() -> None:
    """`offscreen` is a place to draw; it wins over what DISPLAY says."""
    assert find_platforms({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":4242"}) == ("offscreen",)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("", ("wayland", "xcb")), ("xcb", ("xcb",)), ("wayland", ("wayland",)), ("wayland;xcb", ("wayland",))],
)
def test_the_chosen_platform_decides_whom_to_ask(chosen: str, expected: tuple[str, ...]) -> None:
    """Only servers that Qt would turn to count."""
    found = find_platforms({"QT_QPA_PLATFORM": chosen}, has_x=lambda _: True, has_wayland=lambda _: True)
    assert found == expected


@pytest.fixture
def x_server() -> Iterator[Callable[[list[str]], str]]:
    """Starts real X servers, each on a free number, and ends them."""
    started: list[subprocess.Popen[str]] = []

    def start(options: list[str]) -> str:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "64x64x24", "-nolisten", "tcp", *options]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        started.append(server)
        assert server.stdout is not None
        return ":" + server.stdout.readline().strip()

    yield start
    for server in started:
        server.terminate()
        server.communicate(timeout=10)


def test_a_real_server_is_a_display(x_server: Callable[[list[str]], str]) -> None:
    """Xvfb takes the connection."""
    assert find_platforms({"DISPLAY": x_server([])}) == ("xcb",)


def test_asking_does_not_make_the_server_vanish(x_server: Callable[[list[str]], str]) -> None:
    """A server without other clients starts over whenever the one that asked leaves."""
    display = x_server(["-reset"])
    assert all(answers_x({"DISPLAY": display}) for _ in range(60))


def test_a_server_that_refuses_this_person_is_no_display(
    x_server: Callable[[list[str]], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After `su` the other user's server is there and says no; Qt would end the process."""
    # One cookie for display 0, which the person connecting does not have.
    cookie = b"\x01\x00\x00\x00\x00\x01" + b"0" + b"\x00\x12MIT-MAGIC-COOKIE-1\x00\x10" + bytes(range(16))
    (tmp_path / "cookies").write_bytes(cookie)
    monkeypatch.setenv("XAUTHORITY", str(tmp_path / "none"))
    display = x_server(["-auth", str(tmp_path / "cookies")])
    assert not answers_x({"DISPLAY": display})
