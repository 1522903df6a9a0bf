"""Separable data, and a separator of known margin."""

from typing import Any

import numpy as np

from nnlib import perceptron

XOR = np.array([[-1.0, -1], [-1, 1], [1, -1], [1, 1]]), np.array([-1, 1, 1, -1])


def separable(rng: np.random.Generator, m: int, margin: float, n: int = 2) -> tuple[Any, Any]:
    """m points in the cube [-1, 1]^n, none closer than `margin` to a random plane; both sides."""
    while True:
        w = rng.normal(size=n)
        b = rng.uniform(-0.3, 0.3)
        X = rng.uniform(-1, 1, size=(40 * m, n))
        distance = (X @ w + b) / np.linalg.norm(w)
        X = X[np.abs(distance) > margin][:m]
        y = np.where(X @ w + b > 0, 1, -1)
        if len(X) == m and 2 < np.sum(y == 1) < m - 2:
            return X, y


def with_separator(rng: np.random.Generator) -> tuple[Any, Any, Any]:
    X, y = separable(rng, 12, 0.1)
    X = perceptron.with_ones(3 * X)
    w, b, _ = perceptron.perceptron_train(X[:, :2], y, 10_000)
    noise = rng.normal(size=3)
    w_star = np.append(w, b)
    while np.min(y * (X @ (w_star + noise))) <= 0:
        noise = noise / 2
    return X, y, w_star + noise
