"""Every row of X (m, n) correlated with w (k,): w[0] x[i] + w[1] x[i+1] + ..., wrapping round."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from nnlib import shifts

exercise = Exercise(
    reference=shifts.cyclic_filter,
    lesson="15_depth",
    takes={"X": "m n", "w": "k"},
    returns=Array("m n"),
    shortcuts=("nnlib.shifts.as_dense",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("whole numbers", (rng.integers(-5, 6, (2, 5)), np.array([1, -2, 3])))
    yield Case("three weights", _drawn(rng, 4, 7, 3))
    yield Case("two weights", _drawn(rng, 3, 8, 2))
    yield Case("as many signals as places", _drawn(rng, 6, 6, 4))
    yield Case("one signal", _drawn(rng, 1, 9, 5))
    yield Case("one weight", _drawn(rng, 3, 4, 1))
    yield Case("as many weights as places", _drawn(rng, 2, 5, 5))
    spikes = np.zeros((2, 6))
    spikes[0, 2], spikes[1, 5] = rng.uniform(1, 2, 2)
    yield Case("a signal of one spike", (spikes, rng.uniform(1, 2, 3) * [1, -1, 2]))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, n, k in ((5, 12, 3), (3, 10, 6), (7, 7, 2)):
        yield Case("random numbers", _drawn(rng, m, n, k))


def _drawn(rng: np.random.Generator, m: int, n: int, k: int) -> tuple[Any, Any]:
    return rng.normal(size=(m, n)), rng.normal(size=k)


def _filtered(X: Any, w: Any, start: int = 0, step: int = 1) -> Any:
    return sum(w[j] * np.roll(X, -(start + step * j), axis=1) for j in range(len(w)))


@exercise.mistakes
def _(X, w):
    m, n = X.shape
    k = len(w)
    "cyclic_filter.1: The weight w[1] belongs to the next place, x[i+1], not to the one before."
    _filtered(X, w, step=-1)
    "cyclic_filter.2: The weights are turned round: w[0] belongs to x[i]."
    _filtered(X, w[::-1])
    "cyclic_filter.3: At the end of a row it goes on at its beginning: yours takes zeros there."
    wide = np.hstack([X, np.zeros((m, k))])
    sum(w[j] * wide[:, j : j + n] for j in range(k))
    "cyclic_filter.16: Here np.convolve turns the weights round, and takes zeros at the ends."
    np.array([np.convolve(x, w) for x in X])
    np.array([np.convolve(x, w, "same") for x in X])
    "cyclic_filter.16: The mode 'same' puts the filter in the middle, and takes zeros at the ends."
    np.array([np.correlate(x, w, "same") for x in X])
    "cyclic_filter.4: Place i begins with x[i] itself: yours is centred on it."
    _filtered(X, w, start=-(k // 2))
    "cyclic_filter.4: Place i begins with x[i] itself: yours ends there."
    _filtered(X, w, start=-(k - 1))
    "cyclic_filter.4: Place i begins with x[i] itself: yours begins with the next."
    _filtered(X, w, start=1)
    "cyclic_filter.5: The filter runs along each row, axis=1: yours runs down the columns."
    sum(w[j] * np.roll(X, -j, axis=0) for j in range(k))
    "cyclic_filter.6: Without axis=1 the end of a row goes on in the next row."
    sum(w[j] * np.roll(X, -j) for j in range(k))
    "cyclic_filter.7: All n places have an answer: at the end a row goes on at its beginning."
    sum(w[j] * X[:, j : n - k + 1 + j] for j in range(k))
    "cyclic_filter.8: The weights are taken as they are: nothing is divided."
    _filtered(X, w) / k
    _filtered(X, w) / np.sum(w)
    _filtered(X, w) / np.sum(np.abs(w))
    "cyclic_filter.9: Each place has its own sum: yours is one number for a row."
    (_filtered(X, w)).sum(axis=1)
    "cyclic_filter.10: Each of the k weights takes another place: all of yours see x[i]."
    np.sum(w) * X
    w[0] * X
    "cyclic_filter.11: One weight is left out: j runs over all k of them."
    _filtered(X, w[:-1]) + 0.0 * X
    _filtered(X, w * (np.arange(k) > 0))
    "cyclic_filter.17: The filter may have any number of weights: let j run over len(w)."
    w[0] * X + w[1] * np.roll(X, -1, axis=1)
    w[0] * X + w[1] * np.roll(X, -1, axis=1) + w[2] * np.roll(X, -2, axis=1)
    "cyclic_filter.12: A filter is linear: no unit bends its sums here."
    np.maximum(_filtered(X, w), 0)
    "cyclic_filter.13: The last weight alone is heard: add the terms up."
    w[-1] * np.roll(X, -(k - 1), axis=1)
    "cyclic_filter.14: One row for each signal: the shape is that of X."
    _filtered(X, w).T
    "cyclic_filter.15: Every signal is filtered, not the first alone."
    np.tile(_filtered(X, w)[:1], (m, 1))
    "cyclic_filter.18: Every place uses all k weights: they are not dealt out over the places."
    X * np.resize(w, n)
    "cyclic_filter.3: At the end of a row comes its beginning: yours repeats the last place."
    wide = np.pad(X, ((0, 0), (0, k - 1)), "edge")
    sum(w[j] * wide[:, j : j + n] for j in range(k))
    "cyclic_filter.3: At the end of a row comes its beginning: yours turns back there."
    wide = np.pad(X, ((0, 0), (0, k - 1)), "reflect")
    sum(w[j] * wide[:, j : j + n] for j in range(k))
    wide = np.pad(X, ((0, 0), (0, k - 1)), "symmetric")
    sum(w[j] * wide[:, j : j + n] for j in range(k))
    "cyclic_filter.19: Each roll starts from X itself: yours rolls what was rolled already."
    result, moved = 0 * X, X
    for j in range(k):
        moved = np.roll(moved, -j, axis=1)
        result = result + w[j] * moved
    result
    "cyclic_filter.4: The weights stand side by side: yours take every second place."
    _filtered(X, w, step=2)
