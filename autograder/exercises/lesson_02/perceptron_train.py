"""Sweep over the examples in their order, from w = 0, until a whole sweep has no mistake."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Endless, Exercise
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_02.shared import XOR, separable
from nnlib import perceptron

exercise = Exercise(
    reference=perceptron.perceptron_train,
    lesson="02_perceptron",
    takes={"X": "m n", "y": "m", "max_sweeps": ""},
    returns=Record(w=Array("n"), b=Number(), mistakes=Number(whole=True)),
    shortcuts=("nnlib.perceptron.run", "nnlib.perceptron.visits", "nnlib.perceptron._visits"),
    altered=False,  # where no line separates, it runs to the last of a million sweeps
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.integers(2, 9, size=(1, 3)) / 8
    yield Case("a single example", (np.repeat(x, 4, axis=0), np.ones(4, dtype=int), 1000))
    yield Case("two classes with a gap between them", (*separable(rng, 30, 0.15), 400))
    yield Case("two classes that almost touch", (*separable(rng, 40, 0.04), 400))
    yield Case("two far-off clouds: the bias has a long way to go", (*_far_off(rng), 100))
    yield Case("XOR, which no line separates", (*XOR, 20))
    yield Case("one sweep and no more", (*_far_off(rng), 1))
    yield Case("many sweeps for two examples, max_sweeps not given", _two_side_by_side(rng))
    yield Case("an early stop would leave one example wrong", (*_one_comes_last(rng), 400))
    yield Case("two examples that one step settles, with little to spare", (*_settled(rng), 50))
    yield Case("a million sweeps allowed, few needed", (*_far_off(rng), 1_000_000))
    whole = np.array([[-2, 1], [-1, 3], [2, -1], [3, 1]]), np.array([-1, -1, 1, 1])
    yield Case("whole numbers in X", (*whole, 100), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (1, 2, 5):
        yield Case(f"{n} inputs", (*separable(rng, 25, 0.1, n), 400))
    yield Case("XOR for a few sweeps", (*XOR, 7))


@exercise.judged_knowing
def _(X: Any, y: Any, max_sweeps: int = 1000) -> tuple[Any, float, int]:
    """What the run in the order of the rows ends with."""
    return perceptron.perceptron_train(X, y, max_sweeps)


@exercise.judged_by
def _(answer: Any, run: tuple[Any, float, int], X: Any, y: Any, max_sweeps: int = 1000) -> Any:
    """Proves that w and b separate, if the run does; of the count, that no order forbids it."""
    w, b, mistakes = answer["w"], float(answer["b"]), float(answer["mistakes"])
    w_star, b_star, reference_mistakes = run
    separable = bool(np.all(y * (X @ w_star + b_star) > 0))
    if separable and not np.all(y * (X @ w + b) > 0):
        return "Your w and b leave at least one example on the wrong side."
    if mistakes < 1:
        return "The third value is the number of mistakes made, and a start from 0 makes one."
    if mistakes == reference_mistakes:
        return None
    if _alike(X, y):
        return "That is not the number of mistakes; here every order of the rows makes the same."
    return _impossible_count(
        w, b, mistakes, X, y, (w_star, b_star) if separable else None, max_sweeps
    )


def _alike(X: Any, y: Any) -> bool:
    """Could any two examples change places and nobody would notice?"""
    signed = y[:, None] * perceptron.with_ones(X)
    inner = signed @ signed.T
    apart = np.ptp(np.diag(inner)), np.ptp(inner[~np.eye(len(X), dtype=bool)])
    return bool(max(apart) < 1e-9)


def _impossible_count(
    w: Any, b: float, t: float, X: Any, y: Any, star: Any, max_sweeps: int
) -> str | None:
    """Another visiting order may make another number of mistakes, but the proof binds them all.

    Each adds y x to w and y to b: so b has the parity of t, ||(w, b)||^2 <= t (C^2 + 1), and a
    separator's <w_star, w> >= t rho.
    """
    told = "That cannot be the number of mistakes that led to this w and b."
    ones = perceptron.with_ones(X)
    long = np.append(w, b)
    if abs(b - round(b)) < 1e-9 and (round(b) - t) % 2:
        return told
    if long @ long > t * np.max(np.sum(ones**2, axis=1)) * (1 + 1e-9):
        return told
    if t > len(X) * max_sweeps:
        return told
    if star is None:
        return None if t >= max_sweeps else told
    w_star = np.append(*star)
    rho = np.min(y * (ones @ w_star))
    return told if w_star @ long < t * rho * (1 - 1e-9) else None


def _far_off(rng: np.random.Generator) -> tuple[Any, Any]:
    """Two clouds on the same side of the origin: only a large bias separates them."""
    X = np.concatenate([rng.uniform(2, 3, (8, 2)), rng.uniform(4, 5, (8, 2))])
    order = rng.permutation(16)
    return X[order], np.repeat([-1, 1], 8)[order]


def _two_side_by_side(rng: np.random.Generator) -> tuple[Any, Any]:
    """Two examples far from the origin: at least twelve sweeps, in either order."""
    left = rng.uniform(4.0, 4.5)
    return np.array([[left], [left + 1]]), np.array([-1, 1])


def _settled(rng: np.random.Generator) -> tuple[Any, Any]:
    """After one step from either the other scores between 0.04 and 0.4 on its right side."""
    x = rng.uniform(1.02, 1.18)
    return np.array([[x], [-x]]), np.array([1, -1])


def _one_comes_last(rng: np.random.Generator) -> tuple[Any, Any]:
    """Two clouds and two examples between them: every early stop leaves one on the wrong side."""
    while True:
        between = [1.5, 1.8]
        x = np.concatenate([rng.uniform(-3, 0, 11), between, rng.uniform(3.5, 5, 11)])
        order = rng.permutation(24)
        X, y = x[order, None], np.repeat([-1, 1], 12)[order]
        if _stops_too_early(X, y):
            return X, y


def _stops_too_early(X: Any, y: Any) -> bool:
    """Does each rule for an early stop end a run that still has an example wrong?

    The rules: one mistake in a sweep at most; its last example right; its first; 95 % right.
    """
    rules, wrong = {0, 1, 2, 3}, []
    for i, missed, w, b in perceptron.visits(X, y, 100):
        wrong += [i] * missed
        if i == len(X) - 1:
            share = np.mean(y * (X @ w + b) > 0)
            stop = len(wrong) <= 1, i not in wrong, 0 not in wrong, share >= 0.95
            met = {rule for rule in rules if stop[rule]}
            if met and share == 1:
                return False
            rules, wrong = rules - met, []
            if not rules:
                return True
    return False


FOREVER = 2000  # sweeps; who makes more does not come back in time


def _sweeps(X: Any, y: Any, max_sweeps: Any, **bug: Any) -> Any:
    """The right loop with room for one fault, for the wrong answers below."""
    w, b, mistakes, old = np.zeros(X.shape[1]), 0.0, 0, (np.zeros(X.shape[1]), 0.0)
    score_of, step_of, strict = (bug.get(name) for name in ("score", "step", "strict"))
    for _ in range(bug.get("sweeps", min(max_sweeps, FOREVER))):
        mistakes = 0 if bug.get("count") == "this sweep" else mistakes
        before = mistakes
        order = np.random.permutation(len(X)) if bug.get("shuffle") else range(len(X))  # noqa: NPY002
        for i in order:
            score = score_of(w, b, X[i], y[i]) if score_of else y[i] * (X[i] @ w + b)
            wrong = score < 0 if strict else score <= 0
            if wrong:
                old = (w, b)
                step = step_of(y[i], y[i] * score) if step_of else y[i]
                w, mistakes = w + step * X[i], mistakes + 1
                b = b if bug.get("no_bias") else b + step
        if mistakes == before:
            break
        if bug.get("count") == "last sweep":
            mistakes, before = mistakes - before, 0
    else:
        if bug.get("no_cap") or ("sweeps" not in bug and max_sweeps > FOREVER):
            raise Endless
    return (*(old if bug.get("old") else (w, b)), mistakes)


@exercise.mistakes
def _(X, y, max_sweeps=1000):
    "F02.1: One sweep is rarely enough: go on until a sweep has no mistake."
    _sweeps(X, y, max_sweeps, sweeps=1)
    "F02.2: Return the newest w and b, those after the last update."
    _sweeps(X, y, max_sweeps, old=True)
    "F02.3: Some data no line separates: stop after max_sweeps sweeps, whatever happens."
    _sweeps(X, y, 1000, no_cap=True)
    _sweeps(X, y, 1000)
    "F02.4: The order of your sweeps is random and no seed fixes it. Visit the rows in order."
    _sweeps(X, y, max_sweeps, shuffle=True)
    "perceptron_train.1: A score of exactly 0 is a mistake: from w = 0 yours never moves."
    _sweeps(X, y, max_sweeps, strict=True)
    "perceptron_train.2: The bias learns too: b grows by y at every mistake."
    _sweeps(X, y, max_sweeps, no_bias=True)
    "perceptron_train.3: Count the mistakes, not the sweeps."
    run = perceptron.run(X, y, max_sweeps)
    run.w[-1], run.b[-1], run.sweeps
    "perceptron_train.4: Count the mistakes of all sweeps, not of the last one."
    _sweeps(X, y, max_sweeps, count="last sweep")
    _sweeps(X, y, max_sweeps, count="this sweep")
    "perceptron_train.9: Each mistake moves w and b at once, before the next example is looked at."
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(min(max_sweeps, FOREVER)):
        wrong = y * (X @ w + b) <= 0
        if not wrong.any():
            break
        w, b, mistakes = w + y[wrong] @ X[wrong], b + y[wrong].sum(), mistakes + 1
    w, b, mistakes
    "perceptron_train.5: The score includes b: y times all of (w·x + b), in brackets."
    _sweeps(X, y, max_sweeps, score=lambda w, b, x, y: y * (x @ w) + b)
    "perceptron_train.6: After a mistake y minus the prediction is 2 or -2; the step is y x."
    _sweeps(X, y, max_sweeps, step=lambda y, score: y - (1 if score > 0 else -1))
    _sweeps(X, y, max_sweeps, step=lambda y, score: y - np.sign(score))
    "perceptron_train.7: Start from floats, np.zeros(n): a w of whole numbers takes no fractions."
    w = np.zeros(X.shape[1], dtype=int)
    w += y[0] * X[0]
    perceptron.perceptron_train(X, y, max_sweeps)
    "perceptron_train.8: One weight for each column of X: start from np.zeros(X.shape[1])."
    w = X @ np.zeros(2)
    perceptron.perceptron_train(X, y, max_sweeps)
    "perceptron_train.10: Every update counts, the first one too: begin at 0 and add 1 each time."
    run = perceptron.run(X, y, max_sweeps)
    run.w[-1], run.b[-1], run.mistakes - 1
    "perceptron_train.11: Move towards the example: w + y x and b + y, not minus."
    _sweeps(X, y, max_sweeps, step=lambda y, score: -y)
    "perceptron_train.12: The label decides which way w and b move: add y x and y, not x and 1."
    _sweeps(X, y, max_sweeps, step=lambda y, score: 1)
    "perceptron_train.13: The score includes b: w·x + b, when a mistake is looked for too."
    _sweeps(X, y, max_sweeps, score=lambda w, b, x, y: y * (x @ w))
