"""Other answers to bias_variance: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(preds, truth):
    "point by point"
    squares, spreads = [], []
    for column, t in zip(np.transpose(preds), truth, strict=True):
        centre = sum(column) / len(column)
        squares.append((centre - t) ** 2)
        spreads.append(sum((p - centre) ** 2 for p in column) / len(column))
    sum(squares) / len(squares), sum(spreads) / len(spreads)
    "the variance is what the bias leaves of the whole"
    squared = np.mean((np.mean(preds, axis=0) - truth) ** 2)
    [squared, np.mean((np.asarray(preds) - truth) ** 2) - squared]
    "mean of squares minus square of the mean"
    off = np.asarray(preds, dtype=float) - truth
    bias = off.mean(axis=0)
    np.mean(bias * bias), np.mean(np.mean(off * off, axis=0) - bias * bias)
    "as arrays of one number"
    mean = np.asarray(preds).mean(axis=0, keepdims=True)
    np.array([((mean - truth) ** 2).mean()]), np.array(((preds - mean) ** 2).mean())
    "half of the mean squared distance of two sets"
    preds = np.asarray(preds, dtype=float)
    apart = preds[:, None, :] - preds[None, :, :]
    np.mean((preds.mean(axis=0) - truth) ** 2), np.mean(apart**2) / 2


@wrong
def _(preds, truth):
    "the last set is left out"
    few = preds[:-1] if len(preds) > 1 else preds
    np.mean((few.mean(axis=0) - truth) ** 2), np.mean(few.var(axis=0))
    "the middle over the points"
    bias = preds.mean(axis=0) - truth
    np.median(bias**2), np.median(preds.var(axis=0))
    "the range in place of the spread"
    bias = preds.mean(axis=0) - truth
    np.mean(bias**2), np.mean(np.ptp(preds, axis=0))
    "three halves of the variance"
    bias = preds.mean(axis=0) - truth
    np.mean(bias**2), 1.5 * np.mean(preds.var(axis=0)) + 0.01
    "relative to the truth"
    bias = preds.mean(axis=0) - truth
    np.mean((bias / truth) ** 2), np.mean(preds.var(axis=0))
    "biases weighted by the spread"
    bias, spread = preds.mean(axis=0) - truth, preds.var(axis=0)
    np.average(bias**2, weights=spread + 1e-9), np.mean(spread)


# Written without a look at the mistakes that have a name.


@wrong
def _(preds, truth):
    "the mean of the squared errors"
    np.mean((preds - truth) ** 2), np.mean(np.var(preds, axis=0))
    "the spread of the mean prediction over the points"
    mean = np.mean(preds, axis=0)
    np.mean((mean - truth) ** 2), np.var(mean)
    "the bias is not squared"
    mean = np.mean(preds, axis=0)
    np.mean(np.abs(mean - truth)), np.mean(np.var(preds, axis=0))
    "the square of the mean difference"
    np.mean(preds - truth) ** 2, np.mean(np.var(preds, axis=0))
    "standard deviation for variance"
    mean = np.mean(preds, axis=0)
    np.mean((mean - truth) ** 2), np.mean(np.std(preds, axis=0))
    "the median prediction"
    middle = np.median(preds, axis=0)
    np.mean((middle - truth) ** 2), np.mean((preds - middle) ** 2)
    "summed over the points"
    mean = np.mean(preds, axis=0)
    np.sum((mean - truth) ** 2), np.sum(np.var(preds, axis=0))
