"""X with a first column of ones, the constant node. (m, n) -> (m, n + 1)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_06.shared import spread, whole
from nnlib.activations import sigmoid, tanh


def _column(X: Any, value: Any = 1.0) -> Any:
    return np.full((len(X), 1), value)


def augment(X: Any) -> Any:
    """X with a first column of ones, the constant node.  (m, n) -> (m, n + 1)"""
    return np.hstack([_column(X), X])


exercise = Exercise(
    reference=augment, lesson="06_forward", takes={"X": "m n"}, returns=Array("m n+1")
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("5 examples, 3 inputs", (spread(rng, 5, 3),))
    yield Case("as many examples as inputs", (spread(rng, 4, 4),))
    yield Case("fewer examples than inputs", (spread(rng, 2, 5),))
    yield Case("a batch of one example", (spread(rng, 1, 3),))
    yield Case("one input", (spread(rng, 4, 1),))
    yield Case("whole numbers", (whole(rng, 5, 2),))
    X = spread(rng, 3, 2)
    yield Case("an X whose first input is 1 already", (np.hstack([np.ones((3, 1)), X]),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one example with one input", (spread(rng, 1, 1),))
    yield Case("inputs of a thousand", (1000 * spread(rng, 4, 3),))
    yield Case("zeros only", (np.zeros((3, 2)),))
    yield Case("rows of very different size", (spread(rng, 3, 4) * [[1e-6], [1.0], [1e6]],))
    for _ in range(3):
        m, n = (int(size) for size in rng.integers(2, 8, size=2))
        yield Case("other sizes", (spread(rng, m, n),))


@exercise.mistakes
def _(X):
    "F18.1: Row 0 of the weights holds the bias: so the ones come first."
    np.hstack([X, _column(X)])


for _g in (tanh, sigmoid):

    @exercise.mistakes(g=(_g,))
    def _(X, *, g):
        "F18.2: The constant node has no activation: it stays exactly 1."
        np.hstack([_column(X, g(1.0)), X])
        "F18.2: No activation here: the constant stays 1, and X stays X."
        g(np.hstack([_column(X), X]))


@exercise.mistakes
def _(X):
    "F18.3: One constant node is enough: none at the other end of the row."
    np.hstack([_column(X), X, _column(X)])
    "F18.3: One column of ones in front is all: X does not want a frame."
    np.pad(X, 1, constant_values=1)
    "F18.3: One column of ones in front is all: no further row."
    np.pad(X, ((1, 0), (1, 0)), constant_values=1)
    "F18.4: Two columns of ones would count the bias twice: one is enough."
    np.hstack([_column(X), _column(X), X])
    "augment.1: Every example gets a 1 of its own: a column, not a row."
    np.vstack([np.ones(X.shape[1]), X])
    "augment.1: A column beside X has two axes, (m, 1); np.ones(m) has only one."
    np.hstack([np.ones(len(X)), X])
    "augment.2: Without an axis, numpy flattens the table first."
    np.insert(X, 0, 1)
    "augment.2: Without an axis, np.append flattens the table first."
    np.append(np.ones(len(X)), X)
    "augment.2: Once flattened, the numbers land in other rows. Use an axis."
    np.append(np.ones(len(X)), X).reshape(len(X), -1)
    "augment.3: A constant 0 carries no bias: the new column holds ones."
    np.hstack([_column(X, 0.0), X])
    "augment.4: The constant is +1: a bias is added, not subtracted."
    np.hstack([_column(X, -1.0), X])
    "augment.5: The ones come in addition: no input may be written over."
    np.hstack([_column(X), X[:, 1:]])
    "augment.5: X[:, 0] = 1 writes over an input of the caller's own X."
    X[:, 0] = 1
    X
    "augment.6: A table of whole numbers cuts off the fractions of X."
    np.hstack([_column(X), X]).astype(int)
    "augment.7: Rows are examples, in the answer too: yours is on its side."
    np.hstack([_column(X), X]).T
    "augment.8: The 1 is a further input; it is not added to the others."
    X + 1
    "augment.9: Every example gets its 1, not only the first."
    ones = _column(X, 0.0)
    ones[0] = 1
    np.hstack([ones, X])
    "augment.10: The column of ones alone is not enough: X comes after it."
    _column(X)
    "augment.10: The ones are there, but X was never copied in behind them."
    np.ones((len(X), X.shape[1] + 1))
    "augment.11: Always add the 1: an input that happens to be 1 stays one."
    X if np.all(X[:, 0] == 1) else np.hstack([_column(X), X])
