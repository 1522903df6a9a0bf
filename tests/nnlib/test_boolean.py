"""Gates, XOR, detectors and truth tables, each compared with logic written without weights."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.activations import step
from nnlib.boolean import (
    all_patterns,
    best_line,
    boolean_network,
    fires,
    gate_and,
    gate_not,
    gate_or,
    parity_network,
    pattern_detector,
    search,
    threshold_network,
    xor_certificate,
    xor_inequalities,
    xor_network,
)

BITS = np.array(list(product([0, 1], repeat=2)))
numbers = st.floats(allow_nan=False, allow_infinity=False)


def test_gates_answer_every_row_of_their_tables():
    assert fires(*gate_and(), BITS).tolist() == [int(p and q) for p, q in BITS]
    assert fires(*gate_or(), BITS).tolist() == [int(p or q) for p, q in BITS]
    assert fires(*gate_not(), [[0], [1]]).tolist() == [1, 0]


@pytest.mark.parametrize("gate", [gate_and, gate_or])
def test_gates_keep_a_distance_of_one_half_from_the_threshold(gate):
    w, b = gate()
    assert np.min(np.abs(BITS @ w + b)) == 0.5


def test_a_unit_at_exactly_0_does_not_fire():
    assert fires([1.0, 1.0], -1.0, [[0, 1], [1, 1]]).tolist() == [0, 1]


def test_xor_network_answers_xor_and_its_hidden_units_are_or_and_and():
    W1, b1, w2, b2 = xor_network()
    score = threshold_network(BITS, W1, b1, w2, b2)
    assert step(score).tolist() == [p ^ q for p, q in BITS]
    hidden = step(BITS @ W1 + b1)
    assert hidden.T.tolist() == [[p | q for p, q in BITS], [p & q for p, q in BITS]]


def test_the_misprinted_xor_that_subtracts_the_input_x2_gets_a_row_wrong():
    W1, b1, _, b2 = xor_network()
    h1 = step(BITS @ W1 + b1)[:, 0]
    misprint = fires([1.0, -1.0], b2, np.column_stack([h1, BITS[:, 1]]))
    assert misprint.tolist() == [0, 0, 1, 0]


def test_xor_network_with_linear_hidden_units_is_one_linear_unit_and_fails():
    W1, b1, w2, b2 = xor_network()
    collapsed = fires(W1 @ w2, b1 @ w2 + b2, BITS)
    assert collapsed.tolist() == step((BITS @ W1 + b1) @ w2 + b2).tolist() != [0, 1, 1, 0]


@given(numbers, numbers, numbers)
def test_certificate_finds_a_wrong_point_for_every_unit_however_large_its_weights(w1, w2, b):
    x1, x2 = xor_certificate([w1, w2], b)
    answers = x1 * w1 + x2 * w2 + b > 0
    assert answers != (x1 ^ x2)


@pytest.mark.parametrize(
    ("w", "b", "point"),
    [([1, 1], 1, (0, 0)), ([1, 0], 0, (0, 1)), ([0, 1], 0, (1, 0)), ([1, 1], -0.5, (1, 1))],
)
def test_certificate_names_the_point(w, b, point):
    assert xor_certificate(w, b) == point


def test_the_four_inequalities_of_xor_add_up_to_0_greater_than_0():
    rows, total = xor_inequalities()
    assert total.tolist() == [0, 0, 0]
    assert rows.sum(axis=0).tolist() == [0, 0, 0]
    for (x1, x2, one), row in zip([(*x, 1) for x in BITS], rows, strict=True):
        sign = 1 if x1 + x2 == 1 else -1
        assert row.tolist() == [sign * x1, sign * x2, sign * one]


def test_the_inequalities_say_for_each_unit_which_points_are_wrong(rng):
    rows, _ = xor_inequalities()
    for w1, w2, b in rng.integers(-2, 3, (50, 3)):
        demands = rows @ [w1, w2, b]
        kept = np.where([0, 1, 1, 0], demands > 0, demands >= 0)
        right = fires([w1, w2], b, BITS) == [0, 1, 1, 0]
        assert kept.tolist() == right.tolist()
        assert not right.all()


@pytest.mark.parametrize("D", [1, 2, 3, 4, 5])
def test_all_patterns_are_the_binary_numbers_with_minus_1_for_0(D):
    X = all_patterns(D)
    binary = [[2 * int(bit) - 1 for bit in f"{k:0{D}b}"] for k in range(2**D)]
    assert X.tolist() == binary


@pytest.mark.parametrize("D", [1, 2, 3, 6])
def test_a_detector_fires_on_its_pattern_alone(D):
    X = all_patterns(D)
    answers = np.array([fires(*pattern_detector(p), X) for p in X])
    np.testing.assert_array_equal(answers, np.eye(2**D))


@pytest.mark.parametrize(("b", "works"), [(-3.0, False), (-2.9, True), (-1.0, True), (-0.9, False)])
def test_the_bias_of_a_detector_may_lie_above_minus_D_and_up_to_2_minus_D(b, works):
    X = all_patterns(3)
    w, _ = pattern_detector(X[5])
    assert (fires(w, b, X).tolist() == np.eye(8)[5].tolist()) == works


def test_boolean_network_reproduces_all_256_functions_of_three_bits(rng):
    X = rng.permutation(all_patterns(3))
    for t in product([0, 1], repeat=8):
        net = boolean_network(X, t)
        assert threshold_network(X, *net).tolist() == list(t)


def test_boolean_network_has_one_unit_for_each_pattern_and_exactly_one_fires():
    X = all_patterns(4)
    W1, b1, w2, b2 = boolean_network(X, np.arange(16) % 2)
    assert (W1.shape, b1.shape, w2.shape, b2) == ((4, 16), (16,), (16,), 0.0)
    np.testing.assert_array_equal(step(X @ W1 + b1), np.eye(16))


@pytest.mark.parametrize("D", range(1, 9))
def test_parity_needs_only_as_many_units_as_signs(D):
    W1, b1, w2, b2 = parity_network(D)
    assert W1.shape == (D, D)
    X = all_patterns(D)
    odd = [row.count(1.0) % 2 for row in X.tolist()]
    assert threshold_network(X, W1, b1, w2, b2).tolist() == odd


def test_threshold_network_agrees_with_one_unit_at_a_time(rng):
    X, W1, b1 = rng.standard_normal((7, 3)), rng.standard_normal((3, 4)), rng.standard_normal(4)
    w2, b2 = rng.standard_normal(4), 0.3
    hidden = [fires(W1[:, j], b1[j], X) for j in range(4)]
    expected = b2 + sum(w * h for w, h in zip(w2, hidden, strict=True))
    np.testing.assert_allclose(threshold_network(X, W1, b1, w2, b2), expected, atol=1e-12)


def test_float32_stays_float32_and_integers_become_float64():
    X = all_patterns(2).astype(np.float32)
    W1, b1, w2, b2 = boolean_network(X, [0, 1, 1, 0])
    assert {W1.dtype, b1.dtype, w2.dtype} == {np.dtype(np.float32)}
    assert threshold_network(X, W1, b1, w2, b2).dtype == np.float32
    assert pattern_detector(X[0])[0].dtype == np.float32
    assert fires(w2, 0.0, all_patterns(4).astype(int)).dtype == np.float64


def test_what_comes_back_shares_no_memory_with_what_came_in():
    X = all_patterns(2)
    assert not np.shares_memory(boolean_network(X, [0, 1, 1, 0])[0], X)
    assert not np.shares_memory(pattern_detector(X[0])[0], X)


def test_all_small_networks_are_tried_and_xor_is_found_among_them():
    found, tried = search([0, 1, 1, 0])
    assert tried == 36**3
    W1, _, w2, _ = xor_network()
    assert set(np.ravel(W1)) | set(w2) <= {-1, 0, 1}  # so it is one of those that are tried
    assert 0 < found < search([0, 0, 0, 1])[0]


def test_the_best_line_of_each_direction_gets_three_of_xor_and_all_of_and():
    best = [best_line(angle, [0, 1, 1, 0]) for angle in range(0, 360, 15)]
    assert max(right for _, _, right in best) == 3
    w, b, right = best_line(45, [0, 0, 0, 1])
    assert right == 4 == np.sum(fires(w, b, BITS) == [0, 0, 0, 1])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fires([1, 1], 0, [0, 1]), r"fires: X has shape \(2,\).*Try X\[None, :\]"),
        (lambda: fires([1, 1], "b", BITS), "fires: b is 'b'"),
        (lambda: threshold_network(BITS, np.ones((3, 2)), [0, 0], [1, 1], 0), ".*W1 has shape"),
        (lambda: threshold_network(BITS, BITS.T[:, :2], [0], [1, 1], 0), "threshold_.*b1 has"),
        (lambda: threshold_network(BITS, BITS.T[:, :2], [0, 0], [1, 1], [0]), "thres.*b2 is"),
        (lambda: xor_certificate([1, 1, 1], 0), r"xor_certificate: w has shape \(3,\)"),
        (lambda: xor_certificate([1, np.inf], 0), "xor_certificate: w holds nan or inf"),
        (lambda: xor_certificate([1, 1], np.nan), "xor_certificate: b is nan"),
        (lambda: all_patterns(0), "all_patterns: D is 0, .*from 1 to 20. Try D="),
        (lambda: all_patterns(21), "all_patterns: D is 21"),
        (lambda: parity_network(2.0), "parity_network: D is 2.0.*Try D="),
        (lambda: pattern_detector([0, 1]), r"pattern_detector: p is coded 0 and 1.*2 \* p - 1"),
        (lambda: pattern_detector([[1, -1]]), r"pattern_detector: p has shape.*Try p.ravel"),
        (lambda: pattern_detector([]), r"pattern_detector: len\(p\) is 0"),
        (lambda: boolean_network(BITS, [0, 1, 1, 0]), r"boolean_.*X is coded .*2 \* X - 1"),
        (lambda: boolean_network(2 * BITS - 1, [-1, 1, 1, -1]), r"bool.*t is .*\(t \+ 1\) / 2"),
        (lambda: boolean_network(2 * BITS - 1, [0, 1, 1]), "boolean_network: t has shape"),
        (lambda: boolean_network([[-1, 1]] * 4, [0] * 4), r".* 1 of them diff.*all_patterns\(2\)"),
        (lambda: boolean_network([[-1, 1], [1, 1]], [0, 1]), r".*has 2 rows.*all_patterns\(2\)"),
    ],
)
def test_a_wrong_argument_is_refused_with_the_callers_name_and_the_repair(call, words):
    with pytest.raises(ValueError, match=f"^{words}"):
        call()
