"""A session that was cut off, as the next start in the terminal meets it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.app import App, build
from backstay.cli.exits import DONE
from backstay.desktop.session_lock import SessionLock
from backstay.domain.history import Outcome, SessionRecord, StepOutcome
from backstay.paths import find_paths
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.cut_off import cut_off
from tests.fakes import HandClock, WrittenTones

SMALL_S = 51.0
# Get ready 5, hold 10, release 3, hold 10, get ready 10, left 4, change 5, right 4.
IN_RIGHT_S = 47.5


@pytest.fixture
def app(data: Path, clock: HandClock) -> Iterator[App]:
    """The app over the same folder, to look and to prepare with."""
    (data / "settings.json").write_text('{"welcome_seen": true}')
    with closing(build(find_paths(data), window=False, clock=clock, tones=WrittenTones())) as made:
        yield made


def cut_small(app: App, clock: HandClock, at_s: float) -> None:
    """The routine "small", cut off after so many seconds, and 17 minutes later."""
    cut_off(app, clock, app.library.routine("small"), at_s, before=4)
    clock.pass_s(17 * 60)


def sessions(app: App) -> tuple[SessionRecord, ...]:
    """What is in the journal."""
    return app.journal.sessions.between(with_steps=True)


def test_one_question_and_it_goes_on_where_it_was(command: Command, app: App, clock: HandClock) -> None:
    """No menu, no caution, no score before: Enter, then Space when I am in position."""
    cut_small(app, clock, IN_RIGHT_S)
    console = ScriptedConsole(clock, ["", "3"], [(30.0, " ")])
    assert command(console=console) == DONE
    assert [line for line in console.said if line and not line.startswith("Keys:")][1:] == [
        "Small was cut off 17 minutes ago, after 47 s.",
        "Small: 2 exercises, 51 s.",
        "Exercise 2 of 2: Turn. 2 repetitions, tempo 1-0-1, each side.",
        "Repetition 1 of 2, right side, 2 s. Keep breathing.",
        "Paused where you were. Space goes on.",
        "r repeats this exercise from its start, q ends.",
        "Going on in 3 s: get back into position.",
        "Repetition 2 of 2, right side, 2 s. Keep breathing. This is the last one.",
        "Finished: Small, 51 s.",
        "  Sit: done, 2 repetitions, 28 s",
        "  Turn: done, 4 repetitions, 23 s",
        "Pain: 4 before, 3 after.",
        "1 of 3 sessions this week.",
        console.said[-1],
    ]
    assert (
        console.questions[0]
        == "Enter continues at exercise 2, right side; k keeps it as partly done; q leaves:"
    )


def test_it_is_one_session_in_the_log_and_the_gap_is_not_in_it(
    command: Command, app: App, clock: HandClock
) -> None:
    """Started once, ended once, with both scores, as long as if nothing had happened."""
    cut_small(app, clock, IN_RIGHT_S)
    command(console=ScriptedConsole(clock, ["", "3"], [(30.0, " ")]))
    (session,) = sessions(app)
    assert (session.outcome, session.active_s) == (Outcome.COMPLETED, SMALL_S)
    assert (session.pain_before, session.pain_after) == (4, 3)
    assert [step.outcome for step in session.steps] == [StepOutcome.DONE] * 2


def test_k_keeps_it_and_goes_on_to_what_was_asked_for(command: Command, app: App, clock: HandClock) -> None:
    """What was done counts, with the exercise that was on; then the routine that I named begins."""
    cut_small(app, clock, 20.0)
    console = ScriptedConsole(clock, ["k", "", ""])
    assert command("play", "heavy", "--terminal", console=console) == DONE
    kept = sessions(app)[0]
    assert (kept.outcome, kept.active_s) == (Outcome.ABANDONED, 18.0)
    assert [(step.name, step.outcome, step.reps_done) for step in kept.steps] == [
        ("Sit", StepOutcome.PARTLY, 1)
    ]
    assert kept.ended_at is not None
    assert (kept.ended_at.utc - kept.started_at.utc).total_seconds() == 18.0
    assert "Kept as partly done." in console.said


@pytest.mark.parametrize("answer", ["", "k"])
def test_nothing_is_asked_twice(answer: str, command: Command, app: App, clock: HandClock) -> None:
    """Whatever I said, the next start knows."""
    cut_small(app, clock, 20.0)
    command(console=ScriptedConsole(clock, [answer, "q"], [(1.0, "q")]))
    again = ScriptedConsole(clock, ["q"])
    command(console=again)
    assert "cut off" not in again.text
    assert [session.outcome is None for session in sessions(app)] == [False]


def test_q_leaves_it_for_the_next_time(command: Command, app: App, clock: HandClock) -> None:
    """Leaving is no answer."""
    cut_small(app, clock, 20.0)
    for _ in range(2):
        console = ScriptedConsole(clock, ["q"])
        assert command(console=console) == DONE
        assert console.said[-1] == "Nothing was started."
        assert "continues at exercise 1;" in console.questions[0]


def test_where_nobody_can_type_it_is_kept(command: Command, app: App, clock: HandClock) -> None:
    """An unattended run asks nothing and loses nothing."""
    cut_small(app, clock, 20.0)
    console = ScriptedConsole(clock)
    assert command("play", "heavy", "--terminal", console=console) == DONE
    assert [session.outcome for session in sessions(app)] == [Outcome.ABANDONED, Outcome.COMPLETED]
    assert "Kept as partly done." in console.said


def test_while_another_program_leads_it_nothing_is_asked(
    command: Command, app: App, clock: HandClock, data: Path
) -> None:
    """Only who owns the session has it; a second terminal leaves it alone."""
    cut_small(app, clock, 20.0)
    owner = SessionLock(data)
    owner.take()
    console = ScriptedConsole(clock, ["q"])
    command(console=console)
    assert "cut off" not in console.text
    assert [session.outcome for session in sessions(app)] == [None]
    owner.release()
    later = ScriptedConsole(clock, ["q"])
    command(console=later)
    assert "cut off" in later.text


def test_repeating_starts_the_exercise_and_the_clock(command: Command, app: App, clock: HandClock) -> None:
    """R instead of Space: from getting ready, and the seconds done before count as well."""
    cut_small(app, clock, IN_RIGHT_S)
    console = ScriptedConsole(clock, ["", ""], [(30.0, "r")])
    command(console=console)
    assert "Get ready, 10 s: sitting, with a chair, left side first." in console.said
    (session,) = sessions(app)
    assert (session.outcome, session.active_s) == (Outcome.COMPLETED, 47.0 + 23.0)
    assert session.steps[1].reps_done == 4


def test_what_cannot_be_gone_on_with_is_kept_and_said_in_one_line(
    command: Command, app: App, clock: HandClock, data: Path
) -> None:
    """The routine is another now: there is nothing to ask, and what was done counts."""
    cut_small(app, clock, 20.0)
    file = data / "routines" / "routines" / "small.yaml"
    file.write_text(file.read_text().replace("  - exercise: turn", "  - rest: 5\n  - exercise: turn"))
    console = ScriptedConsole(clock, ["q"])
    command(console=console)
    assert "1 session that was cut off is kept as partly done; “backstay log” shows it." in console.said
    assert [(s.outcome, s.active_s) for s in sessions(app)] == [(Outcome.ABANDONED, 18.0)]
