"""The keys of a session in the terminal: the list, what hurts, how it went, and what is not listened to."""

from contextlib import closing
from pathlib import Path

import pytest

from backstay.cli.exits import DONE
from backstay.domain.history import Effort, HurtAnswer, Outcome, SessionRecord, StepOutcome
from backstay.domain.pain import PainEntry, Region, Timing
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock

Keys = list[tuple[float, str]]
# Get ready 5, hold 10, release 3, hold 10, get ready 10, left 4, change 5, right 4.
SMALL_S = 51
IN_SIT_S = 7.0
BEFORE_TURN_S = 30.0


def sessions(data: Path) -> tuple[SessionRecord, ...]:
    """What a second connection finds."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.sessions.between(with_steps=True)


def scores_during(data: Path) -> list[PainEntry]:
    """What was said while it hurt."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return [entry for entry in journal.pain.between() if entry.pain.timing is Timing.DURING]


def typed(at_s: float, keys: str) -> Keys:
    """Each of ``keys`` a second after the one before."""
    return [(at_s + number, key) for number, key in enumerate(keys)]


@pytest.fixture(autouse=True)
def easier(data: Path) -> None:
    """Of these exercises, Sit has Lift as its easier one, and a routine has both."""
    exercise = data / "routines" / "exercises" / "sit.yaml"
    exercise.write_text(exercise.read_text() + "easier: lift\n")
    lift = data / "routines" / "exercises" / "lift.yaml"
    lift.write_text(lift.read_text().replace("easier: sit", "").replace("caution: Lift low.", ""))


def played(command: Command, clock: HandClock, keys: Keys, *answers: str) -> ScriptedConsole:
    """The routine Small with these keys; the pain is passed by unless ``answers`` say it."""
    console = ScriptedConsole(clock, ["", *(answers or ("",))], keys)
    assert command("play", "small", "--terminal", console=console) == DONE
    return console


def test_the_list_goes_to_any_exercise(command: Command, clock: HandClock, data: Path) -> None:
    """J, the number, Enter: what was passed over is left out, and no second stands in between."""
    console = played(command, clock, typed(IN_SIT_S, "j2\n"))
    assert "   1  Sit: now" in console.said
    assert "   2  Turn" in console.said
    assert "  exercise number: 2" in console.shown
    assert [step.outcome for step in sessions(data)[0].steps] == [StepOutcome.PARTLY, StepOutcome.DONE]
    assert sessions(data)[0].active_s == 7 + 23


@pytest.mark.parametrize("leave", ["\n", "\x1b", "j"])
def test_leaving_the_list_goes_on_as_it_was(
    leave: str, command: Command, clock: HandClock, data: Path
) -> None:
    """The clock stood meanwhile; within an exercise there are three seconds to get back into position."""
    console = played(command, clock, [(IN_SIT_S, "j"), (60.0, leave)])
    assert "Going on in 3 s: get back into position." in console.said
    assert [line for line in console.shown if "back into" in line] == [
        "  back into position, 3",
        "  back into position, 2",
        "  back into position, 1",
    ]
    assert "Paused. Space goes on." not in console.said
    assert sessions(data)[0].active_s == SMALL_S


def test_a_paused_session_stays_paused_behind_the_list(
    command: Command, clock: HandClock, data: Path
) -> None:
    """Looking at the list is no wish to go on."""
    console = played(command, clock, [(IN_SIT_S, " "), *typed(20.0, "j\x1b"), (90.0, " ")])
    assert "Still paused." in console.said
    assert sessions(data)[0].active_s == SMALL_S


def test_a_number_that_is_none_is_said_and_can_be_mended(command: Command, clock: HandClock) -> None:
    """Backspace takes a digit back; keys of the session mean nothing in the list."""
    console = played(command, clock, typed(IN_SIT_S, "j9\nn21\x7f\n"))
    assert "There is no exercise 9." in console.said
    assert [line for line in console.said if line.startswith("Exercise 2")]
    assert "Finished: Small" in console.text


def test_it_hurts_where_how_much_and_the_easier_one(command: Command, clock: HandClock, data: Path) -> None:
    """H, a key for where, a key for how much, E: all of it is in the journal, and it goes on at once."""
    console = played(command, clock, typed(IN_SIT_S, "h56e"))
    assert "Paused because it hurts: Sit." in console.said
    assert "Leave this exercise out with neck pain." in console.said
    assert "call the emergency number of the place where you are" in console.text
    assert "Space goes on; e takes Lift in its place; n leaves it out; q ends; s shows all the signs." in (
        console.said
    )
    assert any(line.startswith("Noted: lower back, 6 of 10.") for line in console.said)
    assert "Lift takes the place of Sit for the rest of the session." in console.said
    (session,) = sessions(data)
    assert [step.exercise_id for step in session.steps] == ["sit", "lift", "turn"]
    assert (session.steps[0].hurt, session.steps[0].answer) == (True, HurtAnswer.EASIER)
    (entry,) = scores_during(data)
    assert (entry.pain.score, entry.pain.region, entry.pain.exercise_id) == (6, Region.LOWER_BACK, "sit")
    assert "  Sit: partly done, 7 s, it hurt, went on with Lift" in console.said


@pytest.mark.parametrize(
    ("key", "answer", "outcome"),
    [
        (" ", HurtAnswer.WENT_ON, Outcome.COMPLETED),
        ("n", HurtAnswer.LEFT_OUT, Outcome.COMPLETED),
        ("q", HurtAnswer.ENDED, Outcome.STOPPED),
        ("\x1b", HurtAnswer.ENDED, Outcome.STOPPED),
    ],
)
def test_both_questions_are_passed_by_with_the_choice_alone(
    key: str, answer: HurtAnswer, outcome: Outcome, command: Command, clock: HandClock, data: Path
) -> None:
    """Two keys, h and the wish; no score is made up."""
    played(command, clock, [(IN_SIT_S, "h"), (30.0, key)])
    (session,) = sessions(data)
    assert (session.steps[0].hurt, session.steps[0].answer, session.outcome) == (True, answer, outcome)
    assert scores_during(data) == []


@pytest.mark.parametrize(
    ("keys", "score", "region"),
    [("\nx", 10, None), ("\n0", 0, None), ("01", 1, Region.LOWER_LEG), ("4h\n3", 3, None)],
)
def test_either_question_can_be_passed_by_and_asked_again(
    keys: str, score: int, region: Region | None, command: Command, clock: HandClock, data: Path
) -> None:
    """Enter passes one by, x is ten, and h asks from the start."""
    played(command, clock, [*typed(IN_SIT_S, f"h{keys}"), (40.0, " ")])
    (entry,) = scores_during(data)
    assert (entry.pain.score, entry.pain.region) == (score, region)


def test_a_score_said_again_corrects_the_first(command: Command, clock: HandClock, data: Path) -> None:
    """One pain, one entry."""
    played(command, clock, [*typed(IN_SIT_S, "h56h57"), (40.0, " ")])
    (entry,) = scores_during(data)
    assert entry.pain.score == 7


def test_keys_that_are_not_offered_do_nothing_while_it_hurts(
    command: Command, clock: HandClock, data: Path
) -> None:
    """Neither back nor the list nor ten seconds: what hurts waits for a choice."""
    played(command, clock, [*typed(IN_SIT_S, "hbjrd+-"), (40.0, " ")])
    assert sessions(data)[0].active_s == SMALL_S


def test_how_it_went_is_one_key_while_the_next_one_comes(
    command: Command, clock: HandClock, data: Path
) -> None:
    """The countdown names the keys, one quiet line says what is noted, and the closing has it."""
    console = played(command, clock, [(BEFORE_TURN_S, "2")])
    assert any("Sit: 1 fine 2 hard 3 hurt" in line for line in console.shown)
    assert "Noted: Sit was hard." in console.said
    assert not any("Sit: 1 fine" in line for line in console.shown[-20:])
    assert sessions(data)[0].steps[0].effort is Effort.HARD
    assert "  Sit: done, 2 repetitions, 28 s, hard" in console.said


def test_a_digit_at_any_other_time_says_nothing(command: Command, clock: HandClock, data: Path) -> None:
    """Before the first exercise and within one there is none that just ended."""
    played(command, clock, [(2.0, "1"), (IN_SIT_S, "2"), (40.0, "3")])
    assert [step.effort for step in sessions(data)[0].steps] == [None, None]


def test_the_last_exercise_is_rated_at_the_question_that_is_there_anyway(
    command: Command, clock: HandClock, data: Path
) -> None:
    """Said or passed by; either way one question more is not asked."""
    console = played(command, clock, [], "hard", "3")
    assert "fine, hard or hurt says how Turn went" in console.questions[1]
    assert "fine, hard or hurt" not in console.questions[2]
    (session,) = sessions(data)
    assert ([step.effort for step in session.steps], session.pain_after) == ([None, Effort.HARD], 3)
    assert len(played(command, clock, []).questions) == 2


def test_what_hurt_is_said_when_the_exercise_comes_again(command: Command, clock: HandClock) -> None:
    """The day, where, how much and what was chosen; e takes the easier one while getting ready."""
    played(command, clock, typed(IN_SIT_S, "h56e"))
    clock.pass_s(3 * 86400)
    again = played(command, clock, [(2.0, "e")])
    told = (
        "Last time, on Sunday, 22 November, it hurt (lower back, 6 of 10). You went on with the easier one. "
        "e takes Lift in its place."
    )
    assert again.said.count(told) == 1
    assert "Lift takes the place of Sit for the rest of the session." in again.said
    assert "  Sit: left out" in again.said


def test_what_was_fine_is_not_dwelt_on(command: Command, clock: HandClock) -> None:
    """Hard is worth a line, fine is not."""
    played(command, clock, [(BEFORE_TURN_S, "1")], "hard", "")
    again = played(command, clock, [(IN_SIT_S, "r")])
    assert [line for line in again.said if line.startswith("Last time")] == ["Last time, today, it was hard."]


def test_without_an_easier_one_e_says_so(command: Command, clock: HandClock, data: Path) -> None:
    """And nothing else happens."""
    console = played(command, clock, [(42.0, "e")])
    assert "There is no easier exercise than Turn." in console.said
    assert sessions(data)[0].active_s == SMALL_S


def test_what_is_left_out_does_not_come_as_the_next(command: Command, clock: HandClock, data: Path) -> None:
    """Left out once, it is left out wherever it would come again."""
    routine = data / "routines" / "routines" / "small.yaml"
    routine.write_text(routine.read_text() + "  - exercise: sit\n")
    console = played(command, clock, [*typed(IN_SIT_S, "hn")])
    assert "This is the last one." in console.text
    assert "Next: Sit." not in console.text
    assert [step.outcome for step in sessions(data)[0].steps][2] is StepOutcome.SKIPPED


def test_what_is_typed_elsewhere_skips_no_step(command: Command, clock: HandClock, data: Path) -> None:
    """The first half second of the session hears nothing, q included; after it every key counts."""
    played(command, clock, [(0.0, "n"), (0.2, "q"), (0.4, "n"), (0.6, "+")])
    assert (sessions(data)[0].outcome, sessions(data)[0].active_s) == (Outcome.COMPLETED, SMALL_S + 10)


def test_what_is_typed_as_the_session_ends_answers_no_question(
    command: Command, clock: HandClock, data: Path
) -> None:
    """Keys within the half second after the last exercise are not for the question that follows."""
    console = played(command, clock, [(SMALL_S + 0.2, "d"), (SMALL_S + 0.4, "n")], "4")
    assert len(console.questions) == 2
    assert sessions(data)[0].pain_after == 4


def test_the_keys_are_one_key_away(command: Command, clock: HandClock, data: Path) -> None:
    """The list of keys stops nothing."""
    console = played(command, clock, [(2.0, "?")])
    assert "  1 2 3  after an exercise: it was fine, it was hard, it hurt" in console.said
    assert sessions(data)[0].active_s == SMALL_S


def test_the_signs_are_one_key_away(command: Command, clock: HandClock, data: Path) -> None:
    """The clock stands until Space."""
    console = played(command, clock, [(2.0, "s"), (20.0, " ")])
    assert "CALL NOW" in console.said
    assert sessions(data)[0].active_s == SMALL_S
