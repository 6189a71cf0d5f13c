"""Today: one routine with one button, how the week stands, and once a week how the pain was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.domain.errors import BackstayError
from backstay.domain.routine import Routine
from backstay.domain.timeline import announced_s
from backstay.journal.change import Kind
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.pages.damage_card import DamageCard
from backstay.ui.pages.mishap_card import MishapCard
from backstay.ui.pages.today_cards import NextCard, WeekCard, recent_scores
from backstay.ui.pages.today_score import ScorePlace
from backstay.ui.pages.today_unfinished import UnfinishedCard
from backstay.ui.pages.today_welcome import WelcomeCard
from backstay.ui.pages.week import this_week
from backstay.ui.widgets.buttons import Button, Chip
from backstay.ui.widgets.cards import Banner
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.page_frame import ScrollPage

_SHORT_S = 8 * 60
_MOST_CHIPS = 3


class TodayPage(ScrollPage):
    """Enter starts, a digit is a score where one is asked for; everything else is one Tab away."""

    kinds = frozenset({Kind.SESSIONS, Kind.PAIN})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", name="today", parent=parent)
        self._desk = desk
        self._date = PlainLabel(tone="soft", name="today_date")
        self._trouble = Banner("today_trouble", tone="caution")
        self._damage = DamageCard(desk, "today")
        desk.app.on_notice(self._damage.follow)
        self._mishap = MishapCard(desk.app, desk.toast)
        self._mishap.dismissed.connect(lambda: self._main_button().setFocus())
        self._welcome = WelcomeCard(desk)
        self._next = NextCard(desk)
        self._unfinished = UnfinishedCard(desk)
        self._welcome.understood.connect(lambda: self._main_button().setFocus())
        self._week = WeekCard()
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips)
        self._score = ScorePlace(desk)
        self._score.said.connect(lambda: self.bring_into_view(self._score))
        self._compose()
        self.reload()

    def reload(self) -> None:
        """The date, the routine, the week and the scores."""
        now = self._desk.app.clock.moment()
        self.title.setText(wording.greeting(now.local.hour))
        self.setAccessibleName(self.title.text())
        self._score.follow()
        self._damage.follow()
        self._date.setText(wording.day_text(now.day))
        try:
            self._load()
        except BackstayError as error:
            self._trouble.say("\n".join(error.lines()))
        else:
            self._trouble.say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts unless it presses the button that has the focus; digits are scores."""
        if self._score.take_key(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._main_button().click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keys on. A focus proxy would do so too, but Tab would pass over what is before it."""
        self._main_button().setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """A session that was started meanwhile is reason enough to say no more what the program is, and a
        score that was given changes what is asked.
        """
        self._welcome.follow_settings()
        self._score.follow()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was said about the last score belongs to the visit that is over. Minimising ends none."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._score.leave()

    def _main_button(self) -> Button:
        return self._next.start if self._unfinished.isHidden() else self._unfinished.go_on

    def _load(self) -> None:
        app = self._desk.app
        today = app.clock.moment().day
        week = this_week(app)
        self._week.show_week(week)
        region = app.preferences.region
        place = wording.region_text(region) if region is not None else ""
        scores = recent_scores(app, today)
        # Years may lie in a file that could not be opened: no sessions are said to be none.
        self._week.setHidden(not app.journal.is_writable and app.journal.first_day() is None)
        self._week.show_scores(scores, today, place, is_asked=app.preferences.pain_on)
        has_history = bool(week.sessions) or app.journal.sessions.has_any()
        self._show_chips(is_first=not has_history)
        self._next.show_routine(app.recommended(), app, is_first=not has_history)
        # One obvious button: what was cut off comes before what is next.
        self._next.setHidden(self._unfinished.follow(app))

    def _show_chips(self, *, is_first: bool) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        chips = [self._short_chip(routine) for routine in self._short_routines(is_first=is_first)]
        every = Chip(self.tr("All routines…"), name="all_routines", parent=self._chips)
        every.clicked.connect(lambda: self._desk.show_page("routines", "routines/"))
        before: QWidget = self._next.look
        for chip in (*chips, every):
            self._chip_row.addWidget(chip)
            # What is made later comes later by Tab, and would be reached after what stands below it.
            self.setTabOrder(before, chip)
            before = chip

    def _short_routines(self, *, is_first: bool) -> list[Routine]:
        app = self._desk.app
        # Who has done nothing yet is not offered what asks for care.
        routines = [r for r in app.library.routines.values() if not (is_first and _asks_for_care(r))]
        timed = [(announced_s(routine, app.preferences), routine) for routine in routines]
        short = sorted((pair for pair in timed if pair[0] <= _SHORT_S), key=lambda pair: pair[0])
        return [routine for _, routine in short[:_MOST_CHIPS]]

    def _short_chip(self, routine: Routine) -> Chip:
        length = wording.length_text(announced_s(routine, self._desk.app.preferences))
        chip = Chip(f"{routine.name} · {length}", name=f"short_{routine.id}", parent=self._chips)
        chip.clicked.connect(lambda: self._desk.start_routine(routine))
        return chip

    def _compose(self) -> None:
        self.head.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        short = QVBoxLayout()
        short.setSpacing(tokens.GRID + tokens.GRID // 2)
        short.addWidget(PlainLabel(self.tr("Only two minutes?"), role="strong"))
        short.addWidget(self._chips)
        self.body.addWidget(self._trouble)
        self.body.addWidget(self._damage)
        self.body.addWidget(self._mishap)
        self.body.addWidget(self._welcome)
        self.body.addWidget(Columns(self._first_card(), self._week, shares=(5, 3)))
        self.body.addLayout(short)
        self.body.addWidget(self._score)
        self.body.addStretch(1)

    def _first_card(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._unfinished)
        box.addWidget(self._next)
        return holder


def _asks_for_care(routine: Routine) -> bool:
    return any(exercise.caution for exercise in routine.exercises())
