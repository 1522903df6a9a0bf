"""Fits of many days: what is known of them exactly, and the pictures that show it."""

import numpy as np
import pytest

from nnlib import fans
from nnlib.generalise import bias_variance
from nnlib.pictures import explore, plots


def test_a_polynomial_of_that_degree_is_fitted_without_error():
    x = np.linspace(-1, 1, 9)
    y = 1 - 2 * x + 3 * x**3
    np.testing.assert_allclose(fans.fits(x, y[None], 3)[0], y, atol=1e-13)
    np.testing.assert_allclose(fans.between(x, y, 3, [0.3]), [1 - 0.6 + 3 * 0.027])


def test_fits_are_those_of_numpys_polynomials(rng):
    x, Y = fans.days(12, 3, rng)
    for y, fit in zip(Y, fans.fits(x, Y, 4), strict=True):
        np.testing.assert_allclose(fit, np.polyval(np.polyfit(x, y, 4), x), atol=1e-12)
        np.testing.assert_allclose(fit, fans.between(x, y, 4, x), atol=1e-12)


@pytest.mark.parametrize(("places", "degree"), [(15, 0), (15, 3), (40, 9)])
def test_many_days_agree_with_the_exact_parts(places, degree):
    x, Y = fans.days(places, 4000, np.random.default_rng(1))
    squared, variance = bias_variance(fans.fits(x, Y, degree), fans.truth(x))
    exact_squared, exact_variance = fans.exact_parts(x, degree)
    assert variance == pytest.approx(exact_variance, rel=0.08)
    assert squared == pytest.approx(exact_squared, abs=0.003)


def test_the_exact_variance_is_the_noise_times_coefficients_by_places():
    x = np.linspace(-1, 1, 20)
    for degree in range(6):
        Q = np.linalg.qr(np.vander(x, degree + 1))[0]
        scatter = np.trace(Q @ Q.T) * 0.3**2 / 20  # the covariance of a fit is noise² Q Qᵀ
        assert fans.exact_parts(x, degree, 0.3)[1] == pytest.approx(scatter)


def test_a_degree_that_needs_more_places_is_refused():
    x = np.linspace(-1, 1, 5)
    with pytest.raises(
        ValueError, match=r"^fits: degree is 5, expected a whole number from 0 to 4"
    ):
        fans.fits(x, np.zeros((1, 5)), 5)


def test_the_slider_says_what_bias_and_variance_are_worth():
    slider = explore.fan_slider()
    assert "Degree 3, 15 places: squared bias 0.027, variance 0.127" in slider.line(3, 0)
    together = [float(slider.line(d, 0).split()[-1].rstrip(".")) for d in range(12)]
    assert int(np.argmin(together)) == 3
    assert slider.picture(2, 1).alt.endswith(slider.line(2, 1))


def test_fitted_says_how_far_each_degree_is_from_the_readings(rng):
    x, Y = fans.days(6, 1, rng)
    assert plots.fitted(x, Y[0], [1, 5]).alt.endswith("degree 5 misses them by 0.00.")
    with pytest.raises(ValueError, match=r"^fitted: came 4 degrees, expected 1 to 3"):
        plots.fitted(x, Y[0], [1, 2, 3, 4])


def test_a_strip_counts_its_parts_and_refuses_an_example_with_two_roles():
    picture = plots.roles([[[0, 3], [1, 2]]], ["a turn"], ["learns", "held out"])
    assert picture.alt == "What each of 4 examples is used for. a turn: 2 learns, 2 held out."
    with pytest.raises(ValueError, match=r"^roles: came 1 row, 1 title and 2 names"):
        plots.roles([[[0, 1], [1, 2]]], ["a turn"], ["learns", "held out"])
