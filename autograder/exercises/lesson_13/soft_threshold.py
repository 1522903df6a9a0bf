"""Move every entry by t towards 0 and stop there: sign(W) max(0, |W| - t). Any shape."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Like
from autograder.exercises.lesson_13.shared import mixed, unequal
from nnlib import regularise

exercise = Exercise(
    reference=regularise.soft_threshold,
    lesson="13_regularisation",
    takes={"W": "n_in n_out", "t": ""},
    returns=Like("W"),
    shortcuts=("nnlib.regularise.prox_step",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("both signs", (mixed(rng, 2, 4), 0.25))
    yield Case("a square W around the threshold", (_around(rng, 0.625), 0.625))
    yield Case("a threshold above 1", (_around(rng, 1.5)[:2], 1.5))
    yield Case("all are small", (mixed(rng, 2, 2), 4.0))
    yield Case("rows of very different scale", (unequal(rng), 0.0625))
    yield Case("a row below 0", (-np.abs(mixed(rng, 1, 3)), 0.125))
    whole = rng.permutation([-3, -2, -1, 0, 1, 2, 3, 4]).reshape(4, 2)
    yield Case("whole numbers, and t = 0.5", (whole, 0.5), aspect="whole numbers")
    yield Case("t = 1 as a whole number", (2 * mixed(rng, 3, 2), 1))
    yield Case("t = 0, and a weight that is 0", (mixed(rng, 2, 2) * [[0, 1], [1, 1]], 0.0))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("nothing but zeros", (np.zeros((2, 2)), 0.3))
    yield Case("a single weight", (mixed(rng, 1, 1), 0.2))
    for _ in range(4):
        W = 2 * mixed(rng, *rng.integers(1, 6, 2))
        yield Case("random weights", (W, float(rng.uniform(0.1, 2.5))))


def _around(rng: np.random.Generator, t: float) -> Any:
    """Weights just above, at, below and far from t, of both signs, and a zero."""
    sizes = np.array([1.25 * t, t, 0.75 * t, 0.25 * t, 3 * t, rng.uniform(1.3, 2.9) * t])
    W = np.array([0.0, *sizes, -sizes[0], -sizes[2]])
    W[4:6] *= -1
    return W.reshape(3, 3)


def _soft(W: Any, t: Any) -> Any:
    return np.sign(W) * np.maximum(np.abs(W) - t, 0)


@exercise.mistakes
def _(W, t):
    "F50.1: Keep the sign: a negative weight stays negative until it is 0."
    np.maximum(np.abs(W) - t, 0)
    "F50.3: Never shrink past 0: a weight smaller than t becomes 0."
    W - t * np.sign(W)
    np.where(W > 0, W - t, W + t)
    np.where(W >= 0, W - t, W + t)
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
    "soft_threshold.5: Weights smaller than t do not stay as they are: they become 0."
    np.where(W > t, W - t, np.where(W < -t, W + t, W))
    shrunk = W.copy()
    shrunk[W > t] -= t
    shrunk[W < -t] += t
    shrunk
    "soft_threshold.14: There are three cases: what becomes of a weight between -t and t?"
    np.where(W > t, W - t, W + t)
    np.where(W < -t, W + t, W - t)
    np.where(W > t, W - t, np.where(W < t, W + t, 0))
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
    """soft_threshold.12: Is it an `if` or a max()? They cannot decide for a whole array:
    np.where and np.maximum can."""
    W - t if W > t else W + t if W < -t else 0 * W
    "soft_threshold.13: Return the shrunk weights, not the slope of |w|."
    t * np.sign(W)
    "soft_threshold.14: There are three cases: what becomes of a weight between -t and t?"
    np.where(W > 0, np.maximum(W - t, 0), W + t)
    np.where(W > 0, W - t, np.minimum(W + t, 0))
    "F50.6: Losing a share of itself never makes a weight 0: soft thresholding takes off an amount."
    W * max(0, 1 - t)
    "F50.5: Large weights shrink too, by t: none is left as it is."
    np.where(np.abs(W) > 2 * t, W, _soft(W, t))
    np.where(np.abs(W) > 2 * t, W, 0)
    "soft_threshold.15: Both sides move towards 0: one of them stays where it was."
    np.where(W > t, W - t, np.where(W < -t, W, 0))
    np.where(W < -t, W + t, np.where(W > t, W, 0))
    "F50.3: Never shrink past 0; and it is t itself that is taken off."
    W - t / 2 * np.sign(W)
