"""Splitting, choosing and looking: partitions, identities, leakage, and one double descent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib.data import digits
from nnlib.drawn_layer import make_random_features, min_norm_fit, random_features
from nnlib.generalise import (
    bias_variance,
    fold_errors,
    kfold,
    select_alpha,
    split_indices,
    standardise,
)
from nnlib.regularise import ridge_closed_form

seeds = st.integers(0, 2**32 - 1)


def fit_ridge(X, y, alpha):
    w = ridge_closed_form(X, y, alpha)
    return lambda X: X @ w


# -- split -------------------------------------------------------------------------------------


@given(st.integers(1, 300), seeds, st.floats(0, 1), st.floats(0, 1))
def test_the_three_parts_are_disjoint_and_cover_everything(m, seed, train, share):
    validation = (1 - train) * share
    parts = split_indices(m, np.random.default_rng(seed), train=train, validation=validation)
    np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(m))
    for part, fraction in zip(parts, (train, validation, 1 - train - validation), strict=True):
        assert abs(len(part) - fraction * m) <= 1 + 1e-6


def test_default_shares_are_sixty_twenty_twenty_also_for_103_examples(rng):
    assert [len(part) for part in split_indices(100, rng)] == [60, 20, 20]
    assert [len(part) for part in split_indices(103, rng)] == [62, 20, 21]


def test_a_split_without_a_test_part_is_allowed(rng):
    train, validation, test = split_indices(10, rng, train=0.7, validation=0.3)
    assert (len(train), len(validation), len(test)) == (7, 3, 0)
    assert test.dtype.kind == "i"


def test_sorted_labels_end_up_in_every_part(rng):
    labels = np.repeat(np.arange(10), 100)
    for part in split_indices(1000, rng):
        assert set(labels[part]) == set(range(10))


def test_the_generator_decides_the_split():
    one, same, other = (split_indices(50, np.random.default_rng(s))[0] for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


# -- standardise -------------------------------------------------------------------------------


def test_training_columns_have_mean_0_and_deviation_1_and_the_rest_follows(rng):
    train, test = rng.normal(5, 3, (40, 4)), rng.normal(5, 3, (10, 4))
    before = train.copy(), test.copy()
    new_train, new_test = standardise(train, test)
    np.testing.assert_allclose(new_train.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(new_train.std(axis=0), 1, rtol=1e-13)
    for j in range(4):
        shift, scale = (
            sum(train[:, j]) / 40,
            np.sqrt(sum((train[:, j] - train[:, j].mean()) ** 2) / 40),
        )
        np.testing.assert_allclose(new_test[:, j], (test[:, j] - shift) / scale, rtol=1e-12)
    assert np.all(np.abs(new_test.mean(axis=0)) > 1e-6)
    np.testing.assert_array_equal(train, before[0])
    np.testing.assert_array_equal(test, before[1])


def test_pytorch_agrees_on_standardised_columns(rng):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    train = rng.normal(5, 3, (40, 4))
    theirs = torch.nn.functional.batch_norm(
        torch.tensor(train), None, None, training=True, eps=1e-30
    )
    np.testing.assert_allclose(standardise(train)[0], theirs.numpy(), rtol=1e-10, atol=1e-12)


@given(arrays(np.float64, (6, 3), elements=st.floats(-1e3, 1e3)), st.floats(-10, 10))
def test_adding_a_constant_to_all_parts_changes_nothing_that_matters(train, shift):
    train = train + np.linspace(0, 50, 6)[:, None]  # no column close to constant
    if np.min(train.std(axis=0)) < 1e-3:
        return
    one, two = standardise(train, train[:2]), standardise(train + shift, train[:2] + shift)
    for a, b in zip(one, two, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-7)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9 + 0.1, -3.0])
def test_a_constant_column_is_shifted_and_not_blown_up(value):
    train = np.column_stack([np.full(7, value), np.arange(7.0)])
    new_train, new_other = standardise(train, np.array([[value + 2, 0.0]]))
    np.testing.assert_array_equal(new_train[:, 0], 0)
    assert new_other[0, 0] == pytest.approx(2, rel=1e-6)


def test_standardise_keeps_float32_and_lifts_integers(rng):
    X = rng.normal(size=(5, 2)).astype(np.float32)
    assert [a.dtype for a in standardise(X, X, X)] == [np.float32] * 3
    (Z,) = standardise(np.array([[1, 10], [2, 20], [3, 30]]))
    np.testing.assert_allclose(Z[:, 0], [-np.sqrt(1.5), 0, np.sqrt(1.5)])


# -- folds and choice --------------------------------------------------------------------------


@given(st.integers(2, 200), st.data())
def test_folds_hold_every_example_once_and_differ_in_size_by_at_most_one(m, data):
    k = data.draw(st.integers(2, m))
    folds = kfold(m, k, np.random.default_rng(data.draw(seeds)))
    assert len(folds) == k
    np.testing.assert_array_equal(np.sort(np.concatenate(folds)), np.arange(m))
    sizes = [len(fold) for fold in folds]
    assert max(sizes) - min(sizes) <= 1
    assert min(sizes) >= 1


@pytest.fixture
def noisy_line(rng):
    X = rng.normal(size=(23, 12))
    return X, X[:, 0] + 0.5 * rng.normal(size=23)


ALPHAS = [1e-3, 0.03, 0.3, 3.0, 100.0]


def test_selection_is_the_argmin_of_the_mean_over_all_held_out_examples(noisy_line, rng):
    X, y = noisy_line
    folds = kfold(23, 4, rng)  # 6, 6, 6 and 5: an unweighted mean of folds would differ
    alpha, predict, errors = select_alpha(fit_ridge, X, y, ALPHAS, folds)
    by_hand = []
    for a in ALPHAS:
        squares = np.zeros(23)
        for fold in folds:
            rest = [i for i in range(23) if i not in fold]
            squares[fold] = (X[fold] @ ridge_closed_form(X[rest], y[rest], a) - y[fold]) ** 2
        by_hand.append(squares.mean())
    np.testing.assert_allclose(errors, by_hand, rtol=1e-12)
    assert alpha == ALPHAS[int(np.argmin(by_hand))]
    assert alpha not in (ALPHAS[0], ALPHAS[-1])
    np.testing.assert_allclose(predict(X), X @ ridge_closed_form(X, y, alpha), rtol=1e-12)


def test_folds_of_unequal_size_count_by_their_size():
    X, y = np.zeros((4, 1)), np.array([2.0, 0.0, 0.0, 0.0])
    folds = [np.array([0]), np.array([1, 2, 3])]
    _, _, errors = select_alpha(lambda X, y, a: lambda X: np.zeros(len(X)), X, y, [1], folds)
    assert errors[0] == 1.0  # (4 + 0 + 0 + 0) / 4; the mean of the folds' means is 2


def test_selection_finds_the_bottom_of_a_known_curve(rng):
    X, y = np.zeros((20, 1)), np.zeros(20)
    alphas = [-2, -1, 0.5, 3]
    alpha, predict, errors = select_alpha(
        lambda X, y, a: lambda X: np.full(len(X), a), X, y, alphas, kfold(20, 5, rng)
    )
    np.testing.assert_allclose(errors, [4, 1, 0.25, 9])
    assert alpha == 0.5
    np.testing.assert_array_equal(predict(X), np.full(20, 0.5))


def test_one_validation_part_is_held_out_and_then_used_for_the_refit(noisy_line, rng):
    X, y = noisy_line
    seen = []

    def fit(X, y, alpha):
        seen.append(len(X))
        return fit_ridge(X, y, alpha)

    select_alpha(fit, X, y, ALPHAS, [np.arange(5)])
    assert seen == [18] * 5 + [23]


def test_no_fit_ever_sees_what_it_is_judged_by(rng):
    X, y = np.arange(20.0)[:, None], np.zeros(20)

    def fit(X, y, alpha):
        known = set(X[:, 0])

        def predict(X):
            if len(known) < 20:
                assert not known & set(X[:, 0])
            return np.zeros(len(X))

        return predict

    select_alpha(fit, X, y, [1, 2], kfold(20, 3, rng))


def test_the_first_of_equal_settings_wins(rng):
    alpha, _, _ = select_alpha(
        lambda X, y, a: lambda X: np.zeros(len(X)),
        np.ones((6, 1)),
        np.ones(6),
        ["b", "a"],
        kfold(6, 2, rng),
    )
    assert alpha == "b"


def test_lesson_14_chooses_the_same_price_when_each_turn_standardises_anew():
    images, digit = digits()
    rows = np.random.default_rng(2).permutation(1797)[:180]
    X, y = images[rows], np.where(digit[rows] % 2, 1.0, -1.0)
    alphas, folds = np.logspace(-4, 2, 13), kfold(180, 5, np.random.default_rng(4))
    once = fold_errors(ridge_closed_form, standardise(X)[0], y, alphas, folds)[1]
    anew = []
    for fold in folds:
        A, B = standardise(np.delete(X, fold, axis=0), X[fold])
        ws = [ridge_closed_form(A, np.delete(y, fold), alpha) for alpha in alphas]
        anew.append([np.mean((B @ w - y[fold]) ** 2) for w in ws])
    assert np.argmin(np.mean(anew, axis=0)) == np.argmin(once.mean(axis=0)) == 7


def test_the_errors_of_folds_weighted_by_size_are_those_that_selection_sees(noisy_line, rng):
    X, y = noisy_line
    folds = kfold(23, 4, rng)
    seen, held = fold_errors(ridge_closed_form, X, y, ALPHAS, folds)
    _, _, errors = select_alpha(fit_ridge, X, y, ALPHAS, folds)
    assert seen.shape == held.shape == (4, 5)
    np.testing.assert_allclose(np.average(held, axis=0, weights=[6, 6, 6, 5]), errors)
    rest = np.setdiff1d(np.arange(23), folds[1])
    w = ridge_closed_form(X[rest], y[rest], ALPHAS[2])
    assert seen[1, 2] == pytest.approx(np.mean((X[rest] @ w - y[rest]) ** 2))


# -- bias and variance -------------------------------------------------------------------------


def test_bias_variance_of_known_numbers():
    preds = np.array([[1.0, 5.0, 0.0], [3.0, 5.0, 0.0]])
    bias_squared, variance = bias_variance(preds, np.array([0.0, 5.0, 3.0]))
    assert bias_squared == pytest.approx((4 + 0 + 9) / 3)
    assert variance == pytest.approx((1 + 0 + 0) / 3)
    assert isinstance(bias_squared, float)
    assert isinstance(variance, float)


@given(
    arrays(np.float64, (5, 4), elements=st.floats(-100, 100)),
    arrays(np.float64, 4, elements=st.floats(-100, 100)),
)
def test_bias_squared_and_variance_add_up_to_the_squared_distance(preds, truth):
    total = sum(bias_variance(preds, truth))
    assert total == pytest.approx(np.mean((preds - truth) ** 2), rel=1e-9, abs=1e-9)


def polynomial_predictions(degree, n, sets, rng):
    points = np.linspace(0.05, 0.95, 20)
    preds = []
    for _ in range(sets):
        x = rng.uniform(0, 1, n)
        y = np.sin(2 * np.pi * x) + 0.3 * rng.normal(size=n)
        preds.append(np.polynomial.Polynomial.fit(x, y, degree, domain=[0, 1])(points))
    return np.array(preds), np.sin(2 * np.pi * points)


def test_error_on_noisy_labels_is_noise_plus_bias_plus_variance(rng):
    preds, truth = polynomial_predictions(3, 25, 1500, rng)
    labels = truth + 0.3 * rng.normal(size=preds.shape)
    squares = np.mean((labels - preds) ** 2, axis=1)
    expected = 0.3**2 + sum(bias_variance(preds, truth))
    standard_error = squares.std() / np.sqrt(len(squares))
    assert abs(squares.mean() - expected) < 4 * standard_error
    assert abs(squares.mean() - sum(bias_variance(preds, truth))) > 20 * standard_error


def test_a_larger_model_has_less_bias_and_more_variance_and_data_cures_the_latter(rng):
    bias_1, _ = bias_variance(*polynomial_predictions(1, 40, 200, rng))
    bias_3, variance_3 = bias_variance(*polynomial_predictions(3, 40, 200, rng))
    _, variance_9 = bias_variance(*polynomial_predictions(9, 40, 200, rng))
    _, more_data = bias_variance(*polynomial_predictions(9, 160, 200, rng))
    assert bias_3 < bias_1 / 10
    assert variance_9 > 2 * variance_3
    assert more_data < variance_9 / 3


# -- random features ---------------------------------------------------------------------------


def test_features_are_relus_of_the_layer_that_was_drawn(rng):
    W, b = make_random_features(3, 50, rng)
    X = rng.normal(size=(7, 3))
    assert (W.shape, b.shape) == ((3, 50), (50,))
    assert np.all(np.abs(b) <= 1)
    by_hand = [[max(0.0, sum(x * w) + c) for w, c in zip(W.T, b, strict=True)] for x in X]
    np.testing.assert_allclose(random_features(X, W, b), by_hand, rtol=1e-12)
    np.testing.assert_array_equal(random_features(X, W, b), random_features(X, W, b))


def test_a_new_draw_for_the_test_set_is_useless(rng):
    X, X_test = rng.uniform(-1, 1, (60, 3)), rng.uniform(-1, 1, (200, 3))
    W, b = make_random_features(3, 20, rng)
    w = min_norm_fit(random_features(X, W, b), X.sum(axis=1))
    kept = np.mean((random_features(X_test, W, b) @ w - X_test.sum(axis=1)) ** 2)
    redrawn = random_features(X_test, *make_random_features(3, 20, rng)) @ w
    assert kept < 0.05
    assert np.mean((redrawn - X_test.sum(axis=1)) ** 2) > X_test.sum(axis=1).var()


@pytest.mark.parametrize("shape", [(12, 5), (5, 12), (6, 6)])
def test_min_norm_fit_is_the_pseudo_inverse_and_the_limit_of_gradient_descent(shape, rng):
    Phi, y = rng.normal(size=shape), rng.normal(size=shape[0])
    w = min_norm_fit(Phi, y)
    U, s, Vt = np.linalg.svd(Phi, full_matrices=False)
    np.testing.assert_allclose(w, Vt.T @ ((U.T @ y) / s), rtol=1e-9)
    if shape != (6, 6):  # square: so badly conditioned that descent takes for ever
        descent, lr = np.zeros(shape[1]), 1 / np.max(s) ** 2
        for _ in range(4000):
            descent = descent - lr * Phi.T @ (Phi @ descent - y)
        np.testing.assert_allclose(w, descent, atol=1e-8)


def test_pytorch_agrees_on_the_shortest_fit(rng):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    Phi, y = rng.normal(size=(5, 12)), rng.normal(size=5)
    theirs = torch.linalg.pinv(torch.tensor(Phi)) @ torch.tensor(y)
    np.testing.assert_allclose(min_norm_fit(Phi, y), theirs.numpy(), rtol=1e-10)


def test_no_perfect_fit_is_shorter(rng):
    Phi, y = rng.normal(size=(5, 12)), rng.normal(size=5)
    w = min_norm_fit(Phi, y)
    np.testing.assert_allclose(Phi @ w, y, rtol=1e-10)
    null = np.linalg.svd(Phi)[2][5:]
    for _ in range(20):
        assert np.linalg.norm(w + rng.normal(size=7) @ null) > np.linalg.norm(w)


def test_double_descent_peaks_where_features_and_examples_are_equal_in_number(rng):
    n, repeats, widths = 30, 15, [5, 10, 20, 30, 45, 100, 400]
    errors = np.zeros((repeats, len(widths)))
    train_errors = np.zeros((repeats, len(widths)))
    for row, train_row in zip(errors, train_errors, strict=True):
        X, X_test = rng.uniform(-1, 1, (n, 5)), rng.uniform(-1, 1, (200, 5))
        y = np.sin(3 * X[:, 0]) + 0.2 * rng.normal(size=n)
        for k, p in enumerate(widths):
            W, b = make_random_features(5, p, rng)
            Phi = random_features(X, W, b)
            w = min_norm_fit(Phi, y)
            train_row[k] = np.mean((Phi @ w - y) ** 2)
            row[k] = np.mean((random_features(X_test, W, b) @ w - np.sin(3 * X_test[:, 0])) ** 2)
    median = np.median(errors, axis=0)  # a single draw is no law
    assert widths[int(np.argmax(median))] == n
    assert median[widths.index(n)] > 5 * max(median[1], median[-1])
    assert np.all(np.diff(median[3:]) < 0)
    assert np.all(np.median(train_errors, axis=0)[4:] < 1e-20)


# -- what holds for all ------------------------------------------------------------------------


def test_float32_stays_float32_and_integers_are_not_truncated(rng):
    W, b = make_random_features(2, 4, rng)
    X = rng.normal(size=(3, 2)).astype(np.float32)
    Phi = random_features(X, W.astype(np.float32), b.astype(np.float32))
    assert Phi.dtype == np.float32
    assert min_norm_fit(Phi, np.ones(3, dtype=np.float32)).dtype == np.float32
    np.testing.assert_allclose(min_norm_fit([[2], [4]], [1, 2]), [0.5])
    assert bias_variance([[1, 2], [2, 2]], [1, 2]) == (0.125, 0.125)


def never(X, y, alpha):
    raise AssertionError("a refused call must not fit anything")


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (
            lambda rng: split_indices(10, rng, train=0.8, validation=0.3),
            ValueError,
            "split_indices: train + validation is 1.1, expected at most 1. "
            "Try train=0.6, validation=0.2, which leaves 0.2 for the test.",
        ),
        (
            lambda rng: split_indices(0, rng),
            ValueError,
            "split_indices: m is 0, expected a whole number of at least 1. Try m=10.",
        ),
        (
            lambda rng: split_indices(10, 0),
            TypeError,
            "split_indices: rng is 0, expected a numpy random generator. "
            "Try rng=np.random.default_rng(0).",
        ),
        (
            lambda rng: kfold(10, 11, rng),
            ValueError,
            "kfold: k is 11, expected a whole number from 2 to 10. Try k=10.",
        ),
        (
            lambda rng: standardise(np.ones((4, 2)), np.ones((4, 3))),
            ValueError,
            "standardise: others[0] has shape (4, 3), expected (rows, n) with n = 2 from train. "
            "Print others[0].shape where it is made.",
        ),
        (
            lambda rng: standardise(np.ones((0, 2))),
            ValueError,
            "standardise: train has no rows, expected one or more. Give it examples.",
        ),
        (
            lambda rng: bias_variance(np.ones((5, 3)), np.ones((3, 1))),
            ValueError,
            "bias_variance: truth has shape (3, 1), expected (points,) with points = 3 from "
            "preds. Try truth.ravel().",
        ),
        (
            lambda rng: bias_variance(np.ones((0, 3)), np.ones(3)),
            ValueError,
            "bias_variance: preds has shape (0, 3), expected at least one set and point. "
            "Print preds.shape where it is made.",
        ),
        (
            lambda rng: min_norm_fit(np.ones((5, 3)), np.ones((5, 1))),
            ValueError,
            "min_norm_fit: y has shape (5, 1), expected (m,) with m = 5 from Phi. Try y.ravel().",
        ),
        (
            lambda rng: random_features(np.ones((5, 3)), np.ones((4, 3)), np.ones(4)),
            ValueError,
            "random_features: W has shape (4, 3), expected (n_in, p) with n_in = 3 from X. "
            "Try W.T.",
        ),
        (
            lambda rng: select_alpha(never, np.ones((4, 1)), np.ones(4), [], [np.arange(2)]),
            ValueError,
            "select_alpha: alphas is empty, expected settings to try. Try [0.1, 1.0].",
        ),
        (
            lambda rng: select_alpha(
                lambda X, y, a: lambda X: np.zeros((len(X), 1)),
                np.ones((4, 1)),
                np.ones(4),
                [1],
                [np.arange(2)],
            ),
            ValueError,
            "select_alpha: predict(X) has shape (2, 1), expected (m,) with m = 2 from y. "
            "Try predict(X).ravel().",
        ),
        (
            lambda rng: select_alpha(
                lambda X, y, a: lambda X: np.full(len(X), a),
                np.ones((4, 1)),
                np.ones(4),
                [1, np.nan],
                [np.arange(2)],
            ),
            ValueError,
            "select_alpha: with alpha = nan the held-out error is nan, expected a finite number. "
            "Leave that setting out, or mend the fit.",
        ),
    ],
)
def test_refusals_say_who_what_and_the_repair(call, error, sentence, rng):
    with pytest.raises(error, match="expected") as refusal:
        call(rng)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "folds",
    [
        [],
        [np.array([0, 1]), np.array([1, 2])],
        [np.array([0, 4])],
        [np.array([-1])],
        [np.array([0.0])],
        [np.array([True, False, True, False])],
    ],
)
def test_folds_that_overlap_or_leave_the_data_are_refused(folds):
    with pytest.raises(ValueError, match="select_alpha: folds has to hold whole numbers from 0"):
        select_alpha(never, np.ones((4, 1)), np.ones(4), [1.0], folds)
