"""One step against the slope, for every array of parameters. Returns a list of new arrays."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import ListOf
from autograder.check.loose import AnyShape
from autograder.exercises.lesson_10.shared import mixed
from nnlib import optimise

WHOLE = "whole numbers"

exercise = Exercise(
    reference=optimise.sgd_step,
    lesson="10_training",
    takes={"params": "list", "grads": "list", "lr": ""},
    returns=ListOf(AnyShape(), "L"),
    shortcuts=(
        "nnlib.optimise._descend",
        "nnlib.optimise.SGD",
        "nnlib.optimise.momentum_step",
        "nnlib.optimise.Momentum",
        "nnlib.train.step",
    ),
)


def _network(rng: np.random.Generator, *sizes: int) -> list[Any]:
    """Weights and biases, layer after layer."""
    shapes = [shape for n, m in pairwise(sizes) for shape in ((n, m), (m,))]
    return [mixed(rng, *shape) for shape in shapes]


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    def pair(*sizes: int) -> tuple[list[Any], list[Any]]:
        return _network(rng, *sizes), _network(rng, *sizes)

    yield Case("one layer, weights and bias", (*pair(3, 2), 0.3))
    yield Case("two layers", (*pair(2, 3, 1), 0.05))
    yield Case("square layers of one size", (*pair(2, 2, 2), 0.7))
    yield Case("a step with lr = 1", (*pair(2, 3), 1))
    yield Case("lr above 1", (*pair(3, 1), 2.5))
    yield Case("a single array", ([mixed(rng, 4)], [mixed(rng, 4)], 0.2))
    flat = [np.zeros((2, 2)), np.zeros(2)]
    yield Case("the slope is 0: nothing moves", (_network(rng, 2, 2), flat, 0.5))
    whole = [rng.integers(1, 6, (2, 3)), rng.integers(-5, 0, 3)]
    slopes = [rng.integers(1, 4, (2, 3)) * 2 + 1, rng.integers(1, 4, 3) * 2 + 1]
    yield Case("whole numbers, and lr = 0.5", (whole, slopes, 0.5), aspect=WHOLE)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("lr = 0: nothing moves", (_network(rng, 2, 2), _network(rng, 2, 2), 0.0))
    for _ in range(3):
        sizes = rng.integers(1, 5, int(rng.integers(2, 5)))
        args = _network(rng, *sizes), _network(rng, *sizes), float(rng.uniform(0.01, 2))
        yield Case("a random network", args)
    sizes = np.array([[1e3], [1e-3]])
    yield Case("rows of very different size", ([sizes * mixed(rng, 2, 3)], [mixed(rng, 2, 3)], 0.1))


def _each(params: Any, grads: Any, change: Any) -> Any:
    """change(w, g) for every array, for the wrong answers below."""
    return [change(w, g) for w, g in zip(params, grads, strict=True)]


@exercise.mistakes
def _(params, grads, lr):
    "F32.1: The slope points uphill: subtract it to go down."
    _each(params, grads, lambda w, g: w + lr * g)
    "F32.2: The step size lr is not used: how far should each array move?"
    _each(params, grads, lambda w, g: w - g)
    "F32.3: Others still hold the old arrays: w = w - … is new, w -= … is not."
    for w, g in zip(params, grads, strict=True):
        w -= lr * g
    params
    for w, g in zip(params, grads, strict=True):
        w[...] = w - lr * g
    params
    "F32.3: The list that came in is the caller's: collect the new arrays in a list of your own."
    for i, g in enumerate(grads):
        params[i] = params[i] - lr * g
    params
    "F32.3: The caller still needs the slopes: lr * g is new, g *= lr is not."
    for g in grads:
        g *= lr
    _each(params, grads, lambda w, g: w - g)
    "F32.4: Each array has a slope of its own: pair them, do not use one slope for several."
    _each(params, grads, lambda w, g: w - lr * grads[0])
    _each(params, grads[::-1], lambda w, g: w - lr * g)
    "F32.4: The biases have slopes too: take their own, not the mean of the weights'."
    mean = np.mean(grads[0], axis=0)
    _each(params, grads, lambda w, g: w - lr * (g if g.ndim > 1 else mean))
    "sgd_step.1: Every array moves, the biases too."
    _each(params, grads, lambda w, g: w - lr * g if w.ndim > 1 else w.copy())
    "sgd_step.1: Every array moves, the weights too."
    _each(params, grads, lambda w, g: w - lr * g if w.ndim < 2 else w.copy())
    "sgd_step.1: It stops after the first array: out of the loop with the return."
    [params[0] - lr * grads[0]]
    "sgd_step.1: Only the first array moves. And the others?"
    [params[0] - lr * grads[0], *params[1:]]
    "sgd_step.1: Only the last array moves. And the others?"
    [*params[:-1], params[-1] - lr * grads[-1]]
    "sgd_step.13: The arrays differ in shape, so no single one holds them all: go pair by pair."
    np.array(params) - lr * np.array(grads)
    "sgd_step.2: That is the step. Return what the parameters have become."
    _each(params, grads, lambda w, g: -lr * g)
    _each(params, grads, lambda w, g: lr * g)
    "sgd_step.3: Only the slope is multiplied by lr."
    _each(params, grads, lambda w, g: lr * (w - g))
    "sgd_step.3: Only the slope is multiplied by lr, not w: that shrinks the weights as well."
    _each(params, grads, lambda w, g: (1 - lr) * w - lr * g)
    _each(params, grads, lambda w, g: lr * w - g)
    "sgd_step.4: Multiply by lr: a larger lr makes a longer step."
    _each(params, grads, lambda w, g: w - g / lr)
    "sgd_step.5: A slope keeps its size: do not normalise it."
    _each(params, grads, lambda w, g: w - lr * g / (np.linalg.norm(g) + 1e-8))
    _each(params, grads, lambda w, g: w - lr * np.sign(g))
    "sgd_step.6: Whole numbers cut the step off: let w - lr * g be a new array."
    _each(params, grads, lambda w, g: (w - lr * g).astype(w.dtype))
    "sgd_step.7: No factor but lr: the mean over the batch is in the slope already."
    _each(params, grads, lambda w, g: w - lr * g / len(w))
    _each(params, grads, lambda w, g: w - lr * g / len(grads))
    "sgd_step.7: No factor but lr."
    _each(params, grads, lambda w, g: w - 2 * lr * g)
    _each(params, grads, lambda w, g: w - lr * g / 2)
    "sgd_step.8: One step for all is one number for all: each entry has its own slope."
    _each(params, grads, lambda w, g: w - lr * np.mean(g))
    _each(params, grads, lambda w, g: w - lr * np.sum(g))
    "sgd_step.9: The sign is turned: start from w and subtract the step."
    _each(params, grads, lambda w, g: lr * g - w)
    "sgd_step.10: It returns the parameters as they were: return what they have become."
    _each(params, grads, lambda w, g: w.copy())
    "sgd_step.11: A list of arrays, in their order: the last comes first here."
    _each(params, grads, lambda w, g: w - lr * g)[::-1]
    "sgd_step.12: The slope is taken with its sign: which way is down?"
    _each(params, grads, lambda w, g: w - lr * np.abs(g))
    "sgd_step.14: Each array keeps its shape: nothing is transposed."
    _each(params, grads, lambda w, g: (w - lr * g).T)
    "sgd_step.15: A list of arrays, each in its own shape: do not join them."
    np.concatenate([(w - lr * g).ravel() for w, g in zip(params, grads, strict=True)])
    "sgd_step.5: A slope keeps its size: it is not squared."
    _each(params, grads, lambda w, g: w - lr * g * np.abs(g))
    _each(params, grads, lambda w, g: w - lr * g**2)
    "sgd_step.5: A slope keeps its size: no step is cut off."
    _each(params, grads, lambda w, g: w - np.clip(lr * g, -1, 1))
    _each(params, grads, lambda w, g: w - lr * np.clip(g, -1, 1))
