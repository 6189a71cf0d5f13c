"""Files that somebody, or something, has spoilt: shipped ones and packs, changed at random from a seed."""

import math
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

from backstay.catalogue.exercise_file import read_exercise
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.library import load_library
from backstay.catalogue.pack import Pack, PackError
from backstay.catalogue.pack_read import read_pack_bytes
from backstay.catalogue.pictures import MAX_PICTURE_BYTES, bare_picture, check_picture, picture_size
from backstay.catalogue.problems import Problem
from backstay.catalogue.routine_file import read_routine
from backstay.domain.exercise import Exercise
from backstay.domain.figure import Phase, pose_at
from backstay.domain.preferences import Preferences
from backstay.domain.routine import Routine
from backstay.domain.timeline import compile_timeline
from tests.catalogue.archives import archive, jpeg_header, pack, png, webp_header

ROUTINES = Path(__file__).parents[2] / "routines"
KNOWN = load_library(ROUTINES).exercises

_FILES = {
    path.relative_to(ROUTINES).as_posix(): path.read_bytes() for path in sorted(ROUTINES.glob("*/*.yaml"))
}
_EXAMPLES = re.findall(r"```yaml\n(.*?)```", (ROUTINES / "README.md").read_text(encoding="utf-8"), re.DOTALL)
TEXTS: list[bytes] = [*_FILES.values(), *(example.encode() for example in _EXAMPLES)]
PICTURES = [
    png(20, 10),
    jpeg_header(20, 10),
    webp_header(b"VP8X", bytes(10)),
    webp_header(b"VP8L", b"\x2f" + bytes(12)),
    webp_header(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x14\0\x0a\0"),
]
_PACKED = dict(list(_FILES.items())[:6] + list(_FILES.items())[-3:])
PACKS = [
    pack(_PACKED),
    pack({**_PACKED, "pictures/bird.png": PICTURES[0]}),
    archive({"pack.yaml": "format: 2\nname: Later\n", **_PACKED}),
]

_KEYS: list[bytes] = sorted({key for text in TEXTS for key in re.findall(rb"[a-z_-]+(?=:)", text)})
_SIGNS = (
    *(bytes([sign]) for sign in b"[]{}#~,'|>!&*%@`\"\\\n\t\r\x00\xff"),
    *(b"&a ", b"*a", b"!!x ", b"---\n", b"...\n", b": ", b"- ", b"? ", b"|\n", b">-\n", b"<<: "),
    *(b"%YAML 1.2\n", b"\xef\xbb\xbf"),
)
_WORDS = (
    "0 -1 1e309 nan .inf 0x10 010 1.0000000001 -0.0 999999999 0.000001 1:30 99:59 2-1-2 0-0-0 99-99-99 no"
    " null [] {} [[]] bird-dog ../x [0,0] [1000,-1000] [9,9,9,9] left 2024-13-45 {a:{b:{c:d}}} 30s 2min"
)
_VALUES = (b"", b"30 s", b"2 min", b"9" * 30, b"9" * 2500, b"x" * 65, *map(str.encode, _WORDS.split()))
_LETTERS = "\u0000\u0085\u00ad\u0301\u061c\u200b\u200d\u202e\u2028\ufeff\uffff\U0001f9d8\U000e0041é٢ﬁß\u1d2c"
_NAMES = (
    *("../evil.yaml", "/etc/passwd", "C:\\evil.yaml", "exercises/", "exercises/../x", "PACK.YAML", "a" * 300),
    *("pictures/x.png", "routines/x.yaml", "x\x00y", "x\u202ey", "", ".", "exercises/x.yaml/y.yaml"),
)


def located(problems: tuple[Problem, ...], raw: bytes) -> None:
    """There is a reason, and its place is inside the file."""
    assert problems
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in problems:
        assert 0 <= problem.line <= lines
        assert problem.column >= 0
        assert problem.message
        assert len(problem.lines()) <= 4
        assert "\n" not in problem.message + problem.detail()


def check_text(raw: bytes) -> None:
    """Read the bytes as both kinds of file and look at what comes out."""
    node, reader = parse_guarded(raw, "file.yaml")
    if node is None:
        located(reader.problems, raw)
        return
    stem = (re.search(rb"(?m)^id: *([a-z0-9-]+)", raw) or [b"", b"bird-dog"])[1].decode()
    file = read_exercise(node, reader, stem)
    if file is None:
        located(reader.problems, raw)
    else:
        usable_exercise(file.exercise)
    again, reader = parse_guarded(raw, "file.yaml")
    assert again is not None
    routine = read_routine(again, reader, stem, KNOWN)
    if routine is None:
        located(reader.problems, raw)
    else:
        usable_routine(routine)


def usable_exercise(exercise: Exercise) -> None:
    """What was let in can be drawn at any moment."""
    if exercise.figure is None:
        return
    for phase in Phase:
        for progress in (0.0, 0.37, 1.0):
            for point in pose_at(exercise.figure, phase, progress, mirrored=True, phase_s=7.0).points():
                assert all(map(math.isfinite, point))


def usable_routine(routine: Routine) -> None:
    """What was let in can be led: it has a length, and so has every part of it."""
    timeline = compile_timeline(routine, Preferences())
    assert timeline.steps
    assert all(0 <= segment.estimate_s < math.inf for segment in timeline.segments)
    assert 0 < timeline.length_s < math.inf


def check_pack(data: bytes) -> None:
    """Open the bytes as a pack."""
    found = _opened(data)
    if isinstance(found, PackError):
        assert found.what
        assert found.where.startswith("my.backstay")
        return
    for problem in found.problems:
        assert problem.file.startswith("my.backstay")
        assert problem.message
    for text in (*found.exercises.values(), *found.routines.values()):
        assert parse_guarded(text.encode(), "file.yaml")[0] is not None


def _opened(data: bytes) -> Pack | PackError:
    try:
        return read_pack_bytes(data, Path("my.backstay"), KNOWN)
    except PackError as error:
        return error


def check_picture_bytes(data: bytes) -> None:
    """Look at the bytes as each kind of picture."""
    for name in ("bird.png", "bird.jpg", "bird.webp"):
        if check_picture(name, data) is None:
            size = picture_size(data)
            assert size is not None
            assert 0 < min(size) <= max(size) <= 4096
            assert len(bare_picture(data)) <= len(data) <= MAX_PICTURE_BYTES


class Spoiler:
    """Makes one spoilt file after the other; the same seed and number make the same one."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def spoil(self, number: int) -> tuple[Callable[[bytes], None], bytes]:
        """What to check the file with, and its bytes."""
        chance = random.Random(self.seed * 1_000_003 + number)
        kind = chance.random()
        if kind < 0.72:
            return check_text, _often(_spoil_text, chance.choice(TEXTS), chance)
        if kind < 0.92:
            return check_pack, _spoil_pack(chance)
        return check_picture_bytes, _often(_spoil_bytes, chance.choice(PICTURES), chance)


def seed_from_environment() -> tuple[int, int | None]:
    """``BACKSTAY_FUZZ_SEED`` is a seed, or a seed, a colon and the number of one file to make again."""
    given = os.environ.get("BACKSTAY_FUZZ_SEED", "")
    if not given:
        return random.SystemRandom().randrange(1_000_000), None
    seed, _, number = given.partition(":")
    return int(seed), int(number) if number else None


def _often(spoil: Callable[[bytes, random.Random], bytes], data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = spoil(data, chance)
    return data


def _spoil_text(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(_TEXT_WAYS)(data, chance)


def _spoil_bytes(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(_BYTE_WAYS)(data, chance)


def _cut(data: bytes, chance: random.Random, longest: int) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(0, longest))


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return b"\0"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    start, end = _cut(data, chance, 8)
    return data[:start] + chance.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * (end - start) + data[end:]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start, end = _cut(data, chance, 40)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _cut(data, chance, 60)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _put_sign(data: bytes, chance: random.Random) -> bytes:
    start, end = _cut(data, chance, 6)
    return data[:start] + chance.choice(_SIGNS) + data[end:]


def _put_letter(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_LETTERS).encode() + data[at:]


def _put_nest(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice((b"[", b"{a: ", b"- ", b"? ")) * chance.choice((3, 17, 400)) + data[at:]


def _splice(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(TEXTS)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _move_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.choice((0, 1, 1, 1, 2))):
        lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


def _indent(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b"  " + lines[at], b"    " + lines[at], b"\t" + lines[at], lines[at].lstrip()))
    return b"\n".join(lines)


def _change_value(data: bytes, chance: random.Random) -> bytes:
    places = list(re.finditer(rb"(?<=[:\[,{] )[^,:\n\]}]*", data))
    if not places:
        return data
    place = chance.choice(places)
    return data[: place.start()] + chance.choice(_VALUES) + data[place.end() :]


def _change_number(data: bytes, chance: random.Random) -> bytes:
    places = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    if not places:
        return data
    place = chance.choice(places)
    number = float(place[0]) * chance.choice((-1, 0, 0.5, 2, 10, 1.01)) + chance.choice((0, 0, 1, -1, 0.001))
    return data[: place.start()] + f"{number:.9g}".encode() + data[place.end() :]


def _change_key(data: bytes, chance: random.Random) -> bytes:
    places = list(re.finditer(rb"[a-z_-]+(?=:)", data))
    if not places:
        return data
    place = chance.choice(places)
    return data[: place.start()] + chance.choice(_KEYS) + data[place.end() :]


_BYTE_WAYS = (_flip, _flip, _overwrite, _drop, _double, _end)
_TEXT_WAYS = (
    *_BYTE_WAYS, _put_sign, _put_sign, _put_letter, _put_nest, _splice, _move_line, _indent, _change_value,
    _change_value, _change_value, _change_number, _change_number, _change_number, _change_key, _change_key,
)  # fmt: skip


def _spoil_pack(chance: random.Random) -> bytes:
    """The archive itself, the files in it, or the names they have in its headers."""
    way = chance.random()
    if way < 0.6:
        return _often(_spoil_bytes, chance.choice(PACKS), chance)
    entries: dict[str, str | bytes] = dict(chance.sample(list(_FILES.items()), 3))
    spoilt = chance.choice(list(entries))
    content = entries[spoilt]
    assert isinstance(content, bytes)
    entries[spoilt] = _often(_spoil_text, content, chance)
    heading = (
        _often(_spoil_text, b"format: 1\nname: Evening\nauthor: A\n", chance)
        if way < 0.7
        else b"format: 1\nname: E"
    )
    data = pack(entries, heading=heading.decode("latin-1"))
    return _often(_rename, data, chance) if way > 0.85 else data


def _rename(data: bytes, chance: random.Random) -> bytes:
    """A name of the archive is another one of the same length, at one of its two places or at both."""
    names = list(re.finditer(rb"(?:exercises|routines)/[a-z-]+\.yaml", data))
    if not names:
        return data
    old = chance.choice(names)[0]
    new = chance.choice(_NAMES).encode().ljust(len(old), b"x")[: len(old)]
    return data.replace(old, new, chance.choice((1, -1)))
