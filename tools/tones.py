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
PEAK = 0.55


@dataclass(frozen=True, slots=True)
class Note:
    """A soft note: its pitch, when it starts and how long it sounds."""

    pitch_hz: float
    length_s: float
    start_s: float = 0.0
    level: float = 1.0


G4, C5, E5, G5, C6 = 392.00, 523.25, 659.26, 783.99, 1046.50

TONES: dict[str, tuple[Note, ...]] = {
    "count": (Note(E5, 0.09, level=0.7),),
    "start": (Note(C6, 0.26),),
    "change": (Note(E5, 0.16), Note(G5, 0.22, start_s=0.11)),
    "rest": (Note(G5, 0.16, level=0.9), Note(C5, 0.22, start_s=0.11, level=0.9)),
    "finish": (Note(C5, 0.20), Note(E5, 0.22, start_s=0.10), Note(G5, 0.15, start_s=0.20)),
}


def samples(notes: Sequence[Note]) -> list[int]:
    """16-bit samples of ``notes`` sounding together."""
    length_s = max(note.start_s + note.length_s for note in notes)
    mix = [0.0] * round(length_s * RATE_HZ)
    for note in notes:
        first = round(note.start_s * RATE_HZ)
        for i in range(min(round(note.length_s * RATE_HZ), len(mix) - first)):
            mix[first + i] += note.level * _sound(note, i / RATE_HZ)
    return [round(32767 * PEAK * value) for value in mix]


def write(folder: Path) -> None:
    """Writes every tone as ``<name>.wav``, mono."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in TONES.items():
        values = samples(notes)
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
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
