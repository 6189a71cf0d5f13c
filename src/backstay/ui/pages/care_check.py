"""Everything looked through at once: the journal, its backups and its change files, a line for each."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from backstay.care.check import Check
from backstay.care.verify import verify
from backstay.journal.intake import GoOn
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.care_card import CareCard
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.emptying import empty
from backstay.ui.widgets.labels import PlainLabel

translate = QCoreApplication.translate
_CONTEXT = "DataCare"
_SETTLING_S = 5.0


class CheckCard(CareCard):
    """What was found stays until the next check; ``doubted`` says that not all of it is sound."""

    doubted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "care_check", parent)
        self.say_what_it_is(
            self.tr("Check everything"),
            self.tr("Reads every entry, every backup and every change file, and changes nothing."),
        )
        self._checks: tuple[Check, ...] = ()
        self._start = SecondaryButton(self.tr("Check now"), icon="shield-check", name="care_check_now")
        self._start.clicked.connect(self._on_start)
        self._copy = SecondaryButton(self.tr("Copy the result"), icon="copy", name="care_copy_checks")
        self._copy.clicked.connect(self._on_copy)
        self._verdict = PlainLabel(role="medium", wrap=True, name="care_verdict")
        self._list = QWidget()
        self._rows = QGridLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(2 * tokens.GRID)
        self._rows.setVerticalSpacing(tokens.GRID + tokens.GRID // 2)
        self._rows.setColumnStretch(1, 1)
        self.add_row(self._start, self._copy)
        for part in (self._verdict, self._list):
            self.body.addWidget(part)
        for part in (self._copy, self._verdict, self._list):
            part.hide()
        self.body.addStretch(1)

    def _on_start(self) -> None:
        app = self.desk.app
        paths, preferences, now = app.paths, app.preferences, app.clock.moment

        def check(go_on: GoOn) -> tuple[Check, ...]:
            # What was entered a moment ago is not missing from the copies, they are on their way.
            app.tending.settle(_SETTLING_S)
            return verify(paths, preferences, now, go_on)

        self.run(self.tr("Checking everything"), check, self._on_checked)

    def _on_checked(self, checks: object) -> None:
        assert isinstance(checks, tuple)
        self._checks = checks
        self._verdict.setText(_verdict(checks))
        is_sound = all(check.is_sound for check in checks)
        self._verdict.set_tone("ink" if is_sound else "caution")
        if not is_sound:
            self.doubted.emit()
        empty(self._rows)
        for number, check in enumerate(_gathered(checks)):
            self._rows.addWidget(_tag(check), number, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(_found_part(number, check), number, 1)
        for part in (self._copy, self._verdict, self._list):
            part.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._verdict.text()))

    def _on_copy(self) -> None:
        lines = [": ".join((_word(check), _begun(check.name), _found(check))) for check in self._checks]
        QGuiApplication.clipboard().setText("\n".join([*lines, self._verdict.text()]))
        self.desk.toast(self.tr("Copied."))


def _verdict(checks: Sequence[Check]) -> str:
    doubts = sum(not check.is_sound for check in checks)
    if not doubts:
        words = translate(_CONTEXT, "All sound. {count} things were checked.")
        return words.format(count=len(checks))
    if doubts == 1:
        words = translate(_CONTEXT, "1 of {count} checks leaves a doubt.")
    else:
        words = translate(_CONTEXT, "{doubts} of {count} checks leave a doubt.")
    return words.format(doubts=doubts, count=len(checks))


def _gathered(checks: Sequence[Check]) -> list[Check]:
    """What needs somebody, one by one, and then the sound ones, those of one kind in one line."""
    sound: dict[str, list[Check]] = {}
    for check in checks:
        if check.is_sound:
            sound.setdefault(check.name, []).append(check)
    return [*(check for check in checks if not check.is_sound), *map(_in_one, sound.values())]


def _in_one(alike: Sequence[Check]) -> Check:
    newest, *older = alike
    if not older:
        return newest
    if len(older) == 1:
        words = translate(_CONTEXT, "{newest}; an older one is sound as well")
    else:
        words = translate(_CONTEXT, "{newest}; {count} older ones are sound as well")
    return replace(newest, text=words.format(newest=newest.text, count=len(older)))


def _word(check: Check) -> str:
    return translate(_CONTEXT, "Sound") if check.is_sound else translate(_CONTEXT, "Doubt")


def _found(check: Check) -> str:
    if not check.mend:
        return _begun(check.text)
    words = translate(_CONTEXT, "{found}. What to do: {mend}")
    return words.format(found=_begun(check.text).rstrip("."), mend=check.mend)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tag(check: Check) -> PlainLabel:
    """A word and a shape: colour alone says nothing."""
    mark = "✓" if check.is_sound else "!"
    return PlainLabel(f"{mark} {_word(check)}", tag="go" if check.is_sound else "caution")


def _found_part(number: int, check: Check) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    found = PlainLabel(_found(check), role="small", tone="soft", wrap=True)
    found.setObjectName(f"care_check_{number}_text")
    column.addWidget(PlainLabel(_begun(check.name), role="medium", wrap=True))
    column.addWidget(found)
    return part
