"""A client of AT-SPI for tests: what a screen reader sees of a program, does in it, and is told by it.

To be run by the system's Python with its bindings to AT-SPI. It reads one request a line, as JSON, and
answers each with one line.
"""

import importlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

gi = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi = importlib.import_module("gi.repository.Atspi")
GLib = importlib.import_module("gi.repository.GLib")

_PRESSES = ("Press", "Toggle")
_DEEPEST = 30


class Client:
    """Knows one program by its name, and remembers since when it was told what."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._told: list[dict[str, object]] = []
        self._listener = Atspi.EventListener.new(self._on_announcement)
        self._listener.register("object:announcement")

    def answer(self, request: dict[str, Any]) -> object:
        """What there is to say to ``request``."""
        match request["do"]:
            case "look":
                return [_told_of(node, depth) for node, depth in self._shown()]
            case "press":
                return self._press(request["name"], request["role"])
            case "told":
                return self._told
        raise ValueError(request)

    def _press(self, name: str, role: str) -> bool:
        for node, _ in self._shown():
            if (node.get_name(), node.get_role_name()) == (name, role):
                number = next((n for n, action in enumerate(_actions(node)) if action in _PRESSES), None)
                return number is not None and Atspi.Action.do_action(node, number)
        return False

    def _shown(self) -> Iterator[tuple[Any, int]]:
        desktop = Atspi.get_desktop(0)
        for program in _children(desktop):
            if program.get_name() == self._program:
                for window in _children(program):
                    yield from _walk(window, 0)

    def _on_announcement(self, event: Any) -> None:
        told = {"at_s": time.monotonic(), "text": str(event.any_data), "politeness": event.detail1}
        self._told.append(told)


def _walk(node: Any, depth: int) -> Iterator[tuple[Any, int]]:
    if not node.get_state_set().contains(Atspi.StateType.SHOWING) or depth > _DEEPEST:
        return
    yield node, depth
    for child in _children(node):
        yield from _walk(child, depth + 1)


def _children(node: Any) -> Iterator[Any]:
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield child


def _actions(node: Any) -> list[str]:
    if "Action" not in node.get_interfaces():
        return []
    return [Atspi.Action.get_action_name(node, n) for n in range(Atspi.Action.get_n_actions(node))]


def _told_of(node: Any, depth: int) -> dict[str, object]:
    states = node.get_state_set()
    return {
        "depth": depth,
        "role": node.get_role_name(),
        "name": node.get_name(),
        "description": node.get_description(),
        "actions": _actions(node),
        "is_focusable": states.contains(Atspi.StateType.FOCUSABLE),
        "is_checked": states.contains(Atspi.StateType.CHECKED),
        "value": Atspi.Value.get_current_value(node) if "Value" in node.get_interfaces() else None,
    }


def _answered(client: Client, request: dict[str, Any]) -> dict[str, object]:
    try:
        return {"answer": client.answer(request)}
    except GLib.Error as error:
        # What was there a moment ago has gone; whoever asked may ask again.
        return {"gone": error.message}


def _serve(client: Client, loop: Any) -> None:
    def on_line(channel: Any, _condition: object) -> bool:
        line = channel.readline()
        is_open = False
        try:
            if line:
                sys.stdout.write(json.dumps(_answered(client, json.loads(line))) + "\n")
                sys.stdout.flush()
                is_open = True
        finally:
            # GLib would go on after an error, and whoever asked would wait for ever.
            if not is_open:
                loop.quit()
        return is_open

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, on_line)


if __name__ == "__main__":
    main_loop = GLib.MainLoop()
    _serve(Client(sys.argv[1]), main_loop)
    main_loop.run()
