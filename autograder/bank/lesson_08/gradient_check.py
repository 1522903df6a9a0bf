"""Other answers to gradient_check: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_08.shared import central, forward


def _both(f: Any, grad: Any, x: Any) -> tuple[Any, Any]:
    return np.asarray(grad(x)), central(f, x, 1e-5)


@right
def _(f, grad, x):
    a, n = _both(f, grad, x)
    "|a - n| / max(1e-8, |a| + |n|)"
    np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))
    "|a - n| / (|a| + |n| + 1e-8)"
    np.max(np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-8))
    "|a - n| / max(|a|, |n|, 1e-8)"
    np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-8))
    "a loop that skips what agrees, with no floor"
    worst = 0.0
    for p, q in zip(a.ravel(), n.ravel(), strict=True):
        if p != q:
            worst = max(worst, abs(p - q) / max(abs(p), abs(q)))
    worst
    "h = 1e-6, and float32 at the end"
    a, n = grad(x.copy()), central(f, x, 1e-6)
    np.float32(np.max(np.abs(a - n) / np.maximum(1e-7, np.abs(n))))
    "skips entries where the two one-sided slopes disagree"
    kink = np.abs(forward(f, x, 1e-6) - forward(f, x, -1e-6)) > 0.1 * (1 + np.abs(n))
    error = np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))
    np.max(np.where(kink, 0, error))


@wrong
def _(f, grad, x):
    a, n = _both(f, grad, x)
    size = np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-4)
    "norms, with a small number added below"
    np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-12)
    "norms, and 0 where both are 0"
    longest = max(np.linalg.norm(a), np.linalg.norm(n))
    0.0 if longest == 0 else float(np.linalg.norm(a - n) / longest)
    "a floor of 1/100"
    np.max(np.abs(a - n) / np.maximum(0.01, np.maximum(np.abs(a), np.abs(n))))
    "relative to the largest slope"
    np.asarray(np.max(np.abs(a - n)) / max(np.max(np.abs(n)), np.max(np.abs(a)), 1e-8))
    "divides by n with its sign"
    max(np.ravel(np.abs(a - n) / (n + 1e-8)))
    "divides by a with its sign"
    max(np.ravel(np.abs(a - n) / (a + 1e-8)))
    "0 or 1, as np.allclose says"
    0.0 if np.allclose(a, n) else 1.0
    "0 or 1, as np.allclose says to three digits"
    0.0 if np.allclose(a, n, rtol=1e-3) else 1.0
    "a hundred times the error"
    100 * np.max(np.abs(a - n) / size)
    "three times the error"
    3 * np.max(np.abs(a - n) / size)
    "a third of the error"
    np.max(np.abs(a - n) / size) / 3
    "the sum of the errors"
    np.sum(np.abs(a - n) / size)
    "the square root of the sum of squares"
    np.sqrt(np.sum((np.abs(a - n) / size) ** 2))
    "the square of the error"
    np.max(np.abs(a - n) / size) ** 2
    "never above 1 in 100"
    min(0.01, np.max(np.abs(a - n) / size))
    "skips what is claimed to be 0"
    np.max(np.where(a == 0, 0, np.abs(a - n) / size))
    "skips what is numerically 0"
    np.max(np.where(n == 0, 0, np.abs(a - n) / size))
    "skips what is 0 on either side"
    np.max(np.where(a * n == 0, 0, np.abs(a - n) / size))
    "at 0, never at x"
    a, n = _both(f, grad, np.zeros(x.shape))
    np.max(np.abs(a - n) / np.maximum(1e-4, np.abs(a) + np.abs(n)))
    "at random, never at x"
    a, n = _both(f, grad, np.random.default_rng(0).normal(size=x.shape))
    np.max(np.abs(a - n) / np.maximum(1e-4, np.abs(a) + np.abs(n)))
    "the claim at x, the slopes at 1"
    a, n = grad(x), central(f, np.ones(x.shape), 1e-5)
    np.max(np.abs(a - n) / np.maximum(1e-4, np.abs(a) + np.abs(n)))
    "adds up the sizes first"
    np.max(np.abs(a - n)) / (np.sum(np.abs(a)) + np.sum(np.abs(n)) + 1e-8)


@wrong
def _(f, grad, x):
    a, n = _both(f, grad, x)
    "the median error"
    np.median(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))
    "0 or 1"
    float(not np.allclose(a, n, rtol=0.1))
    "the angle between the two, blind to length"
    a, n = (g.ravel() for g in _both(f, grad, x))
    1 - a @ n / max(1e-8, np.linalg.norm(a) * np.linalg.norm(n))
    "squares instead of norms"
    np.sum((a - n) ** 2) / max(1e-8, np.sum(a**2) + np.sum(n**2))
    "one random direction of ones"
    a, n = grad(x).sum(), (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
    abs(a - n) / max(1e-8, abs(a) + abs(n))
    "right for vectors, only the first column of a matrix"
    error = np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))
    error[0].max() if x.ndim == 2 else error.max()
    "always a small number"
    1e-9
    "raises where the gradient is wrong"
    _ = np.testing.assert_allclose(a, n, rtol=1e-4, atol=1e-6)
    0.0


# Written without a look at the mistakes that have a name.


@wrong
def _(f, grad, x):
    "divides by the slope of f at one entry"
    a, n = _both(f, grad, x)
    np.max(np.abs(a - n)) / (np.abs(a.ravel()[0]) + 1e-8)
    "the sum over the sum"
    a, n = _both(f, grad, x)
    np.sum(np.abs(a - n)) / (np.sum(np.abs(a) + np.abs(n)) + 1e-8)


# Written from the lesson's text alone.


@wrong
def _(f, grad, x):
    "no abs"
    x = np.asarray(x, dtype=float)
    h = 1e-05
    n = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, dn = (x.copy(), x.copy())
        up[i] += h
        dn[i] -= h
        n[i] = (f(up) - f(dn)) / (2 * h)
    a = np.asarray(grad(x.copy()))
    np.max((a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 0.0001))


@right
def _(f, grad, x):
    "max over python"
    x = np.asarray(x, dtype=float)
    h = 1e-05
    n = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, dn = (x.copy(), x.copy())
        up[i] += h
        dn[i] -= h
        n[i] = (f(up) - f(dn)) / (2 * h)
    a = np.asarray(grad(x.copy()))
    max(
        (
            abs(p - q) / max(abs(p), abs(q), 0.0001)
            for p, q in zip(np.ravel(a), np.ravel(n), strict=False)
        )
    )
    "clip"
    x = np.asarray(x, dtype=float)
    h = 1e-05
    n = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, dn = (x.copy(), x.copy())
        up[i] += h
        dn[i] -= h
        n[i] = (f(up) - f(dn)) / (2 * h)
    a = np.asarray(grad(x.copy()))
    (abs(a - n) / np.clip(np.fmax(abs(a), abs(n)), 0.0001, None)).max()
