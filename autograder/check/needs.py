"""What an answer needs of the statements above it: those that make the names which it uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["needed"]

MANY = 256  # statements at the top of a page, which all its answers may need


def needed(above: list[ast.stmt], own: list[ast.stmt]) -> tuple[list[ast.stmt], set[str]]:
    """The statements of an answer, its own and those it needs, and the names it is to be given."""
    body, used = list[ast.stmt](), set[str]()
    for step in reversed([*above, *own]):
        if step in own or not _spare(step, used):
            if not isinstance(step, ast.AugAssign):  # which goes on from what was there
                used = used.difference(*map(_given, _places(step)))
            used |= _used(step)
            body.insert(0, step)
    return body, used


def _spare(step: ast.stmt, used: set[str]) -> bool:
    """Does a statement only make, or change, what nobody uses?"""
    names = _made(step)
    return bool(names) and used.isdisjoint(names)


@lru_cache(MANY)
def _made(step: ast.stmt) -> frozenset[str]:
    """The names in all places to which a statement gives a value."""
    parts = (part for place in _places(step) for part in ast.walk(place))
    return frozenset(part.id for part in parts if isinstance(part, ast.Name))


@lru_cache(MANY)
def _used(step: ast.stmt) -> frozenset[str]:
    """The names that a statement takes from those above it, or from further out."""
    return frozenset(_taken(step, set()))


def _places(step: ast.stmt) -> list[ast.expr]:
    """What a statement gives a value to."""
    match step:
        case ast.Assign(targets=places):
            return places
        case ast.AnnAssign(target=place) | ast.AugAssign(target=place):
            return [place]
        case ast.FunctionDef(name=name):
            return [ast.Name(name, ast.Store())]
    return []


def _given(node: ast.AST) -> set[str]:
    """The names that are given a value in a piece of code."""
    found = set[str]()
    for part in ast.walk(node):
        match part:
            case ast.arg(name) | ast.Name(name, ast.Store()):
                found.add(name)
    return found


def _taken(node: ast.AST, own: set[str]) -> Iterator[str]:
    """The names that a piece of code takes from around it, where `own` are its own."""
    match node:
        case ast.Name(name, ast.Load()) if name not in own:
            yield name
        case ast.Lambda(args=place) | ast.FunctionDef(args=place) | ast.For(target=place):
            own = own | _given(place)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            own = own.union(*(_given(one.target) for one in node.generators))
    for part in ast.iter_child_nodes(node):
        yield from _taken(part, own)
