"""Other answers to least_width: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(pieces):
    "the bends between them, as a float"
    float(pieces) - 1.0
    "counted, for as long as that takes, and then subtracted"
    len(range(1, pieces))
    "numpy's whole numbers"
    np.array([np.int64(pieces) - 1])


@wrong
def _(pieces):
    "right for powers of 2"
    2 ** int(np.log2(pieces)) - 1
    "never more than a million"
    min(10**6, pieces - 1)
    "the root"
    np.floor(np.sqrt(pieces))
    "half of them, rounded up"
    (pieces - 1 + 1) // 2
