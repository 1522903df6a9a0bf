"""A page of wrong answers, read from one function: each stands under its id and hint.

    @delta.mistakes
    def _(Y_hat, Y, Z, g_prime):
        error = (Y_hat - Y) / len(Y)
        "F27.1: The error passes through the output unit: the slope g'(Z) belongs here."
        error
        "F27.2: Take g' at the pre-activation Z: Y_hat has been through g already."
        error * g_prime(Y_hat)

An answer ends at an expression, which is what it returns, or at a `raise`; statements before it
belong to it, and of those above the first text the ones that it uses. Several under one text are
one mistake, written in several ways; an id that begins with a dot has the exercise's name before
it, so that exercises can share a page. The function itself is never called: Python has read it, so
ruff and mypy have too, and it is taken apart.

What is given to the decorator by name is what the page takes by name, behind a `*`: an answer that
uses it is made once for each of these values.

    @sigmoid.mistakes(most=(10, 30, 100))
    def _(z, *, most):
        "F09.3: Clipping z is another function: far out it stands still."
        logistic(np.clip(z, -most, most))
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from itertools import product
from typing import Any

from autograder.check.needs import needed

Answer = Callable[..., Any]


def read(page: Answer, **values: Sequence[Any]) -> Iterator[tuple[str, Answer]]:
    """The text above each answer, and its code, from the top down; each for all the values."""
    above = "\n" * (page.__code__.co_firstlineno - 1)  # so each line keeps its number
    (function,) = ast.parse(above + textwrap.dedent(inspect.getsource(page))).body
    assert isinstance(function, ast.FunctionDef)
    told, always, before = "", list[ast.stmt](), list[ast.stmt]()
    for step in function.body:
        match step:
            case ast.Expr(ast.Constant(str(text))):
                if not told:
                    always, before = before, []
                told = " ".join(text.split())
                continue
            case ast.Expr(value):
                step = ast.copy_location(ast.Return(value), step)
            case ast.Raise():
                pass
            case _:
                before.append(step)
                continue
        own = [*before, step]
        body, used = needed(always, own)
        each = {name: of for name, of in values.items() if name in used}
        for chosen in product(*each.values()):
            by_name = dict(zip(each, chosen, strict=True))
            yield told, _compiled(page, function.args, by_name, body, own[0])
        before = []


def _compiled(
    page: Answer, takes: ast.arguments, by_name: dict[str, Any], body: list[ast.stmt], first: Any
) -> Any:
    takes = copy(takes)
    takes.kwonlyargs = [arg for arg in takes.kwonlyargs if arg.arg in by_name]
    takes.kw_defaults = [None for _ in by_name]
    made = ast.copy_location(ast.FunctionDef(page.__name__, takes, body, []), first)
    made.end_lineno = body[-1].end_lineno
    module, names = ast.Module([made], []), dict[str, Any]()
    exec(compile(module, page.__code__.co_filename, "exec"), page.__globals__, names)
    answer = names[page.__name__]
    answer.__kwdefaults__ = by_name
    answer.tree = made  # its text, for whoever writes it down
    return answer
