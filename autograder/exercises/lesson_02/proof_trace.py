"""The two numbers of the proof after every mistake of a run from w = 0 through the origin."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from autograder.exercises.lesson_02.shared import XOR, with_separator
from nnlib import perceptron

exercise = Exercise(
    reference=perceptron.proof_trace,
    lesson="02_perceptron",
    takes={"X": "m n", "y": "m", "w_star": "n", "max_sweeps": ""},
    returns=Record(along=Array("t"), squared=Array("t")),
    altered=False,  # where no line separates, it runs to the last of a million sweeps
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(3):
        yield Case("points and a separator", (*with_separator(rng), 1000))
    yield Case("unit vectors", (np.eye(4), np.ones(4, dtype=int), np.arange(1.0, 5.0), 1000))
    X, y = XOR
    yield Case("XOR, which no line separates", (perceptron.with_ones(X), y, np.ones(3), 5))
    yield Case("max_sweeps not given", with_separator(rng))
    yield Case("a million sweeps allowed, few needed", (*with_separator(rng), 1_000_000))
    whole = np.array([[-2, 1, 1], [-1, 3, 1], [2, -1, 1], [3, 1, 1]]), np.array([-1, -1, 1, 1])
    yield Case("whole numbers everywhere", (*whole, np.array([4, -1, 1]), 100))
    yield Case("whole numbers in X alone", (*whole, np.array([4.5, -1.25, 0.1]), 100))
    X, y, _ = with_separator(rng)
    yield Case("whole numbers in w_star alone", (X, y, np.array([4, -1, 1]), 100))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(4):
        X, y, w_star = with_separator(rng)
        yield Case("other points, another w_star", (X, y, w_star + rng.normal(size=3), 50))


def _walk(X: Any, y: Any, w_star: Any, max_sweeps: Any, **bug: Any) -> Any:
    """The right loop with room for one fault, for the wrong answers below."""
    w, along, squared = np.zeros(X.shape[1]), [], []
    for _ in range(bug.get("sweeps", max_sweeps)):
        clean = True
        for x, label in zip(X, y, strict=True):
            score = label * (x @ w)
            wrong = score < 0 if bug.get("strict") else score <= 0
            if wrong and bug.get("early"):
                along.append(w_star @ w)
                squared.append(w @ w)
            if wrong:
                w, clean = w + bug.get("rate", 1) * label * x, False
            if (wrong and not (bug.get("early") or bug.get("sweep"))) or bug.get("every"):
                along.append(w_star @ w)
                squared.append(w @ w)
        if bug.get("sweep"):
            along.append(w_star @ w)
            squared.append(w @ w)
        if clean:
            break
    return np.array(along), np.array(squared)


@exercise.mistakes(rate=(0.01, 0.1, 0.5))
def _(X, y, w_star, max_sweeps=1000, *, rate):
    """proof_trace.1: Your first entry is 0. Record after the update: the proof speaks of what w
    has become."""
    _walk(X, y, w_star, max_sweeps, early=True)
    "proof_trace.2: Record after every mistake, not after every example that you look at."
    _walk(X, y, w_star, max_sweeps, every=True)
    "proof_trace.2: Record after every mistake, not after every sweep."
    _walk(X, y, w_star, max_sweeps, sweep=True)
    "proof_trace.9: A step is y x as it is: no learning rate here."
    _walk(X, y, w_star, max_sweeps, rate=rate)
    "proof_trace.3: The second value is the squared length of w: no root."
    along, squared = _walk(X, y, w_star, max_sweeps)
    along, np.sqrt(squared)
    "proof_trace.4: First along = <w_star, w>, then squared = ||w||^2."
    _walk(X, y, w_star, max_sweeps)[::-1]
    "proof_trace.5: One sweep is rarely enough: go on until a sweep is clean."
    _walk(X, y, w_star, max_sweeps, sweeps=1)
    "proof_trace.6: A score of exactly 0 is a mistake: from w = 0 yours never moves."
    _walk(X, y, w_star, max_sweeps, strict=True)
    "proof_trace.7: Take <w_star, w> as it is: w_star keeps its length, do not normalise it."
    along, squared = _walk(X, y, w_star, max_sweeps)
    along / np.linalg.norm(w_star), squared
    """proof_trace.8: This run goes through the origin: X has its column of ones, there is no
    separate bias."""
    run = perceptron.run(X, y, max_sweeps)
    run.w @ w_star, np.sum(run.w**2, axis=1)
    "proof_trace.9: The start, w = 0, is no mistake: the first entry comes after the first update."
    along, squared = _walk(X, y, w_star, max_sweeps)
    np.append(0.0, along), np.append(0.0, squared)
    "proof_trace.10: An entry for every mistake, not for the last one alone."
    along, squared = _walk(X, y, w_star, max_sweeps)
    along[-1:], squared[-1:]
    "proof_trace.2: Record after every mistake, not after every sweep."
    along, squared = _walk(X, y, w_star, max_sweeps, sweep=True)
    along[:-1], squared[:-1]
