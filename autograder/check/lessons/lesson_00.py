"""00_start_here: lengths of rows, one example as a batch, and the residual that broadcasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Number

LESSON = "00_start_here"

# ------------------------------------------------------------------ row_norms


def row_norms(X: Any) -> Any:
    """The Euclidean length of each row.  X (m, n), result (m,)."""
    return np.sqrt(np.sum(np.square(X, dtype=float), axis=1))


norms = Exercise(
    reference=row_norms,
    lesson=LESSON,
    takes={"X": "m n"},
    returns=Array("m"),
)


@norms.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more rows than columns", (_signed(rng, 5, 3),))
    yield Case("more columns than rows", (_signed(rng, 2, 4),))
    yield Case("as many columns as rows", (_signed(rng, 3, 3),))
    yield Case("a single row", (_signed(rng, 1, 4),))
    yield Case("a single column", (_signed(rng, 4, 1),))
    scales = np.array([[1000.0], [1.0], [0.001], [0.0]])
    yield Case("rows of very different length, one of them 0", (scales * _signed(rng, 4, 3),))
    whole = rng.choice([-3, -2, 2, 3], size=(4, 3))
    whole[:, 0] = rng.permutation([1, 2, -5, 6])
    whole[:, 1:] = [[1, 1], [2, 3], [1, -4], [5, 7]]
    yield Case("whole numbers", (whole,), aspect="whole numbers")


@norms.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one number", (_signed(rng, 1, 1),))
    yield Case("large numbers", (1000 * _signed(rng, 6, 2),))
    yield Case("many columns", (_signed(rng, 2, 20),))
    yield Case("whole numbers below 0", (-rng.integers(1, 4, size=(3, 5)),), aspect="whole numbers")


def _signed(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers between 1/2 and 2 with both signs, where there is room for both."""
    X = rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)
    X.flat[0], X.flat[-1] = abs(X.flat[0]), -abs(X.flat[-1])
    return X


@norms.mistakes
def _(X):
    "row_norms.1: These are lengths of the columns: axis=1 runs along a row, axis=0 down a column."
    np.sqrt(np.sum(X**2, axis=0))
    "row_norms.2: These are squared lengths: the root is missing."
    np.sum(X**2, axis=1)
    "row_norms.3: Euclidean length squares the entries; the sum of |x| is another norm."
    np.sum(np.abs(X), axis=1)
    "row_norms.4: One number came back, and one for each row is wanted: which axis do you sum?"
    np.linalg.norm(X)
    "row_norms.5: A column (m, 1) is not (m,): leave out keepdims=True, or flatten with .ravel()."
    np.linalg.norm(X, axis=1, keepdims=True)
    "row_norms.6: A length is the root of a sum, not of a mean."
    np.sqrt(np.mean(X**2, axis=1))
    "row_norms.7: Square first, then sum: in a plain sum the signs cancel."
    np.sqrt(np.sum(X, axis=1) ** 2)
    np.sum(X, axis=1)
    "row_norms.8: The largest entry is not the length: every entry of the row counts."
    np.max(np.abs(X), axis=1)
    "row_norms.9: Lengths of whole numbers have fractions: let the result be an array of floats."
    np.linalg.norm(X, axis=1).astype(X.dtype)
    "row_norms.10: The caller still needs X: build a new array (X**2), not X **= 2."
    X *= X
    np.sqrt(np.sum(X, axis=1))
    "row_norms.11: A whole table came back: every row should have become one number."
    np.sqrt(X**2)
    "row_norms.12: A row may have more or fewer than two entries: use them all."
    np.sqrt(X[:, 0] ** 2 + X[:, 1] ** 2)
    np.linalg.norm(X[:, :2], axis=1)
    "row_norms.13: The number of rows is len(X), or X.shape[0]; X.shape[1] counts columns."
    np.array([np.sqrt(np.sum(X[i] ** 2)) for i in range(X.shape[1])])
    "row_norms.14: X @ X.T pairs every row with every row; only its diagonal has a row with itself."
    np.sqrt(np.abs(X @ X.T))
    "row_norms.15: The last column belongs to the row too: X[:, :-1] leaves it out."
    np.sqrt(np.sum(X[:, :-1] ** 2, axis=1))
    "row_norms.16: Do not divide: the sum under the root is not shared out."
    np.linalg.norm(X, axis=1) / X.shape[1]


# ------------------------------------------------------------------ as_batch


def as_batch(x: Any) -> Any:
    """One example becomes a batch of one row.  x (n,) gives (1, n), x (m, n) stays."""
    return x[None, :] if x.ndim == 1 else x


batch = Exercise(
    reference=as_batch,
    lesson=LESSON,
    takes={"x": "(n,) or (m, n)"},
    returns=Array("m n"),
)


@batch.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one example, three inputs", (rng.normal(size=3),))
    yield Case("a batch of four examples", (rng.normal(size=(4, 3)),))
    yield Case("as many examples as inputs", (rng.normal(size=(3, 3)),))
    yield Case("a batch of one already", (rng.normal(size=(1, 4)),))
    yield Case("a batch with a single input", (rng.normal(size=(5, 1)),))
    yield Case("one example, one input", (rng.normal(size=1),))
    yield Case("whole numbers", (rng.integers(1, 9, size=4),))


@batch.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one number in a table", (rng.normal(size=(1, 1)),))
    yield Case("one example, many inputs", (1000 * rng.normal(size=12),))
    yield Case("a wide batch of whole numbers", (rng.integers(-9, -1, size=(2, 7)),))


@batch.mistakes
def _(x):
    """as_batch.1: This makes a column (n, 1), n examples with one input. One example is one row
    (1, n)."""
    x[:, None] if x.ndim == 1 else x
    x.reshape(-1, 1)
    "as_batch.2: A batch (m, n) is left as it is: look at x.ndim before you reshape."
    x.reshape(1, -1)
    "as_batch.3: A batch has its two axes already: a third is too many. Look at x.ndim first."
    x[None]
    "as_batch.3: A batch gets a third axis here, and an example a column: look at x.ndim first."
    x[:, None]
    "as_batch.3: How many axes has x? x.ndim tells that, len(x) does not."
    x[None, :] if len(x) > 1 else x
    "as_batch.4: A single example (n,) needs a second axis: one row, n columns."
    x
    "as_batch.4: A single example (n,) needs a second axis; .T gives it none."
    x.T
    "as_batch.5: Rows are examples and stay rows: no transpose."
    np.atleast_2d(x).T
    "as_batch.5: Rows are examples and stay rows: a batch is not transposed."
    x[None, :] if x.ndim == 1 else x.T
    "as_batch.6: Setting x.shape changes the caller's array: x.reshape or x[None, :] does not."
    if x.ndim == 1:
        x.shape = (1, len(x))
    x
    "as_batch.6: Setting x.shape changes the caller's array, and a batch should stay (m, n)."
    x.shape = (1, x.size)
    x
    "as_batch.7: This flattens. A batch has two axes, examples and inputs."
    x.ravel()
    "as_batch.8: The two cases are exchanged: it is (n,) that needs a new axis."
    x if x.ndim == 1 else x.reshape(1, -1)
    "as_batch.9: Return the array in its new shape, not the shape alone."
    (1, len(x)) if x.ndim == 1 else x.shape
    "as_batch.10: A batch keeps all of its examples, not the first alone."
    x[None, :] if x.ndim == 1 else x[:1]
    "as_batch.11: The `return` of one of the two cases is missing: a batch."
    x[None, :] if x.ndim == 1 else None
    "as_batch.11: The `return` of one of the two cases is missing: an example."
    None if x.ndim == 1 else x
    "as_batch.12: One example stays one row; do not repeat it."
    np.vstack([x, x]) if x.ndim == 1 else x


# ------------------------------------------------------------------ mean_squared_residual


def mean_squared_residual(y: Any, y_hat: Any) -> float:
    """The mean of (y - y_hat)^2 over the examples.  y (m,), y_hat (m,) or (m, 1)."""
    return float(np.mean((y - np.reshape(y_hat, np.shape(y))) ** 2))


residual = Exercise(
    reference=mean_squared_residual,
    lesson=LESSON,
    takes={"y": "m", "y_hat": "(m,) or (m, 1)"},
    returns=Number(),
)


@residual.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m in (5, 8):
        y, y_hat = _measured(rng, m)
        yield Case("y_hat as (m,)", (y, y_hat))
        yield Case("y_hat as a column (m, 1)", (y, y_hat[:, None]))
    y, y_hat = _measured(rng, 1)
    yield Case("one example", (y, y_hat))
    yield Case("one example, y_hat as (1, 1)", (y, y_hat[:, None]))
    y = rng.permutation([-7, -3, 1, 2, 4, 8])
    yield Case(
        "whole numbers", (y, y + rng.permutation([1, 2, 2, -1, 3, 4])), aspect="whole numbers"
    )


@residual.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    y, y_hat = _measured(rng, 6)
    yield Case("large numbers, y_hat as a column", (1000 * y, 1000 * y_hat[:, None]))
    yield Case("labels and scores", (np.array([1, 0, 0, 1]), rng.uniform(0.1, 0.9, (4, 1))))
    yield Case("two examples", tuple(_measured(rng, 2)))


def _measured(rng: np.random.Generator, m: int) -> tuple[Any, Any]:
    """Values far apart, and predictions near them: every pairing but the right one costs more."""
    y = rng.permutation(2.0 * np.arange(m) - 3) + rng.uniform(-0.3, 0.3, m)
    off = rng.uniform(0.3, 0.9, m) * np.where(np.arange(m) % 3 == 1, -1, 1)
    return y, y + off


@residual.mistakes
def _(y, y_hat):
    """mean_squared_residual.1: Subtracting (m, 1) from (m,) makes a table (m, m): bring y_hat to
    the shape of y first."""
    np.mean((y - y_hat) ** 2)
    np.sum((y - y_hat) ** 2) / len(y)
    "mean_squared_residual.2: With y_hat of shape (m,) the column y[:, None] makes a table (m, m)."
    np.mean((y[:, None] - y_hat) ** 2)
    "mean_squared_residual.3: A column y_hat[:, 0] is not always there: y_hat may be (m,)."
    np.mean((y - y_hat[:, 0]) ** 2)
    """mean_squared_residual.4: A float for a column too: sum over examples once, after matching
    the shapes."""
    np.mean((y - y_hat) ** 2, axis=0)
    "mean_squared_residual.5: The caller still needs y: write y - y_hat, not y -= y_hat."
    y -= np.ravel(y_hat).astype(y.dtype)
    np.mean(y**2)
    """mean_squared_residual.5: Setting y_hat.shape changes the caller's array; y_hat.ravel()
    does not."""
    y_hat.shape = y.shape
    np.mean((y - y_hat) ** 2)
    "mean_squared_residual.5: The caller still needs y_hat: build a new array, without -=."
    y_hat -= y.reshape(y_hat.shape)
    np.mean(y_hat**2)


def _slip(number: int, hint: str, formula: Callable[[Any], Any]) -> None:
    """A wrong formula of the residuals, both of (m,) and of the table that broadcasting makes."""
    name = f"mean_squared_residual.{number}"
    residual.misconception(name, hint)(lambda y, y_hat: formula(y - np.ravel(y_hat)))
    residual.misconception(name, hint)(lambda y, y_hat: formula(y - y_hat))


_slip(6, "A mean, not a sum: divide by the number of examples.", lambda r: np.sum(r**2))
_slip(7, "No 1/2 here: the half belongs to another loss.", lambda r: np.mean(r**2) / 2)
_slip(8, "Square the residuals; this is the mean of |y - y_hat|.", lambda r: np.mean(np.abs(r)))
_slip(9, "No root: the mean of the squares is the answer.", lambda r: np.sqrt(np.mean(r**2)))
_slip(12, "One number, please: the mean over the examples is missing.", lambda r: r**2)
_slip(13, "All examples count: divide by m, not by m - 1.", lambda r: np.sum(r**2) / (len(r) - 1))
_slip(14, "The mean of the squares, not the largest of them.", lambda r: np.max(r**2))
_slip(15, "The mean, not the median.", lambda r: np.median(r**2))


@residual.mistakes
def _(y, y_hat):
    "mean_squared_residual.10: Square first, then take the mean: otherwise the signs cancel."
    np.mean(y - y_hat) ** 2
    "mean_squared_residual.11: The residuals are not squared yet, so their signs cancel."
    np.mean(y - y_hat)
    "mean_squared_residual.16: Subtract first, then square: y**2 - y_hat**2 is another number."
    np.mean(y**2 - np.ravel(y_hat) ** 2)
    "mean_squared_residual.17: A residual is a difference: y minus y_hat."
    np.mean((y + np.ravel(y_hat)) ** 2)
    "mean_squared_residual.18: A mean of whole numbers has a fraction: / and not //."
    total = np.sum((y - np.ravel(y_hat)) ** 2)
    total // len(y) if y.dtype.kind == "i" else total / len(y)
