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


@right("numeric_gradient", "rows of the unit matrix")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return _central(f, x, h)


@right("numeric_gradient", "np.nditer over a float copy, f on copies of it")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
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
    return out


@right("numeric_gradient", "flat indices, and nested lists back")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    out = []
    for i in range(x.size):
        up, down = x.astype(float), x.astype(float)
        up.flat[i] += h
        down.flat[i] -= h
        out.append((f(up) - f(down)) / (up.flat[i] - down.flat[i]))
    return np.reshape(out, x.shape).tolist()


@right("numeric_gradient", "h always 1e-4")
def _(f: Any, x: Any, h: float = 1e-4) -> Any:
    return _central(f, x, 1e-4)


@right("numeric_gradient", "h always 1e-6")
def _(f: Any, x: Any, h: float = 1e-6) -> Any:
    return _central(f, x, 1e-6)


@right("numeric_gradient", "a complex step")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    steps = 1e-20j * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([f(x + step).imag / 1e-20 for step in steps]).reshape(x.shape)


@right("numeric_gradient", "four points")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return (4 * _central(f, x, 1e-4) - _central(f, x, 2e-4)) / 3


@right("numeric_gradient", "rounded to float32 at the end")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return _central(f, x, h).astype(np.float32)


@wrong("numeric_gradient", "forward with half the step of a computer's square root")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return _forward(f, x, 1.5e-8)


@wrong("numeric_gradient", "forward with h = 1e-6")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return _forward(f, x, 1e-6)


@wrong("numeric_gradient", "three points with the wrong weights")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return (_central(f, x, h) + _forward(f, x, h)) / 2


@wrong("numeric_gradient", "in single precision")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    x = x.astype(np.float32)
    return np.array(
        [
            (f(x + e) - f(x - e)) / (2 * h)
            for e in np.float32(h) * np.eye(x.size, dtype=np.float32).reshape(-1, *x.shape)
        ]
    ).reshape(x.shape)


@wrong("numeric_gradient", "right for vectors, transposed for matrices")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    out = _central(f, x, h)
    return out.reshape(x.shape[::-1]).T if x.ndim == 2 else out


@wrong("numeric_gradient", "rounded to four digits")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return np.round(_central(f, x, h), 4)


@wrong("numeric_gradient", "much too large a step")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return _central(f, x, 0.05)


@wrong("numeric_gradient", "a step that grows with x and is forgotten in the denominator")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    return _central(f, x, h) * np.maximum(1, np.abs(x)) * 1.001


@wrong("numeric_gradient", "a random direction instead of every entry")
def _(f: Any, x: Any, h: float = 1e-5) -> Any:
    v = np.random.default_rng(0).normal(size=x.shape)
    return (f(x + h * v) - f(x - h * v)) / (2 * h) * v


def _forward(f: Any, x: Any, h: float) -> Any:
    x = np.asarray(x, dtype=float)
    steps = h * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([(f(x + e) - f(x)) / h for e in steps]).reshape(x.shape)


# ------------------------------------------------------------------ gradient_check


def _both(f: Any, grad: Any, x: Any) -> tuple[Any, Any]:
    return np.asarray(grad(x)), _central(f, x, 1e-5)


@right("gradient_check", "|a - n| / max(1e-8, |a| + |n|)")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    return np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))


@right("gradient_check", "norms, with a small number added below")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    return np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-12)


@right("gradient_check", "norms, and 0 where both are 0")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    longest = max(np.linalg.norm(a), np.linalg.norm(n))
    return 0.0 if longest == 0 else float(np.linalg.norm(a - n) / longest)


@right("gradient_check", "a loop that skips what agrees, with a floor of 1")
def _(f: Any, grad: Any, x: Any) -> Any:
    worst = 0.0
    a, n = _both(f, grad, x)
    for p, q in zip(a.ravel(), n.ravel(), strict=True):
        if p != q:
            worst = max(worst, abs(p - q) / max(1.0, abs(p), abs(q)))
    return worst


@right("gradient_check", "relative to the largest slope; a 0-d array")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    return np.asarray(np.max(np.abs(a - n)) / max(np.max(np.abs(n)), np.max(np.abs(a)), 1e-8))


@right("gradient_check", "h = 1e-6, and float32 at the end")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = grad(x.copy()), _central(f, x, 1e-6)
    return np.float32(np.max(np.abs(a - n) / np.maximum(1e-7, np.abs(n))))


@right("gradient_check", "skips entries where the two one-sided slopes disagree")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    kink = np.abs(_forward(f, x, 1e-6) - _forward(f, x, -1e-6)) > 0.1 * (1 + np.abs(n))
    error = np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))
    return np.max(np.where(kink, 0, error))


@wrong("gradient_check", "the median error")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    return np.median(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))


@wrong("gradient_check", "0 or 1")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    return float(not np.allclose(a, n, rtol=0.1))


@wrong("gradient_check", "the angle between the two, blind to length")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = (g.ravel() for g in _both(f, grad, x))
    return 1 - a @ n / max(1e-8, np.linalg.norm(a) * np.linalg.norm(n))


@wrong("gradient_check", "squares instead of norms")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    return np.sum((a - n) ** 2) / max(1e-8, np.sum(a**2) + np.sum(n**2))


@wrong("gradient_check", "one random direction of ones")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = grad(x).sum(), (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
    return abs(a - n) / max(1e-8, abs(a) + abs(n))


@wrong("gradient_check", "right for vectors, only the first column of a matrix")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    error = np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))
    return error[0].max() if x.ndim == 2 else error.max()


@wrong("gradient_check", "always a small number")
def _(f: Any, grad: Any, x: Any) -> Any:
    return 1e-9


@wrong("gradient_check", "raises where the gradient is wrong")
def _(f: Any, grad: Any, x: Any) -> Any:
    a, n = _both(f, grad, x)
    np.testing.assert_allclose(a, n, rtol=1e-4, atol=1e-6)
    return 0.0


# ------------------------------------------------------------------ delta_output


@right("delta_output", "the slope first, the mean last")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return np.multiply(g_prime(Z), np.subtract(Y_hat, Y)) / Z.shape[0]


@right("delta_output", "a loop over entries, nested lists back")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    m, n_out = Z.shape
    return [
        [
            float(Y_hat[i, k] - Y[i, k]) * float(g_prime(np.array([Z[i, k]]))[0]) / m
            for k in range(n_out)
        ]
        for i in range(m)
    ]


@right("delta_output", "column form, and turned back")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return (((Y_hat.T - Y.T) * g_prime(Z.T)) * (1 / Y.shape[0])).T


@right("delta_output", "in float32")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    Y_hat, Y, Z = (np.asarray(A, dtype=np.float32) for A in (Y_hat, Y, Z))
    return (Y_hat - Y) * g_prime(Z) / np.float32(len(Y))


@right("delta_output", "einsum")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return np.einsum("ij,ij->ij", Y_hat - Y, g_prime(Z)) / len(Z)


@wrong("delta_output", "the mean is always over five")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return (Y_hat - Y) / 5 * g_prime(Z)


@wrong("delta_output", "sign and a factor of two")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return -2 * (Y_hat - Y) / len(Y) * g_prime(Z)


@wrong("delta_output", "divides by m - 1")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return (Y_hat - Y) / max(1, len(Y) - 1) * g_prime(Z)


@wrong("delta_output", "whole numbers divided with //")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    error = Y_hat - Y
    error = error // len(Y) if error.dtype.kind == "i" else error / len(Y)
    return error * g_prime(Z)


@wrong("delta_output", "the slope of the first example for all")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return (Y_hat - Y) / len(Y) * g_prime(Z)[0]


@wrong("delta_output", "clipped")
def _(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return np.clip((Y_hat - Y) / len(Y) * g_prime(Z), -0.05, 0.05)


# ------------------------------------------------------------------ delta_hidden


@right("delta_hidden", "einsum")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    return np.einsum("mk,nk,mn->mn", delta_next, W_next, g_prime(Z))


@right("delta_hidden", "three loops, nested lists back")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    slope = g_prime(Z)
    m, n = Z.shape
    return [
        [
            sum(float(d) * float(w) for d, w in zip(delta_next[i], W_next[j], strict=True))
            * float(slope[i, j])
            for j in range(n)
        ]
        for i in range(m)
    ]


@right("delta_hidden", "column form, and turned back")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    return ((W_next @ delta_next.T) * g_prime(Z.T)).T


@right("delta_hidden", "in float32")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    delta, W, Z = (np.asarray(A, dtype=np.float32) for A in (delta_next, W_next, Z))
    return g_prime(Z) * np.dot(delta, W.T)


@right("delta_hidden", "example by example, units above in another order")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    rows = [(W_next[:, ::-1] @ d[::-1]) * g_prime(z) for d, z in zip(delta_next, Z, strict=True)]
    return np.array(rows)


@wrong("delta_hidden", "sign, and no slope")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    return -(delta_next @ W_next.T)


@wrong("delta_hidden", "the first unit above only")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    return np.outer(delta_next[:, 0], W_next[:, 0]) * g_prime(Z)


@wrong("delta_hidden", "weights scaled to length one")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    return (delta_next @ (W_next / np.linalg.norm(W_next)).T) * g_prime(Z)


@wrong("delta_hidden", "reshaped instead of transposed")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    return (delta_next @ W_next.reshape(W_next.shape[::-1])) * g_prime(Z)


@wrong("delta_hidden", "the slope of the unit's mean Z")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    return (delta_next @ W_next.T) * g_prime(Z.mean(axis=0))


@wrong("delta_hidden", "right for one example, a mean over examples otherwise")
def _(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    out = (delta_next @ W_next.T) * g_prime(Z)
    return np.tile(out.mean(axis=0), (len(Z), 1))


# ------------------------------------------------------------------ weight_grad


@right("weight_grad", "a sum of outer products")
def _(A_prev: Any, delta: Any) -> Any:
    return sum(np.outer(a, d) for a, d in zip(A_prev, delta, strict=True))


@right("weight_grad", "einsum")
def _(A_prev: Any, delta: Any) -> Any:
    return np.einsum("mi,mj->ij", A_prev, delta)


@right("weight_grad", "the transpose of the transposed product, rows backwards")
def _(A_prev: Any, delta: Any) -> Any:
    return np.dot(delta[::-1].T, A_prev[::-1]).T


@right("weight_grad", "three loops, nested lists back")
def _(A_prev: Any, delta: Any) -> Any:
    return [
        [sum(float(a) * float(d) for a, d in zip(column, row, strict=True)) for row in delta.T]
        for column in A_prev.T
    ]


@right("weight_grad", "in float32")
def _(A_prev: Any, delta: Any) -> Any:
    return A_prev.astype(np.float32).T @ delta.astype(np.float32)


@right("weight_grad", "np.tensordot")
def _(A_prev: Any, delta: Any) -> Any:
    return np.tensordot(A_prev, delta, axes=(0, 0))


@wrong("weight_grad", "reshaped instead of transposed")
def _(A_prev: Any, delta: Any) -> Any:
    return A_prev.reshape(A_prev.shape[::-1]) @ delta


@wrong("weight_grad", "a transposed product where it happens to fit, the right one otherwise")
def _(A_prev: Any, delta: Any) -> Any:
    return delta.T @ A_prev if A_prev.shape == delta.shape else A_prev.T @ delta


@wrong("weight_grad", "sign, and divided by m")
def _(A_prev: Any, delta: Any) -> Any:
    return -(A_prev.T @ delta) / len(delta)


@wrong("weight_grad", "a covariance")
def _(A_prev: Any, delta: Any) -> Any:
    return (A_prev - A_prev.mean(axis=0)).T @ delta


@wrong("weight_grad", "three examples at most")
def _(A_prev: Any, delta: Any) -> Any:
    return A_prev[:3].T @ delta[:3]


@wrong("weight_grad", "small entries are dropped")
def _(A_prev: Any, delta: Any) -> Any:
    out = A_prev.T @ delta
    return np.where(np.abs(out) < np.abs(out).max() / 2, 0, out)


# ------------------------------------------------------------------ bias_grad


@right("bias_grad", "ones times delta")
def _(delta: Any) -> Any:
    return np.ones(len(delta)) @ delta


@right("bias_grad", "a row, with keepdims")
def _(delta: Any) -> Any:
    return np.sum(delta, axis=0, keepdims=True)


@right("bias_grad", "a loop from the last row, a list back")
def _(delta: Any) -> Any:
    total = [0.0] * delta.shape[1]
    for row in delta[::-1]:
        total = [t + float(d) for t, d in zip(total, row, strict=True)]
    return total


@right("bias_grad", "in float32, along the rows of the transpose")
def _(delta: Any) -> Any:
    return delta.T.astype(np.float32).sum(axis=1)


@right("bias_grad", "einsum")
def _(delta: Any) -> Any:
    return np.einsum("mk->k", delta)


@wrong("bias_grad", "the median times m")
def _(delta: Any) -> Any:
    return np.median(delta, axis=0) * len(delta)


@wrong("bias_grad", "sums the longer axis")
def _(delta: Any) -> Any:
    return delta.sum(axis=int(np.argmax(delta.shape)))


@wrong("bias_grad", "the first and the last example")
def _(delta: Any) -> Any:
    return delta[0] + delta[-1]


@wrong("bias_grad", "sign and mean")
def _(delta: Any) -> Any:
    return -delta.mean(axis=0)


@wrong("bias_grad", "every unit gets the same")
def _(delta: Any) -> Any:
    return np.full(delta.shape[1], delta.sum() / delta.shape[1])


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


@right("backprop", "columns instead of rows")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    return _gradients(X, Y, weights, biases, g, g_prime)


@right("backprop", "tuples of nested lists, biases as rows")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    return tuple(dW.tolist() for dW in dWs), tuple(db[None, :] for db in dbs)


@right("backprop", "example by example, in another order")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    m = len(X)
    one = [_gradients(X[i : i + 1], Y[i : i + 1], weights, biases, g, g_prime) for i in range(m)]
    return [
        [sum(layer) / m for layer in zip(*part, strict=True)]
        for part in zip(*one[::-1], strict=True)
    ]


@right("backprop", "recursion, einsum, the mean taken at the end of every slope")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    def down(A: Any, layer: int) -> tuple[Any, list[Any], list[Any]]:
        Z = np.einsum("mi,ij->mj", A, weights[layer]) + biases[layer]
        if layer == len(weights) - 1:
            delta, dWs, dbs = Z - Y, list[Any](), list[Any]()
        else:
            back, dWs, dbs = down(g(Z), layer + 1)
            delta = back * g_prime(Z)
        dW = np.einsum("mi,mj->ij", A, delta) / len(X)
        return delta @ weights[layer].T, [dW, *dWs], [delta.mean(axis=0), *dbs]

    return down(X, 0)[1:]


@right("backprop", "in float32")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    weights = [W.astype(np.float32) for W in weights]
    return _gradients(X, Y, weights, [b.astype(np.float32) for b in biases], g, g_prime)


@right("backprop", "biases as the weights of a constant unit")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
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
    return [s[1:] for s in slopes[::-1]], [s[0] for s in slopes[::-1]]


@wrong("backprop", "numeric differences")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
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
    return slopes[:L], slopes[L:]


@wrong("backprop", "right for one hidden layer and none, zeros further down")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    deep = len(dWs) - 2
    return (
        [0 * dW if i < deep else dW for i, dW in enumerate(dWs)],
        [0 * db if i < deep else db for i, db in enumerate(dbs)],
    )


@wrong("backprop", "the slope is forgotten below the second hidden layer only")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
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
    return dWs, dbs


@wrong("backprop", "sign and no mean, and no biases")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    return [-len(X) * dW for dW in dWs], [0 * db for db in dbs]


@wrong("backprop", "slopes clipped to length 1")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    return [dW / max(1, np.linalg.norm(dW)) for dW in dWs], dbs


@wrong("backprop", "the mean is forgotten in the biases only")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    return dWs, [len(X) * db for db in dbs]


@wrong("backprop", "a weight decay of one in a thousand")
def _(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    return [dW + 1e-3 * W for W, dW in zip(weights, dWs, strict=True)], dbs


# ------------------------------------------------------------------ count_macs


@right("count_macs", "a loop over the layers")
def _(sizes: Any, m: int) -> Any:
    forward = backward = 0
    for layer in range(1, len(sizes)):
        product = m * sizes[layer - 1] * sizes[layer]
        forward += product
        backward += product if layer == 1 else 2 * product
    return forward, backward


@right("count_macs", "numpy integers in a list")
def _(sizes: Any, m: int) -> Any:
    n = np.asarray(sizes)
    products = n[:-1] * n[1:] * m
    return [products.sum(), 2 * products.sum() - products[0]]


@right("count_macs", "floats, by a dot product")
def _(sizes: Any, m: int) -> Any:
    n = np.array(sizes, dtype=float)
    return m * (n[:-1] @ n[1:]), m * (n[:-1] @ n[1:] + n[1:-1] @ n[2:])


@right("count_macs", "counts the products of arrays that it makes, 0-d arrays back")
def _(sizes: Any, m: int) -> Any:
    made = [np.empty((a, b), dtype=np.int8).size for a, b in pairwise(sizes)]
    return np.array(m * sum(made)), np.array(m * (2 * sum(made) - made[0]))


@wrong("count_macs", "backward is 1.08 times forward, always")
def _(sizes: Any, m: int) -> Any:
    forward = m * sum(a * b for a, b in pairwise(sizes))
    return forward, round(1.080889 * forward)


@wrong("count_macs", "an example too few")
def _(sizes: Any, m: int) -> Any:
    forward = (m - 1) * sum(a * b for a, b in pairwise(sizes))
    return forward, 2 * forward - (m - 1) * sizes[0] * sizes[1]


@wrong("count_macs", "knows three layers only")
def _(sizes: Any, m: int) -> Any:
    a, b, c = (*sizes, 0, 0)[:3]
    return m * (a * b + b * c), m * (a * b + 2 * b * c)


@wrong("count_macs", "in millions")
def _(sizes: Any, m: int) -> Any:
    forward = m * sum(a * b for a, b in pairwise(sizes)) / 1e6
    return forward, 2 * forward - m * sizes[0] * sizes[1] / 1e6


@wrong("count_macs", "off by one")
def _(sizes: Any, m: int) -> Any:
    forward = m * sum(a * b for a, b in pairwise(sizes))
    return forward, 2 * forward - m * sizes[0] * sizes[1] + 1


# ------------------------------------------------------------------ cache_bytes


@right("cache_bytes", "one input and twice every hidden layer")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    return itemsize * m * (sizes[0] + 2 * sum(sizes[1:-1]))


@right("cache_bytes", "asks numpy")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    dtype = np.dtype(f"V{itemsize}")
    arrays = [np.empty((1, n), dtype) for n in [sizes[0], *sizes[1:-1], *sizes[1:-1]]]
    return m * np.int64(sum(array.nbytes for array in arrays))


@right("cache_bytes", "a float, from a loop")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    total = 0.0
    for layer, n in enumerate(sizes[:-1]):
        total += m * n * itemsize * (1 if layer == 0 else 2)
    return total


@right("cache_bytes", "in a list of one")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    return [(2 * sum(sizes[:-1]) - sizes[0]) * m * itemsize]


@wrong("cache_bytes", "keeps the biases as well")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    return itemsize * (m * (sizes[0] + 2 * sum(sizes[1:-1])) + sum(sizes[1:]))


@wrong("cache_bytes", "deltas too")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    return itemsize * m * (sizes[0] + 3 * sum(sizes[1:-1]))


@wrong("cache_bytes", "kilobytes of a thousand")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    return itemsize * m * (sizes[0] + 2 * sum(sizes[1:-1])) // 1000


@wrong("cache_bytes", "one hidden layer only")
def _(sizes: Any, m: int, itemsize: int = 8) -> Any:
    return itemsize * m * (sizes[0] + (2 * sizes[1] if len(sizes) > 2 else 0))
