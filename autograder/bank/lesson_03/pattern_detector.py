"""Other answers to pattern_detector: right ones in other words, wrong ones without a name."""

from __future__ import annotations

import numpy as np

from autograder.bank import right, wrong

right("pattern_detector", "b = -(D - 2), the largest that will do")(lambda p: (p, 2 - len(p)))


right("pattern_detector", "b just above -D, in a list")(lambda p: [p.tolist(), 0.01 - len(p)])


right("pattern_detector", "ten times as long")(lambda p: (10 * p, 5.0 - 10 * len(p)))


right("pattern_detector", "a mean instead of a sum")(
    lambda p: (p / len(p), np.array(0.5 / len(p) - 1))
)


right("pattern_detector", "a row in single precision")(
    lambda p: (p.astype(np.float32)[None, :], np.array([0.5 - len(p)], dtype=np.float32))
)


right("pattern_detector", "b from p itself")(lambda p, room=0.5: (np.sign(p), room - p @ p))


@right.page("pattern_detector")
def _(p):
    "weights of different size"
    w = p * np.linspace(1, 2, len(p))
    w, -float(np.abs(w).sum()) + 0.5
    "a loop"
    w, b = [], 1.0
    for sign in p:
        w.append(1.0 if sign > 0 else -1.0)
        b -= 1
    tuple(w), b


wrong("pattern_detector", "weights of different size with the usual b")(
    lambda p: (p * np.linspace(0.2, 1, len(p)), 1.0 - len(p))
)


wrong("pattern_detector", "half of what the pattern scores")(lambda p: (p, -len(p) / 2))


wrong("pattern_detector", "normalised weights, the b of the others")(
    lambda p: (p / np.linalg.norm(p), 1.0 - len(p))
)


wrong("pattern_detector", "normalised weights, b in between, for two and three signs")(
    lambda p: (p / np.linalg.norm(p), -1.2)
)


wrong("pattern_detector", "the first sign has no weight")(
    lambda p: (p * (np.arange(len(p)) > 0), 2.0 - len(p))
)


wrong("pattern_detector", "the number of +1 with the sign of the rest")(
    lambda p: (p, float(np.sum(p < 0)) - len(p))
)


wrong("pattern_detector", "a weight too many")(lambda p: (np.append(p, 1.0), 1.0 - len(p)))


wrong("pattern_detector", "shifted by one place")(lambda p: (np.roll(p, 1), 1.0 - len(p)))


wrong("pattern_detector", "right up to four signs")(lambda p: (p[:4], 1.0 - len(p[:4])))


wrong("pattern_detector", "a bias for each weight")(lambda p: (p, np.full(len(p), -1.0)))


wrong("pattern_detector", "positive weights for three signs or more")(
    lambda p: (p if len(p) < 3 else np.ones(len(p)), 0.5 - len(p))
)
