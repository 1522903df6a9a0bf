"""Other answers to mended_grid: right ones in other words, wrong ones without a name."""

from itertools import pairwise

import numpy as np

from autograder.bank import right, wrong


@right
def _(k):
    "np.linspace"
    np.linspace(0, 1, 2**k + 1)
    "twice as fine as needed"
    np.linspace(0, 1, 2 ** (k + 1) + 1)
    "a list, halved again and again"
    places = [0.0, 1.0]
    for _ in range(k):
        places = sorted(places + [(a + b) / 2 for a, b in pairwise(places)])
    places
    "where the folds send to 0 and 1, worked back"
    x = np.array([0.0, 1.0])
    for _ in range(k):
        x = np.unique(np.append(x / 2, 1 - x / 2))
    x
    "more places between them"
    corners = np.arange(2**k + 1) / 2**k
    np.sort(np.append(corners, corners[:-1] + 0.3 / 2**k))
    "as a row, in float32"
    (np.arange(2**k + 1, dtype=np.float32) / 2**k)[None]


@wrong
def _(k):
    "right for six folds at most"
    np.linspace(0, 1, 2 ** min(k, 5) + 1) if k > 3 else np.linspace(0, 1, 2**k)
    "as fine as sixteen folds ask for, whatever k"
    np.linspace(0, 1, 2**16 + 1)
    "a power of ten"
    np.linspace(0, 1, 10**k // 10 ** max(k - 4, 0) + 1)
    "the places twice"
    np.repeat(np.arange(2**k + 1) / 2**k, 2)
    "downwards"
    np.linspace(1, 0, 2**k + 1)
    "by Chebyshev's rule"
    (1 - np.cos(np.pi * np.arange(2**k + 1) / 2**k)) / 2
