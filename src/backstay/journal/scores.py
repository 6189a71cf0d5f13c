"""Which scores a session shows: those that were asked before and after it."""

from collections.abc import Iterable, Mapping

from backstay.domain.pain import PainEntry, Recall, Timing

Scores = Mapping[tuple[str, Timing], int]
"""By the session's id and the timing."""


def scores_by_session(entries: Iterable[PainEntry]) -> Scores:
    """The scores of ``entries``. The latest counts: of two scores before a session, the one nearest to it;
    of two of the same instant the one with the greater id, so that every computer shows the same.
    """
    asked = [e for e in entries if e.session_id and e.pain.recall is Recall.NOW]
    asked.sort(key=lambda e: (e.at.utc, e.id))
    return {(e.session_id or "", e.pain.timing): e.pain.score for e in asked}
