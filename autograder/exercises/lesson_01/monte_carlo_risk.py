"""The mean loss of f on n fresh draws. sample(n, rng) -> (X, Y), loss(Y_hat, Y) -> (n,)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_01.shared import Urn, cut, line, squared, uneven, wrong
from nnlib import law

exercise = Exercise(
    reference=law.monte_carlo_risk,
    lesson="01_learning",
    takes={"f": "function", "sample": "function", "loss": "function", "n": "", "rng": ""},
    returns=Number(),
    shortcuts=("nnlib.law.monte_carlo_risk", "nnlib.law.empirical_risk"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a threshold, 50 draws", (cut(0.4), Urn(0.8), wrong, 50, *rng.spawn(1)))
    yield Case("the same law, 7 draws", (cut(0.4), Urn(0.8), wrong, 7, *rng.spawn(1)))
    yield Case("a line, squared loss", (line(1.0, 0.3), Urn(2.0, True), squared, 30, *rng.spawn(1)))
    args = line(1.0, 1.2), Urn(1.5, True), uneven, 20
    yield Case("a loss that is dearer on one side", (*args, *rng.spawn(1)))
    yield Case("a single draw", (line(0.5, 0.1), Urn(1.0, True), squared, 1, *rng.spawn(1)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (3, 60):
        args = line(float(rng.normal()), 0.2), Urn(float(rng.normal()), True), squared, n
        yield Case("random lines", (*args, *rng.spawn(1)))


def _answered(f: Any, drawn: Any) -> Any:
    return f(drawn[0]), drawn[1]


@exercise.mistakes(seed=(0, 1, 42))
def _(f, sample, loss, n, rng, *, seed):
    "F59.1: Fresh draws, please: a seed of one's own draws the same examples every time."
    X, Y = sample(n, np.random.default_rng(seed))
    np.mean(loss(f(X), Y))
    "F59.2: The risk is a mean: with more draws it does not grow."
    X, Y = sample(n, rng)
    np.sum(loss(f(X), Y))
    "F59.3: What comes back is the loss, not the share of right answers."
    X, Y = sample(n, rng)
    1 - np.mean(loss(f(X), Y))
    "monte_carlo_risk.1: As many draws as n says: one of them is not enough."
    X, Y = sample(1, rng)
    np.mean(loss(f(X), Y))
    "monte_carlo_risk.2: First come the answers, f(X), then the labels: loss(f(X), Y)."
    X, Y = sample(n, rng)
    np.mean(loss(Y, f(X)))
    "monte_carlo_risk.3: X and Y come from one call: from two, labels meet inputs of others."
    X = sample(n, rng)[0]
    Y = sample(n, rng)[1]
    np.mean(loss(f(X), Y))
    "monte_carlo_risk.4: The loss is handed in: call it, and no other."
    X, Y = sample(n, rng)
    np.mean(f(X) != Y)
    X, Y = sample(n, rng)
    np.mean((f(X) - Y) ** 2)
    "monte_carlo_risk.5: The number n is given: as many draws as that, not some other number."
    X, Y = sample(1000, rng)
    np.mean(loss(f(X), Y))
    X, Y = sample(100, rng)
    np.mean(loss(f(X), Y))
    "monte_carlo_risk.6: Divide by n, the number of draws."
    X, Y = sample(n, rng)
    np.sum(loss(f(X), Y)) / max(n - 1, 1)
    "monte_carlo_risk.7: One number: the mean of the losses."
    X, Y = sample(n, rng)
    loss(f(X), Y)
    "monte_carlo_risk.8: The rule answers inputs: f(X), not f(Y)."
    X, Y = sample(n, rng)
    np.mean(loss(f(Y), Y))
    "monte_carlo_risk.8: The rule's answers are compared with Y, not the inputs themselves."
    X, Y = sample(n, rng)
    np.mean(loss(X, Y))
    "monte_carlo_risk.9: The risk is a mean, not the worst case."
    X, Y = sample(n, rng)
    np.max(loss(f(X), Y))
    "monte_carlo_risk.10: The mean itself, not its spread nor its root."
    X, Y = sample(n, rng)
    np.std(loss(f(X), Y)) / np.sqrt(n)
    X, Y = sample(n, rng)
    np.sqrt(np.mean(loss(f(X), Y)))
    "monte_carlo_risk.11: Draw once, all n examples together: a second draw is not asked for."
    np.mean([np.mean(loss(*_answered(f, sample(n, rng)))) for _ in range(n)])
    X, Y = sample(n, rng)
    X, Y = sample(n, rng)
    np.mean(loss(f(X), Y))
    "monte_carlo_risk.5: The number n is given: as many draws as that, not some other number."
    X, Y = sample(2 * n, rng)
    np.mean(loss(f(X), Y))
    "monte_carlo_risk.12: The pair is X, Y: inputs first, then labels."
    Y, X = sample(n, rng)
    np.mean(loss(f(X), Y))
    "monte_carlo_risk.13: Hand on the rng itself: one that is seeded from it draws other examples."
    X, Y = sample(n, np.random.default_rng(rng.integers(1000)))
    np.mean(loss(f(X), Y))
    "monte_carlo_risk.6: Divide by n, the number of draws, not by its root."
    X, Y = sample(n, rng)
    np.sum(loss(f(X), Y)) / np.sqrt(n)
    "monte_carlo_risk.6: Divide by n, the number of draws."
    X, Y = sample(n, rng)
    np.sum(loss(f(X), Y)) / (n - 1)
