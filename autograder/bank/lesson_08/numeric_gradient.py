"""Other answers to numeric_gradient: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_08.shared import central, forward


@right
def _(f, x, h=1e-05):
    "rows of the unit matrix"
    central(f, x, h)
    "np.nditer over a float copy, f on copies of it"
    work = np.array(x, dtype=np.float64)
    out = np.zeros_like(work)
    walk = np.nditer(work, flags=["multi_index"])
    for _ in walk:
        index = walk.multi_index
        old = work[index].item()
        work[index] = old + h
        above = f(work.copy())
        work[index] = old - h
        below = f(work.copy())
        work[index] = old
        out[index] = (above - below) / (2 * h)
    out
    "flat indices, and nested lists back"
    out = []
    for i in range(x.size):
        up, down = x.astype(float), x.astype(float)
        up.flat[i] += h
        down.flat[i] -= h
        out.append((f(up) - f(down)) / (up.flat[i] - down.flat[i]))
    np.reshape(out, x.shape).tolist()
    "rounded to float32 at the end"
    central(f, x, h).astype(np.float32)


@right
def _(f, x, h=0.0001):
    "h = 1e-4 where none is given"
    central(f, x, h)


@right
def _(f, x, h=1e-06):
    "h = 1e-6 where none is given"
    central(f, x, h)


@wrong
def _(f, x, h=1e-05):
    "h always 1e-5"
    central(f, x, 1e-5)
    "h always 1e-4"
    central(f, x, 1e-4)
    "h is never above 1e-3"
    central(f, x, min(h, 1e-3))
    "a complex step, which asks for no h"
    steps = 1e-20j * np.eye(x.size).reshape(-1, *x.shape)
    np.array([f(x + step).imag / 1e-20 for step in steps]).reshape(x.shape)
    "four points with steps of their own"
    (4 * central(f, x, 1e-4) - central(f, x, 2e-4)) / 3
    "hands f a list"
    central(lambda z: f(z.tolist()), x, h)
    "hands f one flat row"
    central(lambda z: f(z.ravel()), x, h)
    "forward with half the step of a computer's square root"
    forward(f, x, 1.5e-8)
    "forward with h = 1e-6"
    forward(f, x, 1e-6)
    "three points with the wrong weights"
    (central(f, x, h) + forward(f, x, h)) / 2
    "in single precision"
    x = x.astype(np.float32)
    np.array(
        [
            (f(x + e) - f(x - e)) / (2 * h)
            for e in np.float32(h) * np.eye(x.size, dtype=np.float32).reshape(-1, *x.shape)
        ]
    ).reshape(x.shape)
    "right for vectors, transposed for matrices"
    out = central(f, x, h)
    out.reshape(x.shape[::-1]).T if x.ndim == 2 else out
    "rounded to four digits"
    np.round(central(f, x, h), 4)
    "much too large a step"
    central(f, x, 0.05)
    "a step that grows with x and is forgotten in the denominator"
    central(f, x, h) * np.maximum(1, np.abs(x)) * 1.001
    "a random direction instead of every entry"
    v = np.random.default_rng(0).normal(size=x.shape)
    (f(x + h * v) - f(x - h * v)) / (2 * h) * v


# Written without a look at the mistakes that have a name.


@wrong
def _(f, x, h=1e-5):
    "2 * h without brackets"
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / 2 * h
    out
    "all entries move together"
    np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))
    "only one return too early"
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / (2 * h)
        return out
    out


# Written from the lesson's text alone.


@wrong
def _(f, x, h=1e-05):
    "relative h"
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, dn = (x.copy(), x.copy())
        up[i] *= 1 + h
        dn[i] *= 1 - h
        g[i] = (f(up) - f(dn)) / (2 * h)
    g
    "h twice"
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, dn = (x.copy(), x.copy())
        up[i] += h
        dn[i] -= h
        g[i] = (f(up) - f(dn)) / (4 * h)
    g
    "only f of the entry"
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, dn = (x.copy(), x.copy())
        up[i] += h
        dn[i] -= h
        g[i] = (f(up[i]) - f(dn[i])) / (2 * h)
    g
    "last entry missing"
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape)
    for i in list(np.ndindex(x.shape))[:-1]:
        up, dn = (x.copy(), x.copy())
        up[i] += h
        dn[i] -= h
        g[i] = (f(up) - f(dn)) / (2 * h)
    g
    "two faults: one-sided & sign"
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, dn = (x.copy(), x.copy())
        up[i] += h
        dn[i] -= h
        g[i] = (f(x.copy()) - f(up)) / h
    g


@right
def _(f, x, h=1e-05):
    "vector eye reshaped"
    x = np.asarray(x, dtype=float)
    out = []
    for k in range(x.size):
        e = np.zeros(x.size)
        e[k] = h
        e = e.reshape(x.shape)
        out.append((f(x + e) - f(x - e)) / h / 2)
    np.reshape(out, x.shape)
    "closure"
    base = np.array(x, float)

    def at(i: Any, d: Any) -> Any:
        v = base.copy()
        v[i] = v[i] + d
        return float(f(v))

    g = np.empty_like(base)
    for i, _ in np.ndenumerate(base):
        g[i] = (at(i, h) - at(i, -h)) / (2 * h)
    g
