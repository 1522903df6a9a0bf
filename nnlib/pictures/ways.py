"""Ways down one valley: how many examples a step sees, how long it is, and what speed it keeps."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nnlib.pictures.downhill import heights, over_map
from nnlib.pictures.figure import Picture
from nnlib.pictures.slider import Slider, sliders
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array

__all__ = ["way_slider"]

STEPS = 40
START = (-2.5, 2.5)
VIEW = (-3.2, 2.8, -1.9, 4.1)


def way_slider() -> Slider:
    """A batch, a step size and a speed that is kept: the path across a narrow valley follows."""
    sizes = (1, 6, 60)
    return sliders(
        _draw,
        _told,
        {"batch": sizes, "lr": (0.05, 0.2, 0.4, 0.46), "mu": (0.0, 0.5, 0.9)},
        question=f"How low can you get in {STEPS} steps, and what do you lose with small batches?",
        start=(2, 1, 0),
    )


@lru_cache
def _points() -> tuple[Array, Array]:
    """Sixty points near a straight line, and its two inputs: a one and x, far from 0."""
    rng = np.random.default_rng(4)
    x = rng.uniform(0, 3, 60)
    return np.column_stack([np.ones(60), x]), 0.5 + 0.5 * x + 0.4 * rng.normal(size=60)


def _loss(w: Array) -> float:
    X, y = _points()
    return float(0.5 * np.mean((X @ w - y) ** 2))


@lru_cache
def _map() -> Array:
    return heights(_loss, VIEW)


def _path(batch: int, lr: float, mu: float) -> Array:
    X, y = _points()
    rng, w, v = np.random.default_rng(1), np.array(START), np.zeros(2)
    path = [w]
    for _ in range(STEPS):
        rows = rng.permutation(len(X))[:batch]
        v = mu * v - lr * X[rows].T @ (X[rows] @ w - y[rows]) / batch
        w = w + v
        path.append(w)
    return np.array(path)


def _draw(batch: int, lr: float, mu: float) -> Picture:
    path = _path(batch, lr, mu)
    return over_map(_map(), path, np.array([_loss(w) for w in path]), VIEW)


def _told(batch: int, lr: float, mu: float) -> str:
    X, y = _points()
    path = _path(batch, lr, mu)
    best = _loss(np.linalg.lstsq(X, y, rcond=None)[0])
    end = _loss(path[-1])
    return (
        f"{counted(batch, 'example')} a step, lr = {number(lr)}, mu = {number(mu)}: after {STEPS} "
        f"steps the loss is {number(end)}; the lowest there is, is {number(best)}."
    )
