"""The powers 1, x, x^2, ... as columns. x (m,), result (m, degree + 1)."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_07.shared import WHOLE, signed


def polynomial_features(x: Any, degree: int) -> Any:
    """The powers 1, x, x^2, ... as columns.  x (m,), result (m, degree + 1)."""
    return np.asarray(x, dtype=float)[:, None] ** np.arange(degree + 1)


exercise = Exercise(
    reference=polynomial_features,
    lesson="07_loss_and_gradient",
    takes={"x": "m", "degree": ""},
    returns=Array("m degree+1"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.uniform(0.3, 0.9, 5) * np.array([1, -1, 5, -2, 1])
    yield Case("points of both signs", (x, 3))
    yield Case("as many points as columns", (x[:4] + 0.1, 3))
    yield Case("whole numbers", (np.append(rng.permutation([-3, -2, 2, 3]), 0), 2), aspect=WHOLE)
    yield Case("degree 0: the constant alone", (x[:3], 0))
    yield Case("degree 1: the constant and x", (x[1:], 1))
    yield Case("a single point", (x[3:4], 2))
    yield Case("a higher degree", (x[:3], 6))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = signed(rng, 0.3, 0.9, 4)
    yield Case("points of very different size", (x * [0.01, 1.0, 10.0, 100.0], 2))
    yield Case("the same point twice, and 0", (np.array([x[0], x[0], 0.0]), 4))
    yield Case("many points, evenly spaced", (np.linspace(-1.5, 1.4, 12), 4))
    yield Case("one point and degree 0", (x[:1], 0))


@exercise.mistakes
def _(x, degree):
    "polynomial_features.1: The powers rise from left to right: column 0 is the constant."
    x[:, None] ** np.arange(degree, -1, -1)
    """polynomial_features.2: Where is the column of ones? x^0 is a feature too, and column k
    holds x^k."""
    x[:, None] ** np.arange(1, degree + 1)
    np.column_stack([x**k for k in range(1, degree + 1)])  # raises for degree 0
    x[:, None] ** np.arange(1, degree + 2)
    "polynomial_features.3: The highest power is missing: range(degree) ends one too early."
    x[:, None] ** np.arange(degree)
    np.column_stack([x**k for k in range(degree)])  # raises for degree 0
    X = np.zeros((len(x), degree + 1))
    for k in range(degree):
        X[:, k] = x**k
    X
    "polynomial_features.4: Rows are examples: one row for each x, one column for each power."
    np.array([x**k for k in range(degree + 1)])
    "polynomial_features.4: The right numbers in the wrong order: reshape does not transpose."
    np.array([x**k for k in range(degree + 1)]).reshape(len(x), degree + 1)
    "polynomial_features.4: Powers run along a row, so x must be a column first: x[:, None]."
    x ** np.arange(degree + 1)
    "polynomial_features.5: Column k is x to the power k, not k times x."
    x[:, None] * np.arange(degree + 1)
    X = x[:, None] * np.arange(degree + 1.0)
    X[:, 0] = 1
    X
    "polynomial_features.5: Each column is the last one times x, not plus x."
    1 + x[:, None] * np.arange(degree + 1)
    "polynomial_features.6: The base is x and the exponent k, not the other way round."
    np.arange(degree + 1) ** x[:, None]
    np.arange(degree + 1.0) ** x[:, None]
    "polynomial_features.7: Column 0 is x^0, and that is 1 for every x. Yours is 0."
    X = np.zeros((len(x), degree + 1))
    for k in range(1, degree + 1):
        X[:, k] = x**k
    X
    "polynomial_features.7: Column 0 is x^0, the constant 1; column 1 is x. Yours has x in both."
    x[:, None] ** np.maximum(np.arange(degree + 1), 1)
    """polynomial_features.8: Your table holds whole numbers only and cuts off the fractions:
    make it of floats."""
    X = np.ones((len(x), degree + 1), dtype=int)
    for k in range(degree + 1):
        X[:, k] = x**k
    X
    x.astype(int)[:, None] ** np.arange(degree + 1)
    "polynomial_features.9: One column too many: the last power is x^degree itself."
    x[:, None] ** np.arange(degree + 2)
    "polynomial_features.10: Every column is the same power. The exponent is the column's index."
    np.repeat((x**degree)[:, None], degree + 1, axis=1)
    "polynomial_features.10: After the constant comes x in every column. Where are its powers?"
    x[:, None] ** np.minimum(np.arange(degree + 1), 1)
    "polynomial_features.11: Multiply the last column by x; squaring it skips powers."
    columns = [np.ones(len(x)), x]
    for _ in range(degree - 1):
        columns.append(columns[-1] ** 2)
    np.stack(columns[: degree + 1], axis=1)
    "polynomial_features.12: The ones belong in column 0, not in the last."
    np.column_stack([x[:, None] ** np.arange(1, degree + 1), np.ones(len(x))])
    "polynomial_features.13: One column is not all of them: return a table, one row for each x."
    x**degree
    "polynomial_features.14: Keep the powers side by side in a table of two axes, do not flatten."
    (x[:, None] ** np.arange(degree + 1)).ravel()
    """polynomial_features.15: The caller still needs x: power = power * x makes a new array,
    power *= x does not."""
    X, power = np.ones((len(x), degree + 1)), x
    for k in range(1, degree + 1):
        X[:, k] = power
        power *= x  # power is x itself, so this squares both
    X
    "polynomial_features.16: The sign of x matters: an odd power of a negative x is negative."
    np.abs(x)[:, None] ** np.arange(degree + 1)
    "polynomial_features.17: A logarithm knows no negative x. Use x ** k, or multiply."
    np.exp(np.arange(degree + 1) * np.log(x)[:, None])
    """polynomial_features.2: Where is the column of ones? x^0 is a feature too, and column k
    holds x^k."""
    np.stack([x**k for k in range(1, degree + 1)], axis=1)  # raises for degree 0
    "polynomial_features.3: The highest power is missing: range(degree) ends one too early."
    np.stack([x**k for k in range(degree)], axis=1)  # raises for degree 0
    "polynomial_features.16: All powers from 0 to degree: those in between are missing."
    np.stack([np.ones(len(x)), x, x**degree], axis=1)
    "polynomial_features.17: The powers as they are: nothing divides them."
    np.stack([x**k / math.factorial(k) for k in range(degree + 1)], axis=1)
    "polynomial_features.13: One column is not all of them: return a table, one row for each x."
    x[:, None] ** degree
