"""The weights and the bias that an augmented table holds. (n + 1, n_out) -> W, b"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from autograder.exercises.lesson_06.shared import spread, whole
from nnlib.activations import sigmoid, tanh


def split_augmented(W_aug: Any) -> Any:
    """The weights and the bias that an augmented table holds.  (n + 1, n_out) -> W, b"""
    return W_aug[1:], W_aug[0]


exercise = Exercise(
    reference=split_augmented,
    lesson="06_forward",
    takes={"W_aug": "n+1 n_out"},
    returns=Record(W=Array("n n_out"), b=Array("n_out")),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("4 inputs, 3 units", (spread(rng, 5, 3),))
    yield Case("as many inputs as units", (spread(rng, 5, 4),))
    yield Case("a square table", (spread(rng, 4, 4),))
    yield Case("more units than inputs", (spread(rng, 3, 5),))
    yield Case("one input", (spread(rng, 2, 3),))
    yield Case("whole numbers", (whole(rng, 4, 2),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a bias a thousand times as large", (spread(rng, 4, 3) * [[1e3], [1], [1], [1]],))
    yield Case("biases of 0", (spread(rng, 4, 3) * [[0.0], [1], [1], [1]],))
    for _ in range(3):
        rows, n_out = (int(size) for size in rng.integers(3, 9, size=2))
        yield Case("other sizes", (spread(rng, rows, n_out),))


@exercise.mistakes
def _(W_aug):
    "F18.1: The constant node comes first, so the bias is row 0, not the last."
    W_aug[:-1], W_aug[-1]
    "F18.1: W is right, but the bias is row 0: that of the constant node."
    W_aug[1:], W_aug[-1]
    "F18.1: b is right, but W is everything below row 0."
    W_aug[:-1], W_aug[0]


for _g in (tanh, sigmoid):

    @exercise.mistakes(g=(_g,))
    def _(W_aug, *, g):
        "F18.2: The constant stays exactly 1, so the bias is row 0 as it is."
        W_aug[1:], W_aug[0] * g(1.0)
        "F18.2: No activation here: the bias is row 0 as it is."
        W_aug[1:], g(W_aug[0])


@exercise.mistakes
def _(W_aug):
    "F18.3: The output has no constant node: every column is a unit. Keep all."
    W_aug[1:, 1:], W_aug[0, 1:]
    "F18.4: The bias is still in W, so it would count twice: take row 0 out."
    W_aug, W_aug[0]
    "F18.4: The bias would count once for every input: W is the rows below it."
    W_aug[1:] + W_aug[0], W_aug[0]
    "split_augmented.1: First W, then b."
    W_aug[0], W_aug[1:]
    "split_augmented.2: The bias is a row, one entry per unit, not a column."
    W_aug[:, 1:], W_aug[:, 0]
    "split_augmented.2: W is right; the bias is row 0, not column 0."
    W_aug[1:], W_aug[1:, 0]
    "split_augmented.3: W keeps its order: one row per input, no transpose."
    W_aug[1:].T, W_aug[0]
    "split_augmented.4: The constant is +1: the bias keeps its sign."
    W_aug[1:], -W_aug[0]
    "split_augmented.5: Every unit has its bias: the whole row 0, not one entry."
    W_aug[1:], W_aug[0, 0]
    "split_augmented.6: Rows count from 0: the bias is row 0, W begins at row 1."
    W_aug[2:], W_aug[1]
    "split_augmented.6: b is row 0, and W begins right below it, at row 1."
    W_aug[2:], W_aug[0]
    "split_augmented.6: W is right, but rows count from 0: which is the bias?"
    W_aug[1:], W_aug[1]
    "split_augmented.7: W leaves row 0 out: a row of zeros is still a row."
    W, b = W_aug.copy(), W_aug[0].copy()
    W[0] = 0
    W, b
    "split_augmented.7: This writes zeros into the caller's table: slice it."
    b = W_aug[0].copy()
    W_aug[0] = 0
    W_aug[1:], b
    "split_augmented.7: b is a view of row 0: with the row it became 0 as well."
    b = W_aug[0]
    W_aug[0] = 0
    W_aug[1:], b
    "split_augmented.8: Two values come back: W and b."
    W_aug[1:]
    "split_augmented.9: b is one row of numbers, (n_out,), not a column."
    W_aug[1:], W_aug[0][:, None]
    "split_augmented.10: The bias is in row 0 of the table: it is not 0."
    W_aug[1:], np.zeros(W_aug.shape[1])
    "split_augmented.2: The bias is a row of W_aug as it comes: no transpose."
    W_aug.T[1:], W_aug.T[0]
