"""Other answers to gate_or: right ones in other words, wrong ones without a name."""

from __future__ import annotations

import numpy as np

from autograder.bank import right, wrong

right("gate_or", "b = 0: nothing on scores exactly 0, and that is silent")(lambda: ([1, 1], 0))


right("gate_or", "in single precision")(
    lambda: (np.array([0.6, 0.7], dtype=np.float32), np.float32(-0.5))
)


right("gate_or", "a row of unequal weights")(lambda: (np.array([[5.0, 0.1]]), [-0.05]))


right("gate_or", "huge")(lambda: (np.array([1e9, 1e9]), -1))


wrong("gate_or", "one weight too small for b")(lambda: ([1.0, 0.4], -0.5))


wrong("gate_or", "NOT AND")(lambda: ([-1.0, -1.0], 1.5))


wrong("gate_or", "a bias for each weight")(lambda: ([1.0, 1.0], [-0.5, -0.5]))


wrong("gate_or", "one input silences the other")(lambda: ([1.0, -1.0], 0.5))


wrong("gate_or", "infinite weights")(lambda: ([np.inf, np.inf], -0.5))


@wrong.page("gate_or")
def _():
    "random weights, new at every call"
    rng = np.random.default_rng()
    rng.uniform(-2, -1, 2), rng.normal()
