"""What the columns of somebody else's table mean: guessed from the table, corrected by the person."""

from dataclasses import dataclass
from enum import StrEnum

from backstay.domain.pain import Region
from backstay.exchange.foreign_cells import DateOrder

# The layouts, and how sure they are:
# - Track & Graph (2021 to 2026, read from its source): FeatureName, Timestamp, Value, Note; newer versions
#   put Label before Note, older ones wrote "3.0:label" into Value. The time has its offset; numbers have a
#   point; a duration is h:mm:ss.
# - Loop Habit Tracker (2.x, read from its source): Date and a column for each habit, or Date, Value, Notes in
#   the folder of one habit; a day as YYYY-MM-DD. The values are YES_MANUAL, YES_AUTO, NO, SKIP, UNKNOWN, or,
#   for a habit with a number, its thousandths, of which 0 is written NO. Names are not quoted; a comma ends
#   every line. Scores.csv holds the strength of each habit, 0.0000 to 1.0000, and nothing that was entered.
# - Manage My Pain: no description of its table was found. It is known by its words for what it records
#   (severity, locations, symptoms, characteristics ...), and every choice can be corrected.


class Source(StrEnum):
    """The program that wrote the table."""

    TRACK_AND_GRAPH = "Track & Graph"
    LOOP = "Loop Habit Tracker"
    MANAGE_MY_PAIN = "Manage My Pain"
    PLAIN = "a table"


class Scale(StrEnum):
    """The scale of the scores in the file. Ours is 0 to 10, in whole numbers."""

    TO_10 = "0-10"
    TO_100 = "0-100"
    TO_5 = "0-5"
    THOUSANDTHS = "0-10000"


HIGHEST = {Scale.TO_10: 10, Scale.TO_100: 100, Scale.TO_5: 5, Scale.THOUSANDTHS: 10_000}
"""The highest score on each scale."""


class Question(StrEnum):
    """What only the person can say."""

    TIME = "time"
    SCORE = "score"
    FEATURE = "feature"
    DATE_ORDER = "date-order"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by their number, from 0; None where there is none, or where it is not known yet.

    ``time`` holds the day, and the time of day too unless ``clock`` does. ``feature`` is the column that
    says what a row is about, of which only ``wanted`` is read. ``region`` may also be one region for all
    rows. ``extras`` are kept in the note, each with its heading. With ``is_rounded`` a score between two
    whole numbers is taken for the nearer one, a half for the higher; else its row is refused.
    """

    source: Source
    time: int | None = None
    score: int | None = None
    clock: int | None = None
    note: int | None = None
    region: int | Region | None = None
    side: int | None = None
    feature: int | None = None
    wanted: str | None = None
    extras: tuple[int, ...] = ()
    order: DateOrder | None = None
    scale: Scale | None = None
    is_rounded: bool = False

    def questions(self) -> tuple[Question, ...]:
        """What has to be said before anything can be read."""
        asked = (
            (Question.TIME, self.time is None),
            (Question.FEATURE, self.feature is not None and self.wanted is None),
            (Question.SCORE, self.score is None),
            (Question.DATE_ORDER, self.time is not None and self.order is None),
            (Question.SCALE, self.score is not None and self.scale is None),
        )
        return tuple(question for question, is_open in asked if is_open)
