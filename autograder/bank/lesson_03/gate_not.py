"""Other answers to gate_not: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _():
    "a plain number as weight"
    (-1, 0.5)
    "b = 1: the input 1 scores exactly 0, and that is silent"
    ([-1.0], 1)
    "a 0-d array and a tiny scale"
    (np.array(-1e-9), np.array(1e-10))
    "a table of one entry, in single precision"
    (np.array([[-20.0]], dtype=np.float32), np.float32(10))


@wrong
def _():
    "two weights"
    ([-1.0, -1.0], 0.5)
    "no weight at all"
    ([], 0.5)
    "all 0"
    ([0.0], 0.0)
    "the bias is far too strong"
    ([-1.0], 100.0)
    "a weight and a bias of a tiny wrong size"
    ([-1e-9], 1e-6)


# Written without a look at the mistakes that have a name.


@wrong
def _():
    "as it came"
    ([1.0], 0.0)
    "no bias"
    ([-1.0], 0.0)


# Written from the lesson's text alone.


@wrong
def _():
    "number"
    (-1.0, "0.5")


@right
def _():
    "bias 1"
    (np.array([-1]), 1)
    "list"
    ([-4.0], np.float32(3.0))
