"""The exact error of the shortest fit, against draws and against a second way to work it out."""

import numpy as np
import pytest

from nnlib import double_descent
from nnlib.drawn_layer import min_norm_fit, random_features


def test_the_formula_is_that_of_the_book():
    assert double_descent.excess_risk(40, 35, 9.0, 1.0) == pytest.approx(35 / 4)
    assert double_descent.excess_risk(40, 50, 4.0, 0.5) == pytest.approx(4 / 5 + 20 / 9)
    assert double_descent.excess_risk(40, 0, 4.0, 0.5) == 0
    for p in (39, 40, 41):
        assert double_descent.excess_risk(40, p, 1.0, 0.0 + (p == 40)) == np.inf


@pytest.mark.parametrize("p", [3, 12, 30, 60])
def test_many_training_sets_agree_with_the_formula(p):
    n, noise, world = 20, 0.3, double_descent.fading(60)
    rng = np.random.default_rng(p)
    errors = [
        double_descent.drawn_errors(min_norm_fit, n, [p], world, noise, rng)[0] for _ in range(3000)
    ]
    exact = double_descent.exact_error(n, p, world, noise)
    assert abs(np.mean(errors) - exact) < 4 * np.std(errors) / np.sqrt(3000)


@pytest.mark.parametrize(("n", "p"), [(12, 5), (12, 30)])
def test_the_formula_is_a_mean_of_traces(n, p):
    """Noise: s² tr (XᵀX)⁺.  What is not seen: B² (1 - rank / p).  Averaged over X alone."""
    rng = np.random.default_rng(0)
    traces = [
        np.sum(1 / np.linalg.svd(rng.standard_normal((n, p)), compute_uv=False) ** 2)
        for _ in range(20_000)
    ]
    by_hand = 0.7 * np.mean(traces) + 2.0 * max(0, 1 - n / p)
    assert double_descent.excess_risk(n, p, 2.0, 0.7) == pytest.approx(by_hand, rel=0.03)


def test_the_drawn_error_is_that_on_new_examples(rng):
    world = double_descent.fading(8)
    kept = []

    def fit(Phi, y):
        kept.append(min_norm_fit(Phi, y))
        return kept[-1]

    (error,) = double_descent.drawn_errors(fit, 6, [3], world, 0.2, rng)
    X = rng.standard_normal((400_000, 8))
    y = X @ world + np.sqrt(0.2) * rng.standard_normal(len(X))
    assert np.mean((X[:, :3] @ kept[0] - y) ** 2) == pytest.approx(error, rel=0.02)


def test_a_fading_world_has_length_1_and_its_first_feature_counts_most():
    world = double_descent.fading(50, 0.4)
    assert np.linalg.norm(world) == pytest.approx(1)
    assert np.all(np.diff(world) < 0)
    assert np.ptp(double_descent.fading(5, 0)) == 0


def test_widths_are_judged_on_both_sets_by_the_median_of_their_draws(rng):
    X, y = rng.normal(size=(20, 3)), rng.choice([-1.0, 1.0], 20)
    train, look = (X, y), (X[:5], -y[:5])
    own, new = double_descent.widths_tried(
        min_norm_fit, random_features, train, look, [2, 300], rng, draws=3
    )
    assert own[1] == 0
    assert new[1] == 1
    assert own[0] > 0


def test_more_features_than_the_world_has_are_refused():
    with pytest.raises(
        ValueError, match=r"^exact_error: p is 9, expected a whole number from 0 to 8"
    ):
        double_descent.exact_error(5, 9, np.ones(8), 0.1)
