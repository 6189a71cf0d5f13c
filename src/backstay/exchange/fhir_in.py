"""Pain scores out of a FHIR bundle, ours or that of another program. All else in it is passed over."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.domain.pain import SCORE_MAX, SCORE_MIN, BodySide, Quality, Recall, Region, Timing
from backstay.exchange.columns import TIME, unlike
from backstay.exchange.fhir_words import (
    ASKED,
    BODY_SITES,
    DOING,
    DOINGS,
    EXERCISE,
    LOINC,
    PAIN_NOW,
    QUALITIES,
    SNOMED_TIMINGS,
    TIMING,
    TIMINGS,
    UUID_START,
)
from backstay.exchange.incoming import Incoming, Refusal, with_stops
from backstay.exchange.row_check import made_row, moment_of_text
from backstay.journal.intake import GoOn
from backstay.journal.rows import Row, TableRow

Resource = dict[str, Any]

# A value that stands; one that is "registered" has none yet, and the others were taken back.
_STATUSES = ("final", "amended", "corrected", "preliminary")
# UCUM's unit for a score, and the one for a bare number, which others use.
_UNITS = ("{score}", "1", None)
_RECALLS = {text: recall for recall, text in ASKED.items()}
_TIMINGS = {text: timing for timing, text in TIMINGS.items()}
_DOINGS = {text: doing for doing, text in DOINGS.items()}


def from_bundle(content: Resource, label: str, go_on: GoOn) -> Incoming:
    """The pain scores of the bundle; ``label`` is the file's name in messages. Raises ``InputError`` for a
    resource that is no bundle, and ``CancelledError``.
    """
    if content.get("resourceType") != "Bundle" or not isinstance(content.get("entry", []), list):
        raise InputError("This FHIR file is no bundle.", where=label, expected="a resource of type Bundle")
    rows: dict[str, TableRow] = {}
    refused: list[Refusal] = []
    passed = 0
    for number, entry in enumerate(with_stops(content.get("entry", []), go_on), 1):
        resource = _part(entry, "resource")
        recall = _recall(resource)
        if recall is None:
            passed += _is_observation(resource)
            continue
        try:
            row = _row(resource, recall, _word(entry, "fullUrl"))
            if row["id"] in rows:
                raise ValueError("this id stands further up already")
        except ValueError as error:
            refused.append(Refusal(f"entry {number}", str(error)))
        else:
            rows[row["id"]] = ("pain", row)
    return Incoming([*rows.values()], refused, "a FHIR bundle", _passed_over(passed))


def _passed_over(count: int) -> str:
    if not count:
        return ""
    what = "1 other observation is" if count == 1 else f"{count} other observations are"
    return f"A FHIR bundle brings pain scores alone: {what} not read."


def _is_observation(resource: Resource) -> bool:
    return resource.get("resourceType") == "Observation"


def _recall(resource: Resource) -> Recall | None:
    """What a pain score asks about; None when the resource is something else."""
    code = _part(resource, "code")
    if not _is_observation(resource):
        return None
    if any((c.get("system"), c.get("code")) == (LOINC, PAIN_NOW[0]) for c in _parts(code, "coding")):
        return Recall.NOW
    return _RECALLS.get(_word(code, "text"))


def _row(resource: Resource, recall: Recall, full_url: str) -> Row:
    if _word(resource, "status") not in _STATUSES:
        raise ValueError(unlike("status", resource.get("status"), f"one of {', '.join(_STATUSES)}"))
    score, at = _score(resource), _moment(resource, "effectiveDateTime", "effectiveInstant")
    written = _moment(resource, "issued") if "issued" in resource else at
    region, side, elsewhere = _site(_said(_part(resource, "bodySite")))
    notes = [_word(note, "text") for note in _parts(resource, "note")]
    said = {
        _word(_part(part, "code"), "text"): _part(part, "valueCodeableConcept")
        for part in _parts(resource, "component")
    }
    content = {
        "session_id": None,
        "score": score,
        "region": region,
        "side": side,
        "timing": _timing(said.get(TIMING, {})),
        "recall": recall,
        "note": "\n".join(text for text in (*notes, elsewhere) if text),
        "exercise_id": _word(said.get(EXERCISE, {}), "text") or None,
        "doing": _DOINGS.get(_word(said.get(DOING, {}), "text")),
        "qualities": _qualities(_word(said.get(QUALITIES, {}), "text")),
    }
    return made_row("pain", _id(resource, full_url, score), at, written, content)


def _said(concept: Resource) -> str:
    """The words of a concept; others often give a code alone, with its words beside it."""
    shown = (_word(coding, "display") for coding in _parts(concept, "coding"))
    return _word(concept, "text") or next(filter(None, shown), "")


def _score(resource: Resource) -> int:
    value = resource.get("valueInteger")
    if "valueQuantity" in resource:
        quantity = _part(resource, "valueQuantity")
        value, unit = quantity.get("value"), quantity.get("code", quantity.get("unit"))
        if unit not in _UNITS:
            value = f"{value} {unit}"
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is int and SCORE_MIN <= value <= SCORE_MAX:
        return value
    scale = f"a whole number from {SCORE_MIN} to {SCORE_MAX}"
    raise ValueError(unlike("score", value, f"{scale}, as valueQuantity in {{score}} or as valueInteger"))


def _moment(resource: Resource, *names: str) -> Moment:
    text = next(filter(None, (_word(resource, name) for name in names)), "")
    try:
        return moment_of_text(text, "")
    except ValueError as error:
        raise ValueError(unlike(names[0], text, TIME)) from error


def _site(text: str) -> tuple[Region | None, BodySide | None, str]:
    """The place when it is one of ours; another one is kept as words for the note."""
    if not text or text.lower() in BODY_SITES:
        return *BODY_SITES.get(text.lower(), (None, None)), ""
    return None, None, text


def _timing(concept: Resource) -> Timing:
    coded = [SNOMED_TIMINGS.get(_word(coding, "code")) for coding in _parts(concept, "coding")]
    return _TIMINGS.get(_word(concept, "text")) or next(filter(None, coded), Timing.NOW)


def _qualities(text: str) -> str | None:
    words = text.split(", ")
    return ",".join(quality for quality in Quality if quality in words) or None


def _id(resource: Resource, full_url: str, score: int) -> str:
    """The UUID of the resource; where it has none, one that is always the same for the same resource."""
    names = [_word(given, "value") for given in _parts(resource, "identifier")]
    for name in (*names, full_url, UUID_START + _word(resource, "id")):
        if name.startswith(UUID_START) and (found := _uuid(name.removeprefix(UUID_START))):
            return found
    told = [names, full_url, resource.get("id"), resource.get("effectiveDateTime"), score]
    return str(uuid5(NAMESPACE_URL, json.dumps(told)))


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _part(thing: object, name: str) -> Resource:
    part = thing.get(name) if isinstance(thing, dict) else None
    return part if isinstance(part, dict) else {}


def _parts(thing: Resource, name: str) -> Iterator[Resource]:
    parts = thing.get(name)
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict):
            yield part


def _word(thing: object, name: str) -> str:
    word = thing.get(name) if isinstance(thing, dict) else None
    return word if isinstance(word, str) else ""
