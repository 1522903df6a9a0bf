"""Squared bias and variance, means over the places. preds (days, places), truth (places,)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number, Record
from nnlib import generalise

exercise = Exercise(
    reference=generalise.bias_variance,
    lesson="14_generalisation",
    takes={"preds": "days places", "truth": "places"},
    returns=Record(bias_squared=Number(), variance=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three days, two places", _scattered(rng, 3, 2))
    yield Case("more places than days", _scattered(rng, 3, 5))
    yield Case("as many days as places", _scattered(rng, 4, 4))
    preds, truth = _scattered(rng, 5, 2)
    preds -= preds.mean(axis=0) - truth - np.array([0.6, -0.6])
    yield Case("biases of both signs", (preds, truth))
    quarters = rng.permutation([-7, 3, 5, 9]) / 4, np.array([1.0, -2.0, 3.0, 0.5])
    yield Case("every day gives the same", (np.tile(quarters[0], (4, 1)), quarters[1]))
    yield Case("a single day", (quarters[0][None, :2], quarters[1][:2]))
    yield Case("a single place", _scattered(rng, 5, 1))
    whole = np.array([[1, 4], [3, 4], [8, 7]]), np.array([2, 9])
    yield Case("whole numbers", whole)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for days, places in ((30, 7), (6, 40)):
        yield Case("random predictions", _scattered(rng, days, places))


def _scattered(rng: np.random.Generator, days: int, places: int) -> tuple[Any, Any]:
    """Predictions whose spread and bias differ from place to place."""
    truth = rng.normal(size=places)
    spread = rng.uniform(0.3, 2, places)
    bias = rng.uniform(0.4, 1.8, places) * rng.choice([-1, 1], places)
    return truth + bias + spread * rng.normal(size=(days, places)), truth


@exercise.mistakes
def _(preds, truth):
    days = len(preds)
    mean = np.mean(preds, axis=0)
    bias = mean - truth
    squared, variance = np.mean(bias**2), np.mean(np.var(preds, axis=0))
    "F54.1: Biases of both signs cancel in a mean: square first, then average over the places."
    np.mean(bias) ** 2, variance
    "F54.1: Squared, please: a bias that is not squared cancels with one of the other sign."
    np.mean(bias), variance
    "F54.2: The square of the bias, not its size."
    np.mean(np.abs(bias)), variance
    "F54.3: Each column is one place: the variance is over the days, down the column."
    squared, np.mean(np.var(preds, axis=1))
    "F54.3: All numbers in one heap mix the places up: the variance is taken place by place."
    squared, np.var(preds)
    "F54.4: That is the whole distance to the truth: first the mean over days, then the distance."
    np.mean((preds - truth) ** 2), variance
    "bias_variance.1: The spread that adds up divides by the number of days, not by one less."
    squared, np.mean(np.sum((preds - mean) ** 2, axis=0)) / max(days - 1, 1)
    squared, np.mean(np.sum((preds - mean) ** 2, axis=0) / (days - 1))
    "bias_variance.2: The variance is a mean of squares; the deviation is its root."
    squared, np.mean(np.std(preds, axis=0))
    squared, np.sqrt(variance)
    "bias_variance.3: First the squared bias, then the variance."
    variance, squared
    "bias_variance.4: A mean over the places, not a sum: more places are no more wrong."
    np.sum(bias**2), np.sum(np.var(preds, axis=0))
    np.sum(bias**2), variance
    squared, np.sum(np.var(preds, axis=0))
    "bias_variance.5: The spread is round the mean prediction; round the truth it has the bias too."
    squared, np.mean((preds - truth) ** 2)
    "bias_variance.6: Two numbers: take the mean over the places as well."
    bias**2, np.var(preds, axis=0)
    "bias_variance.7: One root too many: the squared bias stays squared."
    np.sqrt(squared), variance
    np.sqrt(squared), np.sqrt(variance)
    "bias_variance.8: The mean at a place is over its column, all days: axis=0."
    np.mean((np.mean(preds) - truth) ** 2), variance
    "bias_variance.9: The bias measures the mean over all days, not what one of them gives."
    np.mean((preds[0] - truth) ** 2), variance
    np.mean((preds[-1] - truth) ** 2), variance
    "bias_variance.10: The mean of the predictions at each place, not their middle one."
    np.mean((np.median(preds, axis=0) - truth) ** 2), variance
    "bias_variance.11: Both parts: how far off the mean is, and how far they spread round it."
    squared + variance
    "bias_variance.12: Spread is squared distance from the mean, not its size."
    squared, np.mean(np.abs(preds - mean))
    "bias_variance.13: Distances of both signs cancel in a mean: square each one first."
    squared, np.mean(preds - mean) ** 2
    "bias_variance.14: The largest is not the mean: every place counts alike."
    np.max(bias**2), np.max(np.var(preds, axis=0))
    np.max(bias**2), variance
    "bias_variance.15: The bias is a distance from the truth: subtract it first."
    np.mean(mean**2), variance
    "bias_variance.16: From place to place is not asked: the variance is over the days."
    squared, np.var(truth)
    squared, np.var(mean)
    "bias_variance.17: The variance is a mean of squares already: it is not squared again."
    squared, np.mean(np.var(preds, axis=0) ** 2)
    "F54.3: Each column is one place: place by place the days are set beside their mean."
    squared, np.var(np.mean(preds, axis=1))
    "bias_variance.18: The spread is round the mean of the days, not round one of them."
    squared, np.mean((preds - preds[0]) ** 2)
    "bias_variance.12: Spread is squared distance from the mean, not from the least to the largest."
    squared, np.mean(np.ptp(preds, axis=0))
