"""The sources of the checkout, read and never run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Import:
    """One imported module, in which file, and whether only a function imports it."""

    by: str
    module: str
    lazy: bool


@dataclass(frozen=True)
class Source:
    """One Python file, by its path from the root."""

    path: str

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def text(self) -> str:
        return (ROOT / self.path).read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    def imports(self) -> Iterator[Import]:
        tree = self.tree
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
        lazy = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            for module in self._imported(node):
                yield Import(self.path, module, id(node) in lazy)

    def _imported(self, node: ast.AST) -> list[str]:
        match node:
            case ast.Import(names):
                return [name.name for name in names]
            case ast.ImportFrom(module, names, 0) if module is not None:
                return [f"{module}.{name.name}" for name in names]
            case ast.ImportFrom():
                return [f"relative import in {self.path}"]
        return []


def sources(*folders: str) -> list[Source]:
    """List the Python files below folders of the top level."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [Source(path.relative_to(ROOT).as_posix()) for path in sorted(paths)]


def inside(module: str, package: str) -> bool:
    """Tell whether a dotted name is the package or something in it."""
    return f"{module}.".startswith(f"{package}.")
