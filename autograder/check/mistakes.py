"""A page of wrong answers, read from one function: each stands under its id and hint.

    @delta.mistakes
    def _(Y_hat, Y, Z, g_prime):
        "F27.1: The error passes through the output unit: the slope g'(Z) belongs here."
        (Y_hat - Y) / len(Y)
        "F27.2: Take g' at the pre-activation Z: Y_hat has been through g already."
        (Y_hat - Y) / len(Y) * g_prime(Y_hat)

An answer ends at an expression, which is what it returns, or at a `raise`; statements before it
belong to it. Several under one text are one mistake, written in several ways. The function itself
is never called: Python has read it, so ruff and mypy have too, and it is taken apart.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

Answer = Callable[..., Any]


def read(page: Answer) -> Iterator[tuple[str, Answer]]:
    """The text above each answer, and its code, from the top down."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(page)))
    ast.increment_lineno(tree, page.__code__.co_firstlineno - 1)
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    told, before = "", list[ast.stmt]()
    for step in function.body:
        match step:
            case ast.Expr(ast.Constant(str(text))):
                told = " ".join(text.split())
                continue
            case ast.Expr(value):
                step = ast.copy_location(ast.Return(value), step)
            case ast.Raise():
                pass
            case _:
                before.append(step)
                continue
        yield told, _compiled(page, function.args, [*before, step])
        before = []


def _compiled(page: Answer, takes: ast.arguments, body: list[ast.stmt]) -> Answer:
    made = ast.copy_location(ast.FunctionDef(page.__name__, takes, body, []), body[0])
    made.end_lineno = body[-1].end_lineno
    module, names = ast.fix_missing_locations(ast.Module([made], [])), dict[str, Any]()
    exec(compile(module, page.__code__.co_filename, "exec"), page.__globals__, names)
    answer: Answer = names[page.__name__]
    answer.tree = made  # type: ignore[attr-defined]  # its text, for whoever writes it down
    return answer
