"""The share of answers that are right. y_hat, y (m,) -> number from 0 to 1"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number


def accuracy(y_hat: Any, y: Any) -> Any:
    """The share of answers that are right."""
    return np.mean(np.asarray(y_hat) == np.asarray(y))


exercise = Exercise(
    reference=accuracy,
    lesson="16_project",
    takes={"y_hat": "m", "y": "m"},
    returns=Number(),
    shortcuts=("sklearn.metrics.accuracy_score", "nnlib.losses.zero_one_loss"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    y = np.array([0, 2, 1, 1, 0, 2, 2])
    yield Case("five of seven are right", _moved(rng, y, [0, 2, 1, 0, 0, 2, 0]))
    yield Case("one of four is right", _moved(rng, np.array([3, 1, 4, 1]), [0, 5, 4, 2]))
    yield Case("a rare class", _moved(rng, np.array([0] * 8 + [1, 1]), [0] * 8 + [0, 1]))
    yield Case("all are right", _moved(rng, y, y))
    yield Case("none is right", _moved(rng, y, (y + 1) % 3))
    yield Case("a single example, right", (np.array([7]), np.array([7])))
    yield Case("the same answers in another order", (y[::-1], y))
    answers, truth = _moved(rng, y, [0, 2, 1, 0, 0, 2, 0])
    yield Case("classes as floats", (answers.astype(float), truth.astype(float)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for K, m in ((2, 9), (10, 60)):
        y = rng.integers(0, K, m)
        yield Case("random classes", (np.where(rng.random(m) < 0.7, y, rng.integers(0, K, m)), y))


def _moved(rng: np.random.Generator, y: Any, y_hat: Any) -> tuple[Any, Any]:
    """Both in another order, the same for both."""
    order = rng.permutation(len(y))
    return np.array(y_hat)[order], y[order]


@exercise.mistakes
def _(y_hat, y):
    right = y_hat == y
    "F59.3: That is the share of mistakes; accuracy is what is right."
    np.mean(y_hat != y)
    "F59.2: A share, not a count: divide by how many there are."
    np.sum(right)
    "F59.4: Compare each answer with its own label alone: a column makes a table of all pairs."
    np.mean(y_hat[:, None] == y)
    "accuracy.1: One number for all examples: take the mean."
    right.astype(float)
    right
    "accuracy.2: A share from 0 to 1, not per cent."
    100 * np.mean(right)
    "accuracy.3: How far apart two class numbers are means nothing: right or wrong."
    1 - np.mean(np.abs(y_hat - y))
    np.mean((y_hat - y) ** 2)
    "accuracy.4: Each answer meets its own label: do not sort them."
    np.mean(np.sort(y_hat) == np.sort(y))
    "accuracy.5: The mean over examples, not over classes: a rare class weighs little here."
    np.mean([np.mean(right[y == k]) for k in np.unique(y)])
    "accuracy.6: All or nothing is no share: count what is right (int would cut the share off)."
    float(np.array_equal(y_hat, y))
    "accuracy.6: One right answer is enough for that: ask for the share."
    float(np.any(right))
    "accuracy.7: Divide by how many there are, not by one less or one more."
    np.sum(right) / max(len(y) - 1, 1)
    np.sum(right) / (len(y) + 1)
    "accuracy.8: One example is missing at the end: does the loop stop too early?"
    np.sum(right[:-1]) / len(y)
    "accuracy.8: The first example is missing: indices begin at 0."
    np.sum(right[1:]) / len(y)
    "accuracy.10: An answer of 0 can be right as well: class 0 counts like any other."
    np.mean(right & (y != 0))
    "accuracy.11: Compare the answers with the labels: yours meet themselves."
    np.mean(y == y)
    "accuracy.3: How near a class is means nothing: right or wrong."
    np.mean(np.abs(y_hat - y) <= 1)
    "accuracy.4: Each answer meets its own label, not any of them."
    np.mean(np.isin(y_hat, y))
    "accuracy.7: Divide by the number of examples, not by that of classes."
    np.sum(right) / len(np.unique(y))
    "accuracy.12: Class by class: 1 and 2 are not the same, though both are above 0."
    np.mean((y_hat > 0) == (y > 0))
    "accuracy.13: Nothing is added to the share, and nothing is averaged with it."
    (1 + np.mean(right)) / 2
