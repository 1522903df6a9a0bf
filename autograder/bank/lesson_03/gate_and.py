"""Other answers to gate_and: right ones in other words, wrong ones without a name."""

from __future__ import annotations

import numpy as np

from autograder.bank import right, wrong

right("gate_and", "b = -1: a single 1 scores exactly 0, and that is silent")(lambda: ([1, 1], -1))


right("gate_and", "b just above -2, in single precision")(
    lambda: (np.ones(2, dtype=np.float32), np.float32(-1.99))
)


right("gate_and", "a row, and b as an array of one entry")(
    lambda: (np.array([[20.0, 20.0]]), np.array([-30.0]))
)


right("gate_and", "unequal weights, in a list")(lambda: [(0.3, 0.4), -0.5])


right("gate_and", "whole numbers in small types")(
    lambda: (np.array([3, 2], dtype=np.int8), np.array(-4))
)


@right.page("gate_and")
def _(scale=1e-06):
    "default arguments; scaled"
    scale * np.ones(2), -1.5 * scale


wrong("gate_and", "weights that differ too much")(lambda: ([2.0, 0.5], -1.0))


wrong("gate_and", "the same, with b chosen for >=")(lambda: ([3.0, 1.0], -3.0 + 1e-3))


wrong("gate_and", "three weights")(lambda: ([1.0, 1.0, 1.0], -1.5))


wrong("gate_and", "a column")(lambda: (np.ones((2, 1)), -1.5))


wrong("gate_and", "weights nan")(lambda: (np.array([np.nan, 1.0]), -1.5))


wrong("gate_and", "strings")(lambda: (["1", "1"], "-1.5"))


wrong("gate_and", "a dictionary")(lambda: {"w": [1.0, 1.0], "b": -1.5})


wrong("gate_and", "XNOR's wish: one weight up, one down")(lambda: ([1.0, -1.0], 0.5))
