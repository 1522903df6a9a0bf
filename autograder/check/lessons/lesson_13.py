"""13_regularisation: the squared penalty and its slope, the L1 subgradient, soft thresholding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.compare import close
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Like, ListOf, Number
from nnlib import regularise

LESSON = "13_regularisation"


def _mixed(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of size 0.3 to 2, none of size 1; of two or more, half are negative."""
    small, large = rng.uniform(0.3, 0.8, shape), rng.uniform(1.2, 2, shape)
    sizes = np.where(rng.random(shape) < 0.5, small, large)
    signs = np.where(rng.permutation(sizes.size) % 2, 1, -1).reshape(shape)
    return signs * sizes


def _layers(rng: np.random.Generator, *sizes: int) -> list[Any]:
    """The weights of a network with these many units a layer."""
    return [_mixed(rng, n_in, n_out) for n_in, n_out in pairwise(sizes)]


def _unequal(rng: np.random.Generator) -> Any:
    """Two rows that differ a million times in scale."""
    return _mixed(rng, 2, 3) * np.array([[1e3], [1e-3]])


# ------------------------------------------------------------------ l2_penalty

penalty = Exercise(
    reference=regularise.l2_penalty,
    lesson=LESSON,
    takes={"weights": "list", "lam": ""},
    returns=Number(),
)


@penalty.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one layer", ([_mixed(rng, 2, 3)], rng.uniform(0.2, 0.4)))
    yield Case("one square layer", ([_mixed(rng, 3, 3)], rng.uniform(0.2, 0.4)))
    yield Case("two layers", (_layers(rng, 3, 4, 2), rng.uniform(0.6, 0.9)))
    yield Case("three layers, lambda above 1", (_layers(rng, 2, 3, 3, 1), rng.uniform(1.5, 3)))
    yield Case("small weights", ([1e-4 * W for W in _layers(rng, 2, 2, 3)], 0.5))
    yield Case("rows of very different scale", ([_unequal(rng), _mixed(rng, 3, 1)], 0.01))
    whole = [rng.integers(1, 5, (2, 2)), -rng.integers(1, 5, (2, 3))]
    yield Case("whole numbers, and lambda = 3", (whole, 3))
    yield Case("lambda = 0", (_layers(rng, 2, 2), 0.0))


@penalty.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a single weight", ([_mixed(rng, 1, 1)], 0.7))
    yield Case("a layer of zeros", ([np.zeros((2, 2)), _mixed(rng, 2, 1)], 0.3))
    for _ in range(4):
        sizes = rng.integers(1, 6, int(rng.integers(2, 6)))
        yield Case("a random network", (_layers(rng, *sizes), float(rng.uniform(0.01, 5))))


def _squares(weights: Any) -> Any:
    return sum(np.sum(W**2) for W in weights)


@penalty.mistakes
def _(weights, lam):
    "F49.1: Is the 1/2 in front? With it the slope is lambda W, no 2 left."
    lam * _squares(weights)
    "F49.1: One half is enough: the squares are not halved a second time."
    lam / 4 * _squares(weights)
    "F49.2: Only weights are penalised: no bias, no constant unit, no ones."
    lam / 2 * sum(np.sum(W**2) + W.shape[1] for W in weights)
    "F49.3: Each weight is squared: not cubed, and not left as it is."
    lam / 2 * sum(np.sum(W) for W in weights)
    lam / 2 * sum(np.sum(W**3) for W in weights)
    "F49.4: Absolute values make the L1 penalty. Here the weights are squared."
    lam * sum(np.sum(np.abs(W)) for W in weights)
    lam / 2 * sum(np.sum(np.abs(W)) for W in weights)
    "F49.5: A penalty makes the loss larger: large weights must cost."
    -lam / 2 * _squares(weights)
    "F49.6: A penalty is a plain sum: it is not divided by examples, layers, units or weights."
    lam / 2 * sum(np.mean(W**2) for W in weights)
    lam / 2 * _squares(weights) / sum(W.size for W in weights)
    lam / 2 * _squares(weights) / len(weights)
    lam / 2 * sum(np.sum(W**2) / W.shape[0] for W in weights)
    lam / 2 * sum(np.sum(W**2) / W.shape[1] for W in weights)
    lam / 2 * _squares(weights) / weights[0].shape[0]
    "F49.7: Your penalty is always 0, so loss and gradient tell two stories."
    0.0
    "F49.8: The squared length is meant: no root over the sum."
    lam / 2 * np.sqrt(_squares(weights))
    lam * np.sqrt(_squares(weights))
    lam / 2 * sum(np.linalg.norm(W) for W in weights)
    lam * sum(np.linalg.norm(W) for W in weights)
    "l2_penalty.1: Square the weights alone: lambda stays outside the square."
    lam**2 / 2 * _squares(weights)
    "l2_penalty.2: Yours sees the first layer only. Does it return too early?"
    lam / 2 * np.sum(weights[0] ** 2)
    "l2_penalty.3: Yours sees the last layer only: add up, do not overwrite."
    lam / 2 * np.sum(weights[-1] ** 2)
    "l2_penalty.4: Square first, then add: weights of opposite sign must not cancel."
    lam / 2 * sum(np.sum(W) for W in weights) ** 2
    lam / 2 * sum(np.sum(W) ** 2 for W in weights)
    lam / 2 * sum(np.sum(W @ W.T) for W in weights)
    "l2_penalty.5: Lambda says how much the squares count: where is it?"
    _squares(weights) / 2
    "l2_penalty.6: For a matrix, norm(W, 2) is its largest stretch. All entries are meant here."
    lam / 2 * sum(np.linalg.norm(W, 2) ** 2 for W in weights)
    "l2_penalty.7: The caller still needs its weights: W**2 makes a new array, W **= 2 does not."
    for W in weights:
        W **= 2
    lam / 2 * sum(np.sum(W) for W in weights)
    "l2_penalty.8: The square is entry by entry, W * W; W @ W is a product."
    lam / 2 * sum(np.sum(W @ W) for W in weights)
    "l2_penalty.9: A slope has an entry for each weight; the penalty itself is one number."
    [lam * W for W in weights]
    "l2_penalty.10: Add the layers up: one number for the whole network."
    [lam / 2 * np.sum(W**2) for W in weights]
    "l2_penalty.11: Two slashes, lam // 2, cut the fraction off: divide with one."
    lam // 2 * _squares(weights)
    """l2_penalty.12: Every row of W holds weights: the biases are kept elsewhere, so leave no
    row out."""
    lam / 2 * sum(np.sum(W[1:] ** 2) for W in weights)
    lam / 2 * sum(np.sum(W[:-1] ** 2) for W in weights)
    "l2_penalty.13: Lambda multiplies: more lambda, more penalty."
    _squares(weights) / (2 * lam)


# ------------------------------------------------------------------ weight_decay_grad

decay = Exercise(
    reference=regularise.weight_decay_grad,
    lesson=LESSON,
    takes={"dWs": "list", "weights": "list", "lam": ""},
    returns=ListOf(Array("n_in n_out"), "L"),
)


@decay.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    def slopes_and_weights(*sizes: int) -> tuple[list[Any], list[Any]]:
        return _layers(rng, *sizes), _layers(rng, *sizes)

    yield Case("one layer", (*slopes_and_weights(2, 3), rng.uniform(0.2, 0.4)))
    yield Case("two layers", (*slopes_and_weights(3, 4, 2), rng.uniform(0.6, 0.9)))
    yield Case("square layers of one size", (*slopes_and_weights(2, 2, 2, 2), 0.3))
    yield Case("lambda above 1", (*slopes_and_weights(2, 3, 3, 1), rng.uniform(1.5, 3)))
    zeros = [np.zeros((2, 3)), np.zeros((3, 1))]
    yield Case("the loss itself is flat", (zeros, _layers(rng, 2, 3, 1), 0.5))
    yield Case("rows of very different scale", ([_unequal(rng)], [_unequal(rng)], 0.4))
    whole = [rng.integers(1, 5, (2, 2)), -rng.integers(1, 5, (2, 3))]
    yield Case(
        "whole numbers, and lambda = 0.5",
        ([3 - W for W in whole], [2 * W + 1 for W in whole], 0.5),
        aspect="whole numbers",
    )
    yield Case("lambda = 0", (*slopes_and_weights(2, 2), 0.0))


@decay.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a single weight", ([_mixed(rng, 1, 1)], [_mixed(rng, 1, 1)], 0.7))
    yield Case("a layer of zeros", (_layers(rng, 2, 2, 2), [np.zeros((2, 2))] * 2, 0.7))
    for _ in range(4):
        sizes = rng.integers(1, 6, int(rng.integers(2, 6)))
        args = _layers(rng, *sizes), _layers(rng, *sizes), float(rng.uniform(0.01, 5))
        yield Case("a random network", args)


def _each(dWs: Any, weights: Any, change: Any) -> Any:
    """change(dW, W) for every layer, for the wrong answers below."""
    return [change(dW, W) for dW, W in zip(dWs, weights, strict=True)]


@decay.mistakes
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
    length = np.sqrt(_squares(weights))
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
    _each(dWs, weights, lambda dW, W: dW + lam / 2 * _squares(weights))
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


# ------------------------------------------------------------------ l1_subgrad

subgrad = Exercise(
    reference=regularise.l1_subgrad,
    lesson=LESSON,
    takes={"W": "n_in n_out", "lam": ""},
    returns=Like("W"),
)


@subgrad.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("both signs", (_mixed(rng, 2, 3), rng.uniform(0.2, 0.4)))
    yield Case("a square W", (_mixed(rng, 3, 3), rng.uniform(0.6, 0.9)))
    yield Case("lambda above 1", (_mixed(rng, 3, 2), rng.uniform(1.5, 3)))
    yield Case("weights that are exactly 0", (_with_zeros(rng), rng.uniform(0.2, 0.4)))
    yield Case("rows of very different scale", (_unequal(rng), 0.25))
    yield Case("a row below 0", (-np.abs(_mixed(rng, 1, 3)), 0.75))
    whole = rng.permutation([-3, -2, -1, 1, 2, 4]).reshape(2, 3)
    yield Case("whole numbers, and lambda = 0.5", (whole, 0.5), aspect="whole numbers")
    yield Case("lambda = 0", (_mixed(rng, 2, 2), 0.0))


@subgrad.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("nothing but zeros", (np.zeros((2, 2)), 0.3))
    yield Case("a single weight", (_mixed(rng, 1, 1), 0.3))
    yield Case("weights close to 0", (1e-6 * _mixed(rng, 2, 2), 0.3))
    for _ in range(3):
        W = _mixed(rng, *rng.integers(1, 6, 2))
        yield Case("random weights", (W, float(rng.uniform(0.01, 5))))


def _with_zeros(rng: np.random.Generator) -> Any:
    """Three rows of two, with a zero in the first and in the last."""
    W = _mixed(rng, 3, 2)
    W[0, 1] = W[2, 0] = 0.0
    return W


@subgrad.judged_by
def _(answer: Any, W: Any, lam: Any) -> str | None:
    at_zero = np.asarray(W) == 0
    wrong = ~at_zero & ~close(answer, lam * np.sign(W))
    if wrong.any():
        i, j = np.argwhere(wrong)[0]
        return f"The result at index ({i}, {j}), where W is {W[i, j]:.3g}, is not right."
    if np.any(np.abs(answer[at_zero]) > lam * (1 + 1e-6)):
        return "Where W is exactly 0, the result is outside of [-lam, lam]."
    return None


@subgrad.mistakes
def _(W, lam):
    "F50.1: On the left of 0 the absolute value falls: its slope there is -1."
    lam * np.abs(W)
    np.abs(W)
    np.full(W.shape, lam, dtype=float)
    "F50.2: At 0 every slope between -lam and lam will do, and only those: take 0."
    np.where(W == 0, 1.0, lam * np.sign(W))
    np.where(W == 0, -1.0, lam * np.sign(W))
    lam * W / np.abs(W)
    "F50.3: A subgradient has two heights, lam and -lam: it does not depend on the size of w."
    np.clip(W, -lam, lam)
    "F50.4: The step size comes later: here stands lambda times the sign."
    0.1 * lam * np.sign(W)
    "F50.5: Even a small weight has the full slope: there is no threshold."
    np.where(np.abs(W) > lam, lam * np.sign(W), 0.0)
    "l1_subgrad.1: Lambda says how much the absolute values count: use it."
    np.sign(W)
    np.where(W >= 0, 1, -1)
    "l1_subgrad.2: That is the slope of the L2 penalty: |w| has no size in it."
    lam * W
    "l1_subgrad.3: Away from 0 the size |w| grows: on the right the slope is positive."
    -lam * np.sign(W)
    "l1_subgrad.4: The slope of lam |w| is lam or -lam: no 1/2 and no 2, nothing is squared here."
    lam / 2 * np.sign(W)
    2 * lam * np.sign(W)
    "l1_subgrad.5: Left of 0 the slope is not 0: that would be a ReLU."
    lam * (W > 0)
    "l1_subgrad.6: One slope for each weight, in the shape of W: nothing is added up."
    lam * np.sum(np.abs(W))
    "l1_subgrad.7: Return the slope alone: no step is taken here, nothing is added to W."
    W - lam * np.sign(W)
    W + lam * np.sign(W)
    "l1_subgrad.8: An array made from whole numbers cuts lambda off: ask for floats."
    slope = np.zeros_like(W)
    slope[W > 0], slope[W < 0] = lam, -lam
    slope
    "l1_subgrad.9: The caller still needs its W: write into a new array."
    right, left = W > 0, W < 0
    W[right], W[left] = lam, -lam
    W
    "l1_subgrad.10: Each weight has its own slope: do not divide by a count."
    lam * np.sign(W) / W.size
    lam * np.sign(W) / len(W)
    "l1_subgrad.11: Is it an `if`? It cannot decide for a whole array: np.sign and np.where can."
    lam if W > 0 else -lam
    "l1_subgrad.12: The length of W does not come in: each weight has a sign."
    lam * W / np.linalg.norm(W)
    "l1_subgrad.13: Lambda times the sign: the sign is not added to lambda."
    lam + np.sign(W)


# ------------------------------------------------------------------ soft_threshold

soft = Exercise(
    reference=regularise.soft_threshold,
    lesson=LESSON,
    takes={"W": "n_in n_out", "t": ""},
    returns=Like("W"),
    shortcuts=("nnlib.regularise.prox_step",),
)


@soft.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("both signs", (_mixed(rng, 2, 4), 0.25))
    yield Case("a square W around the threshold", (_around(rng, 0.625), 0.625))
    yield Case("a threshold above 1", (_around(rng, 1.5)[:2], 1.5))
    yield Case("all are small", (_mixed(rng, 2, 2), 4.0))
    yield Case("rows of very different scale", (_unequal(rng), 0.0625))
    yield Case("a row below 0", (-np.abs(_mixed(rng, 1, 3)), 0.125))
    whole = rng.permutation([-3, -2, -1, 0, 1, 2, 3, 4]).reshape(4, 2)
    yield Case("whole numbers, and t = 0.5", (whole, 0.5), aspect="whole numbers")
    yield Case("t = 0", (_mixed(rng, 2, 2), 0.0))


@soft.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("nothing but zeros", (np.zeros((2, 2)), 0.3))
    yield Case("a single weight", (_mixed(rng, 1, 1), 0.2))
    for _ in range(4):
        W = 2 * _mixed(rng, *rng.integers(1, 6, 2))
        yield Case("random weights", (W, float(rng.uniform(0.1, 2.5))))


def _around(rng: np.random.Generator, t: float) -> Any:
    """Weights just above, at, below and far from t, of both signs, and a zero."""
    sizes = np.array([1.25 * t, t, 0.75 * t, 0.25 * t, 3 * t, rng.uniform(1.3, 2.9) * t])
    W = np.array([0.0, *sizes, -sizes[0], -sizes[2]])
    W[4:6] *= -1
    return W.reshape(3, 3)


def _soft(W: Any, t: Any) -> Any:
    return np.sign(W) * np.maximum(np.abs(W) - t, 0)


@soft.mistakes
def _(W, t):
    "F50.1: Keep the sign: a negative weight stays negative until it is 0."
    np.maximum(np.abs(W) - t, 0)
    "F50.3: Never shrink past 0: a weight smaller than t becomes 0."
    W - t * np.sign(W)
    np.where(W > 0, W - t, W + t)
    "F50.4: Shrink by t itself: step size and lambda are in it already, nothing scales it."
    _soft(W, 0.1 * t)
    _soft(W, 0.01 * t)
    _soft(W, 0.5 * t)
    _soft(W, 2 * t)
    _soft(W, t**2)
    "F50.4: The threshold is t, not 1: your answer does not listen to it."
    _soft(W, 1.0)
    "F50.5: Large weights shrink too, by t: keeping them as they are is the hard threshold."
    np.where(np.abs(W) > t, W, 0)
    np.where(np.abs(W) >= t, W, 0)
    "F50.6: Losing a share of itself never makes a weight 0: soft thresholding takes off an amount."
    W / (1 + t)
    W * (1 - t)
    "soft_threshold.1: Weights below -t are not 0: they move up by t."
    np.maximum(W - t, 0)
    "soft_threshold.2: Towards 0, not away from it: the size becomes smaller."
    np.sign(W) * (np.abs(W) + t)
    np.where(np.abs(W) > t, W + t * np.sign(W), 0)
    "soft_threshold.3: What you clip off is what should stay, and the reverse."
    np.clip(W, -t, t)
    "soft_threshold.4: On the left of 0, towards 0 means up: mind the sign."
    np.where(np.abs(W) > t, W - t, 0)
    W - t


@soft.mistakes
def _(w, t):
    "soft_threshold.5: Weights smaller than t do not stay as they are: they become 0."
    np.where(w > t, w - t, np.where(w < -t, w + t, w))


@soft.mistakes
def _(W, t):
    "soft_threshold.6: Swapped? Small weights become 0, and large ones keep |w| - t: max, not min."
    np.sign(W) * np.minimum(np.abs(W) - t, 0)
    "soft_threshold.7: One largest of many is np.max; np.maximum compares each entry with 0."
    np.sign(W) * np.max(np.abs(W) - t, 0)
    "soft_threshold.8: An array made from whole numbers cuts the fraction off: ask for floats."
    shrunk = np.zeros_like(W)
    right, left = np.greater(W, t), np.less(W, -t)
    shrunk[right], shrunk[left] = W[right] - t, W[left] + t
    shrunk
    "soft_threshold.9: The caller still needs its W: write into a new array."
    W[...] = _soft(W, t)
    W
    W[np.abs(W) <= t] = 0
    W - t * np.sign(W)
    "soft_threshold.10: Each weight shrinks on its own: no norm, no row."
    W * max(0.0, 1 - t / max(float(np.linalg.norm(W)), 1e-300))
    rows = np.maximum(np.linalg.norm(W, axis=1, keepdims=True), 1e-300)
    W * np.maximum(0, 1 - t / rows)
    "soft_threshold.11: The sign, not the weight: sizes are not multiplied."
    W * np.maximum(np.abs(W) - t, 0)


@soft.mistakes
def _(w, t):
    """soft_threshold.12: Is it an `if` or a max()? They cannot decide for a whole array:
    np.where and np.maximum can."""
    w - t if w > t else w + t if w < -t else 0 * w


@soft.mistakes
def _(W, t):
    "soft_threshold.13: Return the shrunk weights, not the slope of |w|."
    t * np.sign(W)
