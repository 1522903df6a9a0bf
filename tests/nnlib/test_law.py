"""Risks on a few inputs are exact, and off the sample every rule is right half the time."""

from fractions import Fraction as F

import numpy as np
import pytest

from nnlib.law import (
    Law,
    empirical_risk,
    labellings,
    monte_carlo_risk,
    six_coins,
    unseen_right,
)


def first_best(x, y, k=6):
    cuts = np.append(0, x)
    best = cuts[np.argmin([np.sum(np.where(x > t, 1, -1) != y) for t in cuts])]
    return np.where(np.arange(1, k + 1) > best, 1, -1)


def test_the_six_coins_have_the_risks_that_the_lesson_tells():
    law = six_coins()
    assert min(law.risk(rule) for rule in labellings(6)) == F(1, 5)
    assert [law.cut_risk(t) for t in range(7)] == [
        F(1, 2), F(11, 30), F(3, 10), F(13, 30), F(1, 3), F(2, 5), F(1, 2),
    ]  # fmt: skip


def test_draws_follow_the_law_and_one_at_a_time_they_are_the_same():
    law = six_coins()
    x, y = law.sample(60_000, np.random.default_rng(0))
    for coin in range(1, 7):
        mean = np.mean(y[x == coin] == 1)
        assert abs(mean - float(law.eta[coin - 1])) < 0.02
    rng = np.random.default_rng(0)
    single = [law.sample(1, rng) for _ in range(20)]
    assert [int(one[0][0]) for one in single] == x[:20].tolist()
    assert [int(one[1][0]) for one in single] == y[:20].tolist()


def test_the_mean_over_all_samples_is_what_many_samples_give():
    law = six_coins()
    exact = law.mean_risk(first_best, 2)
    rng = np.random.default_rng(1)
    tried = [float(law.risk(first_best(*law.sample(2, rng)))) for _ in range(4000)]
    assert abs(np.mean(tried) - float(exact)) < 4 * np.std(tried) / np.sqrt(4000)


def test_a_sample_of_a_certain_law_teaches_its_border():
    law = Law((F(1, 2), F(1, 2)), (F(0), F(1)))
    assert law.mean_risk(lambda x, y: first_best(x, y, 2), 1) == F(1, 4)


@pytest.mark.parametrize(
    "rule",
    [
        lambda x, y, new: y[np.argmin(np.abs(new[:, None] - x), axis=1)],
        lambda x, y, new: np.full(len(new), 1 if y.sum() > 0 else -1),
        lambda x, y, new: [1 if hash((*y.tolist(), int(p))) % 2 else -1 for p in new],
    ],
)
def test_any_rule_is_right_on_half_of_what_it_has_not_seen(rule):
    right = unseen_right(rule, labellings(5), [1, 3, 4])
    assert np.nansum(right) == 32
    assert np.isnan(right[:, [0, 2, 3]]).all()


def test_what_is_no_rule_and_what_answers_no_label_is_refused():
    with pytest.raises(ValueError, match=r"^Law.risk: the rule has 5 answers"):
        six_coins().risk(np.ones(5))
    with pytest.raises(ValueError, match=r"^unseen_right: the rule answered"):
        unseen_right(lambda x, y, new: np.zeros(len(new)), labellings(3), [1])


def test_a_risk_is_the_mean_loss_of_given_or_of_fresh_examples():
    squared = lambda y_hat, y: (y_hat - y) ** 2  # noqa: E731
    X, Y = np.array([1.0, 2.0]), np.array([0.0, 4.0])
    assert empirical_risk(lambda x: 2 * x, X, Y, squared) == 2
    coins, calls = six_coins(), lambda x: np.ones(len(x))
    drawn = monte_carlo_risk(calls, coins.sample, squared, 9, np.random.default_rng(3))
    x, y = coins.sample(9, np.random.default_rng(3))
    assert drawn == empirical_risk(calls, x, y, squared)
