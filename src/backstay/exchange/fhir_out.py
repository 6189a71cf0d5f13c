"""What stands in the journal as a FHIR R4 bundle: scores, sessions, runs and walks of one unnamed person.

Plain dictionaries: the elements used are the same in R4, R4B and R5.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, Doing, Recall, Region, Timing
from backstay.exchange.fhir_words import (
    ACTIVITY,
    ASKED,
    CATEGORIES,
    DISTANCE,
    DOING,
    DOINGS,
    DURATION,
    EXERCISE,
    LOINC,
    LOINC_NOTICE,
    PAIN_NOW,
    QUALITIES,
    TIMING,
    TIMINGS,
    UCUM,
    URI,
    UUID_START,
    body_site,
    fit,
)
from backstay.exchange.gathering import Tables
from backstay.exchange.incoming import with_stops
from backstay.journal.intake import GoOn
from backstay.journal.rows import Row, moment_of

Resource = dict[str, Any]

_KINDS = {"run": "Running", "walk": "Walking", "other": "Other activity"}
# FHIR knows no clock farther from UTC.
_MOST_OFFSET_MIN = 14 * 60
_DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
_WHO = "The person who keeps this log in Backstay. Every value here is what they entered themselves."


def told_of(tables: Tables) -> Tables:
    """What of ``tables`` has a place in a bundle: no marks, and no session that still runs or in which
    nothing was done.
    """
    sessions = [row for row in tables["session"] if row.get("outcome") and row["active_s"] > 0]
    return {"session": sessions, "pain": tables["pain"], "activity": tables["activity"], "mark": []}


def to_bundle(told: Tables, go_on: GoOn) -> bytes:
    """A bundle of type ``collection`` with one resource a line, in UTF-8. Raises ``CancelledError``."""
    resources = [*_resources(told, go_on)]
    patient = str(uuid5(NAMESPACE_URL, resources[0]["id"] if resources else ""))
    entries = [_entry(_patient(patient)), *(_entry(_of(patient, resource)) for resource in resources)]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f'{{"resourceType": "Bundle", "type": "collection", "entry": [\n{lines}\n]}}\n'.encode()


def _resources(tables: Tables, go_on: GoOn) -> Iterator[Resource]:
    done = 0
    for table, make in (("pain", _pain), ("session", _session), ("activity", _run_or_walk)):
        for row in with_stops(tables[table], go_on, done):
            yield from make(row)
        done += len(tables[table])


def _entry(resource: Resource) -> Resource:
    return {"fullUrl": UUID_START + resource["id"], "resource": resource}


def _patient(patient: str) -> Resource:
    text = {"status": "additional", "div": _DIV.format(f"<p>{_WHO}</p><p>{LOINC_NOTICE}</p>")}
    return {"resourceType": "Patient", "id": patient, "text": text}


def _of(patient: str, resource: Resource) -> Resource:
    who = {"reference": UUID_START + patient}
    return {**resource, "subject": who, "performer": [who]}


def _observation(row_id: str, row: Row, category: str, code: Resource) -> Resource:
    return {
        "resourceType": "Observation",
        "id": row_id,
        "identifier": [{"system": URI, "value": UUID_START + row_id}],
        "status": "final",
        "category": [{"coding": [{"system": CATEGORIES, "code": category}]}],
        "code": code,
        "issued": row["written_utc"],
    }


def _pain(row: Row) -> Iterator[Resource]:
    recall = Recall(row["recall"])
    code: Resource = {"text": ASKED[recall]}
    if recall is Recall.NOW:
        code = {"coding": [_loinc(PAIN_NOW)], **code}
    resource = {
        **_observation(row["id"], row, "survey", code),
        "effectiveDateTime": _time(moment_of(row)),
        "valueQuantity": _quantity(row["score"], "{score}", "{score}"),
    }
    if site := body_site(_region(row), _side(row)):
        resource["bodySite"] = {"text": site}
    if row["note"].strip():
        resource["note"] = [{"text": fit(row["note"])}]
    if components := [*_components(row)]:
        resource["component"] = components
    yield resource


def _region(row: Row) -> Region | None:
    return Region(row["region"]) if row["region"] else None


def _side(row: Row) -> BodySide | None:
    return BodySide(row["side"]) if row["side"] else None


def _components(row: Row) -> Iterator[Resource]:
    timing = TIMINGS.get(Timing(row["timing"]), "")
    doing = DOINGS[Doing(row["doing"])] if row.get("doing") else ""
    qualities = (row.get("qualities") or "").replace(",", ", ")
    exercise = fit(row.get("exercise_id") or "")
    for name, words in ((TIMING, timing), (DOING, doing), (QUALITIES, qualities), (EXERCISE, exercise)):
        if words:
            yield {"code": {"text": name}, "valueCodeableConcept": {"text": words}}


def _session(row: Row) -> Iterator[Resource]:
    start, end = moment_of(row), moment_of(row, "ended_")
    yield from _exercise(row, start, end, row["active_s"], row["routine_name"] or "Session")


def _run_or_walk(row: Row) -> Iterator[Resource]:
    start = moment_of(row)
    end = Moment.from_local(start.local + timedelta(seconds=row["duration_s"]), start.zone)
    duration, activity = _exercise(row, start, end, row["duration_s"], _KINDS[row["kind"]])
    if row["distance_m"] is not None:
        distance = _quantity(row["distance_m"], "m", "m")
        duration["component"] = [{"code": {"text": DISTANCE}, "valueQuantity": distance}]
    if row["note"].strip():
        duration["note"] = [{"text": fit(row["note"])}]
    yield from (duration, activity)


def _exercise(row: Row, start: Moment, end: Moment, active_s: float, name: str) -> Iterator[Resource]:
    period = {"start": _time(start)}
    # The computer's clock may have been put back in between.
    if end.utc >= start.utc:
        period["end"] = _time(end)
    minutes = _quantity(round(active_s / 60, 2), "min", "min")
    named = {"text": fit(name)}
    values = ((DURATION, {"valueQuantity": minutes}), (ACTIVITY, {"valueCodeableConcept": named}))
    for (code, display), value in values:
        is_first = code == DURATION[0]
        row_id = row["id"] if is_first else str(uuid5(NAMESPACE_URL, f"{UUID_START}{row['id']}#{code}"))
        asked = {"coding": [_loinc((code, display))]}
        yield {**_observation(row_id, row, "activity", asked), "effectivePeriod": period, **value}


def _loinc(code: tuple[str, str]) -> Resource:
    return {"system": LOINC, "code": code[0], "display": code[1]}


def _quantity(value: float, unit: str, code: str) -> Resource:
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def _time(at: Moment) -> str:
    is_known = abs(at.offset_min) <= _MOST_OFFSET_MIN
    return (at.local if is_known else at.utc).isoformat()
