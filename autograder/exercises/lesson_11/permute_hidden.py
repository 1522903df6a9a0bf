"""The same function with its hidden units in another order: new unit k is old unit order[k]."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from nnlib import symmetry

exercise = Exercise(
    reference=symmetry.permute_hidden,
    lesson="11_initialisation",
    takes={"W1": "n_in h", "b1": "h", "W2": "h n_out", "order": "h"},
    returns=Record(W1=Array("n_in h"), b1=Array("h"), W2=Array("h n_out")),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three units go round", _net(rng, 2, 1, [1, 2, 0]))
    yield Case("four units", _net(rng, 3, 2, [3, 0, 1, 2]))
    yield Case("everything square", _net(rng, 3, 3, [2, 0, 1]))
    yield Case("two change places", _net(rng, 2, 2, [1, 0]))
    yield Case("nothing moves", _net(rng, 2, 1, [0, 1, 2]))
    yield Case("a single unit", _net(rng, 2, 2, [0]))
    whole = np.arange(1, 7).reshape(2, 3), np.array([7, 8, 9]), np.array([[1], [2], [3]])
    yield Case("whole numbers", (*whole, np.array([2, 0, 1])))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n_in, h, n_out in ((4, 6, 2), (2, 9, 3), (5, 5, 5)):
        yield Case("random orders", _net(rng, n_in, n_out, rng.permutation(h)))


def _net(rng: np.random.Generator, n_in: int, n_out: int, order: Any) -> tuple[Any, ...]:
    h = len(order)
    shapes = (n_in, h), (h,), (h, n_out)
    return *(rng.normal(size=shape) for shape in shapes), np.array(order)


@exercise.mistakes
def _(W1, b1, W2, order):
    back = np.argsort(order)
    "F57.1: A unit takes all with it: its bias and its way out move too."
    W1[:, order], b1, W2
    "F57.1: A unit takes its way out with it: rows of W2."
    W1[:, order], b1[order], W2
    "F57.1: A unit takes its bias with it."
    W1[:, order], b1, W2[order]
    "F57.1: A unit takes its way in with it: columns of W1."
    W1, b1[order], W2[order]
    W1, b1, W2[order]
    W1, b1[order], W2
    "F57.2: Units are the columns of W1 and the rows of W2."
    W1[order], b1[order], W2[order]
    W1[order], b1[order], W2[:, order]
    W1[:, order], b1[order], W2[:, order]
    "F57.3: The same order on both sides: on one of them it goes the other way."
    W1[:, order], b1[order], W2[back]
    W1[:, back], b1[back], W2[order]
    W1[:, order], b1[back], W2[order]
    "permute_hidden.1: New unit k is old unit order[k]: yours sends old k to order[k]."
    W1[:, back], b1[back], W2[back]
    "F57.4: The caller still needs the old network: index into new arrays."
    W1[:], b1[:], W2[:] = W1[:, order], b1[order], W2[order]
    W1, b1, W2
    "permute_hidden.2: The order that is given counts: this one only turns round."
    W1[:, ::-1], b1[::-1], W2[::-1]
    "permute_hidden.3: Sorted is not reordered: take what stands at order[k]."
    np.sort(W1, axis=1), np.sort(b1), np.sort(W2, axis=0)
    "permute_hidden.4: Three come back: W1, b1, W2 in this order."
    W2[order], b1[order], W1[:, order]
    "F57.4: What has been overwritten is gone: read from the old arrays, write into new ones."
    W1, b1, W2 = W1.copy(), b1.copy(), W2.copy()
    for k, old in enumerate(order):
        W1[:, k], b1[k], W2[k] = W1[:, old], b1[old], W2[old]
    W1, b1, W2
    "F57.3: The same order on both sides: on one of them it goes the other way."
    W1[:, back], b1[order], W2[order]
    "permute_hidden.5: Nothing has moved: index with order, and return what comes of it."
    W1.copy(), b1.copy(), W2.copy()
