"""Other answers to xor_network: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _():
    "the famous one for ReLU units: (1, -2) and no bias"
    ([[1, 1], [1, 1]], [0, -1], [1, -2], 0)
    "AND first, then OR"
    (np.ones((2, 2)), np.array([-1.5, -0.5]), np.array([-1.0, 1.0]), -0.5)
    "one unit for each of 01 and 10, a head that adds them"
    (np.array([[1, -1], [-1, 1]]), np.zeros(2), np.ones(2), 0.0)
    "OR and NOT AND, and their AND; rows (1, k), single precision"
    (
        np.array([[1, -1], [1, -1]], dtype=np.float32),
        np.array([[-0.5, 1.5]], dtype=np.float32),
        np.array([[1, 1]], dtype=np.float32),
        np.float32(-1.5),
    )
    "three units: both inputs copied, and AND"
    [[(1, 0, 1), (0, 1, 1)], (0, 0, -1), (1, 1, -2), np.array([0.0])]
    "a third unit that does nothing"
    (np.array([[1, 1, 0], [1, 1, 0]]), [-0.5, -1.5, 1.0], [1.0, -1.0, 0.0], -0.5)
    "weights that a logistic network would learn"
    (np.array([[6.2, 4.1], [6.3, 4.2]]), [-2.8, -6.3], [9.1, -9.9], np.array(-4.2))
    "NOR and AND, and neither of them"
    (np.array([[-1.0, 1], [-1, 1]]), [0.5, -1.5], [-1.0, -1.0], 0.5)


@wrong
def _():
    "the head weighs one unit too little"
    (np.ones((2, 2)), [-0.5, -1.5], [1.0, -0.3], -0.5)
    "OR twice: the second bias is that of OR"
    (np.ones((2, 2)), [-0.5, -0.4], [1.0, -2.0], 0.5)
    "no unit at all"
    (np.zeros((2, 0)), np.zeros(0), np.zeros(0), 0.0)
    "without b2"
    (np.ones((2, 2)), [-0.5, -1.5], [1.0, -1.0])
    "one of the inputs alone"
    (np.ones((2, 2)), [-0.5, -1.5], [0.0, 0.0], 0.0)
    "the second input, behind units that mix"
    (np.array([[1.0, 0], [1, 1]]), [-0.5, -0.5], [0.1, 1.0], -0.5)
    "hidden OR with weights too unequal"
    (np.array([[1.0, 1], [0.3, 1]]), [-0.5, -1.5], [1.0, -1.0], -0.5)


# Written without a look at the mistakes that have a name.


@wrong
def _():
    "the thresholds the other way round"
    (np.ones((2, 2)), [-1.5, -0.5], [1.0, -1.0], -0.5)
    "an OR at the end"
    (np.ones((2, 2)), [-0.5, -1.5], [1.0, 1.0], -0.5)
    "the last bias is 0, the weights even"
    (np.ones((2, 2)), [-0.5, -1.5], [1.0, -1.0], 0.5)


# Written from the lesson's text alone.


@right
def _():
    "one not other"
    (np.array([[1, -1], [-1, 1]]), np.array([0, 0]), np.array([1, 1]), 0)
    "three units"
    ([[1, 1, 1], [1, 1, 1]], [0, -1, -1], [2, -1, -1], -1)
    "k=2 lists nand"
    ([[1.0, -1.0], [1.0, -1.0]], [-0.5, 1.5], [1.0, 1.0], -1.5)
