"""The source of coplan as the architecture tests read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "coplan"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        """Its path from src/coplan, or from the top for what lies outside."""
        return str(self.path.relative_to(PACKAGE if self.path.is_relative_to(PACKAGE) else ROOT))

    @property
    def package(self) -> str:
        """The folder under src/coplan it belongs to: 'raid', 'kit'; its own stem for loose modules."""
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name in {"conftest.py", "testing.py"}

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls_by_function(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the name of the innermost function around it, '' at the top of the file."""
        yield from _calls(self.tree, "")


def _calls(node: ast.AST, inside: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield inside, child
        yield from _calls(child, child.name if isinstance(child, Function) else inside)


def _python_files(folder: Path) -> list[Source]:
    return [
        Source(path)
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts and "vendor" not in path.parts
    ]


COPLAN = _python_files(PACKAGE)
EVERYTHING = [
    *COPLAN,
    *_python_files(ROOT / "tests"),
    *_python_files(ROOT / "tools"),
    Source(ROOT / "conftest.py"),
]
