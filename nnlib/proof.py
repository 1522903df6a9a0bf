"""How far a network of bricks strays from f: proved, where a sample only looks.

A sample of f says nothing about what f does between two of its points, unless f has made a
promise: over a distance h it moves by at most modulus(h), which is L h for a Lipschitz constant
L. The network needs no promise. Between two neighbouring breakpoints of its units it is a
straight line whose slope is known. So the error in the middle of a stretch bounds the error on
all of it, and a stretch that could hold a larger one than was seen is halved until it cannot.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from nnlib.activations import Activation, identity, relu, step
from nnlib.approximate import Curve, Net, evaluate_net, values_of
from nnlib.arguments import check_number, check_positive
from nnlib.shapes import Array

__all__ = ["CUTS", "Modulus", "proved_error", "sup_error"]

Modulus: TypeAlias = float | Callable[[Array], Array]

MOST = 2_000_000  # stretches looked at before a proof is given up
CUTS = 16  # parts of each piece: a gap of M w²/8 is told at most 1 part in 256 too large
NARROW, SINGLE = 1e-9, 1e-6  # of [a, b]: corners so near are one, rounded to double, to single
ROUNDING = 1e-9  # share of the largest |f| that may be lost in computing f and the net


def sup_error(
    f: Curve,
    net: Net,
    a: float,
    b: float,
    activation: Activation,
    modulus: Modulus,
    slack: float = 0.01,
) -> float:
    """A number that |f - net| exceeds nowhere on [a, b], and comes near to somewhere.

    Proved from the modulus, but for rounding. A modulus that f is seen to break is refused; that
    f keeps it where nobody looked is the caller's promise.

    Parameters
    ----------
    f : called with one number at a time
    net : (W1, b1, v, c)
    a, b : the interval, a < b
    activation : step, relu or identity, whose nets are straight between their breakpoints
    modulus : a Lipschitz constant L, or a function with |f(x) - f(y)| <= modulus(|x - y|) that
        takes an array and never falls
    slack : the result is at most this share above the largest error that was seen
    """
    if activation not in (step, relu, identity):
        raise ValueError(
            f"sup_error: activation is {activation!r}, expected step, relu or identity: between "
            "its breakpoints the net has to be straight. Try activations.relu."
        )
    check_positive("sup_error", "slack", slack)
    moves = _as_function(modulus)
    known = _breakpoints(net, a, b)
    heights = values_of("sup_error", f, known)
    seen = proved = float(np.max(np.abs(heights - evaluate_net(net, known, activation))))
    rounding = ROUNDING * float(np.max(np.abs(heights)))
    left, right = known[:-1], known[1:]
    while left.size:
        middle, half = (left + right) / 2, (right - left) / 2
        found = values_of("sup_error", f, middle)
        order = np.argsort(known := np.concatenate([known, middle]), kind="stable")
        known, heights = known[order], np.concatenate([heights, found])[order]
        _refuse_a_broken_promise(moves, known, heights, rounding)
        gap = np.abs(found - evaluate_net(net, middle, activation))
        reach = gap + moves(half) + np.abs(_slope(net, middle, activation)) * half
        seen = max(seen, float(np.max(gap)))
        still = reach > seen * (1 + slack) + rounding
        proved = max(proved, float(np.max(reach[~still], initial=0.0)))
        if known.size + 2 * np.sum(still) > MOST:
            raise ValueError(
                f"sup_error: after {known.size} looks the error may be {seen:.3g} or "
                f"{np.max(reach):.3g}. Try slack={10 * slack:g}, or a modulus that promises more."
            )
        left, right = (
            np.concatenate([left[still], middle[still]]),
            np.concatenate([middle[still], right[still]]),
        )
    return proved


def proved_error(
    f: Callable[[Any], Any],
    net: tuple[Any, Any, Any, float],
    a: float,
    b: float,
    activation: Callable[[Array], Array],
    lipschitz: float = math.inf,
    bend: float = math.inf,
    corners: Sequence[float] = (),
) -> float:
    """|f - net| is at most this on all of [a, b], but for the corners of a step themselves.

    All places are looked at once, in the two corners of each straight piece and CUTS - 1 between
    them: fast, and not as near to the error as `sup_error` where only a Lipschitz constant helps.
    Between two places the gap is at most the larger of theirs, plus M w²/8 if |f''| <= M, or
    (L + |slope|) w/2 if f climbs at most L, where w is their distance.

    Parameters
    ----------
    f : takes an array
    net : (W1, b1, v, c), the function c + activation(x W1 + b1) v
    activation : step or relu, or another that is straight on both sides of 0
    lipschitz, bend : how fast f climbs at most, and max|f''|; one of them will do
    corners : where f itself has a corner; bend is that of the pieces in between
    """
    W1, b1, v, c = (np.asarray(part, dtype=float) for part in net)
    w, b1, v = W1.ravel(), b1.ravel(), v.ravel()
    single = any(np.asarray(part).dtype == np.float32 for part in net)
    at = np.concatenate([-b1[w != 0] / w[w != 0], np.asarray(corners)])
    edges = _pieces(at, a, b, (b - a) * (SINGLE if single else NARROW))
    widths = np.diff(edges)
    quarters = edges[:-1, None] + widths[:, None] * np.array([0.25, 0.75])
    with np.errstate(all="ignore"):  # a net that leaves all bounds is far from f
        low, high = (activation(x[:, None] * w + b1) @ v + c for x in quarters.T)
    parts = np.linspace(0, 1, CUTS + 1)
    line = low[:, None] + np.outer(high - low, 2 * parts - 0.5)
    gap = np.abs(f(edges[:-1, None] + widths[:, None] * parts) - line)
    width, slope = widths / CUTS, np.abs(high - low) / (widths / 2)
    between = np.minimum(bend * width**2 / 8, (lipschitz + slope) * width / 2)
    return float(np.max(np.maximum(gap[:, :-1], gap[:, 1:]) + between[:, None]))


def _as_function(modulus: Modulus) -> Callable[[Array], Array]:
    if callable(modulus):
        return modulus
    check_number("sup_error", "modulus", modulus, low=0)
    lipschitz = float(modulus)
    return lambda h: lipschitz * h


def _breakpoints(net: Net, a: float, b: float) -> Array:
    """a, b, and every place between them where a unit of the net starts or stops."""
    W1, b1 = np.asarray(net[0], dtype=float), np.asarray(net[1], dtype=float)
    turned = W1[0] != 0
    places = -b1[turned] / W1[0, turned]
    return np.unique(np.concatenate([[a, b], places[(a < places) & (places < b)]]))


def _slope(net: Net, x: Array, activation: Activation) -> Array:
    """How steeply the net climbs at x (m,), which is no breakpoint."""
    W1, b1, v, _ = net
    return np.asarray((activation.prime(x[:, None] @ W1 + b1) * W1[0]) @ v)


def _refuse_a_broken_promise(
    moves: Callable[[Array], Array], x: Array, heights: Array, rounding: float
) -> None:
    moved, promised = np.abs(np.diff(heights)), moves(np.diff(x))
    broken = np.flatnonzero(moved > promised * (1 + ROUNDING) + rounding)
    if broken.size:
        k = broken[np.argmax(moved[broken] - promised[broken])]
        raise ValueError(
            f"sup_error: between x = {x[k]:.6g} and {x[k + 1]:.6g} f moves by {moved[k]:.3g}, "
            f"and the modulus promised at most {promised[k]:.3g}. Try a larger modulus."
        )


def _pieces(corners: Array, a: float, b: float, narrow: float) -> Array:
    """a, the corners in between, b; none of them nearer to the next than `narrow`."""
    inside = np.sort(corners[(corners > a) & (corners < b)])
    inside = inside[(np.diff(inside, prepend=a) > narrow) & (b - inside > narrow)]
    return np.concatenate([[a], inside, [b]])
