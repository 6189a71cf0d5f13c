"""The words of the program, collected where they stand, and those that it does not use."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "backstay"

# What a wellbeing tool does not claim, name or judge.
AVOIDED = re.compile(
    r"\b(treat|reliev|relief|cure|curing|heal(s|ing)\b|rehab|therap|prescri|prevent|correct(s|ing|ion)\b|improv"
    r"|diagnos|clinical|proven|condition|lordo|scolio|patient|injur|disease|forecast|safe\b|low risk"
    r"|you are fine)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A text and where it stands."""

    text: str
    where: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


def told_by_the_program() -> Iterator[Told]:
    """Each text in the code, docstrings apart. Some are names or queries; those keep to the words as well."""
    for module in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"), str(module))
        skipped = _docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
                yield Told(node.value, f"{module.relative_to(ROOT)}:{node.lineno}")


def told_by_files() -> Iterator[Told]:
    """Each line of what is shipped to be read: routines, exercises, and the pages about them."""
    pages = [*ROOT.glob("routines/**/*.yaml"), *ROOT.glob("routines/**/*.md"), ROOT / "README.md"]
    for page in sorted(pages):
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            yield Told(line.strip(), f"{page.relative_to(ROOT)}:{number}")


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    # A string that stands by itself is a docstring, of whatever it stands under.
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
