"""The journal as text for other programs: CSV for a spreadsheet, JSON without loss.

Values in, text out; where the text goes is the caller's business.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from backstay.domain.history import SessionRecord, StepDone
from backstay.domain.pain import PainEntry

# A spreadsheet takes a text that begins like this for a formula (OWASP, CSV injection).
_FORMULA_STARTS = (*"=+-@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")

_COLUMNS = (
    *("kind", "id", "at", "score", "region", "side", "when", "recall", "note", "session_id", "exercise"),
    *("routine", "ended_at", "outcome", "planned_s", "active_s", "steps", "pain_before", "pain_after"),
)


def to_json(entries: Iterable[PainEntry], sessions: Iterable[SessionRecord]) -> str:
    """Both lists as one JSON object; times in ISO 8601 with their offset, durations in seconds.

    What is not known is null: ``outcome`` and ``ended_at`` of a session that was cut off.
    """
    content = {
        "sessions": [session_values(session) for session in sessions],
        "pain": [pain_values(entry) for entry in entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def to_csv(entries: Iterable[PainEntry], sessions: Iterable[SessionRecord]) -> str:
    """A header and a row for each session and each pain score, by time, as RFC 4180 has it.

    ``steps`` is their count. Text that a spreadsheet would run as a formula begins with ``'``;
    numbers stay numbers.
    """
    rows = [(s.started_at.utc, _session_row(s)) for s in sessions]
    rows += [(e.at.utc, {"kind": "pain", **pain_values(e)}) for e in entries]
    rows.sort(key=lambda timed: timed[0])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _safe(cell) for name, cell in row.items()} for _, row in rows)
    return text.getvalue()


def pain_values(entry: PainEntry) -> dict[str, Any]:
    """A pain score by the names that the command line prints."""
    pain = entry.pain
    return {
        "id": entry.id,
        "at": entry.at.iso(),
        "score": pain.score,
        "region": pain.region,
        "side": pain.side,
        "when": pain.timing,
        "recall": pain.recall,
        "note": pain.note,
        "session_id": entry.session_id,
        "exercise": pain.exercise_id,
    }


def session_values(session: SessionRecord) -> dict[str, Any]:
    """A session by the names that the command line prints; ``routine`` is the id of it."""
    return {
        "id": session.id,
        "routine": session.plan.routine_id,
        "started_at": session.started_at.iso(),
        "ended_at": session.ended_at.iso() if session.ended_at else None,
        "outcome": session.outcome,
        "planned_s": session.plan.planned_s,
        "active_s": session.active_s,
        "steps": [_step_values(step) for step in session.steps],
        "pain_before": session.pain_before,
        "pain_after": session.pain_after,
    }


def _step_values(step: StepDone) -> dict[str, Any]:
    return {
        "index": step.index,
        "exercise": step.exercise_id,
        "name": step.name,
        "planned_s": step.planned_s,
        "active_s": step.active_s,
        "outcome": step.outcome,
        "reps_done": step.reps_done,
        "side": step.last_side,
        "hurt": step.hurt,
        "answer": step.answer,
        "effort": step.effort,
    }


def _session_row(session: SessionRecord) -> dict[str, Any]:
    values = session_values(session)
    at = values.pop("started_at")
    return {"kind": "session", "at": at, **values, "steps": len(session.steps)}


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
