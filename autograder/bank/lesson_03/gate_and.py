"""Other answers to gate_and: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _():
    "b = -1: a single 1 scores exactly 0, and that is silent"
    ([1, 1], -1)
    "b just above -2, in single precision"
    (np.ones(2, dtype=np.float32), np.float32(-1.99))
    "a row, and b as an array of one entry"
    (np.array([[20.0, 20.0]]), np.array([-30.0]))
    "unequal weights, in a list"
    [(0.3, 0.4), -0.5]
    "whole numbers in small types"
    (np.array([3, 2], dtype=np.int8), np.array(-4))


@right
def _(scale=1e-06):
    "default arguments; scaled"
    scale * np.ones(2), -1.5 * scale


@wrong
def _():
    "weights that differ too much"
    ([2.0, 0.5], -1.0)
    "the same, with b chosen for >="
    ([3.0, 1.0], -3.0 + 1e-3)
    "three weights"
    ([1.0, 1.0, 1.0], -1.5)
    "a column"
    (np.ones((2, 1)), -1.5)
    "weights nan"
    (np.array([np.nan, 1.0]), -1.5)
    "strings"
    (["1", "1"], "-1.5")
    "a dictionary"
    {"w": [1.0, 1.0], "b": -1.5}
    "XNOR's wish: one weight up, one down"
    ([1.0, -1.0], 0.5)


# Written without a look at the mistakes that have a name.


@wrong
def _():
    "a bias above 0"
    ([1.0, 1.0], 1.5)
    "small weights, and b too weak for them"
    ([0.5, 0.5], -0.4)


# Written from the lesson's text alone.


@right
def _():
    "bias -1 exactly"
    ([1, 1], -1)
    "large"
    ((10, 20), np.float64(-20))
