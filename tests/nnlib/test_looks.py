"""The shade holds what a curve with a promise can do, and no more."""

import numpy as np
import pytest

from nnlib.pictures.looks import looks, reach

PLACES, SEEN = np.array([0.25, 0.75]), np.array([1.0, 0.5])
X = np.linspace(0, 1, 101)


def test_every_curve_that_keeps_its_promise_lies_in_the_shade():
    rng = np.random.default_rng(0)
    for _ in range(200):
        tops, at = rng.normal(size=5), rng.uniform(0, 1, 5)

        def curve(x, tops=tops, at=at):
            return np.min(tops + 3 * np.abs(x[:, None] - at), axis=1)

        low, high = reach(X, PLACES, curve(PLACES), 3.0)
        assert np.all((low <= curve(X) + 1e-12) & (curve(X) <= high + 1e-12))


def test_both_borders_of_the_shade_are_such_curves_themselves():
    for border in reach(X, PLACES, SEEN, 3.0):
        assert np.allclose(border[[25, 75]], SEEN)
        assert np.max(np.abs(np.diff(border))) <= 3.0 * 0.01 + 1e-12


def test_more_looks_make_the_shade_narrower_and_the_picture_says_so():
    alt = looks(np.sin, 0, 1, 1.0, counts=(1, 2, 8)).alt
    assert alt.startswith("A curve, and where it could be.")
    assert "1 look: a shade up to 1 high. 2 looks: a shade up to 0.5 high." in alt


def test_a_promise_below_nothing_is_refused():
    with pytest.raises(ValueError, match="lipschitz"):
        looks(np.sin, 0, 1, -1.0)
