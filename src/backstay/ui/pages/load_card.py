"""What was run lately beside two rules of thumb, each with its figures and where it is from."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.domain.load import LEAST_MORE_MIN, LongerRun, LongestRun, Measure, SingleLoad, WeeklyLoad
from backstay.ui import tokens
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.wording import day_text


class LoadCard(Card):
    """Two soft guides for runners; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("load_card", spacing=2 * tokens.GRID, parent=parent)
        title = PlainLabel(self.tr("Your running"), role="strong", name="load_title")
        self._weekly = _Piece("load_weekly")
        self._weekly.source.setText(
            self.tr(
                "A rule of thumb among runners: at most a tenth more from week to week. "
                "In a trial with 532 beginners a plan made by it changed nothing (Buist and others, 2008)."
            )
        )
        self._single = _Piece("load_single")
        self._single.source.setText(
            self.tr(
                "Seen among 5,205 runners: trouble was more frequent after a single run more than 10 % "
                "longer than the longest of the 30 days before it. A week's total had no such link "
                "(Frandsen and others, 2025; observed, so it does not show a cause)."
            )
        )
        self.body.addWidget(title)
        self.body.addWidget(self._weekly)
        self.body.addWidget(self._single)
        self.body.addWidget(PlainLabel(self.tr("You decide."), name="load_decide"))
        self.hide()

    def show_load(self, weekly: WeeklyLoad | None, single: SingleLoad | None) -> None:
        """Say what there is; the piece that is None is left out, and without either the card is hidden."""
        self._weekly.say(_weekly_text(weekly) if weekly else "")
        self._single.say(_single_text(single) if single else "")
        self.setVisible(weekly is not None or single is not None)


class _Piece(QWidget):
    """Figures, and under them where the guide is from."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._figures = PlainLabel(wrap=True, name=name)
        self.source = PlainLabel(role="small", tone="soft", wrap=True, name=f"{name}_source")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.GRID // 2)
        box.addWidget(self._figures)
        box.addWidget(self.source)

    def say(self, text: str) -> None:
        """Show ``text`` above the source, or hide when it is empty."""
        self._figures.setText(text)
        self.setVisible(bool(text))


def _weekly_text(load: WeeklyLoad) -> str:
    if load.n_weeks == 1:
        before = _tr("The last week with runs before it had {mean} min;")
    else:
        before = _tr("The last {n} weeks with runs before it had {mean} min on average;")
    more = _tr("{more} min more is {guide} min.") if load.is_small else _tr("10 % more is {guide} min.")
    return " ".join((_tr("This week: {minutes} min."), before, more)).format(
        minutes=_amount(load.minutes, 0),
        n=load.n_weeks,
        mean=_amount(load.mean_minutes, 0),
        more=LEAST_MORE_MIN,
        guide=_amount(load.guide_minutes, 0),
    )


def _single_text(load: SingleLoad) -> str:
    words = _tr("Longest run of the last 30 days: {length}, on {day}. 10 % more is {guide}.").format(
        length=_length(load.longest, load.longest.length),
        day=day_text(load.longest.day),
        guide=_length(load.longest, load.longest.guide),
    )
    return words if load.beyond is None else f"{words}\n{_beyond_text(load.beyond)}"


def _beyond_text(beyond: LongerRun) -> str:
    before = beyond.before
    return _tr(
        "The run of {day} was {length}: beyond {guide}, which is 10 % more than the longest "
        "of the 30 days before it ({before})."
    ).format(
        day=day_text(beyond.day),
        length=_length(before, beyond.length),
        before=_length(before, before.length),
        guide=_length(before, before.guide),
    )


def _length(run: LongestRun, length: float) -> str:
    if run.measure is Measure.DISTANCE:
        return _tr("{km} km").format(km=_amount(length / 1000, 2))
    return _tr("{minutes} min").format(minutes=_amount(length, 1))


def _amount(amount: float, decimals: int) -> str:
    text = f"{amount:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("LoadCard", text)
