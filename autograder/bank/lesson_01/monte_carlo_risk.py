"""Other answers to monte_carlo_risk: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(f, sample, loss, n, rng):
    "one draw at a time"
    total = 0.0
    for _ in range(n):
        x, y = sample(1, rng)
        total += float(loss(f(x), y)[0])
    total / n
    "the pair in one name"
    pair = sample(n, rng)
    np.average(loss(f(pair[0]), pair[1]))
    "a running mean"
    X, Y = sample(n, rng)
    mean = 0.0
    for k, cost in enumerate(loss(f(X), Y)):
        mean += (cost - mean) / (k + 1)
    mean


@wrong
def _(f, sample, loss, n, rng):
    "the first draws only"
    X, Y = sample(n, rng)
    np.mean(loss(f(X), Y)[: max(1, n // 2)]) + 0.5 / n
    "the middle loss"
    X, Y = sample(n, rng)
    np.median(loss(f(X), Y)) + 0.1
    "the labels in another order"
    X, Y = sample(n, rng)
    np.mean(loss(f(X), Y[::-1])) + 1e-3


# Written without a look at the mistakes that have a name.


@wrong
def _(f, sample, loss, n, rng):
    "one draw"
    X, Y = sample(1, rng)
    np.mean(loss(f(X), Y))
    "counts unequal labels, whatever the loss"
    X, Y = sample(n, rng)
    np.mean(f(X) != Y)
    "a seed of its own"
    X, Y = sample(n, np.random.default_rng(1))
    np.mean(loss(f(X), Y))


# Written from the lesson's text alone.


@wrong
def _(f, sample, loss, n, rng):
    "mean of n risks"
    out = []
    for _ in range(n):
        X, Y = sample(n, rng)
        out.append(np.mean(loss(f(X), Y)))
    np.mean(out)
    "Y, X order"
    Y, X = sample(n, rng)
    np.mean(loss(f(X), Y))
    "burns one draw"
    _ = rng.random()
    X, Y = sample(n, rng)
    np.mean(loss(f(X), Y))
    "rng seeded from rng"
    X, Y = sample(n, np.random.default_rng(rng.integers(1000)))
    np.mean(loss(f(X), Y))
    "2n draws"
    X, Y = sample(2 * n, rng)
    np.mean(loss(f(X), Y))


@right
def _(f, sample, loss, n, rng):
    "star unpack"
    drawn = sample(n, rng)
    prices = loss(f(drawn[0]), drawn[1])
    float(sum(prices) / n)
    "nested helper"

    def risk(X: Any, Y: Any) -> Any:
        return np.average(loss(f(X), Y))

    risk(*sample(n, rng))
