"""The picture at the end of a lesson's own cell, at which nobody will look: it is not made.

To lay it out takes longer than all else that the cell does. What it was to show is worked out as
ever, so a mistake in that is met as ever. A picture that may do more than show is made: one that is
handed a function, or what moves on when it is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

__all__ = ["NAME", "Left", "unmade"]

NAME = "what is looked at"  # a name that nobody can type
PICTURES = "nnlib.pictures."


class Left(ast.NodeTransformer):
    """Asks before the call at the end of a cell whether it is for a picture alone."""

    def visit_Module(self, cell: ast.Module) -> ast.Module:
        match cell.body:
            case [*_, ast.Expr(ast.Call(func=ast.Attribute(value=ast.Name())) as call)]:
                call.func = ast.Call(ast.Name(NAME, ast.Load()), [call.func], [])
        return cell


class Unmade:
    """What stands in a picture's place."""

    def __repr__(self) -> str:
        return "A picture: it is not drawn when work is graded."


def unmade(function: Any) -> Any:
    """What is to be called for it."""
    if not str(getattr(function, "__module__", "")).startswith(PICTURES):
        return function

    def instead(*args: Any, **named: Any) -> Any:
        if any(map(_moves, (args, named))):
            return function(*args, **named)
        return Unmade()

    return instead


def _moves(value: Any) -> bool:
    """May it be another when it has been used?"""
    if isinstance(value, Mapping):
        return any(map(_moves, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_moves, value))
    return callable(value) or isinstance(value, Iterator | np.random.Generator)
