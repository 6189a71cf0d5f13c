"""What ships with the program is found, installed or in a checkout."""

import math
import wave
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from backstay.resources import icon, resource_root, routines_dir, sound
from tools import tones

ROOT = Path(__file__).parents[1]


def test_a_checkout_is_its_own_store() -> None:
    """Without packaged data the checkout's root serves."""
    assert routines_dir() == ROOT / "routines"


def test_packaged_data_goes_first(tmp_path: Path) -> None:
    """An installed program never looks outside its package."""
    (tmp_path / "backstay" / "_data").mkdir(parents=True)
    assert resource_root(tmp_path / "backstay") == tmp_path / "backstay" / "_data"


def test_the_tones_are_those_their_script_makes(tmp_path: Path) -> None:
    """`make tones` changes nothing, byte for byte."""
    tones.write(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (ROOT / "assets" / "sounds").iterdir()}
    assert made == kept


@pytest.mark.parametrize("name", sorted(tones.TONES))
def test_a_tone_is_short_soft_and_without_a_click(name: str) -> None:
    """60-850 ms, below half of full scale, silent at both ends."""
    with wave.open(str(sound(name))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        length_s = file.getnframes() / file.getframerate()
        values = memoryview(file.readframes(file.getnframes())).cast("h").tolist()
    assert 0.06 <= length_s <= 0.85
    assert 8_000 < max(map(abs, values)) < 16_000
    assert max(map(abs, values[:5] + values[-5:])) < 5


@pytest.mark.parametrize("name", sorted(tones.TONES))
def test_tones_are_equally_loud_and_heard_from_a_laptop(name: str) -> None:
    """Within a tenth of a decibel, and no note below what a small loudspeaker gives out."""
    with wave.open(str(sound(name))) as file:
        values = memoryview(file.readframes(file.getnframes())).cast("h").tolist()
    off_db = 20 * math.log10(tones.loudness(values) / 32767 / tones.LOUDNESS)
    assert abs(off_db) < 0.1
    assert all(400 <= note.pitch_hz <= 2500 for note in tones.TONES[name])


def test_no_two_tones_go_the_same_way() -> None:
    """The number of notes and the way each goes from the one before tell every tone from every other;
    the two of one note differ more than threefold in length.
    """
    ways: dict[tuple[bool | None, ...], list[float]] = {}
    for notes in tones.TONES.values():
        steps = [later.pitch_hz - earlier.pitch_hz for earlier, later in pairwise(notes)]
        way = tuple(step > 0 if step else None for step in steps)
        ways.setdefault(way, []).append(max(note.start_s + note.length_s for note in notes))
    assert [way for way, lengths in ways.items() if len(lengths) > 1] == [()]
    short_s, long_s = sorted(ways[()])
    assert long_s > 3 * short_s


@pytest.mark.parametrize("name", ["backstay", "backstay-symbolic"])
def test_an_icon_is_a_picture_without_outside_references(name: str) -> None:
    """Only shapes: nothing is loaded from elsewhere."""
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(icon(name)).iter()}
    assert tags <= {"svg", "title", "g", "path", "rect"}
