"""What the guarded door lets in, and how it says what it does not."""

from pathlib import Path

import pytest

from backstay.catalogue.guard import MAX_BYTES, MAX_DEPTH, open_guarded, parse_guarded
from backstay.catalogue.nodes import ListNode, MapNode, TextNode
from backstay.catalogue.problems import Problem


def refused(raw: bytes) -> Problem:
    """The one problem of a file that is not let in."""
    node, reader = parse_guarded(raw, "file.yaml")
    assert node is None
    (problem,) = reader.problems
    return problem


def test_every_scalar_stays_the_text_it_was() -> None:
    """YAML's own guesses (no, 1:30, 010, null, dates) never happen."""
    raw = b"[no, 1:30, 010, ~, 2026-11-22, 1e3, 'on', \"yes\"]"
    node, reader = parse_guarded(raw, "file.yaml")
    assert not reader.problems
    assert isinstance(node, ListNode)
    texts = [item.text for item in node.items if isinstance(item, TextNode)]
    assert texts == ["no", "1:30", "010", "~", "2026-11-22", "1e3", "on", "yes"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    """A file saved by an editor that writes a mark first reads the same, columns included."""
    node, reader = parse_guarded("\ufeffname: Brücke".encode(), "file.yaml")
    assert not reader.problems
    assert isinstance(node, MapNode)
    ((key, value),) = node.entries
    assert (key.text, key.place.column, value.place.column) == ("name", 1, 7)


@pytest.mark.parametrize(
    ("raw", "line", "column", "words"),
    [
        (b"a: &x [1]", 1, 4, "anchors"),
        (b"a: 1\nb: *x", 2, 4, "aliases"),
        (b"a: !!python/object/apply:os.system [x]", 1, 4, "tags"),
        (b"a: !local x", 1, 4, "tags"),
        (b"a: 1\n---\nb: 2", 2, 1, "second document"),
        (b"%YAML 1.1\n---\na: 1", 1, 1, "directives"),
        (b"%TAG ! tag:x,2000:\n---\na: 1", 1, 1, "directives"),
        (b"a: 1\nb: caf\xe9", 2, 7, "UTF-8"),
        (b"\xef\xbb\xbfa: \xff", 1, 4, "UTF-8"),
        (b"\xff\xfea\x00", 1, 1, "UTF-8"),
        (b"a: 1\nb: x\x00y", 2, 5, "does not show"),
        (b"a: \x1b[31mred", 1, 4, "does not show"),
        ("a: 1\r\nb: é\u202egniht".encode(), 2, 5, "does not show"),
        (b'a: "\\u202e"', 1, 4, "does not show"),
        (b'a: "\\0"', 1, 4, "does not show"),
        (b"a: b: c", 1, 5, "second colon"),
        (b"a: [1, 2", 1, 4, "not closed with ]"),
        (b"a: 1\n\tb: 2", 2, 1, "a tab"),
        (b"", 1, 1, "empty"),
        (b"# nothing but this\n", 1, 1, "empty"),
        (b"a: " + b"x" * 2001, 1, 4, "too long"),
        (b"[" * (MAX_DEPTH + 1), 1, MAX_DEPTH + 1, "too deeply"),
        (b"- 1\n" * 20_000, 19_999, 3, "too many parts"),
    ],
)
def test_what_is_not_let_in_is_told_with_its_place(raw: bytes, line: int, column: int, words: str) -> None:
    """The problem names the very character that begins the trouble, and what it is."""
    problem = refused(raw)
    assert (problem.line, problem.column) == (line, column)
    assert words in problem.message


def test_fifty_thousand_brackets_do_no_harm() -> None:
    """Nesting is refused as it is met, before anything could recurse into it."""
    assert "too deeply" in refused(b"[" * 50_000).message
    assert "too deeply" in refused(b'{"a":' * 50_000).message
    assert "too deeply" in refused(b"- " * 50_000).message


def test_a_merge_bomb_ends_at_its_first_anchor() -> None:
    """Nothing that multiplies is ever expanded."""
    bomb = "a: &a [x, x, x, x]\n" + "".join(
        f"{k}: &{k} [*{p}, *{p}]\n" for p, k in zip("ab", "bc", strict=True)
    )
    assert refused(bomb.encode()).line == 1


def test_a_file_over_the_size_limit_is_not_parsed() -> None:
    """Size is looked at first, and told as a fault of the whole file."""
    problem = refused(b"#" * (MAX_BYTES + 1))
    assert (problem.line, problem.where()) == (0, "file.yaml")
    assert "256 KiB" in problem.expected
    assert "empty" in refused(b"#" * MAX_BYTES).message


def test_equal_keys_are_told_with_both_places() -> None:
    """PyYAML keeps the last of two equal keys in silence; here the author hears of both."""
    _, reader = parse_guarded(b"a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n", "file.yaml")
    told = [(p.line, p.column, p.message) for p in reader.problems]
    assert told == [
        (2, 11, 'the key "c" stands twice, first at line 2, column 5'),
        (3, 1, 'the key "a" stands twice, first at line 1, column 1'),
        (4, 1, 'the key "a" stands twice, first at line 1, column 1'),
    ]


def test_a_key_that_is_a_list_is_told() -> None:
    """A key is a word; YAML would take anything."""
    _, reader = parse_guarded(b"? [a]\n: 3", "file.yaml")
    assert [(p.line, p.column) for p in reader.problems] == [(1, 3)]


def test_a_hidden_character_does_not_reach_the_screen_with_the_report() -> None:
    """The line is shown with a mark in its place, so that a report cannot steer a terminal."""
    text = str(refused(b"a: x\x1b[2Jy"))
    assert "\x1b" not in text
    assert "a: x\ufffd[2Jy" in text


def test_the_report_shows_the_line_with_a_caret_under_the_place() -> None:
    """Tabs stay tabs before the caret, so that it stands right at any tab width."""
    assert refused(b"name:\t&x Bridge").lines()[:3] == (
        "file.yaml:1:7: anchors (&name) are not used in these files",
        "    name:\t&x Bridge",
        "         \t^",
    )


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="only Linux tells its version so")
def test_a_file_is_read_whole_whatever_size_the_system_claims() -> None:
    """This one is said to be empty; a file on its way through a network may be, too."""
    node, _ = open_guarded(Path("/proc/version"))
    assert isinstance(node, TextNode)
    assert node.text.startswith("Linux version")


def test_a_file_that_cannot_be_opened_is_a_problem_of_that_file(tmp_path: Path) -> None:
    """A missing file is told like any other fault; nothing is raised."""
    node, reader = open_guarded(tmp_path / "gone.yaml")
    assert node is None
    assert [p.file for p in reader.problems] == [str(tmp_path / "gone.yaml")]


@pytest.mark.parametrize(
    ("text", "place", "words", "mend"),
    [
        ("a: [1\nb: 2\n", (1, 4), "not closed with ]", "] behind the last"),
        ("a: {b: 1\nc: 2\n", (1, 4), "not closed with }", "} behind the last"),
        ("a: {b: 1 c: 2}", (1, 11), "missing here", "comma between the keys"),
        ("a: [,]", (1, 5), "missing here", "a value"),
        ('a: 1\nb: "x\nc: 1', (2, 4), "mark is not closed", "the same mark"),
        ("a:\n- b\n- 'don't", (3, 8), "goes on behind", "'' for an apostrophe"),
        ("a: b: c", (1, 5), "second colon", "quotes around text"),
        ("a: 1\n  b: 2", (2, 4), "further to the right", "same column"),
        ("a:\n- b: 1\n   c: 2", (3, 5), "further to the right", "same column"),
        ("a:\n - b: 1\n  c: 2", (3, 3), "does not stand in the column", "keys beneath keys"),
        ("a: 1\n- b", (2, 1), "amid keys", "the first one too"),
        ("a: 1\nb:2\nc: 3", (2, 1), "neither a key", "space behind the :"),
        ("a:\n  - b\n  -c\nd: 3", (3, 3), "neither a key", "or the -"),
        ("a: @x", (1, 4), "start with @", "quotes around the text"),
        ("a: ? x", (1, 4), "start with ?", "quotes around the text"),
        ("a: & x", (1, 5), "start with & or *", "quotes around the text"),
        ("a: > x", (1, 6), "start with > or |", "quotes around the text"),
        ("a:\n\t- 1", (2, 1), "a tab", "spaces"),
        ('a: "\\d"', (1, 5), "backslash", "single quotes"),
        ("a: - b", (1, 4), "middle of a line", "start of a line"),
        ("{a: 1, b}c", (1, 10), "behind the end", "nothing behind"),
        ("a: 1\n\u00a0 b: 2", (2, 1), "not the one of the space bar", "an ordinary space"),
        ("a:\n  -\u202fb: 2", (2, 4), "not the one of the space bar", "an ordinary space"),
        ("a:\u00a02", (1, 3), "not the one of the space bar", "an ordinary space"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_with_the_mend(
    text: str, place: tuple[int, int], words: str, mend: str
) -> None:
    """The parser's own words name its grammar; who writes a file knows lines, quotes and brackets."""
    problem = refused(text.encode())
    assert (problem.line, problem.column) == place
    assert words in problem.message
    assert mend in problem.expected


def test_another_kind_of_space_may_stand_in_a_text() -> None:
    """Some languages put one in front of a colon; only the layout of the file counts on the kind."""
    node, reader = parse_guarded("a: 10\u00a0s\nb: Attention\u00a0!".encode(), "file.yaml")
    assert node is not None
    assert reader.problems == ()


@pytest.mark.parametrize("character", ["\u200b", "\u2060", "\ufff9", "\U000e0041"])
def test_a_character_without_width_is_told(character: str) -> None:
    """Two ids that look alike and are not would be a riddle for who looks for the fault."""
    assert "does not show" in refused(f"id: bird{character}dog".encode()).message
