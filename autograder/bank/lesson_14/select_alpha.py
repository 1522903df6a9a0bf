"""Other answers to select_alpha: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(alphas, errors, sizes):
    "the sum over all held-out examples"
    alphas[np.argmin(sizes @ errors)]
    "in a loop, as a float"
    best, least = None, np.inf
    for alpha, column in zip(alphas, np.transpose(errors), strict=True):
        total = sum(size * error for size, error in zip(sizes, column, strict=True))
        if total < least:
            best, least = float(alpha), total
    best
    "sorted by the mean"
    mean = (errors * np.reshape(sizes, (-1, 1))).sum(axis=0) / np.sum(sizes)
    np.array([np.asarray(alphas)[np.argsort(mean)[0]]])
    "sizes turned into a column"
    alphas[(errors * sizes[:, None]).sum(axis=0).argmin()]
    "every example votes with the error of its fold"
    alphas[np.argmin(np.repeat(errors, sizes, axis=0).mean(axis=0))]


@wrong
def _(alphas, errors, sizes):
    "weights that are squares of the sizes"
    alphas[np.argmin(np.average(errors, axis=0, weights=sizes**3))]
    "the first fold is left out"
    rest = errors[1:] if len(errors) > 1 else errors
    alphas[np.argmin(rest.mean(axis=0))]
    "always the first"
    alphas[0]
    "the alpha before the best"
    alphas[np.argmin(np.average(errors, axis=0, weights=sizes)) - 1]
    "ranks instead of errors"
    ranks = np.argsort(np.argsort(errors, axis=1), axis=1)
    alphas[np.argmin(ranks.sum(axis=0))]


# Written without a look at the mistakes that have a name.


@wrong
def _(alphas, errors, sizes):
    "all folds alike"
    alphas[np.argmin(np.mean(errors, axis=0))]
    "the least of all errors"
    alphas[np.argmin(np.min(errors, axis=0))]
    "its place"
    np.argmin(np.average(errors, axis=0, weights=sizes))
    "the largest"
    alphas[np.argmax(np.average(errors, axis=0, weights=sizes))]
    "the error, not the alpha"
    np.min(np.average(errors, axis=0, weights=sizes))
    "divided by the sizes"
    sizes = np.asarray(sizes, float)
    alphas[np.argmin(np.mean(errors / sizes[:, None], axis=0))]
    "only the largest fold"
    alphas[np.argmin(errors[np.argmax(sizes)])]
