"""An error that is proved: never below the true one, near it, and only on a promise that holds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.activations import identity, relu, sigmoid, step
from nnlib.approximate import (
    build_relu_net,
    build_step_net,
    relu_error_bound,
    sampled_error,
    step_error_bound,
)
from nnlib.proof import sup_error


def spike(x):
    """1 at 1.2345, and 0 beyond a thousandth on both sides of it."""
    return np.maximum(0, 1 - 1000 * np.abs(x - 1.2345))


@pytest.mark.parametrize("n", [1, 2, 7, 30])
@pytest.mark.parametrize(("build", "g"), [(build_step_net, step), (build_relu_net, relu)])
def test_it_is_above_every_sample_and_within_its_slack_of_the_best_of_them(build, g, n):
    net = build(np.sin, 0.0, 6.0, n)
    proved = sup_error(np.sin, net, 0.0, 6.0, g, 1.0)
    seen = sampled_error(np.sin, net, 0.0, 6.0, g, 200_001)
    assert seen * (1 - 1e-9) <= proved <= 1.01 * seen * (1 + 1e-3)


def test_it_is_exact_for_a_line_under_flat_bricks():
    net = build_step_net(lambda x: 2 * x, 0.0, 4.0, 4)
    assert sup_error(lambda x: 2 * x, net, 0.0, 4.0, step, 2.0) == pytest.approx(1.0, abs=1e-8)


@given(st.floats(0.1, 4), st.floats(-3, 3), st.integers(1, 12))
def test_both_theorems_hold_for_random_waves(pitch, a, n):
    def f(x):
        return math.sin(pitch * x)

    stairs, polygon = build_step_net(f, a, a + 2, n), build_relu_net(f, a, a + 2, n)
    flat = step_error_bound(pitch, a, a + 2, n)
    assert sup_error(f, stairs, a, a + 2, step, pitch) <= 1.01 * flat + 1e-8
    bent = relu_error_bound(pitch**2, a, a + 2, n)
    assert sup_error(f, polygon, a, a + 2, relu, pitch, slack=0.1) <= 1.1 * bent + 1e-8


@pytest.mark.parametrize("n", [1, 4, 25])
def test_a_root_without_a_lipschitz_constant_is_proved_by_its_modulus(n):
    net = build_step_net(math.sqrt, 0.0, 2.0, n)
    proved = sup_error(math.sqrt, net, 0.0, 2.0, step, np.sqrt)
    assert proved == pytest.approx(math.sqrt(1 / n), rel=0.01)


@pytest.mark.parametrize("points", [101, 201, 501, 1001])
def test_a_spike_that_a_sample_steps_over_is_in_the_proof(points):
    net = build_step_net(lambda _: 0.0, 0.0, 3.0, 5)
    assert sampled_error(spike, net, 0.0, 3.0, step, points) == 0.0
    assert 1.0 <= sup_error(spike, net, 0.0, 3.0, step, 1000.0) <= 1.01


def test_a_net_that_jumps_or_bends_where_no_sample_looks_is_caught_without_any_promise_of_it():
    at, wide = 1.2345, 1e-6
    needle = (
        np.ones((1, 3)),
        np.array([-(at - wide), -at, -(at + wide)]),
        np.array([1, -2, 1]) / wide,
        0.0,
    )
    assert sampled_error(lambda _: 0.0, needle, 0.0, 3.0, relu, 1001) < 1e-6
    assert sup_error(lambda _: 0.0, needle, 0.0, 3.0, relu, 0.0) == pytest.approx(1, rel=1e-4)


def test_units_that_look_left_and_units_without_a_weight_are_understood():
    net = np.array([[-1.0, 0.0]]), np.array([1.0, 5.0]), np.array([1.0, 0.1]), 0.0
    assert sup_error(lambda _: 0.5, net, 0.0, 2.0, relu, 0.0) == pytest.approx(1.0, rel=0.01)
    assert sup_error(lambda x: x, net, 0.0, 2.0, identity, 1.0) == pytest.approx(2.5, rel=0.01)


@pytest.mark.parametrize(
    ("f", "modulus", "words"),
    [
        (spike, 10.0, "between x = .* f moves by .*the modulus promised at most .*larger modulus"),
        (math.sqrt, 0.5, "between x = 0 and .* f moves by"),
        (np.sin, lambda h: 1.0 + h, "after .* looks the error may be .* Try slack="),
        (np.sin, -1.0, "modulus is -1"),
    ],
)
def test_a_promise_that_is_broken_or_proves_nothing_is_refused(f, modulus, words):
    net = build_step_net(np.sin, 0.0, 3.0, 200)
    with pytest.raises(ValueError, match=f"^sup_error: {words}"):
        sup_error(f, net, 0.0, 3.0, step, modulus)


def test_smooth_units_and_a_slack_of_nothing_are_refused():
    net = build_step_net(np.sin, 0.0, 3.0, 4)
    with pytest.raises(ValueError, match=r"^sup_error: activation is sigmoid, .*activations\.relu"):
        sup_error(np.sin, net, 0.0, 3.0, sigmoid, 1.0)
    with pytest.raises(ValueError, match=r"^sup_error: slack is 0"):
        sup_error(np.sin, net, 0.0, 3.0, step, 1.0, slack=0)
