"""Answers that nobody has worked for: whatever an exercise is worth, they earn nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.context import Context
from autograder.check.exercise import Exercise
from autograder.check.forms import Array, Form, Like, ListOf, Number, Record
from autograder.check.tables import Table


def without_work(exercise: Exercise) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Answers that must earn nothing, with their names."""

    def not_written(*args: Any) -> None:
        raise NotImplementedError

    yield "the starting code", not_written
    yield "None", lambda *args: None
    yield "all arguments", lambda *args: args
    for i, argument in enumerate(exercise.takes):
        yield f"{argument} itself", lambda *args, i=i: args[i]
    for value in (0, 1, -1, 0.5):
        yield f"the constant {value}", lambda *args, value=value: value
        yield f"{value} everywhere", _filled(exercise, lambda shape, v=value: np.full(shape, v))
    noise = _filled(exercise, lambda shape: np.random.default_rng(0).normal(size=shape))
    yield "noise", noise


def _filled(exercise: Exercise, fill: Callable[..., Any]) -> Callable[..., Any]:
    def answer(*args: Any) -> Any:
        return _shaped(exercise.returns, exercise.context(args), fill)

    return answer


def _shaped(form: Form, context: Context, fill: Callable[..., Any]) -> Any:
    """An answer of the declared form; a letter that stands for any size is 2."""
    if isinstance(form, Record):
        return tuple(_shaped(part, context, fill) for part in form.parts.values())
    if isinstance(form, ListOf):
        entries = range(context.sizes.get(form.length, 2))
        return [_shaped(form.form, context, fill) for _ in entries]
    if isinstance(form, Table):
        return {name: fill(shape) for name, shape in form.shapes(context).items()}
    if isinstance(form, Like):
        return fill(context.shapes[form.argument])
    if isinstance(form, Array):
        letters = form.pattern.split()
        return fill(tuple(int(x) if x.isdigit() else context.sizes.get(x, 2) for x in letters))
    return np.round(fill(())) if isinstance(form, Number) and form.whole else fill(())
