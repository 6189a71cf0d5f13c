"""What was probably meant by what cannot be read: the same as a number, a time, an id or a word of ours."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping

LONGEST = 64
"""Characters; what is longer is no slip of the finger."""

_TIMES = re.compile(r"([0-9]{1,3})\s*[x*]\s*([0-9]{1,3})")
_SEVERAL = re.compile(r"[0-9]{1,3}(?:\s*[,/]\s*[0-9]{1,3})+")
_UNIT = re.compile(r"([0-9])\s*(?:(s)(?:ec|ek)?[a-z]*|(m)in[a-z]*|reps?|times|x|°|deg|\"|'')\.?")

_OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "abs": ("core", "belly"),
    "all-fours": ("hands-and-knees",),
    "break": ("rest",),
    "count": ("reps",),
    "description": ("summary",),
    "duration": ("hold",),
    "glutes": ("buttocks", "hips"),
    "image": ("picture",),
    "instructions": ("cues",),
    "knees": ("legs",),
    "left": ("each", "side"),
    "loops": ("repeat",),
    "lying": ("supine",),
    "on-all-fours": ("hands-and-knees",),
    "on-the-back": ("supine",),
    "on-the-side": ("side-lying",),
    "on-the-stomach": ("prone",),
    "pause": ("rest",),
    "photo": ("picture",),
    "quadruped": ("hands-and-knees",),
    "repeat": ("reps",),
    "repetition": ("reps",),
    "repetitions": ("reps",),
    "right": ("each", "side"),
    "rounds": ("repeat", "sets"),
    "seconds": ("hold",),
    "series": ("sets",),
    "stomach": ("belly", "core"),
    "time": ("hold",),
    "times": ("reps", "repeat"),
    "tips": ("cues",),
    "title": ("name",),
    "yes": ("each",),
}
"""What people call a thing, and what it is called here: the first that is possible at the place."""


def other_word(spelt: str, known: Collection[str]) -> str:
    """The known word for what is spelt so (small letters, hyphens), where it has another; or nothing."""
    called = next((word for word in _OTHER_WORDS.get(spelt, ()) if word in known), "")
    # "yoga-mat" is a mat.
    return called or next((part for part in reversed(spelt.split("-")) if part in known), "")


def likely_id(text: str) -> str:
    """``Bird dog`` as ``bird-dog``; nothing where no letter is left."""
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKD", text.removesuffix(".yaml")).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))


def likely_value(text: str, is_good: Callable[[str], bool]) -> str:
    """How the number, time or tempo ``text`` is written here, if that makes it good; or nothing."""
    return "" if len(text) > LONGEST else next(filter(is_good, _ways(text)), "")


def _ways(text: str) -> Iterator[str]:
    """The text without what a word processor or another country's habits put in."""
    signs = str.maketrans("–—−‐‑", "-----", "“”„‘’\"'`")
    plain = unicodedata.normalize("NFKC", text).translate(signs).strip().lower()
    yield plain
    yield plain.rstrip(".,;")
    yield plain.replace(",", ".")
    yield re.sub(r"\.0+$", "", plain)
    yield _UNIT.sub(_short_unit, unicodedata.normalize("NFKC", text).lower().replace(",", ".")).strip()
    yield re.sub(r"\s*[-/.:,x\s]\s*", "-", plain)
    clock = re.fullmatch(r"([0-9]{1,4})\s*m(?:in)?\s*([0-9]{1,2})\s*s?(?:ec)?", plain)
    if clock:
        yield f"{clock[1]}:{int(clock[2]):02d}"


def _short_unit(unit: re.Match[str]) -> str:
    return unit[1] + (" s" if unit[2] else " min" if unit[3] else "")


def sets_and_reps(text: str) -> str:
    """``3x5`` as the keys that say it, ``5, 3, 1`` as the list; nothing for other text."""
    if len(text) > LONGEST:
        return ""
    plain = text.strip().lower().replace("×", "x")
    if times := _TIMES.fullmatch(plain):
        return f"sets: {times[1]} and reps: {times[2]}, each its own key"
    if _SEVERAL.fullmatch(plain):
        return f"a list in brackets: [{', '.join(re.findall(r'[0-9]+', plain))}]"
    return ""
