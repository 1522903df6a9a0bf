"""The convergence proof on runs that happened: it holds, it is tight, and it can be broken."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.convergence import certificate, find_cycle, orthonormal_example
from nnlib.data import margin_blobs
from nnlib.perceptron import mistake_bound, proof_trace, run, with_ones

XOR_X = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
XOR_Y = np.array([-1, 1, 1, -1])
W_STAR = np.array([2.0, -1.0, 0.5])


def example(rng, street=0.1, m=60):
    X, y = margin_blobs(m, rng, street)
    return with_ones(X), y


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1.0))
def test_both_inequalities_hold_at_every_update_of_random_runs(seed, street):
    X, y = example(np.random.default_rng(seed), street, m=30)
    proof = certificate(X, y, W_STAR)
    assert proof.holds
    assert proof.mistakes <= proof.bound


def test_certificate_holds_what_its_parts_say(rng):
    X, y = example(rng)
    proof = certificate(X, y, W_STAR)
    along, squared = proof_trace(X, y, W_STAR)
    np.testing.assert_array_equal(proof.along, along)
    np.testing.assert_array_equal(proof.squared, squared)
    assert proof.bound == mistake_bound(X, y, W_STAR)
    closest = min(y_i * (x @ W_STAR) for x, y_i in zip(X, y, strict=True))
    longest = max(np.sqrt(x @ x) for x in X)
    assert (proof.rho, proof.C) == pytest.approx((closest, longest))
    assert proof.mistakes == len(along)


@pytest.mark.parametrize(
    "broken",
    [
        {"along": lambda p: np.append(p.along[:-1], 0.0)},
        {"squared": lambda p: np.append(p.squared[:-1], 1e9)},
        {"rho": lambda p: p.along[0] * 1.001},
        {"C": lambda p: np.sqrt(p.squared[0]) * 0.999},
        {"along": lambda p: np.append(p.along[:-1], np.nan)},
    ],
)
def test_certificate_refuses_numbers_that_the_proof_forbids(rng, broken):
    proof = certificate(*example(rng), W_STAR)
    ((name, change),) = broken.items()
    assert not dataclasses.replace(proof, **{name: change(proof)}).holds


def test_certificate_of_a_run_that_counts_from_the_wrong_index_does_not_hold():
    """The misprint: ||w||^2 after t + 1 mistakes held against t C^2 is false at the first one."""
    X, y = orthonormal_example(4)
    proof = certificate(X, y, y)
    early = dataclasses.replace(proof, squared=proof.squared + 1)
    assert proof.holds
    assert not early.holds


@pytest.mark.parametrize("n", [1, 2, 7, 40])
def test_bound_is_reached_exactly_on_orthonormal_examples(n):
    X, y = orthonormal_example(n)
    assert len(proof_trace(X, y, y)[0]) == n
    assert mistake_bound(X, y, y) == n
    np.testing.assert_array_equal(X @ X.T, np.eye(n))
    assert set(y.tolist()) <= {-1, 1}


def test_a_narrow_street_costs_more_than_a_wide_one_and_the_bound_knows():
    wide = certificate(*example(np.random.default_rng(1), 0.5), W_STAR)
    narrow = certificate(*example(np.random.default_rng(1), 0.005), W_STAR)
    assert narrow.mistakes > wide.mistakes
    assert narrow.bound > 100 * wide.bound


def test_certificate_in_float32_holds_too(rng):
    X, y = example(rng)
    proof = certificate(X.astype(np.float32), y, W_STAR)
    assert proof.along.dtype == np.float32
    assert proof.holds


@pytest.mark.parametrize("X", [XOR_X, (XOR_X + 1) // 2])
def test_xor_goes_in_circles_in_either_coding(X):
    start, length = find_cycle(X, XOR_Y)
    state = states(X, XOR_Y, start + 2 * length)
    assert state[start] == state[start + length]
    assert len(set(state[: start + length])) == start + length
    assert state[start : start + length] == state[start + length : start + 2 * length]


def test_xor_with_signs_is_back_at_the_start_after_four_examples():
    assert find_cycle(XOR_X, XOR_Y) == (0, 4)


def test_a_cycle_can_begin_after_the_start_and_its_first_return_is_found():
    X = np.array([[5, 0], [-1, -1], [-1, 1], [1, -1], [1, 1]])
    y = np.array([1, *XOR_Y])
    start, length = find_cycle(X, y)
    state = states(X, y, start + length)
    assert start > 0
    assert length % len(X) == 0
    assert state[start] == state[start + length]
    assert len(set(state[: start + length])) == start + length


def states(X, y, steps):
    """(w, b, place) before each of the first examples looked at, with whole numbers only."""
    w, b, seen = [0] * X.shape[1], 0, []
    for k in range(steps + 1):
        i = k % len(X)
        seen.append((tuple(w), b, i))
        x, sign = X[i].tolist(), int(y[i])
        if sign * (sum(p * q for p, q in zip(w, x, strict=True)) + b) <= 0:
            w, b = [p + sign * q for p, q in zip(w, x, strict=True)], b + sign
    return seen


@given(st.integers(0, 2**32 - 1))
def test_a_run_has_a_cycle_or_converges_and_never_both(seed):
    rng = np.random.default_rng(seed)
    X, y = rng.integers(-2, 3, (5, 2)), rng.choice([-1, 1], 5)
    assert (find_cycle(X, y, 2000) is None) == run(X, y, 2000).converged


def test_a_run_that_is_cut_off_before_its_first_return_has_no_cycle_yet():
    X = np.array([[5, 0], [-1, -1], [-1, 1], [1, -1], [1, 1]])
    assert find_cycle(X, [1, *XOR_Y], max_sweeps=1) is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: certificate(XOR_X, XOR_Y, [1, 1]), "certificate: w_star does not separate"),
        (lambda: certificate(XOR_X, (XOR_Y + 1) // 2, [1, 1]), r"certificate: y .*2 \* y - 1"),
        (lambda: certificate(XOR_X, XOR_Y, [1, 1, 1]), "certificate: X has shape"),
        (lambda: certificate(XOR_X[1:2], [1], [-1, 1], 0), "certificate: max_sweeps is 0"),
        (lambda: find_cycle(XOR_X, [0, 1, 1, 0]), r"find_cycle: y is coded .*2 \* y - 1"),
        (lambda: find_cycle(XOR_X[0], XOR_Y), "find_cycle: X has shape"),
        (lambda: find_cycle(XOR_X, XOR_Y, 1.5), "find_cycle: max_sweeps is 1.5"),
        (lambda: orthonormal_example(0), "orthonormal_example: n is 0"),
    ],
)
def test_a_wrong_argument_is_refused_with_the_callers_name(call, words):
    with pytest.raises(ValueError, match=f"^{words}"):
        call()
