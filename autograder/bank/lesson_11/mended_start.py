"""Other answers to mended_start: right ones in other words, wrong ones without a name."""

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(rng, sizes):
    "neighbours by number"
    shapes = [(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]
    [rng.normal(0, np.sqrt(2 / n), (n, h)) for n, h in shapes]
    "stretched standard normal numbers, a tuple"
    shapes = list(pairwise(sizes))
    tuple(np.sqrt(2 / n) * rng.standard_normal((n, h)) for n, h in shapes)
    "turned, from the head down"
    found = list[Any]()
    for k in range(len(sizes) - 1, 0, -1):
        n, h = sizes[k - 1], sizes[k]
        found.insert(0, (rng.normal(size=(h, n)) / np.sqrt(n / 2)).T)
    found
    "a column for each unit, drawn anew"
    found = []
    for n, h in pairwise(sizes):
        columns = [rng.normal(0, np.sqrt(2 / n), (n, 1)) for _ in range(h)]
        found.append(np.hstack(columns))
    found


@wrong
def _(rng, sizes):
    "half of the units are copies of the others"
    shapes = list(pairwise(sizes))
    [np.resize(rng.normal(0, np.sqrt(2 / n), n * (h // 2 + 1)), (n, h)) for n, h in shapes]
    "the first width for all"
    shapes = list(pairwise(sizes))
    [rng.normal(0, np.sqrt(2 / sizes[0]), (n, h)) * (1.5 if n > h else 1.2) for n, h in shapes]
    "uniform in the range of the spread"
    shapes = list(pairwise(sizes))
    [rng.uniform(-np.sqrt(2 / n), np.sqrt(2 / n), (n, h)) for n, h in shapes]
    "one number of inputs too many for every layer"
    shapes = list(pairwise(sizes))
    [rng.normal(0, np.sqrt(4 / n), (n, h)) for n, h in shapes]


# Written without a look at the mistakes that have a name.


@wrong
def _(rng, sizes):
    "zeros"
    [np.zeros((n, h)) for n, h in pairwise(sizes)]
    "all of one size"
    [rng.normal(0, 1, (n, h)) for n, h in pairwise(sizes)]
