"""How far a network of bricks strays from f: proved, where a sample only looks.

A sample of f says nothing about what f does between two of its points, unless f has made a
promise: over a distance h it moves by at most modulus(h), which is L h for a Lipschitz constant
L. The network needs no promise. Between two neighbouring breakpoints of its units it is a
straight line whose slope is known. So the error in the middle of a stretch bounds the error on
all of it, and a stretch that could hold a larger one than was seen is halved until it cannot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from nnlib.activations import Activation, identity, relu, step
from nnlib.approximate import Curve, Net, evaluate_net, values_of
from nnlib.arguments import check_number, check_positive
from nnlib.shapes import Array

__all__ = ["Modulus", "sup_error"]

Modulus: TypeAlias = float | Callable[[Array], Array]

MOST = 2_000_000  # stretches looked at before a proof is given up
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
