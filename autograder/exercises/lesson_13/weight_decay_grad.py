"""dW + lam W for every layer: the slope of loss + `l2_penalty`."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, ListOf
from autograder.exercises.lesson_13.shared import layers, mixed, squares, unequal
from nnlib import regularise

exercise = Exercise(
    reference=regularise.weight_decay_grad,
    lesson="13_regularisation",
    takes={"dWs": "list", "weights": "list", "lam": ""},
    returns=ListOf(Array("n_in n_out"), "L"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    def slopes_and_weights(*sizes: int) -> tuple[list[Any], list[Any]]:
        return layers(rng, *sizes), layers(rng, *sizes)

    yield Case("one layer", (*slopes_and_weights(2, 3), rng.uniform(0.2, 0.4)))
    yield Case("two layers", (*slopes_and_weights(3, 4, 2), rng.uniform(0.6, 0.9)))
    yield Case("square layers of one size", (*slopes_and_weights(2, 2, 2, 2), 0.3))
    yield Case("lambda above 1", (*slopes_and_weights(2, 3, 3, 1), rng.uniform(1.5, 3)))
    zeros = [np.zeros((2, 3)), np.zeros((3, 1))]
    yield Case("the loss itself is flat", (zeros, layers(rng, 2, 3, 1), 0.5))
    yield Case("rows of very different scale", ([unequal(rng)], [unequal(rng)], 0.4))
    whole = [rng.integers(1, 5, (2, 2)), -rng.integers(1, 5, (2, 3))]
    yield Case(
        "whole numbers, and lambda = 0.5",
        ([3 - W for W in whole], [2 * W + 1 for W in whole], 0.5),
        aspect="whole numbers",
    )
    yield Case("lambda = 2 as a whole number", (*slopes_and_weights(2, 2), 2))
    yield Case("lambda = 0", (*slopes_and_weights(2, 2), 0.0))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a single weight", ([mixed(rng, 1, 1)], [mixed(rng, 1, 1)], 0.7))
    yield Case("a layer of zeros", (layers(rng, 2, 2, 2), [np.zeros((2, 2))] * 2, 0.7))
    for _ in range(4):
        sizes = rng.integers(1, 6, int(rng.integers(2, 6)))
        args = layers(rng, *sizes), layers(rng, *sizes), float(rng.uniform(0.01, 5))
        yield Case("a random network", args)


def _each(dWs: Any, weights: Any, change: Any) -> Any:
    """change(dW, W) for every layer, for the wrong answers below."""
    return [change(dW, W) for dW, W in zip(dWs, weights, strict=True)]


@exercise.mistakes
def _(dWs, weights, lam):
    "F49.1: The slope of lambda/2 w^2 is lambda w: the 2 and the 1/2 cancel."
    _each(dWs, weights, lambda dW, W: dW + 2 * lam * W)
    _each(dWs, weights, lambda dW, W: dW + lam / 2 * W)
    "F49.2: Biases stay free: the slopes keep the shapes of the weights."
    _each(dWs, weights, lambda dW, W: np.vstack([dW + lam * W, np.full((1, W.shape[1]), lam)]))
    "F49.3: The slope of a square is linear: w as it is, not squared again."
    _each(dWs, weights, lambda dW, W: dW + lam * W**2)
    _each(dWs, weights, lambda dW, W: dW + lam / 2 * W**2)
    "F49.4: The sign alone is the slope of L1. Under L2 large weights pull more."
    _each(dWs, weights, lambda dW, W: dW + lam * np.sign(W))
    "F49.5: A step goes against the slope: to shrink w, the slope has its sign."
    _each(dWs, weights, lambda dW, W: dW - lam * W)
    "F49.6: A penalty is a plain sum: it is not divided by examples, layers, units or weights."
    _each(dWs, weights, lambda dW, W: dW + lam * W / W.shape[0])
    _each(dWs, weights, lambda dW, W: dW + lam * W / W.shape[1])
    _each(dWs, weights, lambda dW, W: dW + lam * W / W.size)
    _each(dWs, weights, lambda dW, W: dW + lam * W / len(weights))
    _each(dWs, weights, lambda dW, W: dW + lam * W / weights[0].shape[0])
    "F49.7: The loss has a penalty and your slope knows nothing of it: change both together."
    [dW.copy() for dW in dWs]
    "F49.8: No norm in the slope: the penalty has no root, so nothing is divided by a length."
    _each(dWs, weights, lambda dW, W: dW + lam * W / np.linalg.norm(W))
    length = np.sqrt(squares(weights))
    _each(dWs, weights, lambda dW, W: dW + lam * W / length)
    "weight_decay_grad.1: The caller still needs the old slopes: build a new list of new arrays."
    for dW, W in zip(dWs, weights, strict=True):
        dW += lam * W
    dWs
    for i, W in enumerate(weights):
        dWs[i] = dWs[i] + lam * W
    dWs
    for dW, W in zip(dWs, weights, strict=True):
        dW[...] = dW + lam * W
    dWs
    "weight_decay_grad.2: The caller still needs its weights: lam * W is new, W *= lam is not."
    for W in weights:
        W *= lam
    _each(dWs, weights, lambda dW, W: dW + W)
    "weight_decay_grad.3: Lambda says how hard the weights are pulled: use it."
    _each(dWs, weights, lambda dW, W: dW + W)
    "weight_decay_grad.4: The slope of the loss belongs in the sum as well."
    _each(dWs, weights, lambda dW, W: lam * W)
    "weight_decay_grad.5: Lambda weighs the penalty only, not the loss's slope."
    _each(dWs, weights, lambda dW, W: lam * (dW + W))
    "weight_decay_grad.6: Add the penalty's slope, not the penalty itself."
    _each(dWs, weights, lambda dW, W: dW + lam / 2 * squares(weights))
    _each(dWs, weights, lambda dW, W: dW + lam / 2 * np.sum(W**2))
    "weight_decay_grad.7: No transpose is needed: dW and W have the same shape."
    _each(dWs, weights, lambda dW, W: dW + lam * W.T)
    "weight_decay_grad.8: Every layer is pulled towards 0, each by its own weights."
    last = dWs[-1] + lam * weights[-1]
    [*(dW.copy() for dW in dWs[:-1]), last]
    first = dWs[0] + lam * weights[0]
    [first, *(dW.copy() for dW in dWs[1:])]
    [dW + lam * weights[0] for dW in dWs]
    _each(dWs, weights[::-1], lambda dW, W: dW + lam * W)
    """weight_decay_grad.9: Return slopes, not new weights: the step is taken later, by somebody
    else."""
    _each(dWs, weights, lambda dW, W: W - dW - lam * W)
    _each(dWs, weights, lambda dW, W: W - lam * dW)
    _each(dWs, weights, lambda dW, W: (1 - lam) * W)
    "weight_decay_grad.10: Two slopes of a sum are added, not multiplied."
    _each(dWs, weights, lambda dW, W: dW * lam * W)
    "weight_decay_grad.11: Slopes of whole numbers cut off the fraction: let the sum be new."
    _each(dWs, weights, lambda dW, W: (dW + lam * W).astype(dW.dtype))
    "weight_decay_grad.12: Keep the sign of w: a negative weight is pulled up."
    _each(dWs, weights, lambda dW, W: dW + lam * np.abs(W))
    "weight_decay_grad.13: Lambda W, not lambda dW: the weights do the pulling."
    _each(dWs, weights, lambda dW, W: dW + lam * dW)
    "weight_decay_grad.14: Lambda comes in once, as it is: it is not squared."
    _each(dWs, weights, lambda dW, W: dW + lam**2 * W)
    "weight_decay_grad.15: The same pull for all weights? A large one pulls more."
    _each(dWs, weights, lambda dW, W: dW + lam)
    "weight_decay_grad.16: It returns after the first layer: out of the loop."
    [dWs[0] + lam * weights[0]]
    "weight_decay_grad.17: Every row of W holds weights: the biases are kept elsewhere."
    rows = [np.arange(len(W))[:, None] > 0 for W in weights]
    [dW + lam * W * row for dW, W, row in zip(dWs, weights, rows, strict=True)]
    "weight_decay_grad.18: Lists are no arrays: 2 times a list is a longer list. Go layer by layer."
    dWs + lam * weights
    "weight_decay_grad.8: Every layer is pulled towards 0, the last one too."
    pulled = [dW + lam * W for dW, W in zip(dWs[:-1], weights[:-1], strict=True)]
    [*pulled, dWs[-1].copy()]
    "weight_decay_grad.19: Each weight pulls by itself: not by the sum or the mean of all."
    _each(dWs, weights, lambda dW, W: dW + lam * np.sum(W))
    _each(dWs, weights, lambda dW, W: dW + lam * np.mean(W))
    "weight_decay_grad.5: Lambda weighs the penalty only, not the loss's slope."
    _each(dWs, weights, lambda dW, W: (1 - lam) * dW + lam * W)
    "weight_decay_grad.13: Lambda W, not lambda dW: the weights do the pulling."
    _each(dWs, weights, lambda dW, W: lam * dW + W)
    "weight_decay_grad.12: Keep the sign of w: a negative weight is pulled up, a positive one down."
    _each(dWs, weights, lambda dW, W: dW + lam * np.maximum(W, 0))
    "weight_decay_grad.7: No transpose is needed: dW and W have the same shape."
    _each(dWs, weights, lambda dW, W: (dW + lam * W).T)
    "weight_decay_grad.20: A list of arrays, one for each layer: do not join them."
    np.concatenate([(dW + lam * W).ravel() for dW, W in zip(dWs, weights, strict=True)])
    "F49.5: To shrink w the slope has its sign: lambda w is added, once."
    _each(dWs, weights, lambda dW, W: dW - 2 * lam * W)
