"""08_backprop: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ numeric_gradient


def _central(f: Any, x: Any, h: float) -> Any:
    x = np.asarray(x, dtype=float)
    slopes = [
        (f(x + h * e.reshape(x.shape)) - f(x - h * e.reshape(x.shape))) / (2 * h)
        for e in np.eye(x.size)
    ]
    return np.array(slopes).reshape(x.shape)


@right.page("numeric_gradient")
def _(f, x, h=1e-05):
    "rows of the unit matrix"
    _central(f, x, h)
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


@right.page("numeric_gradient")
def _(f, x, h=0.0001):
    "h always 1e-4"
    _central(f, x, 1e-4)


@right.page("numeric_gradient")
def _(f, x, h=1e-06):
    "h always 1e-6"
    _central(f, x, 1e-6)


@right.page("numeric_gradient")
def _(f, x, h=1e-05):
    "a complex step"
    steps = 1e-20j * np.eye(x.size).reshape(-1, *x.shape)
    np.array([f(x + step).imag / 1e-20 for step in steps]).reshape(x.shape)
    "four points"
    (4 * _central(f, x, 1e-4) - _central(f, x, 2e-4)) / 3
    "rounded to float32 at the end"
    _central(f, x, h).astype(np.float32)


@wrong.page("numeric_gradient")
def _(f, x, h=1e-05):
    "forward with half the step of a computer's square root"
    _forward(f, x, 1.5e-8)
    "forward with h = 1e-6"
    _forward(f, x, 1e-6)
    "three points with the wrong weights"
    (_central(f, x, h) + _forward(f, x, h)) / 2
    "in single precision"
    x = x.astype(np.float32)
    np.array(
        [
            (f(x + e) - f(x - e)) / (2 * h)
            for e in np.float32(h) * np.eye(x.size, dtype=np.float32).reshape(-1, *x.shape)
        ]
    ).reshape(x.shape)
    "right for vectors, transposed for matrices"
    out = _central(f, x, h)
    out.reshape(x.shape[::-1]).T if x.ndim == 2 else out
    "rounded to four digits"
    np.round(_central(f, x, h), 4)
    "much too large a step"
    _central(f, x, 0.05)
    "a step that grows with x and is forgotten in the denominator"
    _central(f, x, h) * np.maximum(1, np.abs(x)) * 1.001
    "a random direction instead of every entry"
    v = np.random.default_rng(0).normal(size=x.shape)
    (f(x + h * v) - f(x - h * v)) / (2 * h) * v


def _forward(f: Any, x: Any, h: float) -> Any:
    x = np.asarray(x, dtype=float)
    steps = h * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([(f(x + e) - f(x)) / h for e in steps]).reshape(x.shape)


# ------------------------------------------------------------------ gradient_check


def _both(f: Any, grad: Any, x: Any) -> tuple[Any, Any]:
    return np.asarray(grad(x)), _central(f, x, 1e-5)


@right.page("gradient_check")
def _(f, grad, x):
    "|a - n| / max(1e-8, |a| + |n|)"
    a, n = _both(f, grad, x)
    np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))
    "norms, with a small number added below"
    a, n = _both(f, grad, x)
    np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-12)
    "norms, and 0 where both are 0"
    a, n = _both(f, grad, x)
    longest = max(np.linalg.norm(a), np.linalg.norm(n))
    0.0 if longest == 0 else float(np.linalg.norm(a - n) / longest)
    "a loop that skips what agrees, with a floor of 1"
    worst = 0.0
    a, n = _both(f, grad, x)
    for p, q in zip(a.ravel(), n.ravel(), strict=True):
        if p != q:
            worst = max(worst, abs(p - q) / max(1.0, abs(p), abs(q)))
    worst
    "relative to the largest slope; a 0-d array"
    a, n = _both(f, grad, x)
    np.asarray(np.max(np.abs(a - n)) / max(np.max(np.abs(n)), np.max(np.abs(a)), 1e-8))
    "h = 1e-6, and float32 at the end"
    a, n = grad(x.copy()), _central(f, x, 1e-6)
    np.float32(np.max(np.abs(a - n) / np.maximum(1e-7, np.abs(n))))
    "skips entries where the two one-sided slopes disagree"
    a, n = _both(f, grad, x)
    kink = np.abs(_forward(f, x, 1e-6) - _forward(f, x, -1e-6)) > 0.1 * (1 + np.abs(n))
    error = np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))
    np.max(np.where(kink, 0, error))


@wrong.page("gradient_check")
def _(f, grad, x):
    "the median error"
    a, n = _both(f, grad, x)
    np.median(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))
    "0 or 1"
    a, n = _both(f, grad, x)
    float(not np.allclose(a, n, rtol=0.1))
    "the angle between the two, blind to length"
    a, n = (g.ravel() for g in _both(f, grad, x))
    1 - a @ n / max(1e-8, np.linalg.norm(a) * np.linalg.norm(n))
    "squares instead of norms"
    a, n = _both(f, grad, x)
    np.sum((a - n) ** 2) / max(1e-8, np.sum(a**2) + np.sum(n**2))
    "one random direction of ones"
    a, n = grad(x).sum(), (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
    abs(a - n) / max(1e-8, abs(a) + abs(n))
    "right for vectors, only the first column of a matrix"
    a, n = _both(f, grad, x)
    error = np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))
    error[0].max() if x.ndim == 2 else error.max()
    "always a small number"
    1e-9


@wrong("gradient_check", "raises where the gradient is wrong")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    np.testing.assert_allclose(a, n, rtol=1e-4, atol=1e-6)
    return 0.0


# ------------------------------------------------------------------ delta_output


@right.page("delta_output")
def _(Y_hat, Y, Z, g_prime):
    "the slope first, the mean last"
    np.multiply(g_prime(Z), np.subtract(Y_hat, Y)) / Z.shape[0]
    "a loop over entries, nested lists back"
    m, n_out = Z.shape
    [
        [
            float(Y_hat[i, k] - Y[i, k]) * float(g_prime(np.array([Z[i, k]]))[0]) / m
            for k in range(n_out)
        ]
        for i in range(m)
    ]
    "column form, and turned back"
    (((Y_hat.T - Y.T) * g_prime(Z.T)) * (1 / Y.shape[0])).T
    "in float32"
    Y_hat, Y, Z = (np.asarray(A, dtype=np.float32) for A in (Y_hat, Y, Z))
    (Y_hat - Y) * g_prime(Z) / np.float32(len(Y))
    "einsum"
    np.einsum("ij,ij->ij", Y_hat - Y, g_prime(Z)) / len(Z)


@wrong.page("delta_output")
def _(Y_hat, Y, Z, g_prime):
    "the mean is always over five"
    (Y_hat - Y) / 5 * g_prime(Z)
    "sign and a factor of two"
    -2 * (Y_hat - Y) / len(Y) * g_prime(Z)
    "divides by m - 1"
    (Y_hat - Y) / max(1, len(Y) - 1) * g_prime(Z)
    "whole numbers divided with //"
    error = Y_hat - Y
    error = error // len(Y) if error.dtype.kind == "i" else error / len(Y)
    error * g_prime(Z)
    "the slope of the first example for all"
    (Y_hat - Y) / len(Y) * g_prime(Z)[0]
    "clipped"
    np.clip((Y_hat - Y) / len(Y) * g_prime(Z), -0.05, 0.05)


# ------------------------------------------------------------------ delta_hidden


@right.page("delta_hidden")
def _(delta_next, W_next, Z, g_prime):
    "einsum"
    np.einsum("mk,nk,mn->mn", delta_next, W_next, g_prime(Z))
    "three loops, nested lists back"
    slope = g_prime(Z)
    m, n = Z.shape
    [
        [
            sum(float(d) * float(w) for d, w in zip(delta_next[i], W_next[j], strict=True))
            * float(slope[i, j])
            for j in range(n)
        ]
        for i in range(m)
    ]
    "column form, and turned back"
    ((W_next @ delta_next.T) * g_prime(Z.T)).T
    "in float32"
    delta, W, Z = (np.asarray(A, dtype=np.float32) for A in (delta_next, W_next, Z))
    g_prime(Z) * np.dot(delta, W.T)
    "example by example, units above in another order"
    rows = [(W_next[:, ::-1] @ d[::-1]) * g_prime(z) for d, z in zip(delta_next, Z, strict=True)]
    np.array(rows)


@wrong.page("delta_hidden")
def _(delta_next, W_next, Z, g_prime):
    "sign, and no slope"
    -(delta_next @ W_next.T)
    "the first unit above only"
    np.outer(delta_next[:, 0], W_next[:, 0]) * g_prime(Z)
    "weights scaled to length one"
    (delta_next @ (W_next / np.linalg.norm(W_next)).T) * g_prime(Z)
    "reshaped instead of transposed"
    (delta_next @ W_next.reshape(W_next.shape[::-1])) * g_prime(Z)
    "the slope of the unit's mean Z"
    (delta_next @ W_next.T) * g_prime(Z.mean(axis=0))
    "right for one example, a mean over examples otherwise"
    out = (delta_next @ W_next.T) * g_prime(Z)
    np.tile(out.mean(axis=0), (len(Z), 1))


# ------------------------------------------------------------------ weight_grad


@right.page("weight_grad")
def _(A_prev, delta):
    "a sum of outer products"
    sum(np.outer(a, d) for a, d in zip(A_prev, delta, strict=True))
    "einsum"
    np.einsum("mi,mj->ij", A_prev, delta)
    "the transpose of the transposed product, rows backwards"
    np.dot(delta[::-1].T, A_prev[::-1]).T
    "three loops, nested lists back"
    [
        [sum(float(a) * float(d) for a, d in zip(column, row, strict=True)) for row in delta.T]
        for column in A_prev.T
    ]
    "in float32"
    A_prev.astype(np.float32).T @ delta.astype(np.float32)
    "np.tensordot"
    np.tensordot(A_prev, delta, axes=(0, 0))


@wrong.page("weight_grad")
def _(A_prev, delta):
    "reshaped instead of transposed"
    A_prev.reshape(A_prev.shape[::-1]) @ delta
    "a transposed product where it happens to fit, the right one otherwise"
    delta.T @ A_prev if A_prev.shape == delta.shape else A_prev.T @ delta
    "sign, and divided by m"
    -(A_prev.T @ delta) / len(delta)
    "a covariance"
    (A_prev - A_prev.mean(axis=0)).T @ delta
    "three examples at most"
    A_prev[:3].T @ delta[:3]
    "small entries are dropped"
    out = A_prev.T @ delta
    np.where(np.abs(out) < np.abs(out).max() / 2, 0, out)


# ------------------------------------------------------------------ bias_grad


@right.page("bias_grad")
def _(delta):
    "ones times delta"
    np.ones(len(delta)) @ delta
    "a row, with keepdims"
    np.sum(delta, axis=0, keepdims=True)
    "a loop from the last row, a list back"
    total = [0.0] * delta.shape[1]
    for row in delta[::-1]:
        total = [t + float(d) for t, d in zip(total, row, strict=True)]
    total
    "in float32, along the rows of the transpose"
    delta.T.astype(np.float32).sum(axis=1)
    "einsum"
    np.einsum("mk->k", delta)


@wrong.page("bias_grad")
def _(delta):
    "the median times m"
    np.median(delta, axis=0) * len(delta)
    "sums the longer axis"
    delta.sum(axis=int(np.argmax(delta.shape)))
    "the first and the last example"
    delta[0] + delta[-1]
    "sign and mean"
    -delta.mean(axis=0)
    "every unit gets the same"
    np.full(delta.shape[1], delta.sum() / delta.shape[1])


# ------------------------------------------------------------------ backprop


def _gradients(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    """Column form, one matrix after another, as a textbook with columns has it."""
    As, Zs = [X.T], []
    for W, b in zip(weights, biases, strict=True):
        Zs.append(W.T @ As[-1] + np.reshape(b, (-1, 1)))
        As.append(g(Zs[-1]))
    delta = (Zs[-1] - Y.T) / X.shape[0]
    dWs: list[Any] = [None] * len(weights)
    dbs: list[Any] = [None] * len(weights)
    for i in range(len(weights) - 1, -1, -1):
        dWs[i] = (delta @ As[i].T).T
        dbs[i] = delta.sum(axis=1)
        delta = (weights[i] @ delta) * g_prime(Zs[i - 1]) if i else delta
    return dWs, dbs


@right.page("backprop")
def _(X, Y, weights, biases, g, g_prime):
    "columns instead of rows"
    _gradients(X, Y, weights, biases, g, g_prime)
    "tuples of nested lists, biases as rows"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    tuple(dW.tolist() for dW in dWs), tuple(db[None, :] for db in dbs)
    "example by example, in another order"
    m = len(X)
    one = [_gradients(X[i : i + 1], Y[i : i + 1], weights, biases, g, g_prime) for i in range(m)]
    [[sum(layer) / m for layer in zip(*part, strict=True)] for part in zip(*one[::-1], strict=True)]
    "recursion, einsum, the mean taken at the end of every slope"

    def down(A: Any, layer: int) -> tuple[Any, list[Any], list[Any]]:
        Z = np.einsum("mi,ij->mj", A, weights[layer]) + biases[layer]
        if layer == len(weights) - 1:
            delta, dWs, dbs = Z - Y, list[Any](), list[Any]()
        else:
            back, dWs, dbs = down(g(Z), layer + 1)
            delta = back * g_prime(Z)
        dW = np.einsum("mi,mj->ij", A, delta) / len(X)
        return delta @ weights[layer].T, [dW, *dWs], [delta.mean(axis=0), *dbs]

    down(X, 0)[1:]
    "in float32"
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    weights = [W.astype(np.float32) for W in weights]
    _gradients(X, Y, weights, [b.astype(np.float32) for b in biases], g, g_prime)
    "biases as the weights of a constant unit"
    big = [np.vstack([b, W]) for W, b in zip(weights, biases, strict=True)]
    ones = np.ones((len(X), 1))
    As, Zs = [np.hstack([ones, X])], []
    for V in big:
        Zs.append(As[-1] @ V)
        As.append(np.hstack([ones, g(Zs[-1])]))
    delta, slopes = (Zs[-1] - Y) / len(X), []
    for i in reversed(range(len(big))):
        slopes.append(As[i].T @ delta)
        if i:
            delta = (delta @ big[i][1:].T) * g_prime(Zs[i - 1])
    [s[1:] for s in slopes[::-1]], [s[0] for s in slopes[::-1]]


@wrong.page("backprop")
def _(X, Y, weights, biases, g, g_prime):
    "numeric differences"
    parameters = [np.array(p, dtype=float) for p in [*weights, *biases]]
    L = len(weights)

    def loss(k: int, p: Any) -> float:
        all_ = [*parameters[:k], p, *parameters[k + 1 :]]
        A: Any = X
        for i in range(L):
            Z = A @ all_[i] + all_[L + i]
            A = g(Z) if i < L - 1 else Z
        return float(np.sum((A - Y) ** 2) / (2 * len(X)))

    slopes = [_central(lambda p, k=k: loss(k, p), parameters[k], 1e-5) for k in range(2 * L)]
    slopes[:L], slopes[L:]
    "right for one hidden layer and none, zeros further down"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    deep = len(dWs) - 2
    (
        [0 * dW if i < deep else dW for i, dW in enumerate(dWs)],
        [0 * db if i < deep else db for i, db in enumerate(dbs)],
    )
    "the slope is forgotten below the second hidden layer only"
    As, Zs = [X], []
    for W, b in zip(weights, biases, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    delta, dWs, dbs = (Zs[-1] - Y) / len(X), list[Any](), list[Any]()
    for i in reversed(range(len(weights))):
        dWs.insert(0, As[i].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        slope = g_prime(Zs[i - 1]) if i == len(weights) - 1 else 1
        delta = (delta @ weights[i].T) * slope if i else delta
    dWs, dbs
    "sign and no mean, and no biases"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    [-len(X) * dW for dW in dWs], [0 * db for db in dbs]
    "slopes clipped to length 1"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    [dW / max(1, np.linalg.norm(dW)) for dW in dWs], dbs
    "the mean is forgotten in the biases only"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    dWs, [len(X) * db for db in dbs]
    "a weight decay of one in a thousand"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    [dW + 1e-3 * W for W, dW in zip(weights, dWs, strict=True)], dbs


# ------------------------------------------------------------------ count_macs


@right.page("count_macs")
def _(sizes, m):
    "a loop over the layers"
    forward = backward = 0
    for layer in range(1, len(sizes)):
        product = m * sizes[layer - 1] * sizes[layer]
        forward += product
        backward += product if layer == 1 else 2 * product
    forward, backward
    "numpy integers in a list"
    n = np.asarray(sizes)
    products = n[:-1] * n[1:] * m
    [products.sum(), 2 * products.sum() - products[0]]
    "floats, by a dot product"
    n = np.array(sizes, dtype=float)
    m * (n[:-1] @ n[1:]), m * (n[:-1] @ n[1:] + n[1:-1] @ n[2:])
    "counts the products of arrays that it makes, 0-d arrays back"
    made = [np.empty((a, b), dtype=np.int8).size for a, b in pairwise(sizes)]
    np.array(m * sum(made)), np.array(m * (2 * sum(made) - made[0]))


@wrong.page("count_macs")
def _(sizes, m):
    "backward is 1.08 times forward, always"
    forward = m * sum(a * b for a, b in pairwise(sizes))
    forward, round(1.080889 * forward)
    "an example too few"
    forward = (m - 1) * sum(a * b for a, b in pairwise(sizes))
    forward, 2 * forward - (m - 1) * sizes[0] * sizes[1]
    "knows three layers only"
    a, b, c = (*sizes, 0, 0)[:3]
    m * (a * b + b * c), m * (a * b + 2 * b * c)
    "in millions"
    forward = m * sum(a * b for a, b in pairwise(sizes)) / 1e6
    forward, 2 * forward - m * sizes[0] * sizes[1] / 1e6
    "off by one"
    forward = m * sum(a * b for a, b in pairwise(sizes))
    forward, 2 * forward - m * sizes[0] * sizes[1] + 1


# ------------------------------------------------------------------ cache_bytes


@right.page("cache_bytes")
def _(sizes, m, itemsize=8):
    "one input and twice every hidden layer"
    itemsize * m * (sizes[0] + 2 * sum(sizes[1:-1]))
    "asks numpy"
    dtype = np.dtype(f"V{itemsize}")
    arrays = [np.empty((1, n), dtype) for n in [sizes[0], *sizes[1:-1], *sizes[1:-1]]]
    m * np.int64(sum(array.nbytes for array in arrays))
    "a float, from a loop"
    total = 0.0
    for layer, n in enumerate(sizes[:-1]):
        total += m * n * itemsize * (1 if layer == 0 else 2)
    total
    "in a list of one"
    [(2 * sum(sizes[:-1]) - sizes[0]) * m * itemsize]


@wrong.page("cache_bytes")
def _(sizes, m, itemsize=8):
    "keeps the biases as well"
    itemsize * (m * (sizes[0] + 2 * sum(sizes[1:-1])) + sum(sizes[1:]))
    "deltas too"
    itemsize * m * (sizes[0] + 3 * sum(sizes[1:-1]))
    "kilobytes of a thousand"
    itemsize * m * (sizes[0] + 2 * sum(sizes[1:-1])) // 1000
    "one hidden layer only"
    itemsize * m * (sizes[0] + (2 * sizes[1] if len(sizes) > 2 else 0))
