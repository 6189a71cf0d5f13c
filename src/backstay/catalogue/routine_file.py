"""One routine as a file says it: exercises by id, what it changes of their doses, rests, repeats."""

from collections.abc import Collection, Mapping

from backstay.catalogue.doses import DOSE_KEYS, LONGEST_REST_S, read_changed_dose
from backstay.catalogue.heading import HEADING, read_id
from backstay.catalogue.nodes import MapNode, Node, Reader, TextNode, found
from backstay.domain.exercise import Exercise
from backstay.domain.routine import ExerciseStep, Repeat, RestStep, Routine, Step

REQUIRED = (*HEADING, "summary", "level", "steps")

LONGEST_NAME = 40
LONGEST_SUMMARY = 160
HIGHEST_LEVEL = 3
MOST_STEPS = 60
MOST_REPEATS = 20

MOST_STEPS_DONE = 200
"""Steps once every repeat is written out; a day has not room for more."""


class _Steps:
    """Reads the steps of one routine against the exercises that there are."""

    def __init__(
        self, exercises: Mapping[str, Exercise], unreadable: Collection[str], reader: Reader
    ) -> None:
        self._exercises = exercises
        self._unreadable = unreadable
        self._reader = reader

    def read(self, node: Node | None) -> tuple[Step, ...]:
        steps = [self._step(item) for item in self._reader.items(node, 1, MOST_STEPS)]
        return tuple(step for step in steps if step is not None)

    def _step(self, node: Node) -> Step | None:
        keys = {key.text for key, _ in self._reader.entries(node)}
        if "exercise" in keys:
            return self._exercise(node)
        if "repeat" in keys:
            return self._repeat(node)
        if "rest" in keys:
            return self._rest(node)
        if isinstance(node, MapNode):
            self._reader.report(node, "this is no step", "exercise: id, rest: seconds, or repeat: times")
        return None

    def _exercise(self, node: Node) -> Step | None:
        fields = self._reader.mapping(node, ("exercise",), (*DOSE_KEYS, "until"))
        until = self._reader.word(fields.get("until"), ("done",))
        exercise = self._known(fields["exercise"])
        if exercise is None:
            return None
        dose = read_changed_dose(exercise.dose, fields, self._reader)
        return None if dose is None else ExerciseStep(exercise, dose, until is not None)

    def _known(self, node: Node) -> Exercise | None:
        exercise_id = self._reader.id(node)
        if exercise_id is None or not isinstance(node, TextNode):
            return None
        if exercise_id in self._unreadable:
            self._reader.report(node, f'the file of the exercise "{exercise_id}" has problems of its own')
        elif exercise_id not in self._exercises:
            self._reader.unknown_id(node, "exercise", self._exercises)
        return self._exercises.get(exercise_id)

    def _repeat(self, node: Node) -> Step | None:
        fields = self._reader.mapping(node, ("repeat", "steps"))
        times = self._reader.whole(fields.get("repeat"), 1, MOST_REPEATS)
        steps = self.read(fields.get("steps"))
        return None if times is None else Repeat(times, steps)

    def _rest(self, node: Node) -> Step | None:
        fields = self._reader.mapping(node, ("rest",))
        rest_s = self._reader.duration_s(fields.get("rest"), 1, LONGEST_REST_S)
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
    fields = reader.mapping(node, REQUIRED)
    routine_id = read_id(fields, reader, stem)
    name = reader.text(fields.get("name"), LONGEST_NAME)
    summary = reader.text(fields.get("summary"), LONGEST_SUMMARY)
    level = reader.whole(fields.get("level"), 1, HIGHEST_LEVEL)
    steps = _Steps(exercises, unreadable, reader).read(fields.get("steps"))
    _check_length(fields.get("steps"), steps, reader)
    if routine_id is None or name is None or summary is None or level is None or reader.problems:
        return None
    return Routine(routine_id, name, summary, level, steps)


def _check_length(node: Node | None, steps: tuple[Step, ...], reader: Reader) -> None:
    done = _steps_done(steps)
    if node is not None and done > MOST_STEPS_DONE:
        reader.report(node, "the repeats make this too long", f"at most {MOST_STEPS_DONE} steps", str(done))
    elif node is not None and not reader.problems and not any(_works(step) for step in steps):
        reader.report(node, "no step of this routine is an exercise", "exercise: id", found(node))


def _steps_done(steps: tuple[Step, ...]) -> int:
    return sum(s.times * _steps_done(s.steps) if isinstance(s, Repeat) else 1 for s in steps)


def _works(step: Step) -> bool:
    return any(map(_works, step.steps)) if isinstance(step, Repeat) else isinstance(step, ExerciseStep)
