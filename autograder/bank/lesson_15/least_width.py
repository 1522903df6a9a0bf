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
    "half of them, rounded up"
    (pieces - 1 + 1) // 2


# Written without a look at the mistakes that have a name.


@wrong
def _(pieces):
    "a unit a piece"
    pieces
    "one more"
    pieces + 1
    "two pieces a unit"
    (pieces + 1) // 2
    "as if each unit doubled them"
    int(np.ceil(np.log2(pieces)))
    "two less"
    max(pieces - 2, 0)
    "two units a bend"
    2 * (pieces - 1)
