"""What is said and asked on the closing page goes to the player of the session that it closes."""

from dataclasses import dataclass
from functools import partial

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.history import Effort
from backstay.domain.pain import PainScore, Timing
from backstay.player import Player
from backstay.ui.pages.closing import ClosingPage
from backstay.ui.pages.playing import PlayingPage
from backstay.ui.pages.week import this_week


@dataclass(frozen=True, slots=True)
class Run:
    """A session and the page that led through it."""

    player: Player
    playing: PlayingPage


def scored(app: App, score: int, timing: Timing) -> PainScore:
    """``score`` (0-10) about the usual region."""
    return PainScore(score, region=app.preferences.region, timing=timing)


def closing_page(app: App, run: Run, *, asks: bool) -> ClosingPage:
    """The page that closes ``run``; each answer on it is written at once, and what is not on the disk is
    said there.
    """
    page = ClosingPage(run.player.summary(), run.player.timeline, asks=asks)
    page.chosen.connect(partial(_on_score, app, run, page))
    page.rated.connect(partial(_on_rated, app, run, page))
    page.retried.connect(partial(_on_retried, app, run, page))
    _show_saved(app, run, page)
    return page


def _on_score(app: App, run: Run, page: ClosingPage, score: int) -> None:
    run.player.score_after(scored(app, score, Timing.AFTER))
    page.close_question()
    page.show_scores(run.player.summary())
    _show_saved(app, run, page)


def _on_rated(app: App, run: Run, page: ClosingPage, step: int, effort: Effort) -> None:
    run.player.rate(step, effort)
    _show_saved(app, run, page)


def _on_retried(app: App, run: Run, page: ClosingPage) -> None:
    run.player.retry_saving()
    _show_saved(app, run, page)


def _show_saved(app: App, run: Run, page: ClosingPage) -> None:
    page.show_unsaved(run.playing.unsaved_text)
    try:
        # A week without this session would be one short.
        page.show_week(None if run.player.unsaved else this_week(app))
    except BackstayError:
        page.show_week(None)
