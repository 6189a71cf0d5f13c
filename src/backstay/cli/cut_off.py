"""The one question about a session that was cut off, before anything else is asked in the terminal."""

from backstay.app import App
from backstay.cli.console import Console
from backstay.cli.questions import ENTER, pick
from backstay.cli.words import ago_text, counted, lasting
from backstay.domain.errors import BackstayError
from backstay.domain.exercise import Side
from backstay.domain.moment import Moment
from backstay.unfinished import Unfinished


def settle_cut_off(app: App, console: Console) -> Unfinished | None:
    """The session to go on with, if there is one and the person wants to; every other one that was cut
    off is closed as partly done, in one line. Raises ``StopAskedError`` for q, and then asks again next time.
    """
    try:
        _close_left_open(app, console)
        unfinished = app.unfinished()
        if unfinished is None or _wants_to_go_on(app, console, unfinished):
            return unfinished
        app.keep(unfinished)
    except BackstayError as error:
        # It costs the question, not the session that comes.
        for line in error.lines():
            console.say(line)
    else:
        console.say("Kept as partly done.")
    return None


def place_text(unfinished: Unfinished) -> str:
    """``exercise 5, right side``."""
    segment = unfinished.segment
    side = f", {segment.side} side" if segment.side is not Side.BOTH else ""
    return f"exercise {segment.step + 1}{side}"


def _close_left_open(app: App, console: Console) -> None:
    if closed := app.close_left_open():
        were = "that was cut off is" if closed == 1 else "that were cut off are"
        console.say(f"{counted(closed, 'session')} {were} kept as partly done; “backstay log” shows it.")


def _wants_to_go_on(app: App, console: Console, unfinished: Unfinished) -> bool:
    name, done = unfinished.timeline.routine_name, lasting(unfinished.place.active_s)
    console.say(f"{name} was cut off {_ago(unfinished.seen_at, app.clock.moment())}, after {done}.")
    if not console.can_type:
        return False
    question = f"Enter continues at {place_text(unfinished)}; k keeps it as partly done; q leaves:"
    return pick(console, question, {ENTER: True, "k": False})


def _ago(then: Moment, now: Moment) -> str:
    return ago_text((now.utc - then.utc).total_seconds())
