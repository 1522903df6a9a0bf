"""(C ||w_star|| / rho)^2: no run from w = 0 through the origin makes more mistakes."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_02.shared import with_separator
from nnlib import perceptron

exercise = Exercise(
    reference=perceptron.mistake_bound,
    lesson="02_perceptron",
    takes={"X": "m n", "y": "m", "w_star": "n"},
    returns=Number(),
    shortcuts=("nnlib.convergence.certificate", "nnlib.perceptron.proof_numbers"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    X, y, w_star = with_separator(rng)
    yield Case("points and a separator", (X, y, w_star))
    yield Case("the same separator, twice as long", (X, y, 2 * w_star))
    far = int(np.argmax(y * (X @ w_star)))
    yield Case(
        "one point far from the others", (np.vstack([X, 6 * X[far]]), np.append(y, y[far]), w_star)
    )
    yield Case("unit vectors", (np.eye(5), np.ones(5, dtype=int), np.ones(5)))
    y_wrong = y.copy()
    y_wrong[far] *= -1
    yield Case("a w_star that does not separate", (X, y_wrong, w_star), may_refuse=True)
    whole = rng.permutation([[1, 2, 1], [2, 1, 1], [3, 5, 1]]), np.ones(3, dtype=int)
    yield Case("whole numbers everywhere", (*whole, np.array([2, 1, -2])))
    for score, note in [(1e-3, "just on its right side"), (-1e-3, "just on its wrong side")]:
        rows, labels = _with_score(X, y, w_star, score)
        args = rows, labels, w_star
        yield Case(f"one example {note} of w_star", args, may_refuse=score < 0)
    on_it = np.array([[3.0, 1.0], [2.0, 2.0], [1.0, 2.0]]), np.array([1, 1, -1])
    yield Case("one example exactly on the line", (*on_it, np.array([1.0, -1.0])), may_refuse=True)
    # 0/0 is nan, so an answer that lets rho = 0 through does not pass for one that answers inf
    nowhere = np.zeros((2, 2)), np.array([1, -1]), np.array([1.0, -1.0])
    yield Case("every example at the origin", nowhere, may_refuse=True)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(4):
        yield Case("other points", with_separator(rng))
    X, y, w_star = with_separator(rng)
    on_the_line = X[0] - (X[0] @ w_star) / (w_star @ w_star) * w_star
    args = np.vstack([X, 0 * on_the_line]), np.append(y, 1), w_star
    yield Case("a point exactly on the line of w_star", args, may_refuse=True)


def _with_score(X: Any, y: Any, w_star: Any, score: float) -> tuple[Any, Any]:
    """The examples and one more, labelled +1, whose score is a given one."""
    x = X[0] + (score - X[0] @ w_star) / (w_star @ w_star) * w_star
    return np.vstack([X, x]), np.append(y, 1)


def _bound(X: Any, y: Any, w_star: Any, C: Any = None, rho: Any = None) -> float:
    """The formula with one ingredient exchanged; inf where it makes no sense, as it should be."""
    lengths, scores = np.linalg.norm(X, axis=1), y * (X @ w_star)
    C, rho = lengths.max() if C is None else C, scores.min() if rho is None else rho
    return float((C * np.linalg.norm(w_star) / rho) ** 2) if scores.min() > 0 else np.inf


@exercise.mistakes
def _(X, y, w_star):
    "F04.1: C is the length of the longest example, not the mean length."
    _bound(X, y, w_star, C=np.linalg.norm(X, axis=1).mean())
    "F04.1: C is the length of the longest example, not the mean length; and square the fraction."
    np.sqrt(_bound(X, y, w_star, C=np.linalg.norm(X, axis=1).mean()))
    "F04.2: Measure rho with the w_star you are given, not with a w that you trained."
    if np.min(y * (X @ w_star)) <= 0:
        return np.inf
    w = perceptron.run(X, y).w[-1]
    w = w if np.min(y * (X @ w)) > 0 else w_star
    _bound(X, y, w)
    "F04.3: rho keeps its sign: a w_star that does not separate gives no bound. Raise ValueError."
    rho = np.min(np.abs(X @ w_star))
    float((np.linalg.norm(X, axis=1).max() * np.linalg.norm(w_star) / rho) ** 2)
    "F04.4: rho grows with w_star. Without ||w_star|| the bound would change too."
    _bound(X, y, w_star) / float(w_star @ w_star)
    "F04.4: Where is ||w_star||? And from √t to t the whole fraction is squared."
    np.sqrt(_bound(X, y, w_star) / float(w_star @ w_star))
    "mistake_bound.1: A w_star that does not separate gives no bound: raise ValueError."
    rho = np.min(y * (X @ w_star))
    float((np.linalg.norm(X, axis=1).max() * np.linalg.norm(w_star) / rho) ** 2)
    "mistake_bound.2: This is the most that √t can be. And t itself?"
    np.sqrt(_bound(X, y, w_star))
    "mistake_bound.3: rho is the smallest of the y <w_star, x>, not their mean."
    _bound(X, y, w_star, rho=np.mean(y * (X @ w_star)))
    "mistake_bound.4: C is the length of the longest row of X, not the norm of the whole table."
    _bound(X, y, w_star, C=np.linalg.norm(X))
    "mistake_bound.5: rho is the smallest y <w_star, x>: the label belongs in it."
    C, rho = np.linalg.norm(X, axis=1).max(), np.min(X @ w_star)
    float((C * np.linalg.norm(w_star) / rho) ** 2)
    np.inf if rho <= 0 else float((C * np.linalg.norm(w_star) / rho) ** 2)
    "mistake_bound.2: From √t to t the whole fraction is squared, rho too."
    _bound(X, y, w_star) * np.min(y * (X @ w_star))
    "mistake_bound.2: From √t to t the whole fraction is squared, C too."
    _bound(X, y, w_star) / np.linalg.norm(X, axis=1).max()
    "mistake_bound.2: From √t to t the whole fraction is squared, ||w_star|| too."
    _bound(X, y, w_star) / np.linalg.norm(w_star)
    "mistake_bound.6: C is the length of the longest row, not the largest entry."
    _bound(X, y, w_star, C=np.abs(X).max())
    "mistake_bound.6: C is the length of a row, the sum along axis 1: not of a column."
    _bound(X, y, w_star, C=np.linalg.norm(X, axis=0).max())
    "mistake_bound.1: An error is raised, not returned: raise ValueError(...)."
    return_ = np.min(y * (X @ w_star)) <= 0
    ValueError("no separator") if return_ else _bound(X, y, w_star)
