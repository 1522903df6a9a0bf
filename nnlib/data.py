"""Small data sets to learn on: made on the spot, or measured by somebody.

Nothing is downloaded, and nothing is random behind your back: whoever calls brings the generator
`rng`, and the same seed gives the same examples. Every function returns (X, y), one row of X per
example, already shuffled (iris alone comes sorted by class). Mind the labels: 0 and 1 where
probabilities are learned, -1 and +1 for the perceptron, 0 to K - 1 for K classes, real numbers
for regression.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import as_finite, check_count, check_number, check_rng
from nnlib.shapes import Array, IntArray, check_shapes

__all__ = [
    "blobs",
    "digits",
    "iris",
    "margin_blobs",
    "moons",
    "noisy_sine",
    "spirals",
    "xor_clouds",
]


def moons(m: int, rng: np.random.Generator, noise: float = 0.1) -> tuple[Array, IntArray]:
    """Two half circles, each reaching into the other: no line separates them.

    X (m, 2); y (m,) in {0, 1}, half and half: 0 is the upper arc, 1 the lower
    """
    _check("moons", m, rng, noise=noise)
    y = _shuffled_labels(m, 2, rng)
    angle = np.pi * rng.random(m)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    X = np.where(y[:, None] == 0, upper, np.array([1.0, 0.5]) - upper)
    return X + noise * rng.standard_normal((m, 2)), y


def spirals(
    m: int, rng: np.random.Generator, turns: float = 1.0, noise: float = 0.02
) -> tuple[Array, IntArray]:
    """Two arms that wind out from near the origin to radius 1, half a turn apart.

    X (m, 2); y (m,) in {0, 1}, half and half: which arm
    """
    _check("spirals", m, rng, turns=turns, noise=noise)
    y = _shuffled_labels(m, 2, rng)
    radius = 0.1 + 0.9 * np.sqrt(rng.random(m))
    angle = 2 * np.pi * turns * radius + np.pi * y
    X = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return X + noise * rng.standard_normal((m, 2)), y


def blobs(
    m: int, rng: np.random.Generator, centres: ArrayLike, spread: float
) -> tuple[Array, IntArray]:
    """One round cloud at each of K centres, with standard deviation spread in every direction.

    centres (K, n); X (m, n); y (m,) in {0, ..., K - 1}, the row of the centre, in equal shares
    """
    centres = as_finite("blobs", "centres", centres)
    sizes = check_shapes("blobs", centres=(centres, "K n"))
    check_count("blobs", "len(centres)", sizes["K"])
    _check("blobs", m, rng, spread=spread)
    y = _shuffled_labels(m, sizes["K"], rng)
    return centres[y] + spread * rng.standard_normal((m, sizes["n"])), y


def margin_blobs(
    m: int,
    rng: np.random.Generator,
    margin: float,
    w_star: ArrayLike = (2.0, -1.0),
    b: float = 0.5,
) -> tuple[Array, IntArray]:
    """Two clouds with an empty street between them: y (w_star·x + b) / ||w_star|| >= margin.

    Every example keeps that distance from the line w_star·x + b = 0, and the nearest one keeps
    it with nothing to spare, but for a part in 10^12 that no rounding can use up.

    w_star (n,); X (m, n); y (m,) in {-1, +1}, half and half: the side of the line
    """
    w_star = as_finite("margin_blobs", "w_star", w_star)
    check_shapes("margin_blobs", w_star=(w_star, "n"))
    check_number("margin_blobs", "b", b)
    _check("margin_blobs", m, rng, margin=margin)
    length = float(np.linalg.norm(w_star))
    if length == 0:
        raise ValueError(
            "margin_blobs: w_star is all zeros, expected the direction across the street. "
            "Try w_star=(2.0, -1.0)."
        )
    y = 2 * _shuffled_labels(m, 2, rng) - 1
    gap = np.abs(rng.standard_normal(m))
    hair = 1e-12 * (1 + margin + abs(b) / length)
    distance = margin + hair + (gap - gap.min())
    across = w_star / length
    along_the_street = rng.standard_normal((m, len(w_star)))
    along_the_street -= np.outer(along_the_street @ across, across)
    return along_the_street + np.outer(y * distance - b / length, across), y


def xor_clouds(m: int, rng: np.random.Generator, noise: float = 0.2) -> tuple[Array, IntArray]:
    """A cloud at each corner of a square, alike on the diagonals: XOR with room for error.

    X (m, 2) around (±1, ±1), noise is the standard deviation; y (m,) in {0, 1}: 1 where the
    signs of the corner differ (2 * y - 1 for the perceptron)
    """
    _check("xor_clouds", m, rng, noise=noise)
    corner = _shuffled_labels(m, 4, rng)
    corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [1.0, -1.0]])
    return corners[corner] + noise * rng.standard_normal((m, 2)), corner % 2


def noisy_sine(m: int, rng: np.random.Generator, noise: float = 0.1) -> tuple[Array, Array]:
    """One period of a sine with an error on every reading: y = sin(pi x) + noise.

    X (m, 1), even chances over [-1, 1); y (m,) real numbers, y[:, None] as targets of a network
    """
    _check("noisy_sine", m, rng, noise=noise)
    x = rng.uniform(-1, 1, m)
    return x[:, None], np.sin(np.pi * x) + noise * rng.standard_normal(m)


def digits() -> tuple[Array, IntArray]:
    """Handwritten digits of 8 by 8 pixels, by Alpaydin and Kaynak; ink is 1, paper 0.

    X (1797, 64) in [0, 1], X[i].reshape(8, 8) is a picture; y (1797,) in {0, ..., 9}
    """
    from nnlib.measured import DIGITS  # here: nothing else waits for it to be read

    return DIGITS[:, :-1] / 16, DIGITS[:, -1].astype(np.intp)


def iris() -> tuple[Array, IntArray]:
    """150 flowers in centimetres, by Fisher: sepal and petal, length and width of each.

    X (150, 4); y (150,) in {0, 1, 2}: setosa, versicolor, virginica, 50 of each, in that order
    """
    from nnlib.measured import IRIS

    return IRIS[:, :-1].copy(), IRIS[:, -1].astype(np.intp)


def _shuffled_labels(m: int, K: int, rng: np.random.Generator) -> IntArray:
    """0 to K - 1 in shares that differ by one at most, in random order.  (m,)"""
    return rng.permutation(np.arange(m) % K)


def _check(who: str, m: int, rng: np.random.Generator, **at_least_0: float) -> None:
    check_count(who, "m", m)
    check_rng(who, rng)
    for name, value in at_least_0.items():
        check_number(who, name, value, low=0)
