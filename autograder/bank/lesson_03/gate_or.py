"""Other answers to gate_or: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _():
    "b = 0: nothing on scores exactly 0, and that is silent"
    ([1, 1], 0)
    "in single precision"
    (np.array([0.6, 0.7], dtype=np.float32), np.float32(-0.5))
    "a row of unequal weights"
    (np.array([[5.0, 0.1]]), [-0.05])
    "huge"
    (np.array([1e9, 1e9]), -1)


@wrong
def _():
    "one weight too small for b"
    ([1.0, 0.4], -0.5)
    "NOT AND"
    ([-1.0, -1.0], 1.5)
    "a bias for each weight"
    ([1.0, 1.0], [-0.5, -0.5])
    "one input silences the other"
    ([1.0, -1.0], 0.5)
    "infinite weights"
    ([np.inf, np.inf], -0.5)
    "random weights, new at every call"
    rng = np.random.default_rng()
    rng.uniform(-2, -1, 2), rng.normal()


# Written without a look at the mistakes that have a name.


@wrong
def _():
    "b of one whole input"
    ([1.0, 1.0], -1.0)
    "small weights"
    ([0.1, 0.1], -0.5)


# Written from the lesson's text alone.


@right
def _():
    "bias 0"
    (np.array([3, 1]), 0)
    "int list"
    ([5, 7], -4)
