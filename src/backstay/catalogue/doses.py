"""The dose as it is written: in full for an exercise, or only what a routine changes of it."""

from collections.abc import Mapping

from backstay.catalogue.forms import Form, Key
from backstay.catalogue.grammar import whole
from backstay.catalogue.kinds import Duration, Items, Schema, TempoText, Whole
from backstay.catalogue.nodes import ListNode, Node, TextNode, found
from backstay.catalogue.reader import Reader
from backstay.domain.exercise import Dose

LONGEST_HOLD_S = 3600
LONGEST_REST_S = 900
LONGEST_RELAX_S = 60
MOST_REPS = 100
MOST_SETS = 20


class _Reps:
    """One number for every set, or a list with a number for each."""

    _each = Whole(1, MOST_REPS)
    _list = Items(_each, 1, MOST_SETS)

    def read(self, node: Node, reader: Reader) -> int | tuple[int, ...] | None:
        """The number or the numbers."""
        if isinstance(node, TextNode) and whole(node.text) is None and (told := _told(node.text)):
            reader.report(node, "one number is needed here", told, found(node))
            return None
        return self._list.read(node, reader) if isinstance(node, ListNode) else self._each.read(node, reader)

    def schema(self) -> Schema:
        """Either way."""
        return {"anyOf": [self._each.schema(), self._list.schema()]}


def _told(text: str) -> str:
    # Only a fault needs it; a clean start does not pay for it.
    from backstay.catalogue.meant import sets_and_reps

    return sets_and_reps(text)


HOLD = Key("hold", Duration(1, LONGEST_HOLD_S), "How long each repetition is held: 30, 30 s, 1:30 or 2 min.")
REPS: Key[int | tuple[int, ...]] = Key(
    "reps",
    _Reps(),
    "Repetitions: a number, done in every set, or a list with a number for each set, such as [5, 3, 1].",
)
TEMPO = Key("tempo", TempoText(), "Seconds up, held and down in one repetition, such as 2-1-2.")
SETS = Key("sets", Whole(1, MOST_SETS), "How many sets; not beside a list of reps, which says it already.")
REST = Key("rest", Duration(0, LONGEST_REST_S), "The pause between two sets.")
RELAX = Key(
    "relax",
    Duration(0, LONGEST_RELAX_S),
    "The release between two holds of one set, 3 seconds where not said.",
)
DOSE_KEYS = (HOLD, REPS, TEMPO, SETS, REST, RELAX)
_NAMES = frozenset(key.name for key in DOSE_KEYS)

NO_SETS_BESIDE_A_LIST: Schema = {
    "if": {"required": ["reps"], "properties": {"reps": {"type": "array"}}},
    "then": {"not": {"required": ["sets"]}},
}
NOT_HELD_AND_MOVED: Schema = {"not": {"required": ["hold", "tempo"]}}
_HELD_OR_MOVED: Schema = {"oneOf": [{"required": ["hold"]}, {"required": ["tempo"]}]}

DOSE = Form(
    "a dose", (HOLD, REPS.required(), TEMPO, SETS, REST, RELAX), (_HELD_OR_MOVED, NO_SETS_BESIDE_A_LIST)
)


class WholeDose:
    """The whole dose of an exercise: ``reps``, and either ``hold`` or ``tempo``."""

    def read(self, node: Node, reader: Reader) -> Dose | None:
        """The dose."""
        before = reader.count
        if isinstance(node, TextNode) and node.text:
            reader.report(node, "this should be a mapping", "{hold: 8, reps: 5, sets: 3}", found(node))
            return None
        fields = DOSE.fields(node, reader)
        dose = _over(Dose((1,)), fields, reader)
        if "reps" in fields and not {"hold", "tempo"} & fields.keys():
            reader.report(node, "this dose has no length", "hold: seconds, or tempo: 2-1-2")
        return None if reader.count > before else dose

    def schema(self) -> Schema:
        """The keys of a dose."""
        return DOSE.schema()


def read_changed_dose(dose: Dose, fields: Mapping[str, Node], reader: Reader) -> Dose | None:
    """``dose`` with what a step of a routine says differently, or None after a problem."""
    if not _NAMES & fields.keys():
        return dose
    before = reader.count
    changed = _over(dose, fields, reader)
    sets = fields.get("sets")
    if sets is not None and "reps" not in fields and len(set(dose.reps)) > 1:
        reader.report(
            sets, "the sets of this exercise differ from each other", "reps: [5, 3, 1], a number a set"
        )
    return None if reader.count > before else changed


def check_changes(fields: Mapping[str, Node], reader: Reader) -> None:
    """Note what is wrong with the changes of a step whose exercise is not known."""
    _over(Dose((1,)), fields, reader)


def _over(dose: Dose, fields: Mapping[str, Node], reader: Reader) -> Dose:
    """``dose`` with what the fields say; what could not be read has been noted and is as it was."""
    _refuse_both(fields, reader)
    hold_s, tempo = HOLD.read(fields, reader), TEMPO.read(fields, reader)
    rest_s, relax_s = REST.read(fields, reader), RELAX.read(fields, reader)
    reps, sets = REPS.read(fields, reader), SETS.read(fields, reader)
    is_same_kind = hold_s is None and tempo is None
    return Dose(
        reps=_reps_over(dose.reps, reps, sets),
        rest_s=dose.rest_s if rest_s is None else rest_s,
        hold_s=dose.hold_s if is_same_kind else hold_s,
        tempo=dose.tempo if is_same_kind else tempo,
        relax_s=dose.relax_s if relax_s is None else relax_s,
    )


def _reps_over(
    before: tuple[int, ...], reps: int | tuple[int, ...] | None, sets: int | None
) -> tuple[int, ...]:
    """A list stands as it is; a single number is done in every set, as many as there were or are named."""
    if isinstance(reps, tuple):
        return reps
    if reps is None and sets is None:
        return before
    each = before[0] if reps is None else reps
    return (each,) * (sets or len(before))


def _refuse_both(fields: Mapping[str, Node], reader: Reader) -> None:
    if "hold" in fields and "tempo" in fields:
        reader.report(fields["tempo"], "hold and tempo exclude each other", "one of the two")
    if "sets" in fields and isinstance(fields.get("reps"), ListNode):
        reader.report(fields["sets"], "a list of reps fixes the sets already", "sets or a list of reps")
