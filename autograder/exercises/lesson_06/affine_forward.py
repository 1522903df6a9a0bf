"""Z = X W + b for a whole batch. X (m, n_in), W (n_in, n_out), b (n_out,) -> (m, n_out)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_06.shared import SQUASHERS, spread, whole


def affine_forward(X: Any, W: Any, b: Any) -> Any:
    """Z = X W + b for a whole batch.  X (m, n_in), W (n_in, n_out), b (n_out,) -> (m, n_out)"""
    return X @ W + b


exercise = Exercise(
    reference=affine_forward,
    lesson="06_forward",
    takes={"X": "m n_in", "W": "n_in n_out", "b": "n_out"},
    returns=Array("m n_out"),
    shortcuts=("nnlib.mlp.affine", "nnlib.mlp.forward", "nnlib.mlp.MLP"),
)


def _layer(rng: np.random.Generator, m: int, n_in: int, n_out: int) -> tuple[Any, Any, Any]:
    return spread(rng, m, n_in), spread(rng, n_in, n_out), spread(rng, n_out)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("6 examples, 4 inputs, 3 units", _layer(rng, 6, 4, 3))
    yield Case("a square W", _layer(rng, 5, 4, 4))
    yield Case("as many examples as units", _layer(rng, 3, 5, 3))
    yield Case("as many examples as inputs as units", _layer(rng, 4, 4, 4))
    yield Case("as many examples as inputs", _layer(rng, 4, 4, 2))
    yield Case("a batch of one example", _layer(rng, 1, 3, 4))
    X, W, b = _layer(rng, 5, 3, 2)
    yield Case("rows of very different size", (X * 10.0 ** np.arange(-4, 6, 2)[:, None], W, b))
    yield Case("whole numbers in X", (whole(rng, 5, 3), W, b), aspect="whole numbers")
    args = X, whole(rng, 3, 2), whole(rng, 2)
    yield Case("whole numbers in W and b", args, aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input", _layer(rng, 5, 1, 3))
    yield Case("one unit", _layer(rng, 5, 3, 1))
    X, W, b = _layer(rng, 6, 2, 3)
    yield Case("an example of zeros only", (np.vstack([X, np.zeros(2)]), W, b))
    yield Case("weights of a thousand", (X, 1000 * W, b))
    for _ in range(3):
        m, n_in, n_out = (int(size) for size in rng.choice(np.arange(2, 8), 3, replace=False))
        yield Case("other sizes", _layer(rng, m, n_in, n_out))


@exercise.mistakes(g=SQUASHERS)
def _(X, W, b, *, g):
    "F17.1: W[i, j] leads from input i to unit j: X @ W fits as it is, no W.T."
    X @ W.T + b
    "F17.1: Even when W is square, its rows belong to the inputs: no W.T."
    X @ (W.T if W.shape[0] == W.shape[1] else W) + b
    "F17.1: W[i, j]: the first index is the input, the second is the unit."
    m, n_out, Z = len(X), len(b), np.zeros((len(X), len(b)))
    for i in range(m):
        for j in range(n_out):
            Z[i, j] = sum(X[i, k] * W[j, k] for k in range(X.shape[1])) + b[j]
    Z
    "F17.2: The bias belongs to a unit, not to an example: one b[j] a column."
    X @ W + b[:, None]
    "F17.2: Which unit does this bias belong to? b counts units, not examples."
    np.array([X[i] @ W + b[i] for i in range(len(X))])
    "F17.3: The bias is missing: where does b come in?"
    X @ W
    "F17.3: The bias is added, not subtracted."
    X @ W - b
    "F17.3: The bias is added once; yours came in twice."
    X @ W + 2 * b
    "F17.4: X * W multiplies entry by entry; a layer needs the matrix product."
    X * W + b
    "F17.4: Entry by entry is not enough: a unit sums over all its inputs."
    X * W.T + b
    "F17.4: Sum input times weight for every unit: that is the matrix product."
    np.sum(X * W, axis=1) + b
    "F17.5: Rows are examples, in the answer too: yours has one row per unit."
    (X @ W + b).T
    "F17.5: W.T @ X.T has one row per unit; we keep one row per example."
    W.T @ X.T + b
    "F17.6: X holds a whole batch: m rows go in, so m rows come out."
    X[0] @ W + b
    "F17.6: Every row of X is an example and wants a row in the answer."
    (X[0] @ W + b)[None, :]
    "F17.6: W.T @ x is right for one column x; here the examples are rows."
    W.T @ X + b
    "F17.6: Keep the batch axis: even one example gives a table with one row."
    np.squeeze(X @ W + b)
    "F17.6: This sum is right for one example; X is a whole table of them."
    np.sum(X * W.T, axis=1) + b
    "F17.6: Do not flatten X: every row is an example of its own."
    X.ravel() @ W + b
    "F17.6: This loop is right for one example x; X[i] is a whole example."
    z = b.copy()
    for j in range(W.shape[1]):
        for i in range(W.shape[0]):
            z[j] += X[i] * W[i, j]
    z
    "F17.7: X changes under the caller's hands: write the answer to a new array."
    Z = X @ W + b
    X[...] = 0
    Z
    "F17.7: X += b changes the caller's X; and b belongs to the sums."
    X += b
    X @ W
    "F17.7: X @= W writes over the caller's X: use a new name for a new array."
    X @= W
    X += b
    X
    "F17.7: X[:] = … writes into the caller's X, and only fits a square W."
    X[:] = X @ W + b
    X
    "affine_forward.1: X stands on the left: (m, n_in) times (n_in, n_out)."
    W @ X + b
    "affine_forward.2: An array made like X has X's dtype: whole numbers cut off the fractions."
    (X @ W + b).astype(X.dtype)
    "affine_forward.3: Each unit has its own bias: not b[0] for all of them."
    X @ W + b[0]
    "affine_forward.3: Each unit has its own bias: do not sum them up."
    X @ W + b.sum()
    "affine_forward.3: Each unit has its own bias: do not take their mean."
    X @ W + b.mean()
    "affine_forward.4: No activation yet: these are the bare sums Z."
    g(X @ W + b)
    "affine_forward.5: b is added after the product: the weights do not see it."
    (X + b) @ W
    "affine_forward.8: Each unit adds its b once, outside of the sum over its inputs."
    X @ W + X.shape[1] * b
    "affine_forward.6: Nothing is averaged here: leave out the division by m."
    X @ W / len(X) + b
    "affine_forward.6: A unit sums its inputs; it does not take their mean."
    X @ W / X.shape[1] + b
    "affine_forward.7: The bias reaches every example, not just the first row."
    Z = X @ W
    np.vstack([Z[:1] + b, Z[1:]])
    "affine_forward.5: The bias is no part of the weights: it is added after the product."
    X @ (W + b)
    "affine_forward.2: Whole numbers cut off the fractions of the sums: keep floats."
    (X @ W).astype(int) + b
    "affine_forward.9: The ones and the biases belong together: both first, or both last."
    np.column_stack([X, np.ones(len(X))]) @ np.vstack([b, W])
    "affine_forward.6: Each example gets its b once: m does not come in."
    X @ W + len(X) * b
