"""One fit a day: what a method answers when its training set is drawn again and again.

Thermometers hang at fixed places. Every day each gives one noisy reading of the same true curve,
and a polynomial is fitted to the day. With the places fixed, two things are known exactly: how far
the mean fit is from the truth (the part of it that no such polynomial can draw), and how far the
fits of single days scatter round that mean: noise² times coefficients / places.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count, check_number, check_rng
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["NOISE", "between", "days", "exact_parts", "fits", "truth"]

NOISE = 0.7


def truth(x: ArrayLike) -> Array:
    """The true curve; it has a kink, so it is no polynomial.  Any shape."""
    x = as_float("truth", "x", x)
    return np.asarray(2 * np.abs(x + 0.2) - 1 + 0.5 * np.sin(4 * x + 0.7))


def days(
    places: int, count: int, rng: np.random.Generator, noise: float = NOISE
) -> tuple[Array, Array]:
    """Fixed places from -1 to 1, and the readings of many days: x (places,), Y (count, places)."""
    check_count("days", "places", places, 2)
    check_count("days", "count", count)
    check_rng("days", rng)
    check_number("days", "noise", noise, 0)
    x = np.linspace(-1, 1, places)
    return x, truth(x) + noise * rng.standard_normal((count, places))


def fits(x: ArrayLike, Y: ArrayLike, degree: int) -> Array:
    """What each day's least-squares polynomial answers at the places.

    Parameters
    ----------
    x : (places,)
    Y : (days, places)
    degree : below the number of places

    Returns
    -------
    preds : (days, places)
    """
    x, Y = as_float("fits", "x", x), as_float("fits", "Y", Y)
    check_shapes("fits", x=(x, "places"), Y=(Y, "days places"))
    Q = _basis(x, degree)
    return Y @ Q @ Q.T


def between(x: ArrayLike, y: ArrayLike, degree: int, at: ArrayLike) -> Array:
    """One day's polynomial anywhere.  x, y (places,), at (k,), result (k,)."""
    x, y, at = (as_float("between", name, v) for name, v in (("x", x), ("y", y), ("at", at)))
    check_shapes("between", x=(x, "places"), y=(y, "places"), at=(at, "k"))
    _basis(x, degree)
    legendre = np.polynomial.legendre
    return np.asarray(legendre.legval(at, legendre.legfit(x, y, degree)))


def exact_parts(x: ArrayLike, degree: int, noise: float = NOISE) -> tuple[float, float]:
    """Squared bias and variance over all days that there could be, means over the places."""
    x = as_float("exact_parts", "x", x)
    check_number("exact_parts", "noise", noise, 0)
    Q, f = _basis(x, degree), truth(x)
    missed = f - Q @ (Q.T @ f)
    return float(np.mean(missed**2)), noise**2 * (degree + 1) / len(x)


def _basis(x: Array, degree: int) -> Array:
    """Columns at right angles that span all polynomials of that degree at the places."""
    check_count("fits", "degree", degree, 0, len(x) - 1)
    return np.asarray(np.linalg.qr(np.polynomial.legendre.legvander(x, degree))[0])
