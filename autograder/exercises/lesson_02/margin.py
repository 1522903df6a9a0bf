"""min y (w·x + b) / ||w||: how far the closest example is from the line, on its own side."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from nnlib import perceptron

exercise = Exercise(
    reference=perceptron.margin,
    lesson="02_perceptron",
    takes={"w": "n", "b": "", "X": "m n", "y": "m"},
    returns=Number(),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (2, 3):
        w = rng.normal(size=n) * 3
        X = _off_the_line(rng, w, 0.5, 7)
        y = np.where(X @ w + 0.5 > 0, 1, -1)
        y[0] = y[0] if np.any(y != y[0]) else -y[0]
        yield Case("a line that separates", (w, 0.5, X, np.where(X @ w + 0.5 > 0, 1, -1)))
        yield Case("the same line, w and b ten times as long", (10 * w, 5.0, X, y))
        flipped = y.copy()
        flipped[np.argmax(np.abs(X @ w + 0.5))] *= -1
        yield Case("a point on the wrong side", (w, 0.5, X, flipped))
        yield Case("a large bias", (w, 40.0, X, np.ones(7, dtype=int)))
    whole = np.array([2, -1]), 1, rng.permutation([[3, 1], [1, -4], [2, 2]]), np.ones(3, dtype=int)
    yield Case("whole numbers everywhere", whole)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case(
        "one point in one dimension", (np.array([-2.0]), 1.0, np.array([[3.0]]), np.array([-1]))
    )
    for _ in range(5):
        m, n = int(rng.integers(2, 9)), int(rng.integers(1, 5))
        w, b = rng.normal(size=n), float(rng.normal())
        args = w, b, _off_the_line(rng, w, b, m)
        yield Case("random points", (*args, rng.choice([-1, 1], size=m)))


def _off_the_line(rng: np.random.Generator, w: Any, b: float, m: int) -> Any:
    """m points so far from the line that their distance is no difference of two near numbers."""
    X = rng.normal(size=(50 * m, len(w)))
    return X[np.abs(X @ w + b) > 0.1 * np.linalg.norm(w)][:m]


@exercise.mistakes
def _(w, b, X, y):
    "F03.1: A distance does not depend on how long w is: divide by its norm."
    np.min(y * (X @ w + b))
    "F03.2: Keep the sign: a point on the wrong side has a negative margin."
    np.min(np.abs(X @ w + b)) / np.linalg.norm(w)
    "F03.3: Only w is normal to the line: b does not belong in the norm."
    np.min(y * (X @ w + b)) / np.linalg.norm(np.append(w, b))
    "F03.4: The margin belongs to the closest point: the minimum, not the mean."
    np.mean(y * (X @ w + b)) / np.linalg.norm(w)
    "margin.1: The line is w·x + b = 0: the bias shifts it, so b counts."
    np.min(y * (X @ w)) / np.linalg.norm(w)
    "margin.2: The norm is a length: sqrt(w·w), not w·w."
    np.min(y * (X @ w + b)) / (w @ w)
    "margin.3: Multiply by the label: only y tells which side is the right one."
    np.min(X @ w + b) / np.linalg.norm(w)
    "margin.4: The closest point counts, not the farthest: min, not max."
    np.max(y * (X @ w + b)) / np.linalg.norm(w)
    "margin.5: The length of w is the root of the sum of squares, not the sum of sizes."
    np.min(y * (X @ w + b)) / np.sum(np.abs(w))
    "margin.5: Divide by the length of w, which makes the line; the examples keep theirs."
    np.min(y * (X @ w + b) / np.linalg.norm(X, axis=1))
    "margin.6: The distance is asked for, not which example it is."
    np.argmin(y * (X @ w + b))
    "margin.7: The whole score is divided by the length of w, b too: brackets?"
    np.min(y * (X @ w / np.linalg.norm(w) + b))
    "margin.8: The label multiplies the whole score, b too: brackets?"
    np.min(y * (X @ w) + b) / np.linalg.norm(w)
    "margin.5: The length of w is the root of the sum of squares, not its largest entry."
    np.min(y * (X @ w + b)) / np.max(np.abs(w))
    "margin.2: The norm is a length already: it has had its root."
    np.min(y * (X @ w + b)) / np.sqrt(np.linalg.norm(w))
    "margin.9: From the line to one example: the gap between the classes is more."
    s = (X @ w + b) / np.linalg.norm(w)
    s[y == 1].min() - s[y == -1].max()
    s = (X @ w + b) / np.linalg.norm(w)
    (s[y == 1].min() - s[y == -1].max()) / 2
