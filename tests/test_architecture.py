"""Rules of the house that the import linter and ruff cannot express."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "backstay"
MODULES = sorted(SOURCE.rglob("*.py"))
LINES_MAX = 350

CLOCKS = {
    ("time", "time"), ("time", "time_ns"), ("time", "monotonic"), ("time", "monotonic_ns"),
    ("time", "perf_counter"), ("time", "perf_counter_ns"), ("time", "process_time"),
    ("time", "localtime"), ("time", "gmtime"), ("time", "clock_gettime"),
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("QDateTime", "currentDateTime"), ("QDateTime", "currentDateTimeUtc"),
    ("QDateTime", "currentMSecsSinceEpoch"), ("QDate", "currentDate"), ("QTime", "currentTime"),
    ("uuid", "uuid1"),
}  # fmt: skip
GPL_ONLY = {"QtCharts", "QtGraphs", "QtGraphsWidgets", "QtDataVisualization", "QtVirtualKeyboard"}
EMPTY_NAMES = {"manager", "managers", "utils", "util", "helpers", "helper", "common", "base", "misc"}
COLOUR_ROOMS = {"ui/tokens.py", "ui/figure/palette.py"}
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
# Written in parts, so that this file does not hold what it looks for.
FORBIDDEN_ADDRESS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "index" + "-url", "find" + "-links="])
)
# Somebody's home, or the place where this very checkout stands.
MACHINE_PATH = re.compile(r"/(?:home|Users)/\w+/|(?<![\w.])/" + r"root/|" + re.escape(f"{ROOT}/"))


def _name(module: Path) -> str:
    return module.relative_to(SOURCE).as_posix()


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def _imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything imported, `from a import b` as `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text in the code, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def _tracked_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8")


def test_no_room_reads_a_clock_but_its_own() -> None:
    """Every reading of time is an argument, so that a test can hold the clock."""
    found = [
        f"{_name(module)}:{node.lineno}"
        for module in MODULES
        if _name(module) != "desktop/clock.py"
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr, node.attr) in CLOCKS
    ]
    assert found == []


def test_no_room_is_too_large() -> None:
    """Rot starts in big files."""
    sizes = {_name(module): len(module.read_text("utf-8").splitlines()) for module in MODULES}
    assert {name: size for name, size in sizes.items() if size > LINES_MAX} == {}


def test_no_room_has_an_empty_name() -> None:
    """A name that says nothing collects everything."""
    words = {_name(module): set(re.split(r"[/_.]", _name(module))) for module in MODULES}
    assert {name for name, parts in words.items() if parts & EMPTY_NAMES} == set()


def test_every_room_says_why_it_exists() -> None:
    """A module docstring of one to five lines."""
    lengths = {
        _name(module): len((ast.get_docstring(_tree(module)) or "").splitlines()) for module in MODULES
    }
    assert {name: length for name, length in lengths.items() if not 1 <= length <= 5} == {}


def test_no_qt_module_under_the_gpl_alone() -> None:
    """The program is MIT; these would bind it to the GPL."""
    found = {
        f"{_name(module)}: {name}"
        for module in MODULES
        for name in _imports(_tree(module))
        if name.startswith("PySide6") and GPL_ONLY & set(name.split("."))
    }
    assert found == set()


def test_desktop_adapters_load_qt_late_and_without_widgets() -> None:
    """`desktop/` serves the terminal too: Qt only inside functions, or for the type checker."""
    found = []
    for module in sorted((SOURCE / "desktop").glob("*.py")):
        tree = _tree(module)
        at_start = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = [name for node in at_start for name in _imports(node) if name.startswith("PySide6")]
        widgets = [name for name in _imports(tree) if "QtWidgets" in name]
        found += [f"{_name(module)}: {name}" for name in (*names, *widgets)]
    assert found == []


def test_colours_stand_in_their_own_rooms() -> None:
    """A colour elsewhere would not follow the theme."""
    found = [
        f"{_name(module)}:{line} {text}"
        for module in MODULES
        if _name(module) not in COLOUR_ROOMS
        for line, text in _texts(_tree(module))
        if COLOUR.fullmatch(text)
    ]
    assert found == []


def test_sql_is_written_in_the_journal_only() -> None:
    """One room knows the tables."""
    statement = re.compile(
        r"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|PRAGMA)\s", re.DOTALL
    )
    found = [
        f"{_name(module)}:{line}"
        for module in MODULES
        if not _name(module).startswith("journal/")
        for line, text in _texts(_tree(module))
        if statement.match(text)
    ]
    assert found == []


def test_no_address_of_a_package_index_and_no_path_of_a_machine() -> None:
    """The project names packages, never where one machine gets them from or keeps them."""
    found = [
        f"{name}:{number}"
        for name, text in _tracked_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN_ADDRESS.search(line) or MACHINE_PATH.search(line)
    ]
    assert found == []


def test_lock_files_hold_names_versions_and_hashes_alone() -> None:
    """Nothing in them says where a package comes from."""
    line = re.compile(
        r"[a-z0-9-]+(\[[a-z,-]+\])?==[\w.!+]+( ; [\w.' <>!=()]+)?( \\)?|    --hash=sha256:[0-9a-f]{64}( \\)?"
    )
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        assert [each for each in lines if not line.fullmatch(each)] == []


def test_listing_in_a_terminal_loads_no_window(tmp_path: Path) -> None:
    """`backstay list` starts without Qt."""
    probe = f"""
import atexit, runpy, sys
def report():
    loaded = {{name.partition(".")[0] for name in sys.modules}}
    print(sorted(loaded & {{"PySide6", "shiboken6", "lucide"}}), file=sys.stderr)
atexit.register(report)
sys.argv = ["backstay", "--data-dir", {str(tmp_path)!r}, "list"]
runpy.run_module("backstay", run_name="__main__")
"""
    assert _run(probe).stderr.strip() == "[]"


def test_none_keeps_its_references() -> None:
    """One PySide6 loses a reference to None at every call that returns nothing, and the process dies
    after some thousand; the pinned one does not.
    """
    probe = """
import sys
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtCore import QRectF
app = QGuiApplication([])
image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
painter = QPainter(image)
def draw():
    for _ in range(300):
        painter.drawRect(QRectF(1, 1, 9, 9)); painter.save(); painter.restore()
draw()
before = sys.getrefcount(None)
draw()
print(sys.getrefcount(None) - before)
painter.end()
"""
    assert abs(int(_run(probe).stdout)) < 50


def _run(code: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code], env=environ, check=True, capture_output=True, text=True, timeout=60
    )
