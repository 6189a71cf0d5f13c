"""The forms of the journal, of which one is open at a time: a new entry, or one that is changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.app import App
from backstay.domain.activity import ActivityEntry
from backstay.domain.history import SessionPlan, SessionRecord
from backstay.domain.mark import MarkEntry
from backstay.domain.pain import PainEntry
from backstay.domain.timeline import announced_s
from backstay.journal.change import Kind
from backstay.journal.chronicle import Entry
from backstay.ui.pages.activity_form import ActivityForm
from backstay.ui.pages.journal_form import ScoreForm
from backstay.ui.pages.journal_mark_form import MarkForm
from backstay.ui.pages.journal_session_form import SessionForm

Form = ScoreForm | ActivityForm | SessionForm | MarkForm


class JournalForms(QWidget):
    """``given`` carries what a form gives; it stays open until ``close_form``. ``closed`` says that it went,
    and ``safety_asked`` that what was entered calls for the safety page. ``entry`` is the one that is
    changed, None for a new one.
    """

    given = Signal(object)
    closed = Signal()
    safety_asked = Signal()

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("journal_forms")
        self._app = app
        self._score = ScoreForm(app.clock)
        self._activity = ActivityForm()
        self._session = SessionForm(app.clock)
        self._mark = MarkForm(app.clock)
        self._score.safety_asked.connect(self.safety_asked)
        self._open: Form | None = None
        self.entry: Entry | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for form in (self._score, self._activity, self._session, self._mark):
            form.hide()
            form.given.connect(self.given)
            form.cancelled.connect(self.close_form)
            column.addWidget(form)

    @property
    def is_open(self) -> bool:
        """Whether something is being written."""
        return self._open is not None

    def open_new(self, kind: Kind) -> None:
        """Begin a new entry of this kind."""
        form = self._turn_to(kind, None)
        match form:
            case ScoreForm():
                form.open_new(self._app.preferences.region)
            case ActivityForm():
                form.open_new(self._app.clock.moment())
            case SessionForm():
                form.open_new(self._plans())
            case MarkForm():
                form.open_new()

    def open_entry(self, entry: Entry) -> None:
        """Change ``entry``."""
        match entry:
            case PainEntry():
                self._turn_to(Kind.PAIN, entry)
                self._score.open_entry(entry)
            case ActivityEntry():
                self._turn_to(Kind.ACTIVITY, entry)
                self._activity.open_entry(entry, self._app.clock.moment())
            case SessionRecord():
                self._turn_to(Kind.SESSIONS, entry)
                self._session.open_entry(entry)
            case MarkEntry():
                self._turn_to(Kind.MARKS, entry)
                self._mark.open_entry(entry)

    def close_form(self) -> None:
        """What was entered is dropped, or has been saved."""
        if self._open is not None:
            self._open.hide()
        self._open = self.entry = None
        self.closed.emit()

    def take_focus(self) -> None:
        """Give the keys to the form that is open."""
        if self._open is not None:
            self._open.setFocus()

    def _turn_to(self, kind: Kind, entry: Entry | None) -> Form:
        forms: dict[Kind, Form] = {
            Kind.PAIN: self._score,
            Kind.ACTIVITY: self._activity,
            Kind.SESSIONS: self._session,
            Kind.MARKS: self._mark,
        }
        if self._open is not None:
            self._open.hide()
        self._open, self.entry = forms[kind], entry
        # A field can only take the keys once it is seen.
        self.show()
        return forms[kind]

    def _plans(self) -> list[SessionPlan]:
        routines = sorted(self._app.library.routines.values(), key=lambda routine: routine.name.casefold())
        return [
            SessionPlan(
                routine.id,
                routine.name,
                announced_s(routine, self._app.preferences),
                len(routine.exercises()),
            )
            for routine in routines
        ]
