"""The perceptron beside a second derivation (counts of mistakes), its properties, its refusals."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnlib.perceptron import (
    margin,
    mistake_bound,
    perceptron_step,
    perceptron_train,
    predict,
    proof_trace,
    run,
    visits,
    with_ones,
)

XOR_X = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
XOR_Y = np.array([-1, 1, 1, -1])
seeds = st.integers(0, 2**32 - 1)


def separable(seed, m=12, n=3):
    """Whole numbers labelled by a whole-number w_star through the origin: exact arithmetic."""
    rng = np.random.default_rng(seed)
    w_star = rng.integers(-5, 6, n)
    X = rng.integers(-9, 10, (m, n))
    X = X[X @ w_star != 0]
    return X, np.sign(X @ w_star), w_star


def dual_perceptron(X, y, bias, max_sweeps=1000):
    """Counts only how often each example was wrong; w is never formed, scores are kernels."""
    kernel = [[sum(p * q for p, q in zip(u, v, strict=True)) + bias for v in X] for u in X]
    count, order = [0] * len(y), []
    for _ in range(max_sweeps):
        before = len(order)
        for i in range(len(y)):
            score = sum(count[j] * y[j] * kernel[j][i] for j in range(len(y)))
            if y[i] * score <= 0:
                count[i] += 1
                order.append(i)
        if len(order) == before:
            break
    return count, order


@given(seeds)
def test_training_agrees_with_the_perceptron_that_only_counts_mistakes(seed):
    X, y, _ = separable(seed, m=8)
    assume(len(X))
    count, order = dual_perceptron(X.tolist(), y.tolist(), bias=1)
    w, b, mistakes = perceptron_train(X, y)
    assert mistakes == sum(count) == len(order)
    np.testing.assert_array_equal(w, (np.array(count) * y) @ X)
    assert b == np.array(count) @ y
    assert run(X, y).example.tolist() == order


def test_training_is_the_step_swept_over_the_data_until_a_sweep_is_clean(rng):
    X = rng.standard_normal((20, 2))
    y = np.where(X @ [1.0, -2.0] + 0.3 > 0, 1, -1)
    w, b, mistakes = np.zeros(2), 0.0, 0
    clean = False
    while not clean:
        clean = True
        for x_i, y_i in zip(X, y, strict=True):
            w_new, b_new = perceptron_step(w, b, x_i, y_i)
            if not (np.array_equal(w_new, w) and b_new == b):
                clean, mistakes = False, mistakes + 1
            w, b = w_new, b_new
    got_w, got_b, got_mistakes = perceptron_train(X, y)
    np.testing.assert_array_equal(got_w, w)
    assert (got_b, got_mistakes) == (b, mistakes)


def test_step_counts_a_score_of_exactly_0_as_a_mistake():
    w, b = perceptron_step([0, 0], 0, [0.5, -2], -1)
    assert w.tolist() == [-0.5, 2.0]
    assert b == -1.0


def test_step_leaves_a_right_example_alone_and_still_returns_a_new_array():
    w = np.array([1.0, 2.0])
    w_new, b_new = perceptron_step(w, -1.0, [1, 1], 1)
    assert w_new.tolist() == [1.0, 2.0]
    assert b_new == -1.0
    assert not np.shares_memory(w, w_new)


def test_step_score_includes_the_bias():
    w, b = perceptron_step([1.0], -5.0, [2.0], 1)
    assert (w.tolist(), b) == ([3.0], -4.0)


def test_step_does_not_touch_what_came_in_and_does_not_truncate_integers():
    w, x = np.zeros(2, dtype=int), np.array([0.5, 1.5])
    w_new, _ = perceptron_step(w, 0, x, 1)
    assert w_new.tolist() == [0.5, 1.5]
    assert w.tolist() == [0, 0]
    assert x.tolist() == [0.5, 1.5]


def test_float32_stays_float32_everywhere():
    X, y = XOR_X[:3].astype(np.float32), XOR_Y[:3]
    w, b, _ = perceptron_train(X, y, lr=0.5)
    trace = run(X, y)
    along, squared = proof_trace(with_ones(X), y, np.array([1.0, 1.0, 1.0]), max_sweeps=3)
    step_w, _ = perceptron_step(X[0], 0.0, X[1], 1)
    for array in (w, trace.w, trace.b, along, squared, step_w, with_ones(X)):
        assert array.dtype == np.float32
    assert isinstance(b, float)


@given(seeds)
def test_run_holds_every_state_that_one_more_step_explains(seed):
    X, y, _ = separable(seed)
    assume(len(X))
    trace = run(X, y)
    w, b = np.zeros(X.shape[1]), 0.0
    for t, i in enumerate(trace.example):
        assert y[i] * (X[i] @ w + b) <= 0
        w, b = perceptron_step(w, b, X[i], y[i])
        np.testing.assert_array_equal(trace.w[t], w)
        assert trace.b[t] == b
    assert trace.mistakes == len(trace.example) == len(trace.w) == len(trace.b)
    assert trace.converged
    assert margin(w, b, X, y) > 0


def test_run_on_xor_never_converges_and_stops_at_the_cap():
    trace = run(XOR_X, XOR_Y, max_sweeps=20)
    assert not trace.converged
    assert (trace.sweeps, trace.mistakes) == (20, 80)
    assert perceptron_train(XOR_X, XOR_Y, max_sweeps=20)[2] == 80


def test_sweeps_count_the_clean_one_and_a_cap_just_before_it_is_not_convergence():
    X, y = [[1.0], [2.0], [-2.0]], [1, 1, -1]
    trace = run(X, y)
    assert (trace.mistakes, trace.sweeps, trace.converged) == (1, 2, True)
    cut = run(X, y, max_sweeps=1)
    assert (cut.mistakes, cut.sweeps, cut.converged) == (1, 1, False)


def test_product_feature_makes_xor_separable():
    X = np.column_stack([XOR_X, XOR_X[:, 0] * XOR_X[:, 1]])
    w, b, _ = perceptron_train(X, XOR_Y)
    assert predict(w, b, X).tolist() == XOR_Y.tolist()


def test_step_size_scales_the_weights_and_decides_nothing_else(rng):
    X = rng.standard_normal((40, 3))
    y = np.where(X @ [1.0, -2.0, 0.5] + 0.2 > 0, 1, -1)
    one, small = run(X, y), run(X, y, lr=0.01)
    assert one.mistakes > 5
    assert one.example.tolist() == small.example.tolist()
    np.testing.assert_allclose(small.w, 0.01 * one.w, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(small.b, 0.01 * one.b, rtol=1e-9, atol=1e-12)


def test_visits_show_every_example_and_carry_the_run_inside():
    seen = list(visits(XOR_X, XOR_Y, max_sweeps=3))
    trace = run(XOR_X, XOR_Y, max_sweeps=3)
    assert [i for i, *_ in seen] == [0, 1, 2, 3] * 3
    updates = [(i, w.tolist(), b) for i, wrong, w, b in seen if wrong]
    stored = zip(trace.example.tolist(), trace.w.tolist(), trace.b.tolist(), strict=True)
    assert updates == list(stored)


def test_predict_says_plus_1_only_above_0():
    assert predict([1.0, 0.0], -1.0, [[2, 0], [1, 9], [0, 9]]).tolist() == [1, -1, -1]


def test_margin_is_the_distance_to_the_closest_example():
    X, y = np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([1, -1])
    w, b = np.array([3.0, 4.0]), -10.0
    foot = X[1] + 10 / 25 * w  # the nearest point of the line 3 x1 + 4 x2 = 10 from the origin
    assert margin(w, b, X, y) == pytest.approx(np.linalg.norm(X[1] - foot))
    assert margin(10 * w, 10 * b, X, y) == pytest.approx(margin(w, b, X, y))


def test_margin_is_negative_when_one_example_is_on_the_wrong_side():
    assert margin([1.0], 0.0, [[5.0], [2.0]], [1, -1]) == -2.0


def test_with_ones_appends_the_column_last_and_its_weight_acts_as_a_bias(rng):
    X = rng.standard_normal((5, 2))
    np.testing.assert_array_equal(with_ones(X)[:, :2], X)
    np.testing.assert_allclose(with_ones(X) @ [2.0, 3.0, 0.7], X @ [2.0, 3.0] + 0.7)


@given(seeds)
def test_no_run_makes_more_mistakes_than_the_bound_allows(seed):
    X, y, w_star = separable(seed)
    assume(len(X))
    along, _ = proof_trace(X, y, w_star, max_sweeps=10**6)
    assert 1 <= len(along) <= mistake_bound(X, y, w_star)


@given(seeds)
def test_bound_agrees_with_the_formula_of_unit_vectors(seed):
    X, y, w_star = separable(seed)
    assume(len(X))
    direction = w_star / np.linalg.norm(w_star)
    longest = max(np.linalg.norm(x) for x in X)
    rho = min(y_i * (direction @ x) for x, y_i in zip(X, y, strict=True))
    assert mistake_bound(X, y, w_star) == pytest.approx((longest / rho) ** 2)
    assert mistake_bound(X, y, 2 * w_star) == pytest.approx((longest / rho) ** 2)
    assert mistake_bound(3 * X, y, w_star) == pytest.approx((longest / rho) ** 2)


@given(seeds)
def test_proof_trace_agrees_with_the_counts_of_mistakes(seed):
    X, y, w_star = separable(seed, m=8)
    assume(len(X))
    _, order = dual_perceptron(X.tolist(), y.tolist(), bias=0)
    signed = y[:, None] * X
    gram = signed @ signed.T
    first = [order[:t] for t in range(1, len(order) + 1)]
    along, squared = proof_trace(X, y, w_star)
    assert along.tolist() == [sum(signed[i] @ w_star for i in past) for past in first]
    assert squared.tolist() == [sum(gram[i, j] for i in past for j in past) for past in first]


def test_proof_trace_also_runs_where_nothing_separates_and_stops_at_the_cap():
    along, squared = proof_trace(XOR_X, XOR_Y, [1.0, 1.0], max_sweeps=5)
    assert along.shape == squared.shape
    assert 5 <= len(along) <= 20


def test_nothing_is_mutated(rng):
    X, y, w = rng.standard_normal((6, 2)), np.array([1, -1, 1, -1, 1, -1]), np.array([1.0, 2.0])
    copies = X.copy(), y.copy(), w.copy()
    perceptron_train(X, y, 5)
    run(X, y, 5)
    proof_trace(X, y, w, 5)
    margin(w, 0.1, X, y)
    predict(w, 0.1, X)
    for array, copy in zip((X, y, w), copies, strict=True):
        np.testing.assert_array_equal(array, copy)


OK_X, OK_Y, OK_W = [[1.0, 2.0], [3.0, 4.0]], [1, -1], [1.0, 1.0]
ON_DATA = {
    "perceptron_train": lambda X, y: perceptron_train(X, y),
    "run": lambda X, y: run(X, y),
    "visits": lambda X, y: visits(X, y),
    "margin": lambda X, y: margin(OK_W, 0.0, X, y),
    "mistake_bound": lambda X, y: mistake_bound(X, y, OK_W),
    "proof_trace": lambda X, y: proof_trace(X, y, OK_W),
}


@pytest.mark.parametrize("who", ON_DATA)
@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        (OK_X, [0, 1], r"y is coded 0 and 1.*Try 2 \* y - 1"),
        (OK_X, [1, 2], r"y holds 2, expected only -1 and \+1.*Try np.where"),
        (OK_X, [[1], [-1]], r"y has shape \(2, 1\), expected \(m,\).*Try y.ravel"),
        (OK_X, [1, 1, -1], r"y has shape \(3,\), expected \(m,\) with m = 2 from X"),
        ([1.0, 2.0], [1, -1], r"X has shape \(2,\), expected \(m, n\)"),
        (np.zeros((0, 2)), [], "X has no rows"),
        ([[np.nan, 2.0], [3.0, 4.0]], OK_Y, r"X holds nan or inf.*Try np.isfinite"),
    ],
)
def test_data_that_does_not_fit_is_refused_with_the_callers_name_and_the_repair(who, X, y, words):
    with pytest.raises(ValueError, match=f"^{who}: {words}"):
        ON_DATA[who](X, y)


@pytest.mark.parametrize("train", [perceptron_train, run, visits])
def test_a_useless_pace_is_refused(train):
    with pytest.raises(ValueError, match=rf"^{train.__name__}: max_sweeps is 2.5.*Try max_sweeps="):
        train(OK_X, OK_Y, 2.5)
    with pytest.raises(ValueError, match=rf"^{train.__name__}: lr is 0.*Try lr="):
        train(OK_X, OK_Y, 5, 0)
    with pytest.raises(ValueError, match=rf"^{train.__name__}: lr is -1"):
        train(OK_X, OK_Y, 5, -1)


def test_proof_trace_refuses_a_cap_of_0_and_a_direction_of_the_wrong_length():
    with pytest.raises(ValueError, match=r"^proof_trace: max_sweeps is 0"):
        proof_trace(OK_X, OK_Y, OK_W, 0)
    with pytest.raises(ValueError, match=r"^proof_trace: X has shape.*n = 3 from w_star"):
        proof_trace(OK_X, OK_Y, [1.0, 1.0, 1.0])


@pytest.mark.parametrize("y", [0, 2, "1", [1, -1]])
def test_step_refuses_a_label_that_is_no_sign(y):
    with pytest.raises((TypeError, ValueError), match=r"^perceptron_step: y .*(Try|Print)"):
        perceptron_step([0.0, 0.0], 0.0, [1.0, 2.0], y)


def test_step_refuses_weights_of_another_length_and_a_bias_that_is_a_word():
    with pytest.raises(ValueError, match=r"^perceptron_step: x has shape \(3,\).*n = 2 from w"):
        perceptron_step([0.0, 0.0], 0.0, [1.0, 2.0, 3.0], 1)
    with pytest.raises(ValueError, match=r"^perceptron_step: b is 'no'"):
        perceptron_step([0.0, 0.0], "no", [1.0, 2.0], 1)


def test_margin_refuses_a_w_without_direction():
    with pytest.raises(ValueError, match=r"^margin: w is all zeros"):
        margin([0.0, 0.0], 1.0, OK_X, OK_Y)


@pytest.mark.parametrize("w_star", [[1.0, 1.0], [0.0, 0.0], [-1.0, 0.0]])
def test_mistake_bound_refuses_a_w_star_that_does_not_separate(w_star):
    with pytest.raises(ValueError, match=r"^mistake_bound: w_star does not separate: example \d"):
        mistake_bound(OK_X, OK_Y, w_star)


def test_predict_and_with_ones_refuse_a_single_example_and_offer_a_batch():
    with pytest.raises(ValueError, match=r"^predict: X has shape \(2,\).*Try X\[None, :\]"):
        predict(OK_W, 0.0, [1.0, 2.0])
    with pytest.raises(ValueError, match=r"^with_ones: X has shape \(2,\).*Try X\[None, :\]"):
        with_ones([1.0, 2.0])
