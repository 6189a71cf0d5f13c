"""One exercise as a file says it, with the places of what it names elsewhere, which is checked later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backstay.catalogue.doses import WholeDose
from backstay.catalogue.forms import Form, Key
from backstay.catalogue.heading import HEADING, LONGEST_NAME, NAME_KEY, is_misplaced, read_id
from backstay.catalogue.kinds import Choice, IdLink, Items, PictureName, Schema, Text
from backstay.catalogue.nodes import Node, TextNode
from backstay.catalogue.reader import Reader
from backstay.domain.exercise import Area, Equipment, Exercise, Position, Sides

if TYPE_CHECKING:
    from backstay.domain.figure import Figure

LONGEST_CUE = 60
MOST_CUES = 6


class FigureOfExercise:
    """The figure. What knows how a body bends is loaded with the first of them."""

    def read(self, node: Node, reader: Reader) -> "Figure | None":
        """The figure, when a body can do all of it."""
        from backstay.catalogue.figure_file import FigureBlock

        return FigureBlock().read(node, reader)

    def schema(self) -> Schema:
        """The whole block."""
        from backstay.catalogue.figure_file import FigureBlock

        return FigureBlock().schema()


REGIONS = Key(
    "regions", Items(Choice(Area), 1, len(Area)), "The parts of the body that it works.", is_required=True
)
POSITION = Key("position", Choice(Position), "How the body is placed when it begins.", is_required=True)
SIDES = Key(
    "sides",
    Choice(Sides),
    "both: done once. each: left, then right, each its full time.",
    is_required=True,
)
DOSE_KEY = Key(
    "dose", WholeDose(), "How long and how often: reps, and one of hold and tempo.", is_required=True
)
CUES = Key(
    "cues",
    Items(Text(LONGEST_CUE), 1, MOST_CUES),
    "Short sentences, said and shown while it runs.",
    is_required=True,
)
SOURCES = Key(
    "sources",
    Items(Text(160), 1, 8),
    "Where it comes from; common practice is an honest answer.",
    is_required=True,
)
EQUIPMENT = Key("equipment", Items(Choice(Equipment), 0, len(Equipment)), "What has to be at hand.")
STOP_IF = Key(
    "stop_if", Items(Text(80), 0, 8), "The signs that end it, beyond those that end every exercise."
)
EASIER = Key("easier", IdLink(), "The id of the exercise to turn to when this one is too much.")
HARDER = Key("harder", IdLink(), "The id of the next step up; a circle is refused.")
CAUTION = Key("caution", Text(400), "Shown before the first start of the exercise.")
SAY = Key("say", Text(LONGEST_NAME), "The name respelled for the voice, where its spelling misleads.")
FIGURE = Key("figure", FigureOfExercise(), "The poses of the figure that shows the movement.")
PICTURE = Key(
    "picture",
    PictureName(),
    "A file in the folder pictures beside exercises, shown where there is no figure.",
)

EXERCISE = Form(
    "an exercise",
    (
        *HEADING,
        REGIONS,
        POSITION,
        SIDES,
        DOSE_KEY,
        CUES,
        SOURCES,
        EQUIPMENT,
        STOP_IF,
        EASIER,
        HARDER,
        CAUTION,
        SAY,
        FIGURE,
        PICTURE,
    ),
)


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """An exercise without its neighbours, and where its file names them and its picture."""

    exercise: Exercise
    easier: TextNode | None
    harder: TextNode | None
    picture: TextNode | None
    reader: Reader


def read_exercise(node: Node, reader: Reader, stem: str, *, is_drawn: bool = True) -> ExerciseFile | None:
    """The exercise of a file whose name without the ending is ``stem``; None after any problem.

    Without ``is_drawn`` its figure is passed over, with whatever faults it has.
    """
    if is_misplaced(node, reader, "dose", "steps", "this is a routine; its place is the folder routines"):
        return None
    fields = EXERCISE.fields(node, reader)
    if not is_drawn:
        fields = {name: value for name, value in fields.items() if name != FIGURE.name}
    picture = PICTURE.read(fields, reader)
    exercise = _exercise(fields, reader, stem, None if picture is None else picture.text)
    easier, harder = EASIER.read(fields, reader), HARDER.read(fields, reader)
    if exercise is None or reader.count:
        return None
    return ExerciseFile(exercise, easier, harder, picture, reader)


def _exercise(fields: Mapping[str, Node], reader: Reader, stem: str, picture: str | None) -> Exercise | None:
    exercise_id = read_id(fields, reader, stem)
    name = NAME_KEY.read(fields, reader)
    position = POSITION.read(fields, reader)
    sides = SIDES.read(fields, reader)
    dose = DOSE_KEY.read(fields, reader)
    areas, cues = REGIONS.read(fields, reader), CUES.read(fields, reader)
    sources = SOURCES.read(fields, reader)
    equipment, stop_if = EQUIPMENT.read(fields, reader), STOP_IF.read(fields, reader)
    caution, say = CAUTION.read(fields, reader), SAY.read(fields, reader)
    figure = FIGURE.read(fields, reader)
    if exercise_id is None or name is None or position is None or sides is None or dose is None:
        return None
    return Exercise(
        id=exercise_id,
        name=name,
        areas=areas or (),
        position=position,
        equipment=equipment or (),
        sides=sides,
        dose=dose,
        cues=cues or (),
        stop_if=stop_if or (),
        sources=sources or (),
        caution=caution,
        say=say,
        figure=figure,
        picture=picture,
    )
