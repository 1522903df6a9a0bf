"""A contest: follow one curve with eight ReLUs, and the error is proved, not sampled.

The curve is nearly straight on most of its way and turns sharply in one place. Corners that lie
evenly are wasted where nothing bends: where would you put them?
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nnlib.activations import relu
from nnlib.approximate import Curve, Net, build_relu_net
from nnlib.proof import proved_error

__all__ = ["BEND", "UNITS", "A", "B", "contest_curve", "contest_error", "fit_within"]

A, B, UNITS = -1.0, 2.0, 8
BEND, STEEP = 32.0, 2.6  # of the curve: the largest |f''|, at 0, and more than the largest |f'|
PARTS = 256  # in which the proof looks, beside the corners


def contest_curve(x: Any) -> Any:
    """1 / (1 + 16 x²), for a number or an array."""
    return 1 / (1 + 16 * np.asarray(x) ** 2)


def contest_error(net: Net) -> float:
    """The curve and the net are nowhere on [-1, 2] further apart than this: proved.

    It is above the largest distance by less than one part in 100,000 of the curve's height.
    """
    places = [float(x) for x in np.linspace(A, B, PARTS + 1)[1:-1]]
    return proved_error(contest_curve, net, A, B, relu, STEEP, BEND, places)


def fit_within(f: Curve, a: float, b: float, units: int) -> Net:
    """A net of at most `units` ReLUs near f on [a, b]: equal pieces, which is a beginning.

    Its error is at most max|f''| ((b - a) / units)² / 8.  Result (W1, b1, v, c).
    """
    return build_relu_net(f, a, b, units)
