"""The FHIR bundle: what a library for FHIR accepts, and what our own reading refuses beside it."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.history import Outcome, SessionPlan
from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, Doing, PainScore, Quality, Recall, Region, Timing
from backstay.exchange.incoming import Incoming
from backstay.exchange.reading import form_of, read_file
from backstay.exchange.writing import Form, export_bytes
from backstay.journal.journal import Journal
from tests.exchange.diaries import diaries, in_memory, seen
from tests.exchange.fhir_rules import faults_of

NOW = Moment.from_local(datetime(2026, 3, 2, 7, 29, tzinfo=timezone(timedelta(hours=1))), "Europe/Berlin")
FULL = PainScore(
    4, Region.MID_BACK, BodySide.LEFT, Timing.BEFORE, Recall.NOW, "dull\nday", "bird-dog", Doing.AT_REST,
    (Quality.ACHE, Quality.PINS_AND_NEEDLES),
)  # fmt: skip


@pytest.fixture
def journal() -> Journal:
    return in_memory()


def bundle_of(journal: Journal) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(export_bytes(journal, Form.FHIR)[0])
    return content


def observations(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Observation"
    ]


def read(bundle: dict[str, Any], folder: Path) -> Incoming:
    (folder / "in.json").write_text(json.dumps(bundle))
    assert form_of(folder / "in.json") is Form.FHIR
    return read_file(folder / "in.json")


def test_score_is_told_with_the_code_of_pain_now(journal: Journal) -> None:
    """What was asked, the value in the public unit, when, where, and who says so; and no SNOMED."""
    entry, _ = journal.pain.add(FULL, NOW)
    bundle = bundle_of(journal)
    patient, told = (item["resource"] for item in bundle["entry"])
    assert (bundle["type"], patient["resourceType"]) == ("collection", "Patient")
    assert told["identifier"][0]["value"] == bundle["entry"][1]["fullUrl"] == f"urn:uuid:{entry.id}"
    assert told["code"]["coding"][0]["code"] == "72514-3"
    assert told["valueQuantity"] == {
        "value": 4,
        "unit": "{score}",
        "system": "http://unitsofmeasure.org",
        "code": "{score}",
    }
    assert (told["effectiveDateTime"], told["bodySite"]) == (
        "2026-03-02T07:29:00+01:00",
        {"text": "Mid back, left side"},
    )
    assert told["subject"] == told["performer"][0] == {"reference": bundle["entry"][0]["fullUrl"]}
    assert told["component"][0]["valueCodeableConcept"] == {"text": "before session"}
    assert "snomed" not in json.dumps(bundle)
    assert "LOINC (http://loinc.org)" in patient["text"]["div"]
    assert not {"name", "birthDate", "telecom", "address"} & set(patient)


def test_weekly_average_has_words_and_no_code(journal: Journal) -> None:
    """No code of LOINC asks what this question asks."""
    journal.pain.add(PainScore(4, recall=Recall.LAST_7_DAYS), NOW)
    (told,) = observations(bundle_of(journal))
    assert told["code"] == {"text": "Pain on average over the last 7 days, 0-10"}


def test_sessions_and_runs_are_exercise(journal: Journal) -> None:
    """Minutes and a name, each with its code; a session that never ended is not told."""
    journal.sessions.add_whole(SessionPlan("core", "Core, light", 720.0, 5), NOW, 90.0)
    journal.sessions.start(SessionPlan("cut", "Cut off", 60.0, 1), NOW)
    open_one = journal.sessions.start(SessionPlan("none", "Nothing done", 60.0, 1), NOW)
    journal.sessions.end(open_one, Outcome.STOPPED, 0.0, NOW)
    journal.activities.add(Activity(ActivityKind.RUN, 1800.0, 5000.0, "wet"), NOW)
    told = observations(bundle_of(journal))
    assert [item["code"]["coding"][0]["code"] for item in told] == ["55411-3", "73985-4"] * 2
    assert [item["valueQuantity"]["value"] for item in told[::2]] == [1.5, 30.0]
    assert [item["valueCodeableConcept"]["text"] for item in told[1::2]] == ["Core, light", "Running"]
    assert told[0]["effectivePeriod"] == {
        "start": "2026-03-02T07:29:00+01:00",
        "end": "2026-03-02T07:30:30+01:00",
    }
    assert told[2]["component"][0]["valueQuantity"]["value"] == 5000.0
    assert {item["category"][0]["coding"][0]["code"] for item in told} == {"activity"}


def test_end_before_its_beginning_is_left_out(journal: Journal) -> None:
    """The computer's clock was put back in the middle of it; a period of FHIR runs forward."""
    session = journal.sessions.start(SessionPlan("core", "", 720.0, 5), NOW)
    an_hour_before = Moment.from_local(NOW.local - timedelta(hours=1), NOW.zone)
    journal.sessions.end(session, Outcome.COMPLETED, 60.0, an_hour_before)
    bundle = bundle_of(journal)
    assert observations(bundle)[0]["effectivePeriod"] == {"start": "2026-03-02T07:29:00+01:00"}
    assert observations(bundle)[1]["valueCodeableConcept"] == {"text": "Session"}
    assert faults_of(bundle) == []


@settings(max_examples=25, deadline=None)
@given(diary=diaries())
def test_every_bundle_is_sound(diary: Journal) -> None:
    """For the library, which reads and writes it again unchanged, and by rules of our own."""
    bundle = bundle_of(diary)
    read = Bundle.model_validate(bundle)
    assert read == Bundle.model_validate_json(read.model_dump_json())
    assert faults_of(bundle) == []


NONSENSE: dict[str, tuple[list[str | int], Any]] = {
    "a score of 42": (["valueQuantity", "value"], 42),
    "half a point": (["valueQuantity", "value"], 3.5),
    "a status that is none": (["status"], "done"),
    "an unknown unit": (["valueQuantity", "code"], "mm"),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_library_accepts_what_we_refuse(what: str, journal: Journal, tmp_path: Path) -> None:
    """It checks the shape alone, so ranges and codes are looked at here, in what is written and read."""
    journal.pain.add(FULL, NOW)
    bundle = bundle_of(journal)
    thing: Any = observations(bundle)[0]
    path, value = NONSENSE[what]
    for step in path[:-1]:
        thing = thing[step]
    thing[path[-1]] = value
    assert Bundle.model_validate(bundle).entry
    assert faults_of(bundle)
    incoming = read(bundle, tmp_path)
    assert (incoming.rows, [refusal.where for refusal in incoming.refused]) == ([], ["entry 2"])


@pytest.mark.parametrize(
    "value",
    [
        {"valueQuantity": {"value": 4, "unit": "{score}", "code": "{score}"}},
        {"valueQuantity": {"value": 4, "unit": "1"}},
        {"valueQuantity": {"value": 4.0, "code": "1"}},
        {"valueInteger": 4},
    ],
)
def test_value_is_read_however_others_write_it(value: dict[str, Any], tmp_path: Path) -> None:
    """A quantity in scores, one in bare numbers, and a whole number all occur."""
    others = {
        "resourceType": "Observation",
        "id": "pain-1",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]},
        "effectiveDateTime": "2026-03-02T07:29:00Z",
        "bodySite": {"text": "Left knee"},
        "note": [{"text": "after stairs"}],
        "component": [
            {
                "code": {"text": "Timing relative to exercise"},
                "valueCodeableConcept": {
                    "coding": [{"system": "http://snomed.info/sct", "code": "255214003"}]
                },
            }
        ],
        **value,
    }
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": others}]}
    journal = in_memory()
    journal.take_in(read(bundle, tmp_path).rows)
    assert journal.take_in(read(bundle, tmp_path).rows).new == 0
    (entry,) = seen(journal).pain
    assert (entry.pain.score, entry.pain.timing, entry.at.utc) == (
        4,
        Timing.AFTER,
        datetime(2026, 3, 2, 7, 29, tzinfo=UTC),
    )
    assert (entry.pain.region, entry.pain.note) == (None, "after stairs\nLeft knee")


@pytest.mark.parametrize(
    ("display", "kept"),
    [("Lower back structure", (None, "Lower back structure")), ("Mid back", (Region.MID_BACK, ""))],
)
def test_place_is_kept_that_stands_beside_a_code(
    display: str, kept: tuple[Region | None, str], journal: Journal, tmp_path: Path
) -> None:
    """Programs of hospitals write a code for the place, and its words with the code alone."""
    journal.pain.add(PainScore(4), NOW)
    bundle = bundle_of(journal)
    coding = [{"system": "http://snomed.info/sct", "code": "37822005", "display": display}]
    observations(bundle)[0]["bodySite"] = {"coding": coding}
    other = in_memory()
    other.take_in(read(bundle, tmp_path).rows)
    (entry,) = seen(other).pain
    assert (entry.pain.region, entry.pain.note) == kept


def test_unit_that_is_not_known_is_shown(journal: Journal, tmp_path: Path) -> None:
    """Whoever looks for the refused value finds it as it stands in the file."""
    journal.pain.add(PainScore(4), NOW)
    bundle = bundle_of(journal)
    observations(bundle)[0]["valueQuantity"] = {"value": 40, "unit": "mm"}
    (refusal,) = read(bundle, tmp_path).refused
    assert refusal.why.startswith("score: “40 mm” is not a whole number from 0 to 10")


def test_what_is_not_read_is_counted(journal: Journal, tmp_path: Path) -> None:
    """A bundle brings scores alone, and says so."""
    journal.pain.add(FULL, NOW)
    assert read(bundle_of(journal), tmp_path).note == ""
    journal.sessions.add_whole(SessionPlan("core", "Core, light", 720.0, 5), NOW, 90.0)
    incoming = read(bundle_of(journal), tmp_path)
    assert len(incoming.rows) == 1
    assert incoming.note == "A FHIR bundle brings pain scores alone: 2 other observations are not read."


def test_since_leaves_older_days_out(journal: Journal) -> None:
    """A bundle links no score to its session, so nothing older comes along."""
    session, _ = journal.sessions.add_whole(SessionPlan("core", "Core, light", 720.0, 5), NOW, 90.0)
    day_after = Moment.from_local(NOW.local + timedelta(days=1), NOW.zone)
    journal.pain.add(FULL, NOW)
    journal.pain.add(PainScore(7), day_after, session.id)
    bundle = json.loads(export_bytes(journal, Form.FHIR, day_after.day)[0])
    assert [told["valueQuantity"]["value"] for told in observations(bundle)] == [7]


def test_question_that_was_skipped_is_refused(journal: Journal, tmp_path: Path) -> None:
    """No value is not a zero."""
    journal.pain.add(FULL, NOW)
    bundle = bundle_of(journal)
    told = observations(bundle)[0]
    del told["valueQuantity"]
    told["dataAbsentReason"] = {"text": "asked-declined"}
    (refusal,) = read(bundle, tmp_path).refused
    assert refusal.why.startswith("score: ")
