"""Places are written beside the session: nobody waits, the last one counts, and a refusal costs only it."""

import logging
import os
import select
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from backstay.places.places import Places
from tests.fakes import HandClock, no_room_on_disk
from tests.places.content import LIMIT_S, OTHER, PLACE, SESSION, file_of

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a pipe with a name")


class StuckDisk:
    """The next write of one session's place stands still until ``read`` lets it go on."""

    def __init__(self, folder: Path, session_id: str) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self._pipe = folder / f".{session_id}.json.{os.getpid()}.new"
        os.mkfifo(self._pipe)

    def read(self) -> str:
        """What the write had in hand; it fails then, because a pipe is no disk."""
        handle = os.open(self._pipe, os.O_RDONLY | os.O_NONBLOCK)
        text = b""
        with os.fdopen(handle, "rb", buffering=0) as pipe:
            assert select.select([pipe], [], [], LIMIT_S)[0], "nothing was written"
            while part := pipe.read(65536):
                text += part
                assert select.select([pipe], [], [], LIMIT_S)[0], "it was not written to its end"
        return text.decode()


def test_the_last_place_is_the_one_that_is_found(places: Places, folder: Path, clock: HandClock) -> None:
    """One file a session, however many boundaries it passes."""
    for index in range(50):
        clock.pass_s(5)
        places.put(SESSION, replace(PLACE, index=index), clock.moment())
    assert places.settle(LIMIT_S)
    assert places.last(SESSION) == (replace(PLACE, index=49), clock.moment())
    assert list(folder.iterdir()) == [file_of(folder)]


@POSIX
def test_nobody_waits_for_a_disk_that_is_stuck_and_only_the_latest_wish_is_kept(
    places: Places, folder: Path, clock: HandClock
) -> None:
    """While one write stands still a hundred more are wished for; the last of them is written next."""
    first, second = StuckDisk(folder, OTHER), StuckDisk(folder, SESSION)
    places.put(OTHER, PLACE, clock.moment())
    for index in range(100):
        places.put(SESSION, replace(PLACE, index=index), clock.moment())
    assert not places.settle(0.0)
    assert '"index": 3,' in first.read()
    assert '"index": 99,' in second.read()
    assert places.settle(LIMIT_S)
    # Had one of the hundred been left over, it would have been written now.
    assert places.left() == frozenset()


@POSIX
def test_closing_waits_a_second_and_no_longer(folder: Path, clock: HandClock) -> None:
    """A disk that is stuck does not keep the program from ending."""
    stuck, places = StuckDisk(folder, SESSION), Places(folder)
    places.put(SESSION, PLACE, clock.moment())
    began_s = time.monotonic()
    places.close()
    assert 0.9 < time.monotonic() - began_s < 10
    stuck.read()
    places.close()


def test_what_was_wished_for_last_is_on_the_disk_when_it_is_closed(folder: Path, clock: HandClock) -> None:
    """And closing twice, or without a wish, does nothing."""
    places = Places(folder)
    places.close()
    assert not folder.exists()
    with closing(places):
        places.put(SESSION, PLACE, clock.moment())
    places.close()
    assert Places(folder).last(SESSION) == (PLACE, clock.moment())


def test_forgotten_it_is_gone_with_its_drafts_and_comes_again(
    places: Places, folder: Path, clock: HandClock
) -> None:
    """An ending, and an ending that was taken back; what is not ours stays."""
    places.put(OTHER, PLACE, clock.moment())
    places.put(SESSION, PLACE, clock.moment())
    assert places.settle(LIMIT_S)
    (folder / f".{SESSION}.json.4711.new").write_text("{")
    (folder / "notes.json").write_text("mine")
    assert places.left() == {SESSION, OTHER}
    places.forget(SESSION)
    assert places.settle(LIMIT_S)
    assert places.last(SESSION) is None
    assert {path.name for path in folder.iterdir()} == {f"{OTHER}.json", "notes.json"}
    assert places.left() == {OTHER}
    places.put(SESSION, PLACE, clock.moment())
    assert places.settle(LIMIT_S)
    assert places.last(SESSION) == (PLACE, clock.moment())


def test_to_forget_what_never_was_makes_nothing(places: Places, folder: Path) -> None:
    """Not even the folder."""
    places.forget(SESSION)
    assert places.settle(LIMIT_S)
    assert places.left() == frozenset()
    assert not folder.exists()


def test_a_full_disk_costs_the_place_and_one_line_in_the_log(
    places: Places, folder: Path, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    """The former place stays whole, and with room again the next one is written."""
    places.put(SESSION, PLACE, clock.moment())
    assert places.settle(LIMIT_S)
    with caplog.at_level(logging.INFO, logger="backstay"):
        with no_room_on_disk():
            for index in (4, 5):
                places.put(SESSION, replace(PLACE, index=index), clock.moment())
                assert places.settle(LIMIT_S)
        assert places.last(SESSION) == (PLACE, clock.moment())
        assert list(folder.iterdir()) == [file_of(folder)]
    (line,) = caplog.messages
    assert line.startswith("where a session stands is not stored: ")
    places.put(SESSION, replace(PLACE, index=6), clock.moment())
    assert places.settle(LIMIT_S)
    assert places.last(SESSION) == (replace(PLACE, index=6), clock.moment())


def test_where_no_folder_can_be_nothing_raises(places: Places, folder: Path, clock: HandClock) -> None:
    """Something else stands there, or its parent is gone."""
    folder.write_text("mine")
    places.put(SESSION, PLACE, clock.moment())
    places.forget(SESSION)
    assert places.settle(LIMIT_S)
    assert (places.last(SESSION), places.left()) == (None, frozenset())
    assert folder.read_text() == "mine"
    with closing(Places(folder / "below")) as below:
        below.put(SESSION, PLACE, clock.moment())
        assert below.settle(LIMIT_S)
        assert below.last(SESSION) is None


def test_two_programs_write_each_its_own(places: Places, folder: Path, clock: HandClock) -> None:
    """Over one folder, at the same time."""
    with closing(Places(folder)) as others:
        for index in range(20):
            places.put(SESSION, replace(PLACE, index=index), clock.moment())
            others.put(OTHER, replace(PLACE, index=100 + index), clock.moment())
        assert places.settle(LIMIT_S)
        assert others.settle(LIMIT_S)
        assert others.last(SESSION) == (replace(PLACE, index=19), clock.moment())
        assert places.last(OTHER) == (replace(PLACE, index=119), clock.moment())
