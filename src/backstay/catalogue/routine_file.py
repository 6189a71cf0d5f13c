"""One routine as a file says it: exercises by id, what it changes of their doses, rests, repeats."""

from collections.abc import Collection, Mapping

from backstay.catalogue.doses import (
    DOSE_KEYS,
    LONGEST_REST_S,
    NO_SETS_BESIDE_A_LIST,
    NOT_HELD_AND_MOVED,
    check_changes,
    read_changed_dose,
)
from backstay.catalogue.forms import Form, Key
from backstay.catalogue.grammar import LISTED_FORM
from backstay.catalogue.heading import HEADING, NAME_KEY, is_misplaced, read_id
from backstay.catalogue.kinds import Duration, IdLink, Items, Later, Schema, Text, Whole, Word
from backstay.catalogue.nodes import MapNode, Node, TextNode, found
from backstay.catalogue.problems import nearest_word
from backstay.catalogue.reader import MOST_PROBLEMS, Reader
from backstay.domain.exercise import Exercise
from backstay.domain.routine import ExerciseStep, Repeat, RestStep, Routine, Step

LONGEST_SUMMARY = 160
HIGHEST_LEVEL = 3
MOST_STEPS = 60
MOST_REPEATS = 20

MOST_STEPS_DONE = 200
"""Steps once every repeat is written out; a day has not room for more."""

STEPS: Key[tuple[Node, ...]] = Key(
    "steps",
    Items(Later({"$ref": "#/definitions/step"}), 1, MOST_STEPS),
    "What is done, in this order.",
    is_required=True,
)
SUMMARY = Key("summary", Text(LONGEST_SUMMARY), "One sentence about the routine.", is_required=True)
LEVEL = Key("level", Whole(1, HIGHEST_LEVEL), "1 calm, 2 in between, 3 demanding.", is_required=True)
ROUTINE = Form("a routine", (*HEADING, SUMMARY, LEVEL, STEPS))

_LINK = Key("exercise", IdLink(), "The id of the exercise.", is_required=True)
_UNTIL = Key("until", Word(("done",)), "done: it waits for you instead of the clock.")
_EXERCISE_STEP = Form("an exercise", (_LINK, *DOSE_KEYS, _UNTIL), (NOT_HELD_AND_MOVED, NO_SETS_BESIDE_A_LIST))

_REPEAT = Key(
    "repeat", Whole(1, MOST_REPEATS), "How many times the steps below it are done.", is_required=True
)
_REPEAT_STEP = Form("steps done again", (_REPEAT, STEPS))

_OF_EXERCISE = frozenset(key.name for key in _EXERCISE_STEP.keys)

_PAUSE = Key(
    "rest", Duration(1, LONGEST_REST_S), "A pause of its own between two exercises.", is_required=True
)
_REST_STEP = Form("a pause", (_PAUSE,))


def step_schema() -> Schema:
    """What a step may be, for an editor."""
    return {"anyOf": [form.schema() for form in (_EXERCISE_STEP, _REST_STEP, _REPEAT_STEP)]}


class _Steps:
    """Reads the steps of one routine against the exercises that there are."""

    def __init__(
        self, exercises: Mapping[str, Exercise], unreadable: Collection[str], reader: Reader
    ) -> None:
        self._exercises = exercises
        self._unreadable = unreadable
        self._reader = reader

    def read(self, nodes: tuple[Node, ...]) -> tuple[Step, ...]:
        steps = [self._step(node) for node in nodes]
        return tuple(step for step in steps if step is not None)

    def _step(self, node: Node) -> Step | None:
        keys = {key.text for key, _ in node.entries} if isinstance(node, MapNode) else set()
        if "exercise" in keys:
            return self._exercise(node)
        if "repeat" in keys:
            return self._repeat(node)
        if keys & _OF_EXERCISE - {_PAUSE.name}:
            return self._exercise(node)
        if "rest" in keys:
            return self._rest(node)
        self._reader.report(node, "this is no step", *self._step_meant(node))
        return None

    def _step_meant(self, node: Node) -> tuple[str, str, str]:
        """What was expected, what was found, and the nearest, of a step that is none."""
        if isinstance(node, TextNode) and node.text in self._exercises:
            return f"exercise: {node.text}", found(node), ""
        names = [key.text for key, _ in node.entries] if isinstance(node, MapNode) else []
        nearest = (nearest_word(name, ("exercise", "rest", "repeat")) for name in names[:1])
        return "exercise: id, rest: seconds, or repeat: times", found(node), next(nearest, "")

    def _exercise(self, node: Node) -> Step | None:
        fields = _EXERCISE_STEP.fields(node, self._reader)
        until = _UNTIL.read(fields, self._reader)
        exercise = self._known(fields)
        if exercise is None:
            check_changes(fields, self._reader)
            return None
        dose = read_changed_dose(exercise.dose, fields, self._reader)
        return None if dose is None else ExerciseStep(exercise, dose, until is not None)

    def _known(self, fields: Mapping[str, Node]) -> Exercise | None:
        link = fields.get(_LINK.name)
        if isinstance(link, TextNode) and link.text:
            exercise = self._exercises.get(link.text)
            if exercise is None:
                self._report_unknown(link)
            return exercise
        _LINK.read(fields, self._reader)
        return None

    def _report_unknown(self, link: TextNode) -> None:
        if named := self._id_of_name(link.text):
            self._reader.report(link, "this is the name of an exercise, not its id", named, found(link))
        elif link.text in self._unreadable:
            self._reader.report(link, f'the file of the exercise "{link.text}" has problems of its own')
        else:
            self._reader.unknown_id(link, "exercise", LISTED_FORM, self._exercises)

    def _id_of_name(self, text: str) -> str:
        if self._reader.count > MOST_PROBLEMS:
            # A file full of names would take long, and no more is told of it.
            return ""
        name = " ".join(text.split()).casefold()
        return next((e.id for e in self._exercises.values() if e.name.casefold() == name), "")

    def _repeat(self, node: Node) -> Step | None:
        fields = _REPEAT_STEP.fields(node, self._reader)
        times = _REPEAT.read(fields, self._reader)
        steps = self.read(STEPS.read(fields, self._reader) or ())
        return None if times is None else Repeat(times, steps)

    def _rest(self, node: Node) -> Step | None:
        fields = _REST_STEP.fields(node, self._reader)
        rest_s = _PAUSE.read(fields, self._reader)
        return None if rest_s is None else RestStep(rest_s)


def read_routine(
    node: Node,
    reader: Reader,
    stem: str,
    exercises: Mapping[str, Exercise],
    unreadable: Collection[str] = (),
) -> Routine | None:
    """The routine of a file whose name without the ending is ``stem``; None after any problem.

    ``unreadable`` are the ids of exercises whose files have problems of their own.
    """
    if is_misplaced(node, reader, "steps", "dose", "this is an exercise; its place is the folder exercises"):
        return None
    fields = ROUTINE.fields(node, reader)
    routine_id = read_id(fields, reader, stem)
    name, summary = NAME_KEY.read(fields, reader), SUMMARY.read(fields, reader)
    level = LEVEL.read(fields, reader)
    steps = _Steps(exercises, unreadable, reader).read(STEPS.read(fields, reader) or ())
    _check_length(fields.get("steps"), steps, reader)
    if routine_id is None or name is None or summary is None or level is None or reader.count:
        return None
    return Routine(routine_id, name, summary, level, steps)


def _check_length(node: Node | None, steps: tuple[Step, ...], reader: Reader) -> None:
    done = _steps_done(steps)
    if node is not None and done > MOST_STEPS_DONE:
        reader.report(node, "the repeats make this too long", f"at most {MOST_STEPS_DONE} steps", str(done))
    elif node is not None and not reader.count and not any(_works(step) for step in steps):
        reader.report(node, "no step of this routine is an exercise", "exercise: id", found(node))


def _steps_done(steps: tuple[Step, ...]) -> int:
    return sum(s.times * _steps_done(s.steps) if isinstance(s, Repeat) else 1 for s in steps)


def _works(step: Step) -> bool:
    return any(map(_works, step.steps)) if isinstance(step, Repeat) else isinstance(step, ExerciseStep)
