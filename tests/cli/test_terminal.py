"""A session in the terminal, with a person whose answers and keys are known before."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from backstay.domain.history import Outcome, SessionRecord, StepOutcome
from backstay.domain.pain import Region, Timing
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.cli.scripted import CTRL_C, ScriptedConsole
from tests.fakes import HandClock, WrittenTones, no_room_on_disk

SMALL_S = 51


def sessions(data: Path) -> tuple[SessionRecord, ...]:
    """What a second connection finds."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.sessions.between(with_steps=True)


def test_a_whole_session_read_as_a_script(command: Command, clock: HandClock, data: Path) -> None:
    """Each line says what to do, for how long, which repetition and side, the cue, and what is next."""
    (data / "settings.json").write_text('{"welcome_seen": true}')
    console = ScriptedConsole(clock, answers=["4", "3"])
    assert command("play", "small", "--terminal", console=console) == DONE
    assert [line for line in console.said if line and not line.startswith("Keys:")] == [
        "Small: 2 exercises, 51 s.",
        "Exercise 1 of 2: Sit. 2 holds of 10 s.",
        "Get ready, 5 s: sitting, with a chair.",
        "Hold 10 s: repetition 1 of 2. Keep breathing.",
        "Release 3 s.",
        "Hold 10 s: repetition 2 of 2. Keep breathing. Next: Turn.",
        "Exercise 2 of 2: Turn. 2 repetitions, tempo 1-0-1, each side.",
        "Get ready, 10 s: sitting, with a chair, left side first.",
        "Repetition 1 of 2, left side, 2 s. Keep breathing.",
        "Repetition 2 of 2, left side, 2 s. Keep breathing.",
        "Change sides, 5 s. Next: right side.",
        "Repetition 1 of 2, right side, 2 s. Keep breathing.",
        "Repetition 2 of 2, right side, 2 s. Keep breathing. This is the last one.",
        "Finished: Small, 51 s.",
        "  Sit: done, 2 repetitions, 28 s",
        "  Turn: done, 4 repetitions, 23 s",
        "Pain: 4 before, 3 after.",
        "1 of 3 sessions this week.",
        f"It is in your log: {console.said[-1].split(': ')[1]}",
    ]


def test_the_journal_has_the_session_and_both_scores(command: Command, clock: HandClock, data: Path) -> None:
    """What was followed and answered is what is kept, about the region the person has set."""
    (data / "settings.json").write_text('{"region": "mid-back"}')
    command("play", "small", "--terminal", console=ScriptedConsole(clock, answers=["4", "10"]))
    (session,) = sessions(data)
    assert (session.outcome, session.active_s) == (Outcome.COMPLETED, SMALL_S)
    assert (session.pain_before, session.pain_after) == (4, 10)
    with closing(open_journal(data / "journal.sqlite3", clock.moment)) as journal:
        found = [(entry.pain.timing, entry.pain.region) for entry in journal.pain.between()]
    assert found == [(Timing.BEFORE, Region.MID_BACK), (Timing.AFTER, Region.MID_BACK)]


def test_the_pain_may_be_skipped(command: Command, clock: HandClock, data: Path) -> None:
    """Enter is an answer; no score is made up."""
    command("play", "small", "--terminal", console=ScriptedConsole(clock, answers=["", ""]))
    (session,) = sessions(data)
    assert (session.pain_before, session.pain_after) == (None, None)


def test_an_answer_outside_the_scale_is_asked_again(command: Command, clock: HandClock, data: Path) -> None:
    """Eleven is no score and neither is a word; the question comes again."""
    console = ScriptedConsole(clock, answers=["11", "lots", "10", ""])
    command("play", "small", "--terminal", console=console)
    assert "“11” is not one of the answers." in console.said
    assert sessions(data)[0].pain_before == 10


def test_the_digits_are_written_over_every_second(command: Command, clock: HandClock) -> None:
    """One line counts down, with what is on and what is left of the whole."""
    console = ScriptedConsole(clock, answers=["", ""])
    command("play", "small", "--terminal", console=console)
    assert console.shown[:3] == [
        "  0:05  get ready, 0:51 left in all",
        "  0:04  get ready, 0:50 left in all",
        "  0:03  get ready, 0:49 left in all",
    ]
    assert len([line for line in console.shown if "Sit, repetition 1 of 2" in line]) == 10


def test_tones_go_with_the_session(command: Command, clock: HandClock, tones: WrittenTones) -> None:
    """Get ready, 3-2-1 before the first exercise, and its start."""
    command("play", "small", "--terminal", console=ScriptedConsole(clock, answers=["", ""]))
    assert tones.played[:5] == ["ready", "count", "count", "count", "start"]
    assert tones.played[-1] == "finish"


def test_silence_is_said_in_one_line(command: Command, clock: HandClock, tones: WrittenTones) -> None:
    """Where nothing can sound, the reason stands at the start."""
    tones.status = "Silent: nothing here plays sound."
    console = ScriptedConsole(clock, answers=["", ""])
    command("play", "small", "--terminal", console=console)
    assert console.said[0].startswith(tones.status)
    assert "--bell" in console.said[0]


def test_pausing_does_not_count(command: Command, clock: HandClock, data: Path) -> None:
    """Space pauses and goes on; a minute away is not training time."""
    console = ScriptedConsole(clock, ["", ""], [(7.0, " "), (67.0, " ")])
    command("play", "small", "--terminal", console=console)
    assert sessions(data)[0].active_s == SMALL_S
    assert "Paused. Space goes on." in console.said
    assert any("paused, Sit" in line for line in console.shown)


def test_next_leaves_an_exercise_and_back_returns(command: Command, clock: HandClock, data: Path) -> None:
    """N goes on to the next exercise, B at its start goes back to the one before."""
    console = ScriptedConsole(clock, ["", ""], [(7.0, "n"), (8.0, "b")])
    command("play", "small", "--terminal", console=console)
    headings = [line for line in console.said if line.startswith("Exercise")]
    assert [line[:18] for line in headings] == ["Exercise 1 of 2: S", "Exercise 2 of 2: T"] * 2
    assert [step.outcome for step in sessions(data)[0].steps] == [StepOutcome.DONE] * 2


def test_ten_seconds_more(command: Command, clock: HandClock, data: Path) -> None:
    """The plus key lengthens what is on."""
    command("play", "small", "--terminal", console=ScriptedConsole(clock, ["", ""], [(7.0, "+")]))
    assert sessions(data)[0].active_s == SMALL_S + 10


@pytest.mark.parametrize("key", ["q", "\x1b", CTRL_C])
def test_an_early_ending_is_logged_and_said(key: str, command: Command, clock: HandClock, data: Path) -> None:
    """Q, Esc and Ctrl+C end the session; what was done counts."""
    console = ScriptedConsole(clock, ["", "2"], [(20.0, key)])
    assert command("play", "small", "--terminal", console=console) == DONE
    (session,) = sessions(data)
    assert (session.outcome, session.active_s, session.pain_after) == (Outcome.STOPPED, 20, 2)
    assert "Ended early: Small, 20 s." in console.said
    assert "  Sit: partly done, 1 repetition, 20 s" in console.said


def test_an_early_ending_can_be_taken_back(command: Command, clock: HandClock, data: Path) -> None:
    """U brings the session back, paused where it was."""
    console = ScriptedConsole(clock, ["", "u", ""], [(20.0, "q"), (25.0, " ")])
    command("play", "small", "--terminal", console=console)
    assert "Back in the session, paused. Space goes on." in console.said
    (session,) = sessions(data)
    assert (session.outcome, session.active_s) == (Outcome.COMPLETED, SMALL_S)


def test_a_finished_session_has_nothing_to_take_back(command: Command, clock: HandClock) -> None:
    """The offer stands only where it can be kept."""
    console = ScriptedConsole(clock, ["", ""])
    command("play", "small", "--terminal", console=console)
    assert "takes the ending back" not in console.questions[-1]


def test_a_second_ctrl_c_leaves_at_once(command: Command, clock: HandClock, data: Path) -> None:
    """At the question after the session it costs the score, not the session."""
    console = ScriptedConsole(clock, ["", CTRL_C], [(20.0, CTRL_C)])
    assert command("play", "small", "--terminal", console=console) == DONE
    assert sessions(data)[0].outcome is Outcome.STOPPED


def test_leaving_before_the_start_logs_nothing(command: Command, clock: HandClock, data: Path) -> None:
    """Q at the first question: no session was begun."""
    console = ScriptedConsole(clock, ["q"])
    assert command("play", "small", "--terminal", console=console) == DONE
    assert console.said[-1] == "Nothing was started."
    assert sessions(data) == ()


def test_a_step_in_ones_own_time_waits_for_d(command: Command, clock: HandClock, data: Path) -> None:
    """The program waits far beyond its estimate, and counts up."""
    console = ScriptedConsole(clock, ["", ""], [(305.0, "d")])
    command("play", "free", "--terminal", console=console)
    assert sessions(data)[0].active_s == 305
    assert any("Press d when you are done." in line for line in console.said)
    assert any(line.startswith("  4:59  Stroll, d when done") for line in console.shown)


def test_where_nobody_can_type_a_waiting_step_takes_its_estimate(command: Command, data: Path) -> None:
    """An unattended run comes to its end by itself, without a question."""
    assert command("play", "free", "--terminal") == DONE
    (session,) = sessions(data)
    assert session.outcome is Outcome.COMPLETED
    assert session.active_s == pytest.approx(65, abs=0.01)


def test_a_caution_is_shown_once(command: Command, clock: HandClock, data: Path) -> None:
    """Before the first start; read, it does not come again."""
    first = ScriptedConsole(clock, ["", "", ""])
    command("play", "heavy", "--terminal", console=first)
    assert "Lift: Lift low." in first.said
    assert [step.exercise_id for step in sessions(data)[0].steps] == ["lift"]
    again = ScriptedConsole(clock, ["", ""])
    command("play", "heavy", "--terminal", console=again)
    assert "Lift low." not in again.text
    assert json.loads((data / "settings.json").read_text())["cautions_seen"] == ["lift"]


def test_the_easier_variant_is_one_key_away(command: Command, clock: HandClock, data: Path) -> None:
    """E at the caution puts the easier exercise in its place."""
    command("play", "heavy", "--terminal", console=ScriptedConsole(clock, ["e", "", ""]))
    assert [step.exercise_id for step in sessions(data)[0].steps] == ["sit"]


def test_where_nobody_can_answer_the_easier_variant_is_taken(command: Command, data: Path) -> None:
    """The caution is shown all the same, and counts as unread."""
    command("play", "heavy", "--terminal")
    assert [step.exercise_id for step in sessions(data)[0].steps] == ["sit"]
    assert not (data / "settings.json").exists()


def test_without_a_display_the_menu_opens(command: Command, clock: HandClock, data: Path) -> None:
    """`backstay` alone says why it is in the terminal and lets a number choose."""
    console = ScriptedConsole(clock, ["99", "q"])
    assert command(console=console) == DONE
    assert console.said[0] == "No display was found, so Backstay runs in this terminal."
    menu = {line.split("  ")[1].split(":")[0]: line.split()[0] for line in console.said if ": " in line[3:]}
    assert "“99” is not one of the answers." in console.said
    command(console=ScriptedConsole(clock, [menu["Small"], "", ""]))
    assert [session.plan.routine_id for session in sessions(data)] == ["small"]


def test_enter_starts_the_recommended_routine(command: Command, clock: HandClock, data: Path) -> None:
    """Nothing has to be known to begin."""
    command(console=ScriptedConsole(clock, ["", "", ""], [(8.0, "q")]))
    assert [session.plan.routine_id for session in sessions(data)] == ["core-light"]


def test_where_nobody_can_type_the_recommended_routine_starts(command: Command, data: Path) -> None:
    """A machine without display and keyboard leads the whole routine."""
    assert command() == DONE
    (session,) = sessions(data)
    assert (session.plan.routine_id, session.outcome) == ("core-light", Outcome.COMPLETED)


def test_the_menu_says_that_files_have_faults(command: Command, clock: HandClock, data: Path) -> None:
    """A routine of one's own that is missing from the menu is not missing without a word."""
    (data / "routines" / "routines" / "small.yaml").write_text("format: 1\nid: [\n")
    console = ScriptedConsole(clock, ["q"])
    command(console=console)
    assert any("“backstay list” says where" in line for line in console.said)


def test_play_without_a_display_says_so_and_goes_on(command: Command, data: Path) -> None:
    """`play` needs no option to work on a server."""
    assert command("play", "small") == DONE
    assert sessions(data)[0].outcome is Outcome.COMPLETED


def test_an_unknown_routine_is_refused(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The nearest id is named and no session is begun."""
    assert command("play", "smal", "--terminal") == WRONG
    assert 'Did you mean "small"?' in capsys.readouterr().err
    assert sessions(data) == ()


def test_a_computer_that_slept_is_not_credited(command: Command, clock: HandClock, data: Path) -> None:
    """A jump of the clock pauses; where nobody can type, the session goes on by itself."""

    class Sleeper(ScriptedConsole):
        slept = False

        def key(self, wait_s: float | None) -> str:
            if not self.slept and any("Hold" in line for line in self.said):
                self.slept = True
                clock.pass_s(3600)
            return super().key(wait_s)

    console = Sleeper(clock)
    command("play", "small", "--terminal", console=console)
    assert "Paused: the computer slept or stood still, and that time is not counted." in console.said
    assert sessions(data)[0].active_s == pytest.approx(SMALL_S, abs=2)


def test_a_full_disk_stops_nothing_and_is_said(command: Command, clock: HandClock) -> None:
    """The session runs to its end; what could not be saved is said and the exit code is 1."""
    command("pain", "1")
    console = ScriptedConsole(clock, ["5", "4", "", "q"])
    with no_room_on_disk():
        assert command("play", "small", "--terminal", console=console) == WRONG
    assert any(line.startswith("Not saved: ") for line in console.said)
    assert "Finished: Small, 51 s." in console.said
    assert console.said[-1] == "This session is not, or not wholly, in your log."


def test_what_was_not_saved_is_saved_at_the_next_try(command: Command, clock: HandClock, data: Path) -> None:
    """Enter tries again; then session and scores are all there."""
    full = no_room_on_disk()

    class Mender(ScriptedConsole):
        def ask(self, question: str) -> str:
            if question.startswith("Enter tries again"):
                full.__exit__(None, None, None)
            return super().ask(question)

    command("pain", "1")
    console = Mender(clock, ["5", "4", ""])
    full.__enter__()
    assert command("play", "small", "--terminal", console=console) == DONE
    assert "Saved now." in console.said
    (session,) = sessions(data)
    assert (session.outcome, session.pain_before, session.pain_after) == (Outcome.COMPLETED, 5, 4)


def test_a_journal_that_cannot_be_opened_costs_the_log_alone(
    command: Command, clock: HandClock, data: Path
) -> None:
    """It is said at the start and at the end; the routine is led, and the file is left as it is."""
    journal = data / "journal.sqlite3"
    journal.write_bytes(b"no database at all " * 100)
    console = ScriptedConsole(clock, ["", "", "q"])
    assert command("play", "small", "--terminal", console=console) == WRONG
    assert "damaged" in console.said[0]
    assert "Finished: Small, 51 s." in console.said
    assert journal.read_bytes() == b"no database at all " * 100
