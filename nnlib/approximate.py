"""One hidden layer can follow any continuous curve on an interval: bricks, and how many.

Cut [a, b] into n pieces of width h = (b - a) / n. Bricks of step units stand flat at the value
of f in the middle of each piece; a function that climbs at most L per unit of x strays at most
L h / 2 from there. Bricks of ReLUs lean on their neighbours and draw the polygon through n + 1
points of f; if |f''| <= M that strays at most M h^2 / 8. Halving h halves the first error and
quarters the second. A network here is (W1, b1, v, c): the function c + g(x W1 + b1) v. It has
asked f at finitely many points and never asks again. How far it strays is proved in `proof`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import relu, sigmoid, step
from nnlib.arguments import check_count, check_number, check_positive
from nnlib.shapes import Array, as_float, check_shapes

__all__ = [
    "Net",
    "build_relu_net",
    "build_step_net",
    "evaluate_net",
    "relu_error_bound",
    "relu_rectangle",
    "sampled_error",
    "steep_gap_bound",
    "steep_sigmoid",
    "step_error_bound",
    "step_rectangle",
    "width_for_tolerance",
]

Net: TypeAlias = tuple[Array, Array, Array, float]
Curve: TypeAlias = Callable[[Any], Any]


def step_rectangle(x: ArrayLike, a: float, b: float) -> Array:
    """1 on [a, b), else 0: step(b - x) - step(a - x).  x and result: any shape; a <= b.

    step(0) is 0, so step(x - a) - step(x - b) would be 1 on (a, b]. Looking from the right,
    step(b - x) is 1 exactly where x < b, and the edge falls where [a, b) wants it.
    """
    x = as_float("step_rectangle", "x", x)
    _check_edges("step_rectangle", a, b)
    return np.asarray(step(float(b) - x) - step(float(a) - x))


def relu_rectangle(x: ArrayLike, a: float, b: float, eps: float) -> Array:
    """A trapezoid of four ReLUs: up on [a, a + eps], 1 until b, down on [b, b + eps].

    (R(x - a) - R(x - a - eps) - R(x - b) + R(x - b - eps)) / eps. Its area is b - a. If b - a
    is less than eps, the fall starts before the rise is over and the peak is (b - a) / eps.
    x and result: any shape; a <= b, eps > 0
    """
    x = as_float("relu_rectangle", "x", x)
    _check_edges("relu_rectangle", a, b)
    check_positive("relu_rectangle", "eps", eps)
    # Divided by eps first, the two terms of a ramp differ by exactly 1 however large x is.
    rise, fall = (x - float(a)) / float(eps), (x - float(b)) / float(eps)
    return np.asarray((relu(rise) - relu(rise - 1)) - (relu(fall) - relu(fall - 1)))


def build_step_net(f: Curve, a: float, b: float, n: int) -> Net:
    """n flat bricks as n - 1 step units: c + step(x W1 + b1) v follows f on [a, b].

    Where a brick ends the next begins, so one unit does for both edges and its weight is the
    jump between the heights; the height of the first brick is c. For every x in [a, b] the
    error is at most (Lipschitz constant of f) (b - a) / (2n).

    Parameters
    ----------
    f : called with one number at a time, in the middle of each brick, and never again
    a, b : the interval, a < b
    n : the number of bricks

    Returns
    -------
    W1 : (1, n - 1)
    b1 : (n - 1,)
    v  : (n - 1,)
    c  : float
    """
    _check_plan("build_step_net", a, b, n)
    edges = np.linspace(a, b, n + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    heights = values_of("build_step_net", f, middles)
    return np.ones((1, n - 1)), -edges[1:-1], np.diff(heights), float(heights[0])


def build_relu_net(f: Curve, a: float, b: float, n: int) -> Net:
    """n + 1 ReLU bricks as n units: c + relu(x W1 + b1) v is the polygon through f on [a, b].

    Brick i is relu_rectangle(x, x_i - h, x_i, h): a tent of height 1 over x_i. Where it falls
    its right neighbour rises, and the two sum to 1, so f(x_i) times brick i, summed, runs
    straight from point to point. Tents share their corners: four ReLUs each become one unit
    for each corner, and its weight is the change of slope there. Left of a nothing is needed
    once c = f(a), and a corner at b acts only beyond b: n units remain of the 4 (n + 1). For
    every x in [a, b] the error is at most max|f''| ((b - a) / n)^2 / 8.

    Parameters
    ----------
    f : called with one number at a time, at the n + 1 points, and never again
    a, b : the interval, a < b
    n : the number of straight pieces

    Returns
    -------
    W1 : (1, n)
    b1 : (n,)
    v  : (n,)
    c  : float
    """
    _check_plan("build_relu_net", a, b, n)
    points = np.linspace(a, b, n + 1)
    heights = values_of("build_relu_net", f, points)
    slopes = np.diff(heights) / np.diff(points)
    return np.ones((1, n)), -points[:-1], np.diff(slopes, prepend=0.0), float(heights[0])


def evaluate_net(net: Net, x: ArrayLike, activation: Callable[[Array], Array]) -> Array:
    """c + g(x W1 + b1) v at many places.  x and result (m,); g is nnlib's step, relu, ..."""
    W1, b1, v, c = net
    x = as_float("evaluate_net", "x", x)
    check_shapes("evaluate_net", W1=(W1, "1 k"), b1=(b1, "k"), v=(v, "k"), x=(x, "m"))
    check_number("evaluate_net", "c", c)
    if not callable(activation):
        raise TypeError(
            f"evaluate_net: activation is {activation!r}, expected a function. "
            f"Try activations.named({str(activation)!r}) or activations.relu."
        )
    return np.asarray(activation(x[:, None] @ W1 + b1) @ v + c)


def sampled_error(
    f: Curve,
    net: Net,
    a: float,
    b: float,
    activation: Callable[[Array], Array],
    points: int = 10_001,
) -> float:
    """The largest |f - net| seen on an even grid over [a, b]: never more than the true one."""
    _check_plan("sampled_error", a, b, points, name="points")
    x = np.linspace(a, b, points)
    gaps = np.abs(values_of("sampled_error", f, x) - evaluate_net(net, x, activation))
    return float(np.max(gaps))


def step_error_bound(lipschitz: float, a: float, b: float, n: int) -> float:
    """L (b - a) / (2n): no x is further than h/2 from the middle of its brick."""
    _check_plan("step_error_bound", a, b, n)
    check_number("step_error_bound", "lipschitz", lipschitz, low=0)
    return float(lipschitz * (b - a) / (2 * n))


def relu_error_bound(max_second_derivative: float, a: float, b: float, n: int) -> float:
    """M ((b - a) / n)^2 / 8: a chord of width h strays at most M h^2 / 8 from its curve."""
    _check_plan("relu_error_bound", a, b, n)
    check_number("relu_error_bound", "max_second_derivative", max_second_derivative, low=0)
    return float(max_second_derivative * ((b - a) / n) ** 2 / 8)


def width_for_tolerance(lipschitz: float, a: float, b: float, tolerance: float) -> int:
    """The least number n of step bricks with step_error_bound(lipschitz, a, b, n) <= tolerance.

    The quotient L (b - a) / (2 tolerance), rounded up, is it, unless the quotient is a whole
    number that rounding has moved by a hair; so the bound itself has the last word.
    """
    check_positive("width_for_tolerance", "tolerance", tolerance)
    check_number("width_for_tolerance", "lipschitz", lipschitz, low=0)
    _check_plan("width_for_tolerance", a, b)
    quotient = float(lipschitz) * (b - a) / (2 * float(tolerance))
    if quotient > 2**50:
        raise ValueError(
            f"width_for_tolerance: tolerance is {tolerance!r}, and that asks for {quotient:.0e} "
            f"bricks, more than floats can count. Try a larger tolerance."
        )
    n = max(1, math.ceil(quotient) - 1)
    while step_error_bound(lipschitz, a, b, n) > tolerance:
        n += 1
    return n


def steep_sigmoid(z: ArrayLike, k: float) -> Array:
    """sigmoid(k z): weights and bias times k make a logistic unit a threshold.  Any shape."""
    z = as_float("steep_sigmoid", "z", z)
    check_positive("steep_sigmoid", "k", k)
    return sigmoid(float(k) * z)


def steep_gap_bound(k: float, delta: float) -> float:
    """e^(-k delta), above |steep_sigmoid(z, k) - step(z)| wherever |z| >= delta.

    The gap at z is 1 / (1 + e^(k |z|)), and the 1 in the denominator only makes it smaller.
    """
    check_positive("steep_gap_bound", "k", k)
    check_number("steep_gap_bound", "delta", delta, low=0)
    return math.exp(-k * delta)


def values_of(who: str, f: Curve, x: Array) -> Array:
    """f at every number of x, called one by one, so that f may be written for floats or arrays."""
    if not callable(f):
        raise TypeError(f"{who}: f is {f!r}, expected a function of one number. Try f=np.sin.")
    with np.errstate(all="ignore"):
        values = as_float(who, "f(x)", [f(one) for one in x])
    check_shapes(who, x=(x, "m"), **{"f(x)": (values, "m")})
    bad = ~np.isfinite(values)
    if np.any(bad):
        raise ValueError(
            f"{who}: f({x[bad][0]:g}) is {values[bad][0]}, expected a finite number: only what is "
            f"continuous on all of [a, b] can be followed. Try another interval."
        )
    return values.astype(np.float64)


def _check_edges(who: str, a: float, b: float) -> None:
    check_number(who, "a", a)
    check_number(who, "b", b)
    if a > b:
        raise ValueError(f"{who}: a is {a:g}, expected at most b = {b:g}. Try a={b:g}, b={a:g}.")


def _check_plan(who: str, a: float, b: float, n: int = 1, name: str = "n") -> None:
    _check_edges(who, a, b)
    if a == b:
        raise ValueError(f"{who}: a and b are both {a:g}, expected a < b. Try b={a + 1:g}.")
    check_count(who, name, n)
