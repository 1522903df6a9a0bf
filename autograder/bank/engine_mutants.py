"""Every change of one place in a module of the check engine, one at a time.

Fewer kinds of change than a student's slips have (`mutants`), and each known by its line: a module
is long, and its tests run anew for every one.
"""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Key", "Mutant", "mutants"]

OPERATORS: dict[type[ast.AST], type[Any]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
DELETED = ast.Expr | ast.Assign | ast.AugAssign | ast.Raise | ast.Break | ast.Continue
TURNED = ast.If | ast.While | ast.IfExp
CHANGED_INSIDE = ast.Compare | ast.BoolOp | ast.UnaryOp  # a condition that has mutants of its own

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Mutant:
    """One changed place.

    where, number : the line of the module, as it is written there, and its number
    old, new : the changed piece of it, before and after
    source : the whole module, changed
    """

    module: str
    function: str
    where: str
    old: str
    new: str
    number: int
    source: str

    @property
    def key(self) -> Key:
        """What identifies it in the list, wherever the line has moved to."""
        return self.module, self.function, self.where, self.old, self.new

    def __str__(self) -> str:
        place = f"{self.module}:{self.number} in {self.function}"
        return f"{place}: `{self.old}` -> `{self.new}` in `{self.where}`"


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of one module, in the order of its lines."""
    tree, lines = ast.parse(source), source.splitlines()
    seen: Counter[Key] = Counter()
    for number, function, old, new in _changed(tree):
        key = module, function, lines[number - 1].strip(), old, new
        seen[key] += 1
        nth = f" ({seen[key]})" if seen[key] > 1 else ""  # of two on one line that read alike
        yield Mutant(*key[:-1], new + nth, number, ast.unparse(tree))


def _changed(tree: ast.AST) -> Iterator[tuple[int, str, str, str]]:
    """Line, function, old and new text of each change, made in the tree and then taken back."""
    for node, function in sorted(_places(tree, "the module"), key=lambda place: place[0].lineno):
        old, kept = _line(node), copy.copy(node)
        for _ in _changes(node):
            yield kept.lineno, function, old, _line(node)
            vars(node).update(vars(copy.copy(kept)))
        if isinstance(node, DELETED) and not _is_text(node):
            node.__class__ = ast.Pass
            yield kept.lineno, function, old, "pass"
            node.__class__ = type(kept)


def _changes(node: ast.AST) -> Iterator[None]:
    """Change a node in place, in one way after another; the caller puts it back in between."""
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            node.ops = [*node.ops[:i], OPERATORS[type(operator)](), *node.ops[i + 1 :]]
            yield
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        if type(node.op) in OPERATORS:
            node.op = OPERATORS[type(node.op)]()
            yield
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.Not | ast.Invert):
            node.operand = ast.UnaryOp(node.op, node.operand)  # twice is not at all
            yield
    elif isinstance(node, TURNED):
        if not isinstance(node.test, CHANGED_INSIDE | ast.Constant):
            node.test = ast.UnaryOp(ast.Not(), node.test)
            yield
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool | int | float):
            node.value = _another(node.value)
            yield
    elif isinstance(node, ast.Name) and node.id in NAMES:
        node.id = NAMES[node.id]
        yield
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        node.attr = NAMES[node.attr]
        yield
    elif isinstance(node, ast.Return) and not _is_none(node.value):
        node.value = ast.Constant(None)
        yield


def _another(value: bool | int | float) -> bool | int | float:
    if isinstance(value, bool):
        return not value
    return value * 10 if isinstance(value, float) and value else value + 1


def _places(node: ast.AST, function: str) -> Iterator[tuple[Any, str]]:
    """Every node that does something when it runs, with the name of the function around it."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = node.name if function == "the module" else f"{function}.{node.name}"
    if hasattr(node, "lineno"):
        yield node, function
    for name, child in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for one in child if isinstance(child, list) else [child]:
                if isinstance(one, ast.AST):
                    yield from _places(one, function)


def _line(node: ast.AST) -> str:
    text = f"if {ast.unparse(node.test)}" if isinstance(node, TURNED) else ast.unparse(node)
    return re.sub(r"\s+", " ", text)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)
