"""One exercise as a file says it, with the places of its ladder links, which are checked later."""

from collections.abc import Mapping
from dataclasses import dataclass

from backstay.catalogue.doses import read_dose
from backstay.catalogue.figure_file import read_figure
from backstay.catalogue.heading import HEADING, read_id
from backstay.catalogue.nodes import Node, Reader, TextNode
from backstay.domain.exercise import Area, Equipment, Exercise, Position, Sides

REQUIRED = (*HEADING, "regions", "position", "sides", "dose", "cues", "sources")
OPTIONAL = ("equipment", "stop_if", "easier", "harder", "caution", "say", "figure")

LONGEST_NAME = 40
LONGEST_CUE = 60
MOST_CUES = 6


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """An exercise without its neighbours, and what its file says about them."""

    exercise: Exercise
    easier: TextNode | None
    harder: TextNode | None
    reader: Reader


def read_exercise(node: Node, reader: Reader, stem: str) -> ExerciseFile | None:
    """The exercise of a file whose name without the ending is ``stem``; None after any problem."""
    fields = reader.mapping(node, REQUIRED, OPTIONAL)
    exercise = _exercise(fields, reader, stem)
    easier, harder = _link(fields.get("easier"), reader), _link(fields.get("harder"), reader)
    if exercise is None or reader.problems:
        return None
    return ExerciseFile(exercise, easier, harder, reader)


def _exercise(fields: Mapping[str, Node], reader: Reader, stem: str) -> Exercise | None:
    exercise_id = read_id(fields, reader, stem)
    name = reader.text(fields.get("name"), LONGEST_NAME)
    position = reader.choice(fields.get("position"), Position)
    sides = reader.choice(fields.get("sides"), Sides)
    dose = read_dose(fields.get("dose"), reader)
    areas = [reader.choice(item, Area) for item in reader.items(fields.get("regions"), 1, len(Area))]
    equipment = [reader.choice(item, Equipment) for item in reader.items(fields.get("equipment"))]
    cues = _sentences(fields.get("cues"), reader, 1, MOST_CUES, LONGEST_CUE)
    stop_if = _sentences(fields.get("stop_if"), reader, 0, 8, 80)
    sources = _sentences(fields.get("sources"), reader, 1, 8, 160)
    caution = reader.text(fields.get("caution"), 400)
    say = reader.text(fields.get("say"), LONGEST_NAME)
    figure = read_figure(fields.get("figure"), reader)
    if exercise_id is None or name is None or position is None or sides is None or dose is None:
        return None
    return Exercise(
        id=exercise_id,
        name=name,
        areas=tuple(area for area in areas if area is not None),
        position=position,
        equipment=tuple(item for item in equipment if item is not None),
        sides=sides,
        dose=dose,
        cues=cues,
        stop_if=stop_if,
        sources=sources,
        caution=caution,
        say=say,
        figure=figure,
    )


def _sentences(node: Node | None, reader: Reader, least: int, most: int, longest: int) -> tuple[str, ...]:
    texts = [reader.text(item, longest) for item in reader.items(node, least, most)]
    return tuple(text for text in texts if text is not None)


def _link(node: Node | None, reader: Reader) -> TextNode | None:
    return node if reader.id(node) is not None and isinstance(node, TextNode) else None
