"""Every first-order mutant of a piece of code: one operator, number, name or statement changed.

A student's slip is often one token wide. `mutants(text)` writes the text again and again, each
time with one such change, so that somebody can ask who notices.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from autograder.bank.slips import COMPARED, COMPUTED, OTHER

__all__ = ["Mutant", "mutants"]


@dataclass(frozen=True)
class Mutant:
    """One changed place: the first line of its statement, the change, and the whole text after."""

    where: str
    change: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """All of them, from the top down, each text once; the text must define functions."""
    tree, seen = ast.parse(text), {ast.unparse(ast.parse(text))}
    alike: Counter[tuple[str, str]] = Counter()
    for statement in _statements(tree):
        for target, new in _changes_of(statement):
            changed = ast.unparse(ast.fix_missing_locations(_with(tree, target, new)))
            if changed not in seen and _is_python(changed):
                seen.add(changed)
                where = ast.unparse(statement).split("\n")[0]
                change = f"{_told(target)} -> {_told(new)}"
                alike[where, change] += 1
                nth = alike[where, change]  # of several in one statement that read alike
                yield Mutant(where, change + (f" ({nth})" if nth > 1 else ""), changed)


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Every statement that runs, a compound one before what is in it; docstrings say nothing."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.stmt):
            if not _is_text(child):
                yield child
            yield from _statements(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from _statements(child)


def _changes_of(statement: ast.stmt) -> Iterator[tuple[Any, Any]]:
    """(what gives way, what takes its place) in one statement, not in those inside of it."""
    if isinstance(statement, ast.FunctionDef):
        for default in [*statement.args.defaults, *filter(None, statement.args.kw_defaults)]:
            yield from ((node, new) for node in _own(default) for new in _expression(node, []))
        yield from _swapped(statement.body)
        return
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.ClassDef):
        return
    if not isinstance(statement, ast.Return | ast.Pass):
        yield statement, ast.Pass()
    for body in (getattr(statement, "body", []), getattr(statement, "orelse", [])):
        yield from _swapped(body)
    yield from _of_statement(statement)
    names = sorted({n.id for n in ast.walk(statement) if isinstance(n, ast.Name)})
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.expr):
            for node in _own(child):
                yield from ((node, new) for new in _expression(node, names))


def _of_statement(statement: ast.stmt) -> Iterator[tuple[Any, Any]]:
    match statement:
        case ast.AugAssign(target, op, value):
            for other in COMPUTED.get(type(op), ()):
                yield statement, ast.AugAssign(target, other(), value)
            yield statement, ast.Assign([target], value)
        case ast.Return(ast.expr()):
            yield statement, ast.Return(ast.Constant(None))
        case ast.If(test, body, orelse):
            yield statement, ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
            yield statement, ast.If(ast.Constant(True), body, orelse)
        case ast.Break():
            yield statement, ast.Continue()
        case ast.Continue():
            yield statement, ast.Break()


def _expression(node: ast.expr, names: list[str]) -> Iterator[ast.expr]:
    """What a slip could have written in the place of an expression."""
    match node:
        case ast.Compare(left, [op], [right]):
            for other in COMPARED[type(op)]:
                yield ast.Compare(left, [other()], [right])
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield from values
        case ast.BinOp(left, op, right):
            for another in COMPUTED.get(type(op), ()):
                yield ast.BinOp(left, another(), right)
            yield left
            yield right
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
                yield ast.BinOp(right, op, left)
        case ast.UnaryOp(ast.USub() | ast.Not() | ast.Invert(), operand):
            yield operand
        case ast.Constant(value):
            yield from map(ast.Constant, _numbers(value))
        case ast.Name(name, ast.Load()) if name in names:
            others = [x for x in names if x != name]
            yield from (ast.Name(x, ast.Load()) for x in others[:6])
        case ast.Attribute(value, "T"):
            yield value
        case ast.Attribute(value, name, context) if name in OTHER:
            yield ast.Attribute(value, OTHER[name], context)
        case ast.Call(called, args, keywords):
            yield from _call(called, args, keywords)
        case ast.Subscript(value, part, context):
            yield from _part(value, part, context)
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
            yield body
            yield orelse
        case ast.Tuple(elements, context) | ast.List(elements, context) if len(elements) > 1:
            for k in range(len(elements) - 1):
                turned = [*elements[:k], elements[k + 1], elements[k], *elements[k + 2 :]]
                yield type(node)(turned, context)


def _call(
    called: ast.expr, args: list[ast.expr], keywords: list[ast.keyword]
) -> Iterator[ast.expr]:
    if isinstance(called, ast.Name) and called.id in OTHER:
        yield ast.Call(ast.Name(OTHER[called.id], ast.Load()), args, keywords)
    for k in range(len(args) - 1):
        yield ast.Call(called, [*args[:k], args[k + 1], args[k], *args[k + 2 :]], keywords)
    for k in range(len(keywords)):
        yield ast.Call(called, args, [*keywords[:k], *keywords[k + 1 :]])
    if len(args) == 1 and not keywords:
        yield args[0]  # the call is forgotten: x for abs(x)
    if isinstance(called, ast.Name) and called.id == "range" and args:
        yield ast.Call(called, [*args[:-1], ast.BinOp(args[-1], ast.Sub(), ast.Constant(1))], [])
        yield ast.Call(called, [*args[:-1], ast.BinOp(args[-1], ast.Add(), ast.Constant(1))], [])
    if isinstance(called, ast.Attribute) and called.attr in ("copy", "ravel", "astype"):
        yield called.value


def _part(value: ast.expr, part: ast.expr, context: ast.expr_context) -> Iterator[ast.expr]:
    if not isinstance(context, ast.Load):
        return
    match part:
        case ast.Slice(lower, upper, step) if lower or upper or step:
            yield ast.Subscript(value, ast.Slice(None, None, None), context)
        case ast.Tuple(elements) if len(elements) == 2:
            yield ast.Subscript(value, ast.Tuple(elements[::-1], ast.Load()), context)


def _numbers(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        if value:
            yield value - 1
    elif isinstance(value, float):
        yield from (10 * value, value / 10, value + 1) if value else (1.0,)


def _swapped(body: list[ast.stmt]) -> Iterator[tuple[Any, Any]]:
    """Two neighbours in the other order: both go into the place of the first."""
    for above, below in pairwise(body):
        if not (_is_text(above) or isinstance(below, ast.Return | ast.Raise)):
            yield (above, below), (below, above)


def _own(node: ast.expr) -> Iterator[ast.expr]:
    """An expression and those inside it."""
    return (x for x in ast.walk(node) if isinstance(x, ast.expr))


def _with(node: Any, target: Any, new: Any) -> Any:
    """The tree, written anew with `new` in the place of `target`; pairs change places."""
    if isinstance(target, tuple):
        above, below = target
        if node is above or node is below:
            return below if node is above else above
    elif node is target:
        return new
    if isinstance(node, list):
        return [_with(x, target, new) for x in node]
    if not isinstance(node, ast.AST):
        return node
    return type(node)(**{name: _with(x, target, new) for name, x in ast.iter_fields(node)})


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_python(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _told(changed: Any) -> str:
    """A changed piece in one line."""
    parts = changed if isinstance(changed, tuple) else (changed,)
    return "; ".join(ast.unparse(part).split("\n")[0] for part in parts)
