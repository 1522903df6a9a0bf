"""Other answers to accuracy: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(y_hat, y):
    "a loop that counts"
    hits = 0
    for answer, truth in zip(y_hat, y, strict=True):
        hits += answer == truth
    hits / len(y)
    "one minus the mistakes"
    1 - np.count_nonzero(np.asarray(y_hat) - np.asarray(y)) / len(y)
    "a Python float"
    float((np.array(y_hat) == np.array(y)).mean())
    "an array of one number"
    np.array([np.mean(np.equal(y_hat, y))])
    "a sum over a list"
    sum(a == b for a, b in zip(y_hat, y, strict=True)) / len(y)


@wrong
def _(y_hat, y):
    "one in ten of those that are right"
    np.mean(y_hat == y) / 10
    "off by half of an example"
    (np.sum(y_hat == y) - 0.5) / len(y)
    "rounded to one digit"
    np.round(np.mean(y_hat == y), 1)
    "the largest share over the classes"
    max(np.mean(y_hat[y == k] == k) for k in np.unique(y))
    "the share of the most frequent class"
    np.bincount(y.astype(int)).max() / len(y)
    "the root of the share"
    np.sqrt(np.mean(y_hat == y))


# Written without a look at the mistakes that have a name.


@wrong
def _(y_hat, y):
    "the share of mistakes"
    float(np.mean(y_hat != y))
    "how many are right"
    float(np.sum(y_hat == y))
    "per cent"
    100 * float(np.mean(y_hat == y))
    "all or nothing"
    float(np.all(y_hat == y))
    "one less in the divisor"
    float(np.sum(y_hat == y) / max(len(y) - 1, 1))
    "how near they are"
    float(1 - np.mean(np.abs(y_hat - y)))
    "mean of the classes' shares"
    float(np.mean([np.mean(y_hat[y == k] == k) for k in np.unique(y)]))
