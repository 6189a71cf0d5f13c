"""Everything looked through at once: the journal, its backups and its change files, a line for each."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.care.check import Check
from backstay.care.verify import verify
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.care_card import CareCard
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.emptying import empty
from backstay.ui.widgets.labels import PlainLabel

translate = QCoreApplication.translate
_CONTEXT = "DataCare"


class CheckCard(CareCard):
    """What was found stays until the next check."""

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
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.GRID)
        self.add_row(self._start, self._copy)
        for part in (self._verdict, self._list):
            self.body.addWidget(part)
        for part in (self._copy, self._verdict, self._list):
            part.hide()
        self.body.addStretch(1)

    def _on_start(self) -> None:
        app = self.desk.app
        paths, preferences, now = app.paths, app.preferences, app.clock.moment
        self.run(
            self.tr("Checking everything"),
            lambda go_on: verify(paths, preferences, now, go_on),
            self._on_checked,
        )

    def _on_checked(self, checks: object) -> None:
        assert isinstance(checks, tuple)
        self._checks = checks
        self._verdict.setText(_verdict(checks))
        self._verdict.set_tone("ink" if all(check.is_sound for check in checks) else "caution")
        empty(self._rows)
        # What needs somebody comes first.
        for number, check in enumerate(sorted(checks, key=lambda check: check.is_sound)):
            self._rows.addWidget(_row(number, check))
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


def _word(check: Check) -> str:
    return translate(_CONTEXT, "Sound") if check.is_sound else translate(_CONTEXT, "Doubt")


def _found(check: Check) -> str:
    if not check.mend:
        return _begun(check.text)
    words = translate(_CONTEXT, "{found}. What to do: {mend}")
    return words.format(found=_begun(check.text).rstrip("."), mend=check.mend)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _row(number: int, check: Check) -> QWidget:
    """A word and a shape before it: colour alone says nothing."""
    row = QWidget()
    row.setObjectName(f"care_check_{number}")
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2 * tokens.GRID)
    mark = "✓" if check.is_sound else "!"
    tag = PlainLabel(f"{mark} {_word(check)}", tag="go" if check.is_sound else "caution")
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(PlainLabel(_begun(check.name), role="medium", wrap=True))
    words.addWidget(
        PlainLabel(_found(check), role="small", tone="soft", wrap=True, name=f"care_check_{number}_text")
    )
    box.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
    box.addLayout(words, 1)
    return row
