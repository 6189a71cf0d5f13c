"""Files that mean harm: each is refused or read harmlessly, within a second and 200 MiB, with its place.

Every case runs in a process of its own, whose processor time and memory are the system's count.
"""

import json
import os
import stat
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipInfo

import pytest

from tests.catalogue.archives import PNG_MAGIC, archive, chunk, jpeg_header, pack, png
from tests.catalogue.conftest import BRIDGE, SHORT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is counted by the Linux kernel")

MOST_CPU_S = 1.0
MOST_MIB = 200
ROOT = Path(__file__).parents[2]
MERGE_BOMB = "a0: &a0 {k: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 9)
)
LAUGHS = "a0: &a0 [x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


@dataclass(frozen=True)
class Case:
    """One file, how it is opened, how many values come of it, and words of what is told."""

    kind: str
    make: Callable[[Path], object]
    name: str
    words: str = ""
    values: int = 0


def yaml(content: str | bytes, words: str = "", values: int = 0, folder: str = "exercises") -> Case:
    """A file of the person's own, ``bridge.yaml``."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return Case("library", lambda path: write(path / folder / "bridge.yaml", raw), "", words, values)


def packed(data: Callable[[], bytes], words: str = "", values: int = 0) -> Case:
    """A pack, which is taken in as far as it goes."""
    return Case("pack", lambda path: write(path, data()), "x.backstay", words, values)


def picture(data: Callable[[], bytes], words: str = "", values: int = 0, name: str = "bird.png") -> Case:
    """A picture, which is shown as far as it goes."""
    return Case("picture", lambda path: write(path, data()), name, words, values)


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def named(name: str) -> str:
    """The sound exercise under another name."""
    return BRIDGE.replace("name: Bridge", f"name: {json.dumps(name, ensure_ascii=False)}")


def entry(name: str, mode: int) -> ZipInfo:
    """An entry of a pack that says it is a file of this mode."""
    made = ZipInfo(name)
    made.external_attr = mode << 16
    return made


def alike(count: int) -> list[str]:
    """Ids that differ in a letter, which is the most work for whoever looks for the nearest."""
    return [f"{'ab' * 13}{number:04d}" for number in range(count)]


def routine(number: int, steps: list[str]) -> str:
    """A routine of these exercises."""
    head = SHORT.replace("id: short", f"id: r{number}").split("  - ")[0]
    return head + "".join(f"  - exercise: {step}\n" for step in steps)


def overlapping() -> bytes:
    """Two hundred names for the bytes of one file."""
    data = pack({f"exercises/e{number:03d}.yaml": BRIDGE for number in range(200)})
    start = data.index(b"PK\x01\x02")
    body, listed = data[:start], data[start:]
    parts = listed.split(b"PK\x01\x02")[1:]
    offset = parts[1][38:42]
    same = (part[:38] + offset + part[42:] for part in parts[1:])
    return body + b"".join(b"PK\x01\x02" + part for part in (parts[0], *same))


def long_list() -> bytes:
    """Half a million entries that a short header does not speak of."""
    one = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *[0] * 9, 1, 0, 0, 0, 0, 0, 0) + b"a"
    listed = one * 500_000
    return listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, len(listed), 0, 0)


def text_bomb() -> bytes:
    """A small PNG with three hundred texts of eight megabytes each; Qt's reader unpacks them all."""
    packed_text = zlib.compress(bytes(7_900_000), 9)
    texts = b"".join(chunk(b"zTXt", b"k%d\0\0" % number + packed_text) for number in range(300))
    return png(8, 8, extra=texts)


def pixel_bomb() -> bytes:
    """Eight by eight pixels, and data for a billion."""
    squeeze = zlib.compressobj(9)
    pixels = b"".join([*(squeeze.compress(bytes(1_000_000)) for _ in range(100)), squeeze.flush()])
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    return PNG_MAGIC + header + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def link_to(target: str) -> Case:
    """One's own file is a link to a device."""

    def make(path: Path) -> None:
        (path / "exercises").mkdir(parents=True)
        (path / "exercises" / "bridge.yaml").symlink_to(target)

    return Case("library", make, "", "not a file of text")


def circle_of_links(path: Path) -> None:
    path.mkdir()
    (path / "exercises").symlink_to(path / "exercises")


def pipe(path: Path) -> None:
    (path / "exercises").mkdir(parents=True)
    os.mkfifo(path / "exercises" / "bridge.yaml")


CASES = {
    "fifty thousand brackets": yaml("[" * 50_000, "too deeply"),
    "fifty thousand braces": yaml('{"a":' * 50_000, "too deeply"),
    "fifty thousand dashes": yaml("- " * 50_000, "too deeply"),
    "fifty thousand keys of keys": yaml("? " * 50_000, "too deeply"),
    "a staircase": yaml("".join(" " * n + "a:\n" for n in range(600)), "too deeply"),
    "a bomb of merge keys": yaml(MERGE_BOMB, "anchors"),
    "a billion laughs": yaml(LAUGHS, "anchors"),
    "an alias of itself": yaml("a: &a [*a]", "anchors"),
    "an object of Python": yaml("a: !!python/object/apply:os.system [true]", "tags"),
    "a day that does not exist": yaml(BRIDGE + "say: 2024-13-45\n", values=1),
    "five thousand digits": yaml(BRIDGE.replace("sets: 2", f"sets: {'9' * 5000}"), "too long"),
    "a thousand digits": yaml(BRIDGE.replace("sets: 2", f"sets: {'9' * 1000}"), "cannot be read"),
    "digits of another script": yaml(BRIDGE.replace("sets: 2", "sets: ٢"), "cannot be read"),
    "a format of other digits": yaml(BRIDGE.replace("format: 1", f"format: {'٢' * 1900}"), "format"),
    "a megabyte": yaml("a: b\n" * 200_000, "too big"),
    "as many parts as fit": yaml("- 1\n" * 65_000, "too many parts"),
    "as many keys as fit": yaml("".join(f"k{n}: 1\n" for n in range(9_900)), "unknown key"),
    "the same key ten thousand times": yaml("a: 1\n" * 9_990, "stands twice"),
    "keys that are nearly right": yaml("".join(f"equipmen{n}: 1\n" for n in range(9_900)), "unknown key"),
    "a quarter of a megabyte in one word": yaml("a: " + "x" * 250_000, "too long"),
    "a quarter of a megabyte in quotes": yaml('a: "' + "\\x41" * 60_000 + '"', "too long"),
    "a quarter of a megabyte in one line": yaml("{" + "a: [], " * 30_000, "too many parts"),
    "a tag without end": yaml("a: !" + "x" * 250_000, ""),
    "an anchor without end": yaml("a: &" + "x" * 250_000, ""),
    "a block without end": yaml("a: |\n" + "  x\n" * 60_000, "too long"),
    "nothing but spaces and a letter": yaml(" " * 250_000 + "é", "mapping"),
    "nothing but dashes and a letter": yaml("- " * 120_000 + "é", "too deeply"),
    "other spaces": yaml("\u00a0" * 80_000, "space bar"),
    "nothing but comments": yaml("# x\n" * 60_000, "empty"),
    "nothing but quotes": yaml('"' * 250_000, ""),
    "a character that ends texts": yaml(named("Bridge").replace("Bridge", "Bri\0dge"), "U+0000"),
    "a written character that ends texts": yaml(named("Bridge").replace("Bridge", "Bri\\0dge"), "U+0000"),
    "a name that turns around": yaml(named("Bri\u202eegd"), "U+202E"),
    "a name with nothing in it": yaml(named("\u200b\u200b"), "U+200B"),
    "half of a character": yaml(named("Bri\ud800dge"), "not UTF-8"),
    "another encoding": yaml(BRIDGE.encode("utf-16"), "not UTF-8"),
    "a picture in a name": yaml(named("<img src=/etc/hostname>"), values=1),
    "a link in a name": yaml(named("![x](file:///etc/hostname)"), values=1),
    "a routine of strangers": yaml(routine(0, alike(60)), "there is no exercise", folder="routines"),
    "a routine of names": yaml(routine(0, ["Nobody's"] * 60), "there is no exercise", folder="routines"),
    "repeats of repeats": yaml(
        SHORT.split("  - ")[0] + "  - " + "{repeat: 20, steps: [" * 5 + "{rest: 5}" + "]}" * 5,
        "repeats make this too long",
        folder="routines",
    ),
    "a device": link_to("/dev/zero"),
    "a pipe": Case("library", pipe, "", "not a file of text"),
    "a circle of links": Case("library", circle_of_links, "", "cannot be opened"),
    "a pack that leads out": packed(lambda: pack({"../../evil.yaml": BRIDGE}), "lead out"),
    "a pack with a link": packed(
        lambda: pack({}, (entry("exercises/bridge.yaml", stat.S_IFLNK | 0o777), b"/etc/passwd")), "a link"
    ),
    "a pack with a bomb of text": packed(
        lambda: pack({"exercises/x.yaml": "#" * 100_000_000}), "at most 256 KiB"
    ),
    "a pack with a bomb of pixels": packed(
        lambda: pack({"pictures/x.png": bytes(100_000_000)}), "at most 4096 KiB"
    ),
    "a pack in a pack": packed(
        lambda: pack(
            {"exercises/bridge.yaml": BRIDGE, "inner.backstay": pack({"exercises/x.yaml": "#" * 10**7})}
        ),
        "not read",
        values=1,
    ),
    "a pack of one file many times": packed(overlapping, "share the same bytes"),
    "a pack with an endless list": packed(long_list, "too many files"),
    "a pack of many files": packed(
        lambda: archive({f"{number}": "" for number in range(2_000)}), "too many files"
    ),
    "a pack full of parts": packed(
        lambda: pack({f"exercises/e{number}.yaml": "- 1\n" * 9_900 for number in range(26)}), "mapping"
    ),
    "a pack full of strangers": packed(
        lambda: pack(
            {f"exercises/{name}.yaml": BRIDGE.replace("bridge", name) for name in alike(180)}
            | {f"routines/r{n}.yaml": routine(n, [f"c{name}" for name in alike(60)]) for n in range(70)}
        ),
        "there is no exercise",
        values=180,
    ),
    "a pack with a picture that is a drawing": packed(
        lambda: pack(
            {
                "exercises/bridge.yaml": BRIDGE + "picture: x.png\n",
                "pictures/x.png": "<svg><image href='/x'/></svg>",
            }
        ),
        "not the PNG picture",
        values=1,
    ),
    "a pack as large as a pack may be": packed(
        lambda: pack(
            {"exercises/bridge.yaml": BRIDGE}
            | {f"pictures/p{number}.png": png(2, 2) + os.urandom(4_000_000) for number in range(8)}
        ),
        "no exercise in this pack shows",
        values=1,
    ),
    "a picture of deep colours": picture(lambda: png(4096, 4096, bits=16), "too many pixels"),
    "a picture that is a drawing": picture(
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not the PNG"
    ),
    "a picture of nine hundred million pixels": picture(lambda: png(30_000, 30_000, bits=1), "30000 × 30000"),
    "a picture with texts that unpack": picture(text_bomb, values=1),
    "a picture with more pixels than it has": picture(pixel_bomb, values=1),
    "the largest picture": picture(lambda: png(4096, 4096), values=1),
    "a picture that is cut off": picture(lambda: png(640, 480)[:-40]),
    "a picture without pixels": picture(lambda: png(640, 480)[:40]),
    "a picture that promises": picture(lambda: jpeg_header(4096, 4096), name="bird.jpg"),
    "a picture of many passes": picture(
        lambda: jpeg_header(4096, 4096)[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 30_000,
        "passes",
        name="bird.jpg",
    ),
}

Told = dict[str, object]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What came of every case."""
    root = tmp_path_factory.mktemp("hostile")
    asked = []
    for number, case in enumerate(CASES.values()):
        path = root / str(number) / case.name if case.name else root / str(number)
        case.make(path)
        asked.append([case.kind, str(path)])
    done = subprocess.run(
        [sys.executable, "-m", "tests.catalogue.hostile_host"],
        input=json.dumps(asked),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=300,
        check=True,
    )
    return dict(zip(CASES, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_it_comes_to_a_value_or_a_located_message(name: str, told: dict[str, Told]) -> None:
    """Nothing is raised, and nothing dies; what is wrong is said with the file it is in."""
    case, found = CASES[name], told[name]
    assert "raised" not in found, found["raised"]
    assert found["values"] == case.values
    messages = found["messages"]
    assert isinstance(messages, list)
    assert all("hostile" in message for message in messages)
    assert case.words in "\n".join(messages)


@pytest.mark.parametrize("name", CASES)
def test_it_costs_less_than_a_second_and_200_mib(name: str, told: dict[str, Told]) -> None:
    """Processor time, so that a busy computer makes no difference, and the highest memory ever held."""
    cpu_s, grown_mib = told[name]["cpu_s"], told[name]["grown_mib"]
    assert isinstance(cpu_s, float)
    assert isinstance(grown_mib, float)
    assert cpu_s < MOST_CPU_S
    assert grown_mib < MOST_MIB
