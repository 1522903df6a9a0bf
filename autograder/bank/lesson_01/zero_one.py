"""Other answers to zero_one: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(y_hat, y):
    "a loop that counts"
    mistakes = 0
    for a, b in zip(y_hat, y, strict=True):
        mistakes += int(a != b)
    mistakes / len(y)
    "one minus the share of right ones"
    1 - np.mean(y_hat == y)
    "count_nonzero of the difference"
    np.count_nonzero(np.asarray(y_hat) - np.asarray(y)) / len(y)
    "an array of one number"
    np.mean(np.not_equal(y_hat, y), keepdims=True)


@wrong
def _(y_hat, y):
    "the first example is left out"
    np.mean((y_hat != y)[1:]) if len(y) > 1 else 1.0
    "the root of the share"
    np.sqrt(np.mean(y_hat != y))
    "both are sorted first"
    np.mean(np.sort(y_hat) != np.sort(y))
    "rounded to one digit"
    np.round(np.mean(y_hat != y), 1)


# Written without a look at the mistakes that have a name.


@wrong
def _(y_hat, y):
    "one number for each example"
    (y_hat != y).astype(int)
    "any mistake at all"
    float(np.any(y_hat != y))
    "half of the distance, squared"
    np.mean((y_hat - y) ** 2)


# Written from the lesson's text alone.


@right
def _(y_hat, y):
    "count_nonzero of the difference"
    np.count_nonzero(y_hat - y) / y.size
    "Fraction to float"
    from fractions import Fraction

    float(Fraction(sum((int(a != b) for a, b in zip(y_hat, y, strict=False))), len(y)))
    "1 - mean of =="
    1 - np.equal(y_hat, y).mean()
