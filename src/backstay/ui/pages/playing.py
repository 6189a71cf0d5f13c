"""The running session: keys and clicks go to the player, its view goes to the near or the far view."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.pain import PainScore
from backstay.domain.session_events import (
    PauseReason,
    SegmentStarted,
    SessionEnded,
    SessionPaused,
    SessionResumed,
    StepStarted,
)
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Kind
from backstay.player import Player, PlayerEvent, SavingFailed, SavingRecovered, VoiceLost
from backstay.ui.bridge import PlayerBridge
from backstay.ui.figure.phase import is_moving
from backstay.ui.session import words as words
from backstay.ui.session.announcer import Announcer
from backstay.ui.session.exercise_image import PictureOf, no_picture
from backstay.ui.session.far import FarView
from backstay.ui.session.flash import PhaseFlash
from backstay.ui.session.full_screen import FullScreen
from backstay.ui.session.jump_list import JumpList
from backstay.ui.session.keys import RATINGS, Command, command_of, is_bare
from backstay.ui.session.near import NearView
from backstay.ui.session.notes import StepNotes
from backstay.ui.session.said import (
    effort_words,
    spoken_hurt,
    spoken_pause,
)
from backstay.unfinished import Unfinished

_ADJUST_S = 10.0
# Asked already, it is not asked anew either: what was answered stays.
_NO_CHOICE = (
    Command.HURT, Command.BACK, Command.REPEAT, Command.JUMP, Command.LESS, Command.MORE, Command.DONE,
)  # fmt: skip


class PlayingPage(QWidget):
    """Leads through one session. ``ended`` says whether the person ended it, which can be undone;
    ``safety_asked`` that they want to see the signs at which to get help; ``noticed`` carries a line to
    be shown for a moment; ``moved`` says that the session is another than a moment ago.

    ``silence`` is asked why there is no sound; it answers with an empty text while there is one. A screen
    reader is told by the ``announcer``.
    """

    ended = Signal(bool)
    safety_asked = Signal()
    noticed = Signal(str)
    moved = Signal()

    def __init__(
        self,
        player: Player,
        announcer: Announcer,
        *,
        is_motion_reduced: bool,
        silence: Callable[[], str],
        emergency_number: str = "",
        asks_pain: bool = True,
        picture_of: PictureOf = no_picture,
        exercises: Mapping[str, Exercise] = MappingProxyType({}),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("playing")
        self.setAccessibleName(player.timeline.routine_name)
        self._player = player
        self._announcer = announcer
        self._is_motion_reduced = is_motion_reduced
        self._silence = silence
        self._asks_pain = asks_pain
        self._is_ended_by_person = False
        self._unsaved_text = ""
        self._near = NearView(
            player.timeline,
            is_motion_reduced=is_motion_reduced,
            emergency_number=emergency_number,
            asks_pain=asks_pain,
            picture_of=picture_of,
        )
        self._far = FarView(is_motion_reduced=is_motion_reduced, picture_of=picture_of)
        self._notes = StepNotes(player, exercises)
        self._jump: JumpList | None = None
        self._views = QStackedLayout(self)
        for view in (self._near, self._far):
            self._views.addWidget(view)
            view.asked.connect(self.carry_out)
        self._flash = PhaseFlash(self, is_motion_reduced=is_motion_reduced)
        self._doing: tuple[str, ...] = ()
        self._bridge = PlayerBridge(player, self)
        self._near.told.connect(self._on_told)
        self._bridge.happened.connect(self._on_event)
        self._bridge.moved.connect(self._on_moved)
        self._bridge.moved.connect(self.moved)
        self._bridge.framed.connect(self._on_framed)
        self._full = FullScreen(self)
        self._full.changed.connect(self._on_moved)

    @property
    def unsaved_text(self) -> str:
        """Why something is not on the disk; empty while all is."""
        return self._unsaved_text

    def start(self, before: PainScore | None) -> None:
        """Start the clock."""
        self._bridge.run(lambda: self._player.start(before))

    def take_up(self, unfinished: Unfinished) -> None:
        """Stand where a session was cut off."""
        self._bridge.run(lambda: self._player.take_up(unfinished))

    def reopen(self) -> None:
        """Take an ending back; the session is paused where it was."""
        self._is_ended_by_person = False
        self._bridge.run(self._player.undo_finish)

    def pause(self) -> None:
        """Stand still, for as long as the person wants to look at something else."""
        self._bridge.run(self._player.pause)

    def pause_for_sleep(self) -> None:
        """Stand still before the computer does."""
        self._bridge.run(self._player.pause_for_sleep)

    def leave(self) -> None:
        """Stand still where it is, on the disk, and let the clock go."""
        self._bridge.close()
        self._announcer.make_way()
        self._player.pause()
        self._player.retry_saving()
        self._full.give_back()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the session."""
        command = command_of(event)
        if self._jump is not None and command is not Command.FAR:
            return self._jump.take_key(event)
        if command is None:
            return self._near.take_key(event) or self._rate(event)
        self.carry_out(command)
        return True

    def carry_out(self, command: Command) -> None:
        """Do what the person asks for. What hurts waits for a choice: what is none does nothing then."""
        if command in _NO_CHOICE and _is_hurt(self._player.view()):
            return
        self._announcer.make_way()
        if command is Command.FAR:
            self._full.toggle()
        else:
            # From the desktop's panel it is asked for whatever is open here.
            self._drop_jump()
        self._bridge.run(self._acts()[command])

    def _acts(self) -> Mapping[Command, Callable[[], object]]:
        player = self._player
        return {
            Command.PAUSE: player.toggle_pause,
            Command.NEXT: self._skip,
            Command.BACK: player.back,
            Command.REPEAT: player.repeat,
            Command.JUMP: self._open_jump,
            Command.EASIER: self._ease,
            Command.LESS: lambda: player.adjust(-_ADJUST_S),
            Command.MORE: lambda: player.adjust(_ADJUST_S),
            Command.HURT: player.hurt,
            Command.DONE: player.done,
            Command.MUTE: self._toggle_mute,
            Command.FAR: player.tick,
            Command.END: self._end,
            Command.RETRY: player.retry_saving,
            Command.SAFETY: self.safety_asked.emit,
        }

    def _skip(self) -> None:
        if _is_hurt(self._player.view()):
            self._player.leave_out()
        else:
            self._player.skip()

    def _ease(self) -> None:
        exercise = self._player.view().step.exercise
        easier = self._notes.easier_than(exercise)
        if easier is None:
            nothing = self.tr("There is no easier exercise than {exercise}.")
            self.noticed.emit(nothing.format(exercise=exercise.name))
            return
        self._player.ease(easier)
        if easier.caution:
            self.noticed.emit(f"{easier.name}: {easier.caution}")

    def _rate(self, event: QKeyEvent) -> bool:
        effort = RATINGS.get(Qt.Key(event.key()))
        step = self._notes.step_to_rate()
        if effort is None or step is None or not is_bare(event):
            return False
        self._announcer.make_way()
        self._bridge.run(lambda: self._player.rate(step.index, effort))
        self._announcer.say(effort_words(effort))
        return True

    def _open_jump(self) -> None:
        was_running = self._player.view().state is State.RUNNING
        self._player.pause()
        view = self._player.view()
        if view.state is not State.PAUSED:
            return
        self._jump = jump = JumpList(view, self._player.summary().steps)
        jump.chosen.connect(lambda step: self._close_jump(lambda: self._player.jump(step)))
        jump.left.connect(lambda: self._close_jump(self._player.resume if was_running else lambda: None))
        self._views.addWidget(jump)
        self._views.setCurrentWidget(jump)
        jump.focus_now()

    def _close_jump(self, act: Callable[[], None]) -> None:
        self._drop_jump()
        self._announcer.make_way()
        self._bridge.run(act)

    def _drop_jump(self) -> None:
        jump, self._jump = self._jump, None
        if jump is not None:
            self._views.removeWidget(jump)
            # Until it is deleted nobody, not even a screen reader, shall find it.
            jump.setParent(None)
            jump.deleteLater()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_mute(self) -> None:
        self._player.mute(is_muted=not self._player.is_muted)

    def _end(self) -> None:
        self._is_ended_by_person = True
        self._player.finish()

    def _on_event(self, event: PlayerEvent) -> None:
        match event:
            case StepStarted(step):
                exercise = self._player.timeline.steps[step].exercise
                self._notes.look_up(exercise)
                self._near.show_easier(self._notes.easier_than(exercise))
            case SegmentStarted(index):
                self._announce_segment(index)
            case SessionPaused(PauseReason.HURT):
                exercise = self._player.view().step.exercise
                self._near.ask_about(exercise, self._notes.easier_than(exercise))
                self._announcer.make_way()
                self._announcer.say(spoken_hurt(asks_pain=self._asks_pain), is_assertive=True)
            case SessionPaused(reason):
                self._announcer.make_way()
                self._announcer.say(spoken_pause(reason))
            case SessionResumed():
                self._announcer.say(self.tr("Going on."))
            case SavingFailed(error):
                self._show_unsaved(words.unsaved_words(error))
            case SavingRecovered():
                self._show_unsaved("")
            case VoiceLost(status):
                self.noticed.emit(status)
            case SessionEnded():
                self._full.give_back()
                self.ended.emit(self._is_ended_by_person)

    def _on_told(self, pain: PainScore) -> None:
        self._bridge.run(lambda: self._player.say_how_much(pain))

    def _on_moved(self) -> None:
        if self._jump is not None:
            return
        view = self._player.view()
        is_far = self._full.is_on and not _is_hurt(view)
        self._views.setCurrentWidget(self._far if is_far else self._near)
        if is_far:
            self._far.show_view(view, warning=self._notes.warning(view))
        else:
            self._near.show_notes(self._notes.last_time(view), self._notes.rating())
            self._near.show_view(view, is_muted=self._player.is_muted, silence=self._silence())
        self._flash_if_new(view)
        self._bridge.set_animated(not self._is_motion_reduced and self._is_in_view() and is_moving(view))

    def _is_in_view(self) -> bool:
        # The desktop tells what it knows: minimised, hidden, on some also covered.
        window = self.window()
        return window.isVisible() and window.windowHandle().isExposed() and not window.isMinimized()

    def _flash_if_new(self, view: SessionView) -> None:
        doing = words.phase_words(view), view.segment.side, view.segment.exercise.id, str(view.step.index)
        before, self._doing = self._doing, doing
        if before not in ((), doing):
            self._flash.flash(words.phase_tone(view))

    def _on_framed(self) -> None:
        shown = self._far if self._views.currentWidget() is self._far else self._near
        shown.show_figure(self._player.view())

    def _show_unsaved(self, text: str) -> None:
        self._unsaved_text = text
        self._near.show_unsaved(text)

    def _announce_segment(self, index: int) -> None:
        segment = self._player.timeline.segments[index]
        if segment.kind is not Kind.RELAX and segment.rep <= 1:
            self._announcer.say(words.spoken_segment(segment))


def _is_hurt(view: SessionView) -> bool:
    return view.state is State.PAUSED and view.pause_reason is PauseReason.HURT
