"""The buttons under a session: one row where there is room, two where the text is large."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain.session_events import PauseReason
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Kind
from backstay.ui import tokens
from backstay.ui.session.keys import Command
from backstay.ui.session.words import has_stood
from backstay.ui.widgets.buttons import Button, CautionButton, PrimaryButton, SecondaryButton

_GAP = tokens.GRID + tokens.GRID // 2
_APART = 9 * tokens.GRID
# In the usual row and, after the gap, apart from it.
_STEERING = ("back", "pause", "done", "pause_quiet", "next", "less", "more")
_APART_NAMES = ("hurt",)
_SPARE = ("less", "more")
_RUNNING_ONLY = ("pause",)
_WAITING_ONLY = ("done", "pause_quiet")
_USUAL = (*_STEERING, *_APART_NAMES)
_HURTING = ("hurt_leave_out", "hurt_easier", "hurt_go_on", "hurt_end")
# After a gap that nobody asked for.
_STANDING = ("stand_go_on", "repeat", "stand_end")
_SECOND_ROW = ("less", "more", "hurt", "hurt_go_on", "hurt_end", "repeat", "stand_end")


class ControlBar(QWidget):
    """``asked`` carries the ``Command`` of the button that was pressed."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("session_controls")
        self.setAccessibleName(self.tr("Controls of the session"))
        self._buttons = {button.objectName(): button for button in self._made()}
        self._arranged: tuple[bool, bool] | None = None
        self._is_low = False
        self._offered: tuple[str, ...] = _USUAL
        self._rows = (QHBoxLayout(), QHBoxLayout())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(_GAP)
        for row in self._rows:
            row.setSpacing(_GAP)
            box.addLayout(row)
        self._arrange(is_narrow=False)

    def show_state(self, view: SessionView, *, has_easier: bool) -> None:
        """Offer what makes sense now; ``has_easier`` says whether there is an easier exercise."""
        self._offered = _offered_in(view)
        is_waiting = view.segment.kind is Kind.WAIT
        unfit = (
            *(_RUNNING_ONLY if is_waiting else _WAITING_ONLY),
            *(() if has_easier else ("hurt_easier",)),
        )
        for name in self._buttons:
            # Those of the row that may not have the room are shown by the fitting.
            if name not in _SPARE:
                self._show_button(name, name in self._offered and name not in unfit)
        for name in _SPARE:
            self._buttons[name].setEnabled(not is_waiting)
        self._show_pause(is_running=view.state is State.RUNNING)
        self._fit(self.width())

    def set_low(self, *, is_low: bool) -> None:
        """In a low window the spare buttons give way to a second row; they keep their keys."""
        self._is_low = is_low
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two rows when one is too long."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _show_pause(self, *, is_running: bool) -> None:
        words = self.tr("Pause") if is_running else self.tr("Go on")
        for name in ("pause", "pause_quiet"):
            button = self._buttons[name]
            if button.words != words:
                button.set_words(words)
                button.set_icon("pause" if is_running else "play", filled=True)

    def _show_button(self, name: str, is_shown: bool) -> None:
        button = self._buttons[name]
        if button.isHidden() is is_shown:
            button.setVisible(is_shown)
            # A row inside a layout is not told, and would keep the room of what is gone.
            for row in self._rows:
                row.invalidate()

    def _fit(self, width: int) -> None:
        is_narrow = self._needed_width(spare=True) > width
        is_in_two = is_narrow and (not self._is_low or self._needed_width(spare=False) > width)
        for name in _SPARE:
            self._show_button(name, self._offered is _USUAL and not (is_narrow and self._is_low))
        self._arrange(is_narrow=is_in_two)

    def _needed_width(self, *, spare: bool) -> int:
        counted = [n for n in self._offered if (spare if n in _SPARE else not self._buttons[n].isHidden())]
        shown = [self._buttons[name] for name in counted]
        apart = _APART if self._offered is _USUAL else 0
        return sum(b.sizeHint().width() for b in shown) + _GAP * len(shown) + apart

    def _arrange(self, *, is_narrow: bool) -> None:
        is_usual = self._offered is _USUAL
        if (is_narrow, is_usual) == self._arranged:
            return
        self._arranged = is_narrow, is_usual
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
            row.addStretch(1)
        for name in (*_HURTING, *_STANDING, *_USUAL):
            row = self._rows[1 if is_narrow and name in _SECOND_ROW else 0]
            if name in _APART_NAMES and is_usual and not is_narrow:
                row.addSpacing(_APART - 2 * _GAP)
            row.addWidget(self._buttons[name])
        for row in self._rows:
            row.addStretch(1)

    def _made(self) -> Iterable[Button]:
        tr, space = self.tr, self.tr("Space")
        back = SecondaryButton("", name="back", key="B", icon="skip-back", filled=True)
        pause = PrimaryButton(tr("Pause"), name="pause", key=space, icon="pause", filled=True)
        done = PrimaryButton(tr("Done"), name="done", key="D", icon="check")
        quiet = SecondaryButton(tr("Pause"), name="pause_quiet", key=space, icon="pause", filled=True)
        ahead = SecondaryButton("", name="next", key="N", icon="skip-forward", filled=True)
        less = SecondaryButton(tr("− 10 s"), name="less")
        more = SecondaryButton(tr("+ 10 s"), name="more")
        hurt = CautionButton(tr("It hurts"), name="hurt", key="H")
        leave = PrimaryButton(tr("Leave it out"), name="hurt_leave_out", key="N")
        easier = SecondaryButton(tr("Easier exercise"), name="hurt_easier", key="E")
        go_on = SecondaryButton(tr("Go on"), name="hurt_go_on", key=space)
        end = SecondaryButton(tr("End here"), name="hurt_end", key=tr("Esc"))
        on_again = PrimaryButton(tr("Go on"), name="stand_go_on", key=space, icon="play", filled=True)
        again = SecondaryButton(tr("Repeat this exercise"), name="repeat", key="R")
        end_here = SecondaryButton(tr("End here"), name="stand_end", key=tr("Esc"))
        for button, text in (
            (back, tr("Back: this exercise again, or the one before")),
            (ahead, tr("Next: leave this pause, or this exercise")),
            (less, tr("10 seconds less (key −)")),
            (more, tr("10 seconds more (key +)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        yield from self._wired(Command.BACK, back)
        yield from self._wired(Command.PAUSE, pause, quiet, go_on, on_again)
        yield from self._wired(Command.DONE, done)
        yield from self._wired(Command.NEXT, ahead, leave)
        yield from self._wired(Command.EASIER, easier)
        yield from self._wired(Command.LESS, less)
        yield from self._wired(Command.MORE, more)
        yield from self._wired(Command.HURT, hurt)
        yield from self._wired(Command.END, end, end_here)
        yield from self._wired(Command.REPEAT, again)

    def _wired(self, command: Command, *buttons: Button) -> Iterable[Button]:
        for button in buttons:
            # A click must not move the focus: the next Space is meant for the session.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._asker(command))
            yield button

    def _asker(self, command: Command) -> Callable[[], None]:
        return lambda: self.asked.emit(command)


def _offered_in(view: SessionView) -> tuple[str, ...]:
    if view.state is not State.PAUSED:
        return _USUAL
    if view.pause_reason is PauseReason.HURT:
        return _HURTING
    return _STANDING if has_stood(view) else _USUAL
