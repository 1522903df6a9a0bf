"""One affine map that does what a stack of them does. -> W (n_0, n_L), b (n_L,)"""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from autograder.exercises.lesson_06.shared import SQUASHERS, spread, through, whole
from nnlib.activations import identity


def collapse_linear(weights: Any, biases: Any) -> Any:
    """One affine map that does what a stack of them does.  -> W (n_0, n_L), b (n_L,)"""
    return _collapsed(weights, biases)


def _collapsed(weights: Any, biases: Any) -> Any:
    W, b = np.eye(len(weights[0])), np.zeros(len(weights[0]))
    for W_l, b_l in zip(weights, biases, strict=True):
        W, b = W @ W_l, b @ W_l + b_l
    return W, b


exercise = Exercise(
    reference=collapse_linear,
    lesson="06_forward",
    takes={"weights": "list", "biases": "list"},
    returns=Record(W=Array("n_0 n_L"), b=Array("n_L")),
)


def _stack(rng: np.random.Generator, *sizes: int) -> tuple[list[Any], list[Any]]:
    """weights, biases, whose collapse has no entry near 0, where float32 would lose its digits."""
    while True:
        weights = [0.8 * spread(rng, *pair) for pair in pairwise(sizes)]
        biases = [spread(rng, n) for n in sizes[1:]]
        if all(np.abs(part).min() > 0.2 for part in _collapsed(weights, biases)):
            return weights, biases


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("widths 4, 7, 5, 2", _stack(rng, 4, 7, 5, 2))
    yield Case("two layers", _stack(rng, 3, 5, 2))
    yield Case("three square layers", _stack(rng, 3, 3, 3, 3))
    yield Case("four layers", _stack(rng, 2, 4, 3, 5, 3))
    yield Case("equal widths, another head", _stack(rng, 3, 3, 3, 2))
    weights, biases = _stack(rng, 3, 2, 4)
    first = [whole(rng, 3, 2), *weights[1:]], [whole(rng, 2), *biases[1:]]
    yield Case("whole numbers in the first layer", first)
    last = [*weights[:-1], whole(rng, 2, 4)], [*biases[:-1], whole(rng, 4)]
    yield Case("whole numbers in the last layer", last)
    every = [whole(rng, 3, 2), whole(rng, 2, 2)], [whole(rng, 2), whole(rng, 2)]
    yield Case("whole numbers in every layer", every)
    yield Case("one layer, which is its own collapse", _stack(rng, 3, 2))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two square layers", _stack(rng, 4, 4, 4))
    yield Case("a narrow place of one unit", _stack(rng, 4, 1, 3))
    yield Case("one input, one output", _stack(rng, 1, 4, 1))
    weights, biases = _stack(rng, 3, 4, 2)
    yield Case("no bias in the last layer", (weights, [biases[0], 0 * biases[1]]))
    yield Case("weights of a thousand", ([1000 * weights[0], weights[1]], biases))
    for _ in range(3):
        yield Case("other widths", _stack(rng, *rng.choice(np.arange(2, 8), 5, replace=False)))


def _product(weights: Sequence[Any]) -> Any:
    return reduce(np.matmul, weights)


def _shift(weights: Sequence[Any], biases: Sequence[Any]) -> Any:
    return _collapsed(weights, biases)[1]


@exercise.mistakes(g=SQUASHERS)
def _(weights, biases, *, g):
    W, b = weights[0], biases[0]
    "F20.1: Rows are examples: X meets the first layer first, so its W stands on the left."
    _product(weights[::-1]), _shift(weights, biases)
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W_l @ W, W_l @ b + b_l
    W, b
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W_l @ W, b @ W_l + b_l
    W, b
    _collapsed(weights[::-1], biases[::-1])
    "F20.1: Your W is the transpose: that of the form for columns."
    _product([W.T for W in weights[::-1]]), _shift(weights, biases)
    "F20.2: An early bias goes through all the layers above it: they multiply it too."
    _product(weights), sum(biases)
    "F20.2: The last bias is not the only one: the earlier ones shift it."
    _product(weights), biases[-1]
    "F20.2: An early bias goes through all the layers above it: they multiply it too."
    pairs = zip(biases[:-1], weights[1:], strict=True)
    _product(weights), sum(b @ W for b, W in pairs) + biases[-1]
    _product(weights), biases[-2] @ weights[-1] + biases[-1]
    "F20.2: A bias does not meet its own layer's W, only those above."
    b = np.zeros(len(weights[0]))
    for W_l, b_l in zip(weights, biases, strict=True):
        b = (b + b_l) @ W_l
    _product(weights), b
    "F20.2: A bias is a sum of its own: do not multiply biases."
    _product(weights), reduce(np.multiply, biases)
    "F20.3: An affine map has two parts: return W and b."
    _product(weights)
    "F20.3: What does the stack answer at X = 0? That is b, and it is not 0."
    _product(weights), np.zeros_like(biases[-1])
    "F20.3: The constant part is a row of numbers: what is the answer at 0?"
    _product(weights), 0.0
    "F20.3: The constant part is missing: what does the stack answer at 0?"
    _product(weights), None
    """F20.4: Nothing stands between the layers here: with an activation they would not
    collapse."""
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = g(W) @ W_l, g(b) @ W_l + b_l
    W, b
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ W_l, g(b) @ W_l + b_l
    W, b
    units, n = [*[g] * (len(weights) - 1), identity], len(weights[0])
    b = through(np.zeros((1, n)), weights, biases, units)[0]
    through(np.eye(n), weights, biases, units)[0] - b, b[0]
    W, b = np.eye(len(weights[0])), np.zeros(len(weights[0]))
    for W_l, b_l in zip(weights, biases, strict=True):
        W, b = g(W @ W_l), g(b @ W_l + b_l)
    W, b


@exercise.mistakes
def _(weights, biases):
    W, b = _collapsed(weights, biases)
    "collapse_linear.1: First W, then b."
    b, W
    "collapse_linear.2: The answer to a unit vector holds b as well: W is less."
    W + b, b
    "collapse_linear.3: Layers follow one another: multiply, do not add."
    sum(weights), _shift(weights, biases)
    "collapse_linear.3: Layers follow one another: multiply W, do not add W."
    sum(weights), sum(biases)
    "collapse_linear.4: Matrix products: * works entry by entry."
    reduce(np.multiply, weights), _shift(weights, biases)
    "collapse_linear.5: There may be more than two layers: loop over them."
    _collapsed(weights[:2], biases[:2])
    "collapse_linear.5: The loop ends one layer too early."
    _collapsed(weights[:-1], biases[:-1])
    "collapse_linear.5: The first layer counts too: where does the loop begin?"
    _collapsed(weights[1:], biases[1:])
    "collapse_linear.5: The layers between the first and the last count too."
    W, b = weights[0] @ weights[-1], biases[0] @ weights[-1] + biases[-1]
    W, b
    "collapse_linear.5: The first bias counts too: start from biases[0]."
    _product(weights), _shift(weights, [0 * biases[0], *biases[1:]])
    "collapse_linear.10: You start from weights[0], so the loop goes on with weights[1:]."
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights, biases, strict=True):
        W, b = W @ W_l, b @ W_l + b_l
    W, b
    W = weights[0]
    for W_l in weights:
        W = W @ W_l
    W, _shift(weights, biases)
    "collapse_linear.6: b += … writes into the caller's biases: b = b + …."
    biases[-1][...] = b
    W, biases[-1]
    "collapse_linear.6: Taking with pop empties the caller's lists: go through them with zip."
    for parts in (weights, biases):
        parts.clear()
    W, b
    "collapse_linear.7: The biases keep their sign."
    W, -b
    "collapse_linear.8: A whole-number first layer cuts off all fractions."
    W.astype(weights[0].dtype), b.astype(biases[0].dtype)
    "collapse_linear.9: The last bias is added once."
    W, b + biases[-1]
