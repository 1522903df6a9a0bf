"""The proved error of a net of bricks: never below the true one, hardly above, no spike missed."""

from typing import Any

import numpy as np
import pytest

from nnlib import approximate
from nnlib.activations import relu, step
from nnlib.proof import proved_error

FINE = np.linspace(0.0, 3.0, 200_001)


def seen(f: Any, net: Any, g: Any) -> float:
    """The error on a grid so fine that it misses next to nothing of these nets."""
    return float(np.max(np.abs(f(FINE) - approximate.evaluate_net(net, FINE, g))))


@pytest.mark.parametrize("n", [1, 2, 7, 30])
def test_the_bound_of_a_polygon_holds_and_is_hardly_too_large(n: int) -> None:
    net = approximate.build_relu_net(np.sin, 0.0, 3.0, n)
    proved = proved_error(np.sin, net, 0.0, 3.0, relu, bend=1.0)
    assert seen(np.sin, net, relu) <= proved
    assert proved <= 1.05 * seen(np.sin, net, relu) + 1e-9


@pytest.mark.parametrize("n", [1, 2, 7, 30])
def test_the_bound_of_steps_holds_and_is_hardly_too_large(n: int) -> None:
    net = approximate.build_step_net(np.cos, 0.0, 3.0, n)
    exact = seen(np.cos, net, step)
    assert exact <= proved_error(np.cos, net, 0.0, 3.0, step, bend=1.0) + 1e-4
    assert proved_error(np.cos, net, 0.0, 3.0, step, lipschitz=1.0) <= 1.1 * exact


@pytest.mark.parametrize("width", [1e-2, 1e-5, 1e-8])
@pytest.mark.parametrize(("g", "v"), [(relu, [1, -2, 1]), (step, [1, -1, 0])])
def test_a_spike_of_height_5_is_seen_however_narrow(width: float, g: Any, v: list[float]) -> None:
    build = approximate.build_relu_net if g is relu else approximate.build_step_net
    W1, b1, heights, c = build(np.sin, 0.0, 3.0, 10)
    corners = 1.2345 + width * np.arange(3)
    tall = 5 * np.array(v) / (width if g is relu else 1)
    net = np.append(W1, np.ones((1, 3)), axis=1), np.append(b1, -corners), np.append(heights, tall)
    assert proved_error(np.sin, (*net, c), 0.0, 3.0, g, bend=1.0) > 4.5


def test_corners_that_rounding_has_moved_apart_are_one() -> None:
    edges = np.linspace(0.0, 1.0, 4)
    W1, b1 = np.ones((1, 6)), -np.concatenate([edges[:-1], np.nextafter(edges[1:], 2)])
    net = W1, b1, np.array([2.0, 2, 2, -2, -2, -2]), 0.0
    assert proved_error(lambda x: 2 + 0 * x, net, 0.0, 1.0, step, bend=0.0) < 1e-9


def test_a_corner_of_f_itself_is_looked_at() -> None:
    flat = np.ones((1, 1)), np.array([9.0]), np.zeros(1), 0.0
    tent = lambda x: 1 - np.abs(x - 0.123)  # noqa: E731
    assert proved_error(tent, flat, 0.0, 1.0, relu, bend=0.0, corners=[0.123]) == pytest.approx(1)
