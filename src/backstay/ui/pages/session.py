"""A session in the window, from the questions before it to the page that says what was done."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from backstay.domain.errors import BackstayError
from backstay.domain.exercise import Exercise
from backstay.domain.history import Outcome
from backstay.domain.links import routines_with
from backstay.domain.pain import Timing
from backstay.domain.routine import Routine
from backstay.domain.timeline import announced_s
from backstay.domain.trial import one_set
from backstay.player import Player
from backstay.ui.desk import Desk
from backstay.ui.pages.caution import CautionPage
from backstay.ui.pages.closing import ClosingPage
from backstay.ui.pages.closing_run import Run, closing_page, scored
from backstay.ui.pages.pain_form import PainForm
from backstay.ui.pages.playing import PlayingPage
from backstay.ui.pages.trial_closing import TrialClosing
from backstay.ui.session.announcer import Announcer
from backstay.ui.session.key_guard import KEY_GUARD_S, HeldKey, KeyGuard
from backstay.ui.session.keys import Command
from backstay.ui.session.media_panel import MediaPanel
from backstay.ui.session.sleep_pause import SleepPause
from backstay.ui.voice_watch import watch_voice
from backstay.ui.widgets.fade import is_motion_reduced
from backstay.ui.widgets.sheet import Sheet, still_figure
from backstay.ui.wording import count_text, equipment_text, length_text
from backstay.unfinished import Unfinished

# A desktop that works has told by then whether it keeps the screen on.
_ANSWER_MS = 500


Stage = CautionPage | PainForm | PlayingPage | ClosingPage | TrialClosing


class SessionPage(QWidget):
    """Takes the whole window for one session of ``routine`` and gives it back by ``desk.end_session``.

    Nothing is logged before the clock starts, and nothing at all of a trial, which asks for no score
    either. One that was cut off is gone on with by ``take_up``, any other one begins with ``begin``.
    Whoever takes the page away calls ``leave`` first, and whoever shows it for the first time ``appear``.

    ``wanted`` says that it goes on by a key of the desktop: what lies over the page is in the way.

    Keys within ``key_guard_s`` real seconds after each change of what is shown do nothing.
    """

    wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        routine: Routine,
        *,
        is_trial: bool = False,
        key_guard_s: float = KEY_GUARD_S,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("session")
        self.setAccessibleName(routine.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._routine = routine
        self._is_trial = is_trial
        self._playing: PlayingPage | None = None
        self._stage: Stage | None = None
        self._has_undo = False
        self._is_warned = False
        self._guard = KeyGuard(desk.app.clock, key_guard_s)
        self._held = HeldKey()
        self._announcer = Announcer(self)
        self._stages = QStackedLayout(self)

    def begin(self) -> None:
        """Show what comes before a session."""
        self._show_cautions()

    def take_up(self, unfinished: Unfinished) -> None:
        """Stand where a session was cut off. Raises ``BackstayError`` when it is not open any more."""
        player = self._desk.app.continued(unfinished)
        self._desk.app.tones.prepare()
        self._lay_out(player).take_up(unfinished)

    def appear(self) -> None:
        """Something else stands on the screen now, and the keys are for it, though not at once."""
        self._guard.begin()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """The window is about to close: what runs stands still where it is, and can be gone on with. A
        trial is over.
        """
        if self._playing is not None:
            self._playing.leave()

    def pause(self) -> bool:
        """Stand still; whether there is something that stands now."""
        if self._playing is None or self._stage is not self._playing:
            return False
        self._playing.pause()
        # It may have come to its end just now.
        return self._stage is self._playing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key goes to what is shown now, once it could be seen."""
        if self._guard.is_on or self._held.is_repeat(event):
            return
        if self._stage is None or not self._stage.take_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Remember it: what is pressed at the same instant is still held."""
        self._held.let_go(event)
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab walks; not within the guard, else Enter would press what it led to."""
        return self._guard.is_on or super().focusNextPrevChild(is_next)

    def _show(self, stage: Stage, *, is_answer: bool = True) -> None:
        former, self._stage = self._stage, stage
        if self._stages.indexOf(stage) < 0:
            self._stages.addWidget(stage)
        self._stages.setCurrentWidget(stage)
        if former is not None and former is not self._playing and former is not stage:
            self._stages.removeWidget(former)
            former.deleteLater()
        if is_answer:
            self._announcer.make_way()
        if isinstance(stage, Sheet):
            self._announcer.say(stage.spoken)
        self.appear()

    # Before the session

    def _show_cautions(self) -> None:
        app = self._desk.app
        seen = app.preferences.cautions_seen
        exercise = next((e for e in self._routine.exercises() if e.caution and e.id not in seen), None)
        if exercise is None:
            asks = self._desk.app.preferences.pain_on and not self._is_trial
            begin = self._ask_before if asks else self._begin_unasked
            begin()
            return
        easier = app.library.exercises.get(exercise.easier or "")
        page = CautionPage(exercise, easier)
        page.accepted.connect(partial(self._on_accepted, exercise))
        if easier is not None:
            page.eased.connect(partial(self._on_eased, exercise, easier))
        page.left.connect(self._desk.end_session)
        self._show(page)

    def _on_accepted(self, exercise: Exercise) -> None:
        try:
            self._desk.app.remember_caution(exercise.id)
        except BackstayError as error:
            self._desk.toast(error.what)
        self._show_cautions()

    def _on_eased(self, exercise: Exercise, easier: Exercise) -> None:
        routine = self._routine
        one = one_set(easier, routine.name)
        self._routine = one if self._is_trial else routine.with_exercise(exercise.id, easier)
        self._show_cautions()

    def _begin_unasked(self) -> None:
        if self._playing is not None:
            # Until it is deleted nobody, not even a screen reader, shall find it.
            self._playing.setParent(None)
            self._playing.deleteLater()
        self._desk.app.tones.prepare()
        self._desk.app.prepare_voice()
        self._start()

    def _ask_before(self) -> None:
        form = PainForm(
            self._routine.name,
            self._facts(),
            name="pain_before",
            skip=self.tr("Start without a score"),
            leave=self.tr("Back"),
            picture=still_figure(self._routine.drawn_exercise()),
        )
        form.chosen.connect(self._start)
        form.skipped.connect(self._start)
        form.left.connect(self._desk.end_session)
        self._show(form)
        # Loading the tones takes a moment; better now than when the clock runs.
        QTimer.singleShot(0, self, self._prepare_tones)

    def _prepare_tones(self) -> None:
        app = self._desk.app
        app.screen.prepare()
        app.tones.prepare()
        app.prepare_voice()
        if isinstance(self._stage, PainForm):
            watch_voice(app.voice, self._stage, self._say_what_is_missing)
        self._say_what_is_missing()
        QTimer.singleShot(_ANSWER_MS, self, self._say_what_is_missing)

    def _say_what_is_missing(self) -> None:
        if isinstance(self._stage, PainForm):
            self._stage.say(self._lacking())

    def _lacking(self) -> str:
        app = self._desk.app
        return "\n".join(
            filter(None, (self._silence(), app.voice_status, app.music.status, app.screen.status))
        )

    def _silence(self) -> str:
        app = self._desk.app
        return (app.tones.status or "") if app.preferences.sound_on else ""

    def _facts(self) -> str:
        routine = self._routine
        length = length_text(announced_s(routine, self._desk.app.preferences))
        return " · ".join((length, count_text(len(routine.exercises())), equipment_text(routine.equipment())))

    def _start(self, score: int | None = None) -> None:
        app = self._desk.app
        app.remember_welcome()
        player = app.new_player(self._routine, is_logged=not self._is_trial)
        self._lay_out(player).start(None if score is None else scored(app, score, Timing.BEFORE))

    def _lay_out(self, player: Player) -> PlayingPage:
        app = self._desk.app
        is_reduced = is_motion_reduced(app.preferences)
        playing = PlayingPage(
            player,
            self._announcer,
            is_motion_reduced=is_reduced,
            silence=self._silence,
            emergency_number=app.preferences.emergency_number,
            asks_pain=app.preferences.pain_on,
            picture_of=app.library.picture_of,
            exercises=app.library.exercises,
        )
        playing.safety_asked.connect(self._desk.show_safety)
        playing.noticed.connect(self._desk.toast)
        playing.ended.connect(partial(self._on_ended, Run(player, playing)))
        media = MediaPanel(player, app.media_keys, partial(self._on_media_key, playing), playing)
        playing.moved.connect(media.follow)
        sleep = SleepPause(player, app.sleep_watch, playing.pause_for_sleep, playing)
        playing.moved.connect(sleep.follow)
        self._playing = playing
        self._show(playing)
        return playing

    def _on_media_key(self, playing: PlayingPage, command: Command) -> None:
        self.wanted.emit()
        playing.carry_out(command)

    # After the session

    def _on_ended(self, run: Run, is_by_person: bool) -> None:
        summary = run.player.summary()
        if self._is_trial:
            self._end_trial(is_whole=summary.outcome is Outcome.COMPLETED)
            return
        is_whole, asks = summary.outcome is Outcome.COMPLETED, self._desk.app.preferences.pain_on
        if is_whole and asks:
            self._ask_after(run)
            return
        self._show_closing(run, asks=asks and summary.active_s > 0)
        if is_by_person and not is_whole:
            self._has_undo = True
            self._desk.toast(self.tr("Session ended."), partial(self._undo_end, run))

    def _end_trial(self, *, is_whole: bool) -> None:
        if not is_whole:
            self._desk.end_session()
            return
        (exercise,) = self._routine.exercises()
        page = TrialClosing(exercise, routines_with(exercise.id, self._desk.app.library.routines.values()))
        page.closed.connect(self._desk.end_session)
        page.again.connect(self._begin_unasked)
        page.wanted.connect(self._start_instead)
        self._show(page)

    def _start_instead(self, routine: Routine) -> None:
        self._desk.end_session()
        self._desk.start_routine(routine)

    def _undo_end(self, run: Run) -> None:
        if self._has_undo:
            self._has_undo = False
            self._show(run.playing)
            run.playing.reopen()

    def _ask_after(self, run: Run) -> None:
        beside = self.tr("The session is over. How you feel now stands beside how you felt before.")
        alone = self.tr("The session is over. How you feel now can be kept with it.")
        note = beside if run.player.summary().before is not None else alone
        form = PainForm(
            self.tr("One last thing"), note, name="pain_after", skip=self.tr("Go on without a score")
        )
        form.chosen.connect(partial(self._on_score_after, run, form))
        form.retried.connect(partial(self._on_retried_after, run, form))
        form.skipped.connect(partial(self._show_closing, run))
        self._show(form, is_answer=False)

    def _on_score_after(self, run: Run, form: PainForm, score: int) -> None:
        if run.player.score_after(scored(self._desk.app, score, Timing.AFTER)):
            self._show_closing(run)
        else:
            form.show_unsaved(run.playing.unsaved_text)

    def _on_retried_after(self, run: Run, form: PainForm) -> None:
        if run.player.retry_saving():
            self._show_closing(run)
        else:
            form.show_unsaved(run.playing.unsaved_text)

    def _show_closing(self, run: Run, *, asks: bool = False) -> None:
        page = closing_page(self._desk.app, run, asks=asks)
        page.closed.connect(partial(self._on_closed, run, page))
        self._show(page)

    def _on_closed(self, run: Run, page: ClosingPage) -> None:
        if not run.player.retry_saving() and not self._is_warned:
            self._is_warned = True
            warning = self.tr("{why} Leaving now loses what is not saved.")
            page.show_unsaved(warning.format(why=run.playing.unsaved_text))
            return
        if self._has_undo:
            # The way back goes with the page, so it must not stay on the screen.
            self._has_undo = False
            whole, part = (
                self.tr("Session ended and logged."),
                self.tr("Session ended; part of it is not saved."),
            )
            self._desk.toast(part if run.player.unsaved else whole)
        self._desk.end_session()
