"""Both formats described for an editor, from the very keys that the reader goes by.

The program itself has no use for it: the two files are made by ``make schema`` and shipped.
"""

from backstay.catalogue.exercise_file import EXERCISE
from backstay.catalogue.forms import Form
from backstay.catalogue.kinds import Json, Schema
from backstay.catalogue.pose_file import pose_definitions
from backstay.catalogue.routine_file import ROUTINE, step_schema

DRAFT = "http://json-schema.org/draft-07/schema#"


def exercise_schema() -> Schema:
    """The format of an exercise."""
    about = "What to do, how long, and what to watch for. One file in the folder exercises."
    return _document(about, EXERCISE, pose_definitions())


def routine_schema() -> Schema:
    """The format of a routine."""
    about = "Exercises in their order, and what is different here. One file in the folder routines."
    return _document(about, ROUTINE, {"step": step_schema()})


def _document(about: str, form: Form, definitions: dict[str, Schema]) -> Schema:
    head: dict[str, Json] = {"$schema": DRAFT, "description": about}
    return {**head, **form.schema(), "definitions": definitions}
