"""The share of mistakes. y_hat (m,), y (m,) -> number"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number


def zero_one(y_hat: Any, y: Any) -> Any:
    """The share of mistakes: 0 if all answers are right, 1 if none is."""
    return np.mean(np.not_equal(y_hat, y))


exercise = Exercise(
    reference=zero_one,
    lesson="01_learning",
    takes={"y_hat": "m", "y": "m"},
    returns=Number(),
    shortcuts=("sklearn.metrics.zero_one_loss", "scipy.spatial.distance.hamming"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    y = np.array([1, 1, 1, -1, -1, 1, -1])
    yield Case("two mistakes in seven", _some(rng, y, np.array([1, -1, 1, 1, -1, 1, -1])))
    yield Case("one kind of mistake alone", _some(rng, y, np.array([1, -1, 1, -1, -1, -1, -1])))
    yield Case("the other kind alone", _some(rng, y, np.array([1, 1, 1, 1, 1, 1, -1])))
    yield Case("all right", (y.copy(), y))
    yield Case("all wrong", (-y, y))
    names = np.array([0, 3, 3, 1, 2]), np.array([0, 1, 3, 4, 2])
    yield Case("class numbers", _some(rng, *names))
    yield Case("a single example", (np.array([1]), np.array([-1])))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m in (5, 20, 81):
        y = rng.choice([-1, 1], m)
        yield Case("random labels", (np.where(rng.random(m) < 0.3, -y, y), y))


def _some(rng: np.random.Generator, y: Any, y_hat: Any) -> tuple[Any, Any]:
    order = rng.permutation(len(y))
    return y_hat[order], y[order]


@exercise.mistakes
def _(y_hat, y):
    "F59.2: A share, not a count: twice the same examples must give the same."
    np.sum(y_hat != y)
    "F59.3: A loss counts what is wrong: a rule without a mistake has the loss 0."
    np.mean(y_hat == y)
    "F59.3: A loss counts what is wrong; and it is a share."
    np.sum(y_hat == y)
    "F59.4: Each answer meets its own label, not all labels: no table (m, m)."
    np.mean(np.reshape(y_hat, (-1, 1)) != y)
    "zero_one.1: A mistake is a mistake: how far the numbers are apart does not count."
    np.mean(np.abs(y_hat - y))
    np.mean((y_hat - y) ** 2)
    np.mean((y_hat - y) ** 2) / 2
    "zero_one.1: A mistake is a mistake, for class numbers as well: ask whether they differ."
    np.mean(np.abs(y_hat - y)) / 2
    np.mean((y_hat - y) ** 2) / 4
    np.mean(y_hat * y < 0)
    np.mean(1 - y_hat * y) / 2
    "zero_one.2: Mistakes of both kinds count: heads for tails, and tails for heads."
    np.mean(y_hat > y)
    np.mean(y_hat < y)
    "zero_one.2: Mistakes of both kinds count; their difference lets them cancel."
    np.mean(y_hat - y)
    np.mean(y - y_hat)
    "zero_one.3: Of all examples, not of those that are +1."
    np.mean((y_hat != y)[y == 1]) if np.any(y == 1) else 0.0
    "zero_one.4: Divide by how many there are, not by one less."
    np.sum(y_hat != y) / max(len(y) - 1, 1)
    "zero_one.5: A share lies between 0 and 1, not between 0 and 100."
    100 * np.mean(y_hat != y)
    "zero_one.6: How many mistakes, not whether there is one."
    float(np.any(y_hat != y))
    "zero_one.7: One number for all examples: take the mean."
    (y_hat != y).astype(float)
    y_hat != y
