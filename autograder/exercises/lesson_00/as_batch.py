"""One example becomes a batch of one row. x (n,) gives (1, n), x (m, n) stays."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array


def as_batch(x: Any) -> Any:
    """One example becomes a batch of one row.  x (n,) gives (1, n), x (m, n) stays."""
    return x[None, :] if x.ndim == 1 else x


exercise = Exercise(
    reference=as_batch,
    lesson="00_start_here",
    takes={"x": "(n,) or (m, n)"},
    returns=Array("m n"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one example, three inputs", (rng.normal(size=3),))
    yield Case("a batch of four examples", (rng.normal(size=(4, 3)),))
    yield Case("as many examples as inputs", (rng.normal(size=(3, 3)),))
    yield Case("a batch of one already", (rng.normal(size=(1, 4)),))
    yield Case("a batch with a single input", (rng.normal(size=(5, 1)),))
    yield Case("one example, one input", (rng.normal(size=1),))
    yield Case("whole numbers", (rng.integers(1, 9, size=4),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one number in a table", (rng.normal(size=(1, 1)),))
    yield Case("one example, many inputs", (1000 * rng.normal(size=12),))
    yield Case("a wide batch of whole numbers", (rng.integers(-9, -1, size=(2, 7)),))


@exercise.mistakes
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
    "as_batch.13: Nothing is appended: the same numbers, one row for each example."
    x = np.atleast_2d(x)
    np.hstack([np.ones((len(x), 1)), x])
