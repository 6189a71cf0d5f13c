"""What stands in the journal as a person sees it, for a program that only wants to read it."""

import json
from dataclasses import dataclass
from typing import Any

from backstay.domain.activity import ActivityEntry
from backstay.domain.history import SessionRecord, StepDone
from backstay.domain.mark import MarkEntry
from backstay.domain.pain import PainEntry


@dataclass(frozen=True, slots=True)
class Standing:
    """All that stands, or what of it is asked for; ``sessions`` have their steps."""

    sessions: tuple[SessionRecord, ...] = ()
    pain: tuple[PainEntry, ...] = ()
    activities: tuple[ActivityEntry, ...] = ()
    marks: tuple[MarkEntry, ...] = ()


def to_view(standing: Standing) -> str:
    """The four lists as one JSON object; times in ISO 8601 with their offset, durations in seconds.

    What is not known is null: ``outcome`` and ``ended_at`` of a session that was cut off.
    """
    content = {
        "sessions": [session_values(session) for session in standing.sessions],
        "pain": [pain_values(entry) for entry in standing.pain],
        "activities": [activity_values(entry) for entry in standing.activities],
        "marks": [mark_values(entry) for entry in standing.marks],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


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
        "doing": pain.doing,
        "qualities": list(pain.qualities),
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


def activity_values(entry: ActivityEntry) -> dict[str, Any]:
    """A run or a walk by the names that the command line prints; ``at`` is when it began."""
    activity = entry.activity
    return {
        "id": entry.id,
        "at": entry.at.iso(),
        "activity": activity.kind,
        "duration_s": activity.duration_s,
        "distance_m": activity.distance_m,
        "note": activity.note,
        "origin": activity.origin,
    }


def mark_values(entry: MarkEntry) -> dict[str, Any]:
    """A person's own mark by the names that the command line prints."""
    return {"id": entry.id, "at": entry.at.iso(), "text": entry.mark.text}


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
