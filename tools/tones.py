"""Makes the program's tones from nothing but arithmetic, the same bytes at every run.

`python tools/tones.py [FOLDER]` writes the WAV files, into assets/sounds when no folder is given.
"""

import math
import struct
import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RATE_HZ = 44_100
LOUDNESS = 0.22
"""Root mean square of the loudest twentieth of a second of every tone, of full scale."""

_WINDOW = RATE_HZ // 20
_SILENCE_S = 1.0


@dataclass(frozen=True, slots=True)
class Note:
    """A soft note: its pitch, when it starts and how long it sounds."""

    pitch_hz: float
    length_s: float
    start_s: float = 0.0


C5, E5, G5, A5, C6, E6 = 523.25, 659.26, 783.99, 880.00, 1046.50, 1318.51

# Told apart by how many notes they have and which way these go: docs/sounds.md has the table.
TONES: dict[str, tuple[Note, ...]] = {
    "ready": (Note(G5, 0.13), Note(G5, 0.22, start_s=0.19)),
    "start": (Note(C6, 0.32),),
    "half": (Note(E5, 0.13), Note(E6, 0.24, start_s=0.11)),
    "count": (Note(A5, 0.09),),
    "end": (Note(G5, 0.16), Note(C5, 0.28, start_s=0.13)),
    "change": tuple(Note(E5 if i % 2 else A5, 0.11, start_s=0.12 * i) for i in range(4)),
    "finish": tuple(
        Note(pitch_hz, 0.42 if i == 3 else 0.16, start_s=0.13 * i)
        for i, pitch_hz in enumerate((C5, E5, G5, C6))
    ),
}


def samples(notes: Sequence[Note]) -> list[int]:
    """16-bit samples of ``notes`` sounding together, as loud as every other tone."""
    length_s = max(note.start_s + note.length_s for note in notes)
    mix = [0.0] * round(length_s * RATE_HZ)
    for note in notes:
        first = round(note.start_s * RATE_HZ)
        for i in range(min(round(note.length_s * RATE_HZ), len(mix) - first)):
            mix[first + i] += _sound(note, i / RATE_HZ)
    gain = 32767 * LOUDNESS / loudness(mix)
    return [round(gain * value) for value in mix]


def loudness(values: Sequence[float]) -> float:
    """Root mean square of the loudest twentieth of a second."""
    steps = range(0, max(1, len(values) - _WINDOW), _WINDOW // 5)
    return max(math.sqrt(sum(v * v for v in values[i : i + _WINDOW]) / _WINDOW) for i in steps)


def write(folder: Path) -> None:
    """Writes every tone as ``<name>.wav``, mono, and the second of silence that keeps an output awake."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in TONES.items():
        _write(folder / f"{name}.wav", samples(notes))
    _write(folder / "silence.wav", [0] * round(_SILENCE_S * RATE_HZ))


def _write(path: Path, values: Sequence[int]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(struct.pack(f"<{len(values)}h", *values))


def _sound(note: Note, at_s: float) -> float:
    # The octave gives a little brightness and dies away first, as on a struck bar.
    turn = 2 * math.pi * note.pitch_hz * at_s
    fade = at_s / note.length_s
    timbre = 0.82 * math.sin(turn) + 0.18 * (1 - fade) * math.sin(2 * turn)
    return timbre * _envelope(at_s, note.length_s)


def _envelope(at_s: float, length_s: float) -> float:
    # Raised cosines at both ends: no click, a quick but soft attack and a long fall.
    attack_s = min(0.012, length_s / 4)
    if at_s < attack_s:
        return 0.5 - 0.5 * math.cos(math.pi * at_s / attack_s)
    return 0.5 + 0.5 * math.cos(math.pi * (at_s - attack_s) / (length_s - attack_s))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "assets" / "sounds")
