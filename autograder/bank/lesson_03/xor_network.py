"""Other answers to xor_network: right ones in other words, wrong ones without a name."""

from __future__ import annotations

import numpy as np

from autograder.bank import right, wrong

right("xor_network", "the famous one for ReLU units: (1, -2) and no bias")(
    lambda: ([[1, 1], [1, 1]], [0, -1], [1, -2], 0)
)


right("xor_network", "AND first, then OR")(
    lambda: (np.ones((2, 2)), np.array([-1.5, -0.5]), np.array([-1.0, 1.0]), -0.5)
)


right("xor_network", "one unit for each of 01 and 10, a head that adds them")(
    lambda: (np.array([[1, -1], [-1, 1]]), np.zeros(2), np.ones(2), 0.0)
)


right("xor_network", "OR and NOT AND, and their AND; rows (1, k), single precision")(
    lambda: (
        np.array([[1, -1], [1, -1]], dtype=np.float32),
        np.array([[-0.5, 1.5]], dtype=np.float32),
        np.array([[1, 1]], dtype=np.float32),
        np.float32(-1.5),
    )
)


right("xor_network", "three units: both inputs copied, and AND")(
    lambda: [[(1, 0, 1), (0, 1, 1)], (0, 0, -1), (1, 1, -2), np.array([0.0])]
)


right("xor_network", "a third unit that does nothing")(
    lambda: (np.array([[1, 1, 0], [1, 1, 0]]), [-0.5, -1.5, 1.0], [1.0, -1.0, 0.0], -0.5)
)


right("xor_network", "weights that a logistic network would learn")(
    lambda: (np.array([[6.2, 4.1], [6.3, 4.2]]), [-2.8, -6.3], [9.1, -9.9], np.array(-4.2))
)


right("xor_network", "NOR and AND, and neither of them")(
    lambda: (np.array([[-1.0, 1], [-1, 1]]), [0.5, -1.5], [-1.0, -1.0], 0.5)
)


wrong("xor_network", "the head weighs one unit too little")(
    lambda: (np.ones((2, 2)), [-0.5, -1.5], [1.0, -0.3], -0.5)
)


wrong("xor_network", "OR twice: the second bias is that of OR")(
    lambda: (np.ones((2, 2)), [-0.5, -0.4], [1.0, -2.0], 0.5)
)


wrong("xor_network", "the hidden widths do not fit together")(
    lambda: (np.ones((2, 2)), [-0.5, -1.5, 0.0], [1.0, -1.0], -0.5)
)


wrong("xor_network", "five units")(
    lambda: (np.ones((2, 5)), [-0.5, -1.5, 9, 9, 9], [1.0, -1.0, 0, 0, 0], -0.5)
)


wrong("xor_network", "no unit at all")(lambda: (np.zeros((2, 0)), np.zeros(0), np.zeros(0), 0.0))


wrong("xor_network", "without b2")(lambda: (np.ones((2, 2)), [-0.5, -1.5], [1.0, -1.0]))


wrong("xor_network", "one of the inputs alone")(
    lambda: (np.ones((2, 2)), [-0.5, -1.5], [0.0, 0.0], 0.0)
)


wrong("xor_network", "NOR")(lambda: (np.ones((2, 2)), [-0.5, -1.5], [-1.0, -1.0], 0.5))


wrong("xor_network", "the second input, behind units that mix")(
    lambda: (np.array([[1.0, 0], [1, 1]]), [-0.5, -0.5], [0.1, 1.0], -0.5)
)


wrong("xor_network", "hidden OR with weights too unequal")(
    lambda: (np.array([[1.0, 1], [0.3, 1]]), [-0.5, -1.5], [1.0, -1.0], -0.5)
)
