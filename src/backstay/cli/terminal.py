"""The main job in a terminal, up to the first second: choose a routine, read its cautions."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from backstay.app import App, build
from backstay.cli.console import Console, StopAskedError
from backstay.cli.cut_off import settle_cut_off
from backstay.cli.exits import DONE
from backstay.cli.leader import Leader
from backstay.cli.mishap import untold_line
from backstay.cli.outside import Outside
from backstay.cli.questions import ENTER, SKIP, ask_score, pick
from backstay.cli.words import LEVELS, counted, equipment_text, length_text
from backstay.desktop.bell import rung_with
from backstay.desktop.sound import NullTones
from backstay.domain import purpose
from backstay.domain.errors import BackstayError
from backstay.domain.exercise import Exercise
from backstay.domain.pain import PainScore, Timing
from backstay.domain.routine import Routine
from backstay.domain.timeline import announced_s
from backstay.mishaps.record import mark_told
from backstay.paths import Paths
from backstay.player import Player
from backstay.unfinished import Unfinished

_EASIER = "e"
_RUNG = "The terminal's bell takes the place of tones."
_OR_RUNG = " Or let the terminal's bell ring: “backstay play ROUTINE --terminal --bell”."
_HELP = "“backstay safety” says when to stop and when to get help; in a session the key s does."


def run_terminal(
    paths: Paths,
    outside: Outside,
    *,
    routine_id: str | None,
    pace: float,
    is_chosen: bool,
    is_rung: bool = False,
) -> int:
    """Lead the routine, or let the person choose one; the exit code.

    ``is_chosen`` says that the terminal was asked for, so that it needs no explanation; ``is_rung`` that
    its bell takes the place of tones. Raises ``BackstayError``.
    """
    tones = NullTones(_RUNG) if is_rung else outside.tones
    app = build(paths, window=False, clock=outside.make_clock(pace), tones=tones, voice=outside.voice)
    with closing(app), outside.open_console() as console:
        routine = app.library.routine(routine_id) if routine_id is not None else None
        if not is_chosen:
            console.say("No display was found, so Backstay runs in this terminal.")
        return Front(app, console, is_rung).lead(routine)


@dataclass(frozen=True, slots=True)
class Front:
    """The app at one console; ``is_rung`` when its bell takes the place of tones."""

    app: App
    console: Console
    is_rung: bool = False

    def lead(self, routine: Routine | None) -> int:
        """``routine``, or else the one that is chosen, from its cautions to its last line."""
        for notice in (*self.app.notices, *self._sound_notice()):
            self.console.say(notice)
        self._tell_mishap()
        # It is looked for while the person reads and answers.
        self.app.prepare_voice()
        if not self.app.preferences.welcome_seen:
            self.console.say(" ".join((*purpose.TEXTS, _HELP)))
        try:
            if (unfinished := settle_cut_off(self.app, self.console)) is not None:
                return self._go_on(unfinished)
            chosen = self._settle_cautions(routine or self._choose())
            before = self._score_before()
        except StopAskedError:
            self.console.say("Nothing was started.")
            return DONE
        if self.console.can_type:
            self.app.remember_welcome()
        player = self.app.new_player(chosen)
        return self._led(player, lambda: player.start(before))

    def _go_on(self, unfinished: Unfinished) -> int:
        player = self.app.continued(unfinished)
        return self._led(player, lambda: player.take_up(unfinished))

    def _led(self, player: Player, begin: Callable[[], None]) -> int:
        for status in filter(None, (self.app.voice_status, self.app.music.status)):
            self.console.say(status)
        if self.is_rung:
            # It was asked for just now, whatever the settings say of sound.
            player.mute(is_muted=False)
            player.listen(rung_with(self.console.ring, lambda: player.is_muted))
        return Leader(player, self.console, self.app).lead(begin)

    def _tell_mishap(self) -> None:
        logs = self.app.paths.logs
        if (line := untold_line(logs, self.app.clock)) is not None:
            self.console.say(line)
            if self.console.can_type:
                mark_told(logs)

    def _sound_notice(self) -> tuple[str, ...]:
        status = self.app.tones.status if self.app.preferences.sound_on else None
        if status and not self.is_rung:
            status += _OR_RUNG
        return (status,) if status else ()

    def _choose(self) -> Routine:
        if problems := self.app.library.problems:
            faults = counted(len(problems), "fault")
            self.console.say(f"Your own files have {faults}; “backstay list” says where.")
        recommended = self.app.recommended()
        if not self.console.can_type:
            self.console.say(f"Nobody can type here, so the recommended one starts: {recommended.name}.")
            return recommended
        numbered = {str(n): routine for n, routine in enumerate(self.app.library.routines.values(), 1)}
        for number, routine in numbered.items():
            self.console.say(self._menu_line(number, routine, is_recommended=routine.id == recommended.id))
        question = f"Enter starts {recommended.name}; a number another one; q leaves:"
        return pick(self.console, question, {ENTER: recommended, **numbered})

    def _menu_line(self, number: str, routine: Routine, *, is_recommended: bool) -> str:
        length = length_text(announced_s(routine, self.app.preferences))
        facts = f"{length}, {LEVELS[routine.level]}, {equipment_text(routine.equipment())}"
        return f"{number}  {routine.name}: {facts}{' (recommended)' if is_recommended else ''}"

    def _settle_cautions(self, routine: Routine) -> Routine:
        """The routine once each new caution was read, with the easier variant where it was wished."""
        settled = set(self.app.preferences.cautions_seen)
        while exercise := next((e for e in routine.exercises() if e.caution and e.id not in settled), None):
            settled.add(exercise.id)
            easier = self.app.library.exercises.get(exercise.easier or "")
            self.console.say(f"{exercise.name}: {exercise.caution}")
            if self._wants_easier(exercise, easier) and easier is not None:
                routine = routine.with_exercise(exercise.id, easier)
        return routine

    def _wants_easier(self, exercise: Exercise, easier: Exercise | None) -> bool:
        if not self.console.can_type:
            if easier is not None:
                self.console.say(f"Nobody can answer, so {easier.name} takes its place.")
            return True
        answers = {ENTER: SKIP} if easier is None else {ENTER: SKIP, _EASIER: _EASIER}
        change = f" e takes {easier.name} in its place;" if easier is not None else ""
        answer = pick(self.console, f"Enter goes on with {exercise.name};{change} q leaves:", answers)
        self._remember(exercise)
        return answer == _EASIER

    def _remember(self, exercise: Exercise) -> None:
        try:
            self.app.remember_caution(exercise.id)
        except BackstayError as error:
            for line in error.lines():
                self.console.say(line)

    def _score_before(self) -> PainScore | None:
        if not (self.console.can_type and self.app.preferences.pain_on):
            return None
        answer = ask_score(self.console, "Pain now, before you start", {})
        if isinstance(answer, int):
            return PainScore(answer, region=self.app.preferences.region, timing=Timing.BEFORE)
        return None
