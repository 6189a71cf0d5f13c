"""The words for doses, days, places and lengths, the same on every page."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from backstay.catalogue.problems import Problem
from backstay.domain.exercise import Area, Dose, Equipment, Position, Sides, Tempo
from backstay.domain.pain import Region
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.timeline import announced_s

_DASH = "–"


translate = QCoreApplication.translate


def safety_text(text: str) -> str:
    """One of the texts of ``domain.safety`` in the language of the window."""
    return translate("Safety", text)


def day_text(day: date) -> str:
    """``Sunday 22 November``."""
    return _locale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")


def weekday_text(day: date) -> str:
    """``Sunday``."""
    return _locale().dayName(day.isoweekday())


def clock_text(at: datetime) -> str:
    """``09:12``."""
    return _locale().toString(QTime(at.hour, at.minute), "HH:mm")


def _locale() -> QLocale:
    # The words around the dates are English; a date in another language among them would jar.
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def greeting(hour: int) -> str:
    """What one says at ``hour`` (0-23)."""
    if 5 <= hour < 12:
        return translate("Wording", "Good morning")
    if 12 <= hour < 18:
        return translate("Wording", "Good afternoon")
    return translate("Wording", "Good evening")


def length_text(seconds: float) -> str:
    """``12 min``, or ``40 s`` below a minute."""
    if seconds < 60:
        return translate("Wording", "{seconds} s").format(seconds=round(seconds))
    return translate("Wording", "{minutes} min").format(minutes=round(seconds / 60))


def seconds_text(seconds: float) -> str:
    """``8 s``, ``2.5 s``."""
    return translate("Wording", "{seconds} s").format(seconds=f"{seconds:g}")


def exact_length_text(seconds: float) -> str:
    """``2:10``, of a part of a routine."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def facts_text(routine: Routine, preferences: Preferences) -> str:
    """``12 min · 5 exercises · a mat``."""
    length = length_text(announced_s(routine, preferences))
    return " · ".join((length, count_text(len(routine.exercises())), equipment_text(routine.equipment())))


def count_text(count: int) -> str:
    """``5 exercises``."""
    if count == 1:
        return translate("Wording", "1 exercise")
    return translate("Wording", "{count} exercises").format(count=count)


def equipment_text(items: Sequence[Equipment]) -> str:
    """``a mat and a band``; ``no equipment`` when there is none."""
    words = [_equipment_words()[item] for item in items]
    if not words:
        return translate("Wording", "no equipment")
    return words[0] if len(words) == 1 else _joined(words)


def _joined(words: Sequence[str]) -> str:
    both = translate("Wording", "{first} and {last}")
    return both.format(first=", ".join(words[:-1]), last=words[-1])


def level_text(level: int) -> str:
    """A word for level 1 to 3."""
    return {1: translate("Wording", "calm"), 2: translate("Wording", "steady")}.get(
        level, translate("Wording", "demanding")
    )


def step_text(step: ExerciseStep) -> str:
    """What stands on a physiotherapist's sheet: ``2 sets × 5 holds of 10 s, each side · rest 30 s``."""
    if step.until_done:
        return translate("Wording", "until you press Done")
    dose = dose_text(step.dose)
    if step.exercise.sides is Sides.EACH:
        dose = translate("Wording", "{dose}, each side").format(dose=dose)
    parts = [dose]
    if len(step.dose.reps) > 1 and step.dose.rest_s:
        rest = seconds_text(step.dose.rest_s)
        parts.append(translate("Wording", "rest {rest}").format(rest=rest))
    return " · ".join(parts)


def dose_text(dose: Dose) -> str:
    """Sets, repetitions and how long or how fast each is: ``3 sets of 5, 3 and 1 holds of 8 s``."""
    reps = dose.reps
    if len(reps) == 1:
        return _effort_text(dose, str(reps[0]), is_one=reps[0] == 1)
    if len(set(reps)) == 1:
        inner = _effort_text(dose, str(reps[0]), is_one=reps[0] == 1)
        return translate("Wording", "{sets} sets × {inner}").format(sets=len(reps), inner=inner)
    falling = translate("Wording", "{first} and {last}").format(
        first=", ".join(map(str, reps[:-1])), last=reps[-1]
    )
    inner = _effort_text(dose, falling, is_one=False)
    return translate("Wording", "{sets} sets of {inner}").format(sets=len(reps), inner=inner)


def _effort_text(dose: Dose, reps: str, *, is_one: bool) -> str:
    if dose.tempo is not None:
        tempo = _DASH.join(f"{part:g}" for part in (dose.tempo.up_s, dose.tempo.hold_s, dose.tempo.down_s))
        words = (
            translate("Wording", "{reps} repetition, tempo {tempo}")
            if is_one
            else translate("Wording", "{reps} repetitions, tempo {tempo}")
        )
        return words.format(reps=reps, tempo=tempo)
    words = (
        translate("Wording", "{reps} hold of {hold}")
        if is_one
        else translate("Wording", "{reps} holds of {hold}")
    )
    return words.format(reps=reps, hold=seconds_text(dose.rep_s))


def tempo_text(tempo: Tempo) -> str:
    """``2 s there, 3 s held, 1 s back``: what the numbers of a tempo stand for."""
    parts = (
        (tempo.up_s, translate("Wording", "{time} there")),
        (tempo.hold_s, translate("Wording", "{time} held")),
        (tempo.down_s, translate("Wording", "{time} back")),
    )
    return ", ".join(words.format(time=seconds_text(part_s)) for part_s, words in parts if part_s)


def region_text(region: Region) -> str:
    """``Mid back``."""
    return {
        Region.NECK: translate("Wording", "Neck"),
        Region.SHOULDER: translate("Wording", "Shoulder"),
        Region.UPPER_BACK: translate("Wording", "Upper back"),
        Region.MID_BACK: translate("Wording", "Mid back"),
        Region.LOWER_BACK: translate("Wording", "Lower back"),
        Region.RIBS: translate("Wording", "Ribs"),
        Region.CHEST: translate("Wording", "Chest"),
        Region.HIP: translate("Wording", "Hip"),
        Region.THIGH: translate("Wording", "Thigh"),
        Region.LOWER_LEG: translate("Wording", "Lower leg"),
    }[region]


def areas_text(areas: Sequence[Area]) -> str:
    """``Core and lower back``."""
    words = [_area_words()[area] for area in areas]
    text = words[0] if len(words) == 1 else _joined(words)
    return text[:1].upper() + text[1:]


def position_text(position: Position) -> str:
    """``on hands and knees``."""
    return {
        Position.STANDING: translate("Wording", "standing"),
        Position.SITTING: translate("Wording", "sitting"),
        Position.SUPINE: translate("Wording", "on your back"),
        Position.PRONE: translate("Wording", "face down"),
        Position.SIDE_LYING: translate("Wording", "on your side"),
        Position.KNEELING: translate("Wording", "kneeling"),
        Position.HANDS_AND_KNEES: translate("Wording", "on hands and knees"),
    }[position]


def _area_words() -> dict[Area, str]:
    return {
        Area.NECK: translate("Wording", "neck"),
        Area.SHOULDERS: translate("Wording", "shoulders"),
        Area.CHEST: translate("Wording", "chest"),
        Area.UPPER_BACK: translate("Wording", "upper back"),
        Area.MID_BACK: translate("Wording", "mid back"),
        Area.LOWER_BACK: translate("Wording", "lower back"),
        Area.CORE: translate("Wording", "core"),
        Area.SIDES: translate("Wording", "sides"),
        Area.HIPS: translate("Wording", "hips"),
        Area.THIGHS: translate("Wording", "thighs"),
        Area.LEGS: translate("Wording", "legs"),
        Area.WHOLE_BODY: translate("Wording", "whole body"),
    }


def _equipment_words() -> dict[Equipment, str]:
    return {
        Equipment.MAT: translate("Wording", "a mat"),
        Equipment.CHAIR: translate("Wording", "a chair"),
        Equipment.WALL: translate("Wording", "a wall"),
        Equipment.BAND: translate("Wording", "a band"),
        Equipment.ANCHOR: translate("Wording", "an anchor for the band"),
        Equipment.TOWEL: translate("Wording", "a towel"),
        Equipment.PILLOW: translate("Wording", "a pillow"),
        Equipment.ROLLER: translate("Wording", "a roller"),
        Equipment.MIRROR: translate("Wording", "a mirror"),
    }


def files_read_text(problems: Sequence[Problem]) -> str:
    """Said once the person's files were read anew, with ``problems``."""
    faulty = len({problem.file for problem in problems})
    words = translate("Wording", "Your files were read again.")
    if not faulty:
        return words
    one, many = (
        translate("Wording", "1 file has a fault."),
        translate("Wording", "{count} files have faults."),
    )
    return f"{words} {one if faulty == 1 else many.format(count=faulty)}"


def kind_text(kind: str) -> str:
    """What a file in a pack is: an exercise, a routine or a picture."""
    return {
        "exercise": translate("Wording", "exercise"),
        "routine": translate("Wording", "routine"),
        "picture": translate("Wording", "picture"),
    }[kind]
