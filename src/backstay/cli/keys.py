"""The keys of a session in the terminal, as they are told to the person."""

from collections.abc import Iterator

OPENING = "Keys: Space pauses, n goes on to the next, h says that it hurts, q ends, ? shows them all."
GO_ON = "Space goes on."

_KEYS = (
    ("Space", "pauses, and goes on"),
    ("n", "goes on to the next"),
    ("b", "goes back"),
    ("r", "repeats this exercise from its start"),
    ("j", "shows the list of exercises, to go to any of them"),
    ("d", "is for done, where an exercise waits for you"),
    ("+ -", "ten seconds more, ten seconds less"),
    ("h", "it hurts: pauses at once"),
    ("e", "takes the easier exercise from here on, where there is one"),
    ("1 2 3", "after an exercise: it was fine, it was hard, it hurt"),
    ("m", "mutes, and gives the sound back"),
    ("s F2", "shows when to get help"),
    ("? F1", "shows this list"),
    ("q Esc", "ends; that can be taken back"),
)
_WIDEST = max(len(key) for key, _ in _KEYS)


def key_lines() -> Iterator[str]:
    """One line for each key."""
    yield "The keys:"
    yield from (f"  {key:<{_WIDEST}}  {what}" for key, what in _KEYS)
