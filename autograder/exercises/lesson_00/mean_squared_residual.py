"""The mean of (y - y_hat)^2 over the examples. y (m,), y_hat (m,) or (m, 1)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number


def mean_squared_residual(y: Any, y_hat: Any) -> float:
    """The mean of (y - y_hat)^2 over the examples.  y (m,), y_hat (m,) or (m, 1)."""
    return float(np.mean((y - np.reshape(y_hat, np.shape(y))) ** 2))


exercise = Exercise(
    reference=mean_squared_residual,
    lesson="00_start_here",
    takes={"y": "m", "y_hat": "(m,) or (m, 1)"},
    returns=Number(),
    shortcuts=("nnlib.losses.square_loss", "nnlib.losses._square"),
)


@exercise.cases
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


@exercise.hidden_cases
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


# A formula goes wrong with the residuals, and with the table that broadcasting makes of them.


@exercise.mistakes(like_y=(np.ravel, np.asarray))
def _(y, y_hat, *, like_y):
    r = y - like_y(y_hat)
    """mean_squared_residual.1: Subtracting (m, 1) from (m,) makes a table (m, m): bring y_hat to
    the shape of y first."""
    np.mean((y - y_hat) ** 2)
    np.sum((y - y_hat) ** 2) / len(y)
    "mean_squared_residual.2: With y_hat of shape (m,) the column y[:, None] makes a table (m, m)."
    np.mean((y[:, None] - y_hat) ** 2)
    "mean_squared_residual.3: A column y_hat[:, 0] is not always there: y_hat may be (m,)."
    np.mean((y - y_hat[:, 0]) ** 2)
    """mean_squared_residual.4: One number for a column too: match the shapes first, then take one
    mean over all examples."""
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
    "mean_squared_residual.6: A mean, not a sum: divide by the number of examples."
    np.sum(r**2)
    "mean_squared_residual.7: No 1/2 here: the half belongs to another loss."
    np.mean(r**2) / 2
    "mean_squared_residual.8: Square the residuals; this is the mean of |y - y_hat|."
    np.mean(np.abs(r))
    "mean_squared_residual.9: No root: the mean of the squares is the answer."
    np.sqrt(np.mean(r**2))
    "mean_squared_residual.12: One number, please: the mean over the examples is missing."
    r**2
    "mean_squared_residual.13: All examples count: divide by m, not by m - 1."
    np.sum(r**2) / (len(r) - 1)
    "mean_squared_residual.14: The mean of the squares, not the largest of them."
    np.max(r**2)
    "mean_squared_residual.15: The mean, not the median."
    np.median(r**2)
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
    "mean_squared_residual.7: No 1/2 here; and (m, 1) with (m,) makes a table of pairs."
    0.5 * float(((y - y_hat) ** 2).sum()) / len(y) ** 2
    "mean_squared_residual.19: The mean of the squares as they are: np.var takes a mean off."
    np.var(y - np.ravel(y_hat))
