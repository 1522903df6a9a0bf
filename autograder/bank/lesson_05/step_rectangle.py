"""Other answers to step_rectangle: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(x, a, b):
    "two steps seen from the right"

    def step(z: Any) -> Any:
        return (z > 0).astype(int)

    step(b - x) - step(a - x)
    "an indicator by np.where, in float32"
    np.where((x >= a) & (x < b), 1, 0).astype(np.float32)
    "a loop that fills a list"
    [1 if a <= one < b else 0 for one in x]
    "np.heaviside with 1 at 0"
    np.heaviside(x - a, 1.0) - np.heaviside(x - b, 1.0)
    "fills an array like an x of whole numbers"
    out = np.zeros_like(x)
    out[np.logical_and(a <= x, x < b)] = 1
    out


@right
def _(x, a=0.0, b=1.0):
    "a product of two steps; defaults"
    (1 - (x < a)) * (x < b)


@wrong
def _(x, a, b):
    "edges rounded to whole numbers"
    1.0 * ((x >= round(a)) & (x < round(b)))
    "symmetric about 0: |x| < b"
    1.0 * (np.abs(x) < b)
    "a steep logistic instead of a step"

    def steep(z: Any) -> Any:
        return 1 / (1 + np.exp(-np.clip(20 * z, -500, 500)))

    steep(x - a) - steep(x - b)
    "sorted, so that the answers are in another order"
    1.0 * ((np.sort(x) >= a) & (np.sort(x) < b))
    "wrong edges and negative"
    -1.0 * ((x > a) & (x <= b + 1e-3))
    "a little wider than asked for, to be safe"
    1.0 * ((x >= a - 1e-9) & (x < b + 1e-9))


# Written without a look at the mistakes that have a name.


@wrong
def _(x, a, b):
    "both ends wrong: b - x and x - b"
    np.where(x > b, 1.0, 0.0) - np.where(x > a, 1.0, 0.0) + 1
    "one at the left of b"
    np.where(x < b, 1.0, 0.0)
    "heights of b - a"
    (b - a) * np.where((x >= a) & (x < b), 1.0, 0.0)


# Written from the lesson's text alone.


@wrong
def _(x, a, b):
    "x inside"
    np.where((x >= a) & (x < b), x, 0.0)
    "width b"
    np.where((x >= a) & (x < a + b), 1.0, 0.0)


@right
def _(x, a, b):
    "looking left"

    def st(u: Any) -> Any:
        return 1.0 * (np.asarray(u) > 0)

    st(b - x) - st(a - x)
    "heaviside 1"
    np.heaviside(x - a, 1) - np.heaviside(x - b, 1)
    "vectorize"
    np.vectorize(lambda v: float(a <= v < b), otypes=[float])(x)
