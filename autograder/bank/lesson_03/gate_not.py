"""Other answers to gate_not: right ones in other words, wrong ones without a name."""

from __future__ import annotations

import numpy as np

from autograder.bank import right, wrong

right("gate_not", "a plain number as weight")(lambda: (-1, 0.5))


right("gate_not", "b = 1: the input 1 scores exactly 0, and that is silent")(lambda: ([-1.0], 1))


right("gate_not", "a 0-d array and a tiny scale")(lambda: (np.array(-1e-9), np.array(1e-10)))


right("gate_not", "a table of one entry, in single precision")(
    lambda: (np.array([[-20.0]], dtype=np.float32), np.float32(10))
)


wrong("gate_not", "two weights")(lambda: ([-1.0, -1.0], 0.5))


wrong("gate_not", "no weight at all")(lambda: ([], 0.5))


wrong("gate_not", "all 0")(lambda: ([0.0], 0.0))


wrong("gate_not", "the bias is far too strong")(lambda: ([-1.0], 100.0))


wrong("gate_not", "a weight and a bias of a tiny wrong size")(lambda: ([-1e-9], 1e-6))
