"""The mean loss of f on examples. X (m, ...), Y (m,), loss(Y_hat, Y) -> (m,)"""

from collections.abc import Iterator

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_01.shared import cut, line, squared, uneven, wrong
from nnlib import law

exercise = Exercise(
    reference=law.empirical_risk,
    lesson="01_learning",
    takes={"f": "function", "X": "...", "Y": "m", "loss": "function"},
    returns=Number(),
    shortcuts=("nnlib.law.empirical_risk",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.normal(size=7)
    y = rng.permutation([1, 1, 1, 1, -1, -1, -1])
    yield Case("a threshold, mistakes counted", (cut(0.3), x, y, wrong))
    yield Case("a line, squared loss", (line(1.5, -0.5), x, rng.normal(size=7), squared))
    X = rng.normal(size=(5, 2))
    plane = line(rng.normal(size=2), 0.4)
    yield Case("two numbers an example", (plane, X, rng.normal(size=5), squared))
    yield Case("a loss that is dearer on one side", (plane, X, rng.normal(size=5), uneven))
    yield Case("whole numbers", (line(2, 1), np.array([0, 3, -2]), np.array([1, 4, 0]), uneven))
    yield Case("a single example", (line(2.0, 1.0), x[:1], np.array([0.5]), squared))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x, y = rng.normal(size=4), rng.normal(size=4)
    yield Case("the same examples twice", (line(1.0, 0.0), np.tile(x, 2), np.tile(y, 2), uneven))
    for m in (3, 12):
        args = cut(0.0), rng.normal(size=m), rng.choice([-1, 1], m), wrong
        yield Case("random labels", args)


@exercise.mistakes
def _(f, X, Y, loss):
    each = loss(f(X), Y)
    "F59.2: A mean, not a sum: the same examples twice must give the same risk."
    np.sum(each)
    "empirical_risk.1: First come the answers, f(X), then the labels: loss(f(X), Y)."
    np.mean(loss(Y, f(X)))
    "empirical_risk.2: The loss is handed in: call it, and no other."
    np.mean(f(X) != Y)
    np.mean((f(X) - Y) ** 2)
    np.mean(np.abs(f(X) - Y))
    "empirical_risk.3: The rule answers inputs: f(X), not f(Y)."
    np.mean(loss(f(Y), Y)) if np.ndim(X) == 1 else np.sum(each)
    "empirical_risk.4: A mean over all examples: not the worst one, nor the one in the middle."
    np.max(each)
    np.median(each)
    "empirical_risk.5: What comes back is the loss, not the share of right answers."
    1 - np.mean(each)
    "empirical_risk.6: One number for all examples: take the mean."
    each
    "empirical_risk.7: Divide by how many there are, not by one less."
    np.sum(each) / max(len(Y) - 1, 1)
    "empirical_risk.8: The mean itself, without a root or a half."
    np.sqrt(np.mean(each))
    np.mean(each) / 2
    "empirical_risk.9: The risk is the mean of losses, not the loss of means."
    np.mean(loss(np.mean(f(X)), np.mean(Y)))
    "empirical_risk.10: Every example counts: the first one or the last one is missing."
    np.sum(each[1:]) / len(Y)
    np.sum(each[:-1]) / len(Y)
    "empirical_risk.11: The answers of the rule are missing: loss(f(X), Y)."
    np.mean(loss(X, Y)) if np.ndim(X) == 1 else np.sum(each)
    "empirical_risk.12: Divide by the examples, not by all numbers in X."
    np.sum(each) / np.size(X) if np.ndim(X) > 1 else np.sum(each)
    "empirical_risk.11: The answers of the rule are missing: loss(f(X), Y)."
    np.mean(loss(X, Y))
    "empirical_risk.3: The rule answers inputs: f(X), not f(Y)."
    np.mean(loss(f(Y), Y))
    "empirical_risk.7: Divide by how many there are, not by one less."
    each = loss(f(X), Y)
    np.sum(each) / (len(each) - 1)
