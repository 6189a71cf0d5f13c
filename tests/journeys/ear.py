"""An ear at a sound output that nobody hears: a private PulseAudio whose null sink is recorded."""

import array
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread, Timer
from typing import IO

PROGRAMS = ("pulseaudio", "parec", "speech-dispatcher")
_RATE_HZ = 16_000
_CHUNK_S = 0.01
# Far below speech and far above the nothing of a null sink.
_LOUD = 500
_SINK = "ear"


class Ear:
    """Notes for each hundredth of a second when it came in and how loud it was; times are readings of
    ``time.monotonic``. What is heard is noted a little late, never early.
    """

    def __init__(self, environ: Mapping[str, str], folder: Path) -> None:
        self.environ = environ
        self._folder = folder
        self._peaks: list[tuple[float, int]] = []
        self._recorder: subprocess.Popen[bytes] | None = None
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def server_pid(self) -> int:
        """The sound server's process."""
        assert self._server is not None
        return self._server.pid

    def start_server(self) -> None:
        """A sound server with one sink, which is listened to."""
        socket = self._folder / "pulse" / "native"
        # A server that was killed leaves it behind.
        socket.unlink(missing_ok=True)
        self._server = subprocess.Popen(
            [
                "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                "-L", "module-native-protocol-unix", "-L", f"module-null-sink sink_name={_SINK}",
            ],
            env=self.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(socket.exists)
        self.listen()

    def lose_server(self) -> None:
        """Kill it. What is heard afterwards comes from another one."""
        self.stop()
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def beside(self, sink: str) -> "Ear":
        """Another ear, at that sink of the same server."""
        ear = Ear(self.environ, self._folder)
        ear.listen(sink)
        return ear

    def listen(self, sink: str = _SINK) -> None:
        """Record that sink from now on, and no other; what was noted before is forgotten."""
        self.stop()
        record = ["parec", "-d", f"{sink}.monitor", "--raw", f"--rate={_RATE_HZ}", "--channels=1"]
        self._recorder = subprocess.Popen(
            [*record, "--format=s16le", "--latency-msec=10"], env=self.environ, stdout=subprocess.PIPE
        )
        self._peaks = []
        assert self._recorder.stdout is not None
        Thread(target=_note, args=(self._recorder.stdout, self._peaks), daemon=True).start()
        wait_for(lambda: self.is_listening)

    def server(self, *words: str) -> str:
        """Tell the sound server by ``pactl``; what it answers."""
        return subprocess.check_output(["pactl", *words], env=self.environ, text=True)

    @property
    def is_listening(self) -> bool:
        """Whether the recording has begun."""
        return bool(self._peaks)

    def first_sound_s(self, since_s: float, until_s: float) -> float | None:
        """When something was heard in this time, None when all was silent."""
        return next((at_s for at_s, peak in self._peaks if since_s <= at_s < until_s and peak > _LOUD), None)

    def last_sound_s(self, since_s: float, until_s: float) -> float | None:
        """When something was heard last in this time."""
        heard = [at_s for at_s, peak in self._peaks if since_s <= at_s < until_s and peak > _LOUD]
        return heard[-1] if heard else None

    def service_pid(self) -> int:
        """The speech service that a client has called to life."""
        pid_file = self._folder / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
        return int(pid_file.read_text())

    def stop(self) -> None:
        """No more. Nobody listens: for the server the sink is idle."""
        if self._recorder is not None:
            self._recorder.kill()
            self._recorder.wait()


def _note(samples: IO[bytes], peaks: list[tuple[float, int]]) -> None:
    with samples:
        while chunk := samples.read(round(_RATE_HZ * _CHUNK_S) * 2):
            heard = array.array("h", chunk[: len(chunk) // 2 * 2])
            peaks.append((time.monotonic(), max(map(abs, heard))))


def missing_programs() -> list[str]:
    """What this computer lacks for an ear."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@contextmanager
def an_ear() -> Iterator[Ear]:
    """A sound server of its own, an ear at it, and afterwards neither of them nor the speech service."""
    # A socket's path has to be short.
    folder = Path(mkdtemp(prefix="ear-"))
    environ = {
        "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    ear = Ear(environ, folder)
    try:
        ear.start_server()
        yield ear
    finally:
        ear.lose_server()
        with suppress(OSError, ValueError):
            os.kill(ear.service_pid(), signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server_lost(ear: Ear, after_s: float, until_s: float) -> Iterator[None]:
    """Meanwhile the sound server is killed, and later another one is there; both in seconds from now."""
    acts = (Timer(after_s, ear.lose_server), Timer(until_s, ear.start_server))
    for act in acts:
        act.start()
    try:
        yield
    finally:
        for act in acts:
            act.join()


def wait_for(condition: Callable[[], object], limit_s: float = 20) -> None:
    """Let others work until ``condition`` holds."""
    pause, deadline_s = Event(), time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline_s, "it never came about"
        pause.wait(0.01)
