"""The codes and words of FHIR resources that both directions share.

LOINC names what was asked; whatever has no clean code is said in words alone. An answer has no code: the
one of LOINC for 2 is displayed as "2 or more". SNOMED CT needs a licence in many countries and is not used
in what is written; its three codes for a time around exercise are understood when they are read.
"""

import re

from backstay.domain.pain import BodySide, Doing, Recall, Region, Timing

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
URI = "urn:ietf:rfc:3986"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
UUID_START = "urn:uuid:"

LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief "
    "Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is "
    "available at no cost under the license at http://loinc.org/license. LOINC® is a registered United "
    "States trademark of Regenstrief Institute, Inc."
)

PAIN_NOW = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
DURATION = ("55411-3", "Exercise duration")
ACTIVITY = ("73985-4", "Exercise activity")

ASKED = {
    Recall.NOW: "Pain now, 0-10",
    Recall.LAST_7_DAYS: "Pain on average over the last 7 days, 0-10",
}
TIMING, DOING, QUALITIES, EXERCISE, DISTANCE = (
    "Timing relative to exercise",
    "What the person was doing",
    "How it feels, in the person's words",
    "Exercise",
    "Distance",
)
TIMINGS = {
    Timing.BEFORE: "before session",
    Timing.DURING: "during session",
    Timing.AFTER: "after session",
    Timing.NEXT_MORNING: "next morning",
}
DOINGS = {Doing.AT_REST: "at rest", Doing.RUNNING: "while running"}
SNOMED_TIMINGS = {
    "307166007": Timing.BEFORE,
    "309604004": Timing.DURING,
    "255214003": Timing.AFTER,
}

_SIDES = {
    BodySide.LEFT: "left side",
    BodySide.CENTRE: "centre",
    BodySide.RIGHT: "right side",
    BodySide.BOTH: "both sides",
}
# A string of FHIR holds no control characters but these three.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def body_site(region: Region | None, side: BodySide | None) -> str:
    """Where it hurts, such as “Mid back, left side”; empty when neither is known."""
    parts = [region.replace("-", " ") if region else "", _SIDES[side] if side else ""]
    return ", ".join(part for part in parts if part).capitalize()


BODY_SITES = {
    body_site(region, side).lower(): (region, side)
    for region in (None, *Region)
    for side in (None, *BodySide)
    if region or side
}


def fit(text: str) -> str:
    """``text`` without what a string of FHIR may not hold."""
    return _UNFIT.sub("\ufffd", text)
