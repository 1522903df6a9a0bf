"""Other answers to cache_bytes: right ones in other words, wrong ones without a name."""

import itertools

import numpy as np

from autograder.bank import right, wrong


@right
def _(sizes, m, itemsize=8):
    "one input and twice every hidden layer"
    itemsize * m * (sizes[0] + 2 * sum(sizes[1:-1]))
    "asks numpy"
    dtype = np.dtype(f"V{itemsize}")
    arrays = [np.empty((1, n), dtype) for n in [sizes[0], *sizes[1:-1], *sizes[1:-1]]]
    m * np.int64(sum(array.nbytes for array in arrays))
    "a float, from a loop"
    total = 0.0
    for layer, n in enumerate(sizes[:-1]):
        total += m * n * itemsize * (1 if layer == 0 else 2)
    total
    "in a list of one"
    [(2 * sum(sizes[:-1]) - sizes[0]) * m * itemsize]


@wrong
def _(sizes, m, itemsize=8):
    "keeps the biases as well"
    itemsize * (m * (sizes[0] + 2 * sum(sizes[1:-1])) + sum(sizes[1:]))
    "deltas too"
    itemsize * m * (sizes[0] + 3 * sum(sizes[1:-1]))
    "kilobytes of a thousand"
    itemsize * m * (sizes[0] + 2 * sum(sizes[1:-1])) // 1000
    "one hidden layer only"
    itemsize * m * (sizes[0] + (2 * sizes[1] if len(sizes) > 2 else 0))


# Written without a look at the mistakes that have a name.


@wrong
def _(sizes, m, itemsize=8):
    "every layer twice"
    itemsize * m * 2 * sum(sizes)
    "one number a layer"
    itemsize * m * len(sizes)


# Written from the lesson's text alone.


@wrong
def _(sizes, m, itemsize=8):
    "params"
    itemsize * sum(((p + 1) * q for p, q in itertools.pairwise(sizes)))
    "largest layer only"
    m * itemsize * 2 * max(sizes)


@right
def _(sizes, m, itemsize=8):
    "2 sum minus"
    itemsize * m * (2 * sum(sizes) - sizes[0] - 2 * sizes[-1])
    "loop"
    total = 0
    for k, n in enumerate(sizes):
        if k < len(sizes) - 1:
            total += n * m * itemsize * (1 if k == 0 else 2)
    total
