"""The sockets that a program and all it starts ask the system for, as the kernel saw them."""

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

AT_HOME = frozenset({"AF_UNIX", "AF_NETLINK"})
"""Other programs on this computer, and the kernel itself."""

_START = re.compile(r'^(?P<number>\d+)<[^>]*> +execve\("[^"]*", \[(?P<words>.*)\], ')
_CALL = re.compile(r"^(?P<who>\S+) +socket\((?P<family>[A-Z0-9_x]+)")


def require_strace() -> str:
    """Where strace is; skips the test where it is not."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("needs to see the calls of another process: apt install strace")
    return found


def watched(command: Sequence[str], trace: Path) -> list[str]:
    """``command`` so that every socket of it and of what it starts, and every program that is started, is
    written to ``trace``.
    """
    options = ["-f", "-qq", "--seccomp-bpf", "--decode-pids=comm", "-s", "200"]
    return [require_strace(), *options, "-e", "trace=socket,execve", "-o", str(trace), *command]


def families(trace: Path) -> Counter[str]:
    """How often each family was asked for. A trace that ends in the middle of a line costs that line."""
    return Counter(family for _, family in calls(trace))


def calls(trace: Path) -> list[tuple[str, str]]:
    """Who asked, as ``number<name>``, and for which family."""
    lines = trace.read_text("utf-8", "replace").splitlines()
    return [(found["who"], found["family"]) for line in lines if (found := _CALL.match(line))]


def programs(trace: Path) -> dict[str, str]:
    """The command line, as the trace quotes it, of every process that began a program, by its number."""
    found = (_START.match(line) for line in trace.read_text("utf-8", "replace").splitlines())
    return {start["number"]: start["words"] for start in found if start}
