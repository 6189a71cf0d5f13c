"""The dose as it is written: in full for an exercise, or only what a routine changes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from backstay.catalogue.nodes import ListNode, Node, Reader
from backstay.domain.exercise import Dose, Tempo

DOSE_KEYS = ("hold", "reps", "tempo", "sets", "rest", "relax")

LONGEST_HOLD_S = 3600
LONGEST_REST_S = 900
LONGEST_RELAX_S = 60
MOST_REPS = 100
MOST_SETS = 20


@dataclass(frozen=True, slots=True)
class _Written:
    """What a dose mapping says; None where it says nothing."""

    hold_s: float | None
    reps: int | tuple[int, ...] | None
    tempo: Tempo | None
    sets: int | None
    rest_s: float | None
    relax_s: float | None


def read_dose(node: Node | None, reader: Reader) -> Dose | None:
    """The whole dose of an exercise: ``reps``, and either ``hold`` or ``tempo``."""
    before = len(reader.problems)
    fields = reader.mapping(node, ("reps",), DOSE_KEYS)
    written = _read(fields, reader)
    if node is not None and "reps" in fields and not {"hold", "tempo"} & fields.keys():
        reader.report(node, "this dose has no length", "hold: seconds, or tempo: 2-1-2")
    return None if node is None or len(reader.problems) > before else _over(Dose((1,)), written)


def read_changed_dose(dose: Dose, fields: Mapping[str, Node], reader: Reader) -> Dose | None:
    """``dose`` with what a step of a routine says differently, or None after a problem."""
    before = len(reader.problems)
    written = _read(fields, reader)
    sets = fields.get("sets")
    if sets is not None and "reps" not in fields and len(set(dose.reps)) > 1:
        reader.report(
            sets, "the sets of this exercise differ from each other", "reps: [5, 3, 1], a number a set"
        )
    return None if len(reader.problems) > before else _over(dose, written)


def _read(fields: Mapping[str, Node], reader: Reader) -> _Written:
    _refuse_both(fields, reader)
    return _Written(
        hold_s=reader.duration_s(fields.get("hold"), 1, LONGEST_HOLD_S),
        reps=_reps(fields.get("reps"), reader),
        tempo=reader.tempo(fields.get("tempo")),
        sets=reader.whole(fields.get("sets"), 1, MOST_SETS),
        rest_s=reader.duration_s(fields.get("rest"), 0, LONGEST_REST_S),
        relax_s=reader.duration_s(fields.get("relax"), 0, LONGEST_RELAX_S),
    )


def _refuse_both(fields: Mapping[str, Node], reader: Reader) -> None:
    if "hold" in fields and "tempo" in fields:
        reader.report(fields["tempo"], "hold and tempo exclude each other", "one of the two")
    if "sets" in fields and isinstance(fields.get("reps"), ListNode):
        reader.report(fields["sets"], "a list of reps fixes the sets already", "sets or a list of reps")


def _reps(node: Node | None, reader: Reader) -> int | tuple[int, ...] | None:
    if not isinstance(node, ListNode):
        return reader.whole(node, 1, MOST_REPS)
    each = [reader.whole(item, 1, MOST_REPS) for item in reader.items(node, 1, MOST_SETS)]
    return tuple(number for number in each if number is not None)


def _over(dose: Dose, written: _Written) -> Dose:
    changed = replace(
        dose,
        reps=_reps_over(dose.reps, written),
        rest_s=dose.rest_s if written.rest_s is None else written.rest_s,
        relax_s=dose.relax_s if written.relax_s is None else written.relax_s,
    )
    if written.hold_s is not None:
        return replace(changed, hold_s=written.hold_s, tempo=None)
    return changed if written.tempo is None else replace(changed, tempo=written.tempo, hold_s=None)


def _reps_over(before: tuple[int, ...], written: _Written) -> tuple[int, ...]:
    """A list stands as it is; a single number is done in every set, as many as there were or are named."""
    if isinstance(written.reps, tuple):
        return written.reps
    if written.reps is None and written.sets is None:
        return before
    each = before[0] if written.reps is None else written.reps
    return (each,) * (written.sets or len(before))
