"""The written forms of times, numbers, tempos and ids."""

import pytest

from backstay.catalogue import grammar
from backstay.domain.exercise import Tempo


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30", 30),
        ("30 s", 30),
        ("30s", 30),
        ("2.5", 2.5),
        ("1:30", 90),
        ("0:45", 45),
        ("010", 10),
        ("2 min", 120),
        ("1.5 min", 90),
    ],
)
def test_a_duration_is_read_as_a_person_means_it(text: str, seconds: float) -> None:
    """Seconds, minutes and a clock reading all come out as seconds; a leading zero is no octal."""
    assert grammar.duration_s(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "no", "-5", "1:5", "1:60", "1:30:00", "30 m", "1e3", "0x1E", "٣٠", ".5"]
)
def test_what_only_looks_like_a_duration_is_refused(text: str) -> None:
    """Nothing is guessed: a form that is not in the grammar has no value."""
    assert grammar.duration_s(text) is None


def test_a_tempo_has_three_parts_that_add_up_to_something() -> None:
    """2-1-2 is up, held and down; a tempo without any length is none."""
    assert grammar.tempo("2-1-2") == Tempo(2, 1, 2)
    assert grammar.tempo("0.5-0-1") == Tempo(0.5, 0, 1)
    assert [grammar.tempo(text) for text in ("2-1", "0-0-0", "2-1-2-1", "2--1", "fast")] == [None] * 5


def test_numbers_are_decimal_and_plain() -> None:
    """No octal, no sexagesimal, no exponent, no infinity."""
    assert grammar.whole("010") == 10
    assert grammar.number("-0.35") == -0.35
    assert [grammar.whole(text) for text in ("1.0", "1:30", "0x10", "1_000", "no", "")] == [None] * 6
    assert [grammar.number(text) for text in (".inf", "nan", "1e9", "1,5", "")] == [None] * 5


def test_an_id_is_lower_case_words_joined_by_hyphens() -> None:
    """An id can be typed anywhere and is a file name on every system."""
    assert grammar.is_id("bird-dog-2")
    refused = ("", "Bird-dog", "bird dog", "bird_dog", "-bird", "bird--dog", "../bird", "b" * 65, "vögel")
    assert [grammar.is_id(text) for text in refused] == [False] * len(refused)
