"""Other answers to log_back: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(g, a):
    "times the reciprocal"
    (1 / a) * g
    "np.divide"
    np.divide(g, a)
    "as a power"
    g * np.asarray(a, dtype=float) ** -1.0


@wrong
def _(g, a):
    "logarithm to base ten"
    g / a / np.log(10)
    "kept away from 0"
    g / np.maximum(a, 1)
    "one plus a"
    g / (1 + a)
    "summed"
    np.sum(g / a)


# Written without a look at the mistakes that have a name.


@wrong
def _(g, a):
    "the logarithm"
    g * np.log(np.abs(a))
    "squared below"
    g / a**2
