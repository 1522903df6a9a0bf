"""The data sets keep what their docstrings promise: shapes, labels, streets, the seed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import data
from nnlib.perceptron import margin, perceptron_train, run

CENTRES = [[0.0, 0.0, 5.0], [4.0, 0.0, 0.0], [0.0, -4.0, 0.0]]
MADE = {
    "moons": (data.moons, {0, 1}, 2),
    "spirals": (data.spirals, {0, 1}, 2),
    "blobs": (lambda m, rng: data.blobs(m, rng, CENTRES, 0.5), {0, 1, 2}, 3),
    "margin_blobs": (lambda m, rng: data.margin_blobs(m, rng, 0.2), {-1, 1}, 2),
    "xor_clouds": (data.xor_clouds, {0, 1}, 2),
}


def generator(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("name", MADE)
def test_classes_have_the_promised_shape_and_labels_in_equal_shares(name):
    make, labels, n = MADE[name]
    X, y = make(121, generator())
    assert X.shape == (121, n)
    assert X.dtype == np.float64
    assert y.shape == (121,)
    assert y.dtype.kind == "i"
    values, counts = np.unique(y, return_counts=True)
    assert set(values.tolist()) == labels
    assert counts.max() - counts.min() <= 1
    assert np.isfinite(X).all()


@pytest.mark.parametrize("make", [*(made[0] for made in MADE.values()), data.noisy_sine])
def test_the_seed_decides_everything_and_another_seed_gives_other_data(make):
    X, y = make(30, generator(5))
    again_X, again_y = make(30, generator(5))
    np.testing.assert_array_equal(X, again_X)
    np.testing.assert_array_equal(y, again_y)
    assert not np.array_equal(X, make(30, generator(6))[0])


@pytest.mark.parametrize("make", [made[0] for made in MADE.values()])
def test_classes_arrive_shuffled(make):
    _, y = make(200, generator(0))
    _, other = make(200, generator(1))
    assert 50 < np.sum(y[1:] != y[:-1]) < 170
    assert not np.array_equal(y, other)


@pytest.mark.parametrize("make", [*(made[0] for made in MADE.values()), data.noisy_sine])
def test_one_example_is_enough(make):
    assert [len(part) for part in make(1, generator())] == [1, 1]


def test_moons_without_noise_lie_on_two_half_circles():
    X, y = data.moons(200, generator(), noise=0)
    upper, lower = X[y == 0], X[y == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(*(lower - [1, 0.5]).T), 1)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0.5).all()


def test_no_line_separates_the_moons_the_spirals_or_the_xor_clouds():
    for make in (data.moons, data.spirals, data.xor_clouds):
        X, y = make(200, generator())
        assert not run(X, 2 * y - 1, max_sweeps=50).converged


@pytest.mark.parametrize("turns", [0.5, 1.0, 2.5])
def test_spirals_without_noise_turn_as_often_as_asked_and_the_arms_are_opposite(turns):
    X, y = data.spirals(300, generator(), turns=turns, noise=0)
    radius = np.hypot(*X.T)
    assert 0.1 <= radius.min() < radius.max() <= 1
    unwound = np.arctan2(X[:, 1], X[:, 0]) - 2 * np.pi * turns * radius - np.pi * y
    np.testing.assert_allclose(np.cos(unwound), 1, atol=1e-12)


def test_blobs_sit_on_their_centres_with_the_spread_asked_for():
    X, y = data.blobs(30_000, generator(), CENTRES, 0.5)
    for k, centre in enumerate(CENTRES):
        np.testing.assert_allclose(X[y == k].mean(axis=0), centre, atol=0.03)
        np.testing.assert_allclose(X[y == k].std(axis=0), 0.5, atol=0.03)
    exact, y = data.blobs(7, generator(), CENTRES, 0)
    np.testing.assert_array_equal(exact, np.array(CENTRES)[y])


weights = st.lists(st.floats(-100, 100).map(lambda w: round(w, 3)), min_size=1, max_size=5)


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 60),
    st.floats(0, 100),
    weights.filter(any),
    st.floats(-1e9, 1e9),
)
def test_margin_blobs_keep_their_margin_exactly_for_any_line(seed, m, street, w_star, b):
    X, y = data.margin_blobs(m, generator(seed), street, w_star, b)
    kept = margin(w_star, b, X, y)
    assert street <= kept
    assert kept - street <= 1e-11 * (1 + street + abs(b) / np.linalg.norm(w_star))


@pytest.mark.parametrize("seed", range(20))
def test_a_tiny_margin_in_many_dimensions_is_kept_exactly_too(seed):
    w_star = generator(seed).standard_normal(200)
    X, y = data.margin_blobs(40, generator(seed), 1e-9, w_star, 0.0)
    assert margin(w_star, 0.0, X, y) >= 1e-9


def test_margin_blobs_are_learned_by_the_perceptron():
    X, y = data.margin_blobs(60, generator(), 0.2)
    w, b, _ = perceptron_train(X, y)
    assert margin(w, b, X, y) > 0


def test_xor_clouds_are_xor_of_the_signs_of_their_corners():
    X, y = data.xor_clouds(400, generator(), noise=0.1)
    assert y.tolist() == ((X[:, 0] > 0) != (X[:, 1] > 0)).astype(int).tolist()
    corners, _ = data.xor_clouds(4, generator(), noise=0)
    assert sorted(corners.tolist()) == [[-1, -1], [-1, 1], [1, -1], [1, 1]]


def test_noisy_sine_is_one_period_of_a_sine_with_the_noise_asked_for():
    X, y = data.noisy_sine(50, generator(), noise=0)
    assert X.shape == (50, 1)
    assert y.shape == (50,)
    assert (np.abs(X) <= 1).all()
    np.testing.assert_allclose(y, np.sin(np.pi * X[:, 0]))
    X, y = data.noisy_sine(20_000, generator(), noise=0.3)
    assert np.std(y - np.sin(np.pi * X[:, 0])) == pytest.approx(0.3, rel=0.03)


def test_digits_are_1797_pictures_with_ink_between_0_and_1():
    X, y = data.digits()
    assert X.shape == (1797, 64)
    assert (X.min(), X.max()) == (0, 1)
    assert np.unique(y).tolist() == list(range(10))
    pictures = X[y == 0].mean(axis=0).reshape(8, 8)
    assert pictures[3:5, 3:5].mean() < 0.2 < pictures[3:5, [2, 5]].mean()  # a zero has a hole


def test_iris_setosa_is_separable_and_the_other_two_are_not():
    X, y = data.iris()
    assert X.shape == (150, 4)
    assert np.bincount(y).tolist() == [50, 50, 50]
    assert run(X, np.where(y == 0, 1, -1)).converged
    others = y > 0
    assert not run(X[others], np.where(y[others] == 1, 1, -1), max_sweeps=200).converged


@pytest.mark.parametrize(("name", "unit"), [("digits", 16), ("iris", 1)])
def test_what_was_measured_is_what_scikit_learn_has_of_it(name, unit):
    theirs = getattr(pytest.importorskip("sklearn.datasets"), f"load_{name}")()
    X, y = getattr(data, name)()
    assert (X.dtype, y.dtype) == (np.float64, np.int64)
    np.testing.assert_array_equal(X * unit, theirs.data)
    np.testing.assert_array_equal(y, theirs.target)


@pytest.mark.parametrize("load", [data.digits, data.iris])
def test_whoever_changes_what_was_measured_changes_a_copy(load):
    X, y = load()
    X[:], y[:] = 7, 7
    assert not np.array_equal(load()[0], X)
    assert not np.array_equal(load()[1], y)


def test_the_generator_is_used_and_the_global_one_is_not():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    for make, _, _ in MADE.values():
        make(10, generator())
    data.noisy_sine(10, generator())
    np.testing.assert_array_equal(before, np.random.get_state()[1])  # noqa: NPY002


def test_centres_and_weights_are_not_mutated():
    centres, w_star = np.array(CENTRES), np.array([1.0, 2.0])
    data.blobs(10, generator(), centres, 0.1)
    data.margin_blobs(10, generator(), 0.1, w_star)
    np.testing.assert_array_equal(centres, CENTRES)
    np.testing.assert_array_equal(w_star, [1, 2])


@pytest.mark.parametrize("name", ["moons", "spirals", "xor_clouds", "noisy_sine"])
def test_a_wrong_size_generator_or_noise_is_refused_with_the_repair(name):
    make = getattr(data, name)
    with pytest.raises(ValueError, match=rf"^{name}: m is 2.5.*Try m=10"):
        make(2.5, generator())
    with pytest.raises(TypeError, match=rf"^{name}: rng is 0.*Try rng=np.random.default_rng\(0\)"):
        make(10, 0)
    with pytest.raises(ValueError, match=rf"^{name}: noise is -1.*Try noise="):
        make(10, generator(), noise=-1)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda rng: data.spirals(5, rng, turns=-1), "spirals: turns is -1"),
        (lambda rng: data.blobs(5, rng, [1.0, 2.0], 1), r"blobs: centres .*Try centres\[None, :\]"),
        (lambda rng: data.blobs(5, rng, np.zeros((0, 2)), 1), r"blobs: len\(centres\) is 0"),
        (lambda rng: data.blobs(5, rng, CENTRES, -1), "blobs: spread is -1"),
        (lambda rng: data.blobs(5, 7, CENTRES, 1), "blobs: rng is 7"),
        (lambda rng: data.margin_blobs(5, rng, -0.1), "margin_blobs: margin is -0.1"),
        (lambda rng: data.margin_blobs(5, rng, 1, [0, 0]), "margin_blobs: w_star is all zeros"),
        (lambda rng: data.margin_blobs(5, rng, 1, [[1, 2]]), "margin_blobs: w_star.*ravel"),
        (lambda rng: data.margin_blobs(5, rng, 1, b=np.inf), "margin_blobs: b is inf"),
        (lambda rng: data.margin_blobs(0, rng, 1), "margin_blobs: m is 0"),
    ],
)
def test_a_wrong_argument_is_refused_with_the_callers_name(call, words, rng):
    with pytest.raises((TypeError, ValueError), match=f"^{words}"):
        call(rng)
