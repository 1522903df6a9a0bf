"""Other answers to relu_rectangle: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


def _relu(z: Any) -> Any:
    return np.maximum(0, z)


@right
def _(x, a, b, eps):
    "two clipped ramps"
    np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / eps, 0, 1)
    "a loop over x and four max(0, …), as a list"
    corners = ((a, 1), (a + eps, -1), (b, -1), (b + eps, 1))
    [sum(s * max(0.0, float(one) - p) for p, s in corners) / eps for one in x]
    "weights, biases and output weights, evaluated as a layer, in float32"
    W = np.full((1, 4), 1 / eps, dtype=np.float32)
    bias = -np.array([a, a + eps, b, b + eps], dtype=np.float32) / np.float32(eps)
    v = np.array([1, -1, -1, 1], dtype=np.float32)
    _relu(x.astype(np.float32)[:, None] @ W + bias) @ v
    "two ramps by np.interp, the second taken away"
    np.interp(x, [a, a + eps], [0, 1]) - np.interp(x, [b, b + eps], [0, 1])
    "ReLU as z times (z > 0), each term divided by eps, in another order"

    def ramp(p: Any) -> Any:
        return (x - p) * (x > p) / eps

    ramp(b + eps) - ramp(b) - ramp(a + eps) + ramp(a)


@wrong
def _(x, a, b, eps):
    "np.interp through the four corners, as if b never came before a + eps"
    np.interp(x, [a, a + eps, b + 1e-15, b + eps], [0, 1, 1, 0])
    "a smooth rise"
    up, down = np.clip((x - a) / eps, 0, 1), np.clip((x - b) / eps, 0, 1)
    up**2 * (3 - 2 * up) - down**2 * (3 - 2 * down)
    "rounded to one decimal"
    np.round(np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / eps, 0, 1), 1)
    "the fall is twice as slow as the rise"
    np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / (2 * eps), 0, 1)
    "a leaky ReLU"

    def leaky(z: Any) -> Any:
        return np.where(z > 0, z, 0.01 * z)

    (leaky(x - a) - leaky(x - a - eps) - leaky(x - b) + leaky(x - b - eps)) / eps + 0.02


# Written without a look at the mistakes that have a name.


@wrong
def _(x, a, b, eps):
    "eps instead of 1/eps"
    corners = [a, a + eps, b, b + eps]
    up, top, down, flat = (np.maximum(x - corner, 0) for corner in corners)
    eps * (up - top - down + flat)
    "the rise alone"
    np.clip((x - a) / eps, 0, 1)


# Written from the lesson's text alone.


@wrong
def _(x, a, b, eps):
    "three units"

    def r(u: Any) -> Any:
        return np.maximum(0, u)

    (r(x - a) - 2 * r(x - (a + b) / 2) + r(x - b)) / eps
    "rectangle of steps"
    np.where((x >= a) & (x < b), 1.0, 0.0)


@right
def _(x, a, b, eps):
    "two clips"
    np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / eps, 0, 1)
    "net as sum"
    sum(
        (
            v * np.maximum(0, np.asarray(x, float) - c)
            for v, c in zip((1, -1, -1, 1), (a, a + eps, b, b + eps), strict=False)
        )
    ) / eps
