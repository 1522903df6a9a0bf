"""lam sign(W); at 0 any value in [-lam, lam] is a subgradient, we take 0. Any shape."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import close
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Like
from autograder.exercises.lesson_13.shared import mixed, unequal
from nnlib import regularise

exercise = Exercise(
    reference=regularise.l1_subgrad,
    lesson="13_regularisation",
    takes={"W": "n_in n_out", "lam": ""},
    returns=Like("W"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("both signs", (mixed(rng, 2, 3), rng.uniform(0.2, 0.4)))
    yield Case("a square W", (mixed(rng, 3, 3), rng.uniform(0.6, 0.9)))
    yield Case("lambda above 1", (mixed(rng, 3, 2), rng.uniform(1.5, 3)))
    yield Case("weights that are exactly 0", (_with_zeros(rng), rng.uniform(0.2, 0.4)))
    yield Case("rows of very different scale", (unequal(rng), 0.25))
    yield Case("weights close to 0", (1e-6 * mixed(rng, 2, 3), 0.4))
    yield Case("a row below 0", (-np.abs(mixed(rng, 1, 3)), 0.75))
    whole = rng.permutation([-3, -2, -1, 1, 2, 4]).reshape(2, 3)
    yield Case("whole numbers, and lambda = 0.5", (whole, 0.5), aspect="whole numbers")
    yield Case("lambda = 2 as a whole number", (mixed(rng, 2, 2), 2))
    yield Case("lambda = 0", (mixed(rng, 2, 2), 0.0))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("nothing but zeros", (np.zeros((2, 2)), 0.3))
    yield Case("a single weight", (mixed(rng, 1, 1), 0.3))
    yield Case("weights close to 0", (1e-6 * mixed(rng, 2, 2), 0.3))
    for _ in range(3):
        W = mixed(rng, *rng.integers(1, 6, 2))
        yield Case("random weights", (W, float(rng.uniform(0.01, 5))))


def _with_zeros(rng: np.random.Generator) -> Any:
    """Three rows of two, with a zero in the first and in the last; the very first is one."""
    W = mixed(rng, 3, 2)
    W[0, 0] = W[2, 0] = 0.0
    return W


@exercise.judged_by
def _(answer: Any, W: Any, lam: Any) -> str | None:
    at_zero = np.asarray(W) == 0
    wrong = ~at_zero & ~close(answer, lam * np.sign(W))
    if wrong.any():
        i, j = np.argwhere(wrong)[0]
        return f"The result at index ({i}, {j}), where W is {W[i, j]:.3g}, is not right."
    if np.any(np.abs(answer[at_zero]) > lam * (1 + 1e-6)):
        return "Where W is exactly 0, the result is outside of [-lam, lam]."
    return None


@exercise.mistakes
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
    "l1_subgrad.1: Lambda says how much the absolute values count: it does not change a sign."
    np.sign(lam * W)
    "F50.3: A subgradient has two heights, lam and -lam: it does not depend on the size of w."
    lam * np.clip(W, -1, 1)
    lam * np.tanh(W)
    "F50.5: Even a small weight has the full slope: there is no threshold."
    np.where(np.abs(W) > 1e-3, lam * np.sign(W), 0.0)
    np.where(np.abs(W) > 1e-2, lam * np.sign(W), 0.0)
    "l1_subgrad.14: Nothing softens the sign: it is whole on either side of 0."
    lam * W / (np.abs(W) + 1e-2)
    lam * W / np.sqrt(W**2 + 1e-2)
    "l1_subgrad.15: Each weight has a sign of its own: not its row, and not its column."
    lam * np.sign(W.sum(axis=1, keepdims=True)) + 0 * W
    lam * np.sign(W.sum(axis=0)) + 0 * W
