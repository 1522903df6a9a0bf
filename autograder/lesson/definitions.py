"""Which names a cell binds, and which it uses, read from its text without running it.

A cell that lost its mark is recognised by the function that it defines. The text may be anything
at all: what is no Python binds nothing.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["as_python", "bound_names", "is_python", "used_names"]

LETTERS = 200_000  # of a cell; a longer one is not read
KEPT = 256  # texts whose names are kept
# Blanks at a line's beginning are taken once and for all: of many a search would never end.
NOT_PYTHON = re.compile(r"^([ \t]*+)(?:[%!?].*|[^\n#'\"]*\w\?{1,2}[ \t]*)$", flags=re.MULTILINE)
OWN_NAMES = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def is_python(text: str) -> bool:
    """Does it parse, magics and shell lines aside, and say anything?"""
    return _names(text).says


def as_python(text: str) -> str:
    """The cell's Python, with `pass` for magics and shell lines; "" where it is none."""
    return _names(text).source


def bound_names(text: str) -> frozenset[str]:
    """The names that running the cell binds at its top level: def, class, =, import."""
    return _names(text).bound


def used_names(text: str) -> frozenset[str]:
    """Every name that is read in the cell."""
    return _names(text).used


@dataclass(frozen=True)
class _Names:
    """What a text says: its Python, whether there is anything in it, names bound and used."""

    source: str = ""
    says: bool = False
    bound: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()


@lru_cache(maxsize=KEPT)
def _names(text: str) -> _Names:
    """Most cells of a class are the lesson's own: their texts are read once."""
    found = _read(text)
    if found is None:
        return _Names()
    source, tree = found
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = frozenset(x.id for x in names if isinstance(x.ctx, ast.Load))
    return _Names(source, bool(tree.body), frozenset(_bound(tree)), used)


def _read(text: str) -> tuple[str, ast.Module] | None:
    if len(text) > LETTERS:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of "\d" in a string: the student's own affair
        for made in (str, _without_magics):
            try:
                source = made(text)
                return source, ast.parse(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return None


def _without_magics(text: str) -> str:
    return NOT_PYTHON.sub(r"\1pass", text)


def _bound(tree: ast.Module) -> Iterator[str]:
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif not isinstance(node, OWN_NAMES):
            waiting += ast.iter_child_nodes(node)
