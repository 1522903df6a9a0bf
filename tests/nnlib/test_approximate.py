"""Bricks and the networks made of them: shapes, edges, errors under their bounds, refusals."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.activations import relu, step
from nnlib.approximate import (
    build_relu_net,
    build_step_net,
    evaluate_net,
    relu_error_bound,
    relu_rectangle,
    sampled_error,
    steep_gap_bound,
    steep_sigmoid,
    step_error_bound,
    step_rectangle,
    width_for_tolerance,
)

# f, a, b, Lipschitz constant, largest |f''| (None where there is none)
CURVES = {
    "sine": (np.sin, 0.0, 2 * np.pi, 1.0, 1.0),
    "parabola": (lambda x: x**2, -1.0, 3.0, 6.0, 2.0),
    "exponential": (math.exp, -2.0, 1.0, math.e, math.e),
    "wave": (lambda x: np.cos(5 * x) + 2, -1.0, 0.5, 5.0, 25.0),
    "line": (lambda x: 3 - 2 * x, 0.3, 0.7, 2.0, 0.0),
    "constant": (lambda _: 4, 0, 1, 0.0, 0.0),
    "bend": (abs, -1.0, 2.0, 1.0, None),
}
ROUNDING = 1e-12


def test_step_rectangle_is_1_on_the_half_open_interval():
    a, b = 0.1, 0.7
    x = [a - 1, np.nextafter(a, -1), a, 0.4, np.nextafter(b, 0), b, b + 1]
    assert step_rectangle(x, a, b).tolist() == [0, 0, 1, 1, 1, 0, 0]


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_step_rectangle_is_the_comparison_for_any_numbers(x, one, other):
    a, b = sorted([one, other])
    for place in (x, a, b):
        assert step_rectangle(place, a, b) == float(a <= place < b)


def test_adjacent_step_rectangles_cover_each_point_once(rng):
    edges = np.sort(rng.standard_normal(8))
    x = np.concatenate([rng.uniform(edges[0], edges[-1], 200), edges[:-1]])
    cover = sum(step_rectangle(x, a, b) for a, b in pairwise(edges))
    assert set(cover.tolist()) == {1.0}


def test_relu_rectangle_goes_through_the_corners_of_its_trapezoid(rng):
    a, b, eps = -0.5, 1.0, 0.25
    x = np.concatenate([rng.uniform(-2, 2, 200), [a, a + eps, b, b + eps]])
    expected = np.interp(x, [a, a + eps, b, b + eps], [0, 1, 1, 0])
    np.testing.assert_allclose(relu_rectangle(x, a, b, eps), expected, atol=ROUNDING)


def test_relu_rectangle_is_the_four_relus_of_its_formula(rng):
    x, a, b, eps = rng.uniform(-3, 3, 100), -1.0, 0.5, 0.3
    four = relu(x - a) - relu(x - a - eps) - relu(x - b) + relu(x - b - eps)
    np.testing.assert_allclose(relu_rectangle(x, a, b, eps), four / eps, atol=ROUNDING)


def test_relu_rectangle_is_exactly_flat_far_away():
    x = np.array([-1e6, 1e3, 1e6, 1e8])
    assert relu_rectangle(x, 0.1, 0.2, 1e-7).tolist() == [0, 0, 0, 0]
    assert relu_rectangle(x, 0.1, 1e9, 1e-7).tolist() == [0, 1, 1, 1]


@pytest.mark.parametrize(("width", "eps"), [(0.4, 0.1), (0.4, 0.4), (0.03, 0.1)])
def test_relu_rectangle_has_area_b_minus_a_and_a_lower_peak_when_it_is_narrow(width, eps):
    x = np.linspace(-1, 2, 300_001)
    brick = relu_rectangle(x, 0.2, 0.2 + width, eps)
    assert np.sum(brick) * (x[1] - x[0]) == pytest.approx(width, abs=1e-6)
    assert brick.max() == pytest.approx(min(1.0, width / eps), abs=1e-9)


def test_neighbouring_relu_bricks_sum_to_1_between_the_outer_edges():
    h = 0.25
    x = np.linspace(0, 2, 1001)
    bricks = [relu_rectangle(x, i * h - h, i * h, h) for i in range(9)]
    np.testing.assert_allclose(sum(bricks), 1, atol=ROUNDING)


@pytest.mark.parametrize("rectangle", [step_rectangle, lambda x, a, b: relu_rectangle(x, a, b, 1)])
def test_rectangles_take_any_shape_keep_float32_and_do_not_truncate_integers(rectangle):
    x = np.array([[0, 1, 2], [3, 4, 5]])
    assert rectangle(x, 0.5, 3.5).shape == (2, 3)
    assert rectangle(x, 0.5, 3.5)[0, 1] == rectangle(1.0, 0.5, 3.5) > 0
    assert rectangle(x.astype(np.float32), np.float64(0.5), 3.5).dtype == np.float32
    assert rectangle(x, 2.0, 2.0).tolist() == np.zeros((2, 3)).tolist()


@pytest.mark.parametrize("n", [1, 2, 5, 20, 137])
@pytest.mark.parametrize("name", CURVES)
def test_step_net_stays_under_its_bound_with_no_more_units_than_allowed(name, n):
    f, a, b, lipschitz, _ = CURVES[name]
    net = build_step_net(f, a, b, n)
    W1, b1, v, c = net
    assert W1.shape == (1, len(v))
    assert b1.shape == v.shape
    assert isinstance(c, float)
    assert len(v) <= 2 * n
    bound = step_error_bound(lipschitz, a, b, n)
    assert sampled_error(f, net, a, b, step) <= bound + ROUNDING


@pytest.mark.parametrize("n", [1, 2, 5, 20, 137])
@pytest.mark.parametrize("name", [name for name, curve in CURVES.items() if curve[4] is not None])
def test_relu_net_stays_under_its_bound_with_no_more_units_than_allowed(name, n):
    f, a, b, _, bend = CURVES[name]
    net = build_relu_net(f, a, b, n)
    W1, b1, v, c = net
    assert W1.shape == (1, len(v))
    assert b1.shape == v.shape
    assert isinstance(c, float)
    assert len(v) <= 4 * (n + 1)
    bound = relu_error_bound(bend, a, b, n)
    assert sampled_error(f, net, a, b, relu) <= bound + ROUNDING


@given(st.integers(1, 40), st.floats(-5, 5), st.floats(0.1, 5), st.floats(0.1, 3))
def test_both_bounds_hold_on_random_waves(n, a, length, pitch):
    b = a + length

    def f(x):
        return math.sin(pitch * x + 1)

    steps, relus = build_step_net(f, a, b, n), build_relu_net(f, a, b, n)
    assert sampled_error(f, steps, a, b, step, 501) <= step_error_bound(pitch, a, b, n) + ROUNDING
    assert (
        sampled_error(f, relus, a, b, relu, 501) <= relu_error_bound(pitch**2, a, b, n) + ROUNDING
    )


def test_bounds_are_nearly_reached_so_they_are_not_slack():
    f, a, b, lipschitz, bend = CURVES["sine"]
    n = 20
    steps = sampled_error(f, build_step_net(f, a, b, n), a, b, step)
    relus = sampled_error(f, build_relu_net(f, a, b, n), a, b, relu)
    assert 0.97 < steps / step_error_bound(lipschitz, a, b, n) <= 1
    assert 0.97 < relus / relu_error_bound(bend, a, b, n) <= 1


def test_step_net_equals_its_bricks_of_step_rectangles_inside_each(rng):
    f, a, b, n = np.sin, 0.0, 3.0, 7
    h = (b - a) / n
    x = rng.uniform(a, b, 300)
    bricks = sum(
        f(a + (i + 0.5) * h) * step_rectangle(x, a + i * h, a + (i + 1) * h) for i in range(n)
    )
    got = evaluate_net(build_step_net(f, a, b, n), x, step)
    np.testing.assert_allclose(got, bricks, atol=ROUNDING)


def test_relu_net_equals_its_bricks_of_relu_rectangles(rng):
    f, a, b, n = np.sin, 0.5, 3.0, 7
    h = (b - a) / n
    x = np.concatenate([rng.uniform(a, b, 300), [a, b]])
    knots = [a + i * h for i in range(n + 1)]
    bricks = sum(f(knot) * relu_rectangle(x, knot - h, knot, h) for knot in knots)
    got = evaluate_net(build_relu_net(f, a, b, n), x, relu)
    np.testing.assert_allclose(got, bricks, atol=ROUNDING)
    np.testing.assert_allclose(got, np.interp(x, knots, np.sin(knots)), atol=ROUNDING)


def test_a_step_net_of_one_brick_is_a_constant_without_units():
    net = build_step_net(np.cos, 0.0, 2.0, 1)
    assert net[0].shape == (1, 0)
    assert evaluate_net(net, [0.0, 1.9], step).tolist() == [math.cos(1.0)] * 2


@pytest.mark.parametrize("build", [build_step_net, build_relu_net])
def test_f_is_asked_at_finitely_many_points_inside_the_interval_and_never_again(build):
    asked = []

    def f(x):
        asked.append(float(x))
        return math.sin(x)

    net = build(f, 1.0, 2.0, 10)
    assert len(asked) <= 11
    assert 1.0 <= min(asked) <= max(asked) <= 2.0
    evaluate_net(net, np.linspace(1, 2, 50), step)
    assert len(asked) <= 11


def test_sampled_error_notices_a_network_with_one_weight_changed():
    W1, b1, v, c = build_relu_net(np.sin, 0.0, 3.0, 30)
    broken = (W1, b1, v + 0.1 * np.eye(30)[4], c)
    bound = relu_error_bound(1.0, 0.0, 3.0, 30)
    assert sampled_error(np.sin, (W1, b1, v, c), 0.0, 3.0, relu) <= bound
    assert sampled_error(np.sin, broken, 0.0, 3.0, relu) > 10 * bound


def test_sampled_error_looks_at_both_ends():
    zero = (np.ones((1, 0)), np.zeros(0), np.zeros(0), 0.0)
    assert sampled_error(lambda x: x**9, zero, 0.0, 1.0, step, points=3) == 1.0
    assert sampled_error(lambda x: (1 - x) ** 9, zero, 0.0, 1.0, step, points=3) == 1.0


def test_bounds_shrink_like_h_and_like_h_squared():
    assert step_error_bound(3.0, 1.0, 5.0, 4) == 1.5
    assert step_error_bound(3.0, 1.0, 5.0, 8) == 0.75
    assert relu_error_bound(3.0, 1.0, 5.0, 4) == 0.375
    assert relu_error_bound(3.0, 1.0, 5.0, 8) == 0.09375


@given(st.floats(0.01, 100), st.floats(-10, 10), st.floats(0.01, 20), st.floats(1e-4, 10))
def test_width_for_tolerance_is_the_least_that_the_bound_allows(lipschitz, a, length, tolerance):
    b = a + length
    n = width_for_tolerance(lipschitz, a, b, tolerance)
    assert step_error_bound(lipschitz, a, b, n) <= tolerance
    assert n == 1 or step_error_bound(lipschitz, a, b, n - 1) > tolerance


@given(st.integers(1, 10**6), st.floats(0.01, 100), st.floats(-10, 10), st.floats(0.01, 20))
def test_the_width_of_the_error_of_n_bricks_is_n_however_it_is_rounded(n, lipschitz, a, length):
    tolerance = step_error_bound(lipschitz, a, a + length, n)
    assert width_for_tolerance(lipschitz, a, a + length, tolerance) == n


@pytest.mark.parametrize(
    ("arguments", "n"),
    [((1, 0, 1, 0.05), 10), ((3, 0, 1, 0.3), 5), ((2, 0, 1, 0.125), 8), ((0, 0, 1, 0.1), 1)],
)
def test_a_whole_quotient_asks_for_no_brick_more(arguments, n):
    assert width_for_tolerance(*arguments) == n


@given(st.floats(-50, 50), st.floats(0.01, 100), st.floats(0, 2))
def test_steep_sigmoid_is_within_its_gap_of_the_step(z, k, delta):
    if abs(z) >= delta and z != 0:
        gap = abs(steep_sigmoid(z, k) - step(z))
        assert gap <= steep_gap_bound(k, delta) * (1 + 1e-12) + 1e-15


def test_steep_sigmoid_is_the_logistic_of_scaled_weights(rng):
    z = rng.standard_normal((3, 4))
    np.testing.assert_allclose(steep_sigmoid(z, 7), 1 / (1 + np.exp(-7 * z)), rtol=1e-12)
    assert steep_sigmoid(z.astype(np.float32), 7).dtype == np.float32
    assert steep_sigmoid([-1000, 0, 1000], 1000).tolist() == [0.0, 0.5, 1.0]
    assert steep_gap_bound(2.0, 0.5) == pytest.approx(1 / math.e)


NET = build_relu_net(np.sin, 0.0, 1.0, 3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: step_rectangle([0.0], 2, 1), "step_rectangle: a is 2, .* Try a=1, b=2"),
        (lambda: step_rectangle([0.0], "a", 1), "step_rectangle: a is 'a'"),
        (lambda: relu_rectangle([0.0], 2, 1, 1), "relu_rectangle: a is 2, .* Try a=1, b=2"),
        (lambda: relu_rectangle([0.0], 0, 1, 0), "relu_rectangle: eps is 0, .* Try eps="),
        (lambda: build_step_net(np.sin, 1, 1, 3), "build_step_net: a and b are both 1.*Try b=2"),
        (lambda: build_step_net(np.sin, 0, 1, 0), "build_step_net: n is 0, .* Try n="),
        (lambda: build_relu_net(np.sin, 1, 0, 3), "build_relu_net: a is 1, .*Try a=0, b=1"),
        (lambda: build_relu_net(np.sin, 0, 1, 2.0), "build_relu_net: n is 2.0, .* Try n="),
        (lambda: build_relu_net(lambda x: 1 / x, 0, 1, 2), r"build_relu_net: f\(0\) is inf"),
        (lambda: build_step_net(np.log, -1, 1, 2), r"build_step_net: f\(-0.5\) is nan"),
        (lambda: build_step_net(lambda x: [x], 0, 1, 2), r"build_step_net: f\(x\) has shape"),
        (lambda: build_step_net(3.0, 0, 1, 2), "build_step_net: f is 3.0.*Try f=np.sin"),
        (lambda: evaluate_net(NET, 0.5, relu), r"evaluate_net: x has shape \(\)"),
        (lambda: evaluate_net(NET, [0.5], "relu"), r"evaluate_net: activation is 'relu'.*named"),
        (lambda: evaluate_net((*NET[:3], [1.0]), [0.5], relu), "evaluate_net: c is"),
        (lambda: evaluate_net((NET[0].T, *NET[1:]), [0.5], relu), "evaluate_net: W1 .*Try W1.T"),
        (lambda: sampled_error(np.sin, NET, 0, 1, relu, 0), "sampled_error: points is 0"),
        (lambda: sampled_error(np.log, NET, -1, 1, relu), r"sampled_error: f\(-1\) is nan"),
        (lambda: step_error_bound(-1, 0, 1, 2), "step_error_bound: lipschitz is -1"),
        (lambda: relu_error_bound(1, 0, 1, 0), "relu_error_bound: n is 0"),
        (lambda: relu_error_bound(np.nan, 0, 1, 1), "relu_error_bound: max_second_deriv.* is nan"),
        (lambda: width_for_tolerance(1, 0, 1, 0), "width_for_tolerance: tolerance is 0.*Try tol"),
        (lambda: width_for_tolerance(1, 0, 1, 1e-300), "width_for_tolerance: .*larger tolerance"),
        (lambda: width_for_tolerance(1, 1, 0, 1), "width_for_tolerance: a is 1"),
        (lambda: steep_sigmoid([0.0], 0), "steep_sigmoid: k is 0.*Try k="),
        (lambda: steep_gap_bound(1, -1), "steep_gap_bound: delta is -1"),
    ],
)
def test_a_wrong_argument_is_refused_with_the_callers_name_and_the_repair(call, words):
    with pytest.raises((TypeError, ValueError), match=f"^{words}"):
        call()
