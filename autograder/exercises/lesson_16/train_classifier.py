"""Learns from X (m, n), y (m,) in 0 ... K-1, and hands back a function: (k, n) -> (k,) classes.

Judged on examples that it has not seen. No check here takes as long: the function trains once or
twice for each input, some milliseconds each time for a small network.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.context import Context
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Misfit
from autograder.check.made import Made, said_by
from autograder.exercises.lesson_16.shared import drawn, unseen
from nnlib import initialise, mlp, optimise, train

ENOUGH = 0.85  # of the unseen examples
ALONE = 8  # examples that are asked about once more, each by itself


def train_classifier(X: Any, y: Any, K: int, rng: np.random.Generator) -> Any:
    """Learns from X (m, n), y (m,), and hands back what names the class of new rows."""
    X = np.asarray(X, dtype=float)
    centre, spread = X.mean(axis=0), np.where(X.std(axis=0) > 0, X.std(axis=0), 1.0)
    start = mlp.MLP(*initialise.init_layers([X.shape[1], 24, K], rng))
    net = train.fit(
        start, (X - centre) / spread, np.asarray(y), loss="softmax",
        optimiser=optimise.Adam(0.02), epochs=15, batch_size=25, rng=rng,
    ).model  # fmt: skip
    return lambda new: np.argmax(net.predict((new - centre) / spread), axis=1)


exercise = Exercise(
    reference=train_classifier,
    lesson="16_project",
    takes={"X": "m n", "y": "m", "K": "", "rng": ""},
    returns=Made("new rows, which gives their classes"),
    shortcuts=("nnlib.data.digits",),
    draws=False,  # a start at zero, or a vote of neighbours, needs no chance
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three clouds", (*drawn(rng, "clouds", 90, 3), *rng.spawn(1)))
    yield Case("300 digits", (*drawn(rng, "digits", 300), *rng.spawn(1)))
    turned = drawn(rng, f"digits{rng.integers(1, 4)}", 300, renamed=True)
    yield Case("digits, turned, in whole numbers", (*turned, *rng.spawn(1)), aspect="whole numbers")
    uneven = drawn(rng, "uneven", 120, 4)
    yield Case("columns of other sizes", (*uneven, *rng.spawn(1)), aspect="columns of any size")
    X, y, K = drawn(rng, "clouds", 120, 4)
    order = np.argsort(y, kind="stable")
    yield Case("class after class", (X[order], y[order], K, *rng.spawn(1)), aspect="any order")
    X, y, K = drawn(rng, "clouds", 120, 4)
    there = y != 1
    args = X[there], y[there], K, *rng.spawn(1)
    yield Case("a class of which there is no example", args, aspect="a class without examples")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two clouds", (*drawn(rng, "clouds", 60, 2), *rng.spawn(1)))
    yield Case("300 digits, renamed", (*drawn(rng, "digits", 300, renamed=True), *rng.spawn(1)))


@exercise.judged_knowing
def _(X: Any, y: Any, K: int, rng: Any) -> tuple[Any, Any]:
    return unseen(X, y)


@exercise.seen_as
def _(function: Any, kept: tuple[Any, Any], X: Any, y: Any, K: int, rng: Any) -> Any:
    """What it says of all unseen examples together, and of some of them one by one.

    Where that is not right, also of those it has seen, and of the unseen ones beside rows far
    away, standardised beforehand, and spread out again: what mends the answers tells the mistake.
    """
    new, (centre, spread) = kept[0], _scaled(X)

    def said(rows: Any, told: str = "What it says of new rows") -> Any:
        return Array("k").read(said_by(function, rows), Context({"k": len(rows)}), told)

    def tried(rows: Any) -> Any:
        try:
            return said(rows)[: len(new)]
        except Misfit:  # nobody has to answer such rows
            return together

    together = said(new)
    alone = [said(row[None], "What it says of one row") for row in new[:ALONE]]
    answers = {"together": together, "alone": np.concatenate(alone)}
    if np.mean(together == kept[1]) >= ENOUGH:
        return answers
    return answers | {
        "seen": said(X),
        "beside others": tried(np.vstack([new, new + 10 * spread])),
        "standardised": tried((new - centre) / spread),
        "spread out": tried(new * spread + centre),
    }


@exercise.judged_by
def _(said: Any, kept: tuple[Any, Any], X: Any, y: Any, K: int, rng: Any) -> Fault | str | None:
    """Samples: the share of unseen examples that are read rightly."""
    together, alone, truth = said["together"], said["alone"], kept[1]
    strange = together[(together < 0) | (together >= K) | (together != np.round(together))]
    if strange.size:
        return f"It says {strange[0]:g}; a class is a whole number from 0 to {K - 1}."
    if np.sum(together[:ALONE] != alone) > 1:
        told = "Asked about an example alone it says another class than in company."
        return Fault(told, "F52.2")
    right = np.mean(together == truth)
    if right >= ENOUGH and together.dtype.kind == "f":
        told = "The classes are right, but they are floats: an array cannot be indexed with them."
        return Fault(told, "train_classifier.17")
    if right >= ENOUGH:
        return None
    learned = np.mean(said["seen"] == y)
    told = f"Of {len(truth)} examples that it has not seen it names {right:.0%} rightly"
    told = f"{told}, expected at least {ENOUGH:.0%}; of those that it learned from, {learned:.0%}."
    return Fault(told, _sign(said, truth, X))


def _sign(said: Any, truth: Any, X: Any) -> str | None:
    """The mistake that what it says of other rows gives away."""
    if np.mean(said["beside others"] != said["together"]) > 0.05:
        return "F52.2"
    if np.mean(said["standardised"] == truth) >= ENOUGH:
        return "train_classifier.3"
    if np.mean(said["spread out"] == truth) >= ENOUGH:
        return "train_classifier.16"
    if not np.any([*said["together"], *said["seen"]]):  # of scores that are all nan, 0 is largest
        return "F52.1" if np.any(np.ptp(X, axis=0) == 0) else "train_classifier.12"
    return None


def _scaled(X: Any) -> tuple[Any, Any]:
    return X.mean(axis=0), np.where(X.std(axis=0) > 0, X.std(axis=0), 1.0)


def _learned(S: Any, y: Any, K: int, steps: int = 20) -> Any:
    """Scores S @ W + b after some steps from zero, for the wrong answers below."""
    W, b, rows = np.zeros((S.shape[1], K)), np.zeros(K), np.arange(len(y))
    for _ in range(steps):
        Z = S @ W + b
        P = np.exp(Z - Z.max(axis=1, keepdims=True))
        P /= P.sum(axis=1, keepdims=True)
        P[rows, y] -= 1
        W -= 0.5 * S.T @ P / len(y)
        b -= 0.5 * P.sum(axis=0) / len(y)
    return lambda new: new @ W + b


@exercise.mistakes
def _(X, y, K, rng):
    centre, spread = _scaled(X)
    S = (X - centre) / spread
    "F52.2: New rows get the mean and spread of the training rows, not of their own company."
    scores = _learned(S, y, K)
    lambda new: scores((new - _scaled(new)[0]) / _scaled(new)[1]).argmax(axis=1)
    "F52.1: A column that never changes has the spread 0: divide by 1 there."
    scores = _learned((X - X.mean(axis=0)) / X.std(axis=0), y, K)
    lambda new: scores((new - X.mean(axis=0)) / X.std(axis=0)).argmax(axis=1)
    "F52.3: The caller's X has changed: make new arrays."
    X -= centre.astype(X.dtype)
    scores = _learned(X / spread, y, K)
    lambda new: scores((new - centre) / spread).argmax(axis=1)
    "F52.4: Divide by the standard deviation, not by the variance."
    scores = _learned((X - centre) / spread**2, y, K)
    lambda new: scores((new - centre) / spread**2).argmax(axis=1)
    "train_classifier.1: Hand back a function; these are answers for the training rows."
    _learned(S, y, K)(S).argmax(axis=1)
    "train_classifier.2: Hand back a function; these are the numbers that it needs."
    centre, spread
    "train_classifier.3: New rows must be standardised as the training rows were."
    scores = _learned(S, y, K)
    lambda new: scores(new).argmax(axis=1)
    "train_classifier.4: A class for each row: scores or shares are not enough, the largest wins."
    scores = _learned(S, y, K)
    lambda new: scores((new - centre) / spread)
    "train_classifier.5: One class for each row: the classes lie along axis=1."
    scores = _learned(S, y, K)
    lambda new: scores((new - centre) / spread).argmax(axis=0)
    "train_classifier.6: Classes begin at 0: no 1 is added."
    scores = _learned(S, y, K)
    lambda new: scores((new - centre) / spread).argmax(axis=1) + 1
    "train_classifier.7: The largest score wins, not the least."
    scores = _learned(S, y, K)
    lambda new: scores((new - centre) / spread).argmin(axis=1)
    "train_classifier.8: It has not learned anything: does a step follow the start?"
    W = np.random.default_rng(1).normal(size=(X.shape[1], K))
    lambda new: ((new - centre) / spread @ W).argmax(axis=1)
    scores = _learned(S, y, K, 0)
    lambda new: scores((new - centre) / spread).argmax(axis=1)
    "train_classifier.9: Rows that it has seen are known by heart, new ones not at all."
    known = {row.tobytes(): k for row, k in zip(np.asarray(X, float), y, strict=True)}
    lambda new: np.array([known.get(row.tobytes(), K - 1) for row in np.asarray(new, float)])
    "train_classifier.10: How many classes there are is what K says: some may have no example."
    Y = np.eye(len(np.unique(y)))[y]
    means = Y.T @ S / Y.sum(axis=0)[:, None]
    lambda new: ((new - centre) / spread @ means.T - 0.5 * np.sum(means**2, axis=1)).argmax(axis=1)
    "train_classifier.11: Shuffle before you set rows aside: the last ones may be one class."
    first = 3 * len(y) // 5
    scores = _learned(S[:first], y[:first], K)
    lambda new: scores((new - centre) / spread).argmax(axis=1)
    "train_classifier.12: One class for all rows: it knows nothing of the row."
    lambda new: np.full(len(new), np.bincount(y).argmax())
    "train_classifier.13: The function has to say something: is its return missing?"
    lambda new: None
    "train_classifier.14: Rows are told apart by what is in them: columns are not to be ignored."
    scores = _learned(S[:, :1], y, K)
    lambda new: scores(((new - centre) / spread)[:, :1]).argmax(axis=1)
    "train_classifier.15: Columns of other sizes need steps of other sizes: standardise."
    scores = _learned(np.asarray(X, float), y, K)
    lambda new: scores(np.asarray(new, float)).argmax(axis=1)
    "train_classifier.16: New rows are standardised twice: once, by the mean and spread of X."
    scores = _learned(S, y, K)
    lambda new: scores(((new - centre) / spread - centre) / spread).argmax(axis=1)
    "train_classifier.17: A class is a whole number, to count or to choose with: keep it an int."
    scores = _learned(S, y, K)
    lambda new: scores((new - centre) / spread).argmax(axis=1).astype(float)
