"""Work beside the person: asked for, done by a thread, never waited for longer than was said."""

import threading
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from backstay.care.errands import Errands, Work
from backstay.domain.errors import BackstayError
from backstay.journal.intake import CancelledError, GoOn

LATER_S = 3600.0
PATIENCE_S = 30.0

Make = Callable[..., Errands]


@pytest.fixture
def errands() -> Iterator[Make]:
    """Makes errands that are closed at the end."""
    made: list[Errands] = []

    def make(works: dict[str, Work], delay_s: float = LATER_S) -> Errands:
        made.append(Errands(works, delay_s=delay_s))
        return made[-1]

    yield make
    for each in made:
        each.close(PATIENCE_S)


def noted(notes: list[str], name: str) -> Work:
    """A work that writes its name down."""
    return lambda _go_on: notes.append(name)


def test_nothing_is_begun_before_somebody_asks(errands: Make) -> None:
    """A program that is only looked at has no thread for it, and a question for its end is answered."""
    before = threading.active_count()
    made = errands({"copy": noted([], "copy")})
    assert made.settle(0)
    assert threading.active_count() == before


def test_what_is_asked_for_waits_for_quiet_and_is_done_once_in_order(errands: Make) -> None:
    """However often it is asked for meanwhile; whoever settles need not wait for the quiet."""
    notes: list[str] = []
    made = errands({name: noted(notes, name) for name in ("first", "second", "third")})
    for name in ("second", "first", "second"):
        made.ask(name)
    assert notes == []
    assert made.settle(PATIENCE_S)
    assert notes == ["first", "second"]


def test_after_the_quiet_it_is_done_without_being_waited_for(errands: Make) -> None:
    """Nobody has to settle."""
    done = Event()
    errands({"copy": lambda _go_on: done.set()}, delay_s=0).ask("copy")
    assert done.wait(PATIENCE_S)


def test_nothing_is_begun_while_it_is_held(errands: Make) -> None:
    """It comes when it is let go."""
    is_running, found, done = True, list[bool](), Event()

    def work(_go_on: GoOn) -> None:
        found.append(is_running)
        done.set()

    made = errands({"copy": work}, delay_s=0)
    made.hold()
    for _ in range(100):
        made.ask("copy")
    is_running = False
    made.release()
    assert done.wait(PATIENCE_S)
    assert found == [False]


def test_what_is_under_way_makes_way_and_is_done_again(errands: Make) -> None:
    """A session begins in the middle of it: it stops, and begins anew afterwards."""
    begun, stopped, again = Event(), Event(), Event()

    def work(go_on: GoOn) -> None:
        if begun.is_set():
            again.set()
            return
        begun.set()
        while go_on(0):
            pass
        stopped.set()
        raise CancelledError

    made = errands({"copy": work}, delay_s=0)
    made.ask("copy")
    assert begun.wait(PATIENCE_S)
    made.hold()
    assert stopped.wait(PATIENCE_S)
    made.release()
    assert again.wait(PATIENCE_S)


def test_a_settlement_does_what_is_held(errands: Make) -> None:
    """A window that closes in the middle of a session has its copies made."""
    notes: list[str] = []
    made = errands({"copy": noted(notes, "copy")})
    made.hold()
    made.ask("copy")
    assert made.settle(PATIENCE_S)
    assert notes == ["copy"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BackstayError("No room.", where="/there"), "No room."),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_what_went_wrong_is_told_until_it_goes_well(errands: Make, error: Exception, told: str) -> None:
    """It is thrown at nobody, the others are done all the same, and everybody hears that there is news."""
    notes, news = list[str](), list[str]()
    troubles: list[Exception] = [error]

    def work(_go_on: GoOn) -> None:
        if troubles:
            raise troubles.pop()

    made = errands({"copy": work, "other": noted(notes, "other")})
    made.on_done(lambda: news.append("news"))
    made.ask("copy", "other")
    assert made.settle(PATIENCE_S)
    assert (made.troubles, notes, len(news)) == ({"copy": told}, ["other"], 2)
    made.ask("copy")
    assert made.settle(PATIENCE_S)
    assert (made.troubles, len(news)) == ({}, 3)


def test_a_disk_that_never_answers_keeps_nobody(errands: Make) -> None:
    """Closing comes back after its limit, and what hangs is told not to go on once it wakes up."""
    answer, heard = Event(), list[bool]()
    over = Event()

    def work(go_on: GoOn) -> None:
        answer.wait(PATIENCE_S)
        heard.append(go_on(0))
        over.set()

    made = errands({"copy": work})
    made.ask("copy")
    assert not made.settle(0.01)
    made.close(0.01)
    answer.set()
    assert over.wait(PATIENCE_S)
    assert heard == [False]
