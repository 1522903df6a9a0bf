"""Blame v through nested vector functions: J_1ᵀ … J_kᵀ v, the last function first."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_09.shared import WALKS, away


def mended_chain(v: Any, Js: Any) -> Any:
    """Blame v through nested vector functions: J_1ᵀ … J_kᵀ v, the last function first."""
    return _through(v, Js[::-1], lambda J, v: J.T @ v)


def _through(v: Any, Js: Any, step: Any) -> Any:
    for J in Js:
        v = step(J, v)
    return v


exercise = Exercise(
    reference=mended_chain,
    lesson="09_autodiff",
    takes={"v": "n_k", "Js": "list"},
    returns=Array("n_0"),
    shortcuts=WALKS,
)


def _nested(rng: np.random.Generator, *sizes: int) -> tuple[Any, list[Any]]:
    return away(rng, sizes[-1]), [away(rng, (b, a)) for a, b in pairwise(sizes)]


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two functions of three numbers", _nested(rng, 3, 3, 3))
    yield Case("other sizes", _nested(rng, 2, 4, 3))
    yield Case("one function", _nested(rng, 3, 2))
    yield Case("each number on its own", (away(rng, 3), [np.diag(away(rng, 3)) for _ in "ab"]))
    whole = [rng.integers(1, 6, shape) for shape in [(3, 2), (2, 3)]]
    yield Case("whole numbers", (rng.integers(1, 6, 2), whole))


@exercise.mistakes
def _(v, Js):
    "mended_chain.1: Every number acts on every number of the next: the diagonal is not all."
    _through(v, Js[::-1], lambda J, v: np.diag(J) * v)
    "mended_chain.2: Blame is summed over what it comes from, the rows of J: transpose."
    _through(v, Js[::-1], lambda J, v: J @ v)
    "mended_chain.3: Blame walks from the last function to the first."
    _through(v, Js, lambda J, v: J.T @ v)
    "mended_chain.4: Forward, moves go through J; blame goes back, through its transpose."
    _through(v, Js, lambda J, v: J @ v)
    "mended_chain.5: Each function is passed, the first as well."
    _through(v, Js[:0:-1], lambda J, v: J.T @ v)
    "mended_chain.6: Each number gets a sum of its own: not the same for all."
    _through(v, Js[::-1], lambda J, v: np.full(J.shape[1], (J.T @ v).sum()))
