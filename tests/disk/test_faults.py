"""An error of the disk at any single request costs nothing: done, or not done and said so."""

from contextlib import suppress

import pytest

from backstay.domain.errors import BackstayError
from tests.disk.faults import try_everywhere
from tests.disk.works import WORKS, Work
from tests.fakes import HandClock


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_a_fault_at_any_request_costs_nothing(work: Work) -> None:
    """An I/O error or a full disk, once or for ever: nothing is half done, no entry and no backup is lost,
    and when the fault is over the next try succeeds.
    """
    found = try_everywhere(work, work.each)
    # Faults that never hinder would prove nothing.
    assert found["refused"] > 10


def test_a_loss_that_is_kept_quiet_is_found() -> None:
    """A program that calls done what it could not do does not get past this."""
    save = WORKS[0]

    def boast(given: object) -> None:
        with suppress(BackstayError):
            save.do(given)

    with pytest.raises(AssertionError, match="save an entry"):
        try_everywhere(Work(save.name, save.prepare, save.opened, boast, save.look))


def test_a_half_done_deed_is_found() -> None:
    """Two saves where one was wanted leave something between all and nothing."""
    save = WORKS[0]

    def save_twice(given: tuple[object, HandClock]) -> None:
        save.do(given)
        WORKS[1].do(given)

    with pytest.raises(AssertionError, match="save an entry"):
        try_everywhere(Work(save.name, save.prepare, save.opened, save_twice, save.look))
