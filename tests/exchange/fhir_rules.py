"""Rules for our bundles that no library checks: the codes, the ranges, and that references lead somewhere."""

import re
from collections.abc import Iterator
from typing import Any

STATUSES = {
    "registered",
    "preliminary",
    "final",
    "amended",
    "corrected",
    "cancelled",
    "entered-in-error",
    "unknown",
}
LOINC = {"72514-3": ("survey", "{score}"), "55411-3": ("activity", "min"), "73985-4": ("activity", None)}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)", re.ASCII)
TEXT = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f]+")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def faults_of(bundle: dict[str, Any]) -> list[str]:
    """What is wrong with the bundle; nothing when it is sound."""
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    faults = [url for url in urls if not UUID.fullmatch(url)]
    if len({*urls}) < len(urls):
        faults.append("an address stands twice")
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] == "Observation":
            faults += _faults(resource, urls)
        elif set(resource) != {"resourceType", "id", "text"}:
            faults.append("the patient is more than nobody")
    return faults


def _faults(resource: dict[str, Any], urls: list[str]) -> Iterator[str]:
    if resource["status"] not in STATUSES:
        yield f"status {resource['status']}"
    if not {resource["subject"]["reference"], resource["performer"][0]["reference"]} <= set(urls):
        yield "a reference leads nowhere"
    category = resource["category"][0]["coding"][0]["code"]
    code = resource["code"].get("coding", [{"code": None}])[0]["code"]
    wanted = LOINC.get(code, ("survey", "{score}"))
    quantity = resource.get("valueQuantity", {})
    if (category, quantity.get("code")) != wanted:
        yield f"{category} {code} in {quantity.get('code')}"
    if category == "survey" and (type(quantity["value"]) is not int or not 0 <= quantity["value"] <= 10):
        yield f"score {quantity['value']}"
    if category == "activity" and quantity.get("value", 0) < 0:
        yield f"{quantity['value']} minutes"
    yield from _bad_times(resource)
    yield from (f"text {text!r}" for text in _texts(resource) if not TEXT.fullmatch(text))


def _bad_times(resource: dict[str, Any]) -> Iterator[str]:
    period = resource.get("effectivePeriod", {})
    times = [resource["issued"], *period.values()]
    if "effectiveDateTime" in resource:
        times.append(resource["effectiveDateTime"])
    if len(times) < 2:
        yield "no time"
    yield from (time for time in times if not TIME.fullmatch(time))


def _texts(thing: object) -> Iterator[str]:
    match thing:
        case str():
            yield thing
        case dict():
            for part in thing.values():
                yield from _texts(part)
        case list():
            for part in thing:
                yield from _texts(part)
